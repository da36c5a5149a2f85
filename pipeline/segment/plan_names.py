"""What the plan is called that a report is on: in its title or above its text, by its formal name where it has another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.patterns import compile_pattern
from pipeline.markers import BULLETS
from pipeline.segment.brackets import CLOSING
from pipeline.segment.organisation import name_at_start

_SEVERAL = 2  # plans of a list
_LAW = "条例"
_WRAPPED = 0.8  # of the longest line
MINUTES = r"(?:(?:会議|議事|審議|審査)の?(?:録|要[旨録点]|概要|記録|経過|内容|結果|メモ)|開催(?:の?記録|の?概要|結果)|要点記録|摘録)"
"""What minutes are called."""
_PLAN_WORDS = r"(?:計画|プラン|ビジョン|大綱|戦略|構想|指針|条例|プログラム|ロードマップ|アクション)"
_ORDINAL = r"第 ?[0-9一二三四五六七八九十]{1,3} ?[期次]"
_EDITION = rf"\({_ORDINAL}(?:改[定訂]版?)?\)"
_REVISED = compile_pattern(rf"\({_ORDINAL}改[定訂]版?\)$")
_BESIDE = r"(?:[「『][^「」『』]{1,20}[」』])"
"""What it is called beside that: みなと町観光計画「なみおと」."""
_ENDS_IN_PLAN = compile_pattern(rf"{_PLAN_WORDS}(?:\([^()]*\))?[」』)]?{_BESIDE}?$")
_OWN_POLICY = compile_pattern(
    r"(?![本当同各全])[^、。「」\s]{1,8}[都道府県市区町村](?!の|民|内|外(?!国))[^、。「」\s]{2,30}(?<!今後の)(?<!の主な)方針"
)
_OWN_PLAN = compile_pattern(r"[都道府県市区町村]|第? ?[0-9一二三四五六七八九十]{1,2} ?[次期]|(?:令和|平成)[0-9元]")
"""What the name of a plan has that a chapter on planning (土地利用計画) has not: whose it is, or which."""
_QUOTED_PLAN = compile_pattern(
    rf"[「『](?P<name>[^「」『』。]{{1,50}}{_PLAN_WORDS}(?: ?(?:\([^()]{{1,20}}\)|第?[0-9一二三四五六七八九十]+(?:期|次|版)?|[~\-][^「」『』]{{1,30}}[~\-]))?)[」』]"
)
_NO_NAME = r"(?!(?:基本|重点|個別)?(?:施策|政策|目標|指標|方針|方向|柱|戦略|事業|項目|取組|分野|令和|平成|昭和|第|議案|資料)(?:の[一-鿿]{1,2})? ?[0-9①-⑳])"
_NUMBERED = (
    rf"{_NO_NAME}[^「」『』。、\s()]{{2,24}}[ぁ-ヿ一-鿿](?<!公約)(?<!マニフェスト)(?<![部課局室])(?:21|20[2-5][0-9])"
)
_FOLLOWED = r" ?の?(?:(?:令和|平成|R) ?(?:[0-9]{1,2}|元) ?年度|20[0-9]{2} ?年度)?の? ?(?:進捗|進行(?:管理|状況)|推進状況|取組(?:状況|実績)|(?:年次|中間|点検|評価|自己|実績|事業)(?:報告|評価|点検)|(?:評価|実績|取組)書?$|目標(?:値|指標)?の?(?:達成|進捗)状況)"
_BY_NUMBER = compile_pattern(
    rf"[「『](?P<quoted>{_NUMBERED}(?: ?{_EDITION})?|{_NO_NAME}[^「」『』。、()]{{2,24}} ?{_EDITION})[」』]{_FOLLOWED}"
    rf"|(?:^|(?<= ))(?P<name>{_NUMBERED}(?: ?{_EDITION})?){_FOLLOWED}"
)
"""What is named without a word for a plan, but by the year it aims at or by which of several it is: 「いきいき港町21(第2次)」の進捗状況."""
_CARRYING = r"(?<=計画実|画の実)施(?:計画|プラン|プログラム)(?!書)"
"""Behind 実: the name of a plan goes on with it, みなと町総合計画実施計画 is one of its own; that of an outline does not."""
_PLAIN_PLAN = compile_pattern(
    rf"(?:(?P<which>{_ORDINAL}) )?(?P<name>[^「」『』【】:。、\s]{{2,50}}?{_PLAN_WORDS}(?:第?[0-9]+期|[0-9]{{2}}(?:[0-9]{{2}})?(?![0-9年]))?)(?={_BESIDE}?(?:$| |[(\[【〔<《〈]|[:/|] ?(?:令和|平成|R ?[0-9]|20[0-9]{{2}}|進捗|取組|実績)|に基づ|に係|に関|に掲げ|に位置|における|の(?:進|取|運用|検証|推進|実(?!{_CARRYING})|点|評|年(?!次計画)|達|令|上|下|概|中間|歩み|あゆみ|振り返り|いま|現在地)|は(?:どこまで|どう|いま)|進捗|推進(?:状況|報告|実績|(?:会議|委員会|協議会|本部|懇[談話]会))|報告|レポート|[~\-]|取組|実(?!{_CARRYING})施|実績|年次(?!計画)|令和|平成|評価|点検|中間|上半期|下半期|進行|管理[シ票表]|個票|調書|シート|(?<=実施計画)(?:掲載|登載)?事業|の?(?:効果(?:の?検証|の?測定)|成果(?:の?検証|の?評価|報告|一覧)|フォローアップ|モニタリング|達成状況|総括(?:報告|評価)|最終(?:報告|評価|実績)|検証(?:報告|結果|調書|シート|書)|KPI)))"
)
_MOTTO = compile_pattern(rf"^[^、。]{{1,20}}?(?<![都道府県市区町村合会団])の(?={_ORDINAL})")
"""What leads to the plan that says which it is: 笑顔あふれるまちの|第3次みなと町総合計画; not whose it is."""
_ACTOR = "[会部議都道府県市区町村課局庁]"
_WHOSE = rf"(?:{_ORDINAL}|[ぁ-ヶ一-鿿ー]{{1,8}}[都道府県市区町村])"
"""What a plan's name begins with behind who acts on it: 教育委員会が第2次みなと町教育振興計画に掲げる…; in 県がん対策計画 nobody does."""
_PLAN_LEAD = compile_pattern(
    rf"^(?:[^、。「」\s]{{0,14}}{_ACTOR}(?:が|で?は)(?={_WHOSE})|"
    r"[【\[(]?(?:議[事題案]|案件|(?:協議|報告|審議|説明)(?=[事案][項件]))(?:事項|案件)?(?: ?\(?[0-9①-⑳]{1,2}\)?)?[】\])]?(?:[:/ ]|(?<=[)\]】①-⑳])) ?|"
    r"[・~(<-] ?|(?:この|本)[^、。「」]{0,6}(?:報告書?|資料|冊子|一覧表?|シート|調書|まとめ)は、?|【?資料[0-9\-]*】?|(?:[0-9]{1,2}[.、]? ?)?(?:対象)?計画の?名称? ?[: ]|(?:令和|平成|R|H) ?(?:元|[0-9]{1,2}) ?年?度?|20[0-9]{2} ?年度|年度末?|末|(?:上|下)半期|第? ?[0-9一二三四五六七八九十]{1,3} ?回(?!想)|における|(?<=.)の|[0-9]{1,2}月末|現在| )+"
)
_NO_PLAN = compile_pattern(
    rf"^(?:国|政府|[^、。\s]{{2,6}}省)(?:(?:が|で?は){_WHOSE}|の)|"
    r"^(?:本|当|同|各|この|その|新|現行|次期|前|実施|(?:対象|関係|関連)(?:と[なす]る|する|の)?|年度|行動|事業|基本|推進|全体|総合|策定|個別)?計画$|^本"
    r"|^\(?[0-9]{1,2}\)"
    r"|^(?:[^。]*(?:実績|状況|結果)(?:・|及び|と))?(?:[^。]{0,20}の)?(?:令和|平成|[RH])?[0-9元]{1,2}年度(?:の?(?:実施|行動|推進|事業|活動)?)計画$"
    r"|^(?:計画|施策|事業|取組|全体|今後|[^の]{1,8}[都道府県市区町村])の[一-鿿]{2}(?:的な)?方針$"
)
_MINUTES = compile_pattern(rf"{MINUTES}(?: ?\([^()]*\))?$")
_TALKED_OF = compile_pattern(r"(?:について|に関すること|の件|の報告)(?: ?\([^()]*\))?$")
_COUNTED = compile_pattern(r"^(?:(?:\([0-9]{1,2}\)|[0-9]{1,2}[.、)]?|[①-⑳]|[一二三四五六七八九十]{1,2}[、 ]) ?){1,2}")
_POLICIES = rf"(?:{_PLAN_WORDS}|(?:推進|基本|整備|活用|対応|取組|実施|基本的な|推進の)方針)"
"""What may be a plan where the words around it say so; a plan itself has its 基本方針."""
_POLICY = compile_pattern(
    r"(?P<name>[^「」『』。、\s]{4,40}?(?:推進|基本|整備|活用|対応|基本的な|支援|管理|運[営用]|保全|利用|強化|促進|振興|調達)方針)"
    r"(?=に(?:基づ|定め|掲げ)|の(?:進捗|実施状況|取組)| ?\(| ?の?(?:令和|平成|20[0-9]{2}年|進捗|取組|実施状況|実績|年次|中間))"
)
_SET_OUT = compile_pattern(
    rf"[「『](?P<name>[^「」『』。]{{1,50}}{_POLICIES})[」』](?:\([^()]{{1,30}}\))?(?:に(?:定め|掲げ|基づ|沿|よる|位置)|の(?:進|実施|推進状況|取組状況))"
)
"""「…の推進方針」に定めた施策."""
_DRAWN_UP = compile_pattern(
    rf"(?:策定し|作成し|定め|決定し)た[「『]?(?P<name>[^「」『』。、\s]{{3,40}}?{_POLICIES})(?=[」』]?[のにをは])"
)
_OF_STATE = compile_pattern(
    r"(?:(?<![全両])国|省|(?<![都道府県市区町村本])庁|政府)"
    r"(?:が(?:(?!に[沿基従よ応])[^、。「」を]){0,8}|の[^、。「」をにで]{0,4}|[でには]|によ(?:り|って))?$|閣議[でに]?$"
)
"""Who drew up a plan that is not the report's own: 国が令和5年に; not what this one follows: 国が示す例に沿って."""
_NEAR = 12  # characters
_CARRIED_OUT = compile_pattern(
    rf"(?:(?<=[、。])|(?={_ORDINAL})|(?<={_ACTOR}[がは])(?={_WHOSE})|(?<={_ACTOR}では)(?={_WHOSE}))"
    rf"(?P<name>(?![国県]の)(?:(?!{_ACTOR}(?:が|で?は){_WHOSE})[^「」『』。、\s]){{4,50}}?{_PLAN_WORDS})"
    r"(?:に(?:掲げ|定め|位置[付づ]け)(?:る|た|られた|ている|ております)|に基づ(?:く|き[^、。]{1,10}た|いて[^、。]{1,10}た))"
    r"[^、。]{0,20}?(?:施策|事業|事務|業務|取組|取り組み|項目|事項|目標|指標|プロジェクト)(?:の|に(?:つ|関|係)|など|等)"
    r"[^。]{0,60}(?:進捗|状況|点検|評価|検証|実績|成果)[^。]{0,24}(?:報告|公表|まとめ|取りまと|お知らせ|お示し|説明|行[いっう])"
)
"""第2次みなと町交通計画に掲げた施策について、進捗を御報告します: its own plan amid the prose of a foreword."""
_ALONG = compile_pattern(
    rf"(?:^|(?<=[、。]))(?P<name>(?!国|政府|[国県]の|[一-鿿]{{2,4}}省)[^「」『』。、\s]{{4,50}}?{_PLAN_WORDS})"
    r"(?:(?:の|[にで](?:定め|掲げ|示し?)[るた])?(?:(?:施策|政策)の?)?(?:体系|柱(?:立て)?|構成|章立て|施策|分野|項目|目標|方針)?(?:に(?:沿[いっ]|従[いっ]|合わせ|即し|則[りっ]|基づ[きい])て?|ごとに|の順に)"
    r"|に(?:登載|掲載|計上|記載|掲げ|定め|位置[付づ]け)(?:し|され|られ)?[たる])"
    rf"(?:(?!策定|{_PLAN_WORDS})[^。]){{0,40}}(?:進捗|状況|評価|実績|成果|結果)[^。]{{0,16}}(?:(?:報告|公表|整理|評価|点検|検証)(?:し|を行[いっう]|する|いた)|まとめ|お知らせ|お示し)"
)
"""みなと町総合計画後期基本計画の体系に沿って、主な事業の結果を評価しました: no plan that another was drawn up by."""
_BY = r"(?:愛称|通称|略称|呼称|副題|サブタイトル|キャッチフレーズ)"
"""Words for what a plan is called beside its formal name."""
_BYNAME = compile_pattern(rf" ?\((?:以下、? ?)?{_BY}[^()]*\)")
_FORMAL = rf"(?:{_ORDINAL} ?)?[^「」『』【】。、():~\s]{{3,50}}{_PLAN_WORDS}"
_ALONE = compile_pattern(rf"(?P<open>[(\[【〔<《〈「『~-])? ?(?P<formal>{_FORMAL}) ?(?(open)[)\]】〕>》〉」』~-])")
_SLOGAN = 6  # characters beside a name that is alone on its line
_IS_QUOTED = compile_pattern(
    r"[」』](?!の?(?:反省|課題|検証|評価)|の?(?:計画)?(?:期間)?(?:が|を)?(?:終|引き継|改[定訂]|見直|策定(?:中|する|予定|に向)))"
)
"""Not where it is said that the plan is over, or yet to be drawn up."""
_NAMED = compile_pattern(
    r"[(\[【〔「『<《~※・○■◆● ]*(?:(?!前計画|前期|旧|次期|上位|関連|改[定訂])[^\s:。、]{0,8}?(?:計画|プラン|ビジョン|戦略|大綱|指針|名称?|名前|根拠) ?[)\]】〕>》]? ?[:=]? ?[「『]?)?"
)
_ITS_TIME = compile_pattern(
    r" ?(?:[)\]】〕」』>》~] ?)?(?:$|の(?:計画)?期間(?! ?[はがを]?終|満了)|(?:\( ?)?(?:計画)?(?:期間)? ?[:=]? ?(?:令和|平成|[RH] ?[0-9]|20[0-9]{2})[^。、()]{0,16}(?:[~\-]|から)(?!.{0,24}(?:終了|満了|廃止)))"
)
"""A line that names a plan and when it runs, be there a word for it: 計画名：第2次みなと町交通計画（令和3～7年度）."""
_OWN_QUOTED = compile_pattern(
    rf"[「『](?P<name>[^「」『』。]{{1,50}}?{_PLAN_WORDS})[」』](?:\([^()]{{1,30}}\))?(?:を|の)(?:新たに)?(?:策定|改[定訂]|定め|作成|つく|まとめ|取りまとめ)(?!る|を?予定|中|[にへ]の?向)"
)
"""「青川流域一般廃棄物(ごみ)処理基本計画」を定め: the report's own plan, by its full name."""
_THIS_REPORT = compile_pattern(r" ?(?:この|本)[^、。「」]{0,6}(?:報告書?|資料|冊子|一覧表?|シート|調書|まとめ)は、?")
_ITS_REPORT = compile_pattern(
    r"(?:\([^()]{1,30}\))?(?:の[^、。「」]{0,16}(?:実績|取組|取り組み|進捗|状況)|に(?:基づ|掲げ))"
)
"""この報告書は、第2次みなと町交通計画の令和6年度の実績を…."""


_CARRIED_ON = compile_pattern(r"の?実施(?:計画|プラン|プログラム)(?!書|事業|[登掲]載)")
_GOES_BY = compile_pattern(
    r"(?<!大綱)(?<!大綱の)(?<!計画)(?<!計画の)実施(?:計画|プラン|プログラム) ?(?:\([^()]{1,20}\))?(?:[にで](?:掲げ|定め|登載|掲載|位置|盛り込|示し)|の(?:全|進捗|取組|[0-9]{1,3} ?(?:項目|事業|件)))"
)
"""実施計画に掲げた9件: what a report goes by behind a title 行政改革大綱実施計画, which may else be of the outline."""
_OF_FIELD = compile_pattern(
    r"^[^\w\n]{0,3}(?:(?:計画|プラン)の?名称?|(?:総合計画|計画|上位計画)(?:での?|上の?|における|への)位置[付づ]け)(?!の)[^\w\n]{0,4}(?:\n[^\w\n]{0,2})?(?P<plan>[^\n。、]{3,60})$",
    re.MULTILINE,
)
"""A field of sheets that says which plan their measures are of: 計画名 over 第2次みなと町総合計画(令和4~13年度)."""


def plan_of_fields(text: str) -> str | None:
    """Return the plan of which fields of a folded text say that its measures are, if they name one alone."""
    found = {find_plan("", [field["plan"]]) for field in _OF_FIELD.finditer(text)} - {None}
    name = found.pop() if len(found) == 1 else None
    return name if name is not None and names_own_plan(name) else None


def names_plan(title: str) -> bool:
    """Tell whether a folded title may be the name of a plan: 交通計画; of policies those that say whose: みなと町交通安全方針."""
    return _ENDS_IN_PLAN.search(title) is not None or _OWN_POLICY.fullmatch(_REVISED.sub("", title)) is not None


def names_own_plan(title: str) -> bool:
    """Tell whether a folded title is the name of a plan and says whose or which it is: 第3次みなと町交通計画."""
    return names_plan(title) and _OWN_PLAN.search(title) is not None


def plan_in_brackets(line: str) -> str | None:
    """Return the plan that a folded line names in brackets, and nothing else: (第4次みなと町健康増進計画)."""
    return _own_plan(_ALONE.fullmatch(line)) if line[:1] in CLOSING else None


def _own_plan(alone: re.Match[str] | None) -> str | None:
    return alone["formal"] if alone is not None and names_own_plan(alone["formal"]) else None


def names_minutes(title: str) -> bool:
    """Tell whether a folded title is that of minutes: 推進会議 会議録."""
    return _MINUTES.search(title) is not None


def on_agenda(top: str) -> list[str]:
    """Return the folded lines of the top of minutes that say what was talked about, without their marks: (1)みなと町交通計画の進捗について."""
    return [_COUNTED.sub("", line.strip()) for line in top.split("\n") if _TALKED_OF.search(line.rstrip())]


def find_plan(title: str, preface: Sequence[str]) -> str | None:
    """Return the name of the plan that a report is on: as its title says it, else the lines before its first heading.

    Of an ordinance it is that of the plan which was drawn up by it, if one is named.

    Args:
        title: folded.
        preface: those lines, folded.
    """
    name = _named(title, preface)
    if name is None or name.endswith(_LAW):
        policy = _POLICY.search(_PLAN_LEAD.sub("", title))
        policy = (
            policy if policy and not _NO_PLAN.search(policy["name"]) else next(_made_by_law("".join(preface)), None)
        )
        name = policy["name"] if policy else name
    if name is not None and name.endswith("大綱") and any(map(_GOES_BY.search, preface)):
        on = _CARRIED_ON.match(title, title.find(name) + len(name)) if name in title else None
        name += on.group() if on else ""
    return name and _formal(name, [title, *preface])


def _made_by_law(text: str) -> Iterator[re.Match[str]]:
    """Yield the plans and policies that a foreword names as what the measures were set out in."""
    found = (match for pattern in (_SET_OUT, _DRAWN_UP) for match in pattern.finditer(text))
    for match in found:
        if not (_is_of_state(match) or _NO_PLAN.search(match["name"]) or match["name"].endswith(_LAW)):
            yield match


def _is_of_state(plan: re.Match[str]) -> bool:
    """Tell whether the words before the name of a plan say that the state drew it up."""
    return _OF_STATE.search(plan.string, max(plan.start() - _NEAR, 0), plan.start()) is not None


def _named(title: str, preface: Sequence[str]) -> str | None:
    for text in (title, *preface):
        for match in _QUOTED_PLAN.finditer(text):
            if not _NO_PLAN.search(match["name"]):
                return _BYNAME.sub("", match["name"])
        if text is title and (name := _plain(_PLAIN_PLAN.search(_PLAN_LEAD.sub("", title)))):
            return name
        if text is title and (numbered := _BY_NUMBER.search(title)):
            return numbered["quoted"] or numbered["name"]
        if text is title and title[:1] in CLOSING and (name := _own_plan(_ALONE.match(title))):
            return name
    if (bracketed := next(filter(None, map(plan_in_brackets, preface)), None)) is not None:
        return bracketed
    found = [(line, _plain(_PLAIN_PLAN.match(_PLAN_LEAD.sub("", line)))) for line in preface]
    named = [(line, name) for line, name in found if name]
    listed = [line for line, _ in named if line[0] in BULLETS]  # of several plans none is the report's own
    told = next((name for line, name in named if len(listed) < _SEVERAL or line not in listed), None)
    return told or _carried_out("".join(preface)) or _followed(preface)


def _followed(preface: Sequence[str]) -> str | None:
    """Return the plan by whose order a foreword says that the measures are reported on, if of one alone."""
    full = max((_WRAPPED * len(line) for line in preface), default=0)
    paragraphs: list[str] = []
    for above, line in pairwise(("", *preface)):
        goes_on = "、" in above and (above.endswith("、") or (len(above) >= full and not above.endswith("。")))
        paragraphs[-1:] = [paragraphs[-1] + line] if goes_on and paragraphs else [*paragraphs[-1:], line]
    found = {match["name"] for text in paragraphs for match in _ALONG.finditer(text)}
    names = {name for name in found if _OWN_PLAN.search(name, 1)}  # 市総合計画 may be the rest of a name
    return names.pop() if len(names) == 1 else None


def _carried_out(text: str) -> str | None:
    """Return the plan whose measures a foreword says it reports on, if of one alone."""
    found = {match["name"] for match in _CARRIED_OUT.finditer(text) if not _is_of_state(match)}
    names = {name for name in found if names_own_plan(name) and not _NO_PLAN.search(name)}
    return names.pop() if len(names) == 1 else None


def _plain(plan: re.Match[str] | None) -> str | None:
    """Return the name of a plan, with which of several it is, be that set apart by a blank: 第2期 みなと町交通計画."""
    if plan is None or _NO_PLAN.search(plan["name"]):
        return None
    return f"{plan['which'] or ''}{_MOTTO.sub('', plan['name'])}"


def _formal(name: str, lines: Sequence[str]) -> str:
    """Return the formal name of a plan that is called by another: 第2次みなと町健康増進計画（愛称：みなと元気プラン）.

    It stands before the other in brackets, behind it in brackets, or alone on a line beside it. Without a word for what
    the other is (愛称), it says whose or which plan it is, and the other does not.
    """
    called = re.escape(name)
    owned = names_own_plan(name)
    ahead = re.compile(
        rf"(?P<formal>{_FORMAL})[」』]? ?[(~] ?(?:以下、? ?)?(?P<word>{_BY} ?(?:は|[::])? ?)?[「『]?{called}[」』]?(?:とい[うい][^()]{{0,6}}|[。、]?)? ?[)~]"
    )
    beside = re.compile(rf"(?P<formal>{_FORMAL})[「『]{called}[」』]")
    behind = re.compile(rf"{called}[」』]? ?[(~] ?(?:正式名称? ?: ?)?(?P<formal>{_FORMAL}) ?[)~]")
    for line in (line for line in lines if name in line):
        for found in (*ahead.finditer(line), *beside.finditer(line), *behind.finditer(line)):
            said = found.re is ahead and found["word"]
            if found["formal"] != name and (said or (names_own_plan(found["formal"]) and not owned)):
                return found["formal"]
    for above, below in () if owned else pairwise(lines):
        for one, other in ((above, below), (below, above)):
            alone = _ALONE.fullmatch(other) if name in one else None
            if alone and (alone["open"] or len(one) <= len(name) + _SLOGAN) and names_own_plan(alone["formal"]):
                return alone["formal"]
    return name


def _drawn_up(plan: str, organisation: str, around: Sequence[str]) -> str | None:
    """Return the full name of a plan that its title shortens, if the lines around say of one alone that it was drawn up.

    Of 青川流域一般廃棄物(ごみ)処理基本計画 a title may leave all that stands before its brackets, or these.
    """
    found: set[str] = set()
    for match in (match for line in around if "」" in line or "』" in line for match in _OWN_QUOTED.finditer(line)):
        name = match["name"]
        ahead, _, behind = name.partition("(")
        shorter = (name, f"{ahead}{behind.partition(')')[2]}", behind.replace(")", "", 1)) if behind else (name,)
        theirs = name_at_start(name)
        if (
            any(words.endswith(plan) for words in shorter)
            and theirs in (None, organisation)
            and not _is_of_state(match)
        ):
            found.add(name)
    return found.pop() if len(found) == 1 else None


def _is_own(name: re.Match[str]) -> bool:
    """Tell whether a line has nothing but the name of a plan, a word for it and when it runs, or says that the report is on it."""
    return any(
        before.fullmatch(name.string, 0, name.start()) and behind.match(name.string, name.end())
        for before, behind in ((_NAMED, _ITS_TIME), (_THIS_REPORT, _ITS_REPORT))
    )


def in_full(plan: str, organisation: str, title: str, around: Sequence[str]) -> str:
    """Return the name of a plan as its report writes it: with whose it is, and which, before or behind its name.

    The lines around the title say both, but the title alone whether a plan is called by its revision. Which of several
    plans it is must stand in the title too, or in a quotation, or where a line only names the plan or says that the report is on it.
    """
    if (drawn_up := _drawn_up(plan, organisation, around)) is not None:
        return drawn_up
    ahead, behind = f"(?:{_ORDINAL})?", f"(?:{_EDITION})?"
    no = re.match(_ORDINAL, plan)  # 第2次水源計画 may be 第2次葉山川広域連合水源計画 elsewhere
    core = plan[no.end() :].lstrip(" ") if no else plan
    full = re.compile(f"{ahead}(?:{re.escape(organisation)})?{ahead}{re.escape(core)}{behind}")
    matches = (match for line in around if core in line for match in full.finditer(line))
    found = (match for match in matches if no is None or no.group() in match.group())
    said = [
        (_REVISED.sub("", match.group()), _IS_QUOTED.match(match.string, match.end()) or _is_own(match))
        for match in found
    ]
    names = {name for name, _ in said}
    which = {no for name in names for no in re.findall(_ORDINAL, name)}
    drawn = {name for name, quoted in said if quoted and len(which) == 1}
    own = {name for name in names if all(no in title for no in re.findall(_ORDINAL, name))} | drawn
    name = max(sorted(own), key=len, default=plan)
    edition = None if re.search(_ORDINAL, name) else re.search(rf"{re.escape(plan)}[」』]? ?({_EDITION})", title)
    return f"{name}{edition[1]}" if edition else name
