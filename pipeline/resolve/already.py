"""What a plan's words tell that is so already: what it starts from, why it is made, what came about by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout
    from pipeline.resolve.parts import Located

JUST_STATED = compile_pattern(r"(?:であ(?:る|った)|です|でした|だった|で)?。")
"""着用率は14.2％。 tells how it stands: what it is to become is called a target."""
NEAR = 44  # characters
RAISED_FROM = compile_pattern(
    r"(?:程度)?から(?:、?(?:(?:令和|R)?[0-9]{1,2}|[来次翌])年度(?:に?は|に)、?)?(?:約|年|月|週)?[0-9一二三四五六七八九十][^。、\n]{0,12}(?:[にへ](?!かけ|わた)|体制と)"
    r"|(?:程度)?から、?(?:さらに|更に|段階的に)?(?:(?:引き?)?[上下]げ|[増減]額|増や|減ら|高め|伸ば)"
)
"""What holds before a change: 割合を15％から20％に高める, 会場を2か所から3か所に増やす, 手当を500円から引き上げる."""
_GROUND = compile_pattern(
    r"[^、。\n]{0,40}(?<!予定)(?<!見込み)(?<!計画)(?<!目標)であ(?:る|った)(?:こと)?(?:から|ため|ので)"
)
"""利用者の6割が町外の方であることから、受付を増やします: what is the ground of a plan is so already."""
_REASON = compile_pattern(
    r"(?:以上|以下|未満|程度)?(?:(?:[^、。\n]{0,28}(?<!予定)(?<!計画)[がも])?(?:ある|いる)|[^、。\n]{0,28}[がも](?:多い|少ない|[み見]られる)"
    r"|[^、。\n]{0,28}(?<!予定し)(?<!計画し)(?<!見込ん)[てで]いる)(?:こと)?(?:から|ため|ので|を踏まえ)、"
)
"""通院に90分以上を要する集落もあることから、…を増やす: why something is planned is so already."""
_FOUND = compile_pattern(
    r"(?:以上|未満|程度)?[)]?(?:が|に|を|で)?[^。、\n]{0,16}(?:(?:に)?とどま[るりっ]|を抱え|を占め|に過ぎ|に上[るりっ]|にのぼ[るりっ]|が課題)(?![^。、\n]{0,4}(?:見込|予想|予定))"
    r"|(?: ?[(][\d.]+ ?%)?[)]?と(?:まだ|いまだ|なお)?(?:少な|多|低|高)[いくか]"
    r"|を?(?:[\d.]+ ?(?:ポイント|%|[件人名]))?(?:ほど|程度)?(?:下回る|上回る)(?:。|$|\n)"
    r"|が[^、。\n]{1,16}(?<!予定)(?<!見込み)(?<!計画)(?<!目標)であり、"
    r"|(?:ほど|程度|余り)?[がも]?(?:[い居](?:る|ます)|あ(?:る|ります))(?:。|$|が、|ため|ので|こと)"
)
"""What was found, and is no plan: 3割が不安を抱えるため、…を広げる; 1割にとどまるので、…を開く."""
_IS_SO_FAR = compile_pattern(
    r"(?:[0-9一二三四五六七八九十百千,]+ ?[人名件])?であり、|[^。、\n]{0,24}(?:参加|受講|来場|出席|利用|実施|開催|配置|設置)(?:し|があり)、(?:来年度?|次年度|翌年度|今後)[はも]"
)
"""462名が参加し、来年度は7会場に広げる; 135人であり、…に努める: what holds before the plan is told."""
_BEFORE_ARROW = compile_pattern(r"(?:程度)?(?: ?[(][^()\n]{1,20}[)])? ?→ ?(?=[^\n]{0,14}\d)")
"""What holds before an arrow: 利用料　6千円→3千円, 会員52人→60人を目標."""
_PAST_RESULT = compile_pattern(r"(?:実績|[前昨]年度?|前回|同期)(?:値|数)?(?: ?[(]| ?の| ?は| ?:)+ ?(?:約|延べ)?$")
_EXCEEDED = compile_pattern(r" ?[)]?(?:を(?:上回|超え|維持|下回|基に|踏まえ)|より|の ?[\d.]+倍|から|と同)")
"""Of a plan, what it is compared with: 昨年度実績の2,391件を上回る, 令和6年度実績（72回）の1.25倍."""
_OF_PAST_TIME = compile_pattern(
    r"[(](?:[^()。\n]{0,20}、)?(?:前|昨)(?:年度?|回|期)(?:度?の|は|:|実績)[^()。\n]{0,24}$"
    r"|[(][^()。\n]{0,24}済み?、[^()。、\n\d]{0,12}$"
    r"|[(](?:\d{1,2}月末?の?)?実績(?:値|数)?[:は]? ?(?:約|延べ)?$"
)
"""（昨年度の参加者は計238人）, （第1回は開催済み、出席13名）, （2月の実績41％）in the sentence of a plan."""
_CAME_ABOUT = compile_pattern(
    r"(?:被災|罹災|損傷|損壊|倒壊|崩落|流失|陥没|浸水|冠水|判明|発生)した(?:約|計)?$|(?:寄せられ|見つかっ|残っ)た(?:約|計)?$|(?<!目標)(?<!標値)(?<!予定)(?<!計画)(?<!見込)(?<!込み)(?<!方針)(?<!こと)[とに]なっている(?:約|計)?$"
)
"""被災した17路線の復旧を…終える, 欠員となっている2地区の解消が必要: what came about by itself is no plan, but 予定となっている5校 are."""
_IN_OFFICE = compile_pattern(r"(?:委員|職員|議員|隊員)$")
_BY_THEM = compile_pattern(r"による(?!増|減)")
"""委員31人による訪問を予定: they are there already."""
_SETTLED = compile_pattern(r"済み?(?:で|であり)、[^。、\n]{0,16}$")
_DID_SO = r"(?:(?<![とに])し|(?<!加)え|(?<!含)め|[っいけきげんみりれ])(?<!予定してい)(?<!見込んでい)(?<!としてい)(?<!予定し)(?<!計画し)(?<!企画し)(?<!予定され)(?<!計画され)[ただ]"
_WHO_DID = compile_pattern(
    rf"(?:{_DID_SO}|(?:希望|在籍|所属|該当|居住|を要)する|未(?!来|定)[一-鿿]{{1,4}}の?|既存の)(?:約|延べ|計|各)?$"
)
_OF_THOSE = compile_pattern(
    rf"{_DID_SO}(?<!予定した)(?<!計画した)(?<!見込んだ)[一-鿿ァ-ヶー]{{2,10}}[(](?:約|延べ|計|各)?$"
)
"""避難された世帯（8世帯）には…を行います: how many they were."""
_PUT_OFF = compile_pattern(r"(?:延期|中止|先送り|繰り越|持ち越|見送|残|取りやめ|見合わせ)[しっ]?た(?:約|計)?$")
"""延期した2回は1月に行う: what is still to be done."""
_SURVEYED = compile_pattern(
    r"(?:回収|回答|応募|申込|提出)(?:者|件|枚)?[数率]は?(?:[\d,.]+ ?[^\d、。\n]{1,3}、[^\d、。\n]{0,8}[数率]は?)?(?:約)?$"
)
_AND_SO = compile_pattern(r"(?:、[^\d、。\n]{1,8}[数率]は?[\d,.]+ ?[^\d、。\n]{1,3})?で、")
"""回収数は908票、回収率45.4％で、8月に中間案を示す予定: what came before the plan is told."""
_DID = compile_pattern(r"(?:実施|開催|開設|設置|配布|訪問|支援)し(?:まし)?た[^。、\n]{0,40}$")
_GROUNDED = compile_pattern(r"[^。、\n]{0,30}を(?:踏まえ|受け(?:て)?、|基に|もとに|生か|活か|参考)")
"""実施した5回の研修の成果（受講者120名）を踏まえ、…: what a plan builds on."""
_TO_THOSE = compile_pattern(
    r"に(?:は|も|対し|加え|ついて)|へ[はの]|[はが]|を(?:対象|中心)|のほか|のうち|から(?:順|手を|着手)"
)
"""健診を欠席した24世帯には…を届けることとした, 未設置の6町に対し, 研修を終えた6人が独立する見込み: they did so, or have not."""
_MEANING_TO = compile_pattern(
    r"(?:就学|入学|入園|卒業|退職|移住|転入|転出|開業|創業|起業|就農|出産|結婚|入所|退所|帰国)予定(?:者|の[一-鿿]{2,4})(?:約|計)?$"
)
"""退職予定者23人を対象に: who they are, not how many are to come."""
_WHOLE = compile_pattern(r"のうち、?[^、。\n\d]{0,16}\d")
_THINGS = compile_pattern(
    r"[一-鿿]{2}$(?<!定員)(?<!募集)(?<!目標)(?<!予定)(?<!計画)(?<!見込)(?<!採用)(?<!配置)(?<!増員)(?<!整備)(?<!実施)(?<!開催)(?<!派遣)(?<!設置)(?<!導入)(?<!参加)(?<!年間)(?<!全体)"
)
_OF_SESSIONS = ("回", "日", "日間", "か月", "年", "時間")
"""提案11件のうち4件を事業化する予定: there are so many, of which some are to be dealt with."""
_PARTLY_DONE = compile_pattern(
    r"(?:で(?:は)?|が|の|を)[^、。\n\d]{0,10}(?:終わり|終え|済ませ|完了し|修了し|取得し)、(?:残る|残りの?)?\d[\d,]* ?[^\d、。\n]{1,4}?[はが]"
)
_YEAR_TO_COME = compile_pattern(r"年度|今後|来年")
"""3か所で終わり、1か所は秋に着工する: only the rest is to come; but 来年度は3か所で終わり、…."""
_AS_FORESEEN = compile_pattern(r"見込み?(?:どおり|通り|のとおり)、?(?:[^、。\n\d]{1,12}[でにを])?(?:約|計)?$")
_STEM = compile_pattern(r"(?:が|を|で)[^、。\n\d]{0,14}[しりいえけめきれみちてげ]、")
"""見込みどおり12人が合格し、: what was foreseen has come about."""
_ESTIMATED = compile_pattern(r"[^、。\n]{0,6}と(?:見込まれ|推計|見られ|試算)(?!てい?た)")
_LOST = compile_pattern(
    r"(?:(?:被害|損害|損失|減収)(?:総?額|面積|戸数|数)?|残余(?:年数|容量))[はが](?:約|おおよそ|およそ)?$"
)
"""被害額は約3,400万円と見込まれる, 残余年数は14年と見込まれる: what was lost or is left is no plan."""
_NOW = compile_pattern(
    r"(?:現時点|現在|現行|現状|これまで)(?:で|では|の|は|、)*(?:約|延べ|計|わずか)?$|(?:時点|現在)の(?![一-鿿]{0,8}(?:目標|計画|予定|見込))[一-鿿ァ-ヶー]{2,10}(?:約|延べ|計)?$"
)
_MEASURED_RATE = compile_pattern(r"(?<!目標)(?<!補助)(?<!負担)(?:率|割合)は(?:約|なお)? ?$|は全体の約?$")
_FIXED_TERM = compile_pattern(r"(?:計画|実施|事業|対象)期間[^。\n]{0,30}$|築$")
"""計画期間：令和3年度から5年間: how long a plan runs is settled."""


def is_so_already(layout: Layout, located: Located) -> bool:
    """Tell whether a figure in the words of a plan is what the plan starts from or is settled."""
    text, start, end = layout.text, located.start, located.end
    if located.figure.kind is FigureKind.DURATION and _FIXED_TERM.search(
        text, max(layout.line_at(start).start, start - 40), start
    ):
        return True
    return bool(
        RAISED_FROM.match(text, end)
        or _BEFORE_ARROW.match(text, end)
        or (_EXCEEDED.match(text, end) and _PAST_RESULT.search(text, start - 14, start))
        or _FOUND.match(text, end)
        or _REASON.match(text, end)
        or _IS_SO_FAR.match(text, end)
        or (
            located.figure.kind is FigureKind.RATE
            and _MEASURED_RATE.search(text, start - 14, start)
            and JUST_STATED.match(text, end)
        )
        or _NOW.search(text, start - 12, start)
        or (text.startswith(")", end) and _OF_THOSE.search(text, start - 24, start))
        or (_AND_SO.match(text, end) and _SURVEYED.search(text, start - 32, start))
        or (_ESTIMATED.match(text, end) and _LOST.search(text, start - 12, start))
        or (_TO_THOSE.match(text, end) and _are_those_who_did(text, start))
        or (_TO_THOSE.match(text, end) and _MEANING_TO.search(text, start - 12, start))
        or (
            _WHOLE.match(text, end)
            and located.figure.unit_norm not in _OF_SESSIONS
            and _THINGS.search(text, start - 2, start)
            and not _YEAR_TO_COME.search(text, layout.sentence(start, end)[0], start)
        )
        or (_PARTLY_DONE.match(text, end) and not _YEAR_TO_COME.search(text, layout.sentence(start, end)[0], start))
        or (_STEM.match(text, end) and _AS_FORESEEN.search(text, start - 24, start))
        or (_GROUNDED.match(text, end) and _DID.search(text, max(layout.sentence(start, end)[0], start - 60), start))
        or _CAME_ABOUT.search(text, start - 8, start)
        or (_BY_THEM.match(text, end) and _IN_OFFICE.search(text, start - 4, start))
        or (text.startswith("の充足", end) and text.endswith(("定員", "定数"), 0, start))
        or _OF_PAST_TIME.search(text, start - 32, start)
        or (JUST_STATED.match(text, end) and _SETTLED.search(text, start - 24, start))
        or (text.find("であ", end, end + NEAR) > 0 and _GROUND.match(text, end))
    )


def _are_those_who_did(text: str, start: int) -> bool:
    """Tell whether the words before a count say what those did whom it counts, and not that it is still to be done."""
    left = max(0, start - 10)
    return _WHO_DID.search(text, left, start) is not None and _PUT_OFF.search(text, left, start) is None
