"""How things stand with what a heading names: 【新規】, （再掲）, a lone ★ at its end, 評価 Ａ behind it. None of it is title.

Patterns see folded text; a bracket that names a thing or a part of it, （第2期） or （ハード事業）, is none of these.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.patterns import compile_pattern
from extractors.view import fold

OPENING = "([【<《〔〈≪{"
"""Folded brackets in which a state may stand."""
_OPEN, _CLOSE = r"[(\[【<《〔〈≪{]", r"[)\]】>》〕〉≫}]"
_WITHIN = r"[^()\[\]【】<>《》〔〕〈〉≪≫{}]"
_AFOOT = (
    r"(?:実施|検討|継続|準備|協議|調整|調査|推進|進行|対応|着手|整備|工事|施工|策定)中|(?:実施|着手|対応|達成|完了|整備|措置)済み?"
    r"|未(?:実施|着手|達成|対応|完了|整備|措置)|一部(?:実施|着手|達成|対応)"
)
"""Under way, done, or not yet."""
_SURE = rf"(?:一部|最)?(?:新規?|継続?|拡充?|拡大|重点?|見直し|縮小?|廃止?|完了?|終了?|再掲?|統合|休止|中止|延期|保留|凍結)|現状維持|現行(?:どおり|通り)(?:継続)?|{_AFOOT}"
_OF_DEED = r"強化|充実|改善|変更|移管|注力|目玉|主要"
"""Words that, in round brackets behind a title, may say more about the deed it names: 体制の整備（充実）."""
_AIMED = r"(?:一部)?(?:実施|検討|着手)(?:予定)?|予定"
"""Words that in front of a line are labels of what follows: 【実施】講座を開いた."""
_ERA = r"(?:(?:令和|平成|[RH]) ?[0-9元]{1,2} ?(?:年度?)?|[本今前次来昨]年度)(?:から|より|[のでに~])? ?"
_OF = r"(?:事業|施策|取組み?|取り組み|項目)"
_AND = r" ?[・/、,] ?"


def _listed(words: str) -> str:
    """Return the pattern of words that may stand side by side, of a year and of things: R6新規・重点事業."""
    return rf"(?:{_ERA})?(?:{words})(?:{_AND}(?:{words}))*{_OF}?"


_HOW_MUCH = r"(?:おおむね|概ね|ほぼ|やや|若干|少し|一部|大幅な?に?|極めて|大変)"
IN_WORDS = (
    rf"(?:(?:計画|予定|目標)(?:を(?:大幅に)?(?:上|下)回る|より(?:も)?{_HOW_MUCH}?(?:早い|遅い|遅れ|前倒し|先行)|(?:どおり|通り)(?:に?(?:実施|進捗|進行|達成))?)"
    rf"|{_HOW_MUCH}?(?:順調|良好|適切|不十分|十分|遅れ|遅延|未?達成|完了)(?:あり|気味)?"
    r"|未(?:実施|着手|完了)|(?:実施|着手|達成|対応)(?:済み?|中)|(?:継続|検討|進行|準備)中)"
)
"""How well it goes, without any word before: a column of its own at the end of headings."""
_PICTURES = "🔴🟠🟡🟢🔵🟣🟤⚪⚫🟥🟧🟨🟩🟦🟪🟫✅❌⚠⏳⌛⏸🚧🚩☀☁☂☔⛅🌤🌥🌦🌧🌞😀😃😄😊🙂😐😟🙁☹😢😞👍👎⬆⬇➡↗↘"
"""Signs in colour, faces and weather that say how well it goes, 🟢 or ☀: no title has one at its end."""
_EYE = "[-^~TtXxOo@・><;´`≧≦¯]"
_FACE = rf"\((?=[^()]{{0,4}}[_^;><`´≧ωд∀▽@])[;*'`´ ]{{0,2}}{_EYE} ?[_oO\-.ωд∀▽□~]? ?{_EYE}[;*'`´ ]{{0,2}}\)"
"""A face typed of signs, as folded: (^o^), (-_-), (T_T), (^^;)."""
_PICTURED = rf"(?:(?:[{_PICTURES}]\ufe0f?){{1,3}}|{_FACE})"
SIGN = rf"(?:[A-ESa-e][+-]?|[◎○〇△×☆★●▲]{{1,3}}|[ⅠⅡⅢⅣⅤ]|{_PICTURED})"
"""A grade."""
GRADES = r"(?:(?:自己|総合|内部|外部|担当課|事業|取組|施策|目標|年度|[一二三]次|最終)?(?:(?:評価|判定)(?:結果|区分)?|達成(?:度|状況|区分)|進捗(?:状況|度|区分)?|進度)|ランク|区分(?! ?[:=]? ?[0-9])|進み具合|達成段階)"
"""The words before a grade, which say of what it is one."""
IS_SO = r"(?:に(?:進捗|進行|推移|実施)?)?(?:し(?:た|ました)|(?:し?て|で)?(?:いる|います)|で?ある|です|中|に?進(?:んだ|みました|んで(?:いる|います)))?"
"""How a sentence ends that tells how well it goes: やや遅れ|ている, 順調|に推移している."""
_DEGREE = rf"(?:{_HOW_MUCH}|十分に?|まだ|大きく|[0-9]{{1,3}}(?:割|%)(?:程度)?を?)"
_AIM = r"(?:年度|数値)?(?:目標|計画|予定|成果|効果|改善|見直し)値?(?:を|が|に|は|の|より|(?:どお|通)り(?:に|で)?)?"
_OUTCOME = (
    r"(?:達成|実施|着手|完了|クリア)(?:が|を)?(?:でき(?:た|ました|なかった|ません(?:でした)?|ず|て(?:いる|いない))|して?(?:いない|いません)|し(?:なかった|ませんでした))"
    r"|(?:[上下]回|至|届)(?:る|った|りました|らない|らなかった|って(?:いる|いない))|(?:届か|至ら|達し)(?:な(?:い|かった)|ず)"
    r"|(?:達|超過)(?:した|しました|している)|超え(?:る|た|ました|ている)|未達|クリア(?:した|しました)?"
    r"|(?:[上挙]が|あ)(?:る|った|りました|らない|らなかった|がらない|って(?:いる|いない))|(?:必要|要する|見られ(?:る|た|ない))"
)
JUDGED = (
    rf"(?:(?:{_DEGREE})?(?:{_AIM}){{1,2}}(?:は)?(?:{_DEGREE})?(?:{IN_WORDS}{IS_SO}|{_OUTCOME})|{IN_WORDS}{IS_SO}|(?:{_DEGREE})?(?:{_OUTCOME}))"
    r"(?:もの|取組|事業|施策|項目|段階|状態)?(?: ?\([^()]{1,12}\))?[)\]」]?"
)
"""A judgement of what came of a measure, in so few words that it may be what a grade means: おおむね目標を達成, 成果が上がった."""
STANDS = rf"(?:現在の)?(?:{GRADES}|(?:実施|取組|達成|対応|履行|進行)?状況|進み具合|状態|ステータス)"
"""The words before a grade in words, which say of what it tells."""
_DECIDED = rf"(?:(?:今後|取組|事業)の)?(?:方向性|区分)|{STANDS}"
_EXPECTED = r"(?:年度内に?)?(?:完了|達成|実施|着手)(?:予定|見込み?)"
_TOLD = rf"(?:{STANDS}(?: ?[:=] ?| +)(?:{IN_WORDS}{IS_SO}|{_EXPECTED})|(?:{_DECIDED}) ?[:=] ?(?:{_listed(f'{_SURE}|{_OF_DEED}|{_AIMED}')}))"
_SHARE = r"(?:進捗|達成|執行|完了)(?:率|度|状況)? ?[:=]? ?約?[0-9]{1,3}(?:\.[0-9])? ?%"
_GRADE = rf"(?:{GRADES} ?[:=]? ?(?:{SIGN}|[0-9])|{_TOLD})(?: ?\([^()]{{1,12}}\))?"
_PAGE_OF_PLAN = (
    r" ?[(\[【〔<] ?(?:[^()\[\]、。]{0,16}?(?<![A-Za-z0-9])[Pp]{1,2}\.? ?[0-9]{1,3}(?:[~\-・,] ?(?:[Pp]\.? ?)?[0-9]{1,3})*"
    r"|[^()\[\]、。0-9]{0,12}(?:計画書?|プラン|ビジョン|大綱|指針|本[編文冊書]|冊子) ?(?:の ?)?[0-9]{1,3}(?:[~\-][0-9]{1,3})?(?:ページ|頁)) ?(?:を?参照)?[)\]】〕>]$"
)
"""Where the plan has it, behind a heading: （計画書 p.12）; a booklet（24ページ） has as many."""
GRADED = compile_pattern(
    rf"(?P<page>{_PAGE_OF_PLAN})|(?: +|(?<=[)\]】〕]) ?){_GRADE}$|(?<=[)\]】〕]) *{_SHARE}$| ?[(\[【〔<] ?(?:{_GRADE}|{_SHARE}) ?[)\]】〕>]$|(?: ?[\[【〔] ?[◎○〇△×]|(?: +|(?<=[)\]】〕]))[\[【〔] ?[A-ES]) ?[\]】〕]$|(?<=[)\]】〕])(?:{IN_WORDS}|[◎○〇△×])$|(?<=[課室係局部署所班館園校ー団協会][)\]】〕]) ?\( ?(?:[◎○〇△×]|[A-ES]) ?\)$|(?: {{2,}}|(?<=[)\]】〕]) |(?<=[)\]】〕]) ?[→⇒/|…:]{{1,3}} ?|(?<=[^ |]) ?\| ?)(?:(?:{SIGN} ?:? ?)?{IN_WORDS}|{SIGN} ?\({IN_WORDS}\)|{IN_WORDS} ?\({SIGN}\)|(?=\S\S)(?:{_listed(_SURE)})|[◎○〇△×]|[A-ES])$|(?: +|(?=[(\[【〔<]))(?P<row>[(\[【〔<]? ?(?:[★☆]{{2,5}}|(?<=[ (\[【〔<])(?:[●○]{{2,5}}|[■□]{{2,6}})) ?[)\]】〕>]?)$"
)
"""How well a measure goes, said behind its heading: 評価：Ｂ, （達成度：○）, 進捗：順調, behind several blanks also やや遅れ and 継続."""
STATE = rf"(?:{_GRADE}|{IN_WORDS})"
"""Pattern of the same in a part of a bracket or of a line that is its own."""

FRONT = rf"[(\[【<《〔〈≪] ?{_listed(f'{_SURE}|{_OF_DEED}')} ?[)\]】>》〕〉≫]"
"""Pattern of a status in brackets in front of a title."""
PILL = r"(?:一部)?(?:新規|継続|拡充|縮小|廃止|再掲)"
"""Pattern of one that stands there without brackets, only a blank behind it: it is drawn on a ground, or set in smaller type."""
AGAIN = compile_pattern(rf"{_OPEN} ?再掲{_WITHIN}{{0,24}}{_CLOSE}")
"""That a measure is told under another heading: （再掲）, （再掲・目標1の②）."""

# （新）市民会館 is the name of what is built.
_NEW_BUILDING = r"\(新\) ?[^ のへをにと・()]{0,10}(?:庁舎|館|センター|病院|校|園|駅|橋|港|線|道路|[工市]?場|所|計画|ビジョン|プラン|条例)(?:[のをへに]|$)"
_AT_FRONT = compile_pattern(
    rf"(?!{_NEW_BUILDING})[ \n]*{_OPEN} ?(?P<state>{_listed(f'{_SURE}|{_OF_DEED}')}|再掲{_WITHIN}{{0,24}}|[★☆◎※]) ?{_CLOSE}[ \n]*|(?:(?P<pictured>{_PICTURED})|(?P<pill>{PILL}))[ \n]+"
)
_BEHIND = compile_pattern(
    rf"(?:{_OPEN} ?(?P<state>{_listed(f'{_SURE}|{IN_WORDS}')}|再掲{_WITHIN}{{0,24}}|[★☆◎※]) ?{_CLOSE}"
    rf"|(?!\(){_OPEN} ?(?P<other>{_listed(f'{_SURE}|{_OF_DEED}|{_AIMED}')}) ?{_CLOSE}"
    rf"|(?P<pictured>{_PICTURED}(?: ?(?:{_SURE}|{IN_WORDS}))?)"
    rf"|(?<![★☆※◎○●△×])(?P<sign>[★☆※◎]))$"
)
_LEADS = " \n→⇒/|…:"  # to how well it goes
_LONGEST = 48  # characters of a state with its brackets
_PARTED = compile_pattern(_AND)
_ENDS = frozenset(f"{OPENING})]】>》〕〉≫}}★☆※◎ \n\ufe0f{_PICTURES}")


class Bare(NamedTuple):
    """A title taken apart."""

    title: str
    states: tuple[str, ...]
    """How things stand with it, as written and without brackets, in order."""


def bare(title: str) -> Bare:
    """Return a title without what it says of how things stand: 【新規】相談会★ is 相談会 with 新規 and ★.

    Args:
        title: as written; one of nothing but such words stays as it is.
    """
    folded = fold(title)
    if not _may_bear(folded):
        return Bare(title, ())
    start, ahead = 0, list[str]()
    while (found := _AT_FRONT.match(folded, start)) and _names(folded[found.end() :]):
        start = found.end()
        ahead += _each(title, *found.span(found.lastgroup or 0))
    stop, behind = len(title), list[str]()
    while (found := _last(folded, start, stop)) and _names(folded[start : found.start()]):
        if found.re is GRADED:
            graded = grade_in(folded, *found.span())
            behind[:0] = [title[slice(*graded)]] if graded else []
        else:
            behind[:0] = _each(title, *found.span(found.lastgroup or 0))
        stop = found.start()
    return Bare(title[start:stop].strip(), (*ahead, *behind)) if start or stop < len(title) else Bare(title, ())


def before_states(text: str) -> int:
    """Return where a folded heading ends before what it closes with on how things stand: of 相談会(福祉課)★."""
    stop = len(text)
    while _may_bear(text) and (found := _last(text, 0, stop)) and _names(text[: found.start()]):
        stop = len(text[: found.start()].rstrip(" "))
    return stop


def grade_in(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """Return the bounds of the grade that ends a stretch of a folded heading, without its brackets; None without one."""
    found = GRADED.search(text, start, stop)
    if found is None or found["page"]:
        return None
    words = found.group()
    begin, end = len(words) - len(words.lstrip(_LEADS)), len(words)
    if words[begin] in OPENING:  # else a bracket at its end is of the grade: Ａ（順調）
        begin, end = begin + 1, end - 1
        begin, end = end - len(words[begin:end].lstrip()), begin + len(words[begin:end].rstrip())
    return found.start() + begin, found.start() + end


def _last(text: str, start: int, stop: int) -> re.Match[str] | None:
    """Return the state or grade that ends a stretch of a folded title; None without one."""
    while stop > start and text[stop - 1] in " \n":
        stop -= 1
    first = max(start, stop - _LONGEST)
    found = _BEHIND.search(text, first, stop)
    if found is not None and found.lastgroup != "pictured":  # 評価:🟢
        return found
    return GRADED.search(text, first, stop) or found


def _may_bear(text: str) -> bool:
    """Tell whether a folded title may bear a state at all; most do not, and lines of all sorts are asked."""
    return text[-1:] in _ENDS or text[:1] in _ENDS or " " in text or ")" in text


def _names(text: str) -> bool:
    """Tell whether words are left that name something."""
    return any(map(str.isalnum, text))


def _each(title: str, start: int, stop: int) -> list[str]:
    """Return the words of a status one by one: 新規 and 重点 of 新規・重点; of 再掲・目標1 and of a face only the whole."""
    folded, at, found = fold(title[start:stop]), start, list[str]()
    if not folded.startswith(("再掲", "(")):
        for part in _PARTED.finditer(folded):
            found.append(title[at : start + part.start()].strip())
            at = start + part.end()
    return [*found, title[at:stop].strip()]
