"""What stands at the head of the rows that tell of occasions: their name, or what only distinguishes the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import scripts
from extractors.gatherings import OCCASION
from extractors.patterns import compile_pattern
from pipeline.resolve import places, rows
from pipeline.resolve.phrases import before_aside
from pipeline.tabular import DITTO

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout

NO_NAME = scripts.compile(
    r"(?:上旬|中旬|下旬|同日|日時|期日|開催日|日程|期間|実績|時期|時|開催|実施|場所|会場|(?<![のるた])日|支援|取組|事業|調査|状況|内容|対応|相談|啓発物品|配布|必要|方向性?|課題|^同|成果|評価|(?:^|での|の)広報|^(?:昨|前|一昨)年度?|^(?:出展|参加)|募集|受付|予定|[回件者員人]数|年度|計画|月|助言|連携|分|回|(?:午[前後]|[朝昼夕夜]|[\d一二三])の部|ぶり)$|^[春夏秋冬]季?$|^(?:午[前後]|(?:毎|今|本|昨|前|来|翌|例|同)年|[今前次初毎各]回|当日|前日|翌日|両日|各日)$"
)
"""Words that name no occasion."""
IS_PART = compile_pattern("(?:の部|編|コース)$")
"""Names a part of an occasion, which gives it its name: 展示の部, 上級編."""
COURSE_ROW = scripts.compile(
    r" *(?:[前後中]期|上半期|下半期|午前|午後|[春夏秋冬](?:季|期)?|第?\d{1,2}期|[A-Z\d]{1,2} ?(?:班|組|コース|クラス|日程))[ :]+"
)
"""What distinguishes rows below the name that they share: 前期　6月8日　52名."""
_HEADS_DATES = scripts.compile(
    r" *(?P<name>[^ 「」、。:()\n\d]{2,30})(?:[(]全\d{1,2}回[)][ :]*|[ :(]+)(?=第 ?\d|[\d一二三四五六七八九十①])"
)
IS_OCCASION = compile_pattern(rf"(?:{OCCASION.pattern})$")
AT_PLACE = scripts.compile(r"^[^、。]{1,24}(?:にて|において)")
"""What stands before a name in its field: 公民館前にて炊き出し訓練."""
_LONGEST_ROW = 200  # characters: a report may come as one line of megabytes


def series_of_row(layout: Layout, start: int) -> str | None:
    """Return the occasion that heads the dates of a row: 教員研修　5月31日「…」、8月2日「…」."""
    head = _HEADS_DATES.match(layout.text, layout.line_at(start).body, start + 1)
    return layout.quote(*head.span("name")) if head and IS_OCCASION.search(head["name"]) else None


def name_of_row(layout: Layout, start: int) -> str | None:
    """Return the name at the head of a row that tells of several days, for one behind the first: 苗植え　5/14中止、5/21実施."""
    text, line = layout.text, layout.line_at(start)
    head = _HEADS_DATES.match(text, line.body, start)
    if head is None or start - head.end() > _LONGEST_ROW or layout.is_sentence(start):
        return None
    if not line.bullet and not IS_OCCASION.search(head["name"]):
        return None
    told, no_name = text[head.end() : start], NO_NAME.search(head["name"]) or COURSE_ROW.match(text, line.body)
    named = not (OCCASION.search(told) or "「" in told or no_name or places.is_place(head["name"]))
    return layout.quote(*head.span("name")) if named else None


HOW_OFTEN = r" +(?:[全計年]|延べ)?\d{1,3} ?(?:回|会場|か所)"
"""What may stand behind a name at the head of a list: 読み聞かせ　全3回."""
_LIST_NAME = scripts.compile(rf"(?P<name>[^「」、。:()\n\d ]{{2,24}})(?:{HOW_OFTEN})? *")


def name_of_list(layout: Layout, no: int, lowest: int) -> str | None:
    """Return what a line with a mark that is nothing but a name calls the rows below it: ・読み聞かせ."""
    above = rows.head_above(layout, no, lowest)
    line = layout.line(above) if above is not None else None
    named = _LIST_NAME.fullmatch(layout.text, line.body, line.end) if line and line.bullet else None
    if named is None or NO_NAME.search(named["name"]) or places.is_place(named["name"]):
        return None
    return layout.quote(*named.span("name"))


_GAP = compile_pattern(r" +")
_CLOSES_ROW = scripts.compile(
    r"(?:(?:参加|受講|出席|来場|聴講|修了|観覧)(?:者|委員)?数?|委員|親子|児童|生徒|延べ|約|計|:)* ?(?:\d{1,4} ?(?:組|社|校|団体|世帯) ?)?\d[\d,]{0,5} ?[人名](?![^ ]*(?:時|分|編|学|の))"
)
"""The field of a row that counts who came, behind which no theme stands: 出席21人, 委員10人出席, 22組41人."""
_COUNT_CLOSES = scripts.compile(r"[(](?:参加者?|受講者?|出席者?|来場者?|計|延べ|約|:)*\d[\d,]{0,5} ?[人名][)]$")
"""The bracket that counts who came and closes a row: 6月18日　基礎編（42名）."""
_NO_THEME = scripts.compile(r"[\d、。:「」]|^[(]|(?:中止|延期|休講)$")
_AUDIENCE = scripts.compile(
    r"(?:職員|社員|会員|部員|隊員|役員|委員|教員|教諭|保育士|[小中高]\d?年?生?|\d年生?|[児生]徒?童?|学生|住民|[市町村区県]民|保護者|[女青]性部|青年部|婦人部|老人会|自治会|町内会|子ども会|団体|機関|企業|事業[所者]|商店会|学級|クラブ|サークル|組合)$"
)
"""Who was addressed, where the theme of a session may stand: 8月2日　役場職員　31人."""


def bare_theme(layout: Layout, end: int, stop: int) -> str | None:
    """Read the words between a session's date and the head count that closes its line: 6月10日(土) 背景を知る 26人."""
    text, at, words = layout.text, end, list[tuple[int, int]]()
    stop = min(stop, end + _LONGEST_ROW)
    while (gap := _GAP.match(text, at, stop)) and (at := gap.end()) < stop:
        if _CLOSES_ROW.match(text, at, stop):
            return _only_theme(layout, words)
        begin, blank = at, text.find(" ", at, stop)
        at = blank if blank >= 0 else stop
        if counted := _COUNT_CLOSES.search(text, begin, at):
            return _only_theme(layout, [*words, (begin, counted.start())])
        words.append((begin, at))
    return None


def _only_theme(layout: Layout, words: list[tuple[int, int]]) -> str | None:
    """Return the one field of a row that is neither a place nor those who came."""
    names = [layout.quote(begin, before_aside(layout.text, end)) for begin, end in words]
    themes = [n for n in names if not (places.is_place(n) or n in DITTO or _AUDIENCE.search(n))]
    if len(themes) != 1 or _NO_THEME.search(themes[0]) or not _LONGEST_THEME >= len(themes[0]) > 1:
        return None  # 上潮市　青潮会館　41人: one of the two is a place as well
    return themes[0]


_LONGEST_THEME = 40  # characters
