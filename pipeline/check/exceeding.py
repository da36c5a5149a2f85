"""More than there can be: parts that exceed what they are of by their names, and those who came.

延べ142人（実人数186人）, 74件の申請があり、81件を採択した; 定員40人、参加者46人, where nothing says why more came.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, pairwise

from extractors.counters import GROUPS
from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Qualifier, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import (
    ATTENDED,
    line_start,
    sentence_before,
    words_amid,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.values import WHO_COME, comparable, exact
from pipeline.model import FigureRecord


def exceeding_distinct(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield more persons than came in all, and in all: 延べ142人（実人数186人）."""
    for first, second in pairwise(figures):
        senses = (*first.figure.qualifiers, *second.figure.qualifiers)
        if not senses or Qualifier.DISTINCT not in senses or Qualifier.TOTAL_ATTENDANCES not in senses:
            continue
        distinct, total = (first, second) if Qualifier.DISTINCT in first.figure.qualifiers else (second, first)
        if (
            comparable(first, second)
            and Qualifier.DISTINCT not in total.figure.qualifiers
            and distinct.figure.value > total.figure.value
            and _SENSES_BESIDE.fullmatch(words_amid(text, first, second))
        ):
            yield distinct, total


_SENSES_BESIDE = compile_pattern(
    r"(?: ?[、(/・]? ?| ?\n[ ・○●◇◆*\-]*)(?:延べ?|のべ|実)?(?:利用|参加|受講|相談|来場|来館|受診|出席|訪問)?(?:者|団体|世帯)?(?:人数|件数|人員|[者員]?数)?"
    r"(?:は|が|で|:)? ?(?:延べ|のべ|延|実)? ?"
)


def exceeding_outcomes(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield what was granted and what it was granted of, where it is more: 74件の申請があり、81件を採択した.

    So are those of a year more than of all years: 48件を認定し、累計は45件.
    """
    for asked, granted in pairwise(figures):
        if (
            comparable(asked, granted)
            and granted.figure.value > asked.figure.value
            and granted.part_of is None
            and (
                _was_granted(text, asked, granted)
                or _is_outcome(text, asked, granted)
                or _is_subgroup(text, asked, granted)
            )
        ):
            yield granted, asked
        elif (
            comparable(asked, granted)
            and asked.figure.value > granted.figure.value
            and exact(asked, granted)
            and asked.status is granted.status is Status.ACTUAL
            and (told := _IN_ALL.fullmatch(words_amid(text, asked, granted)))
            and (led := _OF_THE_YEAR.search(words_before(text, asked.figure.span.start, 24)))
            and (told["of"] is None or told["of"] in led[0])
            and words_behind(text, granted.figure.span.end, 1) != "を"  # 42件を受け付け、累計12件を支給した
        ):
            yield asked, granted


_IN_ALL = compile_pattern(
    rf"(?!.*(?:{EARLIER}|目標|計画|減|抹消|解除|廃止|中|うち|対し))[^0-9、。\n()]{{0,14}}(?:[、(]|で、|り、) ?(?:(?:これまで|開[^0-9、。\n()の]{{1,3}}(?:から|以来)|(?:制度|事業)?(?:創設|発足|開始|導入|設立)(?:から|以来|以降|以後))(?:まで)?の)?(?:(?P<of>[^0-9、。\n()の]{{2,8}}?)(?:者|件)?数?の)?累計(?:で|では|は|が|:)?(?:延べ)? ?"
)
"""From what a year brought to all that there is: 今年度は48件を認定し、累計は145件となった."""

_OF_THE_YEAR = compile_pattern(r"(?:今年度|本年度|新規|新た)[^0-9。\n()]{0,16}$")


def exceeding_all(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield some of all there are, and all, where those are fewer: 全24地区の27地区で; 管理する215橋 above 上記中、点検済　251橋."""
    for whole, part in pairwise(figures):
        if (
            comparable(whole, part)
            and part.figure.value > whole.figure.value
            and exact(whole)
            and (gap := _OF_ALL_BEFORE.fullmatch(words_amid(text, whole, part)))
            and (gap["of"] or _ALL_LEAD.search(words_before(text, whole.figure.span.start, 4)))
        ):
            yield part, whole


_OF_ALL_BEFORE = compile_pattern(
    r"の(?:[^0-9、。\n()の]{0,6}、)?|[^0-9、。\n()]{0,8}[)]?\n[ ・○●◇◆*-]*(?P<of>(?:上記|これら|同上)(?:の?うち|中)、?)[^0-9、。\n()]{1,16}"
)
_ALL_LEAD = compile_pattern("(?:全|総数?|全部で) ?$")


_SUBGROUP = compile_pattern("(?:女性|男性|外国人|新規|市外|町外|県外|若手|新任|障がい者|高齢者?)の?")
_BESIDE_WHOLE = compile_pattern(
    rf"(?!.*(?:{EARLIER}))(?:で(?:あり|す)?|であった)?[、。](?:うち)?[^0-9、。\n()]{{3,16}}(?:は|が) ?"
)


def _is_subgroup(text: str, whole: FigureRecord, part: FigureRecord) -> bool:
    """Tell whether the second of two values is that of a part by its name: 消防団員数は512人、女性消防団員は21人."""
    of_whole, of_part = (fold(record.figure.label or "").removesuffix("数") for record in (whole, part))
    group = _SUBGROUP.match(of_part)
    return (
        group is not None
        and of_part[group.end() :] == of_whole != ""
        and _BESIDE_WHOLE.fullmatch(words_amid(text, whole, part)) is not None
    )


_ALL_OF_THEM = compile_pattern(
    r"(?:の?(?:応募|申込み?|希望)(?:者|があ[^0-9、。\n()]{1,6}、(?:応募|申込|希望)者)?)?の?全員(?:が|を|に|で)[^0-9。\n()]{0,16}"
)
_WITH_OTHERS = compile_pattern("加え|付き?添|含|当日|合わせ|保護者|家族|同伴")
_CAME_OF_THEM = compile_pattern("[がのを](?:参加|受講|出席|入所|採用)")
_ASKED_LEAD = compile_pattern(r"(?:応募|申込み?|申し込み|希望)(?:者|のあった|した)?(?:は|の)? ?$")
"""応募15人全員を受け入れて20人が参加した."""
_PASSED = compile_pattern(r"[がも](?:受験|受講|受け|受検|応募|申請)(?:し|て)?、[^。0-9()\n]{0,12}")
_HAS_PASSED = compile_pattern("[がを](?:合格|修了|採択|採用|認定)")


def _was_granted(text: str, asked: FigureRecord, granted: FigureRecord) -> bool:
    """Tell whether a sentence says that so much was asked for and so much of it granted: 74件の申請があり、81件を採択."""
    start, end = asked.figure.span.start, granted.figure.span.end
    between = words_amid(text, asked, granted)
    if _ALL_OF_THEM.fullmatch(between) and _CAME_OF_THEM.match(words_behind(text, end, 4)):
        lead = words_before(text, start, 12)
        return not _WITH_OTHERS.search(between) and (
            _ASKED_LEAD.search(lead) is not None or "応募" in between or "申込" in between
        )
    asked_for = None if _CARRIED.search(between) else _ASKED.fullmatch(between)
    behind = words_behind(text, end, 16)
    passed = _PASSED.fullmatch(between) is not None and _HAS_PASSED.match(behind) is not None
    return passed or (asked_for is not None and _GRANTED.match(behind) is not None)


def _is_outcome(text: str, asked: FigureRecord, granted: FigureRecord) -> bool:
    """Tell whether two values beside each other are called what was asked for and what was granted of it: 申請45件、採択38件."""
    start = asked.figure.span.start
    before = _ASKED_NAMED.search(words_before(text, start, 12))
    behind = _GRANTED_NAMED.fullmatch(words_amid(text, asked, granted))
    end = granted.figure.span.end
    if _CARRIED.search(words_behind(text, end, 24).partition("\n")[0]):
        return False
    return before is not None and behind is not None and _GRANTED_OF[before["of"]].fullmatch(behind["of"]) is not None


_GRANTED_OF = {
    "申請": compile_pattern("交付決定|採択|認定|承認|許可"),
    "応募": compile_pattern("採択|採用|当選|入選"),
    "申込": compile_pattern("採択|採用|当選|入選|(?:受講|利用|入居|入所|参加)決定"),
    "受講": compile_pattern("修了"),
    "受験": compile_pattern("合格"),
}
_CARRIED = compile_pattern(rf"含|継続|繰越|{EARLIER}|再")
_ASKED_NAMED = compile_pattern(r"(?P<of>申請|応募|申込|受講|受験)み?(?:者|件数|者数|数|人数)?(?:は|が|:)? ?$")
_GRANTED_NAMED = compile_pattern(
    r"(?:で(?:あった|した)?(?:が|、)?|であり|に対し(?:て)?)?[、 ・]{0,2}(?:うち)?(?P<of>(?:交付|受講|利用|入居|入所|参加)決定|採択|認定|承認|許可|採用|当選|入選|修了|合格)(?:者|件数|者数|数|人数)?(?:は|が|:)? ?"
)
_ASKED = compile_pattern(
    r"の(?:交付|助成|補助|利用)?(?:申請|応募|申込み?|申し込み|提案)(?:が|を|の)[^。0-9()\n]{1,24}、(?:[^。0-9()\n]{0,12}[、は])?"
)
_GRANTED = compile_pattern(r"[をがに](?:[^。0-9()、\n]{1,8}を)?(?:採択|採用|認定|承認|選定|許可|選考|交付)")


_LIMIT = compile_pattern(
    r"(?P<each>各[^0-9、。\n()]{0,4}の)?(?:定員|(?P<room>収容)) ?(?:数|人数|人員|定員)?(?:は|が|:|を)?、? ?(?P<all>各[回日会場組]{0,2} ?)?$"
)
_LIMIT_WORDS = compile_pattern("定員|収容")
_FOUND_PLACE = "鑑賞|観覧|観劇|集ま|乗車|乗船|学[びんぶ]|聴い|楽し"
"""What those do who have a place, beside attending; who enters a hall may also come and go."""
_CAME = compile_pattern(rf"(?:{ATTENDED}|修了|{_FOUND_PLACE})(?:者|人|した(?:の|人|方)?)?(?:数)?(?:は|が|:)?、? ?$")
_COMES = compile_pattern(rf" ?(?:が|の|を|も|に)?(?:[^0-9、。\n()]{{0,6}})(?:{ATTENDED}|修了|{_FOUND_PLACE})")
_GAP = compile_pattern(r"(?:[^\n]|(?<=、)\n(?= +(?:[^ ・○●◇◆※(]|$))){0,80}")
"""Between the two in a sentence, which may be wrapped."""
_BEHIND = compile_pattern(r"[^0-9、。\n()]{0,6}[(、/] ?[^0-9、。\n()]{0,8}$")
_ENDED = compile_pattern(rf"。(?!(?:当日|実際)?の?(?:{ATTENDED})(?:者|人)?数?(?:は|:)、?$|当日は、?$)")
"""Between the two: another sentence follows that may be of something else than 参加者は or 当日は."""
_ANOTHER = compile_pattern(r"^[^ ]{0,4} +[^0-9 ()]{2,} +[^ ]")
"""Between the two: 定員12人　木工講座　参加15人 are of two courses."""
_MORE_COME = compile_pattern(
    r"超|上回|増[やしえ員設]|拡|広げ|追加|枠|多数|希望者|(?<!に)合わせ|併せ|オンライン|配信|立ち?見(?!(?:席)?(?:な[しい]|無し|は?(?:な|でき|し|せ|認め)))|入れ替|入替|先着|抽選|ロビー|ホワイエ|含め|含む|変更|変え"
    r"|受け?入れ|見学者|見学の|予備|キャンセル待ち|応募|申込|申し込"
)
"""What lets more come than there are places, or counts others: companions, those who only asked."""
_ROOM = r"[^0-9、。()\n]{1,8}(?:\([^()\n]{0,8}|の)(?:定員|収容)"
"""Behind the number of a room: its places are those told, 第2研修室（定員40名）."""
_TOLD_WHY = compile_pattern(
    rf"{_MORE_COME.pattern}|展[示覧]?|[月日]まで|期間|第[2-9二三](?!回|{_ROOM})|両|(?:会場|ホール|室|館)(?:と|及び)|延べ|のべ"
    r"|2回に|2部|午前|午後|昼(?:と|・|夜|の部)|夜の部|毎[週月日]|[0-9一二三四五六七八九十]日間|年間|通年|各日|毎回|補助|計(?!画)|全[0-9]"
)
"""That, or several sessions, to each of which others may come."""
_COMPANIONS = compile_pattern("同伴|保護者|家族|親子|ペア|組[0-9]")
"""They come with those whom the places are for, but where groups are counted."""
_NOT_PERSONS = frozenset({Qualifier.TOTAL_ATTENDANCES, Qualifier.EACH})
_SESSION = compile_pattern(
    r"[・○●\-*①-⑳ ]*(?:\(?[0-9]{1,2}\)?[.) ]*)?(?:第 ?[0-9一二三四五六七八九十]{1,3} ?回|[0-9]{1,2}[月/] ?[0-9]{1,2})"
)
_NTH = compile_pattern(r"[^。\n0-9]{0,20}第[0-9一二三四五六七八九十]{1,3}回(?:\([^()\n]{1,16}\))?[^。\n0-9]{0,16}")
_NEAR = 60  # characters
_NEXT_WORDS = 16  # characters
_MOST = 12  # sessions
_MOST_OVER = 3  # times the places: many more came one after the other


def overfull(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield who came and the places, where those are fewer: 定員40人　参加者46人; 各回の定員20人 above 第2回 23人."""
    for at, places in enumerate(figures):
        figure = places.figure
        if figure.unit_norm not in WHO_COME or not _LIMIT_WORDS.search(words_before(text, figure.span.start, 12)):
            continue
        limit = _LIMIT.search(words_before(text, figure.span.start, 16))
        if limit is None or not exact(places):
            continue
        if limit["room"] and "は" in words_behind(text, figure.span.end, _NEXT_WORDS):
            continue  # 収容人員は240人で、訓練には312人が参加した
        if limit["each"] or limit["all"] or Qualifier.EACH in figure.qualifiers:
            found = _of_sessions(text, figures, at)
        else:
            found = chain(_beside(text, figures, at), _on_another_line(text, figures, at))
        for came in found:
            over = figure.value < came.figure.value <= _MOST_OVER * figure.value
            if came.figure.unit_norm == figure.unit_norm and exact(came) and over:
                yield came, places


def _beside(text: str, figures: Sequence[FigureRecord], at: int) -> Iterator[FigureRecord]:
    """Yield who came by the value right behind the places in their sentence, or right before them in brackets or commas."""
    places = figures[at].figure.span
    once = any(r.figure.unit_norm == "回" and r.figure.value == 1 for r in figures[at + 1 : at + 2])  # で1回開き
    for k, first, second in ((at + 1 + once, places, None), (at - 1, None, places)):
        if not 0 <= k < len(figures) or not _is_of_those_who_came(text, figures[k]):
            continue
        other = figures[k].figure.span
        start, end = (first or other).end, (second or other).start
        gap = text[start:end]
        shape = _GAP if first else _BEHIND
        words = words_between(text, start, end)
        if len(gap) > _NEAR or _ENDED.search(words) or not shape.fullmatch(words) or _ANOTHER.search(words):
            continue
        start, end = min(places.start, other.start), max(places.end, other.end)
        if not _explained(
            text, start, end, groups=figures[at].figure.unit_norm in GROUPS, few=_are_few(figures[k], figures[at])
        ):
            yield figures[k]
            return


def _on_another_line(text: str, figures: Sequence[FigureRecord], at: int) -> Iterator[FigureRecord]:
    """Yield who came to the only occasion of a measure by a line or cell of its own: 定員300人 above 参加者342人.

    Of a course that some of them completed, they are as many as had a place, however often it met.
    """
    places = figures[at]
    own = [r for r in figures[max(0, at - _MOST) : at + _MOST] if r.place.measure_no == places.place.measure_no]
    came = [r for r in own if _may_fill(r, places)]
    rooms = [r for r in own if _LIMIT_WORDS.search(sentence_before(text, r.figure.span.start, 12))]
    if places.place.measure_no is None or len(rooms) != 1 or len(came) != 1:
        return
    record, (first, last) = came[0], sorted((places.figure.span, came[0].figure.span), key=lambda span: span.start)
    between = text[first.end : last.start]
    if "\n" not in between or len(between) > _FARTHEST or not _is_of_those_who_came(text, record):
        return
    begin = line_start(text, first.start, _FARTHEST)
    lines = words_between(text, begin, last.end) + words_behind(text, last.end, _NEAR).partition("\n")[0]
    lead, behind = (
        sentence_before(text, record.figure.span.start, _FARTHEST),
        words_behind(text, record.figure.span.end, _NEAR),
    )
    if _COMPLETED.match(behind):
        explained = _MORE_COME.search(lines) is not None
    else:
        again = any(r.figure.unit_norm in _TIMES and r.figure.value > 1 for r in own)
        explained = again or "\n" in between.replace("\n", "", 1) or any(p.search(lines) for p in (_TOLD_WHY, _DAYS))
    if _ONLY_CAME.fullmatch(lead) and not explained and not _COMPANIONS.search(_OF_PAIRS.sub("", lines)):
        yield record


def _may_fill(record: FigureRecord, places: FigureRecord) -> bool:
    """Tell whether a value is how many came in all, each counted once, and not how many completed what they came to."""
    counts = record.figure.kind is FigureKind.PARTICIPANTS or record.figure.unit_norm in GROUPS
    return (
        counts
        and record is not places
        and record.figure.unit_norm == places.figure.unit_norm
        and record.part_of is None
        and record.status is Status.ACTUAL
        and not _NOT_PERSONS.intersection(record.figure.qualifiers)
        and not _HAS_COMPLETED.match(fold(record.figure.label or ""))
    )


_ONLY_CAME = compile_pattern(
    rf"[ ・○●◇◆*※-]*(?:[^。\n]{{0,24}}[0-9][日/.][0-9]{{0,2}}(?:\([^()]\))?[ にの、:]*)?(?:[^。\n]{{2,40}}(?:行い|開き|(?:開催|実施)し)(?:て)?、)?(?:当日[はの]?|実際[にの])?、?(?:{ATTENDED}|修了|{_FOUND_PLACE})?(?:者|した(?:の|人|方)?)?(?:数|人数)?(?:は|が|:)? *(?:計|合計)?"
)
"""Before who came in their line: nothing but the day, or that it was held."""
_HAS_COMPLETED = compile_pattern("修了|合格|認定")
_COMPLETED = compile_pattern(
    r"[^0-9。\n]{0,12}(?:[、(]|うち)(?:[^0-9。\n]{0,8}[0-9]+ ?[人名](?:が|の|を)?修了|(?:うち)?修了者?[^0-9。\n]{0,4}[0-9])"
)
_DAYS = compile_pattern(r"[日)] ?(?:~|から|-|ー|、|・|及び|と) ?(?:[0-9]{1,2}月)?[0-9]{1,2}日")
_TIMES = frozenset({"回", "日", "日間", "会場", "か所", "部", "コース", "教室", "クラス", "地区"})
_FARTHEST = 160  # characters


def _of_sessions(text: str, figures: Sequence[FigureRecord], at: int) -> Iterator[FigureRecord]:
    """Yield who came to each of the sessions that are told behind the places that each of them has."""
    end = figures[at].figure.span.end
    if _explained(text, figures[at].figure.span.start, end):
        return
    for record in figures[at + 1 : at + 1 + _MOST]:
        start, stop = record.figure.span.start, record.figure.span.end
        between = text[end:start]
        if len(between) > 2 * _NEAR or between.count("\n") > 1:
            return
        line = words_between(text, max(text.rfind("\n", end, start) + 1, end), start)
        if not (_SESSION.match(line) if "\n" in between else _NTH.fullmatch(line)):
            continue
        if (
            record.figure.kind is FigureKind.PARTICIPANTS
            and record.status is Status.ACTUAL
            and not _TOLD_WHY.search(words := line + words_behind(text, stop, _NEAR).partition("\n")[0])
            and not _COMPANIONS.search(words)
        ):
            yield record
        end = stop


def _is_of_those_who_came(text: str, record: FigureRecord) -> bool:
    figure = record.figure
    if record.status is not Status.ACTUAL or _NOT_PERSONS.intersection(figure.qualifiers):
        return False
    if record.event_id is not None and figure.kind is FigureKind.PARTICIPANTS and record.part_of is None:
        return True
    start, end = figure.span.start, figure.span.end
    return (
        _CAME.search(words_before(text, start, 12)) is not None or _COMES.match(words_behind(text, end, 12)) is not None
    )


def _are_few(came: FigureRecord, places: FigureRecord) -> bool:
    """Tell whether those who came are too few for each of those who have a place to have brought one more."""
    return came.figure.value < places.figure.value * _WITH_HALF_AS_MANY


_WITH_HALF_AS_MANY = Decimal("1.5")
_OF_PAIRS = compile_pattern("親子(?!参加|連れ|計|合)(?=[一-鿿ァ-ヶ])")
"""In the name of what was held: 親子木工教室（定員24人）."""


def _explained(text: str, start: int, end: int, *, groups: bool = False, few: bool = False) -> bool:
    """Tell whether the sentence of a value or those beside it in its line say why more came, or that it is of several."""
    lead = words_before(text, start, 2 * _NEAR).rpartition("\n")[2]
    behind = words_behind(text, end, 2 * _NEAR).partition("\n")[0]
    words = lead + words_between(text, start, end) + behind
    companions = _COMPANIONS.search(_OF_PAIRS.sub("", words) if few else words)
    return bool(_TOLD_WHY.search(words) or (not groups and companions))
