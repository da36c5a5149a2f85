"""Which brackets at the end of a heading name those responsible, and which only say more about the measure.

A department is judged by its words: it ends as offices do (課, 室, センター …), holds no clause, and is none of the words
that only look so (第3条関係, 会議室, 南部). In doubt a bracket stays in the title.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from extractors import scripts
from extractors.patterns import compile_pattern
from pipeline.codes import places_of
from pipeline.markers import form_of

_OPENING = {")": "(", "】": "【", "]": "[", "〕": "〔", "》": "《", "〉": "〈", ">": "<"}
_OPENED = compile_pattern(r"[(「『【\[]")
_CLOSING = dict(zip("(「『【[<〔《〈", ")」』】]>〕》〉", strict=True))
_LEADING = ("◎", "○", "●", "@")
NO_OFFICE_NAMED = frozenset({"なし", "無し", "無", "-", "―", "ー"})
"""What stands where no further office is named: 関係：なし."""
_SIGNS = (":", "/", "|", "=", "→", "…", "◇", "◆")
"""What parts words such as 主管 from the names behind them."""
_LONGEST_NAME = 40
_LONGEST = 120  # characters of a bracket; a longer one is prose

# （主管）A課　（関係）B課
_BRACKETED_LEAD = r"[(\[【<〔](?:主?担当|主管|所管|関係|関連|協力|連携)(?:課室?|部署?|部局|所属|機関)?[)\]】>〕]"
_LEAD = compile_pattern(
    r"^(?:[◎○●] ?)?(?:(?:[主副]?(?:担当|所管|主管)|受け?持ち?|取り?まとめ|関係|関連|協力|連携)(?:課室?|所属|部局?|部署|機関|課所?(?:[・、]係)?)?(?: ?名)?|実施(?:主体|機関)|取組主体)(?: ?[::|=◇◆/] ?| (?=\S))"
    rf"|^{_BRACKETED_LEAD} ?"
)
_LEAD_ALONE = compile_pattern(r"(?:主?(?:担当|所管|主管)|関係|関連|協力|連携)(?:課室?|所属|部局?|部署|機関)")
OTHER_FIELD = compile_pattern(
    r" +(?!(?:[主副]?担当|主管|所管|関係|関連|協力|連携)[^\s:]{0,6}:)[^\s:、。()0-9]{1,10}:(?! ?(?:[A-ESa-e][+-]?|[◎○〇△×☆★●▲]{1,3}|[0-9])$)"
)
"""What stands behind departments on their line and is neither theirs nor a grade: 所管：福祉課　　事業費：120千円."""
_WITH_PERSON = scripts.compile(
    r"(?P<office>\S+[課室係局部]) (?:担当 ?)?[一-鿿々]{1,4}(?: [一-鿿々ぁ-ん]{1,4})?(?<![課室係局部所])$"
)
_TELLS = compile_pattern(r"課|室|所属|部|機関|主体|所管|主管|受け?持")  # 担当： alone may name a person
_SPLIT = compile_pattern(
    r" ?(?:[、,;／/\n]|及び|および|並びに|ならびに|(?<=[課室係])・|(?:(?<=[部局庁署所館])|(?<=センター)|(?<=委員会)|(?<=協議会))・(?=(?:[^、,/]{2,}(?:[課室係部局庁署所会館]|センター)|[^、,/]*(?:市町村?|学校))(?:[・、,/]|$))|(?<=[課室係局部])と(?=\S{3})) ?"
    r"| ?\((?=(?:関係|関連)(?:課室?|部局?|所属|機関)?[ :][^()]+\)$)"
    rf"|(?: +|(?<=[課室係局部所]))(?={_BRACKETED_LEAD})"
    r"| +(?=(?:関係|関連|協力|連携)(?:課|部|所属|機関)|(?:主?担当|主管|所管|関係|関連|協力|連携)(?:課室?|部署?)? ?[::|=◇◆])|(?:(?<=[課室]) +(?=[^\s、,/]+(?:[課室局所館]|センター|委員会)(?:[ 、,/)]|$))|(?<=係) +(?=\S+[課室係局]$))"
)
_PERSON = compile_pattern(
    r"(?:課|部|室|係|局|所|班|次|会|院|園|校)長(?: |$)|(?:主任|主幹|主査|参事|課長補佐|担当者)(?: |$)"
)
_SPEAKER = compile_pattern(r"\S{0,12}(?:知事|[都道府県市区町村]長|議長|教育長|管理者)(?:職務代理者?)? \S.{0,12}")
_IN_CHARGE = compile_pattern(r"(?<=[課室係局])(?:所管|主管|担当)$")
_AND_OTHERS = compile_pattern(r"(?:ほか|他|など|等)$")
_REACHED = r"(?:内線|直通|電話|℡|☎|TEL|Tel|FAX|E-?mail|〒)"
_CONTACT = compile_pattern(rf"(?: ?[(\[] ?| )(?:{_REACHED}|担当 ?[::])[^()\[\]]{{0,40}}[)\]]?$")
_HELPED_BY = compile_pattern(
    r" ?\((?:(?:協力|連携|委託)(?:課|部局|機関|先)? ?[::][^()]*|[^()]+(?:[へに]の?(?:業務を?)?委託|との?(?:共催|協働|連携)))\)$"
)
_CONTACT_LINE = compile_pattern(
    r"[・※■●○◎▼▶【\[(<〔]? ?(?:(?:お|本件の?)?(?:問い?合わ?せ|照会|連絡)先?|連絡窓口)(?: ?[】\])>〕])?(?: ?[::] ?| |(?<=[】\])>〕]))(?P<name>\S.*)$"
)
_CONTACT_OPENS = "・※■●○◎▼▶【[(<〔お本問照連"
_REACHED_BY = compile_pattern(rf" ?[(\[]? ?(?:{_REACHED}|[0-9]{{2,5}}-[0-9]{{1,4}}-[0-9]{{3,4}})")

_OFFICE = compile_pattern(
    r"(?:課|室|係|部|局|庁|署|班|所|グループ|チーム|センター|事務局|委員会|本部|支部|公社|事業団|協議会|法人|機構|財団|協会|連盟|連合会|会議所|病院|研究所|試験場|研修所|(?:医|薬剤|歯科医|助産|看護|栄養|介護福祉|社会福祉|弁護|司法書|行政書)(?:師|士)会|商工会|(?:協同|森林)組合|連絡会|振興会|育成会|親の会|社協|婦人会|青年会|老人クラブ"
    r"|(?:[都道府県市町村区]立|教育委員会)\S*(?:図書館|博物館|美術館|公民館|資料館|保育園|幼稚園|こども園)|[都道府県市町村]\S{2,}窓口)(?: ?\([^()]*\))?$"
)
_CORE = compile_pattern(
    r"(?:[課室係局庁]|[^全一内外上下東西南北中央]部|事務所|振興局|事務局|委員会事務局|(?:保健|相談|研究|試験)所)$"
)
# Who carries a measure out beside an office, and names none alone.
_BESIDE = compile_pattern(
    r"(?:県内|府内|都内|道内|管内|各|全|関係|構成)?(?:市町村?|市区町村|区市町村?|町村|区町村)|[国都道府県市町村]|(?:関係|民間)(?:機関|団体)|NPO(?:法人|等)?|企業|事業者|(?:小中)?学校|大学|事務局|JA[^ 、,()/]{0,8}|農協|漁協|[ぁ-ん一-鿿ァ-ヶー]{1,12}(?:医院|助産院|クリニック|保育園|幼稚園|こども園|商店街)|[一-鿿ァ-ヶー]{0,12}(?:図書館|博物館|美術館|科学館|資料館|文学館|公民館|水族館|[動植]物園|調理場|浄水場|処理場|清掃工場)"
)
_COLLECTIVE = compile_pattern(r"(?:関係|庁内|全庁)?[各全](?:部局?|課室?|所属|部局等)|関係(?:各?)(?:部局?|課室?)|全庁")
# Words that end as an office does and are none; rooms and halls are venues.
_NO_OFFICE = compile_pattern(
    r"(?:関係|教室|会議室|研修室|和室|図書室|保健室|談話室|病室|相談会|場所|箇所|か所|カ所|ヶ所|住所|近所|名所|避難所|停留所|投票所|発電所"
    r"|全部|一部|内部|外部|上部|下部|[東西南北中央]+部|沿岸部|山間部|都市部|郡部|学部|中学部|高等部|小学部|幼稚部|薬局|郵便局|放送局|結局"
    r"|日課|正課|放課|(?:交流|文化|コミュニティ|スポーツ|ショッピング|カルチャー|会議|コンベンション|生涯学習|^コール)センター"
    r"|(?:自助|当事者|家族|サポート|ワーキング|小|少人数)グループ|(?:支援|専門|ワーキング|プロジェクト|訪問|アウトリーチ)チーム)$"
)
# What is as often a venue: only where every other heading of a report ends in its department, so does this one.
_INSTITUTION = compile_pattern(r"[^・、,]{0,20}(?:館|センター|アカデミー|大学校|学院|学園|[動植]物園|プラザ)")
_BARE = compile_pattern(
    r"(?:事務局|センター|委員会|本部|支部|協議会|部|局|課|室|係|所|班|庁|グループ|チーム|法人|財団|機構|公社)$"
)
_CLAUSE = compile_pattern(
    r"第 ?[0-9一二三四五六七八九十]+(?:条|項|号|回|期|部|章|節)|との|への|での|から|まで|向け|対象|含む|除く|を|(?<!障)が(?![んい])|は、"
    r"|する|した|して|による|における|に関する|に係る|等の|[0-9]{2,}|[%:。「」『』~○〇→|=◇◆]|現在|予定|年度|[0-9]月|名$|会場"
)
_SPACED = (
    compile_pattern(r"^(?P<title>.*?\S) +(?P<office>(?:\S+[部局課室] +)?\S+(?:、\S+)*)$"),
    compile_pattern(r"^(?P<title>.*?\S) ?/ ?(?P<office>[^\s/]+(?:[、・/] ?[^\s/]+)*)$"),
)
_LED_TO = compile_pattern(r"^(?P<title>[^…‥]*[^ …‥]) ?[…‥]{2,} ?(?P<office>[^ …‥][^…‥]*)$")
"""Leaders, which point at a name: 窓口の充実………中央図書館."""
_FAR_OFF = compile_pattern(r"^(?P<title>\S.*?\S) {4,}(?P<office>\S+)$")

_GRADE = (
    r"(?:(?:自己|総合|内部|外部|担当課|事業|取組|施策|目標|年度|[一二三]次|最終)?(?:(?:評価|判定)(?:結果|区分)?|達成(?:度|状況|区分)|進捗(?:状況|度|区分)?)|ランク)"
    r" ?[:=]? ?(?:[A-ESa-e][+-]?|[◎○〇△×☆★●▲]{1,3}|[0-9]|[ⅠⅡⅢⅣⅤ])(?: ?\([^()]{1,12}\))?"
)
GRADED = compile_pattern(rf"(?: +|(?<=[)\]】〕]) ?){_GRADE}$| ?[(\[【〔<] ?{_GRADE} ?[)\]】〕>]$")
"""How well a measure goes, said behind its heading: 評価：Ｂ, （達成度：○）."""


class Bracketed(NamedTuple):
    """A heading's words taken apart; all offsets are into the folded text that was given."""

    title: tuple[tuple[int, int], ...]
    """The stretches that make the title: all of it but the departments' brackets."""
    departments: tuple[tuple[int, int], ...]
    certain: bool
    """Whether a department is an office beyond doubt (課, 室, 部, 局) and could not be a venue as a センター could."""


@lru_cache(maxsize=1024)  # choosing a style, looking through a report and judging its lines ask for the same
def split_heading(text: str) -> Bracketed:
    """Take the departments off the end of a heading, and a grade behind its words.

    Args:
        text: the folded heading without its ○.
    """
    text = text[: _before_grade(text, len(text))]
    groups = _closing_groups(text)
    offices = [(start, end, split_departments(text, start + 1, end - 1)) for start, end in groups]
    named = [entry for entry in offices if entry[2] or (entry[0] and GRADED.fullmatch(text, *entry[:2]))]
    if not named:
        return _spaced(text)
    title, at = [], 0
    for start, end, _ in named:
        title.append((at, max(at, _before_grade(text, start))))
        at = end
    title.append((at, len(text)))
    departments = tuple(entry for _, _, found in named for entry in found)
    return Bracketed(tuple(t for t in title if text[t[0] : t[1]].strip()), departments, _certain(text, departments))


def _before_grade(text: str, end: int) -> int:
    """Return where the words of a heading end that a grade follows up to `end`: of 相談会 評価:B(順調), but not (福祉課)."""
    graded = GRADED.search(text, 0, len(text[:end].rstrip(" ")))
    if graded is None or not graded.start():
        return end
    if any(split_departments(text, a + 1, b - 1) for a, b in _closing_groups(text[:end])[-1:]):
        return end
    return len(text[: graded.start()].rstrip(" "))


@lru_cache(maxsize=1024)  # as for headings
def bracket_line(text: str) -> Bracketed | None:
    """Return the departments of a line that is nothing but brackets around them, else None."""
    groups = _closing_groups(text)
    if not groups or groups[0][0] != 0:
        return None
    found = [split_departments(text, start + 1, end - 1) for start, end in groups]
    if not all(found):
        return None
    departments = tuple(entry for entries in found for entry in entries)
    return Bracketed((), departments, _certain(text, departments))


def split_departments(text: str, start: int, end: int, *, told: bool = False) -> tuple[tuple[int, int], ...]:
    """Return the bounds of each department in `text[start:end]`; none where one of them is no department.

    Args:
        text: folded.
        start: first character behind the opening bracket.
        end: the closing bracket.
        told: whether words before (担当課：) say that it is departments, so that their ends need not.
    """
    if end - start > _LONGEST:
        return ()
    entries, kept, at = [], list[tuple[int, int]](), start
    for match in _SPLIT.finditer(text, start, end):
        if _depth(text, at, match.start()) == 0:
            entries.append((at, match.start()))
            at = match.end()
    entries.append((at, end))
    named_office = told
    for entry in entries:
        a, b = _trimmed(text, *entry)
        leads = entry != entries[-1] or not _COLLECTIVE.fullmatch(text[a:b])
        if leads and _LEAD_ALONE.fullmatch(text[a:b]):  # 担当課 A課 関係課 B課
            told = True
            continue
        lead = _LEAD.match(text[a:b])
        if lead:
            a, told = a + lead.end(), told or _TELLS.search(lead.group()) is not None
        a += text[a : a + 1] in _LEADING  # （◎A課、B課）: the first of them leads
        a, b = _trimmed(text, a, b)
        if told and kept and text[a:b] in NO_OFFICE_NAMED:
            continue
        named = _WITH_PERSON.match(text[a:b])
        b = a + named.end("office") if named and is_department(named["office"]) else b
        if a >= b:
            return ()
        office = is_department(text[a:b]) or (told and _may_be_told(text[a:b]))
        if not office and not _BESIDE.fullmatch(text[a:b]):
            return ()
        named_office = named_office or office
        kept.append((a, b))
    return tuple(kept) if named_office else ()


def split_institution(text: str) -> Bracketed | None:
    """Take an institution that would also be a venue off the end of a heading; None for any other heading.

    Args:
        text: the folded heading without its mark, in a report whose other headings end in their departments.
    """
    groups = _closing_groups(text)
    far_off = _FAR_OFF.match(text) if not groups else None
    if not groups and far_off is None:
        return None
    if far_off is not None:
        title, name = far_off.span("title"), far_off.span("office")
    else:
        start, end = groups[-1]
        title, name = (0, start), (start + 1, end - 1)
    if not is_institution(text[slice(*name)]):
        return None
    return Bracketed((title,), (name,), certain=False)


def office_line(text: str) -> tuple[tuple[int, int], ...]:
    """Return the departments of a folded line that is nothing but the names of offices beyond doubt; else none."""
    marked = form_of(text)
    if len(text) > _LONGEST_NAME or (marked is not None and places_of(marked.form)):  # 1 総務課 is a heading
        return ()
    found = split_departments(text, 0, len(text))
    return found if all(_CORE.search(text[a:b]) for a, b in found) else ()


def is_speaker(text: str) -> bool:
    """Tell whether a folded line only names who speaks or signs: 朝影市長 北村 千尋."""
    return _SPEAKER.fullmatch(text) is not None


def contact(text: str) -> tuple[tuple[int, int], ...] | None:
    """Return the departments of a folded line that says whom to ask (問合せ　福祉課（内線 123）); None for any other line.

    Args:
        text: the line. Where it names no department there are none.
    """
    match = _CONTACT_LINE.match(text) if text[0] in _CONTACT_OPENS else None
    if match is None:
        return None
    reached = _REACHED_BY.search(text, match.start("name"))
    end = len(text) - (text[-1:] == _CLOSING.get(text[0], "\0"))
    return split_departments(text, match.start("name"), reached.start() if reached else end)


def _may_be_told(name: str) -> bool:
    """Tell whether a name that stands behind 担当課： can be a department though its end does not say so."""
    return _CLAUSE.search(name) is None and _PERSON.search(name) is None and len(name) <= _LONGEST_NAME


def tells_departments(lead: str, names: str) -> bool:
    """Tell whether the words before names (担当課：) say that they are departments; 担当： may name a person, but no 図書館.

    Where only a blank parts the two (所管 中央図書館), the names must be those of offices or institutions too.
    """
    signed = lead.rstrip(" *")[-1:] in _SIGNS or lead[:1] in "([【<〔"
    told = _TELLS.search(lead) is not None
    if signed and told:
        return True
    named = (_INSTITUTION.fullmatch(name) or is_department(name) for name in _SPLIT.split(names.strip()))
    return (signed or told) and all(named)


@lru_cache(maxsize=1024)  # a report names few departments, and often
def is_department(name: str) -> bool:
    """Tell whether a folded name is that of an office."""
    if _COLLECTIVE.fullmatch(name):
        return True
    return (
        2 <= len(name) <= 40
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
    return _INSTITUTION.fullmatch(name) is not None and _may_be_told(name)


def is_balanced(text: str) -> bool:
    """Tell whether every bracket and quotation mark that opens in `text` closes."""
    opened = _OPENED.findall(text)
    return not opened or all(text.count(a) <= text.count(_CLOSING[a]) for a in set(opened))


def _closing_groups(text: str) -> list[tuple[int, int]]:
    """Return the bounds of the brackets that end `text`, one behind the other, in order."""
    groups: list[tuple[int, int]] = []
    end = len(text)
    while end and (closing := text[end - 1]) in _OPENING:
        opening, depth, at = _OPENING[closing], 1, end - 1
        while depth and at >= 0:
            inner, at = at, text.rfind(opening, 0, at)
            depth += text.count(closing, max(at, 0), inner) - 1
        if at < 0:
            break
        groups.append((at, end))
        end = len(text[:at].rstrip(" "))
    return groups[::-1]


def _spaced(text: str) -> Bracketed:
    """Read 「相談の実施  地域福祉課」 and 「相談の実施／地域福祉課」: an office beyond doubt, set apart by blanks or a stroke.

    Leaders (相談の実施……図書館) lead to an institution as well.
    """
    led = _LED_TO.match(text) if "…" in text or "‥" in text else None
    if led is not None:
        names = split_departments(text, *led.span("office"))
        names = names or ((led.span("office"),) if is_institution(led["office"]) else ())
        if names:
            return Bracketed((led.span("title"),), names, certain=True)
    for pattern in _SPACED:
        match = pattern.match(text)
        entries = split_departments(text, *match.span("office")) if match else ()
        if not (match and entries) or _is_mark(text, match.end("title")):
            continue
        lead = _LEAD.match(match["office"])  # 所管：各公民館
        told = lead is not None and _TELLS.search(lead.group()) and lead.group().rstrip().endswith(_SIGNS)
        behind_stroke = text[match.end("title") : match.start("office")].strip() == "/"
        if (told or behind_stroke or _certain(text, entries)) and not is_department(match["title"]):
            return Bracketed((match.span("title"),), entries, certain=True)
    return Bracketed(((0, len(text)),), (), certain=False)


def _is_mark(text: str, end: int) -> bool:
    """Tell whether the words before `end` only number what follows them: 1 総務課 names no measure."""
    marked = form_of(text)
    return marked is not None and end <= marked.title


def _certain(text: str, departments: tuple[tuple[int, int], ...]) -> bool:
    return any(_CORE.search(text[a:b]) or _COLLECTIVE.fullmatch(text[a:b]) for a, b in departments)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    for behind in (GRADED, _HELPED_BY, _CONTACT, _AND_OTHERS, _IN_CHARGE):
        match = behind.search(text, start, end)
        end = match.start() if match else end
    end -= text[end - 1 : end] == ")" and _depth(text, start, end) < 0  # (関係:…) is taken apart at its opening
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end


def _depth(text: str, start: int, end: int) -> int:
    return text.count("(", start, end) - text.count(")", start, end)
