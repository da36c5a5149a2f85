"""Those who came to what is said to have been called off: 大雪のため中止　参加17名; 花火大会は…中止を決定した。当日の来場者は8,000人."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.mentions import FigureKind, Qualifier
from extractors.patterns import compile_pattern
from pipeline.check.beside import ATTENDED, words_before, words_behind
from pipeline.check.values import exact
from pipeline.model import FigureRecord

_PARTICIPANTS = FigureKind.PARTICIPANTS
_OFF, _OFF_WITHIN, _REACH = "中止", 24, 100  # characters
_THEN = compile_pattern(
    rf"(?:と(?:し|なり|いたし)|し|いたし)?(?:[、 :]| ?\()*(?:(?:{ATTENDED})(?:者(?:数)?)?)?(?:は|が|:)? ?$"
)
"""Between 中止 and a value: し、; 　参加."""
_CAME_BEHIND = compile_pattern(rf" ?(?:が|の)?(?:{ATTENDED})(?!予定|見込|申|を予定|を?希望)")
_WHEN = r"(?:第 ?[0-9〇一二三四五六七八九十]{1,3} ?回|[0-9〇一二三四五六七八九十]{1,3}(?:月 ?[0-9〇一二三四五六七八九十]{1,3} ?日|[/.][0-9]{1,2}))"
_EVENT = compile_pattern(
    rf"{_WHEN}[^。\n]{{0,40}}?(?:(?:の|[^、。は\n]{{0,20}})(?:回|会|教室|講[座習]|清掃|訓練|研修|大会|つどい|集い|まつり|祭り?|式|セミナー|サロン)は、?)?(?P<why>[^はをが。\n]{{0,24}})$"
)
"""Before 中止: a session, by its number or day, and why; 花火は中止し is told of a part of it."""
_OF_PART = compile_pattern(
    r"途中|一部|のみ|[はをがも]$|花火|飲食|屋台|パレード|懇親|体験は|うち|除|[0-9一二三四五六七八九十] ?回(?:は|を)|延期|改め|代わ|振替|変更"
)
_NOT_ONE = frozenset({Qualifier.TOTAL_ATTENDANCES, Qualifier.DISTINCT, Qualifier.EACH})
_ON_THE_DAY = compile_pattern(r"した?(?: ?\([^()\n]{1,12}\))?。当日は、?(?:約|延べ)?$")
"""Between 中止 and a value of the next sentence, which is of the same day."""


_WHOLE_EVENT = compile_pattern(
    r"(?:^|[、。・○●◇◆ \n])(?P<what>[^、。\n()は]{2,24}(?:大会|まつり|祭り?|フェスタ|フェア|フェスティバル|つどい|集い|マラソン|運動会|体育祭|文化祭|訓練|式典|式|市|コンサート|会|教室|講座))(?:は|については)、?(?P<why>[^。\n]{0,60})$"
)
_ON_THAT_DAY = compile_pattern(
    r"(?:を決定|を判断|を決め|と(?:し|な|決)|し(?!な))[^。\n]{0,40}。(?:当日の?|会場の?|会場には|両日で?の?|期間中の?)[^0-9、。\n]{0,10}(?:"
    rf"(?:{ATTENDED}|観覧|利用)(?:者|客)?(?:数)?(?:は|が|も)、?|は)(?:約|延べ|およそ)?$"
)
_HELD_YET = compile_pattern(
    rf"{_OF_PART.pattern}|オンライン|縮小|規模|前年|昨年|例年|前回|翌|予定|[午][前後]|[2-9] ?日目|種目|予備日|場合|検討|順延"
)


_NOR_LATER = compile_pattern(r"(?:延期|順延|代替開催)(?:も|は)?(?:せず|行わ|しな|し?なか)")


def _is_held_yet(why: str, after: str) -> bool:
    """Tell whether the words about 中止, up to the end of the sentence, say that it was but a part, or put off."""
    words = (_NOR_LATER.sub("", said) for said in (why, after.partition("。")[0]))
    return any(map(_HELD_YET.search, words))


def attended_though_off(text: str, figures: Sequence[FigureRecord]) -> Iterator[FigureRecord]:
    """Yield those who came to a session that its line says was called off."""
    for record in figures:
        figure = record.figure
        start = figure.span.start
        if figure.kind is not _PARTICIPANTS or _OFF not in words_before(text, start, _REACH):
            continue
        if not figure.value or figure.value_max or _NOT_ONE.intersection(figure.qualifiers):
            continue
        line = words_before(text, start, _REACH).rpartition("\n")[2]
        before, _, after = line.rpartition(_OFF)
        whole = _WHOLE_EVENT.search(before) if _ON_THAT_DAY.fullmatch(after) else None
        if whole and not _is_held_yet(whole["why"], after) and "も" not in whole["what"]:
            yield record
            continue
        if _OFF not in line[-_OFF_WITHIN:]:
            continue
        next_to = _ON_THE_DAY.search(line)
        lead, _, then = (line[: next_to.start()] if next_to else line).rpartition("。")[2].rpartition(_OFF)
        if not (next_to and not then) and not (_THEN.fullmatch(then) and exact(record)):
            continue
        said = then.strip(" 、:(はが")[-2:] or ""
        told = any(word in said for word in "加席講場者") or _CAME_BEHIND.match(words_behind(text, figure.span.end, 12))
        if told and _EVENT.search(lead) and not _OF_PART.search(lead):
            yield record
