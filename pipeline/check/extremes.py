"""What a sentence calls the most or the least of the values listed before it, and is not: 6月2,520冊、7月2,610冊。最も多かったのは6月."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.mentions import FigureKind, Status
from extractors.patterns import compile_pattern
from pipeline.check.beside import COUNTED, exact, is_share, words_between
from pipeline.check.surpassed import Surpassed
from pipeline.model import FigureRecord

_NAME = r"(?:[0-9]{1,2}月|(?:[0-9]{1,2}(?:歳代?|代|年度?|回))?[^0-9、。\n() :はがで]{1,14}?)"
_NEXT = compile_pattern(rf"(?:[、,・/] ?| {{1,4}})(?:また、)?(?P<name>{_NAME})(?:は|が|で)?(?:[ :]|延べ)*")
_FIRST = compile_pattern(rf"(?:^|[、。 :\n(・はが]|では|別には)(?P<name>{_NAME})(?:は|が|で)?(?:[ :]|延べ)*$")
_HOW = r"(?:最も|一番|いちばん)(?P<way>多|少な|高|低|大き|小さ)"
_SAID = compile_pattern(
    rf"\)?[^0-9、。\n()]{{0,14}}[、。](?:このうち|そのうち|うち|なお|また)?、?"
    rf"(?:{_HOW}(?:かった|い)(?:の|[^0-9、。\n()はが]{{1,8}})は、?「?(?P<name>{_NAME})」?(?=[で、。]|だ|と|[0-9])"
    rf"|(?P<named>{_NAME})が、?(?:最も|一番)(?P<so>多|少な|高|低|大き|小さ)[いくか])"
)
_MOST = frozenset({"多", "高", "大き"})
_REACH, _NEAR = 60, 24  # characters
_FEWEST = 3  # values


def contradicted_extremes(text: str, figures: Sequence[FigureRecord]) -> Iterator[Surpassed]:
    """Yield the values that are called the most or the least of a list, with the one that is, and the words.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    run: list[FigureRecord] = []
    for record in (*figures, None):
        if record is None or not run or _next(text, run[-1], record) is None:
            if len(run) >= _FEWEST:
                yield from _judged(text, run)
            run = [record] if record else []
        else:
            run.append(record)


def _next(text: str, one: FigureRecord, other: FigureRecord) -> str | None:
    """Return the name of the second of two values of a list."""
    start, end = one.figure.span.end, other.figure.span.start
    alike = (
        one.figure.unit_norm == other.figure.unit_norm
        and (one.figure.kind in COUNTED or is_share(one))
        and other.figure.kind is not FigureKind.CHANGE
        and one.status is other.status is Status.ACTUAL
    )
    if not alike or not 0 < end - start <= _NEAR or not exact(one, other):
        return None
    match = _NEXT.fullmatch(words_between(text, start, end))
    return match["name"] if match else None


def _judged(text: str, run: Sequence[FigureRecord]) -> Iterator[Surpassed]:
    end = run[-1].figure.span.end
    if "最" not in text[end : end + _REACH] and "番" not in text[end : end + _REACH]:
        return
    said = _SAID.match(words_between(text, end, end + _REACH))
    if said is None:
        return
    start = run[0].figure.span.start
    first = _FIRST.search(words_between(text, max(0, start - _NEAR), start))
    names = [first["name"] if first else None, *(_next(text, a, b) for a, b in pairwise(run))]
    name = said["name"] or said["named"]
    if names.count(name) != 1:
        return
    told = run[names.index(name)]
    pick = max if (said["way"] or said["so"]) in _MOST else min
    most = pick(run, key=lambda record: record.figure.value)
    if told.figure.value != most.figure.value:
        yield Surpassed(told, most, said[0].rpartition("。")[2].rpartition("、")[2])
