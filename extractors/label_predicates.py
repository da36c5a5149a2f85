"""What a clause says a number is, whatever noun stands nearer: 往復に4時間を要する, 提言のうち反映できたものは4項目."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import scripts
from extractors.counters import PERSONS
from extractors.label_behind import times_done
from extractors.label_links import skip
from extractors.label_nouns import noun_before, plain_noun_before
from extractors.label_words import Label, trim
from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    import re

    from extractors.quantities import Quantity
    from extractors.view import TextView

_DURATION, _MONEY, _RATIO, _RATE = FigureKind.DURATION, FigureKind.MONEY, FigureKind.RATIO, FigureKind.RATE

_REACH = 48  # characters
_TAKES = compile_pattern(r"(?:ほど|程度|以上)?(?:を?要[しす]|が?かか[っりる])")
_TAKES_TIME = scripts.compile(r"(?P<what>[一-鿿ァ-ヶー]{2,12})(?:まで)?に(?:は、?)?(?:約|およそ|最長|最大|平均)?$")
"""往復に4時間を要する, 鎮圧までに6時間を要した."""
_AGENT_OF_TIMES = scripts.compile(r"が(?:延べ|計|合計|年間?|のべ)?$")
_PAID_BY = scripts.compile(r"(?:は|を)(?P<what>[一-鿿ァ-ヶーの]{2,14})(?:で(?:賄|まかな)|を充て)")
"""1,067万円は国の交付金で賄った."""
_BALANCE = scripts.compile(r"の(?P<what>[純実]?(?:赤字|黒字|損失|欠損))")
"""経常収支は1億円の赤字: the word behind the amount tells its sign."""
_RATIO_IS = scripts.compile(
    r"(?P<what>[一-鿿ァ-ヶー]{0,10}(?:率|割合|上限))(?:は、?| ?: ?| ?[(])[^、。\n\d():は]{1,16}の(?:約|最大)?$"
)
"""補助率は購入費の3分の1: the ratio has a name of its own."""
_GIVEN_AS = scripts.compile(
    r"(?:費用?|金|料|代|手当|補助|謝礼|報酬)として、?(?:(?:合計|総計|計|総額|約|延べ|各|それぞれ|年間?|[1一] ?[^\d、。\n]{1,3}(?:当たり|あたり|につき)?)、?){0,4}$"
)
"""9団体に活動費として計108万円を助成した."""
_BOUND_BY = compile_pattern(r"を(?P<what>[一-鿿]{0,6}(?:期間|期限|任期))と(?:する|し(?!た場合))")
"""5年間を計画期間とする."""
_HELD_SO_OFTEN = compile_pattern(r"(?:開催|実施)(?=は$)")
_TIMES_VISITED = scripts.compile(r"(?:程度|以上|ほど)?、?(?P<what>訪問|巡回|巡視|見回り?|視察)し")
_PLACES_VISITED = scripts.compile(r"を(?:約|延べ|計|合計|のべ|年間?|おおむね|概ね|それぞれ|各)*$")
"""全校を月3回訪問した: the times are those of the visits, whatever was visited."""
_ANSWER = scripts.compile(
    r"[「『](?P<what>[^「」『』\n]{1,30})[」』]と(?:(?:した|答えた|回答した|する)の|(?:した|する)(?:人|者|方))[はが](?:約|合わせて)?$"
)
"""「毎号読む」とした者は676人: who they are, the answer says."""
_ANSWERED = scripts.compile(
    r"が、?[「『](?P<what>[^「」『』\n]{1,30})[」』]と(?:回答|答え|し(?:た(?!上|うえ|ところ|後)|て(?:い[るたま]|お[りら])))"
)
"""92％が「満足」と回答した; but 30人が「案内人」として参加した says as what they came."""
_FOLLOWS = scripts.compile(
    r"(?:、[^、。\n\d]{1,12}の[\d,]{1,9} ?[^\d、。\n]{1,4}?){0,4}(?:が|と)?(?:これに|それに)?、?(?:続[きくい]|次[ぐい]で?(?:多|い)|(?:最も|もっとも|一番)多)"
)
"""フィリピンの1,187人、中国の963人がこれに続く."""
_VISITED = scripts.compile(
    r"(?P<what>[一-鿿]{0,4}(?:訪問|巡回))を(?:行い|実施し|続け|進め|開始し|始め)、[^、。\n\d]{0,8}$"
)
_PLACES_SEEN = scripts.compile(r"(?:程度|以上)?を(?:訪[ねれ]|訪問し|巡回し|回[りっ])")
"""戸別訪問を行い、延べ820戸を訪ねた: those are counted as visits."""
_OUT_OF = scripts.compile(r"(?P<what>[一-鿿ァ-ヶー]{2,12})のうち、?[^。\n「」\d]{2,30}(?:もの|の)[はが](?:約)?$")
"""提言のうち予算に反映できたものは4項目."""
_RANKED = scripts.compile(
    r"(?:(?:多い|少ない)(?:の|[一-鿿]{2,6})は|次いで|続いて|次に)、?(?P<what>[一-鿿ァ-ヶー]{2,14})の$"
)
"""最も多いのは通信販売の43件、次いで訪問販売の16件."""
_WENT_TO = compile_pattern(r" ?(?:にわたり)?(?:出展|参加|出席|出場|出店|出品)")


def said_around(view: TextView, quantity: Quantity) -> Label | None:
    """Return what a clause around the quantity says it is, whatever noun stands nearer."""
    text, start, end, kind = view.text, quantity.start, quantity.end, quantity.kind
    near = max(0, start - _REACH)
    said: re.Match[str] | None = None
    if kind is _DURATION and (length := _BOUND_BY.match(text, end) or _TAKES.match(text, end)):
        said = length if length.lastgroup else _TAKES_TIME.search(text, near, start)
    elif kind is _MONEY:
        if given := _GIVEN_AS.search(text, near, start):
            return noun_before(view, text.index("として", given.start()), start)
        said = _PAID_BY.match(text, end) or _BALANCE.match(text, end)
    elif kind in (_RATIO, _RATE) and (said := _RATIO_IS.search(text, near, start)):
        return trim(text, *said.span("what"))
    elif said := answer_behind(text, quantity):
        return Label(*said.span("what"))
    elif kind is _RATIO and not text.endswith("の", near, start):
        said = _PAID_BY.match(text, end)
    elif visits := _visits(text, quantity, near):
        return trim(text, *visits.span("what"))
    elif quantity.unit == "回" and _AGENT_OF_TIMES.search(text, near, start):
        return times_done(view, end)
    elif quantity.unit == "回" and _WENT_TO.match(text, end) and (at := skip(text, start)[0]) and text[at - 1] == "に":
        return plain_noun_before(view, at - 1) or noun_before(view, at - 1, start)  # 移住フェアに2回出展
    elif text.endswith("の", near, start):
        return _ranked(view, quantity, near)
    elif not quantity.counter.names_itself and text.endswith(("は", "が", "約", "て"), near, start):
        said = (_ANSWER if quantity.unit in PERSONS else _OUT_OF).search(text, near, start)
    return trim(text, *said.span("what")) if said else None


def _visits(text: str, quantity: Quantity, near: int) -> re.Match[str] | None:
    """Return the visits that times or places are counted as: 全校を月3回訪問した, 戸別訪問を行い、延べ820戸を訪ねた."""
    if _PLACES_SEEN.match(text, quantity.end):
        return _VISITED.search(text, near, quantity.start)
    visits = _TIMES_VISITED.match(text, quantity.end) if quantity.unit == "回" else None
    return visits if visits and _PLACES_VISITED.search(text, near, quantity.start) else None


def _ranked(view: TextView, quantity: Quantity, near: int) -> Label | None:
    """Return what comes first or next by number, before the の of a quantity: 最も多いのは通信販売の43件, 中国の963人が続く."""
    if _FOLLOWS.match(view.text, quantity.end):
        return plain_noun_before(view, quantity.start - 1)
    said = _RANKED.search(view.text, near, quantity.start)
    return trim(view.text, *said.span("what")) if said else None


def answer_behind(text: str, quantity: Quantity) -> re.Match[str] | None:
    """Return the answer that those counted, or so large a share, are said to have given: 247人が「また来たい」と答えた."""
    restated = text.endswith(("割合にして", "率にして"), max(0, quantity.start - 6), quantity.start)
    if (quantity.unit in PERSONS or quantity.kind in (_RATIO, _RATE)) and not restated:
        return _ANSWERED.match(text, quantity.end)
    return None


def held_so_often(view: TextView, at: int) -> Label | None:
    """Return what is told to have been held, before the は at view offset `at`: 教室の開催は12回; 開催 of 年間の開催は412回."""
    held = _HELD_SO_OFTEN.search(view.text, at - 4, at + 1)
    if held is None:
        return None
    of = held.start() - 1
    return (plain_noun_before(view, of) if view.text[of : of + 1] == "の" else None) or Label(*held.span())
