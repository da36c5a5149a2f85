"""Those who are said to have come to what was called off: 第7回　2月8日　大雪のため中止　参加17名."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.mentions import FigureKind, Qualifier
from extractors.patterns import compile_pattern
from pipeline.check.beside import exact, words_between
from pipeline.model import FigureRecord

_OFF = "中止"
_THEN = compile_pattern(
    r"(?:と(?:し|なり|いたし)|し|いたし)?(?:[、 :]| ?\()*(?:(?:参加|出席|受講|来場|聴講)(?:者(?:数)?)?)?(?:は|が|:)? ?$"
)
"""Between 中止 and a value: し、; 　参加."""
_CAME = compile_pattern(r" ?(?:が|の)?(?:参加|出席|受講|来場|聴講)(?!予定|見込|申|を予定|を?希望)")
_WHEN = r"(?:第 ?[0-9〇一二三四五六七八九十]{1,3} ?回|[0-9〇一二三四五六七八九十]{1,3}(?:月 ?[0-9〇一二三四五六七八九十]{1,3} ?日|[/.][0-9]{1,2}))"
_EVENT = compile_pattern(
    rf"{_WHEN}[^。\n]{{0,40}}?(?:(?:の|[^、。は\n]{{0,20}})(?:回|会|教室|講[座習]|清掃|訓練|研修|大会|つどい|集い|まつり|祭り?|式|セミナー|サロン)は、?)?(?P<why>[^はをが。\n]{{0,24}})$"
)
"""Before 中止: a session, by its number or day, and why; 花火は中止し is told of a part of it."""
_OF_PART = compile_pattern(
    r"途中|一部|のみ|[はをがも]$|花火|飲食|屋台|パレード|懇親|体験は|うち|除|[0-9一二三四五六七八九十] ?回(?:は|を)|延期|改め|代わ|振替|変更"
)
_NOT_ONE = frozenset({Qualifier.TOTAL_ATTENDANCES, Qualifier.DISTINCT, Qualifier.EACH})
_NEAR, _REACH = 24, 100  # characters


def attended_though_off(text: str, figures: Sequence[FigureRecord]) -> Iterator[FigureRecord]:
    """Yield those who came to a session that its line says was called off.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for record in figures:
        figure = record.figure
        start = figure.span.start
        if figure.kind is not FigureKind.PARTICIPANTS or _OFF not in text[max(0, start - _NEAR) : start]:
            continue
        if not figure.value or not exact(record) or _NOT_ONE.intersection(figure.qualifiers):
            continue
        line = words_between(text, max(0, start - _REACH), start).rpartition("\n")[2].rpartition("。")[2]
        lead, _, then = line.rpartition(_OFF)
        if not _THEN.fullmatch(then):
            continue
        said = then.strip(" 、:(はが")[-2:] or ""
        behind = words_between(text, figure.span.end, figure.span.end + 12)
        told = any(word in said for word in ("加", "席", "講", "場", "者")) or _CAME.match(behind)
        event = _EVENT.search(lead)
        if told and event and not _OF_PART.search(lead):
            yield record
