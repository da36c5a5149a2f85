"""The prefecture, municipality or body of several of them that issues a report, by its own name; 本県, 各市町 are none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import scripts
from extractors.patterns import compile_pattern

_NAME = "一-鿿々ヶケァ-ヺーぁ-ん"
# A prefecture first: 青凪県市町連携計画 is of the prefecture. 市 is tried before 町 and 村: 東村山市, 十日町市.
_FORMS = tuple(
    compile_pattern(rf"(?P<name>{pattern})")
    for pattern in (
        r"北海道|東京都|大阪府|京都府",
        rf"[{_NAME}]{{1,7}}?県(?![民内外立営境域])",
        rf"[{_NAME}]{{1,8}}?市(?:市(?![町民]))?(?![民内外立営場街販役]|[市町村](?!民))",
        rf"[{_NAME}]{{1,7}}?区(?![民内外域分間])",
        rf"[{_NAME}]{{1,7}}?町(?![民内外立市村])",
        rf"[{_NAME}]{{1,7}}?村(?![民内外立市町])",
    )
)
_INSTITUTION = r"[^\s、。「」()のをがはに]{0,20}?(?:館|校|院|園|所|場|大学(?:法人)?|学部|センター|プラザ|ホール|会館)"
_FOUNDED = compile_pattern(
    r"(?P<name>(?:[一-鿿々ヶケァ-ヺ]{1,5}?|[一-鿿]{1,2}[ぁ-ん]{1,6}(?<![のいたなるくむうすつぶぐ])|[ぁ-ん]{2,7}(?<![のいな])[一-鿿]{0,2})[県市区町村])"
    rf"(?:立(?:{_INSTITUTION})|民病院)"
)
"""青凪県立図書館 is of 青凪県, and 汐見市民病院 of 汐見市; who founds it is named by no adjective: 新しい市立図書館."""
_NO_FOUNDER = scripts.compile(
    r"(?:旧|[現元新公私国](?=[県市区町村]$)|既存|統合|新設|再編|全国|隣接|近接|複数|移管|地域|地元|県内|市内).*|.*(?:都道府県|[県市区町村]{2,})"
)
_OF_INSTITUTION = compile_pattern(rf"{_FOUNDED.pattern}(?: [^ ]{{1,10}}(?:課|室|係|部|担当))?")
_NEW = r"新(?!潟|発田市|見市|居浜市|宮[市町]|宿区|城市|座市|庄[市村]|郷村|島村|得町|冠町|篠津村|十津川町|ひだか町|温泉町|富町|上五島町|地町)"
"""What a plan of a municipality is called, unless the municipality's own name begins so."""
_LEGAL = (
    r"(?:(?:社会福祉|地方独立行政|特定非営利活動|(?:一般|公益)?[社財]団)法人|[(](?:[公一]?[社財]|社福|地独|特非)[)]) ?"
)
"""What a body is by law, before its name: 公益財団法人, （公財）."""
_SKIPPED = compile_pattern(
    rf"^(?:【[^】]*】|(?:保険者|市町村|市区町村|都道府県|自治体|団体)名?(?: ?: ?| )|{_LEGAL}|[(][^()]{{0,4}}[0-9元] ?年[^()]{{1,30}}[)]|第? ?[0-9一二三四五六七八九十]+ ?(?:期|次|回)|(?:令和|平成|R|H) ?(?:元|[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}) ?年?度?版?|20[0-9]{{2}} ?年?度?版?|[0-9]{{1,2}} ?[月日]|[一二三四五六七八九十]{{1,3}} ?月(?=定例|臨時|議会)|(?:定例|臨時)議?会|(?<=月)議会|{_NEW}|改定版?|[「『( \-・])+"
)
_NO_NAME = scripts.compile(
    r"^(?:[本当同各全他両隣近]|構成|関係|近隣|周辺)?(?:都道府)?[県市区町村]+$|[本当同各全他両隣]県$|[本当同各全両][市区町村]$|都市$|^(?:大|中小|地方)?都市|^市町|市町村|地区$|学区$|校区$|[を、]|(?<=[一-鿿])[はにでとへ](?=[一-鿿])|(?<=[一-鿿]{2})の(?=[一-鿿])|県内"
)
_KIND_OF_PLACE = scripts.compile(r"[農山漁]{1,3}村(?=振興|活性|地域|整備|計画)")
"""農山漁村振興計画 is of no village."""
_BODY_NAME = f"{_NAME}・"
_BODY = compile_pattern(
    rf"(?P<name>(?P<of>[{_BODY_NAME}]{{2,24}}?)(?:広域連合|企業団(?!地(?![域震])|体)|事務組合"
    r"|(?:広域|圏|行政|消防|衛生|環境|清掃|斎場|斎苑|火葬|病院|医療|介護保険|[上下]水道|港管理|処理|施設|給食|福祉|学校|林野|水防|市場|競[馬輪艇])組合"
    r"|社会福祉協議会|国民健康保険団体連合会|職員共済組合|病院機構(?!改)))"
    r"(?![員内外側間等]|構成|加入|職員)"
)
"""A body set up by law, which bears the name of a region as well as that of a prefecture or municipality."""
_NO_BODY = scripts.compile(
    r"^[本当同各全他両隣近]|^(?:構成|関係|加入|近隣|県内|市内|町内)"
    r"|^(?:一部|広域|地域|地方|[地校学]区|都道府県|市?町村|市町|学校|老人|圏|行政|消防|衛生|環境|清掃|病院|医療|後期高齢者|介護保険|[上下]?水道|総合|共同|事業|小|中|小中|教育|林野|水防|市場)+$"
    r"|[をやは]|法人|(?:[部課局室画ン]|(?P<joint>[一-鿿ぁ-んァ-ヶ]{2,7})(?=・(?P=joint)))・|(?<=[一-鿿])[にでとへも](?=[一-鿿])|(?<=[一-鿿]{2})の(?=[一-鿿])|及び|並びに"
)
"""What stands before the kind of a body where that is not named."""
_COUNCIL = compile_pattern(
    rf"(?P<name>(?P<of>[{_BODY_NAME}]{{2,24}})(?<!社会福祉)(?:推進|連絡)?協議会)(?: ?\(?事務局.*| (?:(?:令和|20)[0-9元]{{1,2}} ?年度 ?)?(?:事業|活動)(?:報告|実績)(?:報告)?書?)?"
)
"""A council, which counts where its line has no more than its own work: elsewhere it may be the one that is reported to."""
_SOCIETY = compile_pattern(
    rf"(?P<name>(?![国公学][立校])(?P<of>[{_NAME}]{{2,20}})(?<!の)(?:公社|事業団|財団|協会|商工会(?:議所)?|(?:観光|スポーツ|文化)(?:連盟|機構|ビューロー)|(?<!立)大学))(?: [^ ]{{0,10}}(?:課|室|係|部|担当|事務局))?"
)
"""A society, which bears the name of a place and is not its municipality; it counts alone on a line as well."""
_LED_SOCIETY = compile_pattern(rf"{_LEGAL}{_SOCIETY.pattern}(?=[ の第「(]|$)")
"""公益財団法人南凪市文化財団　経営計画: what it is by law shows that its name does not end with the place."""
_CORPORATION = compile_pattern(
    rf"(?P<name>(?:(?:国立|公立)大学|学校)法人 ?[{_NAME}]{{1,14}}?(?:大学院大学|大学(?!院|法人)(?:機構)?|学園|学院|短期大学(?!部)))"
)
"""A university, whose name is that of the body that runs it: 公立大学法人白浜大学."""
_OWN_MEETING = compile_pattern(
    r" ?(?:(?:令和|20)[0-9元]{1,2} ?年度 ?)?(?:第 ?[0-9]{1,3} ?回 ?)?(?:定例|臨時|通常|定時)?(?:理事会|評議員会|評議会|役員会|総会|社員総会|正副会長会議?|運営(?:委員)?会議?|経営(?:会議|協議会)|教育研究評議会|代表者会議|組合議会|企業団議会|(?:広域)?連合議会)"
    r"(?: ?[(]?第 ?[0-9]{1,3} ?回[)]?)?(?:[ の]?(?:提出|報告|説明|配[付布]|協議|会議)?(?:資料|議案|事項)(?: ?[0-9\-]{1,4})?)?"
)
"""Behind the name of a body, its own meeting, for which the report is: 理事会資料."""
_ORDINAL = compile_pattern(r"第 ?[0-9一二三四五六七八九十]+ ?[期次]")
_SPEAKS = compile_pattern(r"(?P<name>[^\s、。「」]{3,26}?)(?:では|は|で)、")
_OF_ITSELF = compile_pattern("計画|プラン|ビジョン|戦略|取組|取り組|施策|事業")
_OTHERS = compile_pattern(r"(?:本|当)(?P<kind>[都道府県市区町村]|広域連合|組合|企業団)")
_WARD_OF = compile_pattern(rf"(?P<city>[{_NAME}]{{1,7}}市)(?P<ward>[{_NAME}]{{1,5}}区)")
_HOUSE = compile_pattern(
    r"[・○◯◇◆■□● ]*(?:(?:開催|会議)?場 ?所|会 ?場|ところ) ?[: ] ?(?P<house>[^、。: ]{2,24}?(?P<kind>役所|役場|[県府道]庁|支庁|局|事務所|センター))(?=$|[ (0-9本東西南北新別会大第])"
)
_LED_BY = {
    "役所": "[市区]長",
    "役場": "[町村]長",
    "支庁": "支庁長",
    "局": "局長",
    "事務所": "所長",
    "センター": "(?:センター|所)長",
}
_OF_PREFECTURE = "知事"
"""Who leads what is in a house, as minutes name him there: 場所 みなと町役場, 議長 町長."""
_QUOTES = compile_pattern("[「『]")
_OFFICE = compile_pattern(r"[^、。 ]+(?:部|局|課|室|委員会|本部|センター)$")
_ENDS_IN_OFFICE = compile_pattern(r"(?:部|局|課|室|係|班|センター|担当|グループ)(?: .*)?$")
_SIGNS = compile_pattern(
    r"^ *[\[(【〔<■●○◆◇]? ?(?:(?:(?:この|本)(?:ページ|記事|情報|件|資料)[^ 、。]{1,6})?お?問い?合わ?せ先?|(?:\([Cc]\)|©|[Cc]opyright)[ (Cc)©0-9\-.,]*|(?:編集・?)?発行(?:者|元)?|編集|作成(?:者)?)[\])】〕> :・/]*(?P<by>.*)$"
)
"""Who a report is by, at its end: 問い合わせ先　葉山川広域連合総務課."""
_LEGALLY = compile_pattern(rf" *{_LEGAL}")
_RIGHTS = compile_pattern(r"[ .,]*[Aa]ll [Rr]ights [Rr]eserved\.?$")
_SITE = compile_pattern(r"(?:公式)?(?:ホームページ|(?:ウェブ)?サイト|HP)$")
_AT_END = compile_pattern(r"[ |]+")
_BY_WHOM = compile_pattern(r"^(?:編集・?)?(?:発行|作成|編集)(?:者|元)?[ :/]+")
_SIGNED = compile_pattern(r"^ {8,}(?P<by>[^、。「」()]{2,40})$")
_OFFICE_LINE = compile_pattern(r"^[^、。「」]{2,40}$")


def find_organisation(names: Sequence[str], preface: Sequence[str], headings: Sequence[str]) -> str | None:
    """Return the issuing body.

    Args:
        names: the folded plan name and title.
        preface: folded lines before the first heading.
        headings: folded headings of measures with their departments (青凪県…センター).
    """
    for text in names:
        found = (
            _led_society(text)
            or _bearing(name_at_start(text), preface)
            or _founder(_FOUNDED.match(_SKIPPED.sub("", text)))
            or _quoted(text)
            or _at_end(text)
        )
        if found:
            return found
    alone = [_SOCIETY.fullmatch(_SKIPPED.sub("", line)) for line in preface]
    for line in (line for line, society in zip(preface, alone, strict=True) if society is None):
        found = name_at_start(line) or _at_end(line) if _OFFICE_LINE.match(line) else _quoted(line)
        if found:
            return found
    for heading in headings:
        _, bracket, office = heading.rpartition("(")
        found = name_at_start(office) if bracket else None
        if found and found[-1] in "県都道府":
            return found
    for body in (*map(_COUNCIL.fullmatch, preface), *alone):
        if body and not _NO_BODY.search(body["of"]):
            return body["name"]
    founder = next(filter(None, map(_founder, map(_OF_INSTITUTION.fullmatch, preface))), None)
    return founder or _of_plan(next(iter(names), ""), preface) or _speaking(preface) or _at_home(preface)


def _led_society(text: str) -> str | None:
    society = _LED_SOCIETY.match(text)
    return society["name"] if society and not _NO_BODY.search(society["of"]) else None


def _of_plan(plan: str, preface: Sequence[str]) -> str | None:
    """Return whose a plan is by its full name in a foreword: of 第2次水源計画 that of 第2次葉山川広域連合水源計画, if of one alone."""
    core = _SKIPPED.sub("", plan)
    which = _ORDINAL.match(plan)
    if not core:
        return None
    ordinal = re.escape(which.group()) if which else _ORDINAL.pattern
    full = re.compile(rf"(?P<ahead>{ordinal})?(?P<of>[{_BODY_NAME}]{{2,24}}?)(?P<behind>{ordinal})?{re.escape(core)}")
    told = [match for line in preface if core in line for match in full.finditer(line)]
    owners = {m["of"] for m in told if name_at_start(m["of"]) == m["of"] and (not which or m["ahead"] or m["behind"])}
    return owners.pop() if len(owners) == 1 else None


def _speaking(preface: Sequence[str]) -> str | None:
    """Return the body that a foreword begins with as that which does what it tells: 葉山川広域連合では、計画に基づき…."""
    told = [match["name"] for line in preface if (match := _SPEAKS.match(line)) and _OF_ITSELF.search(line)]
    names = {name for name in told if name_at_start(name) == name}
    if len(names) != 1:
        return None
    name = names.pop()
    kinds = {match["kind"] for line in preface for match in _OTHERS.finditer(line)}
    return name if all(map(name.endswith, kinds)) else None


def _at_home(preface: Sequence[str]) -> str | None:
    """Return in whose house minutes say that those met whom its own head led, whom they name by no more than his office."""
    house = next(filter(None, map(_HOUSE.match, preface)), None)
    name = name_at_start(house["house"].removesuffix("役所")) if house else None
    if house is None or name is None:
        return None
    head = _LED_BY.get(house["kind"], _OF_PREFECTURE)
    led = re.compile(
        rf"[・○◯◇◆■□● ]*(?:出 ?席 ?者?|参 ?加 ?者|議 ?長|座 ?長|司 ?会|進 ?行|委 ?員 ?長|本 ?部 ?長) ?[: ] ?副?{head}(?=$|[、,・ (])"
    )
    return name if any(map(led.match, preface)) else None


def _bearing(name: str | None, preface: Sequence[str]) -> str | None:
    """Return the body that bears a municipality's name and stands alone on a line, where the municipality itself does not.

    Of a ward it is the city that has it, if a line says so: 汐見市東区.
    """
    if name is None:
        return None
    if name.endswith("区"):
        wards = filter(None, map(_WARD_OF.match, preface))
        return next((ward["city"] for ward in wards if ward["ward"] == name), name)
    lines = [_BY_WHOM.sub("", line) for line in preface if name in line and _OFFICE_LINE.match(line)]
    alone = [found for line in lines if (found := _alone(line)) is not None]
    if name in alone:
        return name
    bodies = [*alone, *filter(None, map(_spoken_of, preface))]
    return next((body for body in bodies if body != name and body.startswith(name)), name)


def _spoken_of(line: str) -> str | None:
    """Return the body that a line begins with as what tells of a plan of its own: 汐見市社会福祉協議会では、第2次計画を…."""
    match = _SPEAKS.match(line) if _OF_ITSELF.search(line) else None
    name = name_at_start(match["name"]) if match else None
    return name if match and name and match["name"].endswith(name) else None


def _alone(line: str) -> str | None:
    """Return the name that a folded line has at most its head, an office or a meeting of its own behind: 汐見市社会福祉協議会 総務課."""
    name = name_at_start(line)
    rest = line[line.index(name) + len(name) :] if name else ""
    own = not rest or rest[0] == "長" or _ENDS_IN_OFFICE.search(rest) or _OWN_MEETING.fullmatch(rest)
    return name if own else None


def _founder(named: re.Match[str] | None) -> str | None:
    """Return who an institution is of by its name."""
    if named is None or _NO_NAME.search(named["name"]) or _NO_FOUNDER.fullmatch(named["name"]):
        return None
    return named["name"]


def signs_by_law(line: str) -> bool:
    """Tell whether a folded line has nothing but a body with what it is by law: 社会福祉法人 汐見市社会福祉協議会."""
    legal = _LEGALLY.match(line)
    return legal is not None and name_at_start(line) == line[legal.end() :].strip()


def signed_by(closing: Sequence[str]) -> str | None:
    """Return the body that the folded last lines of a report name as whose it is, or whom to ask; none where they name several."""
    told = [_RIGHTS.sub("", line.rstrip()) for line in closing if line.strip()]
    found: set[str] = set()
    for at, line in enumerate(told):
        match = _SIGNS.match(line) or _SIGNED.match(line)
        words = match["by"].strip() if match else ""
        if match and not words and at + 1 < len(told):  # whom to ask stands below
            words = told[at + 1].strip()
        name = name_at_start(words) if _OFFICE_LINE.match(words) else None
        rest = words[len(name) :] if name and words.startswith(name) else None
        if name and rest is not None and (not rest or _ENDS_IN_OFFICE.search(rest)):
            found.add(name)
    return next(iter(found)) if len(found) == 1 else None


def _quoted(text: str) -> str | None:
    for match in _QUOTES.finditer(text):
        found = name_at_start(text[match.end() : match.end() + 40])
        if found:
            return found
    return None


def _at_end(line: str) -> str | None:
    """Return the name that stands alone at the end of a line, or before an office there: 施策評価シート 若鮎市 総務部."""
    *before, last = _AT_END.split(_SITE.sub("", line.strip()))
    if len(before) > 1 and _OFFICE.search(last):
        before, last = before[:-1], before[-1]
    return last if before and name_at_start(last) == last else None


def name_at_start(text: str) -> str | None:
    """Return the name that a folded text begins with, be it behind a number or a year; None without one."""
    text = _SKIPPED.sub("", text)
    body = _BODY.match(text)
    if body and not _NO_BODY.search(body["of"]):
        return body["name"]
    if text[:1] in "国公学" and (corporation := _CORPORATION.match(text)) is not None:
        return corporation["name"]
    for form in _FORMS:
        match = form.match(text)
        if match and not (_NO_NAME.search(match["name"]) or _KIND_OF_PLACE.match(text)):
            return match["name"]
    return None
