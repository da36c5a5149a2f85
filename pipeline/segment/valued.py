"""Headings whose line goes on with what they report: 1 ごみの分別 説明会18回 参加者412人."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.patterns import compile_pattern
from pipeline.markers import mark_of
from pipeline.profile import Level
from pipeline.segment.counts import counts_on
from pipeline.segment.headings import Headings
from pipeline.segment.outline import states_value

WIDE = 3  # blanks that part a title from its values, whatever its number says
_TITLED = compile_pattern(r" ?(?P<title>[^\s0-9、。:()「」→=~]{2,24}(?:20[0-9]{2})?(?:\([^()0-9:]{2,30}\))?) +(?!の)")
_TOTAL = compile_pattern(r"(?:合|総|小)?計|うち|内訳|(?:上|下|前|後)半?期|当初|実績|予定")
_VALUE = compile_pattern(
    r"(?:[0-9][0-9,.]*|[一二三四五六七八九十百千〇・]+) ?(?:[万億千百]円?|円|人|名|件|回|[かカヵヶケ箇]所|団体|本|組|校|社|台|棟|戸|世帯|店舗?|クラブ|クラス|冊|点|枚|部|館|施設|地区|%|ポイント|㎡|ha|k?[mgtl]|トン|手続き?|系統)"
    r"(?=$|[ ()、。,→/・~でをにがはと増減]|程度|以上|予定|実施|開催)|\(単位"
)


def title_end(text: str, start: int, gap: int = 1) -> int | None:
    """Return where the title of a folded line ends that goes on with values behind a blank; None for any other line.

    Args:
        text: the line.
        start: where its title begins, behind the mark.
        gap: the blanks that part them at least.
    """
    match = _TITLED.match(text, start)
    if match is None or _TOTAL.fullmatch(match["title"]) or states_value(f"{match['title']} "):
        return None
    apart = match.end() - match.end("title") >= gap
    return match.end("title") if apart and _VALUE.search(text, match.end()) else None


def bears_value(text: str) -> bool:
    """Tell whether a folded line behind its mark is a title that goes on with values."""
    marked = mark_of(text)
    return marked is not None and title_end(text, marked.title) is not None


def counted_styles(headings: Headings, numbers: Iterable[int]) -> set[int]:
    """Return the styles of measures whose headings count up with those that bear values, and with no list below them.

    Args:
        headings: of a report.
        numbers: the lines that could be its measures, in order.
    """
    counted: dict[int, list[int | None]] = {}
    for number in numbers:
        form = headings.form(number, Level.MEASURE)
        if form is not None:
            counted.setdefault(form.style, []).append(form.no)
    return {style for style, counts in counted.items() if counts_on(counts)}
