"""Where the noun phrase that names an occasion begins, and where it ends before a bracket."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extractors import nouns, scripts
from extractors.gatherings import OCCASION
from extractors.patterns import compile_pattern
from pipeline.resolve import rows

if TYPE_CHECKING:
    from extractors.morphology import Token
    from pipeline.resolve.layout import Layout


class Quoted(NamedTuple):
    """A name in quotes at view offsets, and its raw text."""

    start: int
    end: int
    name: str


ONE_OF_THEM = scripts.compile(r" ?(?:(?:この|その)?うち|初回|最終回|直近|主なもの)")
"""How a sentence begins that takes up one of the times of which the one before it tells."""
QUOTE = scripts.compile(r"[「『](?P<name>[^「」『』\n]{1,80}(?:『[^『』\n]{0,60}』[^「」\n]{0,40})?)[」』]")
"""A name in quotes, which may hold one itself."""
TITLED = scripts.compile(r"[「『](?P<name>[^「」『』\n]{1,60})[」』]と(?:題し(?:た|て)、?|題する|銘打った)$")
"""Before the kind of occasion that has a name: 「…」と題した体験会."""
_AIMED = ("向け", "対象", "等", "など")
_JOINS = frozenset({"とおり", "通り", "ため", "ほか", "うえ", "ところ"})
"""Nouns that end a clause: the name in 次のとおり研修会を begins behind them."""
_CASES_APART = frozenset([*"、。「」()はがにで", "にて"])
_SHORT = 3  # characters: つどい, 集い
_CLOSING_NOUN = scripts.compile(r"(?:つどい|集い|日|夕べ|広場|祭典|会|祭)$")
_KATAKANA = scripts.compile(r"[ァ-ヶー]+")
_OF_WHICH_WORK = ("仕事", "しごと")
"""What a name never begins with alone: 介護の仕事フェア."""
_CLOSING = ("会", "集い", "つどい", "夕べ")
_SEASON = scripts.compile(
    r"(?:^|[^一-鿿])(?:(?![都道府県市区町村国郡側他等者課局部党])[一-鿿]|(?!この|その|ほか|ため|とき|ところ|こと|もの|うち|など|それ|これ|いつ|すべ|たち)[ぁ-ん]{3,5}|新春|年末|親子|県民|市民|町民|区民|村民|母|父)$"
)
_ANNIVERSARY = scripts.compile(r"[一-鿿ァ-ヶー]{0,16}\d{1,3}周年(?:記念)?$")
_LONGEST_ANNIVERSARY = 24  # characters
_ASIDE = compile_pattern(r"[(][^()\n]{1,60}[)]$")


def before_aside(text: str, at: int) -> int:
    """Return where the bracket that ends at `at` begins, `at` itself where none does."""
    aside = _ASIDE.search(text, at - 90, at) if text[at - 1 : at] == ")" else None
    return aside.start() if aside else at


def before_anniversary(text: str, lowest: int, start: int) -> int:
    """Return where a name begins that the tagger parts at a number: 市制30周年記念|式典."""
    years = _ANNIVERSARY.search(text, max(lowest, start - _LONGEST_ANNIVERSARY), start)
    return years.start() if years else start


def behind_aim(text: str, left: int, start: int) -> int:
    """Return `left`, or where the words before `start` go on behind an aim: 仕組みを知ってもらうため、7月13日に開催."""
    aim = text.rfind("ため、", left, start)
    return left if aim < 0 else aim + 3


def _begin_of_clause(words: list[Token], last: int, lowest: int) -> int:
    """Return where the clause begins that says what a gathering is for: 先輩の体験談を聞く会."""
    first = last
    while first and words[first - 1].start >= lowest and words[first - 1].surface not in _CASES_APART:
        first -= 1
    return words[first].start


def _with_what_is_cut_off(words: list[Token], first: int, lowest: int) -> int:
    """Return where a name begins of which the tagger cut off the first letters, or which a number opens.

    あ|おかわマラソン, 二|次|試験, 二十|歳|の|つどい.
    """
    begin = words[first].start
    while (
        first and _KATAKANA.fullmatch(words[first - 1].surface + words[first].surface) and words[first - 1].end == begin
    ):
        first -= 1  # ボッ|チャ|大会
        begin = words[first].start
    if first and words[first - 1].start == lowest and words[first - 1].pos1 == "感動詞":
        return lowest if words[first - 1].end == begin else begin
    k = first - 1 - (first > 0 and words[first - 1].surface == "の")
    numbers = k > 0 and words[k].surface in ("次", "歳") and words[k - 1].pos2 == "数詞"
    return words[k - 1].start if numbers and words[k - 1].start >= lowest and words[k].end >= begin - 1 else begin


def begin_of_name(words: list[Token], last: int, lowest: int, *, is_row: bool) -> int:
    """Return where the name that ends with token `last` begins, at `lowest` at the earliest.

    の joins what names an occasion (春の就職フェア, 通いのつどい) and all of the head of a row (バスの乗り方教室：).
    """
    first = last
    if words[last].surface in _CLOSING and last and words[last - 1].pos1 in ("動詞", "助動詞", "副詞"):
        return _begin_of_clause(words, last, lowest)
    while True:
        noun = nouns.noun_phrase(words, first)[0]
        first = first if noun is None else noun
        while first < last and (words[first].start < lowest or words[first].surface in _JOINS):
            first += 1
        begin = _with_what_is_cut_off(words, first, lowest)
        if first < 2 or words[first - 1].surface != "の" or words[first - 1].end != begin or begin <= lowest:
            return begin
        name = "".join(w.surface for w in words[first : last + 1])
        before = words[first - 2]
        whole = nouns.noun_phrase(words, first - 2)[0]
        while is_row and whole and whole > 1 and words[whole - 1].surface in ("と", "や"):  # 仕事と介護の両立セミナー
            whole = nouns.noun_phrase(words, whole - 2)[0]
        heads_row = is_row and whole is not None and words[whole].start <= lowest and before.surface not in _AIMED
        if (
            whole is None
            or before.end != words[first - 1].start
            or not (
                heads_row
                or _SEASON.search("".join(w.surface for w in words[whole : first - 1]))
                or (len(name) <= _SHORT and _CLOSING_NOUN.search(name))
                or name.startswith(_OF_WHICH_WORK)
                or words[first].surface == "日"  # 清流の日一斉清掃
            )
        ):
            return begin
        first = first - 2 if not heads_row or whole is None else whole


_NO_SERIES = compile_pattern(r"回 ?:? ?$|テーマ[)]?:? ?$")
_LONGEST_NAME = 60  # characters
_THEME_OF_ROW = scripts.compile(
    r"[ ・•●◇◆○*-]*(?:第 ?[\d一二三四五六七八九十]{1,3} ?回|[\d一二三四五六七八九十]{1,3} ?回目) ?:? ?[^。\n]{0,80}(?: |日(?:[(][月火水木金土日祝・]{1,4}[)])?)"
)
"""Before a theme in the row of a session: ・第1回　5月22日（水）　教育研究所　「問いを立てる授業」."""
NO_NAME = compile_pattern(r"(?:月間|週間|旬間|宣言|計画|プラン|ビジョン|戦略|構想|大綱|方針|指針|条例|要綱|\d号)$")
"""Of a quoted name: a campaign or a paper, and no occasion."""
_IS_BODY = scripts.compile(r"[(](?:会員|構成|代表)|[との](?:協力|連携|共催)|が(?:中心|主体|主催)")
"""「森の会」（会員57名）: a body, and no occasion."""


def _is_of_other_paragraph(layout: Layout, quoted: int, at: int) -> bool:
    """Tell whether a paragraph lies between two of sentences; a line above a list heads it, however far."""
    apart = layout.line_no(at) - layout.line_no(quoted) > 1
    return apart and layout.is_sentence(quoted) and layout.is_sentence(at)


def _is_of_other_item(layout: Layout, quoted: int, at: int) -> bool:
    """Tell whether a quote stands in another item of the list in which an occasion has an item that begins with its name."""
    line, other = layout.line_at(at), layout.line_at(quoted)
    if other.no == line.no or not line.bullet or line.bullet != other.bullet:
        return False
    return at - line.body <= _LONGEST_NAME and OCCASION.search(layout.text, line.body, at) is not None


def is_of_others(layout: Layout, series: str, quoted: Quoted | None, own: str, at: int) -> bool:
    """Tell whether a series is that of other occasions than the one at `at`, which has the name `own`.

    Args:
        layout: the lines of the view.
        series: its name.
        quoted: the name in quotes that is nearest before `at`, if one is.
        own: the name of the occasion.
        at: where the occasion is dated.
    """
    above = quoted is not None and quoted.name == series and _is_above_list(layout, quoted, own, at)
    return above or _is_apart(layout, series, at)


def _is_apart(layout: Layout, series: str, at: int) -> bool:
    """Tell whether the series is named in no word of the paragraph of sentences in which an occasion has its own name."""
    if not layout.is_sentence(at):
        return False
    line = layout.line_at(at)
    while line.no and layout.text[line.start : line.start + 1] != " " and not (line.bullet or line.blank):
        line = layout.line(line.no - 1)
    return layout.quote(line.start, at).find(series) < 0


def _is_above_list(layout: Layout, quoted: Quoted, own: str, at: int) -> bool:
    """Tell whether a name in quotes is not that of the list in which an occasion at `at` has a row with the name `own`.

    So it is where a sentence holds it that stands further above than the one which leads the list, or which tells of a
    day of its own.
    """
    line, text = layout.line_at(at), layout.text
    if not line.bullet or layout.is_sentence(at) or not OCCASION.search(own):
        return False
    if own not in layout.quote(max(line.body, at - 2 * _LONGEST_NAME), at):
        return False
    no = rows.head_above(layout, line.no, quoted.start) if layout.is_sentence(quoted.start) else None
    if no is None or not layout.is_sentence((head := layout.line(no)).start):
        return False
    lead = head
    while lead.start > quoted.start and not _ENDS_ABOVE.search(text, lead.start - _KIND, lead.start):
        lead = layout.line(lead.no - 1)
    if lead.start > quoted.start:
        return True
    told = layout.sentence(quoted.start, quoted.end)
    leads = rows.REFERS_TO_LIST.search(text, max(lead.start, head.end - _LONGEST_NAME), head.end)
    return not leads and own[-_KIND:] != quoted.name[-_KIND:] and _NAMES_DAY.search(text, *told) is not None


_ENDS_ABOVE = compile_pattern(r"[。:\n]\n")
_NAMES_DAY = scripts.compile(r"\d ?[月日]")
_KIND = 2  # characters: 研修, 会議


def quoted_series(layout: Layout, bounds: tuple[int, int], at: int) -> Quoted | None:
    """Return the nearest quoted name of an occasion before `at` in the block."""
    start = max(bounds[0], at - 600)
    if layout.text.find("「", start, at) < 0 and layout.text.find("『", start, at) < 0:
        return None
    for quote in reversed(list(QUOTE.finditer(layout.text, start, at))):
        if not OCCASION.search(quote["name"]) or _is_of_other_paragraph(layout, quote.start(), at):
            continue
        if _THEME_OF_ROW.fullmatch(layout.text, layout.line_at(quote.start()).start, quote.start()):
            continue
        if _is_of_other_item(layout, quote.start(), at):
            continue
        before = layout.text[max(0, quote.start() - 8) : quote.start()]
        if not (_NO_SERIES.search(before) or NO_NAME.search(quote["name"]) or _IS_BODY.match(layout.text, quote.end())):
            return Quoted(*quote.span(), layout.quote(*quote.span("name")))
    return None


def in_bracket_since(text: str, start: int, at: int) -> bool:
    """Tell whether a bracket that opens behind `start` is still open at `at`."""
    return text.count("(", start, at) > text.count(")", start, at)


def is_example(text: str, end: int) -> bool:
    """Tell whether a value that ends there is one of some that a list of only a few names: 意見は92件で、道路31件、防災24件などであった。このうち."""
    return _EXAMPLES.match(text, end) is not None


_EXAMPLES = compile_pattern(
    r"(?:、[^、。\n\d()]{1,16}\d[\d,]*[^、。\n\d()]{1,4}?){0,6}(?:など|等)[^。\n]{0,10}。(?:この|その)うち"
)
