"""Lists of names of those in charge: which signs, blanks and words part one name from the next."""

from __future__ import annotations

from extractors import scripts
from extractors.patterns import compile_pattern
from pipeline.segment.office_names import LEADING, OF_INSTITUTION, OWN_NAME, is_institution

# （主管）A課　（関係）B課
BRACKETED_LEAD = (
    r"[(\[【<〔](?:主?担当|主管|所管|関係|関連|協力|連携|[主副関担])(?:課室?|部署?|部局|所属|機関)?[)\]】>〕]"
)
ROLE = r"(?:[主副]?担当|主管|所管|主務|関係|関連|協力|連携)(?:課室?|室課?|部署|部局|所属|機関)?(?: ?名)?"
"""What a body's part in a measure is called: behind a wide blank, or the name of an office, it begins the next field of its line."""
ENDS_NAME = r"[課室係局部庁署所会館校園場班社協団構院ンプムー」)]"
"""With which the names of those end that carry measures out: 課, 社協, センター, グループ, チーム."""
# Behind these a middle dot parts two names, if an office ends the second: 水産試験場・漁港課, but not 保育園・幼稚園課.
_PARTED = "|".join(
    f"(?<={end})"
    for end in ("[部局庁署所館」]", "センター", "グループ", "チーム", "委員会", "協議会", "試験場", "工場", "財団", "協会", "社協", "大学校", "[属立民央合]病院", "会社", r"\([株有]\)")
)  # fmt: skip
_OF_TOWN = (
    "(?:(?<=支援センター)|(?<=家庭センター)|(?<=相談センター)|(?<=保健センター)|(?<=福祉センター)|(?<=給食センター))"
)
"""Centres of a town, which have no 課 of their own as those of a prefecture do (農業センター 研究課)."""
_ENDS = (
    rf"(?:[課室係部局庁署所会館班]|センター|グループ|チーム|[試験工]場|財団|本部|銀行|大学校|会社|\([株有]\)){OWN_NAME}"
)
SPLIT = compile_pattern(
    r" ?(?:[、,;／/\n]|及び|および|並びに|ならびに|(?<=[課室係科])・|(?<=[課室係局部])[+&]"
    rf"|(?:{_PARTED})・(?=(?:[^、,/]{{2,}}{_ENDS}|[^、,/]*(?:市町村?|学校))(?:[・、,/ (]|ほか|他|など|等|$))|(?<=[課室係局部])と(?=\S{{3}})) ?"
    r"| ?\((?=(?:関係|関連)(?:課室?|部局?|所属|機関)?[ :][^()]+\)$)"
    rf"|(?: +|(?<=[課室係局部所]))(?={BRACKETED_LEAD})"
    rf"|(?<={ENDS_NAME}) *(?=[{LEADING[:-1]}])| +(?=@\S)"
    rf"|(?: {{2,}}|(?<={ENDS_NAME}) )(?={ROLE} +\S)"
    rf"| +(?=(?:関係|関連|協力|連携)(?:課|部|所属|機関)|(?:主?担当|主管|所管|関係|関連|協力|連携)(?:課室?|部署?)? ?[::|=◇◆])|(?:(?<=[課室]) +(?=[^\s、,/]+(?:[課室局所館園]|センター|委員会|協議会|協会|商工会|会議所|公社|事業団|財団|組合|病院|学校)(?:[ 、,/)]|$))|(?:(?<=館)|(?<=園)|(?<=学校)) +(?=(?!{OF_INSTITUTION})[^\s、,/]+課(?:[ 、,/)]|$))|{_OF_TOWN} +(?=(?!総務|庶務|管理|運営|相談|支援|推進)[^\s、,/]+(?:課|(?<=[援庭談健祉])センター)(?:[ 、,/)]|$))|(?<=[^本]部) +(?=[^\s、,/]+部(?:[ 、,/)]|$))|(?<=係)(?<!関係) +(?=\S+[課室係局]$))"
)
_MAY_SPLIT = frozenset(f" 、,;／/\n及お並な・+&と([【<〔{LEADING}")
"""Characters of which one stands where `SPLIT` parts two names."""
_PERSON_NAME = scripts.compile(r"[一-鿿々]{1,3} ?[一-鿿々ぁ-んァ-ヶ]{0,3}")
_BARE_SIGNS = frozenset("/|→⇒◇◆■□;*・―–-=")
"""What parts the fields of a line where a blank stands before it: 相談会 → 担当：福祉課, but not 広場 -つどい- 担当：福祉課."""


def is_listed(text: str, entry: tuple[int, int], within: tuple[int, int]) -> bool:
    """Tell whether an entry stands in a list by the signs of one, where what leads names stands before blanks alone."""
    before, behind = text[within[0] : entry[0]].rstrip(" ")[-1:], text[entry[1] : within[1]].lstrip(" ")[:1]
    signs = {before, behind} - {""}
    return bool(signs) and signs <= set("、,・／/")


def entries_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the bounds of the names in a list."""
    entries, at = [], start
    if _MAY_SPLIT.isdisjoint(text[start:end]):
        return [(start, end)]
    for match in SPLIT.finditer(text, start, end):
        if depth(text, at, match.start()) == 0:
            entries.append((at, match.start()))
            at = match.end()
    return [*entries, (at, end)]


def before_sign(text: str, end: int) -> int:
    """Return where a field ends that a sign parts from the next one at `end`; `end` without one."""
    words = text[:end].rstrip(" ")
    parted = words[-1:] in _BARE_SIGNS and words[-2:-1] == " "
    return len(words[:-1].rstrip(" ")) if parted else end


def depth(text: str, start: int, end: int) -> int:
    """Return how many round brackets open in `text[start:end]` without closing there."""
    return text.count("(", start, end) - text.count(")", start, end)


def may_name_person(names: str) -> bool:
    """Tell whether one of the names behind 担当： may be that of a person: 山本, 木下 千里."""
    return any(_PERSON_NAME.fullmatch(name) and not is_institution(name) for name in SPLIT.split(names.strip()))
