"""Lines that must be headings, whatever they look like: those right above what each measure of a report begins with.

That is a department (担当課：…) or the first label of its blocks (【実施状況】). Whatever comes back most often right below a
line that can be a heading shows the headings; the other labels stand below the text of the block before them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from extractors.patterns import compile_pattern
from pipeline.markers import ANY_LINE, mark_of
from pipeline.segment.contacts import contact
from pipeline.segment.legends import signs_explained
from pipeline.segment.lines import Line

_LEAST = 3  # times that a department or label must come back
_SHARE = 0.6  # of which that must stand below a heading
_ALIKE = 0.8  # what stands there nearly as often as the most frequent, but begins earlier, is what opens measures

DIRECTS = compile_pattern(
    r"[《【\[<〈≪〔■◆]? ?(?:基本|重点|政策)(?:目標|方針|方向性?|の?柱) ?[0-9一二三四五六七八九十Ⅰ-Ⅻ①-⑳]"
)
"""The heading of a direction, which may have goals of its own."""
NAMES_GOAL = compile_pattern(
    r"[【〔\[(<■◆□◇●○〇◎▼▽▶▷・]? ?(?:(?:成果|数値|活動|評価|達成|重要業績評価|主な)?(?:指標|KPI)|(?:数値|成果|達成)目標) ?[0-9①-⑳一二三四五六七八九十]{1,3}(?:-[0-9]{1,2})?"
    r"[】〕\])>:.、 ]{1,3}(?P<name>[^\s。][^。]{1,40})$"
)
"""【指標1】路線バスの利用者数, KPI①: 移住者数: the heading of one indicator."""
SETS_GOALS = compile_pattern(
    r"[《【\[<〈≪〔(■◆□◇●○〇◎・▼▽▶▷]? ?(?:成果|活動|数値|評価|達成|重要業績(?:評価)?|主な|取組の?)?(?:指標|目標値?|KPI|数値(?=の))(?:\((?:KPI|重要業績(?:評価)?指標)\))?(?:の?(?:達成|進捗)?状況|の推移|一覧表?)?[》】\]>〉≫〕)]?(?:$|[ :])"
)
"""A label of goals."""

_OF_BOTH = r"目標値?(?:[・/、と]|及び)実績値?|実績値?(?:[・/、と]|及び)目標値?"
_INDICATOR_WORD = rf"(?:(?:成果|活動|数値|評価|参考)?指標名?|KPI|数値目標|{_OF_BOTH}) ?[0-9①-⑳]{{0,2}}"
OPENS_INDICATOR = compile_pattern(
    rf"(?:[・○●■◆◇※*▼▶-] ?)?(?:[\[【〔<《〈(] ?(?:{_INDICATOR_WORD}|数値) ?[\]】〕>》〉)] ?[::]?|{_INDICATOR_WORD}(?: ?[::]| (?=\S))) ?"
)
"""How a line begins that states an indicator with its values: [KPI] 養成者数, ●指標：受診率."""

_CAPTION_OF_GOALS = compile_pattern(
    r"[(【<\[]? ?(?:図?表|別表) ?[0-9一二三四五六七八九十Ⅰ-Ⅻ]{1,2}(?:[-.][0-9]{1,2})*[::. ] ?[^。]{1,30}(?:指標|目標値|(?:数値|成果)目標|KPI)(?:\(KPI\))?(?:と(?:その)?実績値?)?(?:の?(?:達成|進捗)?状況|の推移|の?一覧表?)?[)】>\]]?$"
)
"""表2-1 基本目標1の環境指標: a table of goals, whatever it is of."""


def heads_goals(line: Line) -> bool:
    """Tell whether a rule below a line marks it as the heading of the goals of the whole report: 成果指標 over ＝＝＝＝."""
    marked = mark_of(line.text) if line.is_underlined else None
    return marked is not None and SETS_GOALS.match(line.text[marked.title :]) is not None


def names_goal(text: str) -> bool:
    """Tell whether a folded line heads one indicator or states it with its values."""
    return NAMES_GOAL.match(text) is not None or OPENS_INDICATOR.match(text) is not None


def bears_none(line: Line) -> bool:
    """Tell whether what a line begins with marks no heading of a level: that of goals or a legend, or 問 before whom to ask."""
    if names_goal(line.text) or heads_goals(line) or _CAPTION_OF_GOALS.match(line.text):
        return True
    return bool(contact(line.text) or signs_explained(line.text))


_PHOTOGRAPH = compile_pattern(
    r"[(\[【<◆▲▼▶■]? ?写真(?! ?[0-9]+ ?[点枚作]) ?[0-9]{0,2}[)\]】>:]? ?(?<=[ :)\]】>0-9])[^。]{2,60}$"
)
_NOTHING = compile_pattern(
    r"\(?(?:[^、。()]{1,8}は、?)?(?:特記(?:すべき)?(?:事項)?|該当(?:する?(?:取組|事業|施策|もの))?|(?:取組|事業)?実績|実施(?:した(?:取組|事業))?)は?(?:あり?ません|な[しい]|無し)(?![^。()]*[0-9])"
)


def says_nothing(text: str) -> bool:
    """Tell whether a folded line says that nothing was done under a heading: 特記事項なし, （令和6年度は該当する取組なし。）."""
    return _NOTHING.match(text) is not None


def names_picture(text: str) -> bool:
    """Tell whether a folded line says what a photograph shows: 写真 完成した公園, 【写真2】住民説明会."""
    return "写真" in text and _PHOTOGRAPH.match(text) is not None


def headings_by_evidence(shown: Sequence[str], may_head: Callable[[int], bool]) -> list[int]:
    """Return the numbers of the lines that evidence shows to be headings, in order.

    Args:
        shown: for each line what it names, as what comes back is told apart: a department, or a label by its words;
            empty for any other line.
        may_head: whether a line can be a heading by its words.

    Returns:
        None of them where nothing comes back often enough.
    """
    heads: dict[str, list[int]] = {}
    times: dict[str, int] = {}
    for number, what in enumerate(shown):
        if not what or (number and shown[number - 1]):  # what goes on with the lines above opens nothing
            continue
        times[what] = times.get(what, 0) + 1
        if number and may_head(number - 1):
            heads.setdefault(what, []).append(number - 1)
    openers = {w: n for w, n in heads.items() if len(n) >= max(_LEAST, _SHARE * times[w])}
    if not openers:
        return []
    most = max(map(len, openers.values()))
    return next(numbers for numbers in openers.values() if len(numbers) >= _ALIKE * most)


def share_mark(headings: Sequence[str], texts: int) -> bool:
    """Tell whether headings over nearly all of some texts share a mark: ▼相談会 | 会を開きました。 | 【今後】.

    Args:
        headings: folded.
        texts: how many there are, be it without such a heading.
    """
    often = Counter(mark.form for mark in map(mark_of, headings) if mark is not None)
    return max(often.values(), default=0) >= max(2, _ALIKE * texts)


def marks_of(texts: Sequence[str], numbers: Sequence[int]) -> list[tuple[str, list[int]]]:
    """Return the marks of lines that are headings beyond doubt, with their numbers: marks that come back, else any look.

    Args:
        texts: the folded lines.
        numbers: of each.
    """
    found: dict[str, list[int]] = {}
    for text, number in zip(texts, numbers, strict=True):
        marked = mark_of(text)
        found.setdefault(marked.form if marked else ANY_LINE, []).append(number)
    marked_forms = [(form, lines) for form, lines in found.items() if len(lines) > 1 and form != ANY_LINE]
    kept = {n for _, lines in marked_forms for n in lines}
    rest = [n for n in numbers if n not in kept]
    if len(rest) <= (1 - _SHARE) / 2 * len(numbers):
        return marked_forms
    return [*marked_forms, (ANY_LINE, rest)]
