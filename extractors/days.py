"""What N日 is by what stands around it: days that are counted (延べ96日, 猛暑による休場は6日) or a day of a month that stands before (25日に17人)."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors import scripts, wareki
from extractors.basis import is_each_day

_DAYS_COUNTED = scripts.compile(
    r"(?:[れら]か|丸|まる|日数(?:は|が|:)?、?(?:約|延べ|のべ|計|各[一-鿿]{1,3})?|(?:要する|要した|かかる|かかった)期間[はが]、?|生後|(?<!\d)(?:週に?|月に)|(?<!\d )(?<![\d元今昨来本翌例前同先隔半正当毎各閏初新学少青周成後次何満一二三四五六七八九十かカヵヶケ箇])[年月]|泊|全|延べ|のべ|延|計|約|各|平均|平均で|最大|最長|わずか|年間|[暑夏冬]日数?(?:は|が|:)) ?$"
)
_MORE_THAN_WERE = scripts.compile(
    r"(?<!月)(?<!月 )(?<!日[はを: ])(?<![日\d/()~、・])\d{1,3}日間? ?→ ?\d{1,3}日(?! ?[(])"
)
"""健診を1日→2日に: from one day to two; 10月1日→2日 and 期日 1日→2日 are other days."""
_LONGEST_LIST = 96
_ARROW = 8  # characters from the one to the other
_CLOSED = scripts.compile(
    r"(?:による|に伴う|のため|臨時)(?:[のに]|で)?[^、。\d]{0,6}(?:休[場館園業校診演漁]|運休|欠航|閉鎖|停止)(?:日数)?(?:は|が|:) ?(?:計|合計)?$"
)
"""猛暑による休場は6日: so many days, and no date."""
_MORE_DAYS = scripts.compile(
    r" ?(?:半(?![数期])|余|足らず|平均|(?:から\d+日間?)?に(?:拡|短縮|縮|増|減)|当たり|あたり|につき|を数え|以内|以上|程度|コース|分(?!の)|に(?:わたり|分けて)|かけて|で(?:回[っりる]|一周|[踏走]破|往復|完[成売]|仕上)|かか[るりっ]|休(?:[むみめ]|ん[だで])|も?あ[るりっ])"
)

_BECAME = scripts.compile(r"(?:と|に)なり|(?:と|に)なった|(?:と|に)なって|へと?(?:短縮|縮|増|減|延)")
_WERE = scripts.compile(
    r"(?:(?:日数|所要期間|待ち時間)(?:は|が|:)、?(?:平均|約|計)?|(?:要する|要した|かか(?:る|った))(?:期間|時間)(?:は|が)、?(?:平均|約)?|平均で?|延べ) ?[0-9.]{1,5} ?日間?(?:であったもの|だったもの)?(?:から|が)、?(?:平均)?$"
)
"""発行までの日数は平均12日から9日となった: from so many days to as many."""

_ON_THAT_DAY = scripts.compile(
    r"(?:に(?!(?:[0-9一二三]|分け|わけ|拡|短縮|縮|増|減|わた|及|かけ|つき|満た|限|なっ|なり))|付け?|午[前後]|正午|未明|[朝夜昼夕](?![一-鿿])|現在|の?(?:開催|開会|閉会|発生|発表|公表|議会|本会議))"
)
_CAME_THEN = scripts.compile(r"に[0-9]{1,5} ?[人名組]")
_CAME_BEFORE = scripts.compile(r"[0-9]日に[0-9]{1,5} ?[人名組]、$")
"""The 25日に17人 behind 11月18日に20人、; but not 3日に1人."""
_GOES_ON_TO = scripts.compile(r" ?(?:~|から) ?[0-9]{1,2} ?日(?!間|[(]?[0-9])")
_BEHIND_OTHERS = scripts.compile(
    r"[0-9] ?月 ?[0-9]{1,2} ?(?:日(?:[(][^()\n]{1,4}[)])?)? ?(?:~|から) ?(?:[0-9]{1,2} ?月 ?)?[0-9]{1,2} ?日(?:[(][^()\n]{1,4}[)])?(?:まで)?"
    r"(?:(?:、|・|及び|と) ?[0-9]{1,2} ?(?:日(?:[(][^()\n]{1,4}[)])?)? ?(?:~|から) ?[0-9]{1,2} ?日(?:[(][^()\n]{1,4}[)])?(?:まで)?){0,3}(?:、|・|及び|と) ?$"
)
"""5月8日～12日、15日～19日: a further range of days of the month."""
_TAKES_UP = scripts.compile(r"(?:は|が|も|のみ|だけ)")
_CAME_ON_IT = scripts.compile(r"[はが](?:約|延べ)?[0-9,]{1,6} ?[人名組]")
"""Behind a day of which the sentence before told: 6月10日、24日に開いた。参加者は10日が14人、24日が19人."""
_DAYS_TOLD = scripts.compile(
    r"[0-9]{1,2} ?月 ?(?P<days>[0-9]{1,2}(?: ?日(?:[(][^()\n]{1,5}[)])?)?(?: ?(?:、|・|と|及び|から|~) ?[0-9]{1,2}(?: ?日(?:[(][^()\n]{1,5}[)])?)?){1,8})(?! ?月)"
)
_DAY_TOLD = scripts.compile(r"[0-9]{1,2}(?![0-9])")
_COUNTED_DAYS = scripts.compile(r"(?:延べ|のべ|延|計|約|各|最大|最長|わずか|泊|第|週|月|間|[0-9][,.])$")


def are_counted(text: str, start: int, end: int, value: Decimal) -> bool:
    """Tell whether the `value`日 at `start`..`end` says how many days, and not which."""
    counted = (
        value > wareki.LAST_DAY
        or "." in text[start:end]  # 36.8日, 31.0日
        or _DAYS_COUNTED.search(text, start - 12, start)
        or _CLOSED.search(text, start - 24, start)
        or _MORE_DAYS.match(text, end)
        or (_BECAME.match(text, end) and _WERE.search(text, start - 32, start))
        or ("→" in text[max(0, start - 3) : end + 3] and _grew(text, start, end))
        or is_each_day(text, start, end)
    )
    return bool(counted) and not text.startswith("制", end)


def are_dated(text: str, start: int, end: int) -> bool:
    """Tell whether the N日 at `start`..`end` is a day of the month before it by what is done then."""
    if _COUNTED_DAYS.search(text, start - 4, start):
        return False
    came = _CAME_THEN.match(text, end) and _CAME_BEFORE.search(text, start - 24, start)
    if _GOES_ON_TO.match(text, end) and _BEHIND_OTHERS.search(text, start - _LONGEST_LIST, start):
        return True
    return bool(came or _ON_THAT_DAY.match(text, end) or takes_up(text, start, end))


def takes_up(text: str, start: int, end: int) -> bool:
    """Tell whether the N日 at `start`..`end` is one of the days of a month that its sentence names: 24、25日に開き、24日は310人.

    A number that could as well count them is left open.
    """
    if not _TAKES_UP.match(text, end):
        return False
    near = max(start - _LONGEST_LIST, text.rfind("\n", 0, start) + 1, 0)
    if not _CAME_ON_IT.match(text, end):
        near = max(near, text.rfind("。", near, start) + 1)
    told = max(_DAYS_TOLD.finditer(text, near, start), key=re.Match.start, default=None)
    written = _DAY_TOLD.match(text, start)
    if told is None or written is None:
        return False
    days = [int(n) for n in _DAY_TOLD.findall(told["days"])]
    if "から" in told["days"] or "~" in told["days"]:
        days = list(range(days[0], days[-1] + 1))
    return int(written[0]) in days and int(written[0]) > len(days)


def _grew(text: str, start: int, end: int) -> bool:
    """Tell whether an arrow leads to so many days, or from so many to more or fewer."""
    changed = _MORE_THAN_WERE.search(text, start - _ARROW, end + _ARROW)
    return changed is not None and changed.start() <= start < changed.end()
