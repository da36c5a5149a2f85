"""Names of offices and institutions: which words are those of a department, by how they end and what they hold."""

from __future__ import annotations

from functools import lru_cache

from extractors.patterns import compile_pattern

OWN_NAME = r"(?: ?「[^「」]{1,20}」)?"
"""What an institution is called behind its kind: 相談支援センター「ひだまり」."""
OF_INSTITUTION = r"(?:総務|庶務|事務|管理|運営|経営|企画|学芸|(?:自主|文化)?事業(?=[課係])|公演|舞台|展示|貸館|奉仕|資料|閲覧|サービス|普及|教務|医事|看護|診療|地域連携|患者|推進|整備|建設|準備|振興|活用|支援|改修|再編|連携)(?![^\s、,/]*[都道府県市町村]民)"
"""What begins the name of an institution's own part, or of an office whose name that of the institution begins: 図書館|整備課."""
LEADING = "◎○●☆★@"
"""The signs that may stand before a name, to say which of several leads."""
_LONGEST_NAME = 40
_WIDE = "   "
"""Sets a column of departments apart from the titles before it, and stands within no name."""
_PERSON = compile_pattern(
    r"(?:課|部|室|係|局|所|班|次|会|院|園|校)長(?: |$)|(?:主任|主幹|主査|参事|課長補佐|担当者)(?: |$)"
)
_OFFICE = compile_pattern(
    r"(?:課|室|係|部|局|庁|署|班|所|グループ|チーム|センター|事務局|委員会|本部|支部|公社|事業団|協議会|法人|機構|財団|協会|連盟|連合会|会議所|病院|研究所|試験場|研修所|(?:医|薬剤|歯科医|助産|看護|栄養|介護福祉|社会福祉|弁護|司法書|行政書)(?:師|士)会|商工会|(?:協同|森林)組合|連絡会|振興会|育成会|親の会|友の会|社協|婦人会|青年会|老人クラブ"
    r"|(?:[都道府県市町村区]立|教育委員会)\S*(?:図書館|博物館|美術館|公民館|資料館|保育園|幼稚園|[こ子]ども園)|[都道府県市町村]\S{2,}窓口)(?: ?\([^()]*\))?$"
)
_CORE = compile_pattern(
    r"(?:[課室係局庁]|[^全一内外上下東西南北中央]部|渉外部|事務所|振興局|事務局|(?:保健|相談|研究|試験)所)$"
)
_OF_HOSPITAL = r"(?:放射線|検査|臨床|診療|療法|リハビリ|病理|内視鏡|透析|麻酔|栄養|[一-鿿]管理)[一-鿿ァ-ヶー]{0,6}科"  # however they end
# What is as often a venue: a department beside an office, or where every other heading of a report ends in its own.
_NO_SUBJECT = r"(?<![教学百理語数活会庭通業術報])"  # 国語科, 普通科 are of schools
_INSTITUTION = compile_pattern(
    rf"[^・、,/\s「」()]{{0,20}}(?:館|センター[ぁ-んァ-ヶー]{{0,8}}|アカデミー|[大専高中小門等校]学?校|学[院園部校]|研究科|[動植]物園|[一-鿿ァ-ヶー]{_NO_SUBJECT}科|{_OF_HOSPITAL}|保育園|幼稚園|[こ子]ども園"
    rf"|プラザ|(?:サポート|看護|介護|支援|相談|ケア)ステーション|病院|医院|助産院|クリニック|商店街|銀行|調理場|浄水場|処理場|工場|支所|署){OWN_NAME}"
)
_CLINIC = compile_pattern(rf"[一-鿿ァ-ヶー]{{1,8}}{_NO_SUBJECT}科|[一-鿿ァ-ヶー]{{0,8}}{_OF_HOSPITAL}")
_OF_PEOPLE = (
    r"JA[^ 、,()/]{0,8}|[^ 、,()/0-9]{0,12}(?:消防|水防|自警|青年)団(?:第?[0-9]{1,2}分団)?|[^ 、,()/0-9]{0,12}自主防災(?:組織|会)"
    r"|[^ 、,()/0-9]{0,12}(?:猟友|自治|町内|区長|女性|老人|[子こ]ども|青壮年|父母|保護者|愛護)会|[^ 、,()/0-9]{0,12}(?:土地改良区|PTA|[農漁]協|生協)"
    r"|[^ 、,()/0-9]{0,12}(?:コーディネーター|ソーシャルワーカー|ケアマネジャー|アドバイザー|(?:相談|支援|指導|推進|専門|協力)員|(?:民生|児童)委員|保健師|助産師|栄養士|協力隊)"
)
"""Unions and helpers, who carry a measure out beside an office or behind 担当：, and name none alone."""
_BESIDE = compile_pattern(
    r"(?:県内|府内|都内|道内|管内|各|全|関係|構成)?(?:市町村?|市区町村|区市町村?|町村|区町村)|[国都道府県市町村]|(?:関係|民間)(?:機関|団体)|NPO(?:法人|等)?|企業|事業者|大学|事務局"
    rf"|{_OF_PEOPLE}"
)
_BODY = compile_pattern(
    r"[^0-9]{2}(?<!講習)(?<!講演)(?<!研修)(?<!説明)(?<!相談)(?<!勉強)(?<!学習)(?<!運動)(?<!交流)(?<!発表)(?<!体験)(?<!見学)(?<!鑑賞)(?<!展示)(?<!懇談)(?<!大)会"
    r"|[^0-9]{3,}(?:会議?|班|団体?|隊|社|機関|担当|員)|(?:[^0-9]{2,})?事務局"
    rf"|{_OF_PEOPLE}"
)
"""Who carries a measure out where words say that it is they."""
_UNIT = compile_pattern(
    r"[一-鿿々ァ-ヶーぁ-ん・]{2,12}(?:担当|ライン|ユニット|スタッフ|分室|分館|分署)|[一-鿿々ァ-ヶーぁ-ん]{2,10}(?:管理監|推進監|政策監|専門官|専門監|推進官|公室|出張所|詰所)"
)
_COMPANY = compile_pattern(
    r"(?:(?:株式|有限|合同|合資|合名)会社|\((?:株|有|同)\)|[㈱㈲]) ?[^\s()]{1,20}|[^\s()]{1,20} ?(?:(?:株式|有限|合同|合資|合名)会社|\((?:株|有|同)\)|[㈱㈲])"
    r"|(?:NPO|(?:認定)?特定非営利活動|(?:一般|公益)(?:社団|財団)|社会福祉|学校|医療|独立行政)法人 ?[^\s()]{1,20}|[^\s()]{1,16}(?:事業|業|運営)者(?:等|各社|[0-9]{1,2}(?:社|者))?"
)
"""Companies and other bodies by what the law calls them, and all of a trade: 市内バス事業者3社."""
_MUNICIPALITY = compile_pattern(r"[一-鿿々ぁ-んァ-ヶ]{1,6}[都道府県市町村区]")
COLLECTIVE = compile_pattern(r"(?:関係|庁内|全庁)?[各全](?:部局?|課室?|所属|部局等)|関係(?:各?)(?:部局?|課室?)|全庁")
"""All offices, or all concerned."""
# Words that end as an office does and are none; rooms and halls are venues.
_NO_OFFICE = compile_pattern(
    r"(?:関係|教室|会議室|研修室|和室|図書室|保健室|談話室|病室|相談会|場所|箇所|か所|カ所|ヶ所|住所|近所|名所|避難所|停留所|投票所|発電所"
    r"|全部|一部|内部|の部|(?<!渉)外部|上部|下部|[東西南北中央]+部|沿岸部|山間部|都市部|郡部|学部|高等部|幼稚部|薬局|郵便局|放送局|結局"
    r"|日課|正課|放課|(?:交流|文化|コミュニティ|スポーツ|ショッピング|カルチャー|会議|コンベンション|生涯学習|^コール)センター"
    r"|(?:自助|当事者|家族|サポート|ワーキング|小|少人数)グループ|(?:支援|専門|ワーキング|プロジェクト|訪問|アウトリーチ)チーム)$"
)
KINDS = frozenset("部局課室係所班庁")
"""Ends of names that are none alone, whatever says so: before a name they label it."""
_ENDS_NAMES = frozenset(
    "課室係局部庁署所班会館校院園科場社行プムーザ団構財協盟合人員等か他ど属町村市県国府都道街口体当監)」"
)
"""The last characters of names, and of what says that others take part."""
_REACHED = ("内線", "電話", "直通", "TEL", "Tel", "mail", "FAX", "℡", "☎")
_CLOSERS = ")]】〕>》≫〉 "
_BARE = compile_pattern(
    r"(?:事務局|センター|委員会|本部|支部|協議会|部|局|課|室|係|所|班|庁|グループ|チーム|法人|財団|機構|公社|病院|研究所|試験場|協会|連盟)$"
)
_CLAUSE = compile_pattern(
    r"第 ?[0-9一二三四五六七八九十]+(?:条|項|号|回|期|部|章|節)|のための|との|への|での|から|まで|向け|対象|含む|除く|を|(?<!障)が(?![んい])(?!(?<=[ぁ-ん]が)[^あすでな\W一-鿿])|は、"
    r"|する|した|して|による|における|に係る|等の|[0-9]{2,}|[%:。「」『』《》【】~○〇→|=◇◆]|現在|予定|年度|[0-9]月|名$|会場"
)


@lru_cache(maxsize=1024)  # a report names few departments, and often
def is_department(name: str) -> bool:
    """Tell whether a folded name is that of an office."""
    if COLLECTIVE.fullmatch(name):
        return True
    name = _kind(name)
    return (
        2 <= len(name) <= _LONGEST_NAME
        and _WIDE not in name
        and _OFFICE.search(name) is not None
        and _NO_OFFICE.search(name) is None
        and _BARE.fullmatch(name) is None
        and _CLAUSE.search(name) is None
        and _PERSON.search(name) is None
    )


def is_certain_office(name: str) -> bool:
    """Tell whether a department is an office beyond doubt, and could not be a venue as a センター could."""
    return _CORE.search(name) is not None


def is_institution(name: str) -> bool:
    """Tell whether a folded name is that of an institution, which beside departments is one and else a venue: 郷土資料館."""
    return _INSTITUTION.fullmatch(name) is not None and may_be_told(_kind(name))


def _kind(name: str) -> str:
    """Return a name without what an institution is called behind its kind: 相談センター of 相談センター「ひだまり」."""
    return name[: name.rindex("「")].rstrip(" ") if name.endswith("」") and "「" in name[2:] else name


def is_clinic(name: str) -> bool:
    """Tell whether a folded name may be a hospital's clinic (救急科): in brackets on a line of its own it is no part of a title."""
    return _CLINIC.fullmatch(name) is not None


def is_beside(name: str) -> bool:
    """Tell whether a name is that of who carries a measure out beside an office, and names none alone: 市町, 図書館."""
    return _BESIDE.fullmatch(name) is not None or is_institution(name)


def is_company(name: str) -> bool:
    """Tell whether a folded name is that of a company or another body at law, beside an office or behind 実施主体."""
    return _COMPANY.fullmatch(name) is not None and _CLAUSE.search(name) is None


def is_municipality(name: str) -> bool:
    """Tell whether a folded name may be that of a municipality as a whole, behind 実施主体; elsewhere 北町 is a place."""
    return _MUNICIPALITY.fullmatch(name) is not None


def is_body(name: str) -> bool:
    """Tell whether a folded name may be that of a body: 広報部会 behind 担当： or in a column of brackets."""
    return _BODY.fullmatch(name) is not None and may_be_told(name)


def is_theirs(name: str, *, told: bool, units: bool) -> bool:
    """Tell whether a folded name may be one of those who carry a measure out, where others stand.

    Args:
        name: of an office, an institution or a company.
        told: whether 担当： stands before it, so that it may be a body.
        units: whether it may be a part of an office by whatever word: 文化財担当, 観光ライン, 危機管理監.
    """
    if is_department(name) or is_institution(name) or is_company(name):
        return True
    return (told and is_body(name)) or (units and _UNIT.fullmatch(name) is not None and may_be_told(name))


def may_be_told(name: str) -> bool:
    """Tell whether a name that stands behind 担当課： can be a department though its end does not say so."""
    name = _kind(name)
    if len(name) > _LONGEST_NAME or name in KINDS:
        return False
    return _CLAUSE.search(name) is None and _PERSON.search(name) is None


def may_name(text: str) -> bool:
    """Tell at little cost whether a folded line can end in a name of an office or institution."""
    last = text.rstrip(_CLOSERS)[-1:]
    if last.isascii():  # how to reach them
        return any(word in text for word in _REACHED) or "JA" in text
    return last in _ENDS_NAMES or "センター" in text or "ステーション" in text or "JA" in text
