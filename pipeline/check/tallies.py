"""Lines of one value each, and what the line above or below them says of all: their sum, or that only one could be chosen.

以上を合わせ、95基 below 東地区　45基 and so on; （全3回、延べ94人） above 第1回　31人; （単一回答） above 満足　55％.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Qualifier, Span
from extractors.patterns import compile_pattern
from pipeline.check.beside import ONE_CHOSEN, line_start, sentence_behind, words_amid, words_before, words_between
from pipeline.check.tabled import Line, bare, lines_above, lines_below
from pipeline.check.values import (
    COUNTED,
    FAR,
    adds_up_by_groups,
    comparable,
    exact,
    is_share,
    missed,
    more_than_all,
    off_by_rounding,
    sum_of,
)
from pipeline.model import FigureRecord

_MANY = r"(?:全|計)?(?P<n>[0-9]{1,2})(?:日間|日|回|会場|地区|か所|ヶ所|箇所|校|館|園|年間|か年|か月|四半期|期)"
_CLOSING = compile_pattern(
    rf"[ 　・(\[〔]*(?:[以上これら記の]{{2,4}}|(?P<first>[①-⑳])(?:~|-|から)(?P<last>[①-⑳])(?:の|を)?|{_MANY}(?:の|を|で)?)?[^0-9。、\n()]{{0,12}}"
    r"(?:合わせ|あわせ|併せ|合計|総計|総数|総額|計|全部|全体|延べ|のべ|以上)(?:[てると]{1,2}|し|した|で|は)?[^0-9。、\n()]{0,12}(?:は|が|を|、|:)?(?: |…)*(?:延べ|のべ|計)? ?"
)
"""All before the sum of the lines above: 以上を合わせ、; ①～③の総数…; 3日間の参加者　延べ; 総額."""
_OPENING = compile_pattern(rf"{_MANY}[^0-9。\n]{{0,16}}(?:延べ|のべ|合計|総計|計)(?:で|は)? ?$")
"""Before the sum of the lines below: 全3回、延べ."""
_LED = compile_pattern(r"(?:合わせて|計)(?:で|は)?(?:、| |:)*(?:延べ|のべ)?$")
"""Before the sum of the lines below, if its own line leads to them: 次の3会場で実施し、参加者は合計."""
_LEADS_LIST = compile_pattern(
    r"次の|次に|以下|下記|内訳|^[^0-9。、\n()]{1,30}計 ?:? ?[0-9][0-9,.]*[^0-9、。 ()\n]{1,4} *$"
)
"""In a line that gives the sum of those below it, or all of one that gives nothing else: 橋りょう点検　箇所計　42か所."""
_ASIDE = compile_pattern(
    rf"うち|再掲|計|定員|目標|予定|中止|延期|通算|{EARLIER}|など|ほか|含|除|オンライン|平均|見込|予算|単価|実人"
)
_ONE_CHOSEN = compile_pattern(rf"{ONE_CHOSEN}|構成(?:比|割合)")
_SEVERAL = compile_pattern("複数|重複|MA")
_LINE, _FEWEST = 200, 2


def mismatched_tallies(
    text: str, figures: Sequence[FigureRecord]
) -> Iterator[tuple[FigureRecord, Sequence[FigureRecord]]]:
    """Yield the sums that the line below or above some lines gives and these do not, and the values of the lines."""
    placed: Mapping[int, FigureRecord] | None = None
    for total in figures:
        start = total.figure.span.start
        lead = words_before(text, start, _LONGEST_LEAD).rpartition("\n")[2]
        if not _MAY_LEAD.search(lead) or not exact(total):
            continue
        begin, end = line_start(text, start, _LINE), text.find("\n", start, start + _LINE)
        own = words_between(text, begin, end) if end >= 0 else ""
        closing, led = _CLOSING.fullmatch(lead), _LED.search(lead) if _LEADS_LIST.search(own) else None
        opening, lines = led or _OPENING.search(lead), list[Line]()
        told = closing or opening
        behind = sentence_behind(text, total.figure.span.end, _LONGEST_LEAD)
        if told is None or _OF_OTHERS.search(lead + behind) or _OF_SOME.search(lead):
            continue
        placed = placed if placed is not None else {record.figure.span.start: record for record in figures}
        if closing and begin > 1:
            above = begin - 1 - text.startswith("\n", begin - _BLANK)
            lines = [*lines_above(text, line_start(text, above, _LINE))]
        if opening and not lines and end >= 0:
            lines = [*lines_below(text, end + 1)]
        parts = _values_of(lines, placed, total)
        if len(parts) != _number(told.groupdict(), len(parts)) or len(parts) < _FEWEST:
            continue
        added = sum_of(parts)
        fits = missed(total.figure.value, added) or (
            (led or told.groupdict().get("n")) and abs(added - total.figure.value) <= added * FAR
        )
        if (
            fits
            and added != total.figure.value
            and not off_by_rounding(added - total.figure.value, (total, *parts))
            and not adds_up_by_groups(total.figure.value, [part.figure.value for part in parts])
        ):
            yield total, parts


_LONGEST_LEAD = 48
_BLANK = 2
"""Line ends between the lines and their sum, if a blank line parts them."""
_MAY_LEAD = compile_pattern("合わせ|あわせ|併せ|計|総[数額]|延べ|のべ|全[部体]|以上")
_OF_OTHERS = compile_pattern(
    rf"{EARLIER}|目標|予定|計画|見込|累計|通算|加え|含|除|ほか|別に|さらに|主な|一部|など|オンライン"
)
_OF_SOME = compile_pattern("うち|実人数")
"""Before a value that is no sum; behind one they tell more of it: 延べ95人、実人数47人."""


def _number(told: Mapping[str, str | None], lines: int) -> int:
    """Return how many lines the words beside a sum tell of: ①～③, 全3回; as many as there are where they do not say it."""
    if number := told.get("n"):
        return int(number)
    if first := told.get("first"):
        return ord(told["last"] or first) - ord(first) + 1
    return lines


def _values_of(
    lines: Sequence[Line], placed: Mapping[int, FigureRecord], total: FigureRecord
) -> Sequence[FigureRecord]:
    """Return the one value of each line; none where some line may tell of something else."""
    found = [placed.get(line.amounts[0].start) for line in lines if len(line.amounts) == 1]
    parts = [record for record in found if record is not None]
    fits = len(parts) == len(lines) and not any(_ASIDE.search(line.name) for line in lines)
    alike = all(
        comparable(part, total)
        and part.part_of is None
        and part.status is total.status
        and exact(part)
        and Qualifier.DISTINCT not in part.figure.qualifiers
        for part in parts
    )
    return parts if fits and alike else []


def overfull_lines(text: str, figures: Sequence[FigureRecord]) -> Iterator[Sequence[FigureRecord]]:
    """Yield the shares of lines below a line that says that only one could be chosen, where they make up more than all."""
    placed: Mapping[int, FigureRecord] | None = None
    for match in _ONE_CHOSEN.finditer(text):
        stop = text.find("\n", match.end(), match.end() + _LINE)
        lines = lines_below(text, stop + 1) if stop >= 0 else ()
        if len(lines) <= _FEWEST or _SEVERAL.search(
            words_between(text, max(0, match.start() - _LINE), stop).rpartition("\n")[2]
        ):
            continue
        placed = placed if placed is not None else {record.figure.span.start: record for record in figures}
        found = [placed.get(line.amounts[-1].start) for line in lines if not _ASIDE.search(line.name)]
        shares = [record for record in found if record is not None and is_share(record) and exact(record)]
        if len(shares) == len(found) and more_than_all(shares):
            yield shares


_BARE_PARTS = compile_pattern(
    r"(?:が?あり)?の?[ \n、。:([〔【]{0,6}(?:その)?内訳は?[〕】\]): 、]{0,3}(?P<parts>[^0-9、。\n():]{1,16}[0-9][0-9,]{0,8}"
    r"(?:[、,・/ ] ?[^0-9、。\n():]{1,16}[0-9][0-9,]{0,8}){1,20})(?=[。)〕】\]\n]|で(?:あ|す)|$)"
)
"""Behind a total, its parts without a unit: 27団体〔内訳〕自治会12、NPO法人8、商店会5、学校2."""
_BARE_PART = compile_pattern(r"(?P<name>[^0-9、,・/ ]{1,16})(?P<number>[0-9][0-9,]*)")


def mismatched_bare_parts(
    text: str, figures: Sequence[FigureRecord]
) -> Iterator[tuple[FigureRecord, Sequence[FigureRecord]]]:
    """Yield the totals that the numbers without a unit do not add up to which the words behind them give as all of their parts."""
    for total in figures if "内訳" in text else ():
        match = _BARE_PARTS.match(text, total.figure.span.end)
        if match is None or total.figure.kind not in COUNTED or not exact(total) or _UNTOLD.search(match["parts"]):
            continue
        start = match.start("parts")
        parts = [
            record
            for part in _BARE_PART.finditer(match["parts"])
            if (record := bare(part["number"], Span(start + part.start("number"), start + part.end()), part["name"]))
        ]
        if len(parts) >= _FEWEST and 0 < abs(sum_of(parts) - total.figure.value) <= total.figure.value * FAR:
            yield total, parts


_UNTOLD = compile_pattern("など|ほか|主|一部|延べ|率|割|うち|再掲")


_OF_WHOLE = compile_pattern(r"[ 　・]*[^0-9。、\n()]{0,20}")
_SOME_OF_IT = compile_pattern(r"(?:の)?(?:うち|中)、? ?(?P<words>[^0-9。\n()]{0,30}?)(?:は|が|の)? ?(?:約)?")
_FUNDS = compile_pattern(r"財源(?:の)?(?:内訳)?[】〕\]):、 \n]{1,4}")
_NEXT_FUND = compile_pattern(r"[ 、,・/|]{1,3}[^0-9。、\n():]{2,16}?[: ]*|\n[ ・]*[^0-9。、\n():]{2,16}?[: ]+")
_ALL_FUNDS = compile_pattern(r"[ \n、/|]{0,3}[【\[(〔]?(?:総?事業費|合計|計|総額|決算額)[】\])〕]?(?:は|:| )*")


def mismatched_wholes(
    text: str, figures: Sequence[FigureRecord]
) -> Iterator[tuple[FigureRecord, Sequence[FigureRecord]]]:
    """Yield the wholes of which the line below some lines tells again one of these, and that they do not add up to.

    診断した270本のうち、危険は12本 below 健全　210本 and so on. So is what is paid below what it is paid from.
    """
    yield from _of_funds(text, figures)
    placed: Mapping[int, FigureRecord] | None = None
    for total, again in pairwise(figures):
        if again.part_of != total.figure_id or total.part_of or not exact(total, again):
            continue
        start = total.figure.span.start
        begin = text.rfind("\n", max(0, start - _LINE), start) + 1
        told = _SOME_OF_IT.fullmatch(words_amid(text, total, again))
        if begin < _BLANK or told is None or not _OF_WHOLE.fullmatch(words_between(text, begin, start)):
            continue
        lead = words_between(text, begin, start)
        if _OF_OTHERS.search(lead + told["words"]):
            continue
        placed = placed if placed is not None else {record.figure.span.start: record for record in figures}
        lines = lines_above(text, text.rfind("\n", max(0, begin - 1 - _LINE), begin - 1) + 1)
        parts = _values_of(lines, placed, total)
        named = any(
            line.name and told["words"].replace(" ", "").endswith(line.name) and part.figure.value == again.figure.value
            for line, part in zip(lines, parts, strict=False)
        )
        by_groups = adds_up_by_groups(total.figure.value, [part.figure.value for part in parts])
        if len(parts) > _FEWEST and named and not by_groups and missed(total.figure.value, sum_of(parts)):
            yield total, parts


def _of_funds(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, Sequence[FigureRecord]]]:
    """Yield what something cost that the funds told right before it do not add up to: 財源内訳　国庫…　一般財源…　事業費."""
    at = 0
    start, end = (figures[0].figure.span.start, figures[-1].figure.span.end) if figures else (0, 0)
    for match in _FUNDS.finditer(text, max(0, start - _LONGEST_LEAD), end):
        while at < len(figures) and figures[at].figure.span.start < match.end():
            at += 1
        parts = list[FigureRecord]()
        for record in figures[at : at + _MOST_FUNDS]:
            end = parts[-1].figure.span.end if parts else match.end()
            gap = (
                words_between(text, end, record.figure.span.start)
                if record.figure.span.start - end <= _LONGEST_LEAD
                else "。"
            )
            if record.figure.kind is not FigureKind.MONEY or not exact(record):
                break
            if len(parts) >= _FEWEST and _ALL_FUNDS.fullmatch(gap):
                apart = sum_of(parts) - record.figure.value
                if missed(record.figure.value, sum_of(parts)) and not off_by_rounding(apart, (record, *parts)):
                    yield record, parts
                break
            if "うち" in gap or not (_NEXT_FUND.fullmatch(gap) if parts else _FIRST_FUND.fullmatch(gap)):
                break
            parts.append(record)


_FIRST_FUND = compile_pattern(r"[^0-9。、\n():]{2,16}?[: ]*")
_MOST_FUNDS = 8
