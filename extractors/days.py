"""Days that are counted: 延べ96日, 40日, 猛暑による休場は6日; any other N日 may be a date."""

from __future__ import annotations

from decimal import Decimal

from extractors import scripts, wareki
from extractors.basis import is_each_day

_DAYS_COUNTED = scripts.compile(
    r"(?:[れら]か|丸|まる|日数(?:は|が|:)?、?(?:約|延べ|のべ|計)?|生後|(?<!\d)(?:週に?|月に)|(?<!\d )(?<![\d元今昨来本翌例前同先隔半正当毎各閏初新学少青周成後次何満一二三四五六七八九十かカヵヶケ箇])[年月]|泊|全|延べ|のべ|延|計|約|各|最大|最長|わずか|年間|[暑夏冬]日数?(?:は|が|:)) ?$"
)
_CLOSED = scripts.compile(
    r"(?:による|に伴う|のため|臨時)(?:[のに]|で)?[^、。\d]{0,6}(?:休[場館園業校診演漁]|運休|欠航|閉鎖|停止)(?:日数)?(?:は|が|:) ?(?:計|合計)?$"
)
"""猛暑による休場は6日: so many days, and no date."""
_MORE_DAYS = scripts.compile(
    r" ?(?:半(?![数期])|余|足らず|平均|(?:から\d+日間?)?に(?:拡|短縮|縮小|増や|減ら)|当たり|あたり|につき|を数え|以内|以上|程度|コース|分(?!の)|に(?:わたり|分けて)|かけて|で(?:回[っりる]|一周|[踏走]破|往復|完[成売]|仕上)|かか[るりっ]|も?あ[るりっ])"
)


def are_counted(text: str, start: int, end: int, value: Decimal) -> bool:
    """Tell whether the `value`日 at `start`..`end` says how many days, and not which."""
    counted = (
        value > wareki.LAST_DAY
        or "." in text[start:end]  # 36.8日, 31.0日
        or _DAYS_COUNTED.search(text, max(0, start - 12), start)
        or _CLOSED.search(text, max(0, start - 24), start)
        or _MORE_DAYS.match(text, end)
        or is_each_day(text, start, end)
    )
    return bool(counted) and not text.startswith("制", end)
