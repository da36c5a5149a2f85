"""Those who came and the places that there were, where more came and nothing says why: 定員40人、参加者46人."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.mentions import FigureKind, Qualifier, Status
from extractors.patterns import compile_pattern
from pipeline.check.beside import exact, words_between
from pipeline.model import FigureRecord

_LIMIT = compile_pattern(
    r"(?P<each>各[^0-9、。\n()]{0,4}の)?定員 ?(?:数|人数)?(?:は|が|:|を)?、? ?(?P<all>各[回日会場組]{0,2} ?)?$"
)
_LIMIT_WORD = "定員"
_CAME = compile_pattern(r"(?:参加|出席|受講|聴講|修了|来場)(?:者|人)?(?:数)?(?:は|が|:)?、? ?$")
_COMES = compile_pattern(r" ?(?:が|の|を|も|に)?(?:[^0-9、。\n()]{0,6})(?:参加|出席|受講|聴講|修了|来場)")
_GAP = compile_pattern(r"[^\n]{0,60}")
_BEHIND = compile_pattern(r"[^0-9、。\n()]{0,6}(?:\(|、)[^0-9、。\n()]{0,8}$")
_ANOTHER = compile_pattern(r"^[^ ]{0,4} +[^0-9 ()]{2,} +[^ ]")
"""Between the two: 定員12人　木工講座　参加15人 are of two courses."""
_TOLD_WHY = compile_pattern(
    r"超|上回|増[やしえ員枠設]|拡|広げ|追加|枠|多数|希望者|合わせ|併せ|オンライン|配信|立ち?見|入れ替|入替|先着|抽選|延べ|のべ|変更"
    r"|2回に|2部|午前|午後|昼(?:と|・|夜|の部)|夜の部|毎[週月日]|[0-9]日間|年間|通年|期間中|各日|毎回|受け?入れ|同伴|保護者|家族|親子|見学者|見学の|補助|ペア|組[0-9]|計(?!画)|全[0-9]|予備|キャンセル待ち|応募|申込|申し込"
)
"""What lets more come than there are places, or counts others: sessions, companions, those who only asked."""
_UNITS = frozenset({"人", "組", "世帯", "家族", "親子"})
_NOT_PERSONS = frozenset({Qualifier.TOTAL_ATTENDANCES, Qualifier.EACH})
_SESSION = compile_pattern(
    r"[・○●\-*①-⑳ ]*(?:\(?[0-9]{1,2}\)?[.) ]*)?(?:第 ?[0-9一二三四五六七八九十]{1,3} ?回|[0-9]{1,2}[月/] ?[0-9]{1,2})"
)
_NTH = compile_pattern(r"[^。\n0-9]{0,20}第[0-9一二三四五六七八九十]{1,3}回(?:\([^()\n]{1,16}\))?[^。\n0-9]{0,16}")
_NEAR = 60  # characters
_MOST = 12  # sessions


def overfull(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield who came and the places, where those are fewer: 定員40人　参加者46人; 各回の定員20人 above 第2回 23人.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for at, places in enumerate(figures):
        figure = places.figure
        if (
            figure.unit_norm not in _UNITS
            or _LIMIT_WORD not in text[max(0, figure.span.start - 12) : figure.span.start]
        ):
            continue
        limit = _LIMIT.search(words_between(text, max(0, figure.span.start - 16), figure.span.start))
        if limit is None or not exact(places):
            continue
        if limit["each"] or limit["all"] or Qualifier.EACH in figure.qualifiers:
            found = _of_sessions(text, figures, at)
        else:
            found = _beside(text, figures, at)
        for came in found:
            if came.figure.unit_norm == figure.unit_norm and exact(came) and came.figure.value > figure.value:
                yield came, places


def _beside(text: str, figures: Sequence[FigureRecord], at: int) -> Iterator[FigureRecord]:
    """Yield who came by the value right behind the places in their sentence, or right before them in brackets or commas."""
    places = figures[at].figure.span
    for k, first, second in ((at + 1, places, None), (at - 1, None, places)):
        if not 0 <= k < len(figures) or not _is_of_those_who_came(text, figures[k]):
            continue
        other = figures[k].figure.span
        start, end = (first or other).end, (second or other).start
        gap = text[start:end]
        shape = _GAP if first else _BEHIND
        words = words_between(text, start, end)
        if len(gap) > _NEAR or "。" in gap or not shape.fullmatch(words) or _ANOTHER.search(words):
            continue
        if not _explained(text, min(places.start, other.start), max(places.end, other.end)):
            yield figures[k]
            return


def _of_sessions(text: str, figures: Sequence[FigureRecord], at: int) -> Iterator[FigureRecord]:
    """Yield who came to each of the sessions that are told behind the places that each of them has."""
    end = figures[at].figure.span.end
    if _explained(text, figures[at].figure.span.start, end):
        return
    for record in figures[at + 1 : at + 1 + _MOST]:
        start, stop = record.figure.span.start, record.figure.span.end
        between = text[end:start]
        if len(between) > 2 * _NEAR or between.count("\n") > 1:
            return
        line = words_between(text, max(text.rfind("\n", end, start) + 1, end), start)
        if not (_SESSION.match(line) if "\n" in between else _NTH.fullmatch(line)):
            continue
        if (
            record.figure.kind is FigureKind.PARTICIPANTS
            and record.status is Status.ACTUAL
            and not _TOLD_WHY.search(line + words_between(text, stop, stop + _NEAR).partition("\n")[0])
        ):
            yield record
        end = stop


def _is_of_those_who_came(text: str, record: FigureRecord) -> bool:
    figure = record.figure
    if record.status is not Status.ACTUAL or _NOT_PERSONS.intersection(figure.qualifiers):
        return False
    start, end = figure.span.start, figure.span.end
    return (
        _CAME.search(words_between(text, max(0, start - 12), start)) is not None
        or _COMES.match(words_between(text, end, end + 12)) is not None
    )


def _explained(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence of a value or those beside it in its line say why more came, or that it is of several."""
    lead = words_between(text, max(0, start - 2 * _NEAR), start).rpartition("\n")[2]
    behind = words_between(text, end, end + 2 * _NEAR).partition("\n")[0]
    return _TOLD_WHY.search(lead + words_between(text, start, end) + behind) is not None
