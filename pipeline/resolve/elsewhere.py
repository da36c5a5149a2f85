"""Which head counts near an occasion tell of something else: another time, another subject, a clause that is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import scripts
from extractors.gatherings import OCCASION
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout
    from pipeline.resolve.parts import Located

_CAME = r"(?:参加|来場|受講|出席|聴講|視聴|観客|入場|見学|来客|来館|入館|来園|入園|利用)(?:者|人)?(?:の?総?数|人数)?"
_EARLIER_TIME = scripts.compile(
    r"(?:[前昨々]年度?|前回|昨[春夏秋冬])(?:同期|同月|開催|\d{1,2}月)?(?:には?|は|も|の[^、。\n\d]{0,20}?(?:は|も|者|数|観客))"
    r"(?!を|より|に比|と比|から)[^。\n]{0,30}$"
)
"""前年度の参加者は52名, 昨年は85名; but not 前年度の参加者を上回る40人."""
_LONGER_TIME = scripts.compile(
    r"(?:[上下]半期|年間(?=[のでを])|通年|これまで|累計|通算|毎[月回週]|平均|当たり|あたり|月(?:から|以降)(?:の|に)|(?<=[^ ])まで(?=[にので]))[^。\n]{0,40}$"
)
_COUNTED = scripts.compile(r"\d ?(?:[人名組社校件回]|団体)")
_SUBJECT = scripts.compile(
    rf" ?(?:なお、?|また、?|一方、?)?(?:(?P<of>[^、。\n\d]{{1,20}})の)?(?P<who>{_CAME})は、?(?:約|延べ|計|合計)*$"
)
_SAME = scripts.compile(
    r"(?:当日|今回|期間中|両日|会期中|会場|全体|全[国県市町]|合計|延べ|実際|同(?!館|園|施設).*|この.*|その.*|.*(?:イベント|会|式|展|祭))$"
)
"""Of what those came whom a following sentence counts, if of the same occasion: 当日の参加者は."""
_VISITORS = ("来館", "入館", "来園", "入園", "利用")
_OPEN_TO_VISITORS = scripts.compile(r"展|開[館園設放]|公開|無料|祭|まつり|フェ[スア]|デー|夜間")
_OBJECT_HELD = compile_pattern(r"[^、。\n]{1,24}を(?:開催|実施|開[きいく]|行[いうっ]|催)")
_IS_SO_MANY = scripts.compile(r"(?:で(?:あり)?|と(?:なり|なって(?:おり|いて))|に(?:上|のぼ|達)[りし]|おり)、")
"""Behind a count that is the whole of its clause: 来館者は512人であり、."""
_SUBJECT_BEFORE = scripts.compile(r"(?:者|客|人)(?:の?総?数|人数)?は、?[^、。\n\d]{0,6}$")
_OTHER_DAY = scripts.compile(
    r"(?:^|。) ?(?:また、|さらに、?|続いて、?)?(?:\d{1,2}月 ?)?\d{1,2} ?日(?:[(][^()\n]{1,4}[)])?(?:に|の|は|、)"
)
_NEAR = 40  # characters
_FAR = 400


def is_of_another(layout: Layout, date: tuple[int, int], located: Located) -> bool:
    """Tell whether a count near the occasion of a date at `date` counts who came to something else."""
    own = layout.sentence(*date)
    left = layout.sentence(located.start, located.end)[0]
    if located.start < own[0]:
        return not layout.text.startswith("(", own[0])  # 32人が参加した。（８月６日）
    if located.end <= date[0]:
        return _is_clause_before(layout, date, own, located) or _is_of_other_time(layout, left, located)
    begin = max(left, date[1])
    if _is_of_other_time(layout, begin, located):
        return True
    if left < own[1]:
        return False
    if left >= layout.line_at(date[0]).end and _LONGER_TIME.search(layout.text, begin, located.start):
        return True  # 9月末までに17回を終え、受講者は480人です, in a paragraph of its own
    subject = _SUBJECT.fullmatch(layout.text, max(left, located.start - _NEAR), located.start)
    words = layout.text[slice(*own)]
    if _OTHER_DAY.search(layout.text[max(own[1], located.start - _FAR) : located.start]):
        return True  # 27日には講演会を開き、171名が聴講した
    if subject and _is_other_subject(subject["of"], subject["who"], words):
        return True
    if located.start >= layout.line_at(date[0]).end:
        return False
    return any(
        (m[0].removesuffix("会") or m[0]) not in words for m in OCCASION.finditer(layout.text, left, located.start)
    )


def _is_other_subject(of: str | None, who: str, words: str) -> bool:
    """Tell whether those whom a following sentence counts are of something that the occasion's sentence does not name.

    図書館の利用者は; a house has its visitors every day, unless the occasion is that it is open.
    """
    if of is not None:
        return not _SAME.match(of) and of[-2:] not in words
    return who.startswith(_VISITORS) and not _OPEN_TO_VISITORS.search(words)


def _is_of_other_time(layout: Layout, begin: int, located: Located) -> bool:
    """Tell whether the words before a count, from `begin` on, say that it is of another or a longer time."""
    words = _COUNTED.split(layout.text[max(begin, located.start - 2 * _NEAR) : located.start])[-1]
    return bool(_EARLIER_TIME.search(words) or _LONGER_TIME.search(words))


def _is_clause_before(layout: Layout, date: tuple[int, int], own: tuple[int, int], located: Located) -> bool:
    """Tell whether a count closes a clause before the date, and what was held then is named only behind it."""
    text = layout.text
    between = text[max(located.end, date[0] - _FAR) : date[0]]
    if "、" not in between or between.count("(") > between.count(")"):
        return False
    stop = min(own[1], date[1] + _NEAR)
    before = text[max(own[0], located.start - _FAR) : located.start]
    named = OCCASION.search(text, date[1], stop)
    if named:
        return (named[0].removesuffix("会") or named[0]) not in before
    return (
        _IS_SO_MANY.match(text, located.end) is not None
        and _SUBJECT_BEFORE.search(before) is not None
        and _OBJECT_HELD.match(text, date[1], stop) is not None
    )
