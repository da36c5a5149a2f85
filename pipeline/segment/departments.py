"""Which brackets at the end of a heading name those responsible, and which only say more about the measure.

A department is judged by its words: it ends as offices do (課, 室, センター …), holds no clause, and is none of the words
that only look so (第3条関係, 会議室, 南部). In doubt a bracket stays in the title.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from extractors import scripts
from extractors.patterns import compile_pattern
from pipeline.codes import places_of
from pipeline.markers import form_of
from pipeline.segment.brackets import CLOSING, closing_groups
from pipeline.segment.name_lists import BRACKETED_LEAD, ENDS_NAME, ROLE, before_sign, depth, entries_of, is_listed
from pipeline.segment.office_names import (
    COLLECTIVE,
    KINDS,
    LEADING,
    is_beside,
    is_body,
    is_clinic,
    is_company,
    is_municipality,
    is_theirs,
    may_be_told,
    may_name,
)
from pipeline.segment.office_names import is_certain_office as is_certain_office  # to readers of departments, too
from pipeline.segment.office_names import is_department as is_department
from pipeline.segment.office_names import is_institution as is_institution
from pipeline.states import GRADED, IN_WORDS, STATE, before_states

NO_OFFICE_NAMED = frozenset({"なし", "無し", "無", "-", "―", "ー"})
"""What stands where no further office is named: 関係：なし."""
_SIGNS = (":", "/", "|", "=", "→", "…", "◇", "◆")
"""What parts words such as 主管 from the names behind them."""
_LONGEST_NAME = 40
_LONGEST = 120  # characters of a bracket; a longer one is prose

_LEAD = compile_pattern(
    r"^(?:[◎○●] ?)?(?:(?:主な|推進|実施)?(?:[主副]?(?:担当|所管|主管)|主務|責任|リード|受け?持ち?|取り?まとめ|関係|関連|協力|連携|推進|実施|取組)(?:課室?|室課?|局|所属|部[局課署]?|部・課|機関|主体|組織|課所?(?:[・、/]?係)?)?(?: ?名)?|(?:事業|運行|運営)主体|(?:回答|記入|報告|提出|答弁)(?:課室?|部署|部局|所属|機関)名?|部局|所属)(?: ?[::|=◇◆/] ?|(?<=担当|所管|主管)・(?![^:]{0,8}:)|(?<!推進)(?<!実施)(?<!取組) {1,12}(?=\S))|^[主副正] ?[::] ?"
    rf"|^{BRACKETED_LEAD} ?"
)
_LED_APART = compile_pattern(r"(?<=[^\s:])(?: *[/|→⇒◇◆■□;、] *| +)(?=[^\s:、。()]{2,10} ?:)")
_WIDE_FIELD = compile_pattern(r"(?<=[^\s:])(?: {2,}| [/|] )[^\s:、。()]{2,10} ?: ?[^\s:]")
_MOST_FIELDS = 4  # behind a title
_LEAD_ALONE = compile_pattern(r"(?:主?(?:担当|所管|主管)|関係|関連|協力|連携)(?:課室?|所属|部局?|部署|機関)")
_MAY_BE_NAME = compile_pattern("協力|連携")
"""What an office may be called as well as its part in a measure: none is called 担当課."""
_HELPS = compile_pattern("協力|連携|関係|関連")
OTHER_FIELD = compile_pattern(
    r" +(?!(?:[主副]?担当|主管|所管|関係|関連|協力|連携)[^\s:]{0,6}(?<![先者])(?<!団体):|(?:電話|内線|直通|メール|TEL|Tel|FAX|E-?[Mm]ail):)[^\s:、。()0-9]{1,10}:"
    rf"(?! ?(?:[A-ESa-e][+-]?|[◎○〇△×☆★●▲]{{1,3}}|[0-9]|{IN_WORDS})$)"
    r"| +[(\[【<〔](?!主?担当|主管|所管|関係|関連|協力|連携)[^\s:、。()0-9]{1,10}[)\]】>〕] *(?=\S)"
    rf"|(?: {{2,}}(?!{ROLE} )[^\s:、。()0-9]{{2,10}}(?<!{ENDS_NAME})| +[{''.join(sorted(KINDS))}]) +(?=\S)"
)
"""What stands behind departments on their line and is neither theirs nor a grade: 所管：福祉課　　事業費：120千円, 連携先　農協."""
_WITH_PERSON = scripts.compile(
    r"(?P<office>\S+[課室係局部]) (?:担当 ?)?[一-鿿々]{1,4}(?: [一-鿿々ぁ-ん]{1,4})?(?<![課室係局部所])$"
)
_TELLS = compile_pattern(
    r"課|室|局|所属|部|機関|実施者|団体|主体|組織|所管|主管|主務|受け?持"
)  # 担当： alone may name a person
_IN_CHARGE = compile_pattern(r"(?<=[課室係局])(?:所管|主管|担当)$")
_BESIDE_OFFICE = compile_pattern(r"(?![一-鿿]{1,2}$)[^\s]{1,15}[^\sぁ-ん0-9:]")
"""What may be a body beside an office, by its length: 川岸鉄道, but neither 山本 nor the end of a sentence."""
_STATE = compile_pattern(STATE)
_STATE_BEHIND = compile_pattern(rf"(?<=[課室係局部所館」)]) ?[ ・:] ?{STATE}$")
_AND_OTHERS = compile_pattern(r"(?:ほか|他|など|等)$")
_ENDS_OTHERS = "か他ど等"
REACHED = r"(?:内線|直通|電話|℡|☎|TEL|Tel|FAX|E-?mail|〒)"
"""How whom to ask can be reached, which stands behind their names."""
_CONTACT = compile_pattern(rf"(?: ?[(\[] ?| )(?:{REACHED}|担当 ?[::])[^()\[\]]{{0,40}}[)\]]?$")
_REACHED_AT_END = compile_pattern(rf"(?: ?[(\[] ?| ){REACHED}[^()\[\]]{{0,40}}[)\]]?$")
_HELPED_BY = compile_pattern(
    r" ?\((?:(?:協力|連携|委託)(?:課|部局|機関|先)?(?: ?[::]| )[^()]*|[^()]+(?:[へに]の?(?:業務を?)?委託|との?(?:共催|協働|連携)))\)$"
)

# Departments in front of what is theirs.
_FRONT = compile_pattern(
    r"(?:[(\[【〔<《≪〈=] ?(?P<within>[^()\[\]【】〔〕<>《》≪≫〈〉。:=]{2,60}) ?[)\]】〕>》≫〉=] ?[:|]? ?"
    r"|(?P<plain>[^\s()\[\]【】〔〕<>《》≪≫〈〉。:|/…]{2,40}?) ?[:|/] ?)(?=[^\s:|/])"
)
_PERSON = scripts.compile(r"[一-鿿々]{1,3} [一-鿿々ぁ-んァ-ヶ]{1,4}")
_PARTS_FRONT = compile_pattern("[|:/]")
_FRONT_SPACED = compile_pattern(
    rf"(?P<plain>[^\s()\[\]【】〔〕<>《》≪≫〈〉。:|/…=→]{{2,40}}(?<=[課室局部署所館会])) +"
    rf"(?!{REACHED}|[(0-9]|(?:[はがをにのもとでへや](?:[^ぁ-ん]|は)|から|より|及び|など|[等他]|ほか|ならびに))(?=[^\s:|/])"
)
"""福祉課　相談会の開催; no sentence (福祉課　が開いた) and no telephone."""
NO_TITLE = compile_pattern(r"。| {3,}|…|‥|[0-9元] ?(?:[人名件回円%日月]|年度?)?$")
"""What no title is: a sentence, several fields, a value or a day."""

_PARTING = compile_pattern(r"(?<=\S)(?: *[/…‥|]+ *| *: *| +)(?=\S)")
"""What may part a title from its departments; leaders point at a name: 窓口の充実………中央図書館."""
_MOST_PARTINGS = 8
_TITLED = compile_pattern(
    r"[^\s:]{3}$(?<![先者元員師係役課室局館])(?<!主管|窓口|担当|所管|関係|関連|協力|連携|主催|共催|後援|受付|会場|場所|対象|参加|出席|回答|答弁|提出|作成|説明|報告|司会|進行|連絡|発表|講義|講話|挨拶|機関|団体|組織|主体|部署|所属|部局)"
)
"""What names a measure before a colon and its office, 居場所の地図:こども課, and not what the office is: 会場の受付:総務課."""
_WITHIN_NAME = compile_pattern(r"(?<![部局課室庁所場])(?<!委員会) ")
"""A blank that is not the one of 福祉部 長寿課."""


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
    stop = before_states(text)
    if stop < len(text) and (parts := _split(text[: before_sign(text, stop)])).departments:
        return parts._replace(title=(*parts.title, (stop, len(text))))  # a state stays, as where it is ahead of them
    return _split(text)


def _split(text: str) -> Bracketed:
    text = text[: _before_grade(text, len(text))]
    groups = closing_groups(text)
    offices = [(start, end, split_departments(text, start + 1, end - 1)) for start, end in groups]
    named = [entry for entry in offices if entry[2] or (entry[0] and GRADED.fullmatch(text, *entry[:2]))]
    if not named:
        spaced = _spaced(text)
        return spaced if spaced.departments else _led(text) or split_front(text) or spaced
    title, at = [], 0
    for start, end, _ in named:
        title.append((at, max(at, _before_grade(text, start))))
        at = end
    title.append((at, len(text)))
    departments = tuple(entry for _, _, found in named for entry in found)
    return Bracketed(tuple(t for t in title if text[t[0] : t[1]].strip()), departments, _certain(text, departments))


def _led(text: str) -> Bracketed | None:
    """Take what words say to be departments off the end of a heading, with what else its line says: 講座　担当：市民センター　事業費：9千円."""
    for parting in islice(_LED_APART.finditer(text), _MOST_FIELDS) if ":" in text else ():
        lead = _LEAD.match(text[parting.end() :])
        if lead is None or _HELPS.match(lead.group()):
            continue
        start = parting.end() + lead.end()
        other = OTHER_FIELD.search(text, start)
        end = other.start() if other else len(text)
        if not tells_departments(lead.group(), text[start:end]):
            return None
        names = split_departments(text, start, end, told=True)
        return Bracketed(((0, _before_fields(text, parting.start())),), names, certain=True) if names else None
    return None


def split_front(text: str, *, told: bool = False, spaced: bool = False) -> Bracketed | None:
    """Take departments off the front of a heading: [福祉課] 相談会の開催, 福祉課 | 相談会の開催; None for any other heading.

    Args:
        text: the folded heading without its mark.
        told: whether the other headings of the report name theirs so: then an institution (図書館) is one as well.
        spaced: whether nothing but a blank may part them from the title (福祉課　相談会の開催), as it does in sentences.
    """
    match = _FRONT.match(text) if text[:1] in CLOSING or text[:1] == "=" or _PARTS_FRONT.search(text) else None
    if match is None and spaced:
        match = _FRONT_SPACED.match(text)
        if match and (NO_TITLE.search(text, match.end()) or _PERSON.fullmatch(text, match.end())):
            return None
    if match is None or names_in(text[match.end() :]):
        return None
    group = match.lastgroup or "plain"
    start, end = match.span(group)
    entries = split_departments(text, start, end)
    if not _certain(text, entries):
        names = names_in(text[start:end]) if told else ()
        entries = tuple((start + a, start + b) for a, b in names)
    if not entries or bracket_line(text) is not None:
        return None
    return Bracketed(((match.end(), len(text)),), entries, certain=True)


def _before_fields(text: str, end: int) -> int:
    """Return where the words of a heading end that a grade and other fields follow up to `end`: of 相談会  予算:9千円."""
    field = _WIDE_FIELD.search(text, 0, end)
    return before_sign(text, _before_grade(text, field.start() if field else end))


def _before_grade(text: str, end: int) -> int:
    """Return where the words of a heading end that a grade follows up to `end`: of 相談会 評価:B(順調), but not (福祉課)."""
    graded = GRADED.search(text, 0, len(text[:end].rstrip(" ")))
    groups = closing_groups(text[:end])[-1:] if graded else ()
    if graded is None or not graded.start() or any(split_departments(text, a + 1, b - 1) for a, b in groups):
        return end
    return before_sign(text, len(text[: graded.start()].rstrip(" ")))


@lru_cache(maxsize=1024)  # as for headings
def bracket_line(text: str) -> Bracketed | None:
    """Return the departments of a line that is nothing but brackets around them, else None."""
    groups = closing_groups(text)
    if not groups or groups[0][0] != 0:
        return None
    if is_clinic(text[1:-1]):
        return Bracketed((), ((1, len(text) - 1),), certain=False)
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
    entries, kept = entries_of(text, start, end), list[tuple[int, int]]()
    named_office, led = told, False
    for entry in entries:
        a, b = _trimmed(text, *entry)
        if kept and _STATE.fullmatch(text, a, b):  # 担当：福祉課／進捗：順調
            continue
        leads = entry != entries[-1] or not COLLECTIVE.fullmatch(text[a:b])
        if leads and _LEAD_ALONE.fullmatch(text[a:b]):  # 担当課 A課 関係課 B課
            if _MAY_BE_NAME.match(text, a) and is_listed(text, entry, (start, end)):  # 協力課、総務課
                kept.append((a, b))
            told = True
            continue
        lead = _LEAD.match(text[a:b])
        if lead:
            a, told = a + lead.end(), told or _TELLS.search(lead.group()) is not None
            led = led or "担当" in lead.group()
        a += text[a] in LEADING if a < b else 0  # （◎A課、B課）: the first of them leads
        a, b = _trimmed(text, a, b)
        if told and kept and text[a:b] in NO_OFFICE_NAMED:
            continue
        named = _WITH_PERSON.match(text[a:b])
        b = a + named.end("office") if named and is_department(named["office"]) else b
        if a >= b:
            return ()
        office = is_department(text[a:b]) or (told and may_be_told(text[a:b]))
        office = office or (lead is not None and is_clinic(text[a:b])) or (led and is_body(text[a:b]))
        if not (office or is_beside(text[a:b]) or is_company(text[a:b])):
            return ()
        named_office = named_office or office
        kept.append((a, b))
    return tuple(kept) if named_office else ()


def split_institution(text: str, *, behind: str = "", within: str = "") -> Bracketed | None:
    """Take institutions that would also be venues off the end of a heading; None for any other heading.

    Args:
        text: the folded heading without its mark, in a report whose other headings end in their departments.
        behind: what parts these from their titles, where it says little by itself: a colon (相談会:福祉課) or one blank.
        within: the sign that opens the brackets in which they stand, if they do: a unit (文化財担当) is one in either.
    """
    groups = closing_groups(text)
    if groups and (names := names_in(text[slice(*groups[-1])], units=text[groups[-1][0]] == within)):
        start = groups[-1][0]
        return Bracketed(((0, start),), tuple((start + a, start + b) for a, b in names), certain=False)
    found: Bracketed | None = None
    for sign in _partings(text, _end_of_names(text)):
        parts = sign.group().strip() or sign.group()
        told = parts == behind or parts not in (" ", ":")
        names = names_in(text[sign.end() :], units=parts == behind) if told else ()
        if names and not _is_mark(text, sign.start()):
            departments = tuple((sign.end() + a, sign.end() + b) for a, b in names)
            found = Bracketed(((0, sign.start()),), departments, certain=False)
        elif found:
            break
    return found


def split_apart(text: str) -> Bracketed | None:
    """Take offices and other bodies in brackets off the end of a heading that several blanks set apart: as a column of departments is.

    Args:
        text: as for `split_institution`.
    """
    start, end = (closing_groups(text) or [(0, 0)])[-1]
    if not text[:start].endswith("  "):
        return None
    names = split_departments(text, start + 1, end - 1, told=True)
    if not names or not all(is_department(text[a:b]) or is_body(text[a:b]) for a, b in names):
        return None
    return Bracketed(((0, len(text[:start].rstrip())),), names, certain=False)


def office_line(text: str) -> tuple[tuple[int, int], ...]:
    """Return the departments of a folded line that is nothing but the names of offices beyond doubt; else none."""
    marked = form_of(text)
    if len(text) > _LONGEST_NAME or (marked is not None and places_of(marked.form)):  # 1 総務課 is a heading
        return ()
    found = split_departments(text, 0, len(text))
    sure = all(is_certain_office(text[a:b]) and not _WITHIN_NAME.search(text, a, b) for a, b in found)
    return found if sure else ()


def names_in(text: str, *, told: bool = False, units: bool = False) -> tuple[tuple[int, int], ...]:
    """Return the departments and institutions of a folded line that stands where others name theirs, bracketed or not.

    Args:
        text: the line.
        told: whether 担当： stands before them, so that a body (広報部会, 事務局) is one as well.
        units: whether they may be parts of offices by whatever word: 文化財担当.
    """
    if not (told or units or may_name(text)):
        return ()
    groups = closing_groups(text)
    within = (groups[0][0] + 1, groups[0][1] - 1) if groups and not groups[0][0] else (0, _end_of_names(text))
    trimmed = [_trimmed(text, *entry) for entry in entries_of(text, *within)]
    names = tuple((a + text.startswith("@", a, b), b) for a, b in trimmed)
    listed = [text[a:b] for a, b in names]
    known = all(is_theirs(name, told=told, units=units) for name in listed)
    return names if known and not any(_WITHIN_NAME.search(text, a, b) for a, b in names) else ()


def tells_departments(lead: str, names: str) -> bool:
    """Tell whether the words before names (担当課：) say that they are departments; 担当： may name a person, but no 図書館.

    Where only a blank parts the two (所管 中央図書館), the names must be those of offices or institutions too.
    """
    signed = lead.rstrip(" *")[-1:] in _SIGNS or lead[:1] in "([【<〔"
    told = _TELLS.search(lead) is not None
    named = (signed and told) or ((signed or told) and bool(names_in(names, told=signed)))
    return named or tells_bodies(lead, names)


def tells_bodies(lead: str, names: str) -> bool:
    """Tell whether 実施主体 or the like leads names of bodies: companies (北川交通株式会社), or whoever is listed beside an office."""
    if _TELLS.search(lead) is None:
        return False
    listed = [names[slice(*_trimmed(names, *entry))] for entry in entries_of(names, 0, len(names))]
    unknown = [
        name
        for name in listed
        if not (is_department(name) or is_beside(name) or is_company(name) or is_municipality(name))
    ]
    if not unknown:
        return True
    beside = any(map(is_certain_office, listed))
    return beside and all(_BESIDE_OFFICE.fullmatch(name) and may_be_told(name) for name in unknown)


def _spaced(text: str) -> Bracketed:
    """Read 「相談の実施  地域福祉課」 and 「相談の実施／地域福祉課」: an office beyond doubt, set apart by blanks or a stroke.

    Leaders (相談の実施……図書館) lead to an institution as well.
    """
    end = _end_of_names(text)
    found: Bracketed | None = None
    if not (may_name(text[:end]) or ":" in text or "…" in text or "‥" in text):
        return Bracketed(((0, len(text)),), (), certain=False)
    for sign in _partings(text, end):
        entries = _set_apart(text, sign, end, listed=found is not None and len(sign.group()) > 1)
        if not entries and found:
            break
        lead = _LEAD.match(text[sign.end() : end])  # 相談センター／担当：福祉課
        two = is_department(text[: sign.start()]) and (lead is None or _HELPS.match(lead.group()))
        if entries and not (two or _is_mark(text, sign.start())):
            found = Bracketed(((0, _before_fields(text, sign.start())),), entries, certain=True)
    return found or Bracketed(((0, len(text)),), (), certain=False)


def _end_of_names(text: str) -> int:
    """Return where the names end that a heading closes with, before how to reach them: 福祉課ほか(内線 12)."""
    if text[-1:] not in _ENDS_OTHERS and not text[-1:].isascii():
        return len(text)
    reached = _REACHED_AT_END.search(text) if text[-1:].isascii() else None
    others = _AND_OTHERS.search(text, 0, reached.start() if reached else len(text))
    return len(text[: others.start()].rstrip(" ")) if others else reached.start() if reached else len(text)


def _partings(text: str, end: int) -> list[re.Match[str]]:
    """Return what may part a title from its departments, from the end on."""
    last = list(_PARTING.finditer(text, 0, end))[: -2 * _MOST_PARTINGS - 1 : -1]
    return [sign for sign in last if not _is_within(text, sign)][:_MOST_PARTINGS]


def _is_within(text: str, sign: re.Match[str]) -> bool:
    """Tell whether a sign parts words in brackets, or a field from its label, and no title from names: 主担当：福祉課(内線 12)."""
    if ":" in sign.group() and _TITLED.search(text, 0, sign.start()) is None:
        return True
    return depth(text, 0, sign.start()) > 0


def _set_apart(text: str, sign: re.Match[str], end: int, *, listed: bool) -> tuple[tuple[int, int], ...]:
    """Return the departments that stand between a sign that parts them from the title and `end`.

    Args:
        text: the heading.
        sign: what parts them.
        end: where they end.
        listed: whether those behind a stroke are found, which may be a list that begins at a wide blank.
    """
    colon = ":" in sign.group()
    if colon and not may_name(text[:end]):
        return ()
    entries = split_departments(text, sign.end(), end)
    if colon:
        return entries if _certain(text, entries) else ()
    if "…" in sign.group() or "‥" in sign.group():
        return entries or (((sign.end(), end),) if is_institution(text[sign.end() : end]) else ())
    lead = _LEAD.match(text[sign.end() : end])  # 所管：各公民館
    told = lead is not None and _TELLS.search(lead.group()) and lead.group().rstrip().endswith(_SIGNS)
    if not (told or listed or "/" in sign.group() or _certain(text, entries)):
        return ()
    return () if any(_WITHIN_NAME.search(text, a, b) for a, b in entries) else entries


def _is_mark(text: str, end: int) -> bool:
    """Tell whether the words before `end` only number what follows them: 1 総務課 names no measure."""
    marked = form_of(text)
    return marked is not None and end <= marked.title


def _certain(text: str, departments: tuple[tuple[int, int], ...]) -> bool:
    return any(is_certain_office(text[a:b]) or COLLECTIVE.fullmatch(text[a:b]) for a, b in departments)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    for behind in (GRADED, _STATE_BEHIND, _HELPED_BY, _CONTACT, _AND_OTHERS, _IN_CHARGE):
        match = behind.search(text, start, end)
        end = match.start() if match else end
    end -= text[end - 1 : end] == ")" and depth(text, start, end) < 0  # (関係:…) is taken apart at its opening
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end
