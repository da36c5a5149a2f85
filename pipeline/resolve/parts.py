"""Part-of: which figure is a part of which total, and which groups of parts must add up.

Brackets behind a total (90件（訪問82件、同行8件）), うち, 内訳 and N人中M人 tie parts to a total of the
same unit. 延べ and 実 are never parts of each other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from extractors.label_words import EARLIER
from extractors.mentions import Figure as Fig
from extractors.mentions import FigureKind, Qualifier
from extractors.patterns import compile_pattern
from extractors.qualifiers import names_others
from pipeline.resolve.phrases import in_bracket_since, is_example

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout


class Located(NamedTuple):
    """A figure at view offsets `start`..`end`."""

    start: int
    end: int
    figure: Fig


class Breakdown(NamedTuple):
    """The parts of a total, by index of the figures."""

    total: int
    parts: tuple[int, ...]
    complete: bool
    """True where the text gives the parts as all of the total, so that they must add up."""


_OF_WHICH = compile_pattern(r"(?:この|その|の)?(?:うち|内数?)(?!容|科|部|閣|閲|側)")
_OUT_OF = r"(?:の?うち|の中から|中(?![学央部小高級堅間途核町村止断])|の?内(?![容科部閣閲側訳]))"
"""Behind a whole: 45人中; 45人 中学生12人 is none."""
_AMONG = compile_pattern(rf"{_OUT_OF}[、,]? ?[^。\n\d]{{0,20}}$|の[^。、\n\d()]{{1,8}}(?:のうち|中)[、,]? ?$")
_HEADS_NEXT = compile_pattern(rf"{_OUT_OF}[^。\n\d()]{{0,20}}$")
_COMPARED = compile_pattern(
    r"前年|現状|現在|[月度]末|昨年|前回|前期|目標|計画(?!作成|策定|書|づくり|変更|認定|改[定訂]|見直)|予算|決算|執行|実績|見積|定員|定数|対象|予定|最大|当初|参考|比|増|減|一昨|(?<!会計)年度|欠員|同 ?:? ?$|達成|平均|当たり|あたり|上限|限度|単価|各|×|"
    r"(?<![\d第])1(?:人|名|回|世帯|戸|組|校|社|団体|組織|事業所|事業者|法人|施設|園|地区|か所|箇所|台|枚|個|本|口|便|時間|日)(?:に?つき)?[、 ]?$|"
    r"(?<=[(、 ])1(?:件|頭|食|冊|部|棟|基|袋|か月|kg|t|ha|km|㎡|m2|L)(?:に?つき)?[、 ]?$|"
    r"(?:[RHSrhs]\d{1,2}|(?:令和|平成|昭和)[元\d〇一二三四五六七八九十]{1,3}年?|(?<!\d)(?:19|20)\d\d年?|(?<!\d)\d{1,2}年)(?:の?\d{1,2}月)?[: はが]*$"
)
"""What a value in brackets is compared with or measured against; a series by year (R6 1,215人、R5 1,083人) is none of parts."""
_OF_OTHER_TIME = compile_pattern(
    r" ?(?:[RHSrhs]\d{1,2}|(?:令和|平成|昭和)[元\d〇一二三四五六七八九十]{1,3}年?|(?:19|20)\d\d年?|[前昨]年|前回)(?:年?度)?(?:実績|は|の|:| )+"
)
"""What is told of another year, all of it: 288回 4,196人（R5 276回 3,888人）."""
_BARE_JOINT = compile_pattern(" ?(?:[、,・]|と|及び) ?")
_NEXT_TIME = compile_pattern(r"、 ?(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?|第?[0-9]{1,2}回目?)(?:には|は|に|が)(?:約|延べ)?")
"""Between the values of two times: 6月は30人、7月は40人が参加した."""
_SAID_OF_WHICH = compile_pattern(
    r"[^。\n()]{0,12}(?:\([^()\n]{0,60}\))?[^。\n()]{0,12}[ 、。)](?:この|その)?うち(?!合|容)[^。\n()]{0,24}"
)
_AMONG_REACH = 120
_AVERAGE = compile_pattern(r"平均[^\d、。\n]{0,12}$")
_LISTED = compile_pattern(
    r"(?:\([^()\n]{0,20}\))?(?:[、,・] ?|及び|並びに|と|で、(?=\d{1,3}[歳代]))(?P<name>(?:\d{1,3}(?:歳|代))?[^。、\n()\d]{1,16})"
)
_CONTRASTED = compile_pattern(r"は[^。、\n\d()]{1,30}、(?P<name>)")
"""9棟のうち、4棟は解体し、2棟は: each opens a clause of its own."""
_COLON_BEHIND = compile_pattern(r" ?(?:\([^()\n]{0,20}\))? ?: ?")
_NAMED = compile_pattern(r"(?:\([^()\n]{0,20}\))?[、,・ ]{0,2}[^。、\n()\d]{1,12}")
_CLAUSE = compile_pattern(r"[はがをで]")
INCOMPLETE = compile_pattern(
    r"(?:等|など)(?!\d)|ほか|(?<!その)他|その他(?![^、。)]{0,6}[\d一二三四五六七八九十百千])|主な|うち|例|含む"
)
"""Words that leave some of the total out; その他40人 and 電話等40件 leave nothing."""
_NO_PARTS = compile_pattern(
    r"休止|廃止|閉鎖|閉所|閉店|廃業|退会|退所|脱退|解散|転出|転居|撤去|返却|終了|抹消|取消|取り消|解除|解約|失効|離脱|修了|就職|合格|卒業|完走"
)
"""What left the total is no part of it: 118か所（新規7か所、休止4か所）; the same persons come to one thing after the other:
25人（修了22人、就職14人）."""
_OPENS_WITH_OF_WHICH = compile_pattern(r"[(](?:この|その)?うち[^()]*$")
_CHARGES = (
    "参加費", "会費", "参加料", "受講料", "入場料", "入館料", "利用料",
    "使用料", "手数料", "料金", "運賃", "代金", "単価", "価格",
)  # fmt: skip
"""What one person pays holds no parts: 参加費1,000円（小学生500円）."""
_OPENING_BEHIND = compile_pattern(r" ?(?:程度|以上|以下|超|の)?[ 、]?[(\[〔]")
_TOLD_THEN_OPENING = compile_pattern(
    r"[がをのに][^。、\n()\d]{1,12}(?:[ぁ-ん]た|お(?:り|る|ります)|い(?:る|ます)|採用|配置|設置|交付|参加|受講) ?[(]"
    r"|(?:で|が)?(?:ございま(?:した|す)|あ(?:りました|った)) ?[(]|でした ?[(]"
)
"""173人が受講した（本庁71人、支所52人）: a list of parts behind the verb."""
_BESIDE = compile_pattern("[ ・、/]{0,2}")
_BESIDES = compile_pattern(r"[、,・。] ?(?:この|その)?(?:ほか|他)に?、? ?[^0-9、。()\n]{1,12}$")
"""Before what comes on top of the parts that make up the total: 38人（大人24人、小学生14人、ほかに付添い9人）."""
_ANY_BRACKET = compile_pattern(r"[()\[\]〔〕]")
_LONGEST_BRACKET = 400
_BRACKET_LINES = 4
_BREAKDOWN_BEHIND = compile_pattern(
    r"[^。\n]{0,60}?(?:。| )?[(]?(?:その|この)?(?P<word>内訳|使途|使い[みの]?[ち道]|つかいみち)(?:は|として)?[、: ]*"
)
_BREAKDOWN_WORD = compile_pattern("内訳|使途|使い|つかいみち")
_BREAKDOWN_REACH = 70  # characters: the longest match of the pattern up to and with 内訳
_SAME_SENSE = frozenset({Qualifier.TOTAL_ATTENDANCES, Qualifier.DISTINCT})
_ADDABLE = frozenset(
    {FigureKind.COUNT, FigureKind.PEOPLE, FigureKind.PARTICIPANTS, FigureKind.MONEY, FigureKind.DURATION}
)
_CHANGE, _IS_OF_WHICH = FigureKind.CHANGE, Qualifier.OF_WHICH
FEWEST_PARTS = 2
MOST_PARTS = 20  # of a list that breaks a total down
MOST_OFF = Decimal("0.15")  # of a total, where its parts are told as such but miss it


def adds_up(figure: Fig) -> bool:
    """Tell whether a figure can be a total or a part of one."""
    return figure.kind in _ADDABLE and figure.unit_norm is not None and not figure.value_max and figure.value >= 0


def comparable(total: Located, part: Located) -> bool:
    """Tell whether one can be a part of the other: of one unit, and of one sense where the part names its own."""
    a, b = total.figure, part.figure
    if a.unit_norm != b.unit_norm or not (adds_up(a) and adds_up(b)):
        return False
    senses = _SAME_SENSE.intersection(b.qualifiers)
    return not senses or senses == _SAME_SENSE.intersection(a.qualifiers)


def may_have_parts(layout: Layout, figures: Sequence[Located], k: int) -> bool:
    """Tell whether a figure follows another so near that it can be a part of it: on its line or within the next few."""
    if k + 1 == len(figures):
        return False
    return figures[k + 1].start < layout.end_of_line(layout.line_no(figures[k].end) + _BRACKET_LINES)


def _bracket_behind(layout: Layout, at: int) -> tuple[int, int] | None:
    """Return the inside of the bracket that opens right behind `at` and closes within a few lines, nested ones included."""
    text = layout.text
    opening = _OPENING_BEHIND.match(text, at) or _TOLD_THEN_OPENING.match(text, at)
    if not opening:
        return None
    stop = layout.end_of_line(layout.line_no(at) + _BRACKET_LINES)
    depth = 1
    for bracket in _ANY_BRACKET.finditer(text, opening.end(), min(stop, opening.end() + _LONGEST_BRACKET)):
        depth += 1 if bracket[0] in "([〔" else -1
        if depth == 0:
            return opening.end(), bracket.start()
    return None


def _bracket_behind_pair(layout: Layout, figures: Sequence[Located], k: int) -> tuple[int, int] | None:
    """Return the inside of the bracket behind two values of one thing: 17団体 920万円（うち新規 4団体 186万円）, 19組26人（…）."""
    if k + 1 == len(figures):
        return None
    pair = figures[k + 1]
    beside = _BESIDE.fullmatch(layout.text, figures[k].end, pair.start)
    if not beside or pair.figure.unit_norm == figures[k].figure.unit_norm or not adds_up(pair.figure):
        return None
    inside = _bracket_behind(layout, pair.end)
    return inside if inside and _OF_WHICH.match(layout.text, inside[0]) else None


def in_bracket(layout: Layout, figures: Sequence[Located], k: int) -> tuple[list[int], bool]:
    """Read 75件（窓口61件、電話14件）; the second value tells whether they are all of the total."""
    text = layout.text
    total = figures[k]
    inside = _bracket_behind(layout, total.end) or _bracket_behind_pair(layout, figures, k)
    if inside is None:
        return [], False
    found = [p for p in within(figures, k + 1, *inside) if comparable(total, figures[p])]
    for p, behind in pairwise(found.copy()):  # 22か所（64か所中、累計41か所）: of a whole of its own
        if _HEADS_NEXT.fullmatch(text, figures[p].end, figures[behind].start):
            found.remove(behind)
            if figures[p].figure.value > total.figure.value and p in found:
                found.remove(p)
    words = text[inside[0] : inside[1]]
    of_which = bool(_OF_WHICH.match(words)) or "、うち" in words
    if not of_which and (total.figure.label or "").endswith(_CHARGES):
        return [], False
    told = not _OPENING_BEHIND.match(text, total.end)
    if told and ("うち" in words or len(found) < FEWEST_PARTS):
        return [], False
    found = _without_besides(text, figures, found, inside[0], total)
    kept: list[int] = []
    at = inside[0]
    for n, p in enumerate(found):
        at = max(at, text.rfind("。", at, figures[p].start) + 1)  # 131人（2月末。本館58人、…）
        compared = None if "うち" in text[at : figures[p].start] else _COMPARED.search(text, at, figures[p].start)
        if n and _BARE_JOINT.fullmatch(text, at, figures[p].start):
            alike = kept[-1:] == [found[n - 1]]  # 前年52名、61名: what is told of the first holds for those behind it
        else:
            alike = compared is None or (compared[0] == "各" and _goes_on_bare(text, figures, found[n:]))
        if alike:
            kept.append(p)
        at = figures[p].end
    if (
        len(kept) == 1
        and not of_which
        and not _is_breakdown(words)
        and figures[kept[0]].figure.value >= total.figure.value
    ):
        return [], False
    # A part that is itself broken down in an inner bracket owns what stands there.
    outer = [
        p for p in kept if text.count("(", inside[0], figures[p].start) == text.count(")", inside[0], figures[p].start)
    ]
    parts = outer or kept
    added = sum(figures[p].figure.value for p in parts)
    if added != total.figure.value and not of_which and _OF_OTHER_TIME.match(words):
        return [], False
    own = {figures[p].figure.label or "" for p in parts} - {total.figure.label}
    flows = added != total.figure.value and any(map(_NO_PARTS.search, own))
    several = "延べ" in words and Qualifier.TOTAL_ATTENDANCES not in total.figure.qualifiers
    return parts, not (of_which or flows or several or INCOMPLETE.search(words))


def _without_besides(text: str, figures: Sequence[Located], found: list[int], start: int, total: Located) -> list[int]:
    """Return what a bracket holds without what it says comes on top, if the others make up the total."""
    own = [p for p in found if not _BESIDES.search(text, start, figures[p].start)]
    return own if sum(figures[p].figure.value for p in own) == total.figure.value else found


def _goes_on_bare(text: str, figures: Sequence[Located], found: Sequence[int]) -> bool:
    """Tell whether nothing names the second of the figures: 各回の受講者は52名、61名 gives one value for each time."""
    return len(found) > 1 and bool(_BARE_JOINT.fullmatch(text, figures[found[0]].end, figures[found[1]].start))


def _is_breakdown(words: str) -> bool:
    return words.startswith("内訳")


def within(figures: Sequence[Located], first: int, start: int, end: int) -> range:
    """Return the figures from `first` on that begin between two offsets."""
    from_here = bisect_left(figures, start, first, key=itemgetter(0))
    return range(from_here, bisect_left(figures, end, from_here, key=itemgetter(0)))


def among(layout: Layout, figures: Sequence[Located], k: int, owner: Mapping[int, int]) -> tuple[list[int], bool]:
    """Read 16人中、9人 and 240人のうち、男性は100人, 240人（…）。うち50人, このうち.

    What is known as parts of the total (64人で、男性41人、女性23人でした。このうち) is none itself.
    """
    text = layout.text
    total = figures[k]
    if k + 1 == len(figures) or figures[k + 1].start > total.end + _AMONG_REACH:
        return [], False
    if not _may_be_among(text, figures, k):
        return [], False
    if _is_average(text, total) or _is_one_of_several(text, figures, k):
        return [], False
    last = min(total.end + _AMONG_REACH, layout.line_at(total.end).end)
    found: list[int] = []
    passed = False  # whether a value that could be the total's part lies behind
    for p in range(k + 1, min(k + 1 + _MOST_AMONG, len(figures))):
        part = figures[p]
        if part.start > last:
            break
        between = text[figures[p - 1].end : part.start]
        of_which = (
            (Qualifier.OF_WHICH in part.figure.qualifiers and _of_total(text, figures, k, part.start))
            or (p == k + 1 and _AMONG.match(between.lstrip()))
            or (not passed and _SAID_OF_WHICH.fullmatch(text, total.end, part.start))
        )
        grew = "。" in text[total.end : part.start] or any(f.figure.kind is _CHANGE for f in figures[k + 1 : p])
        if of_which and grew and (is_of_earlier(text, total) or _ENDS_EXAMPLES.match(text, total.end)):
            break  # 前年の176万人から増えた。うち: of the year reported on; 防災24件などであった。このうち: of all that has these
        if of_which and comparable(total, part) and not _is_one_of_several(text, figures, p):
            if _nearest_total(text, figures, p, k, owner):
                found += [p, *listed_on(text, figures, total, p)]
        elif (
            comparable(total, part)
            and p not in found
            and owner.get(p) != k
            and not _is_average(text, part)
            and not is_of_earlier(text, part)
            and not in_bracket_since(text, total.end, part.start)
            and not is_example(text, part.end)
        ):
            break
        passed = passed or comparable(total, part)
    return sorted(set(found)), False


_MOST_AMONG = 5
_ENDS_EXAMPLES = compile_pattern("など|等(?![級価])")


def _may_be_among(text: str, figures: Sequence[Located], k: int) -> bool:
    """Tell at little cost whether a word or a figure behind total `k` may say that it is one of which."""
    end, behind = figures[k].end, figures[k + 1 : k + 1 + _MOST_AMONG]
    gap = text[end : behind[0].start]
    if "中" in gap or "内" in gap or text.find("うち", end, end + _AMONG_REACH) >= 0:
        return True
    return any(_IS_OF_WHICH in figure.figure.qualifiers for figure in behind)


def _is_average(text: str, located: Located) -> bool:
    """Tell whether a value is an average, of which nothing is a part: 延べ208件、月平均で約28件、うち."""
    return _AVERAGE.search(text, located.start - 16, located.start) is not None


def _is_one_of_several(text: str, figures: Sequence[Located], k: int) -> bool:
    """Tell whether a value is only the last of several that are told together: それぞれ64人、51人が参加し、うち23人."""
    return (
        k > 0
        and comparable(figures[k], figures[k - 1])
        and any(p.fullmatch(text, figures[k - 1].end, figures[k].start) for p in (_BARE_JOINT, _NEXT_TIME))
    )


def listed_on(text: str, figures: Sequence[Located], total: Located, first: int) -> list[int]:
    """Return the parts that うち names after its first: うち国費1,700万円、県費850万円、町費700万円.

    A further clause (は, が, を) may be about something else, as may what follows 18校中16校: it counts where all of it
    stays within the total.
    """
    found: list[int] = []
    names: list[str] = []
    sure, at = Qualifier.OF_WHICH in figures[first].figure.qualifiers, figures[first].end
    for p in range(first + 1, min(first + 12, len(figures))):
        part = figures[p]
        gap = _LISTED.fullmatch(text, at, part.start)
        if gap is None and text.startswith("は", part.end):
            gap = _CONTRASTED.fullmatch(text, at, part.start)
        if gap is None or not comparable(total, part):
            break
        if names_others(text, figures[first].start, gap["name"]):
            break
        sure = sure and not _CLAUSE.search(gap["name"])
        names.append(gap["name"])
        found.append(p)
        at = part.end
    whole = sum(figures[p].figure.value for p in (first, *found))
    alike = text.endswith("が", total.end, figures[first].start) and all(map(_ALIKE.fullmatch, names))
    near = alike and len(found) > 1 and whole <= total.figure.value * _MOST_OVER
    return found if found and (sure or near or whole <= total.figure.value) else []


_ALIKE = compile_pattern(r"[^がはを]{1,12}が")
"""8項目のうち、Aが3項目、Bが5項目、Cが1項目: parts said alike are parts, also where the report miscounts them."""
_MOST_OVER = Decimal("1.15")


def told_behind(layout: Layout, figures: Sequence[Located], k: int) -> tuple[list[int], bool]:
    """Read 相談件数は287件。内訳：電話198件、面接89件 on the total's own line, up to the end of that sentence."""
    text = layout.text
    total = figures[k]
    if not _BREAKDOWN_WORD.search(text, total.end, total.end + _BREAKDOWN_REACH):
        return [], False
    line = layout.line_at(total.end)
    match = _BREAKDOWN_BEHIND.match(text, total.end, line.end)
    if match is None or _is_aside(text, total, match.end()):
        return [], False
    nearer = within(figures, k + 1, total.end, match.end())
    if any(comparable(total, figures[p]) and not _is_aside(text, figures[p], match.end()) for p in nearer):
        return [], False
    stop = text.find("。", match.end(), line.end)
    stop = line.end if stop < 0 else stop
    parts = [p for p in within(figures, k + 1, match.end(), stop) if comparable(total, figures[p])]
    return parts, match["word"] == "内訳" and not INCOMPLETE.search(text, match.start("word") - _MAIN, stop)


_MAIN = 2  # characters: 主な内訳


def is_of_earlier(text: str, value: Located) -> bool:
    """Tell whether a value is that of an earlier time: 前年度の356件, 令和4年度（231人）."""
    return _EARLIER.search(text, value.start - 16, value.start) is not None


def _is_aside(text: str, value: Located, behind: int) -> bool:
    """Tell whether a value is only compared with: 412件で、前年同期の356件に比べ, 412件（前年度356件）。内訳は."""
    closed = text.count(")", value.end, behind) > text.count("(", value.end, behind)
    return closed or is_of_earlier(text, value)


_EARLIER = compile_pattern(
    rf"(?:{EARLIER}度?(?:同[期月])?(?:末|実績)?の?|(?:令和|平成|[RH]) ?(?:元|\d{{1,2}}) ?年度?[の(])(?:約|延べ)?$"
)


def after_colon(layout: Layout, figures: Sequence[Located], k: int) -> tuple[list[int], bool]:
    """Read 指導員 121名（10月1日現在）：男性611名、女性52名: nothing but parts stands behind the colon."""
    text, total = layout.text, figures[k]
    opened = _COLON_BEHIND.match(text, total.end)
    if opened is None:
        return [], False
    end = layout.sentence(total.start, total.end)[1]
    parts = within(figures, k + 1, opened.end(), end)
    at = opened.end()
    for p in parts:
        if not comparable(total, figures[p]) or not _NAMED.fullmatch(text, at, figures[p].start):
            return [], False
        at = figures[p].end
    return ([*parts], not INCOMPLETE.search(text[opened.end() : end])) if len(parts) > 1 else ([], False)


def _of_total(text: str, figures: Sequence[Located], k: int, part: int) -> bool:
    """Tell whether うち before `part` can be of total `k`: no bracket between them, but one that うち opens.

    A total may stand in a bracket of its own: 協力員（134人）のうち54人.
    """
    total = figures[k]
    between = text[total.end : part]
    opened = between.count("(") - between.count(")")
    if opened < 0:
        lead = text[max(0, total.start - _LONGEST_NAMED) : total.start]
        counted = k > 0 and figures[k - 1].end >= total.start - len(lead)
        return not counted and _OWN_BRACKET.search(lead) is not None and _OUT_OF_NAMED.match(between) is not None
    own = _OUT_OF_OWN.search(between)
    if own and (total.figure.kind is FigureKind.DURATION or own["told"].count(own["of"])):
        return False  # 移住者は68人で、移住者のうち14世帯; 3日間行った。相談は平日のうち20日間
    return between.count("。") <= 1 and (opened == 0 or (opened == 1 and bool(_OPENS_WITH_OF_WHICH.search(between))))


_OUT_OF_OWN = compile_pattern(r"。(?P<told>[^。\n]{0,60}?)(?P<of>[^。、\n()\d]{2,12})のうち、?[^。\n]{0,40}$")
"""In a sentence of its own, what something is one of; it may be told there how many that are."""
_OWN_BRACKET = compile_pattern(r"[一-鿿ァ-ヶー] ?\((?:計|全|合計)?$")
_OUT_OF_NAMED = compile_pattern(r"\)の?うち")
_LONGEST_NAMED = 12


def _nearest_total(text: str, figures: Sequence[Located], part: int, total: int, owner: Mapping[int, int]) -> bool:
    """Tell whether no nearer figure could be the total: of the same unit and not itself marked うち.

    What a closed bracket holds is no total of what follows: 90件（面談82件、同行8件）、うち新規12件.
    """
    start, end = figures[total].end, figures[part].start
    opened = in_bracket_since(text, start, end)
    for k in range(part - 1, total, -1):
        other = figures[k].figure
        if (
            comparable(figures[k], figures[part])
            and Qualifier.OF_WHICH not in other.qualifiers
            and owner.get(k) != total
            and not _is_average(text, figures[k])
            and not is_of_earlier(text, figures[k])
            and not (other.value < figures[part].figure.value and is_example(text, figures[k].end))
            and (opened or not in_bracket_since(text, start, figures[k].start))
        ):
            return False
    return True
