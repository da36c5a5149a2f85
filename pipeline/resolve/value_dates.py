"""Which dates are those of a value beside them: 3月末で1,455人, 4月1日の20人から10月1日には18人となった."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors import wareki
from extractors.mentions import FigureKind, Precision, Role
from extractors.patterns import compile_pattern
from pipeline.resolve.roles import names_occasion

if TYPE_CHECKING:
    from extractors.mentions import DateMention
    from pipeline.resolve.layout import Layout
    from pipeline.resolve.parts import Located

_DAY, _MONTH = Precision.DAY, Precision.MONTH
_AS_OF, _REFERENCE = Role.AS_OF, Role.REFERENCE
_RATE, _RATIO, _PEOPLE, _PARTICIPANTS, _CHANGE = (
    FigureKind.RATE,
    FigureKind.RATIO,
    FigureKind.PEOPLE,
    FigureKind.PARTICIPANTS,
    FigureKind.CHANGE,
)

_NEAR = 40  # characters between a date and its value
_LEAD = 200  # characters of a line that tell what its last value counts
_NEXT_MONTH = compile_pattern(r"[、,] ?\d{1,2}月 ?\d")
"""（5月30kg、8月28kg）: what came in each month."""
FLOWS = frozenset({"件", "回", "円", "食", "部", "便", "泊"})
"""Units of what happens in a time, not of what stands at one."""
_VALUE_NEAR = compile_pattern(
    r"(?:における|の)[^。、\n\d(]{0,14}(?:率|数|額|高|口|量|割合|面積|者|残高|人員|[料資][金費]|収金|蔵書|会員|職員|世帯)[はがも、]{1,2} ?(?:約|延べ)?$|の(?:推計|集計|速報|概算)値?[ではがも、]{1,2} ?(?:約|延べ)?$|の ?(?:約|延べ)?$|(?:で|には?) ?[^。、\n\d(]{0,12}$"
)
"""Between 末 and the value that it dates: 11月末の進捗率は35％, 3月末で1,455人."""
_STOOD_THEN = compile_pattern(
    r"(?:(?P<of_day>における)[^、。\n\d(]{1,30}?|で(?:の|は、?|、)?[一-鿿々ァ-ヶー・の]{2,20})(?<=[数率額高口量合積者員帯枚])[はがも]?、?(?:約|計)?|で(?:は、?)?(?:約|計)?"
)
"""Between a day and what there was on it: 9月30日における本市の登録者は60人, 8月31日で登録者は60人."""
_VALUE_BEHIND = compile_pattern(r" ?(?:実績|速報値)?[ :は]{0,2}(?:約|延べ)?\d")
_VALUE_BEFORE = compile_pattern(r"\d[^\d、。(]{1,5}[(【\[] ?$")
_OF_VALUES = compile_pattern(r"(?:まで)?の(?:数)?値(?![上段下])")
_SINCE = compile_pattern(r"(?:から|より|に比べて?|と比べて?|に比し|比で?)、? ?(?:約|[^、。\n\d]{1,6}で)?")
_COUNTED_UNTIL = compile_pattern(r"までの[^、。\n\d(]{1,16}(?:数|額|率|量|者)(?:は|が)、?(?:それぞれ|約|延べ|計)*")
"""11月20日までの接種者数は5,012人: how many there were by then."""
_STATED = compile_pattern(
    r"(?:以上|程度|余り?)?(?:$|[。、\n ()]|です|であ|でし|だっ|から|へ(?=[^、。\n\d]{0,4}[増減拡上下伸縮移改])|と[な、]|に(?:なっ|なり|達|上|増|減|と)|を(?:超|数|占|維持)|まで|の?登録|が?(?:登録|加入|在籍|稼働)して|の(?:方|利用登録))"
)
_IS_SO_MANY = compile_pattern(r"[^\n]{0,40}[はが]、?(?:約|延べ)?[\d一二三四五六七八九十百][^はが]{0,15}で、")
"""From behind 末 on: における空き家の数は412戸で、."""
_BOUND_TO_VALUE = compile_pattern(r" ?(?::|は|に|時点|、)? ?(?:約|延べ)?$")
_ENTERS_BRACKET = compile_pattern(r"\( ?$")
_LEAVES_BRACKET = compile_pattern(r" ?\)(?= ?(?:$|[。、\n→⇒]|から|より|[とでにの]))")
_OF_STOCK = compile_pattern(r"(?:人口|世帯数|会員数|職員数|団員数|残高) ?\( ?$")
"""高齢者人口（令和6年10月1日）は北部4,120人、…: of what is there at a time."""
_HAPPENED = compile_pattern(
    r"参加|受講|来場|出席|開催|実施|訪問|発送|締切|発行|支給|研修|講座|講習|教室|大会|まつり|会議|委員会|部会"
)
_ARROW_BEHIND = compile_pattern(" ?[→⇒]")
_ARROW_ENDS = compile_pattern("[→⇒] ?$")
_ARROW_BEFORE = compile_pattern("[→⇒][^→⇒、。]{0,20}$")
CHANGES_TO = compile_pattern(r" ?(?:→|⇒|から) ?(?:約|延べ)?")
_STOCKS = frozenset({FigureKind.RATE, FigureKind.RATIO, FigureKind.PEOPLE, FigureKind.COUNT})
_STANDS_AT = compile_pattern(
    r"(?:には?|は|(?P<what>の)[^、。\n\d(]{1,10}(?:者|児童|数|率|割合|世帯|員)[はが])(?:約|延べ)?"
)
_BECAME = compile_pattern(r"(?:へと?|に|と|まで)(?:なっ|なり|上が|下が|減[りっ少]|増[えや加]|低下|上昇|回復|改善|達し)")
"""Behind a value that a day has: 10月1日には23人となった."""
_WAS = compile_pattern(r"で(?:あ[るっり]|す|し|、)|だっ")
"""Behind a value whose name stands between: 4月1日の待機児童は0人である; 6月1日は30人でした may tell who came."""
FROM_WHICH = compile_pattern(r" ?[)]?(?:から|より|に比|と比)")
MEASURED = frozenset(
    {
        FigureKind.COUNT,
        FigureKind.PEOPLE,
        FigureKind.PARTICIPANTS,
        FigureKind.MONEY,
        FigureKind.RATE,
        FigureKind.RATIO,
        FigureKind.CHANGE,
    }
)
_OF_A_DAY = MEASURED - {_PARTICIPANTS}


def role_beside_value(
    layout: Layout, date: DateMention, start: int, end: int, figures: Sequence[Located], starts: Sequence[int]
) -> Role | None:
    """Return the role of a date that stands to a value as its date: 3月末で1,455人, 8人（R6.3.31）, （令和5年4月：5機関）.

    None where it does not. Of what happens (25件), a month is no point of measurement but a reference.

    Args:
        layout: the lines.
        date: with its years.
        start: of the date, in view offsets.
        end: of the date.
        figures: by start.
        starts: theirs.
    """
    if date.is_range or date.precision not in (_DAY, _MONTH) or len(date.parts) > 1:
        return None
    text, line = layout.text, layout.line_at(start)
    k = bisect_left(starts, end)
    former, later = figures[k - 1] if k else None, figures[k] if k < len(figures) else None
    ends = date.text.endswith(("末", "末日", "当初"))
    if date.precision is _MONTH and later and _is_part_of_breakdown(text, start, end, later):
        return _REFERENCE
    if (
        (ends and _is_of_its_end(text, start, end, later))
        or paired(text, figures, starts, start, end) is not None
        or (date.precision is _DAY and _dates_value(text, start, end, former, later))
        or (later and _COUNTED_UNTIL.fullmatch(text, end, later.start))
        or (later and _is_rate_of_month(text, date, start, end, later))
    ):
        return _AS_OF
    following = later if later and later.start < min(line.end, end + _NEAR) else None
    before = former if former and former.end <= start and former.start >= line.start else None
    opens = bool(_ENTERS_BRACKET.search(text, max(line.start, start - 2), start))
    if opens and date.precision is _DAY and names_occasion(text, line.start, start):
        return None
    if opens and _OF_STOCK.search(text, max(line.start, start - 8), start) and text.startswith(")は", end):
        return _AS_OF
    if following is not None:
        gap = text[end : following.start]
        stated = _STATED.match(text, following.end, line.end) or _IS_SO_MANY.fullmatch(text, end, following.end + 2)
        if (ends and stated and _VALUE_NEAR.match(gap)) or _is_of_its_day(date, gap, following, stated=bool(stated)):
            return _AS_OF
        if opens and before is not None and _BOUND_TO_VALUE.fullmatch(gap) and _ends_entry(text, following.end):
            return _role_in_bracket(text, date, start, before, following)
    if (
        not opens
        or before is None
        or date.written.day is None
        or date.written.year is None
        or before.figure.kind not in _OF_A_DAY
        or not _ENTERS_BRACKET.fullmatch(text[max(before.end, start - _NEAR) : start].lstrip())
        or not (left := _LEAVES_BRACKET.match(text, end))
    ):
        return None
    if _ARROW_BEHIND.match(text, left.end(), line.end) or _ARROW_BEFORE.search(
        text, max(line.start, before.start - _NEAR), before.start
    ):
        return _AS_OF
    return _AS_OF if is_settled(date) and not _HAPPENED.search(text, max(line.start, start - _LEAD), start) else None


def _is_of_its_day(date: DateMention, gap: str, later: Located, *, stated: bool) -> bool:
    """Tell whether words say that a value is what there was on a day: those that name it, or that it is stated to be so."""
    then = _STOOD_THEN.fullmatch(gap)
    if then is None or _HAPPENED.search(gap) or later.figure.kind not in MEASURED - {_PARTICIPANTS, _CHANGE}:
        return False
    if date.text.endswith("末"):
        return then["of_day"] is not None
    if date.precision is not _DAY or later.figure.unit_norm in FLOWS:
        return False
    return then["of_day"] is not None or (is_settled(date) and stated)


def _is_part_of_breakdown(text: str, start: int, end: int, later: Located) -> bool:
    """Tell whether a month only says which part of a total fell in it: 内訳は、7月が39人、8月が47人."""
    if not _IN_MONTH.fullmatch(text, end, later.start):
        return False
    return _BROKEN_DOWN.search(text, start - _NEAR, start) is not None


_IN_MONTH = compile_pattern(r"(?:が|は|に|:| )?(?:約|延べ)?")
_BROKEN_DOWN = compile_pattern(r"(?:内訳は|月別(?:に|で)は)、?(?:\d{1,2}月[^、。\n]{1,12}、)*$")


def _is_rate_of_month(text: str, date: DateMention, start: int, end: int, later: Located) -> bool:
    """Tell whether a month is when a rate stood so: 求人倍率は令和5年6月で1.27倍."""
    return (
        date.precision is _MONTH
        and later.figure.kind in (_RATE, _RATIO)
        and text[end : later.start] == "で"
        and text.endswith(("率は", "割合は"), 0, start)
    )


def _is_of_its_end(text: str, start: int, end: int, later: Located | None) -> bool:
    """Tell whether the end of a time is that of a value beside it, of those below, or of what a change is counted from."""
    return bool(
        (text[end - 1] == "末" and (_touches_value(text, start, end) or _OF_VALUES.match(text, end)))
        or is_since(text, end, later)
    )


def is_since(text: str, end: int, later: Located | None) -> bool:
    """Tell whether a date is only what a change is counted from: 3月末から19人減りました, 3月末に比べ△2.1％."""
    if later is None or _SINCE.fullmatch(text, end, later.start) is None:
        return False
    return later.figure.kind is _CHANGE or (later.figure.kind is _RATE and text[later.start] in "+-△▲±")


def is_settled(date: DateMention) -> bool:
    """Tell whether a date is one on which things are counted: the first or the last day of a month."""
    return date.written.day == 1 or (date.end is not None and date.end == wareki.end_of_month(date.end))


def _role_in_bracket(text: str, date: DateMention, start: int, before: Located, following: Located) -> Role | None:
    """Return the role of a date that a bracket gives with its value: （令和5年4月：5機関）, （5月30kg、8月28kg）."""
    if date.precision is _DAY:
        if following.figure.kind is _PARTICIPANTS:
            return None  # （5月19日に44名、1月25日に52名参加）
        came = following.figure.kind is _PEOPLE or following.figure.unit_norm == "組"
        other = following.figure.unit_norm != before.figure.unit_norm or text.find(")", before.end, start) >= 0
        if not is_settled(date) and (came or other):
            return None  # 断水1件（7月9日、約80戸）, 東地区（7月9日、24人）、西地区（7月16日、9社）: when it happened
    listed = date.precision is _MONTH and _NEXT_MONTH.match(text, following.end)
    if listed or following.figure.unit_norm in FLOWS or following.figure.kind is _PARTICIPANTS:
        return _REFERENCE
    return _AS_OF if following.figure.kind in MEASURED else None


def _touches_value(text: str, start: int, end: int) -> bool:
    """Tell whether a value stands right beside a date: 令和4年度末13か所, 13か所（令和4年度末）."""
    if _VALUE_BEHIND.match(text, end):
        return True
    return bool(_VALUE_BEFORE.search(text, start - 8, start)) and text[end : end + 1] in ")】]。"


def _stood_at(text: str, end: int, located: Located) -> bool:
    """Tell whether a value stands behind its day from or to which it changed: 6月1日の94.1％から, 4月1日には20人となった."""
    if located.figure.kind not in _STOCKS or located.figure.unit_norm in FLOWS:
        return False
    if located.start - end > _NEAR:
        return False
    gap = text[end : located.start]
    if gap == "の" and FROM_WHICH.match(text, located.end):
        return True
    if _BOUND_TO_VALUE.fullmatch(gap) and _ARROW_BEHIND.match(text, located.end):
        return True  # 4/1 820人→9/30 910人
    stands = _STANDS_AT.fullmatch(gap)
    if stands is None:
        return False
    return bool(_BECAME.match(text, located.end) or (stands["what"] and _WAS.match(text, located.end)))


def stands_at(text: str, end: int, figures: Sequence[Located], starts: Sequence[int]) -> bool:
    """Tell whether the value behind a day that ends at `end` is said of what there was on it: 同日の入園児は840人.

    Args:
        text: the view's.
        end: of the date, in view offsets.
        figures: by start.
        starts: theirs.
    """
    k = bisect_left(starts, end)
    if k == len(figures) or figures[k].start - end > _NEAR or figures[k].figure.kind not in _STOCKS:
        return False
    return figures[k].figure.unit_norm not in FLOWS and _SAID_OF.fullmatch(text, end, figures[k].start) is not None


_SAID_OF = compile_pattern(r"(?:の|における)[^、。\n\d(]{1,16}[はが](?:約|計)?")


def _dates_value(text: str, start: int, end: int, former: Located | None, later: Located | None) -> bool:
    """Tell whether a day is that of the value before or behind it."""
    if later and (_stood_at(text, end, later) or (former and _came_to(text, start, end, former, later))):
        return True
    return former is not None and _is_now(text, start, end, former)


def _came_to(text: str, start: int, end: int, former: Located, later: Located) -> bool:
    """Tell whether a day stands behind the arrow between two values of one thing: 968人→R7.3.31 1,137人."""
    return (
        CHANGES_TO.fullmatch(text, former.end, start) is not None
        and _BOUND_TO_VALUE.fullmatch(text, end, later.start) is not None
        and former.figure.unit_norm == later.figure.unit_norm
    )


def _is_now(text: str, start: int, end: int, located: Located) -> bool:
    """Tell whether a bracket says when the value was counted that is told as the present one: 現在18件（3/31）."""
    return (
        start - located.end <= _NEAR
        and text[located.end : start].strip() == "("
        and text.startswith(")", end)
        and text.endswith(("現在", "現在 "), 0, located.start)
    )


def _ends_entry(text: str, at: int) -> bool:
    return text[at : at + 1] in ")、" or text.startswith(("以上", "程度"), at)


def paired(text: str, figures: Sequence[Located], starts: Sequence[int], start: int, end: int) -> int | None:
    """Return the figure that a date of two in one bracket is of: 146人 → 172人（令和7年3月末 → 同年9月末）."""
    first = _ARROW_BEHIND.match(text, end) is not None
    if not first and not _ARROW_ENDS.search(text, start - 3, start):
        return None
    opened = text.rfind("(", max(0, start - _NEAR), start)
    k = bisect_left(starts, opened) - 1
    if opened < 0 or text.find(")", opened, start) >= 0 or k < 1:
        return None
    if opened - figures[k].end > _NEAR or text[figures[k].end : opened].strip():
        return None
    if not CHANGES_TO.fullmatch(text, figures[k - 1].end, figures[k].start):
        return None
    return k - 1 if first else k
