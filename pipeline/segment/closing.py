"""Headings behind what a report reports: what sums it up, lists its indicators or what others say of it, or adds a remark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractors.patterns import compile_pattern
from pipeline.codes import places_of
from pipeline.markers import mark_of
from pipeline.segment.brackets import CLOSING
from pipeline.segment.evidence import SETS_GOALS, says_nothing
from pipeline.segment.forms import IN_GOALS, IN_TABLE, LONGEST_HEADING, OF_MEASURE, Form, is_over_goals, is_tabled
from pipeline.segment.lines import Line
from pipeline.segment.tense import kind_of_sentence

_SUMS_UP = compile_pattern(
    r"(?:[0-9]{1,2}|[Ⅰ-Ⅻ]|第[0-9]{1,2}章?)[.、 ]{1,2}(?:(?:全体の?)?(?:まとめ|総括|講評)(?:と今後[^。]{0,12})?|[お終]わりに|むすび|結び)"
)
_OTHERS = compile_pattern(
    r"(?:[0-9]{1,2}|[Ⅰ-Ⅻ一二三四五六七八九十]|第[0-9]{1,2}章?)[.、 ]{1,2}その他(?:の?(?:参考)?事項)?"
)
_OPINION = "意見|コメント|講評|総評|助言|提言|所見|指摘"
_OPINIONS = compile_pattern(
    r"(?:[^、。()「」]{2,12}(?:に(?:当た|あた)って|に関して|に関する|に対する|について|に係る)の?)?(?:主な)?(?:[^、。()「」のへにを]{0,16}(?:議会|委員会|会議|部会|懇[話談]会|検討会|研究会|連絡会)(?:の?委員)?|[^、。()「」のへにを]{0,8}(?:委員|補佐官|参与|監事|アドバイザー)|(?:[市区町村都道府県]|(?:地域)?住)民|関係(?:団体|機関|者)|(?:外部)?(?:有識者|学識(?:経験)?者|学識経験を有する者)|外部評価者|第三者)(?:の皆さん)?(?:から|より|で|による|における)?[の ]?"
    rf"(?:委員(?:から)?の?)?(?:いただいた|頂いた|出された|寄せられた|示された)?(?:主な)?(?:ご|御)?(?:{_OPINION})(?:事項)?(?:・(?:要望|質疑|提言|感想)|等|など|及び回答|と回答|と対応)?(?:について)?(?:\([^()]{{2,24}}\))?"
)
_OPINES = compile_pattern(_OPINION)
_INDICATORS = compile_pattern(
    r"[^、。()「」]{0,10}(?:(?:指標|KPI)(?:等)?の?(?:達成|進捗|推移|実績)?|(?:数値|成果|達成)目標の?(?:達成|進捗)?|目標値?の?(?:達成|進捗))(?:状況|一覧表?|推移|実績|動き|動向)(?:について)?(?:\([^()]{2,24}\))?$"
    r"|[^、。()「」]{0,14}(?:見込み?[量値]?|計画[量値]|目標[量値]?|確保(?:方策|量))(?:と|及び|・|に対する)(?:その|利用)?実績[量値]?(?:の?(?:状況|一覧表?|推移|比較|対比))?(?:\([^()]{2,24}\))?$"
)
_ACCOUNTS = compile_pattern(
    r"(?:[^、。()「」]{0,8}(?:事業|会計|病院|計画)の?)?(?:収支|決算|財政|経営|人口|総?事業費|予算|経費)(?:等)?の?(?:状況|推移|一覧表?|実績|概要|内訳)(?: ?\([^()]{1,12}\))?"
)
"""What heads a table of the whole report behind its measures."""
_OF_GOALS = compile_pattern(
    r"(?:[^、。()「」]{0,14}(?:指標|KPI|目標値?)(?:等|\(KPI\))?(?:の?[^、。()「」]{1,8}(?<![るうくすつぬむぐぶ]))?|参考(?:資料|データ|指標)?)(?:\([^()]{2,24}\))?$"
)
"""What a heading right above a table of indicators and nothing else says that is no direction's: まちづくりの指標, 目標の達成度."""
_CODED = compile_pattern(r"#{1,6} ?(?:(?:[0-9]{1,2}|[A-ZⅠ-Ⅻ]|第[0-9一二三四五六七八九十]{1,2}[章部])[.、: ] ?)?")
"""Hashes before a title, and its number: unlike a mark it may stand before letters as well, ## D. KPI."""
_SHOWN = compile_pattern(r"(?:数字|数値|データ|グラフ|指標)(?:で|から|に)(?:見|み|振|ふ|読|よ|知|たど)[^。、]{1,16}$")
"""数字で見る1年: in larger type over a table it heads values, and what was done in none."""
_REFERS = compile_pattern(r"[【〔\[(<] ?参考(?:資料|データ)? ?[】〕\])>] ?[^。]{2,40}$")


def closes(text: str) -> bool:
    """Tell whether a folded line may head what closes a report by its words."""
    words = _SUMS_UP.fullmatch(text) or _OTHERS.fullmatch(text)
    return words is not None or _stands_behind(text) or _heads_values(text) or _heads_goals(text)


def heads_opinions(title: str) -> bool:
    """Tell whether a folded title is that of what others said of a report: 審議会委員からの主な意見."""
    return _OPINES.search(title) is not None and _OPINIONS.fullmatch(title) is not None


def last_told(readings: Sequence[tuple[Form, ...]], measures: Sequence[int]) -> int:
    """Return the last of some measures that does not stand in a table, where the rows of indicators stand too.

    Args:
        readings: what each line may be.
        measures: the lines that could be measures, in order, at least one.
    """
    return next((n for n in reversed(measures) if readings[n] is not IN_TABLE), measures[-1])


def _stands_behind(text: str) -> bool:
    """Tell whether a folded line with a mark heads a list of indicators or of opinions: 第5章 環境指標の状況."""
    if not ("指標" in text or "目標" in text or "KPI" in text or _OPINES.search(text)):
        return False
    title = _title_behind_mark(text)
    return heads_opinions(title) or _INDICATORS.fullmatch(title) is not None


def _title_behind_mark(text: str) -> str:
    """Return what a mark counts, empty without one: 第2章の指標 counts no chapter, but speaks of one."""
    marked = mark_of(text)
    title = text[marked.title :].strip(" 】》〉>≫]〕") if marked is not None else ""
    return "" if title.startswith("の") else title


def heads_goal_table(lines: Sequence[Line], readings: Sequence[tuple[Form, ...]], number: int) -> bool:
    """Tell whether a line with a mark that says so heads a table of indicators: 3 まちづくりの指標."""
    return is_over_goals(readings, number) and _OF_GOALS.match(_title_behind_mark(lines[number].text)) is not None


def _hashes(text: str) -> int:
    """Return with how many hashes a line begins: the fewer, the farther out is what it heads."""
    return len(text) - len(text.lstrip("#"))


def _heads_goals(text: str) -> bool:
    """Tell whether a folded heading behind hashes is that of goals: ## D. KPI."""
    coded = _CODED.match(text)
    return coded is not None and SETS_GOALS.match(text, coded.end()) is not None


def _heads_values(text: str) -> bool:
    """Tell whether a folded heading says that only values stand below it: 第3章 成果指標, 数字で見る1年."""
    marked = mark_of(text)
    title = text[marked.title :].strip() if marked is not None and places_of(marked.form) else text
    return any(pattern.match(title) for pattern in (_SHOWN, _INDICATORS, SETS_GOALS))


def find_closing(
    lines: Sequence[Line], readings: Sequence[tuple[Form, ...]], measures: Sequence[int]
) -> frozenset[int]:
    """Return the lines behind the last measure that sum the report up or add to it: 3 まとめ, 4 その他, ■委員の意見, (参考)取組の自己採点.

    What counts on with the measures themselves is one of them, unless it tells neither what was done nor what will be. Opinions
    that are numbered as what stands above the measures (第4 委員の意見) need not stand apart.
    """
    if not measures:
        return frozenset()
    last, told = measures[-1], last_told(readings, measures)
    apart = (n for n in range(told, len(lines)) if lines[n].gap or is_tabled(readings[max(n - 1, 0)]))
    found = [n for n in apart if not is_tabled(readings[n])]
    closing = (n for n in found if n >= last and (_SUMS_UP.fullmatch(lines[n].text) or _adds(lines, n, last)))
    summing = (n for n in closing if n > last or _only_states(lines, readings, n))
    referring = _references(lines, readings, [n for n in found if n > told], measures[0])
    outer = {mark.form for line in lines[: measures[0]] if (mark := mark_of(line.text)) and places_of(mark.form)}
    counted = (n for n in range(told + 1, len(lines)) if outer and not lines[n].gap and not is_tabled(readings[n]))
    counted = (n for n in counted if _OPINES.search(lines[n].text) and len(lines[n].text) <= LONGEST_HEADING)
    set_off = [*found, *(n for n in counted if (mark := mark_of(lines[n].text)) and mark.form in outer)]
    behind = {n: lines[n].text for n in set_off if n > told and lines[n].indent <= lines[told].indent}
    inner = _hashes(lines[told].text)
    behind = {
        n: t
        for n, t in behind.items()
        if _stands_behind(t) or heads_goal_table(lines, readings, n) or (_hashes(t) <= inner and _heads_goals(t))
    }
    texts = set(behind.values())
    often = Counter(line.text for line in lines if line.text in texts) if texts else {}  # a label comes back
    valued = (n for n in found if lines[n].large and any(map(is_tabled, readings[n + 1 : n + 2])))
    shown = [n for n in valued if _heads_values(lines[n].text)]
    own = (lambda r: r is IN_GOALS) if readings[told] is IN_TABLE else is_tabled
    tables = [n for n in found if n > told and _titles_table(lines, readings, n)]
    if tables and not any(map(own, readings[measures[0] : tables[0]])):  # as a measure might have its own
        shown.append(tables[0])
    return frozenset([*summing, *referring, *shown, *(n for n, text in behind.items() if often[text] == 1)])


def _titles_table(lines: Sequence[Line], readings: Sequence[tuple[Form, ...]], number: int) -> bool:
    """Tell whether a line without a mark, or in brackets, stands over a table of indicators or accounts: 指標の推移, 【見込みと実績】."""
    text = lines[number].text
    if not any(map(is_tabled, readings[number + 1 : number + 2])) or lines[number].indent:
        return False
    text = text[1:-1].strip() if CLOSING.get(text[0]) == text[-1] else text
    return _INDICATORS.fullmatch(text) is not None or _ACCOUNTS.fullmatch(text) is not None


def _only_states(lines: Sequence[Line], readings: Sequence[tuple[Form, ...]], number: int) -> bool:
    """Tell whether nothing that belongs to a measure stands below a heading up to the end, and no sentence has a tense."""
    sentences = (words for line in lines[number + 1 :] for words in line.text.split("。") if words)
    return number >= _last_of_measure(readings) and all(kind_of_sentence(words) is None for words in sentences)


def _last_of_measure(readings: Sequence[tuple[Form, ...]]) -> int:
    """Return the last line that is one of a measure by its form, -1 if none is."""
    numbers = range(len(readings) - 1, -1, -1)
    return next((n for n in numbers if any(form.level in OF_MEASURE for form in readings[n])), -1)


def _references(
    lines: Sequence[Line], readings: Sequence[tuple[Form, ...]], found: Sequence[int], first: int
) -> list[int]:
    """Return which lines behind the last measure head what only stands for reference up to the end: (参考)取組の自己採点.

    Where measures have such lines of their own, so may the last.

    Args:
        lines: of the report.
        readings: what each may be.
        found: the lines behind the last measure that stand apart.
        first: the first measure.
    """
    heads = [n for n in found if _REFERS.match(lines[n].text)]
    if not heads or any(_REFERS.match(line.text) for line in lines[first : found[0]]):
        return []
    last = _last_of_measure(readings)
    return [n for n in heads if n >= last and lines[n].indent <= lines[first].indent]


def _adds(lines: Sequence[Line], number: int, last: int) -> bool:
    """Tell whether a line heads a closing remark: 4 その他 over a text, where the heading 3 stands before the last measure."""
    line, below = lines[number], lines[number + 1 : number + 2]
    if not _OTHERS.fullmatch(line.text) or not below or says_nothing(below[0].text) or "。" not in below[0].text:
        return False
    form = mark_of(line.text)
    before = (
        n for n in range(number - 1, -1, -1) if lines[n].indent == line.indent and len(lines[n].text) <= LONGEST_HEADING
    )
    same = next((n for n in before if form and (other := mark_of(lines[n].text)) and other.form == form.form), number)
    return same < last
