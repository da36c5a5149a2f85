"""Venue and region of an occasion: where its words, or the lines above it, say that it took place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors import scripts
from extractors.gatherings import OCCASION, WEEKDAY_ASIDE
from extractors.patterns import compile_pattern
from pipeline.resolve import rows
from pipeline.tabular import DITTO

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout, Line

_VENUE_LABEL = scripts.compile(
    r"(?:(?:会場|場所|開催場所|開催地|於|ところ) ?[:/]|[(〔【](?:会場|場所|於)[)〕】]|(?<=[ ・])(?:会場|場所)(?= )) *(?P<venue>[^、。\n:]{2,40}?)(?= {2,}|[、。\n()]| ・|$|(?: (?:参加|来場|受講|出席|講師|内容|日時|対象|定員|募集|申込)))"
    r"|(?<=[ 、,(・])@ ?(?P<spot>(?![^ 、。\n:()@]*\d円|[a-z0-9_.-]+(?![^ 、。()\n]))(?!\d)[^ 、。\n:()@]{2,30}|[^ 、。\n:()@]{1,16}(?:会議|研修|講義)?室)(?=[ 、。()\n]|$)",
    re.MULTILINE,
)
"""会場：市民会館; @市民会館, but not @500円, @単価300円, nor the account @shimin_hiroba."""
_VENUE_WORDS = ("会場", "場所", "開催地", "於", "ところ", "@")  # one is in every match of it, and of what follows
_VENUE_IS = scripts.compile(
    r"会場は、?(?!いずれ|すべて|全て|全回|各回)(?P<venue>[^、。\n\d()]{2,24}?)(?=と(?:し|な)|で(?:す|した|あ|、)|[、。()]|$)",
    re.MULTILINE,
)
"""6事業体58人　会場は市民運動場."""
_FIELD = "[一-鿿ァ-ヶー]{2}場"
_PLACE_WORD = (
    "会館|ホール|センター|プラザ|公民館|体育館|ギャラリー|ロビー|コンコース|庁舎|校舎|別館|会議室|研修室|講義室|実習室|多目的室|大広間|ホテル|学校|大学|高校|公園|緑地|広場|劇場|図書館|プール(?!教室|開き)|美術館|博物館|会場|ドーム|アリーナ|交流館|市役所|町役場|役場|県庁|"
    f"講堂|議場|有林|消防本部|消防署|警察署|合同庁舎|事務所|出張所|寺|神社|農場|ターミナル|ミュージアム|シアター|園|館|{_FIELD}|会議所|研修所|研究所|保健所|集会所|埠頭|ふ頭|河川敷|グラウンド|海岸|児童館|保育所|診療所|作業所|病院|支所|ビル|モール|オンライン|Zoom|スタジアム|ダム|(?<!オープン)キャンパス|スタジオ|国際フォーラム|駅前|駅|商店街|通り|駐車場|境内|本堂|本店|"
    r"高原|コミセン|(?<=[一-鿿])セ(?![一-鿿々ァ-ヶー])|Teams|Webex|YouTube|ウェブ会議"
)
_SOFT = (
    "子育て|子ども|こども|ふれあい|いきいき|くらし|すこやか|ふるさと|いこい|やすらぎ|つどい|まなび|生きがい|ささえあい|支え合い|まちづくり|にぎわい|みらい|みどり|さくら|ひまわり|"
    "なかよし|きらめき|あおぞら|かがやき|ぬくもり|のびのび|はつらつ|あんしん|ほのぼの|ゆとり"
)
"""Words with hiragana that names of places hold: 北ふれあい館, 子育てセンター."""
_NAMED_PLACE = rf"(?:(?<![一-鿿])(?!.?[都道府県市区町村国域地側部内外隣]の)[一-鿿々]{{1,2}}の(?:国(?![際立民内])|家|森(?!林)|里|丘|杜|郷|湯|城(?![址跡下])|泉|駅(?![前舎東西南北]))[一-鿿々ァ-ヶー]{{0,8}}(?:会館|ホール|センター|プラザ|公園|館|所|広場)|[一-鿿々ァ-ヶー]{{1,12}}の(?:家|森|里|丘|杜|郷|湯|城|蔵|境内|本堂)|(?<=[、。 にをは])[一-鿿々ァ-ヶー]{{0,10}}[本一二三四東西南北]の丸[一-鿿々ァ-ヶー]{{0,8}}|[道海川里]の駅(?:(?![にでをはがのとへやも])(?:(?!で|に[てお])[一-鿿ァ-ヶーぁ-ん]){{1,10}})?(?:(?=で(?![はあ])|にて|にお[いき])|(?<!の駅)(?=[、)]))|(?:道の駅|海の駅|ホテル|(?:{_SOFT})?[一-鿿ァ-ヶー]{{0,12}}(?:会館|ホール|センター|プラザ|公園|館)) ?「[^「」\n]{{1,20}}」)"
_OF_NAME = rf"(?:[一-鿿々ァ-ヶーA-Za-z0-9&・]|{_SOFT})"
_HELD_AT = "(?:それぞれ|各々)?(?:開催|実施|予定|開い|開き|開か|開く|開講|催|挙行|出展|運行|行)"
_AT_PLACE = (
    rf"(?:には?、?(?=(?:約|延べ)?[\d,]{{1,6}} ?[人名](?:余り|ほど)?が(?:入場|来場|集ま|集い|訪れ))|にて|[をに](?:主会場|(?:メイン|本)?会場)(?:として|に)|にお(?:いて|きまして)、?(?:[^。\n]{{0,20}}(?:{_HELD_AT}))|での(?=[^、。\d\n]{{1,12}}[はをがで])"
    rf"|で[のも]?(?=[、]?(?:(?:[計全各]|合計|延べ)?\d|第|[^、。\n\d]{{1,6}}\d{{1,5}} ?[人名組]が|午[前後]|{_HELD_AT}|対面|[、。]|[(](?:約|延べ|参加者?)?\d|[^、。\n]{{1,30}}を(?:開催|実施|開[きいく]|行[いっう]|催[しすさ]|挙行|迎え|招[きい])|[^、。\n]{{1,30}}が(?:開か|行わ|催さ)れ|「[^「」\n]{{1,40}}」(?:として(?:開催|実施|開[きか])|[をと](?:テーマ|主題|題し?)|、?$)|[一-鿿ァ-ヶー]{{2,8}}(?:。|\n))))"
)
_IS_AT_PLACE = scripts.compile(_AT_PLACE)
_VENUE_AT = scripts.compile(
    rf"(?P<venue>{_NAMED_PLACE}|(?<=[にをは])[一-鿿々ァ-ヶー]{{0,12}}(?:[漁農]協|協同組合|森林組合)|(?:(?:(?<=[、。, (:])(?!(?<=[)日] )に)|(?<=[)日]に)(?!は|も|かけ|わた)|(?<=[)日] に)(?!は|も|かけ|わた))(?!また|なお|さらに|この|いずれも|それぞれ|すべて|まず|ともに|のち|その)[ぁ-ん]{{1,6}})?{_OF_NAME}{{0,24}}(?:{_PLACE_WORD})[一-鿿々ァ-ヶーA-Za-z0-9]{{0,10}})(?:[(][^()\n]{{1,20}}[)])?{_AT_PLACE}"
)
_MAY_BE_PLACE = compile_pattern(r"の[家森里丘杜郷湯城蔵境本丸]|[漁農]協|組合|" + _PLACE_WORD.replace(_FIELD, "場"))
_LONGEST_VENUE = 64  # characters of what `_VENUE_AT` matches before `_AT_PLACE`
_REGION_HEAD = scripts.compile(
    r"[ ・•●◇◆■□→⇒※*-]*[(〔【<\[]?(?P<region>[^\s\d「」、。:()〔〕【】<>\[\]・•●◇◆■□→⇒➡※*①-⑳㉑-㉟-][^\s\d「」、。:()〔〕【】<>\[\]]{0,9}?)[)〕】>\]]?[ :]{0,2}$"
)
_REGION_WORD = scripts.compile(
    r"[ ・•●◇◆■□※*-]*(?:[ア-ン] )?[(〔【]?(?P<region>(?!モデル地|対象地|[各全両同当]地)[一-鿿ァ-ヶー][一-鿿ァ-ヶー・]{0,7}(?:(?<!・)(?<!対策)(?<!支援)(?<!推進)(?<!解消)(?<!防止)地域|圏域|地区|ブロック|管内|会場|支部|圏(?!域)))(?!づ)(?=[()〕】 :【]|[一-鿿ァ-ヶーぁ-ん「])"
)
_AREA = "沿岸|山間|内陸|離島|島しょ"
_AREA_HEAD = scripts.compile(
    rf"[ ・•●◇◆■□※*-]*[(〔【<\[]?(?P<region>[東西南北中][東西南北央]?部|県[東西南北央中]{{1,2}}部?|{_AREA})(?:[)〕】>\]]?[ :]{{1,2}}|[(][^()\n]{{2,20}}[)][ :]{{0,2}})$"
)
"""東部：9月14日; 東部（市民会館）9月14日."""
_REGION_NAME = scripts.compile(
    r"[一-鿿ァ-ヶーぁ-ん]{1,8}(?:地域|圏域|地区|ブロック|管内|支部|圏|校区|学区|会場)|[東西南北中央]{1,2}部|県[東西南北央中]{1,2}部?"
)
_WHOSE = scripts.compile(
    rf"[ ・•●◇◆■□○▼※*-]*[(〔【<\[](?P<region>(?!モデル|対象|オンライン|[各両同当本主])(?:{_REGION_NAME.pattern}|[A-Z]会場|全体会?|全[県市町村域]|中央|{_AREA}"
    r"|[一-鿿]{1,3}[東西南北央]|[東西南北][一-鿿]{1,2}|中[勢信濃予讃遠越]|[一-鿿ァ-ヶー]{2,6}(?<![市区町村内係隣辺])[市町村区郡]))[)〕】>\]](?=[^\s:、。])"
)
"""・（北部）支援会議：11月7日: the bracket before the name of an occasion says whose it is."""
_REGION_LINE = scripts.compile(rf"[ ・•●◇◆■□○▼※*-]*[(〔【<\[]?(?P<region>{_REGION_NAME.pattern})[)〕】>\]]?[ :]*")
"""◇ 北部, above the rows of its sessions."""
_REGION_AND_PLACE = scripts.compile(
    rf"[ ・•●◇◆■□○▼※*-]*(?:[(〔【<\[](?P<region>{_REGION_NAME.pattern})[)〕】>\]][ :]*|(?P<area>{_REGION_NAME.pattern}) *[ :(])"
    r"[ (]*(?P<venue>[^、。:()\n\d]{2,20})\)? *"
)
"""＜東部＞市民センター, above the rows of its sessions."""
_ORDINAL = compile_pattern(r"第 ?[\d一二三四五六七八九十]+ ?回|\d+ ?回目")
_PLENARY = compile_pattern(r"[ ・-]*(全体会)")
_PLACE_ENDS = scripts.compile(rf"(?:{_PLACE_WORD.replace(_FIELD, '(?<=[一-鿿ァ-ヶー]{2})場')}|市|町|村|区)$")
_LIKE_PLACE = scripts.compile(
    r"[一-鿿々ァ-ヶーA-Za-z]{1,10}(?:[川山浜湖島池沼峠原丘港橋城跡址小中高局院所庁店校場寺宮堤]|[一-鿿々ァ-ヶーA-Za-z]{0,10}(?:本庁|議場|講堂)|[一-鿿々ァ-ヶー]{0,8}(?<!教)室|市内|[都府県]内|棟|土俵|[湖河池]畔|温泉|銀行|緑地|干潟|湿[原地]|渓谷|棚田|砂丘|岬|滝|天守|[上下]流|河口)|[ァ-ヶー]{2,8}モール[一-鿿]{1,4}|道の駅[^ ]{1,12}|[一-鿿ァ-ヶー]{1,12}の(?:家|森|里|丘|駅|館|杜)|本庁|議場|講堂|市内"
)
"""A short field of a row that ends like the name of a place: 小砂川, 霧丘小, 青年の家."""
_NO_PLACE = scripts.compile(
    r"^(?:出張|移動|青空|出前)[^ ]{1,4}館$|^[来入出登退会]場$|(?:の|[朝夕夜大]|歳末|青空|物産|植木|見本|[土日]曜)市$"
)
"""Who came, what goes from place to place, and markets: 来場, 出張図書館, 秋の大市."""
_MOVED = scripts.compile(
    rf"(?:会場|場所)[をもは]、?(?:広い|近くの|[^、。\n\d]{{1,20}}から)?(?P<venue>{_NAMED_PLACE}|{_OF_NAME}{{1,24}}?(?:{_PLACE_WORD}){_OF_NAME}{{0,8}}?)[にへ](?:移|変更|変え|改め|切り?替え)"
    rf"|(?P<spot>{_NAMED_PLACE}|{_OF_NAME}{{0,24}}?(?:{_PLACE_WORD})){_OF_NAME}{{0,8}}?[にへ](?:会場|場所)を(?:移|変更|変え|改め|切り?替え)"
)
"""会場を市民会館に移して, 雨のため体育館に場所を変え: where it was in the end."""
_MAY_MOVE = scripts.compile(r"会場[をもは]|場所[をもは]")
_BRACKET = r"[(](?:[^()\n]|[(][^()\n]{1,4}[)]){2,40}[)]"
_LISTED_PLACE = scripts.compile(
    rf"{_BRACKET}(?:(?:、|と|及び)[^、。()\n\d]{{2,20}}{_BRACKET}){{0,12}}(?:の\d(?:か所|会場))?で(?:それぞれ)?、?(?:開催|実施|開[きい]|行[いっ]|催し)"
)
"""Behind the name of one of the places of a list that ends in one で: 旧家（6月22日）、寺（7月20日）で行った."""
_NAME_BEFORE = scripts.compile(r"(?:^|[、。はとを]|及び)(?P<venue>[^、。()\n\dはをが]{2,20})[(]$")
_VENUE_RIGHT_BEHIND = scripts.compile(
    rf" ?に(?P<venue>{_NAMED_PLACE}|{_OF_NAME}{{1,20}}(?:{_PLACE_WORD}))(?=[、,。]|の\d)"
    rf"|、(?P<square>{_NAMED_PLACE}|{_OF_NAME}{{1,20}}(?:{_PLACE_WORD}))(?=に(?:約|延べ)?[\d,]{{1,6}} ?[人名](?:余り|ほど)?を集め|において、|にて、)"
    rf"|[に、](?P<hall>{_NAMED_PLACE}|{_OF_NAME}{{1,20}}(?:{_PLACE_WORD}))(?=(?:と|及び|、)(?:オンライン|Zoom|ウェブ|Web)(?:の|を|で|と)|で(?:す|した)。)"
    rf"|の(?P<hosting>{_NAMED_PLACE}|{_OF_NAME}{{1,20}}(?:{_PLACE_WORD})(?<!会場))(?=には?、?(?:約|延べ)?[\d,]{{1,6}} ?[人名組])"
    r"| {1,4}[一-鿿ァ-ヶー]{1,8}会場[(](?P<house>[^()、。\n\d]{2,20})(?<!同上)[)]"
    r"| ?に、?(?P<spot>[一-鿿ァ-ヶー]{1,8}[川浜湖島池沼原丘港城跡山堤畔])(?=で(?:開|実施|行|、|[^、。\n\d()でに]{2,20}(?:[(][^()\n]{1,20}[)])?を(?:開|実施|行)))"
    r"| ?に(?P<shore>[一-鿿ァ-ヶー]{1,8}[川浜湖島池沼原丘港城跡山堤])(?<![登下入開]山)(?<![入出寄帰来開]港)(?<![来離帰渡]島)(?=、$)"
    r"| ?[にはも](?P<school>第?(?!.{0,3}[内の]|(?:[水空街町市山地海日夜年途集]|年度|会期|期間|時間)中)[一-鿿]{1,6}[小中高])(?=、$|(?:で|にて)(?:開催|実施|開[きい]|行[いっ]|[^、。\n\d()はがで]{2,20}を))"
)
"""6月1日に中央公民館、6月8日に…の2会場で; 6月1日　中部会場（県看護協会）; 7月10日に南小で, but not 山中で."""
_VENUE_OF_NAMED = scripts.compile(
    WEEKDAY_ASIDE
    + r"(?:の[^、。\n\d()]{2,20}|に[^、。\n\d()]{2,12}(?=[(][^()\n]{2,20}[)]で))[(](?P<venue>[^()、。\n]{2,20})[)]"
    r"|[はにの、]?「[^「」\n]{1,40}」[(](?P<hall>[^()、。\n\d]{2,20})[、)]"
)
"""12月2日の運動会（西広場）, 12月7日に沿岸地域（青浜会館）で."""
_BESIDE_IN_BRACKET = scripts.compile(
    WEEKDAY_ASIDE
    + r"[・、 /](?P<venue>[^()、。・/\n\d]{2,20}|[^()、。・/\n\d]{0,16}\d{1,4}号?(?:会議室|研修室|講義室|教室|室))[)、・/]"
)
"""北部会場（5月18日・市民ホール）, 第1回「骨と関節」（5月27日、市民プラザ）."""
_OPENS = ("(", "【", "〔", "[")
_HEAD_PLACE = scripts.compile(r"[^:。()\n]{1,14}[(](?P<venue>[^()、。\n]{2,20})[)][ :]{0,3}$")
"""Before the days of a row: 中央会場（交流プラザ）：6月1日, 東部（市民会館）6月1日."""
_NO_WORD = compile_pattern("[ 　()（）。を]")
_SHOWN = scripts.compile(
    WEEKDAY_ASIDE
    + rf"[にの、]?(?P<venue>{_NAMED_PLACE}|{_OF_NAME}{{1,20}}(?:{_PLACE_WORD}))の(?:施設|現地|現場|工場|内部|バックヤード)?(?:見学|内覧)(?:会|ツアー)"
)
"""9月7日に清掃センターの施設見学会を: who is shown a place is there."""
_EACH = scripts.compile(r"^(?:(?:各回|いずれ|全回|両日|すべて)とも|いずれも)")
_NUMBER_OF_PLACES = scripts.compile(
    r"(?:[都道府県市区町村郡]内|全国)?の?[各全計\d０-９一二三四五六七八九十]+ ?(?:会場|か所|箇所|校|高校|[小中]学校|大学|公民館|館|駅|施設|公?園)|各(?!務)"
)
_SO_MANY_BEFORE = scripts.compile(r"(?:\d ?|[かカヶ箇]所|各地|全て|すべて)の$")
_COUNTED = scripts.compile(r"\d ?(?:会場|か所|箇所|校|公民館|館|施設|園|駅)$")  # 小学校5校
_AMONG = compile_pattern("をはじめ|を主会場|ほか|など")
_VENUE_AMONG = scripts.compile(
    rf"(?P<venue>{_NAMED_PLACE}|(?<![一-鿿々ァ-ヶー])[一-鿿々ァ-ヶーA-Za-z0-9]{{1,20}}(?:{_PLACE_WORD}))(?:をはじめ(?:とする)?|を主会場に|(?:の)?ほか|など)、?[^、。\n]{{0,10}}?[\d一二三四五六七八九十]+ ?(?:会場|か所|箇所|校|施設)"
)
"""Of several places the one that is named: 運動公園をはじめ市内12会場で."""
_REGION_RIGHT_BEFORE = scripts.compile(
    r"(?:^|[、。 (・はにを:])(?<![日月]に)(?P<region>[一-鿿ァ-ヶー]{1,8}(?:地域|圏域|地区|ブロック|管内|校区|学区))(?:では?、?|[はが]|[:(]?)$"
    r"|(?:^|[、。 ・はをと]|及び)(?P<hall>[一-鿿ァ-ヶー]{1,8}会場)[( ]$"
    r"|(?<![一-鿿ァ-ヶー])(?<![一-鿿ァ-ヶー]・)(?P<branch>[一-鿿ァ-ヶー]{1,6}(?:地域|圏域|地区|ブロック)|[東西南北中]部)の第 ?\d{1,3} ?回[はをが]、?$"
    rf"|第 ?\d{{1,3}} ?回 ?\((?P<of>{_REGION_NAME.pattern})\)[ :]{{0,3}}$"
    rf"|(?:^|[、。 (・をは])(?P<area>[東西南北中]部|中央|{_AREA})(?:[はがで]|には?|[(])?、?$"
    rf"|(?<![一-鿿ァ-ヶー])(?P<also>[一-鿿ァ-ヶー]{{1,6}}(?:地域|圏域|地区|ブロック)|[東西南北中]部|{_AREA})でも?(?:開催|実施|開講)する(?:こと|予定|方針)(?:とし|であり|で)、$"
)
"""西部地区で10月に; 来年度は西部でも開催することとし、10月に."""
_REGION_OF_DAY = scripts.compile(
    WEEKDAY_ASIDE
    + r"(?:は|に(?:は?、)?(?=[^、。\n]{2,16}で(?:「[^「」\n]{1,40}」|[^、。「」\n\d]{2,24})を(?:新たに)?(?:開|実施|行|催))|に(?:は、?)?|の(?=[^、。\n\d]{2,12}には?、?(?:約|延べ)?[\d,]{1,6} ?[人名組]))(?P<region>(?![各全両同当])[一-鿿ァ-ヶー]{1,8}(?:地域|圏域|地区|校区|学区)|[東西南北中]部)(?=\(|、(?![一-鿿ァ-ヶー]{1,8}(?:、|及び|と|・))|で(?!の)|において|には?、?(?:約|延べ)?[\d,])"
)
"""5月12日は川上地区（58人）、6月9日は浜田地区（71人）で."""
_LISTED_REGION = scripts.compile(r"[ ・•●◇◆■□※*-]*(?P<region>[一-鿿ァ-ヶー]{2,6}) +[「『]?(?=[^ ])")
_LONGEST_PLACE = 40  # characters
_LONGEST_HEAD = 60  # characters before an ordinal
_NO_REGION = scripts.compile(
    r"[たる](?=.|$)|の$|^[ァ-ヶー]{5,}$|^[ァ-ヶa-zA-Z]$|参加|日時|開催|場所|実績|テーマ|講|内容|令和|年|月|会$(?<!全体会)|研修|教室|セミナー|フォーラム|会議"
)


@lru_cache(maxsize=1024)  # the same fields are asked for theme, region and venue
def is_place(name: str) -> bool:
    """Tell whether a field of a row names a place or a part of the area rather than what was done there."""
    if len(name) > _LONGEST_PLACE or _NO_PLACE.search(name):
        return False
    return bool(_PLACE_ENDS.search(name) or _LIKE_PLACE.fullmatch(name) or _REGION_NAME.fullmatch(name))


def region(layout: Layout, bounds: tuple[int, int], date: tuple[int, int], at: int) -> str | None:
    """Return the part of the area that a date's line, the head of its sessions or a field behind it names.

    Args:
        layout: the lines of the view.
        bounds: of the block.
        date: its bounds.
        at: where the occasion begins: its date or its ordinal.
    """
    line = layout.line_at(date[0])
    if beside := _REGION_RIGHT_BEFORE.search(layout.text, max(line.start, date[0] - _LONGEST_REGION), date[0]):
        return layout.quote(*beside.span(beside.lastgroup or 0))
    if told := _REGION_OF_DAY.match(layout.text, date[1]):
        return layout.quote(*told.span("region"))
    own = layout.text.find(")", date[1]) if layout.text.startswith("(", date[0] - 1) else line.end
    return _region_before(layout, bounds, date[0], at) or next(
        (
            layout.quote(field.start, field.end)
            for field in rows.fields(layout, date[1])
            if not field.quoted and field.end <= own and _REGION_NAME.fullmatch(layout.text, field.start, field.end)
        ),
        None,
    )


def _region_before(layout: Layout, bounds: tuple[int, int], date_at: int, at: int) -> str | None:
    text = layout.text
    no = layout.line_no(at)
    begin = layout.line_at(date_at).start
    if layout.sentence(date_at, date_at)[0] <= begin and (whose := _WHOSE.match(text, begin, date_at)):
        return layout.quote(*whose.span("region"))
    for above in range(no, max(-1, no - _MOST_SESSIONS), -1):
        line = layout.line(above)
        if line.end < bounds[0]:
            break
        ordinal = _ordinal_in(text, line.start, min(line.end, line.start + _LONGEST_HEAD))
        if ordinal is None:
            if above == no:
                own = _region_on_line(layout, line, date_at)
                if own or text[line.body : date_at].strip():
                    return own
            elif head := _REGION_LINE.fullmatch(text, line.body, line.end):
                return layout.quote(*head.span("region"))
            elif both := _region_and_place(layout, line):
                return both[0]
            elif not line.blank:
                break
            continue
        head = _REGION_HEAD.match(text, line.start, ordinal)
        if head and head["region"] and not (_NO_REGION.search(head["region"]) or OCCASION.search(head["region"])):
            return layout.quote(*head.span("region"))
        if text[line.start : ordinal].strip(" ・-◇◆■"):
            break
    return None


def _region_and_place(layout: Layout, line: Line) -> tuple[str, str] | None:
    """Return the part of the area and the place that a line names above the rows of its sessions, and nothing else."""
    head = _REGION_AND_PLACE.fullmatch(layout.text, line.body, line.end)
    if head is None or not is_place(place := layout.quote(*head.span("venue"))) or _REGION_NAME.fullmatch(place):
        return None
    return layout.quote(*head.span("area" if head["area"] else "region")), place


def _place_above(layout: Layout, at: int) -> str | None:
    """Return the place that the head of the sessions gives, of which a row holds `at`: ＜東部＞市民センター."""
    no = layout.line_no(at)
    for above in range(no, max(-1, no - _MOST_SESSIONS), -1):
        line = layout.line(above)
        if above < no and (both := _region_and_place(layout, line)):
            return both[1]
        ordinal = _ordinal_in(layout.text, line.body, min(line.end, line.body + _LONGEST_LIST))
        if not line.blank and (ordinal is None or layout.text[line.body : ordinal].strip()):
            return None
    return None


def _place_of_list(layout: Layout, at: int) -> str | None:
    """Return the place that the line labels which tells of all sessions below it, of which a row holds `at`."""
    above = rows.head_above(layout, layout.line_no(at), 0) if not layout.is_sentence(at) else None
    lead = layout.line(above) if above is not None else None
    stop = min(lead.end, lead.start + _LONGEST_LIST) if lead else 0
    told = lead is not None and _OF_SESSIONS.search(layout.text, lead.start, stop)
    return _labelled(layout, lead.start, stop) if lead and told else None


_OF_SESSIONS = scripts.compile(
    r"[全計各]\d{0,2} ?[日回]間?(?=[^\n]{0,40}(?:@|会場|場所|於))|[(](?:会場|場所|於) ?[:/ ] ?[^()、\n]{2,24}(?<!ほか)(?<!など)(?<!他)[)][:。]? *$",
    re.MULTILINE,
)
"""全3日間、@市民会館, or 親子教室（会場：市民会館）, above the rows of its sessions."""


def _region_on_line(layout: Layout, line: Line, date_at: int) -> str | None:
    """Return the part of the area that the line of a date names before it."""
    text, begin = layout.text, line.start
    if layout.is_sentence(date_at):  # 西部地区は6月に開いた。東部地区は8月に延期した: each of its own sentence
        begin = max(begin, layout.sentence(date_at, date_at)[0])
    if named := _REGION_WORD.match(text, begin, date_at) or _AREA_HEAD.match(text, begin, date_at):
        return layout.quote(*named.span("region"))
    if head := _PLENARY.match(text, line.start, line.end):
        return head[1]
    return _listed_region(layout, line, date_at)


def _listed_region(layout: Layout, line: Line, date_at: int) -> str | None:
    """Return the first word of a list's row whose neighbour begins with a part of the area: ・離島　「集い」：2月18日."""
    head = _LISTED_REGION.match(layout.text, line.start, date_at) if line.bullet else None
    if head is None or OCCASION.search(head["region"]) or _NO_REGION.search(head["region"]):
        return None
    for no in range(line.no - 1, max(-1, line.no - _NEIGHBOURS), -1):
        above = layout.line(no)
        if above.bullet == line.bullet:
            beside = _LISTED_REGION.match(layout.text, above.start, above.end)
            named = beside is not None and (
                _REGION_NAME.fullmatch(beside["region"]) or _ORDINAL.match(layout.text, beside.end())
            )
            return layout.quote(*head.span("region")) if named else None
        if above.bullet or above.blank:
            return None
    return None


_LONGEST_REGION = 24  # characters
_MOST_SESSIONS, _NEIGHBOURS = 12, 6  # lines: below the head of a series, around one of a list


def _ordinal_in(text: str, start: int, end: int) -> int | None:
    match = _ORDINAL.search(text, start, end)
    return match.start() if match else None


def venue(layout: Layout, left: int, right: int, date: tuple[int, int]) -> str | None:
    """Return where the occasion took place: what a label, a field behind the date or で and において say.

    Args:
        layout: the lines of the view.
        left: begin of the occasion's own words.
        right: their end.
        date: the bounds of its date.
    """
    text, left = layout.text, _begin_of_own(layout, left, date)
    if labelled := any(map(text[left:right].__contains__, _VENUE_WORDS)) and _labelled(layout, left, right):
        return labelled
    if told_apart := _moved_to(layout, left, right, date) or listed(layout, date) or _leading(layout, date):
        return told_apart
    for field in rows.fields(layout, date[1]):
        name = _EACH.sub("", layout.quote(field.start, field.end))
        own = not field.quoted and field.end <= right
        if name in DITTO or (own and is_place(name) and not _REGION_NAME.fullmatch(name)):
            return name
    if _AMONG.search(text, left, right) and (match := _VENUE_AMONG.search(text, left, right)):
        return layout.quote(*match.span("venue"))
    if match := _VENUE_RIGHT_BEHIND.match(text, date[1], right):
        return layout.quote(*match.span(match.lastgroup or 0))
    if bracketed := _in_bracket(layout, date, right) or quoted(layout, date[1]):
        return bracketed
    if _IS_AT_PLACE.search(text, left, right):
        return held_at(layout, left, right)
    if shown := _SHOWN.match(text, date[1], right):
        return layout.quote(*shown.span("venue"))
    return _place_before(layout, date[0]) or _place_above(layout, date[0]) or _place_of_list(layout, date[0])


def _begin_of_own(layout: Layout, left: int, date: tuple[int, int]) -> int:
    """Return where the words begin that may say where the occasion of a date took place, and no other."""
    text, told = layout.text, layout.sentence(*date)[0]
    if text[told:left].strip():
        return date[0]  # what stands behind an earlier date of the sentence is where that one took place
    if not layout.is_sentence(date[0]):
        return left
    return max(left, told, text.rfind("ほか、", told, date[0]) + 1)  # 市役所で23回開いたほか、6月7日には…


def held_at(layout: Layout, left: int, right: int) -> str | None:
    """Return the place at which the words from `left` to `right` say that it was held: 市民会館で開催."""
    text = layout.text
    if at_place := _IS_AT_PLACE.search(text, left, right):  # no place that ends at the first で begins before
        left = max(left, at_place.start() - _LONGEST_VENUE)
    match = _VENUE_AT.search(text, left, right) if _MAY_BE_PLACE.search(text, left, right) else None
    name = layout.quote(*match.span("venue")).lstrip("・") if match else ""
    if match and _SO_MANY_BEFORE.search(text, max(left, match.start() - 4), match.start()):
        return None  # 県内11の海水浴場で
    if match and name == "オンライン" and text.endswith(("人、", "名、"), 0, match.start()):
        return None  # 会場に140人、オンラインで95人が参加した
    return name if name and not (name == "会場" or _NUMBER_OF_PLACES.match(name) or _COUNTED.search(name)) else None


def _labelled(layout: Layout, left: int, right: int) -> str | None:
    """Return the place that the words from `left` to `right` call the venue: 会場：市民会館, 会場は市民会館."""
    if match := _VENUE_LABEL.search(layout.text, left, right):
        return layout.quote(*match.span(match.lastgroup or 0)) or None
    told = _VENUE_IS.search(layout.text, left, right)
    name = layout.quote(*told.span("venue")) if told else ""
    return name if is_place(name) else None


def _in_town(named: re.Match[str]) -> bool:
    """Tell whether a bracket behind a place only says in which town that is: 港町会館（青凪市）で."""
    place, _, town = named[0].removesuffix(")").rpartition("(")
    return _NO_VENUE.search(town) is not None and _PLACE_ENDS.search(place) is not None


def _in_bracket(layout: Layout, date: tuple[int, int], right: int) -> str | None:
    """Return the place that a bracket behind the occasion's name gives, or the bracket of the date itself."""
    text = layout.text
    named = _VENUE_OF_NAMED.match(text, date[1], right)
    if named and not _in_town(named) and is_place(name := layout.quote(*named.span(named.lastgroup or 0))):
        return name
    beside = _BESIDE_IN_BRACKET.match(text, date[1], right) if text.startswith(_OPENS, date[0] - 1) else None
    name = _EACH.sub("", layout.quote(*beside.span("venue"))) if beside else ""
    return name if is_place(name) and not (_REGION_NAME.fullmatch(name) or _NO_VENUE.search(name)) else None


def quoted(layout: Layout, end: int) -> str | None:
    """Return the place whose quoted name stands with で behind a date that ends at `end`: 9月10日、「ゆめホール」で講演会を."""
    named = _QUOTED_AT.match(layout.text, end)
    return layout.quote(*named.span("venue")) if named and is_place(named["venue"]) else None


_QUOTED_AT = scripts.compile(WEEKDAY_ASIDE + r"[に、 ]{0,2}「(?P<venue>[^「」\n]{2,24})」(?:で|にて|において)(?!は)")


def _moved_to(layout: Layout, left: int, right: int, date: tuple[int, int]) -> str | None:
    """Return the place to which the sentence says the occasion was moved: 雨のため体育館に場所を移し."""
    right = min(right, layout.sentence(*date)[1])
    moved = _MOVED.search(layout.text, left, right) if _MAY_MOVE.search(layout.text, left, right) else None
    return layout.quote(*moved.span(moved.lastgroup or 0)) if moved else None


def _leading(layout: Layout, date: tuple[int, int]) -> str | None:
    """Return the place that the words right before the date name: 保健所では4月26日に; 温泉で7月12日に…を予定."""
    begin = max(layout.sentence(*date)[0], date[0] - _LONGEST_PLACE)
    words = layout.text[begin : date[0]]
    leading = _AT_BEFORE.search(words)
    if leading is None or (words.endswith("で") and _DATED.search(words, 0, leading.start("venue"))):
        return None  # 6月18日に、食育館で7月の献立を
    first, last = leading.span("venue")
    name = layout.quote(begin + first, begin + last)
    return name if is_place(name) and not (_REGION_NAME.fullmatch(name) or _NO_VENUE.search(name)) else None


_AT_BEFORE = scripts.compile(
    r"(?:^|[、。 ]|(?<=[会座室事修])は)(?P<venue>[^、。「」()\n\dはをが]{2,20})(?:では、?|で)$"
)
_DATED = scripts.compile(r"[日)]に?、$")
_NO_VENUE = scripts.compile(r"[市町村区内]$")


def listed(layout: Layout, date: tuple[int, int]) -> str | None:
    """Return the place before the bracket of the date, in a list of places: 旧家（6月22日）、寺（7月20日）で行った."""
    if not layout.text.startswith("(", date[0] - 1):
        return None
    near = max(layout.sentence(*date)[0], date[0] - _LONGEST_PLACE)
    named = _NAME_BEFORE.search(layout.text, near, date[0])
    if named is None or _REGION_NAME.fullmatch(named["venue"]) or not _LISTED_PLACE.match(layout.text, date[0] - 1):
        return None  # 北部会場（6月6日）: a part of the area
    return layout.quote(*named.span("venue"))


_LONGEST_LIST = 400  # characters


def _place_before(layout: Layout, start: int) -> str | None:
    """Return the place that heads a row: いずみ市民プラザ　7月30日　26人; 森林公園（8月5日）."""
    line = layout.line_at(start)
    begin = max(line.body, layout.text.rfind("、", line.body, start) + 1)
    if start - begin > _LONGEST_PLACE:
        return None
    head = _HEAD_PLACE.match(layout.text, begin, start)
    if head and is_place(name := layout.quote(*head.span("venue"))) and not _REGION_NAME.fullmatch(name):
        return name
    if layout.text.startswith("(", start - 1):  # 出張相談：港地区（5月18日）
        begin = max(begin, layout.text.rfind(":", begin, start) + 1)
    name = layout.quote(begin, start).removesuffix("（").removesuffix("(")
    return name if name and not _NO_WORD.search(name) and is_place(name) and not _REGION_NAME.fullmatch(name) else None
