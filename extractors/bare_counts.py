"""Numbers whose counter is left out because the noun before them says it: 参加者 45, 相談件数：12, 受講者数は24でした.

Only nouns of which every number is a count: who did something (参加者, 修了者), and what 数 ends (件数, 生徒数). What
stands behind the number must end it, so that no date, share or number of several columns is taken for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import scripts
from extractors.numbered_lines import NumberedLines

if TYPE_CHECKING:
    from extractors.view import TextView

_BARE = scripts.compile(
    r"(?P<noun>[者数員])(?:(?: ?:|は) ?| {1,12})(?:約|延べ|のべ|計)? ?(?P<value>[0-9](?:[0-9]{0,6}|[0-9]{0,2}(?:,[0-9]{3}){1,2}))"
    r"(?=(?: ?[(](?!.{0,12}[年月日]))|、(?! ?[約0-9])|[。)\n]|$|でし|です|だっ|で、|とな)"
)
_PERSONS = scripts.compile(
    r"(?:(?:参加|受講|来場|出席|修了|登録|利用|入場|入館|来館|来園|聴講|観覧|受診|受検|受験|応募|申込|申請|相談|合格|就職|採用|達成|回答|協力|卒業|待機|対象)者数?"
    r"|(?:参加|出席|受講|来場|入場|配置)人[員数]|(?<![法個])人数|(?:会員|職員|隊員|団員|委員|児童|生徒|園児|学生|学級生|患者)数)$"
)
_THINGS = scripts.compile(
    r"(?<![法絵番取り])(?P<unit>件|回|団体|世帯|組|校|社|施設|店舗|事業所|冊|台|棟|戸|枚|か所|箇所)数$"
)
_NOUN = 12  # characters


def scan(view: TextView) -> dict[int, str]:
    """Return the counters that numbers leave out, by where the number starts."""
    found: dict[int, str] = {}
    for match in view.memo(NumberedLines).matches(_BARE, ("者", "数", "員")):
        end = match.end("noun")
        noun = view.text[max(0, end - _NOUN) : end]
        things = _THINGS.search(noun)
        if things or _PERSONS.search(noun):
            found[match.start("value")] = things["unit"] if things else "人"
    return found
