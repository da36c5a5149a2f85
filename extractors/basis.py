"""Quantities that only say what others are counted by, or rounded to, or taken from, or given on.

1人当たり, 1回90分, 千円未満を切り捨て, 100点満点中 are no figures; of 4人に3人 the share is one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from extractors import scripts
from extractors.counters import PERSONS, TAKES_MEASURE
from extractors.glyphs import is_multiple, shortened
from extractors.mentions import FigureKind

if TYPE_CHECKING:
    from extractors.quantities import Quantity

_DURATION, _MONEY, _COUNT, _PEOPLE = FigureKind.DURATION, FigureKind.MONEY, FigureKind.COUNT, FigureKind.PEOPLE

_AMOUNT_EACH = scripts.compile(
    r"(?:約|最大|上限)?[0-9〇一二三四五六七八九十百][0-9,.〇一二三四五六七八九十百千万億]*(?:円|時間|分|泊|点|枚|冊|錠|粒|包|ポイント)"
)
_SEVERAL = r"(?<![0-9,.])(?:[2-9]|[1-9][0-9]{1,3})"
_PAIR_BEFORE = scripts.compile(
    rf"{_SEVERAL} ?(?P<unit>[^0-9、。\n() ]{{1,6}}) ?約?[0-9][0-9,.千百万億]*円[、,・][^、。\n0-9計]{{1,16}}$"
)
_PAIR_BEHIND = scripts.compile(
    rf" ?約?[0-9][0-9,.千百万億]*円[、,・][^、。\n0-9計]{{1,16}}{_SEVERAL} ?(?P<unit>[^0-9、。\n() ]{{1,6}}) ?約?[0-9][0-9,.千百万億]*円"
)
_LONGEST_PAIR = 48
_EACH_DAY = scripts.compile(rf"{_AMOUNT_EACH.pattern}|(?:約|最大|上限)?[0-9]{{1,4}} ?[人名]")
_ONE_DAY = scripts.compile(r"(?<!月 )(?<![月0-9])[1一] ?日")
_DENOMINATOR = scripts.compile(
    r" ?(?:平均|(?:当たり|あたり|当り)(?!まし|で推移|と見込)|ごとに|毎に|に(?:1|一) ?(?:人|名|台|つ|[かカヶ箇]所)(?![一-鿿]| ?[\d一])"
    r"|(?:1|一) ?(?:日|[かカヶ箇]?月|年|人|回|時間)(?:平均|当たり|あたり|当り))"
)
_FOR_EVERY = scripts.compile(
    r" ?につき(?!まし)(?P<many>[^、。\n\d一二三四五六七八九]{0,12}、?(?:上限|最大|約)? ?[\d一二三四五六七八九])?"
)
"""利用者30人につき1人 is for every 30; 利用者12人につき、計画を作成した is about those 12."""
_PER_ROUND = scripts.compile(r" ?(?:換算|に対する(?:割合|比率|率)[はが:])")
"""Behind a round number of persons: what a rate is told for (人口10万人換算で12.5人)."""
_OF_POPULATION = scripts.compile(r"(?:人口|出生|出産|分娩)(?:約)?$")
_RATE_OF_POPULATION = scripts.compile(r" ?(?:に対し(?:て)?、? ?(?:約|平均)? ?\d|中、? ?\d|の(?:うち|内)、? ?\d+\.\d)")
"""Behind a round number of inhabitants or births: 出生1,000人に対し1.8人, 人口10万人中52人."""
_SLASH_BEFORE = scripts.compile(r"(?:[人件床台名]|[かカヶ箇]所) ?/ ?(?:人口)? ?$")
"""Before a round number: 12.3人／千人."""
_TO_ONE = scripts.compile(r" ?に対し(?:て)?、?[^、。\n\d]{1,10}\d")
_SOUGHT = scripts.compile(r"(?:定員|募集|目標|計画|採用|予定|枠|定数)(?:人数|者)?(?:は)?$")
"""定員1人に対し2人が応募: no ratio of persons (講師1人に対し受講生4人)."""
_OF_EACH_TIME = scripts.compile(r"\d+(?:~\d+)? ?(?:分|時間|円|千円|万円)")
"""Behind 1回: how long or dear each time is (1回90分)."""
_SO_OFTEN_EACH = scripts.compile(
    r"(?:[月週年]に?|[月年日]額) ?[0-9]|[0-9]{1,2} ?回(?:まで|以上|以内|以下|程度|ずつ)|の(?:平均|定員|自己負担|単価|料金|利用料|価格|費用|経費|[一-鿿ァ-ヶーの]{1,8}時間[はを]、?(?:約|最大|原則)? ?\d)"
)
"""Behind 1校: how often for each (1校月3回, 1団体2回まで), or what the average is of (1回の平均利用時間)."""
_SO_MANY_EACH = scripts.compile(
    r"(?:[0-9]{1,3}|一) ?(?:[かカヶ箇]所|団体|講座|[^\d、。・()\n ])(?:ずつ|まで)|[1一] ?(?:[かカヶ箇]所|団体|講座|[^\d、。・()\n ])(?:体制|運動|(?<![市町村県園校課部])(?:以上|の(?!参加|出席)|を))"
)
"""Behind 1校: how many each has (1校1名ずつ, 1団体2件まで); 1団体3名が参加 tells of one, 1市1町の職員 of both."""
_SPENT_ON = scripts.compile(
    r"分?の[^。、\n0-9]{1,14}(?:時間|費用|経費|金額|日数)|が(?:受け持|担当|利用|負担)[^。、\n0-9]{1,8}(?:時間|費用|額|数)"
)
"""Behind 1人: an amount that is told of each (1人分の作成に要する時間, 1人が受け持つ時間)."""
_LOOKS_AFTER = scripts.compile(
    r"が、?(?:平均(?:して)?|約)?(?:[0-9]{1,2}|[一二三四五六七八九十]) ?(?:[かカヶ箇]所|[^\d、。\n]{1,3}?)(?:程度|前後|ずつ)を?(?:兼務|担当|受け持|掛け持|巡回)"
)
"""Behind 1人: how many each looks after (支援員は40人で、1人が2校程度を兼務)."""
_IN_WHICH = scripts.compile(
    r"に(?:約|最大)? ?[0-9一二三四五六七八九十百千]|(?:約|最大)?[0-9]{1,3}(?:\.[0-9])? ?(?:mm|ミリ|㎜)"
)
"""Behind 1時間: what falls in it (1時間に80ミリ)."""
_RUNS_EVERY = scripts.compile(r"(?<=[分間])(?:に|ごとに?|毎に?) ?\d{1,2} ?[本便]")
"""Behind minutes or hours: 30分に1本."""
_OF_MANY = scripts.compile(r"\d{1,4} ?[人名]に$")
_KANJI = " 一二三四五六七八九十"
_SMALL = rf"(?:[0-9]{{1,2}}|[{_KANJI[1:]}])"
_PART = r"(?P<unit>[人名社校戸軒]|世帯|[かカヶ箇]所)"
_OF_SO_MANY = scripts.compile(
    rf" ?に ?(?:約|およそ)?(?P<n>{_SMALL}) ?{_PART}(?![を加増減ず届足]| ?\d|は?(?:届|足り|及ば|満た)|が不足|追加|の(?!割合|比率|確率|方|人|ペース))"
)
_DEFINED = scripts.compile(
    r"(?:が ?(?:1|一) ?[泊回日人件時])?(?:し|を?利用し|参加し)た(?:場合|とき|もの)|が ?(?:1|一) ?[泊回日件]"
)
"""Behind the 1人 and the 1泊 of 1人が1泊した場合を1とする: the terms of a definition."""
_SIZE = scripts.compile(r"(?:入り?)?[)]\d[\d,.万千]* ?[本袋箱個缶パ枚]")
"""Behind the measure in a bracket: so many of that size, 飲料水（500ml）2,400本."""
_CLAUSE_BEGINS = ("", "、", "。", "\n", " ", "(")
_ROUND = 100
_MOST_PEOPLE = 10**10
_SLASHES = frozenset("/ ")
_OF_TOTAL = scripts.compile(r"\d ?/ ?$")
_ROUNDING = scripts.compile(r"(?:未満|単位|以下(?:を)?(?:切|四捨))")
_GRADED = r"(?:評価|評定|採点|判定)"
_SCALE = {
    "点": scripts.compile(
        rf" ?満点(?!を(?:取|獲得|達成)|(?:だっ|であっ)た|が ?\d|の(?:者|人|児童|生徒|成績))| ?を満点と| ?{_GRADED}(?:で|の)"
    ),
    "段階": scripts.compile(
        rf" ?(?:相対|絶対)?(?:の)?(?:{_GRADED}|中|満足度|尺度|スケール|アンケート)|で(?:の)?{_GRADED}|で(?:平均)? ?\d(?:\.\d+)?(?![\d.]| ?[人名件回社校])"
        r"|の(?:うち)?、? ?\d(?:以上|以下|[、・とがを]|$)|の(?:うち|中の?)、?(?:最[高低上下]|[金銀銅]賞|真ん中|中位)|[(][^()\n]{1,12}[)]で(?:平均)? ?\d"
    ),
    "件": scripts.compile(r"法(?![人律定制令廷務曹案])"),
    "ポイント": scripts.compile(r" ?満点"),
}
"""Behind the highest mark or the number of steps: what results are given on (100点満点中82点, 5段階評価で4, 5件法)."""
_RATED = scripts.compile(r"(?:\d(?:点|ポイント)?|評価|評定|[足解成到実]度|スコア|尺度) ?[(]$")
"""Before the number of steps alone in a bracket: 平均評定4.2（5段階）, 満足度（5段階）は4.2."""
_HIGHEST = scripts.compile(rf"{_GRADED}(?:で|の|のうち)の?(?:上位|下位|上から|下から)$")
"""Before the steps of a scale that a rate is told for: 5段階評価の上位2段階."""


def is_whole(text: str, start: int) -> bool:
    """Tell whether the number at `start` is what another is so many of: 57/60校 is neither a ratio nor 60 schools."""
    return text[start - 1 : start] in _SLASHES and _OF_TOTAL.search(text, start - 7, start) is not None


def is_basis(text: str, quantity: Quantity) -> bool:
    """Tell whether the quantity is only what another is counted by: 1人当たり, 1回90分, 千円未満."""
    _, end, start, value, _, unit, _, _, _ = quantity
    often, kind, before = quantity.is_frequency, quantity.kind, text[max(0, start - 7) : start]
    if not often and _is_denominator(text, quantity):
        return True
    if value == 1 and unit in PERSONS and _OF_MANY.search(before):
        return True  # 10人に1人を配置
    if _is_scale(text, quantity):
        return True
    if unit in TAKES_MEASURE and before[-1:] == "(" and _SIZE.match(text, end):
        return True
    if value == 1 and not often and _is_told_of_each(text, quantity):
        return True
    if kind is _DURATION and _RUNS_EVERY.match(text, end):
        return True
    if kind is not _MONEY:
        return False
    in_units = text.startswith("単位", end)  # 1千万円単位
    return in_units or (text[start] in "十百千万億" and _ROUNDING.match(text, end) is not None)


def _is_told_of_each(text: str, quantity: Quantity) -> bool:
    """Tell whether something is told of each one that is counted: 1回90分, 1件5万円, 1時間に80ミリ."""
    if quantity.unit == "回" and _OF_EACH_TIME.match(text, quantity.end):
        return True
    if quantity.unit in PERSONS and (
        text[quantity.end : quantity.end + 1].isdecimal() or text.startswith("一日", quantity.end)
    ):
        return True
    if quantity.unit == "日" and is_each_day(text, quantity.number_start, quantity.end):
        return True
    if quantity.kind is not _MONEY and _AMOUNT_EACH.match(text, quantity.end):
        return not _is_one_of_pairs(text, quantity)
    if quantity.kind is _DURATION and _IN_WHICH.match(text, quantity.end):
        return True
    return _DEFINED.match(text, quantity.end) is not None or _is_each(text, quantity)


def _is_one_of_pairs(text: str, quantity: Quantity) -> bool:
    """Tell whether others beside it tell how many and how dear too: 土木費5事業4億円、総務費1事業2千万円."""
    start, end = quantity.start, quantity.end
    beside = (_PAIR_BEFORE.search(text, start - _LONGEST_PAIR, start), _PAIR_BEHIND.match(text, end))
    return any(pair is not None and pair["unit"] == quantity.unit for pair in beside)


def _is_denominator(text: str, quantity: Quantity) -> bool:
    """Tell whether what is told behind the quantity is told for every so many: 30人につき1人, 出生1,000人に対し1.8人."""
    end = quantity.end
    if found := _DENOMINATOR.match(text, end):
        return (
            not text.startswith("ずつ", found.end()) or is_multiple(quantity.value, _ROUND) or quantity.value < _ROUND
        )
    if every := _FOR_EVERY.match(text, end):
        return quantity.value == 1 or every["many"] is not None
    if quantity.unit not in PERSONS:
        return False
    if quantity.value == 1 and _TO_ONE.match(text, end):
        return _SOUGHT.search(text, quantity.start - 6, quantity.start) is None
    if not _ROUND <= quantity.value <= _MOST_PEOPLE or quantity.value % _ROUND:
        return False
    return bool(
        _PER_ROUND.match(text, end)
        or _SLASH_BEFORE.search(text, quantity.start - 8, quantity.start)
        or (_RATE_OF_POPULATION.match(text, end) and _OF_POPULATION.search(text, quantity.start - 4, quantity.start))
    )


def _is_each(text: str, quantity: Quantity) -> bool:
    """Tell whether the one that is counted stands for each: 1校月3回, 1人分の作成に要する時間."""
    if quantity.kind not in (_COUNT, _PEOPLE):
        return False
    if _SO_OFTEN_EACH.match(text, quantity.end) or _SO_MANY_EACH.match(text, quantity.end):
        return True
    if quantity.unit in PERSONS and _LOOKS_AFTER.match(text, quantity.end):
        return text[quantity.start - 1 : quantity.start] in _CLAUSE_BEGINS  # but 残る1人が
    spent = _SPENT_ON.match(text, quantity.end)
    return spent is not None and (quantity.unit in PERSONS or "分" in text[quantity.end - 1 : quantity.end + 1])


def is_each_day(text: str, start: int, end: int) -> bool:
    """Tell whether the 1日 at `start`..`end` says that an amount is that of each day: 1日4時間, but not 5月1日4時間."""
    return _EACH_DAY.match(text, end) is not None and _ONE_DAY.match(text, start, end) is not None


def share(text: str, quantity: Quantity) -> tuple[int, Decimal] | None:
    """Return the end and the value of a share whose whole is the quantity: 3/4 of 4人に3人, of which neither is a count."""
    if not text.startswith(("に", " に"), quantity.end):
        return None
    some = _OF_SO_MANY.match(text, quantity.end)
    alike = some and (some["unit"] == quantity.unit or {some["unit"], quantity.unit} <= PERSONS)
    if some is None or not alike or quantity.value_max is not None:
        return None
    whole, part = quantity.value, _small(some["n"])
    if not 0 < part < whole <= _MOST_PEOPLE or (whole > _ROUND and whole % _ROUND):
        return None
    return some.end(), shortened(part / whole)


def _small(written: str) -> Decimal:
    return Decimal(written) if written.isascii() else Decimal(_KANJI.index(written))


def _is_scale(text: str, quantity: Quantity) -> bool:
    """Tell whether the quantity is what results are given on: 5点満点中4.6点."""
    behind = _SCALE.get(quantity.unit or "")
    if behind is not None and behind.match(text, quantity.end):
        return True
    if quantity.unit == "点" and quantity.value_max is not None:
        return text.startswith(("で評価", "で評定", "で採点"), quantity.end)  # 1点から5点で評価
    return quantity.unit == "段階" and (
        _HIGHEST.search(text, quantity.start - 10, quantity.start) is not None or _is_scale_aside(text, quantity)
    )


def _is_scale_aside(text: str, quantity: Quantity) -> bool:
    """Tell whether a bracket holds nothing but the steps on which the mark beside it is given."""
    before = _RATED.search(text, quantity.start - 8, quantity.start)
    return before is not None and text.startswith(")", quantity.end)
