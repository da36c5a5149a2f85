"""What a report says of itself: title, plan, organisation, fiscal year, period, each with the place it was read from.

The text is trusted first (title, then preface, then labels of blocks), then the user, then the file's name; where two
of them disagree, a check says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import Check, FieldSource, Period, ReportHead, Severity
from pipeline.segment.dated import period_derived, year_derived
from pipeline.segment.front import without_imprint
from pipeline.segment.lines import Line
from pipeline.segment.organisation import find_organisation, signed_by, signs_by_law
from pipeline.segment.plan_names import (
    MINUTES,
    find_plan,
    in_full,
    names_minutes,
    names_plan,
    on_agenda,
    plan_in_brackets,
    plan_of_fields,
)
from pipeline.segment.spaced import close_words
from pipeline.segment.years import (
    YEAR_NO,
    from_file_name,
    is_yearly,
    months_reported,
    own_year,
    period_said,
    span_reported,
    year_below_title,
    year_in_short,
    year_judged,
    year_reported,
)

_PREFACE_LINES = 40
_LONGEST_LINE = 400  # characters of a line that are read
_LONGEST_TITLE = 120
_LOST = "\ufffd"
_TITLE_LINES = 3
_SEARCHED = 500_000
_TOP = 2_000  # characters that may hold what minutes are on
_CLOSING = 400  # characters at the end that may say whose a report is
_SHORT = 30  # characters of a line that may be nothing but the year: 令和5年度 上半期

_TITLE_WORDS = compile_pattern(
    r"進捗|進ちょく|進行管理|状況|実績|報告|点検|評価|結果|取組|取り組み|について|計画|プラン|ビジョン|年次|検証"
    rf"|{MINUTES}"
)
_NO_TITLE = compile_pattern(
    r"。|^(?:お疲れ|(?:いつも|平素|大変)*お世話に)|(?:ので|ため|[しりき]|て|が|は|を)、$|(?:くだ|下)さい$|お願い(?:いた|致)?します$"
    r"|^(?:資料|別紙|別添|参考|様式|目 *次|議題|次第|問い?合わ?せ|担当|※|[・○〇◎]|[(（](?!(?:[公一]?[社財]|社福|地独)[)][^ ]+ )|[-=*_ ]+$)"
    r"|^[【\[(]?(?:資料|別紙|参考|様式|案|(?:報告|協議|審議)(?:事項|案件))[0-9\-ー 番号]*[】\])]?$"
    r"|会議? ?[^、。「」 ]{0,6}資料(?: ?[0-9\-]+)?$|第 ?[0-9]{1,2} ?回[^、。「」]{2,40}会議?(?: ?\([^()]*\))?$"
    r"|^(?:令和|平成|R|H)? ?(?:元|[0-9]{1,4}) ?[年./] ?[0-9]{1,2} ?[月./](?![^、。]*(?:報告|概[況要]|状況))[^、。]{0,8}$|(?:様|殿|御中|各位|先生)$|第 ?[0-9]+ ?号$"
)
_CALLS = compile_pattern(r"[?!]$|(?:です|ます|ました|でしょう|ません)[かねよ]?$|^~.*~$|^「[^「」]*」$")
_ADDRESSED = compile_pattern(r"(?:様|殿|御中|各位|先生)$")
_ONLY_MINUTES = compile_pattern(MINUTES)
_MEETING = compile_pattern(r"(?:会議?|本部)(?: ?\([^()]*\))?$")
_INCOMPLETE = compile_pattern(
    r"(?:年度 ?第 ?[0-9]{1,2} ?回|に基づく|に関する|に係る|における|に向けた|の|・|及び|並びに)$"
)
_OFFICE = compile_pattern(
    r"[^、。「」]{0,20}[都道府県市町村区](?: ?[^、。「」]{0,24}(?:部|局|課|室|センター|委員会))?|[^、。「」 ]{2,24}(?:部|局|課|室)"
)
_PART = compile_pattern(r"(?:[上下]半期|[上下]期|[前後]期|中間|年度末|第[1-4]四半期)")
_YEAR_LINE = compile_pattern(
    rf"[(\[【]?(?:(?:令和|平成|R|H) ?{YEAR_NO}|20[0-9]{{2}}) ?年度(?:分|末|実績)?(?: ?(?:[上下]半期|[上下]期|[前後]期))?[)\]】]?$"
)
_NAMES_REPORT = compile_pattern(
    r"(?:報告書?|調書|[個査]票|シート|管理表|状況|実績|評価|結果|まとめ|歩み|あゆみ)(?:一覧表?)?(?: ?\([^()]*\))?$"
)
_ABOUT = compile_pattern(
    r"進捗|進み具合|状況|取りまとめ|とりまとめ|整理|報告|実績|点検|評価|検証|(?:行っ|取り組ん|進め|実施し|講じ)[ただ][^。、]{0,8}(?:こと|内容|取組|取り組み|事業|施策|措置)"
)
_STEM_TITLE = compile_pattern(r"進捗|報告|状況|実績")
_FIELDS = ("title", "plan_name", "organisation", "fiscal_year", "period")
_NAMES = {
    "title": "題名",
    "plan_name": "計画名",
    "organisation": "団体名",
    "fiscal_year": "年度",
    "period": "期間",
}


class HeadText(NamedTuple):
    """The parts of a report that tell what it is."""

    name: str
    """The file's name."""
    raw: str
    preface: Sequence[Line]
    """The lines before the first heading."""
    running: Sequence[str]
    """What its pages repeat, folded."""
    labels: Sequence[str]
    """Folded labels of blocks that tell what was done, and what sheets say of their year."""
    plain_labels: Sequence[str]
    """Those that do not say whether it was done: 令和6年度の取組."""
    headings: Sequence[str]
    """Folded headings of measures, departments included."""
    subject: str | None = None
    """What the mail is on that the report stands in, folded: its title where it has no other."""


class Head(NamedTuple):
    """What was read."""

    head: ReportHead
    title_lines: range
    """The lines of the preface that are the title."""
    checks: tuple[Check, ...]


Found = tuple[object, FieldSource]


def read_head(text: HeadText, given: ReportHead) -> Head:
    """Read a report's head.

    Args:
        text: the parts that tell what the report is.
        given: what the user says, taken where the text is silent.
    """
    above = [line._replace(text=close_words(line.text)) for line in text.preface[:_PREFACE_LINES]]
    preface = [line.text[:_LONGEST_LINE] for line in above]
    bounds = [without_imprint(line) for line in preface]
    asides = [words for line, (a, b) in zip(preface, bounds, strict=True) for words in (line[:a], line[b:]) if words]
    running = [line[:_LONGEST_LINE] for line in text.running[:_PREFACE_LINES]]
    title_lines = _title_lines([line._replace(text=line.text[a:b]) for line, (a, b) in zip(above, bounds, strict=True)])
    title = _joined_title(text, title_lines) or text.subject
    folded_title = close_words(fold(title or ""))
    lines = [*preface, *map(str.strip, asides), *running]
    around = [*preface[: title_lines.start], *preface[title_lines.stop :], *running]
    agenda = on_agenda(fold(text.raw[:_TOP])) if names_minutes(folded_title) else []
    talked_of = {plan for line in agenda if (plan := find_plan("", [line]))}
    plan = find_plan(folded_title, lines) or (talked_of.pop() if len(talked_of) == 1 else None)
    plan = plan or plan_of_fields(fold(text.raw[:_SEARCHED]))
    named = from_file_name(fold(text.name))
    organisation = _organisation(text, [plan or "", folded_title], lines)
    begins = next(filter(None, map(own_year, [folded_title, *preface])), None)
    year = _first_said(year_reported, folded_title, lines, text.labels)
    said: dict[str, object] = {
        "title": title,
        "plan_name": plan and in_full(plan, organisation or "", folded_title, around),
        "organisation": organisation,
        "fiscal_year": _year_below(preface[title_lines.stop :], folded_title)
        or year_judged(folded_title, year, _settled(_told(year_reported, text.labels))),
        "period": Period.FY if begins else _first_said(period_said, folded_title, lines, text.labels),
    }
    by_name: dict[str, object] = {"title": _stem_title(text.name), "fiscal_year": named.year, "period": named.period}
    searched = fold(text.raw[:_SEARCHED]) if said["fiscal_year"] is None or said["period"] is None else ""
    span = (span_reported(searched) or next(filter(None, map(months_reported, preface)), None)) if searched else None
    if span is not None and said["fiscal_year"] in (None, span[0]) and said["period"] in (None, Period.FY, span[1]):
        said["fiscal_year"], said["period"] = span
    if said["fiscal_year"] is None:
        said["fiscal_year"] = _year_in_turn(text.plain_labels) or year_in_short(folded_title)
    if said["period"] is None and is_yearly(folded_title):
        said["period"] = Period.FY
    derived = (
        {"fiscal_year": year_derived(searched, named.year, folded_title, preface)}
        if said["fiscal_year"] is None
        else {}
    )
    found = _trusted(said, given, derived, by_name)
    if "period" not in found and "fiscal_year" in found:
        period = period_derived(searched, found["fiscal_year"][0], preface)
        found |= {"period": (period, FieldSource.DERIVED)} if period else {}
    head = ReportHead(
        **{field: value for field, (value, _) in found.items()},  # type: ignore[arg-type]  # typed field by field above
        begins=begins,
        sources=tuple((field, found[field][1]) for field in _FIELDS if field in found),
    )
    checks = (*_conflicts(said, given, derived, by_name), *_inner_conflicts(head, text.labels))
    if named.bare and ("fiscal_year", FieldSource.FILE_NAME) in head.sources:
        checks = (*checks, _bare_year(text.name, named.year))
    return Head(head, title_lines, checks)


def _trusted(
    said: Mapping[str, object], given: ReportHead, derived: Mapping[str, object], by_name: Mapping[str, object]
) -> dict[str, Found]:
    """Return each field as the most trusted source has it that has it."""
    found: dict[str, Found] = {}
    for field in _FIELDS:
        for value, source in (
            (said[field], FieldSource.TEXT),
            (getattr(given, field), FieldSource.OPTION),
            (derived.get(field), FieldSource.DERIVED),  # many files are named by the year in which they appear
            (by_name.get(field), FieldSource.FILE_NAME),
        ):
            if value is not None:
                found[field] = value, source
                break
    return found


def _organisation(text: HeadText, names: Sequence[str], lines: Sequence[str]) -> str | None:
    """Return whose a report is, as its names, the lines above its text or its last lines say."""
    lines = [line for line in lines if not _ADDRESSED.search(line)]
    closing = fold(text.raw[-_CLOSING:]).split("\n")
    lines += filter(signs_by_law, closing)
    return find_organisation(names, lines, text.headings) or signed_by(closing)


def speaks_of_progress(line: str) -> bool:
    """Tell whether a folded line says that it is of a report, and does not only name the plan."""
    return _ABOUT.search(line) is not None


def _title_lines(preface: Sequence[Line]) -> range:
    """Return the lines of the title: the first that speaks as one, else the first that could be one."""
    possible = [
        n
        for n, line in enumerate(preface)
        if len(line.text) <= _LONGEST_TITLE and not _NO_TITLE.search(line.text) and not _is_office(line.text)
    ]
    speaking = [n for n in possible if _TITLE_WORDS.search(preface[n].text)]
    first = next((n for n in speaking if not _only_calls(preface, n, speaking)), None)
    if first is None:
        first = next((n for n in possible[:1] if _LOST not in preface[n].text), None)
        if first is None or first > _TITLE_LINES:
            return range(0)
    stop = first + 1
    while first > 0 and _leads_in(preface, first):
        first -= 1
    while (
        stop < len(preface)
        and stop - first < _TITLE_LINES
        and (stop in possible or plan_in_brackets(preface[stop].text))
    ):
        before, line = preface[stop - 1].text, preface[stop].text
        # 水道ビジョン | 令和6年度 | 進捗状況報告
        over_year = stop - first > 1 and _YEAR_LINE.fullmatch(before) is not None and _names_report(preface, stop)
        plan = names_plan(preface[stop - 2].text if over_year else before)
        plan = plan and (not preface[stop].gap or _names_report(preface, stop))
        ends_with_year = _YEAR_LINE.fullmatch(line) is not None and not preface[stop].gap
        parted = _YEAR_LINE.search(before) is not None and _PART.match(line) is not None and not preface[stop].gap
        titled = plan and (_TITLE_WORDS.search(line) or _NAMES_REPORT.search(line) or _goes_on(line))
        led = stop == first + 1 and _YEAR_LINE.fullmatch(before) and names_plan(line) and not preface[stop].gap
        if not (_goes_on(before) or titled or ends_with_year or parted or led):
            break
        stop += 1
    return range(first, stop)


def _only_calls(preface: Sequence[Line], number: int, speaking: Sequence[int]) -> bool:
    """Tell whether a line only calls to the reader, above one that says what is reported: 緑の計画、いまどこ？."""
    if _CALLS.search(preface[number].text) is None:
        return False
    below = (preface[n].text for n in speaking if number < n <= number + _TITLE_LINES)
    return any(_CALLS.search(text) is None and ("年度" in text or names_plan(text)) for text in below)


def _leads_in(preface: Sequence[Line], first: int) -> bool:
    """Tell whether the line before `first` is a part of the title: it cannot end there, or is nothing but the year."""
    before = preface[first - 1].text
    if len(before) > _LONGEST_TITLE:
        return False
    if _ONLY_MINUTES.fullmatch(preface[first].text) and _MEETING.search(before):
        return True
    if _goes_on(before) or preface[first].gap:
        return _goes_on(before) or (names_plan(before) and _names_report(preface, first))
    return _YEAR_LINE.fullmatch(before) is not None or names_plan(before)


def _names_report(preface: Sequence[Line], number: int) -> bool:
    """Tell whether a line, or the next where it goes on there, ends as the name of a report does: 自己評価シート."""
    line = preface[number].text
    if _goes_on(line) and number + 1 < len(preface):
        line = preface[number + 1].text
    return _NAMES_REPORT.search(line) is not None


def _goes_on(line: str) -> bool:
    """Tell whether a title cannot end with this line."""
    return bool(_INCOMPLETE.search(line)) or any(line.count(a) > line.count(b) for a, b in ("「」", "()"))


def _is_office(line: str) -> bool:
    return "年度" not in line and _OFFICE.fullmatch(line) is not None


def _joined_title(text: HeadText, lines: range) -> str | None:
    title = ""
    for number in lines:
        line = text.preface[number]
        words = line.quote(text.raw, *without_imprint(line.text))
        title += f" {words}" if title and not _goes_on(fold(title)) else words
    return title or None


def _first_said(read: Callable[[str], object], title: str, preface: Sequence[str], labels: Sequence[str]) -> object:
    """Return what the title says, else the preface, else most labels."""
    value = read(title)
    if value is not None:
        return value
    for line in preface:
        for sentence in line.split("。"):
            if len(sentence) == len(line) <= _SHORT or _ABOUT.search(sentence):
                value = read(sentence)
                if value is not None:
                    return value
    return _settled(_told(read, labels))


def _year_below(lines: Sequence[str], title: str) -> int | None:
    """Return the year that lines below a title say is reported on, if that of the title can be the one in which it is."""
    year = next(filter(None, map(year_below_title, lines[:_TITLE_LINES])), None)
    half = period_said(title) in (Period.H1, Period.H2)  # which is reported while its year runs
    return None if year is None or half or year_reported(title) not in (None, year + 1) else year


def _told(read: Callable[[str], object], labels: Sequence[str]) -> Counter[object]:
    """Return how often labels say what; a report repeats a few."""
    told: Counter[object] = Counter()
    for label, times in Counter(labels).items():
        value = read(label)
        if value is not None:
            told[value] += times
    return told


def _year_in_turn(labels: Sequence[str]) -> object:
    """Return the year that labels of blocks name, of two that take turns the first: 令和6年度の取組, 令和7年度の取組."""
    (first, times), *others = sorted(_told(year_reported, labels).items(), key=str) or [(None, 0)]
    in_turn = all(isinstance(first, int) and year == first + 1 and 2 * n >= times for year, n in others)
    return first if times > 1 and in_turn else None


def _settled(counted: Counter[object]) -> object:
    if not counted:
        return None
    if Period.H1 in counted and Period.H2 in counted:  # each half reported under its own label
        return Period.FY
    return counted.most_common(1)[0][0]


def _stem_title(name: str) -> str | None:
    stem = name.rpartition("/")[2].rpartition(".")[0]
    return stem if _STEM_TITLE.search(stem) else None


def _conflicts(
    said: Mapping[str, object], given: ReportHead, derived: Mapping[str, object], by_name: Mapping[str, object]
) -> Iterator[Check]:
    """Yield a check for each field on which the text, its dates, the user and the file's name disagree."""
    for field in _FIELDS:
        if field == "title":  # a file's name is no second title, and a user's own title is a wish
            continue
        told = (
            ("本文", "text", said[field]),
            ("指定", "option", getattr(given, field)),
            ("本文の日付", "dates of the text", derived.get(field)),
            ("ファイル名", "file name", by_name.get(field)),
        )
        values = [(ja, en, value) for ja, en, value in told if value is not None]
        if len({value for _, _, value in values}) > 1:
            taken = values[0]
            yield Check(
                severity=Severity.INFO,
                code="metadata_conflict",
                message_ja=f"{_NAMES[field]}が一致しません（{'、'.join(f'{ja}: {value}' for ja, _, value in values)}）。{taken[0]}の「{taken[2]}」を採りました。正しいか確かめてください。",
                message_en=f"Sources disagree on {field} ({', '.join(f'{en}: {value}' for _, en, value in values)}); '{taken[2]}' of the {taken[1]} was taken. Check that it is right.",
            )


def _bare_year(name: str, year: int | None) -> Check:
    return Check(
        severity=Severity.INFO,
        code="year_of_file_name",
        message_ja=f"本文に年度が見つからないため、ファイル名 {name} の {year} を年度としました。違う場合は --fiscal-year で指定してください。",
        message_en=f"The text names no fiscal year, so {year} of the file name {name} was taken. If that is wrong, name it with --fiscal-year.",
    )


def _inner_conflicts(head: ReportHead, labels: Sequence[str]) -> Iterator[Check]:
    """Yield a check where the labels of what was done name another year than the report does."""
    years = _told(year_reported, labels)
    if head.fiscal_year is None or not years or head.fiscal_year in years:
        return
    other = years.most_common(1)[0][0]
    yield Check(
        severity=Severity.INFO,
        code="metadata_conflict",
        message_ja=f"報告書は{head.fiscal_year}年度ですが、進捗状況の見出しは{other}年度です。{head.fiscal_year}年度を採りました。正しいか確かめてください。",
        message_en=f"The report is of fiscal year {head.fiscal_year}, but its progress headings name {other}; {head.fiscal_year} was taken. Check that it is right.",
    )
