"""Changes told from an earlier value without its own beside it: 前年度の48件から12件増え、60件となった; 60件となった。令和3年度の48件から12件増加した."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import BEFORE, is_called, words_before, words_behind, words_between
from pipeline.check.changes import NO_WHOLE, YEAR, are_told_alike, change_mismatch
from pipeline.check.values import Mismatch, exact
from pipeline.model import FigureRecord

_OF_EARLIER = rf"(?:{BEFORE}|(?<![0-9元RHS.]){YEAR})(?:実績)?(?:の|は|実績の)?、? ?\(?"
_FROM_EARLIER = compile_pattern(rf"{_OF_EARLIER}$")
_OPENS = compile_pattern(
    rf"(?:^|[。・]) ?(?:(?:なお|また)、)?(?:(?P<topic>[^0-9、。\n()の・]{{1,12}})(?:は|が)、? ?)?{_OF_EARLIER}$"
)
"""The beginning of the sentence up to the earlier value: nothing but what it counts."""
_BY = compile_pattern(r"\)?(?:から|より|[にと]比べて?|と比較して?|に対して?)、? ?")
_GREW = r"(?:の?(?:増加|減少|上昇|低下|向上|改善|増|減)|増え|減り|減っ|多|少な)"
_THEN = compile_pattern(
    rf"{_GREW}(?:(?P<of>の|した|となる|い)|(?:(?:して?|て|となり|で)?、 ?|して|て|で)(?:(?P<name>[^0-9、。\n()]{{1,12}})は、? ?)?(?:[今本]年度は、? ?)?)"
)
"""Between the change and the value that it makes."""
_MADE = compile_pattern(
    r"(?:[とに](?:なり|なっ|なる)|に(?:達し|上[りっ]|のぼ|増え|減)|で(?:あっ|し[たて]|す。|ある)|だった)"
)
_CHANGED = compile_pattern(rf"{_GREW}[^0-9、。\n]{{0,10}}。")
_ENDING = compile_pattern("(?:件|者|人|団体|社|回|世帯|戸)?(?:数|額|量)$|者$")
_REACH = 120
_LONGEST_TOPIC = 32
_NEAR = 12


def mismatched_since(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the changes from an earlier value that do not make the present one.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
    """
    for at in range(1, len(figures)):
        earlier, change = figures[at - 1 : at + 1]
        if change.figure.kind is not FigureKind.CHANGE or not exact(earlier, change):
            continue
        start = earlier.figure.span.start
        if not _BY.fullmatch(words_between(text, earlier.figure.span.end, change.figure.span.start)):
            continue
        lead = words_before(text, start, _LONGEST_TOPIC).rpartition("\n")[2]
        if not _FROM_EARLIER.search(lead):
            continue
        later = _made(text, figures, at)
        if later is None and (opened := _OPENS.search(lead)):
            later = _told_before(text, figures, at - 1, opened)
        if later is not None:
            yield from change_mismatch(change, earlier, later)


def _made(text: str, figures: Sequence[FigureRecord], at: int) -> FigureRecord | None:
    """Return the value behind the change `figures[at]` that is said to be what it makes."""
    if at + 1 == len(figures) or not are_told_alike(figures[at - 1], figures[at + 1]):
        return None
    later, label = figures[at + 1], fold(figures[at - 1].figure.label or "")
    then = _THEN.fullmatch(words_between(text, figures[at].figure.span.end, later.figure.span.start))
    if then is None or (then["name"] and then["name"] != label):
        return None
    end = later.figure.span.end
    return later if then["of"] or _MADE.match(words_behind(text, end, _NEAR)) else None


def _told_before(text: str, figures: Sequence[FigureRecord], at: int, opened: re.Match[str]) -> FigureRecord | None:
    """Return the value of the sentence before that a sentence goes on about; of several, the one that its topic names."""
    earlier, change = figures[at : at + 2]
    end = change.figure.span.end
    if not _CHANGED.match(words_behind(text, end, 2 * _NEAR)):
        return None
    stop = earlier.figure.span.start
    before = text.rfind("。", max(0, stop - _LONGEST_TOPIC), stop)
    found: list[FigureRecord] = []
    for k in range(at - 1, -1, -1):
        record = figures[k]
        close, begin = record.figure.span.end, record.figure.span.start
        if before < 0 or before - close > _REACH or {"。", "\n"}.intersection(text[close:before]):
            break
        if are_told_alike(record, earlier) and not NO_WHOLE.search(words_before(text, begin, _NEAR)):
            found.append(record)
    if (topic := opened["topic"]) is not None:
        stem = _ENDING.sub("", topic)
        found = [record for record in found if len(stem) > 1 and is_called(text, record, topic, stem)]
    return found[0] if len(found) == 1 else None
