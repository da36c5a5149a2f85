"""Who found a place where there were fewer: by lot, on the seats of a hall or of so many buses, or 定員の範囲内.

定員20人に48人の申込みがあり、抽選で選ばれた24人; 全席指定の300席に340人; 定員28人のバス2台に61人が乗車. So are the persons of more households: 24世帯18人.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from extractors.mentions import Qualifier, Status
from extractors.patterns import compile_pattern
from pipeline.check.beside import ATTENDED, sentence_before, words_before, words_behind, words_between
from pipeline.check.values import WHO_COME, Surpassed, exact
from pipeline.model import FigureRecord

_LIMIT = compile_pattern(r"(?:定員|定数|席数)(?:数|は|が|:|を| )*、?$")
_RIDES = compile_pattern(r"(?:名|人)?(?:乗り)?の[^0-9、。\n()]{1,14}")
_VESSELS = frozenset({"台", "隻", "両", "艇", "室", "部屋", "機", "棟"})
_DRAWN = compile_pattern(
    r"(?:抽選|選考|審査|くじ|籤)(?:により|によって|の(?:うえ|上|結果)、?|で|を(?:行い|経て|し)、?)[^0-9。\n]{0,14}$"
)
_DRAWN_BEHIND = compile_pattern(r"(?:の[^0-9、。\n()]{0,6})?(?:を|が)(?:抽選|選考|くじ)(?:で|により)")
_GIVEN = compile_pattern(r"に[^0-9、。\n()]{0,10}(?:を|が)(?:贈|配|進呈|プレゼント|当た)")
"""Behind those drawn by lot: what they had was no place."""
_NO_MORE = compile_pattern(
    r"立ち?見(?:席)?(?:を|は|も)?(?:(?:設け|認め|入れ|出さ|出せ)(?:ず|な)|なし|無し|な[いくし])|全席指定|全員(?:が)?着席|定員(?:の)?(?:範囲)?内|定員を(?:超え(?:ず|ない|ること(?:は)?な)|守)"
    r"|(?:定員を超え(?:る|た|ての?)|定員超過(?:の|は|を)?)(?:受け?入れ|受付|申し?込み?|応募|参加|利用)?者?(?:は|を|も)?、?(?:お?断[っり]|なし|無し|な(?:い(?!者)|く)|(?:行わ|認め|受け付け|受け入れ|せ)(?:ず|な)|(?:行って|認めて|受け付けて|受け入れて)い?な)"
)
_MORE = compile_pattern(
    r"増[やしえ員設便発]|拡|追加|往復|[0-9一二三四五六七八九十](?:便|往復|部制|公演|回公演|部構成)|補助席|別室|中継|配信|オンライン|延べ|のべ|通算|入れ替|入替|昼夜|各回|両日|[0-9一二三四五六七八九十](?:日間|回開催)|弾力|超過|超え(?!ず|な|るこ)|上回|特例|変更後|分散|2回に|午前|午後|見学|補欠|繰り?上げ|戻|(?<!第)[2-9二三四五六七八九十] ?回"
)
_NOT_PERSONS = frozenset({Qualifier.TOTAL_ATTENDANCES, Qualifier.EACH})
_STAYS = "在籍|入所|入居|在園|利用|入園|在所|登録"
_CAME = compile_pattern(rf"(?:{ATTENDED}|{_STAYS}|乗車|乗船)(?:者|児)?(?:数)?(?:は|が|:)?、? ?(?:合わせて|計)?$")
_COMES = compile_pattern(
    rf" ?(?:が|の|を|も)?(?:[^0-9、。\n()]{{0,8}})(?:{ATTENDED}|{_STAYS}|乗[車船りっ]|移動|着席|分乗|鑑賞|観覧)"
)
_REACH, _MOST = 100, 6  # characters, figures
_MOST_TIMES = 3
_NOT_NOW = compile_pattern("[0-9]年度(?:末|当初)?(?:は|には|の)?[^0-9、。]{0,4}$|予定|見込|予約|申込|応募|希望|待機")


class _Places(NamedTuple):
    record: FigureRecord
    number: Decimal
    last: int
    """Which figure tells the last of them."""
    are_of_vessels: bool = False


def outnumbering(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield those who found a place, and the places, where those are fewer."""
    for at in range(len(figures)):
        places = _places(text, figures, at)
        if places is None:
            continue
        yield from _in_all(text, places, figures[at + 1 : at + 3])
        start, end = places.record.figure.span.start, figures[places.last].figure.span.end
        for came in figures[places.last + 1 : places.last + 1 + _MOST]:
            begin, stop = came.figure.span.start, came.figure.span.end
            between = text[end:begin] if begin - end <= _REACH else "\n"
            if "\n" in between or came.place != places.record.place or _LIMIT.search(words_before(text, begin, 8)):
                break
            if places.number < came.figure.value <= places.number * _MOST_TIMES and _is_person(came):
                around = words_before(text, start, 40).rpartition("\n")[2].rpartition("。")[2] + words_between(
                    text, start, stop
                )
                around += words_behind(text, stop, 24).partition("\n")[0]
                if _found_place(text, came, places, around):
                    yield came, places.record
                    break


def _in_all(text: str, places: _Places, behind: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield those who came to all of so many sessions where none may have held more than the places: 定員15人で全8回、延べ136人."""
    if len(behind) < _PAIR or places.are_of_vessels:
        return
    times, came = behind
    start, end = places.record.figure.span.start, came.figure.span.end
    if (
        times.figure.unit_norm != "回"
        or times.figure.per is not None
        or came.figure.unit_norm != places.record.figure.unit_norm
        or Qualifier.TOTAL_ATTENDANCES not in came.figure.qualifiers
        or came.status is not Status.ACTUAL
        or not exact(times, came)
        or not places.number * times.figure.value < came.figure.value <= 2 * places.number * times.figure.value
        or end - start > _REACH
    ):
        return
    words = (
        words_before(text, start, 24).rpartition("\n")[2]
        + words_between(text, start, end)
        + words_behind(text, end, 40)
    )
    words = words.partition("\n")[0]
    if _NO_MORE.search(words) and not _MORE_IN_ALL.search(_NO_MORE.sub("", words)):
        yield came, places.record


_PAIR = 2
_MORE_IN_ALL = compile_pattern(
    r"増[やしえ員設便発]|拡|追加|補助席|別室|配信|オンライン|超|上回|変更|入れ替|入替|[0-9](?:会場|コース|クラス|部制)|ほか|午前|午後|見学|同伴|保護者|スタッフ|含"
)


def fewer_than_households(text: str, figures: Sequence[FigureRecord]) -> Iterator[Surpassed]:
    """Yield the persons of households right before them, where they are fewer than these: 24世帯18人."""
    for households, persons in pairwise(figures):
        start, end = households.figure.span.end, persons.figure.span.start
        if (
            households.figure.unit_norm == "世帯"
            and persons.figure.unit_norm == "人"
            and persons.figure.value < households.figure.value
            and exact(households, persons)
            and start <= end <= start + _PAIR
            and words_between(text, start, end).strip(" ・(") == ""
            and not _SOME_PERSONS.match(words_behind(text, persons.figure.span.end, 8))
            and not _OF_SOME.search(words_before(text, households.figure.span.start, 16))
        ):
            yield Surpassed(
                persons, households, words_between(text, households.figure.span.start, persons.figure.span.end)
            )


_SOME_PERSONS = compile_pattern(
    r"の?(?:[^0-9、。\n()]{0,4}(?:児童|生徒|子|高齢者|乳幼児|障が?い|学生|未就学|男|女|会員|世帯主)|うち|ずつ)"
)
"""Behind persons: they are but some of their households."""
_OF_SOME = compile_pattern("子ども|児童|生徒|高齢者|乳幼児|障が?い|回答|会員|単身|増|減|相談者|利用者は|申請者")


def _is_person(record: FigureRecord) -> bool:
    return (
        record.figure.unit_norm in WHO_COME
        and record.status is Status.ACTUAL
        and exact(record)
        and not _NOT_PERSONS.intersection(record.figure.qualifiers)
    )


def _places(text: str, figures: Sequence[FigureRecord], at: int) -> _Places | None:
    record = figures[at]
    start, end = record.figure.span.start, record.figure.span.end
    if record.figure.qualifiers or not exact(record):
        return None
    if record.figure.unit_norm == "席":
        return _Places(record, record.figure.value, at)
    if record.figure.unit_norm not in WHO_COME or not _LIMIT.search(words_before(text, start, 8)):
        return None
    number = figures[at + 1] if at + 1 < len(figures) else None
    if number and number.figure.unit_norm in _VESSELS and exact(number):
        if not _RIDES.fullmatch(words_between(text, end, number.figure.span.start)):
            return None
        return _Places(record, record.figure.value * number.figure.value, at + 1, are_of_vessels=True)
    return _Places(record, record.figure.value, at)


def _found_place(text: str, came: FigureRecord, places: _Places, words: str) -> bool:
    """Tell whether a value is how many were drawn by lot, or sat, so that nothing lets them be more than the places."""
    start, end = came.figure.span.start, came.figure.span.end
    lead, behind = words_before(text, start, 24), words_behind(text, end, 16)
    if _MORE.search(_NO_MORE.sub("", words)) or _NOT_NOW.search(lead.rpartition("、")[2]):
        return False
    if _DRAWN.search(lead) or _DRAWN_BEHIND.match(behind):
        return _GIVEN.match(behind) is None
    if not (_CAME.search(lead) or _COMES.match(behind)):
        return False
    return places.are_of_vessels or _NO_MORE.search(words) is not None


_ENROLLED = compile_pattern(
    r"(?:^|[、。\n(・]) ?(?P<name>(?:登録|在籍|入会|受講)[一-鿿]{1,4}|会員|団員|塾生|部員)数?(?:は|:)、? ?$"
)
_OF_ENROLLED = compile_pattern(r"の(?P<name>[一-鿿]{2,6})(?:が|も)(?:出席|参加|利用|来場|来館|受講)し")
_SEVERAL_TIMES = compile_pattern("延べ|のべ|累計|当初|[前昨]年|時点|現在|増|新た|追加|両|合わせ|それぞれ|年度")


def exceeding_enrolled(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield those who came of the enrolled, and the enrolled, where those are fewer: 登録児童は18人、23人の登録児童が出席した."""
    for all_of, came in pairwise(figures):
        if not (_is_person(all_of) and _is_person(came)) or came.figure.value <= all_of.figure.value:
            continue
        start, end = all_of.figure.span.start, all_of.figure.span.end
        enrolled = _ENROLLED.search(words_before(text, start, 12))
        present = _OF_ENROLLED.match(words_behind(text, came.figure.span.end, 16)) if enrolled else None
        between = text[end : came.figure.span.start]
        if (
            enrolled
            and present
            and enrolled["name"] == present["name"]
            and len(between) <= _REACH
            and not {"。", "\n"}.intersection(between)
            and not _SEVERAL_TIMES.search(sentence_before(text, start, 24) + between)
        ):
            yield came, all_of
