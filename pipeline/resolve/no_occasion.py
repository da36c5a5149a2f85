"""Which dates are those of no occasion: of a campaign, a disaster, a deadline, a bare value, the begin of a course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import scripts
from extractors.gatherings import CAMPAIGN, HELD, OCCASION, ON_EDGE_DAY, WEEKDAY_ASIDE
from extractors.mentions import Precision
from extractors.patterns import compile_pattern
from pipeline.resolve.begun import is_begin_of_course
from pipeline.resolve.roles import is_milestone

if TYPE_CHECKING:
    from pipeline.resolve.events import Dated
    from pipeline.resolve.layout import Layout

_MONTH = Precision.MONTH
_NEAR = 80  # characters: a report may come as one line of megabytes
_CAMPAIGN_MONTH = scripts.compile(
    r"の(?:1|一)[かヶカ]月間を|の?(?:「?[一-鿿ァ-ヶー]{0,10}|「[^「」\n]{1,20})(?:月間|週間)|(?:定例会|定例議会|議会|臨時会|補正|専決|号)"
)
_INSTALMENT = scripts.compile(r"の?[一-鿿ァ-ヶー]{0,8}(?<![十部半])分(?:から|より|以降|まで|[のはでに、)]|(?=\n|\Z))")
"""5月健診分から, 10月支給分: no day."""
_RECURS = scripts.compile(r"[^。、\n]{0,8}(?:毎[月週日年回]|各月|隔[月週]|[月週年]に?[\d一二三四五六七八九十]+ ?回)")
_BY_THEN = scripts.compile(r"頃?を(?:目途|めど|目処)")
_DONE_BY_THEN = compile_pattern(rf"[^。\n]{{0,40}}(?:{OCCASION.pattern}|開催)")
_WORK_BEFORE = scripts.compile(r"(?:調査|工事|改修|測量|設計|アンケート)(?:[(][^()\n]{1,24}[)])?(?:を|は|、| |[(])*$")
"""Before a month: so it is (水質の調査、1～2月実施)."""
_DEALT = scripts.compile(
    r"(?:入札|開札|公募|募集|購入|発注|納品|前売り?|(?:先行|前売り?|予約|受注)販売|予約|(?:申込み?|応募|予約)?受け?付け?)(?:[はを]、?)$"
)
"""入札は8月20日に行い: a dealing, and no gathering."""
_SO_MANY = scripts.compile(r"\d ?(?:園|校|館|室|施設|店舗?|事業所|か所)(?:[(][^()\n]{1,16}[)])?を$")
_OPENED = scripts.compile(WEEKDAY_ASIDE + r"に(?:、[^。\n]{0,40}に)?(?:新たに)?開(?:い|き|か)")
"""保育所2園（定員40人）を10月1日に、1園を2月1日に開いた: what has been open since."""
_HOUSE_OPENED = scripts.compile(
    r"に(?:、?[^、。\n]{0,20}[でにの])?[^、。\n]{0,12}(?:部屋|店舗?|窓口|拠点|施設|相談所|支所|事務所|分[室館校]|診療所|保育[所園])を(?:新たに)?開(?:い|き|設)"
)
"""Behind a month: 10月に西口で新しい部屋を開いた."""
_VISITORS = scripts.compile(
    r"(?:の\d{1,2}日間)?(?:に(?:は)?、?|の)[^。\n「」]{0,16}?[\d,万千]+ ?[人名]が?(?:来場|来館|来園|入館|入園|入場|利用|訪れ)"
)
_FACILITY = scripts.compile(
    r"(?:(?:[道海川里]の駅[^\s、。「」\d]{0,10}|温泉|スキー場|キャンプ場|海水浴場|プール|施設|センター|公園|動物園|植物園|水族館|美術館|博物館|資料館|記念館|図書館|公民館|体育館|会館)(?:「[^「」\n]{1,30}」)?)(?:で|に)?は、?$"
)
"""Before days in which visitors were counted: a house that is open is no occasion (道の駅「…」は、5月3日から6日までの4日間に2万人が来場)."""
_ENDED = scripts.compile(
    r"(?:末)?に[^、。\n\d]{0,12}(?:課程|工事|作業|任期)を(?:終え|修[めえ]|修了)|に(?:閉講|終講)(?!式)"
)
_OF_CAMPAIGN = scripts.compile(rf"(?:月間|週間|旬間|{CAMPAIGN}|同運動)」? ?[(]$|率 ?[(]$")
"""人権週間（12月4日～10日）に合わせ, 火災予防運動（11月9日～15日）: when the campaign is; 実雇用率（6月1日）: when it stood so."""
_INQUIRY = scripts.compile(
    r"(?:に|には|、)[^、。\n]{0,16}(?:アンケート|調査|[健検]診)(?:[(][^()\n]{1,20}[)])?を(?:行|実施)"
    r"|に(?:実施し|行っ)た[^、。\n]{0,16}(?:アンケート|調査)"
)
"""Behind a month: work that takes its time is no occasion (1月に水質の調査を行い, 11月に休日の検診を実施)."""
_DISASTER = scripts.compile(
    r"(?:の|に発生した|からの|未明の|夜の|早朝の)[^、。\nはがで「]{0,8}(?:台風|豪雨|大雨|大雪|地震|暴風|噴火|落雷|竜巻|津波|火災|事故|停電|断水)"
    rf"(?![^、。\nはがでをに]{{0,12}}(?:{OCCASION.pattern}))"
)
_INCIDENT = scripts.compile(
    r"(?:(?!開催|訓練)[^。\n]){0,40}?(?:発生(?:が|し)|確認され|判明し|被災し|(?:事故|火災|災害|被害|故障|漏水|停電)が(?:あ[っり]|起き|相次)|崩れ|冠水|断水し|決壊|氾濫)"
)
_VALUE = scripts.compile(r"(?:時点)?(?:は|が|で| ?:) ?(?:延べ|約|計)?[\d,一二三四五六七八九十百]+ ?[^\d日月]")
_DEADLINE_BEHIND = scripts.compile(r"(?:を|に|で|が|は)?(?:締め?切|〆切|必着|消印|期限|付け?[のでに])")
_DEADLINE_BEFORE = scripts.compile(r"(?:申込み?|募集|応募|受付|提出|任期)(?:期間|日)?(?:は|:|、| )+$")


_TOWARDS = scripts.compile(
    r"の(?!第|(?:開催|実施)に向けて?、?(?:調整|準備|企画))[^、。\n]{1,24}に(?:向け|備え)|[)]?(?:の[^、。\n]{1,24})?を(?:見据え|見すえ|控え|にらみ)"
)
_NONE_BEHIND = compile_pattern(
    "|".join(said.pattern for said in (_CAMPAIGN_MONTH, _ENDED, _TOWARDS, _DISASTER, _INCIDENT, _INSTALMENT))
)
"""Right behind a date, one of these alone says that it is that of no occasion."""


def tells_of_none(layout: Layout, dated: Dated) -> bool:
    """Tell whether the date is that of a campaign, a disaster, a deadline, a bare value or the term of a recurrence."""
    text, end, date = layout.text, dated.end, dated.date
    if (
        _NONE_BEHIND.match(text, end)
        or (
            text.startswith("(", dated.start - 1)
            and _OF_CAMPAIGN.search(text, dated.start - 8, dated.start)
            and not ON_EDGE_DAY.match(text, end)
        )
        or (_OPENED.match(text, end) and _SO_MANY.search(text, dated.start - 24, dated.start))
        or _DEALT.search(text, dated.start - 8, dated.start)
        or (_BY_THEN.match(text, end) and not _DONE_BY_THEN.match(text, end))
    ):
        return True
    if is_begin_of_course(layout, dated) or _is_told_of_clause(text, dated):
        return True
    attribute = _ATTRIBUTE.match(text, end)
    if attribute and not (_MEANT.search(attribute[0]) or _OF_OCCASION.match(text, attribute.end())):
        return True  # 4月に着任した専門員が
    loosely = date.precision is _MONTH or date.text.endswith(("旬", "旬頃"))
    if loosely and (_INQUIRY.match(text, end) or _BEGINS_LATER.match(text, end) or _HOUSE_OPENED.match(text, end)):
        return True
    if (loosely or date.is_range) and _WORK_BEFORE.search(text, dated.start - 32, dated.start):
        return True
    if date.is_range and (
        _RECURS.match(text, end)
        or (_VISITORS.match(text, end) and _FACILITY.search(text, dated.start - _NEAR, dated.start))
    ):
        return True
    line = layout.line_at(dated.start)
    if _HANDOUT.search(text, dated.start, min(line.end, end + _NEAR)) or (
        text.startswith("の", end) and _ANNIVERSARY.match(text, end, layout.spoken(dated.start, end)[1])
    ):
        return True
    if _DEADLINE_BEHIND.match(text, end) or _DEADLINE_BEFORE.search(text, dated.start - 12, dated.start):
        return True
    if (date.precision is _MONTH or date.text.endswith("末")) and _VALUE.match(text, end):
        return True  # 3機関（令和5年4月：5機関）
    # 計画の評価（令和9年3月公表予定）
    return text[dated.start - 1 : dated.start] in ("(", "[") and is_milestone(layout, dated.start, end)


def _is_told_of_clause(text: str, dated: Dated) -> bool:
    """Tell whether a bracket says when the deed of the clause before it is to be done, and no gathering: 機能を加える（10月予定）."""
    if not (text.startswith("(", dated.start - 1) and _TO_BE_DONE.match(text, dated.end)):
        return False
    clause = _CLAUSE_BEFORE.search(text, dated.start - _CLAUSE, dated.start)
    if clause is None:
        return False
    return HELD.search(clause[0], max(0, len(clause[0]) - _VERB)) is None and _OBJECT.search(clause[0]) is None


_CLAUSE_BEFORE = scripts.compile(r"[^、。()]{0,40}[るすくうぐむぶつ]\n?[(]$")
_OBJECT = compile_pattern(rf"(?:{OCCASION.pattern})を[^を]{{0,24}}$")
_CLAUSE = 43  # characters
_VERB = 12
_TO_BE_DONE = scripts.compile(r"(?:に)?(?:予定|見込み?)?[)]")
_ATTRIBUTE = scripts.compile(
    r"に(?!は)[^、。\n]{1,12}?[しれっいえけきちみげめべ](?:まし)?た(?=[一-鿿ァ-ヶー]|こども|子ども)"
    r"|に(?:起き|生じ|見つか|判明し|発覚し)[^、。\n]{0,2}た"
)
_OF_OCCASION = compile_pattern(
    rf"[^、。\n\dをは]{{0,16}}?(?:{OCCASION.pattern})」?を(?:[^、。\n\dをは]{{1,16}}で)?(?:開催|実施|開[きいく]|行[いっう])"
)
"""12月に有識者を招いた講演会を開く: the day is that of what is held."""
_MEANT = compile_pattern(rf"{HELD.pattern}|予定|計画")
_BEGINS_LATER = scripts.compile(
    r"に(?:始ま|開幕す|開催され|行われ|予定され(?:てい)?)る[^、。\n]{2,24}(?:に(?:向け|備え)|を(?:見据え|控え))"
)
"""4月に始まるキャンペーンに向け、12月上旬に商談会を開く: the second is when something is held."""
_HANDOUT = scripts.compile(r"資料 ?[\d一二三四五]|次第|議事録")
_ANNIVERSARY = scripts.compile(
    r"の[^、。\n]{1,20}デー」?(?:を中心に|に合わせ|にちなみ)[^。]*\d"
    r"|の「?[^、。\n」]{1,16}の日」?に(?:合わせ|あわせ|ちなみ)[^。]*?(?:\d ?|同)日(?![間目])"
)
