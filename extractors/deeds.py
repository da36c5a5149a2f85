"""Who came, told by what they did there: 8月3日に街頭啓発を行い、職員32人が資材を配布した.

Any deed will do of those whom a sentence counts as its subject, where it tells of an occasion on a day; but not one that
is done without coming (応募, 転入, 罹患). Those who were given something to do, or gave their views, came as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import scripts
from extractors.gatherings import HELD, OCCASION
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    import re

_ELSEWHERE = (
    r"応募|申込|申し込|エントリー|登録|予約|希望|合格|内定|就職|就農|就業|就労|採用|雇用|転[入出居]|加入|入[会所居園学院隊団校職]|退|移住|定住|死亡|亡くな|負傷|けが|搬送|感染|陽性|罹患|発症|被災|"
    r"判明|増[加え減]|減[少っり]|認定|指定|任命|委嘱|選任|選ば|選出|受賞|入賞|入選|当選|表彰|受章|資格|免許|取得|回答|答え|在籍|所属|従事|勤務|在住|暮ら|住[みんむ]|待機|該当|不足|欠席|卒業|進学|就任|着任|配置|派遣|"
    r"に進[みんっ]|占め|超え|上回|下回|達[しす]|上[っり]|のぼ[っり]|と(?:なっ|なり|いう)|であ|です|でし|(?:^|(?<=[はがにもで、]))(?:あ[っりる]|い(?:る|た|ます)|お[りる])|生まれ|誕生|常駐|担当|支給|給付|対象|受給|受診|受け取|交付|利用|開業|起業|契約|手帳|納税|未(?!来)"
)
_CLAUSE = compile_pattern(
    r" ?(?:ほど|程度|余り)?(?:[(][^()\n]{1,40}[)])?(?:の(?:方々?|皆さん|皆様|(?:[小中]学|高校|大|学)生|児童生徒|児童|生徒|園児|[市町村県区]民|親子|家族|保護者|若者|乗客|観客|聴衆|住民))?[がも]、?(?P<deed>[^、。\n]{2,50})"
)
_COMING = scripts.compile(
    r"学[んび]|加わ[っり]|立ち会|詰め[かか掛]け|押し寄せ|列席|足を運|駆け付け|駆けつけ|集[いっ]|つどっ|聴[いき]|耳を傾け|見守[っり]|汗を流|楽しん|楽しみ(?!に)|に触れ[たま]"
)
"""Deeds that are done by coming, whatever day it was."""
_WHO_DID = scripts.compile(rf"(?:{_COMING.pattern})[^、。\n]{{0,3}}[ただ][一-鿿]{{1,6}}[はが]、?(?:約|延べ|計)*$")
"""耳を傾けた市民は38人."""
_DAY_ENDS = r"日(?:[(][^()\n]{1,4}[)])?"
_OF_TIME = scripts.compile(rf"{_DAY_ENDS}の回(?:に|で)?[はがに](?:約)?$")
"""9月21日の回は19人."""
_NOT_COMING = compile_pattern(_ELSEWHERE)
_DID_ELSEWHERE = scripts.compile(rf"(?:{_ELSEWHERE})[^、。\n]{{0,3}}[ただ](?:約|延べ|計)?$")
"""応募した12人が面接に進んだ."""
_IS_PAST = scripts.compile(
    r"(?:[っいんしちりきびみえけげせてれめべねぎ来出]|まし)[ただ]$|[しちりきびみえけげせてれめべねぎい]$|て(?:いる|います|おり(?:ます)?|おる)$|で(?:いる|います)$|[一-鿿ァ-ヶー]{2}$"
)
"""How the clause of a deed ends: 配布した。, 配布し、, 配布しています。, 配布。"""
_TAUGHT = scripts.compile(
    r"(?:授業|講座|講習|研修|教室|講話|訓練)を[^。\n]{0,40}(?:行い|開き|実施し|開催し)、(?:[一-鿿]{1,6}?)?(?:延べ|計|約|合わせて)*$"
)
_TOOK_IT = compile_pattern(r"(?:の[^、。\n\d]{1,8})?が受け(?:た|まし|て)")
"""救急の講習を14回開き、延べ612人の生徒が受けた."""
_OPENING = compile_pattern(r"(?:開講|開校|入学|入所|入校|開所)式を[^。、\n]{1,12}、[^。、\n\d]{0,12}$")
"""開校式を行い、塾生14人が学んだ: those learn from then on."""
_MADE_TO_COME = scripts.compile(
    r"(?:(?:の|が)?参加)?による[^、。\n\d]{1,24}を、?(?:実施|開催|行[いっ]|展開)"
    r"|から[^、。\n]{0,24}(?:意見|提案|質問|要望|声|発言|感想)[^、。\n]{0,12}(?:寄せ|出[さたまて]|聴|聞|伺|受け|あっ|あり|いただ|得)"
    r"|を集め(?:た|て|まし|、)|(?:の[^、。\n\d]{1,8})?に(?:お越し|[ご御]来場|おいで|お集まり)|(?:の[^、。\n\d]{1,10})?でにぎわ[いっ]|に[^、。\n\d]{1,30}(?:しても?ら[いっ]|していただ[いき]|て(?:もら|いただ))"
    r"|を対象(?:に|と(?:して|し、?))(?:(?!アンケート|調査|検査|測定|支給|給付|募集|貸)[^。\n\d]){0,30}(?:実施|開催|行[いっ]|開[いき])(?:し|た|まし|、|て)"
)
"""団員147名による演習を行い, 30人から提案が寄せられ, 326人に揺れを体験してもらい, 2年生96人を対象に実施した."""
_WITH = scripts.compile(
    rf"(?:、[^、。\n]{{1,16}}{_DAY_ENDS}に(?:は)?\d+ ?[人名]){{0,5}}で(?:開催|実施|行[いっわ]|開[いかき])"
)
_GIVEN = scripts.compile(r"[にへ](?:は、?)?(?:実施|開催|行[いっ])(?:し|た|まし|、|て)")
_OCCASION_AS_OBJECT = compile_pattern(rf"(?:{OCCASION.pattern})」?を[^、。\n]{{0,30}}(?:、[^、。\n\d]{{0,4}})?$")
"""研修を7月と8月に各1回、計73人に行いました; a survey or an aid that is given to persons is no occasion."""
_NEAR = 60  # characters
_ON_DAY = scripts.compile(
    rf"\d ?{_DAY_ENDS}に(?:は)?(?:\d{{1,3}} ?(?:地区|会場|団体|チーム|機関|か所|[校社])[、・])?(?:約)? ?$"
)
"""5月28日に9名、9月17日に14名で行い; 1月17日に2地区・189人で行い."""
_DAY = scripts.compile(r"\d ?日(?![間数目])|(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])|[同翌前当]日")
_TOLD = compile_pattern(rf"{HELD.pattern}|{OCCASION.pattern}|迎え|訪れ|視察|巡視")
_REACH = 160  # characters before a count in which its occasion is told


def tell(text: str, start: int, end: int) -> bool:
    """Tell whether what those did who are counted at `start`..`end` says that they came to an occasion.

    Args:
        text: of the view.
        start: where the count begins.
        end: where it ends, or the list of counts that share its predicate.
    """
    near = max(0, start - 24)
    if _WHO_DID.search(text, near, start) or _OF_TIME.search(text, near, start):
        return True
    if _GIVEN.match(text, end) and _OCCASION_AS_OBJECT.search(text, start - _NEAR, start):
        return True
    if _WITH.match(text, end) and _ON_DAY.search(text, near, start):
        return True
    if _TOOK_IT.match(text, end) and _TAUGHT.search(text, start - _NEAR, start):
        return True
    clause = _CLAUSE.match(text, end)
    if clause and clause["deed"].startswith("学") and _OPENING.search(text, start - _NEAR, start):
        return False
    if clause and _COMING.search(clause["deed"]):
        return True
    done = _done(clause) if clause and not _DID_ELSEWHERE.search(text, near, start) else None
    told = done or _MADE_TO_COME.match(text, end)
    if told is None:
        return False
    lowest = max(0, start - _REACH)
    line = max(text.rfind("\n", lowest, start) + 1, lowest)
    left = max(text.rfind("。", line, start) + 1, line)
    if told is not done and OCCASION.search(text, left, start):
        return True
    if _DAY.search(text, left, start):
        return _TOLD.search(text, left, told.end()) is not None
    before = max(text.rfind("。", line, left - 1) + 1, line) if left > line else left
    return _DAY.search(text, before, left) is not None and _TOLD.search(text, before, start) is not None


def _done(clause: re.Match[str]) -> re.Match[str] | None:
    """Return the clause if it tells of a deed that is done, and by those who came."""
    elsewhere = _NOT_COMING.search(clause["deed"])
    return clause if _IS_PAST.search(clause["deed"]) and not elsewhere else None
