"""The lines above a text that only say when, by whom and to whom it is given: a date, a body, who speaks, addresses."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from extractors.patterns import compile_pattern
from pipeline.markers import form_of
from pipeline.segment.departments import is_department, is_institution
from pipeline.segment.lines import Line
from pipeline.segment.organisation import name_at_start
from pipeline.segment.plan_names import names_plan
from pipeline.segment.speakers import is_speaker
from pipeline.segment.years import DATE_LINE

_HEAD = 12  # lines, in which those of a letter's or a speech's head stand
_LONGEST = 40  # characters
_NEAR = 2  # lines, within which a body that stands by itself is named again, or dated

_ADDRESSED = compile_pattern(
    r".{1,36}(?:(?:様|殿|御中|各位)(?: ?へ)?|の(?:皆様|皆さん|みなさま|みなさん) ?へ|(?<=[長員者会部課室])(?:あて|宛て?))"
)
_ADDRESS = compile_pattern(
    r"〒 ?[0-9]{3}.*|(?:住所|所在地|電話|℡|TEL|FAX|E-?mail|URL|https?)[ :./0-9a-zA-Z(\[].*"
    r"|[一-鿿ヶケぁ-んァ-ヺー]{1,10}[都道府県市区町村郡].{0,20}?(?:[0-9一二三四五六七八九十]番地?(?:[0-9一二三四五六七八九十の]+号?)?|[0-9]-[0-9]+(?:-[0-9]+)?)"
)
_SITTING = compile_pattern(r".{2,34}(?:定例会|臨時会|本会議|全員協議会)(?: ?\(?第?[0-9]+(?:日目?|号)\)?)?")
_OWN_HOUSE = compile_pattern(
    r"(?<=.)(?:(?<=[市区])役所|(?<=[町村])役場|(?<=[都道府県])庁|議会|教育委員会|社会福祉協議会)(?= |$)"
)
_SURE_BODY = compile_pattern(r"[^ぁ-ん]+(?:(?<!都)市|[府県]|広域連合|企業団|組合)")
_TITLE = compile_pattern(r".{0,60}(?:報告|状況|実績|説明|方針|演説|挨拶|あいさつ)(?:書|について)?(?: ?\([^()]*\))?")
_WORDS = compile_pattern(r"[一-鿿].*[いなくるうたすむつぶ][都道府県市区町村]")
"""元気な町, 支え合う村: words, as no name ends before the kind of a place, unless all of it is in kana (ひたちなか市)."""

_GIVEN = r"(?:末日?)? ?(?:現在|時点|更新|作成|公表|発行|版|付け?)?"
_DAY = compile_pattern(
    rf"(?:(?:発行|作成|公表|更新)(?:[日月]|年月日?)? ?[: ] ?)?(?:{DATE_LINE.pattern}"
    rf"|(?:(?:令和|[RH]) ?[0-9元]{{1,2}}|20[0-9]{{2}})[./][0-9]{{1,2}}(?:[./][0-9]{{1,2}})?){_GIVEN}"
)
_NOTE = compile_pattern(
    r"[(\[【]?(?:資料|別紙|別添|参考|様式)(?:第? ?[0-9\-]+号?)?[)\]】]?|(?:作成|公表|発行|現在|時点|更新)"
)
_MAKER = compile_pattern(r"(?:担当|作成|発行|編集|所管|事務局)(?:[課室]|部署|元)?:")
_IMPRINTED = compile_pattern(
    r"(?:(?:編集|発行|企画|制作|作成)(?:(?:・|及び)?(?:編集|発行|企画|制作))?(?:者|元|所)?(?: ?[:/] ?| +)[^ 、。:/]{2,24}(?: +|$)){1,4}"
)
"""発行／みなと町　編集／福祉課: who made a newsletter, on a line of its own."""


class _Sort(Enum):
    DATE = auto()
    BODY = auto()
    OFFICE = auto()
    SITTING = auto()
    ADDRESSEE = auto()
    ADDRESS = auto()
    SPEAKER = auto()
    MAKER = auto()


_ALONE = frozenset({_Sort.DATE, _Sort.ADDRESSEE, _Sort.ADDRESS, _Sort.SPEAKER, _Sort.MAKER})
"""What needs no other line to show what it is."""
_IMPRINT = frozenset({_Sort.DATE, _Sort.OFFICE})


def find_front(lines: Sequence[Line]) -> frozenset[int]:
    """Return the numbers of the lines of a report's head that head nothing; none where lines alike head its text further below.

    Below them, the title of the report heads nothing either.
    """
    stop = next((n for n, line in enumerate(lines[:_HEAD]) if _is_text(line)), 0)
    sorts = {n: sort for n in range(stop) if (sort := _sort_of(lines[n].text)) is not None}
    if not sorts:
        return frozenset()
    heads = {
        _sort_of(lines[n].text)
        for n in range(stop, len(lines) - 1)
        if len(lines[n].text) <= _LONGEST and _is_text(lines[n + 1])
    }  # towns that tell each of its own, months one after the other
    sure = {n for n, sort in sorts.items() if sort in _ALONE and sort not in heads}
    found = sure | {n for n, sort in sorts.items() if sort not in heads and _is_shown(lines, n, sort, sure)}
    title = next((n for n in range(stop) if n not in found), stop)
    if 0 < title < stop and _TITLE.fullmatch(lines[title].text):
        found.add(title)
    return frozenset(found)


def without_imprint(text: str) -> tuple[int, int]:
    """Return where the words of a folded line begin and end, without a day or who gives it, set beside them by blanks.

    第2次みなと町環境基本計画　令和6年5月31日現在　環境課: beside the name of a plan a day or an office is enough, beside other
    words that end a line both stand. Before them none is left out without a day.
    """
    parts = text.split(" ") if " " in text and len(text) <= 3 * _LONGEST else []
    asides = [_aside(part) for part in parts]
    named = [n for n, aside in enumerate(asides) if aside is None]
    if not named or len(named) == len(parts):
        return 0, len(text)
    first, stop = named[0], named[-1] + 1
    plan = names_plan(" ".join(parts[first:stop]))
    before, behind = set(asides[:first]), set(asides[stop:])
    if not (before >= _IMPRINT or (plan and _Sort.DATE in before)):  # 令和7年12月　市政報告, みなと町　交通計画
        first = 0
    if not (plan or behind >= _IMPRINT):
        stop = len(parts)
    start = sum(len(part) + 1 for part in parts[:first])
    return start, start + len(" ".join(parts[first:stop]))


def _aside(part: str) -> _Sort | None:
    """Return what a part of a line that blanks set off is beside a title: a day, an office or its number in a meeting."""
    words = _MAKER.sub("", part.strip("()[]")).strip()
    if _DAY.fullmatch(words):
        return _Sort.DATE
    if _NOTE.fullmatch(part):
        return _Sort.SITTING
    sort = _sort_of(words) if words else _Sort.SITTING
    if sort in (_Sort.BODY, _Sort.OFFICE) or is_department(words):
        return _Sort.OFFICE
    return None


def _is_text(line: Line) -> bool:
    return "。" in line.text or len(line.text) > 2 * _LONGEST


def _sort_of(text: str) -> _Sort | None:
    if len(text) > _LONGEST:
        return None
    if DATE_LINE.fullmatch(text):
        return _Sort.DATE
    if form_of(text) is not None:  # 1 市民の皆様へ is a heading
        return None
    if is_speaker(text):
        return _Sort.SPEAKER
    if _IMPRINTED.fullmatch(text):
        return _Sort.MAKER
    if _ADDRESSED.fullmatch(text):
        return _Sort.ADDRESSEE
    if _ADDRESS.fullmatch(text):
        return _Sort.ADDRESS
    if _SITTING.fullmatch(text):
        return _Sort.SITTING
    words = _OWN_HOUSE.sub("", text).rstrip()
    name = name_at_start(words)
    if not name or not words.startswith(name) or _WORDS.fullmatch(name):
        return None
    rest = words[len(name) :].strip()
    if not rest:
        return _Sort.BODY
    return _Sort.OFFICE if all(is_department(part) or is_institution(part) for part in rest.split()) else None


def _is_shown(lines: Sequence[Line], number: int, sort: _Sort, sure: set[int]) -> bool:
    """Tell whether the lines around that of a body or sitting show that it is of the head, and no heading."""
    if number - 1 in sure or number + 1 in sure:
        return True
    if sort is not _Sort.BODY:
        return False
    if _SURE_BODY.fullmatch(lines[number].text):
        return True
    near = (*lines[max(number - _NEAR, 0) : number], *lines[number + 1 : number + 1 + _NEAR])
    return any(lines[number].text in line.text for line in near) or (number > 0 and not lines[number].gap)
