"""Totals of what is told one by one before them or by grades behind them.

8団体、中部地区で11団体に助成した。全体で25団体; 全８施策, Ａが３施策、Ｂが４施策、Ｃが２施策.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from extractors.label_words import EARLIER
from extractors.mentions import Qualifier
from extractors.patterns import compile_pattern
from pipeline.check.beside import (
    ATTENDED,
    OF_OTHER_TIME,
    WITH_OTHERS,
    is_of_more,
    words_amid,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.values import (
    FAR,
    Miscount,
    alike,
    comparable,
    exact,
    is_share,
    last_digit,
    missed,
    off_by_rounding,
    sum_of,
)
from pipeline.model import FigureRecord

_TOTAL_LEAD = compile_pattern(
    rf"(?:(?<=[、。])(?:{ATTENDED}|利用)者(?:数)?は(?=延べ|のべ)|(?<=[、。])(?:延べ|のべ)(?:{ATTENDED}|利用)者(?:数)?は|(?:合わせ|あわせ|併せ|合計し)て|(?:年間|通年|通期|年度計|年計|年度(?=を通)|両方|両者の合計)(?:では?|は|を通[しじ](?:て|、)(?:は)?)?|[0-9]{{1,2}}(?:回|日間?|会場|か年|年間|か月|校|地区)(?:で|の|合わせて)(?=延べ|のべ|計)|全体(?:で|では|の[^0-9、。\n]{{1,8}}は)|(?:合計|総計|総額|計)(?:は|で|して)?|(?:(?<=[人名組]で、)|(?<=であり、))(?=延べ|のべ)"
    r"|(?:合わせ|あわせ|合計し|合算し)た[^0-9、。\n]{0,12}は|(?:合計|総)[^0-9、。\n]{0,8}[数額量費]は"
    r"|(?:年間|通年|両[日年]|全?[0-9]{1,2}(?:回|日間|か年|年間|か月|地区|会場|校)|全て|すべて)の[^0-9、。\n]{0,10}[はを]|の[0-9]{1,2}(?:年間|か年)(?:で|の合計は))[、:]? ?(?:合計|計)? ?(?:延べ|のべ)?(?:人数)? ?$"
)
"""What says that a number is that of all: 合わせて230件, 助成団体は全体で25団体, これらを合わせた相談件数は775件."""
_SHARES_LEAD = compile_pattern(r"(?:(?:合わせ|あわせ|併せ|合計し)て|合?計(?:は|で|して)?)、? ?$")
"""Of shares: their 全体 is no sum of those of its groups."""
_LONGEST_LEAD = 32
_WHEN = r" ?(?:[0-9]{1,2}月(?:から|~|-)[0-9]{1,2}月(?:まで)?|第[1-4一二三四]四半期|[1-3]学期|第?[0-9]{1,2}回目?\([^()\n]{1,16}\)|第[0-9]{1,2}回[はがをの]?[0-9]{1,2}月[0-9]{1,2}日(?:\([月火水木金土日]\))?|第?[0-9]{1,2}[回月日期](?:目|[0-9]{1,2}日)?(?:\([月火水木金土日]\))?|[0-9]{1,2}/[0-9]{1,2}|(?:令和|平成|[RH])?[0-9]{1,4}年度?|[0-9]{2}(?:歳|代)代?(?:(?:から|~)[0-9]{2}(?:歳|代)代?)?|(?=[^0-9]))"
_LIST_NEXT = compile_pattern(
    rf"(?:\([^()0-9\n]{{0,16}}\))?[^0-9。、\n()]{{0,10}}(?:[、,・/]| ?(?:と|及び) ?){_WHEN}[^0-9。、\n()]{{0,16}}(?:\([^()\n]{{1,16}}\))?"
    r"|[^0-9。、\n()]{0,4}[、,] ?[^0-9。、\n()]{1,8}[0-9](?:[・~-][0-9])?(?:級|種|類|区分|段階|期|年生|号)?(?:は|が|で|:| ) ?"
    r"| +[^0-9。、\n() :]{1,16}[: ] ?| +第?[0-9]{1,2}[回日期]目?[ :]{1,2}|[、・,] ?"
)
"""Between two entries of a list, each of them named, or told in turn: 8団体、中部地区で11団体; 順に8団体、11団体."""
_SENTENCE_NEXT = compile_pattern(r"[^0-9。、\n()]{0,16}。[^0-9。、\n()]{2,20}は、?")
"""Between two sentences that tell of one kind each: 412件であった。電話での相談は268件."""
_BEFORE_TOTAL = compile_pattern(r"[^\n。]{0,40}(?:。[^\n。]{0,40})?")
_LONGEST_BEFORE = 81
_LINE_OF_TOTAL = compile_pattern(r" ?\n[ ・]*(?:年間|通年|年度計|合計|総計|計)(?:合計|計)?[ :]*(?:延べ|のべ)? ?")
"""Between a list of one line and the line of its sum."""
_TOPIC = compile_pattern(r"[、。]([^、。]{1,24}は[^、。]*)$")
_REACH = 160  # characters
_PAIR = compile_pattern("(?=([一-鿿ァ-ヶー]{2}))")
_OF_ALL = compile_pattern(
    rf"^(?:{ATTENDED}|利用)者(?:数)?は延べ$|これら|以上|全体|総|両[者方]|^(?:第?[1-4]?四半期|[上下]半期|[0-9]{{1,2}}(?:回|日間|会場|か年|年間|か月|校|地区))(?:の|は)|^年間では|^(?:(?:四?半期|期間|年度|[0-9]か月)の)?(?:合計|計)は(?:延べ|のべ)?$|^(?:(?:年間|通年|今年度|本年度)の?)?(?:実施|開催|利用|受付|交付|相談|参加)?(?:回|件|人|者|戸|団体)数は$"
)
"""What a total is said to be of where it is all of them: これらの, or nothing but how many there were, 年間の実施回数は."""
_OPEN = compile_pattern(
    rf"など|等|ほか|(?<!その)他(?!の\d)|加え|含め|以外|一方|また|さらに|別に(?![見み])|{EARLIER}|目標|計画|予定|定員|予算|累計|通算|これまで|重複|複数|年度?から|以[来降]"
)
"""What leaves some of a total untold, or sets a value apart from those before it."""
_HALVES = compile_pattern(r"前期(?=[^。\n]{0,40}後期)")
"""Beside 後期 it is no earlier time but the first half of the year."""
_NOT_ADDED = frozenset({Qualifier.DISTINCT, Qualifier.OF_WHICH})
_MOST = 10  # entries
_MOST_BETWEEN = 3
_LONGEST_NAME = 12
_FEWEST = 2


def mismatched_totals(
    text: str, figures: Sequence[FigureRecord], totals: Collection[str]
) -> Iterator[tuple[FigureRecord, Sequence[FigureRecord]]]:
    """Yield the totals that the list told before them nearly adds up to: 8団体、中部で11団体に助成した。全体で25団体である.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
        totals: figure_ids of those whose parts are known to be all of them.
    """
    for at in range(_FEWEST, len(figures)):
        total = figures[at]
        if total.part_of or total.figure_id in totals or not exact(total):
            continue
        parts = _added_to_last(text, figures, at) or _told_before(text, figures, at)
        if len(parts) < _FEWEST or not exact(*parts):
            continue
        if any(text.endswith("各", 0, part.figure.span.start) for part in parts):
            continue  # 各支部で各1回: of as many as are not told
        before = figures[max(0, at - _MOST) : at]
        if "\n" not in text[parts[0].figure.span.end : total.figure.span.start]:
            before = [r for r in before if "\n" not in text[r.figure.span.end : total.figure.span.start]]
        if _adds_somehow(total, before) or is_of_more(text, parts, total):
            continue
        added = sum_of(parts)
        if max(part.figure.value for part in parts) < total.figure.value and _is_mistaken(text, total, parts, added):
            yield total, parts


def _is_mistaken(text: str, total: FigureRecord, parts: Sequence[FigureRecord], added: Decimal) -> bool:
    """Tell whether a total is not its sum, but as near to it as a slip, or said to be of as many values as there are."""
    whole = total.figure.value
    apart = abs(added - whole)
    if is_share(total):
        rounded = apart <= sum((last_digit(part.figure.value) for part in parts), Decimal(0))  # or cut off
    else:
        rounded = off_by_rounding(apart, (total, *parts))
    if not apart or rounded:
        return False
    many = _AS_MANY.search(words_amid(text, parts[-1], total))
    of_sessions = None not in {part.event_id for part in parts}
    near = of_sessions and apart <= whole * FAR
    as_many = many is not None and int(many["n"]) == len(parts) and not total.figure.qualifiers
    return near or missed(whole, added) or as_many


_AS_MANY = compile_pattern(
    r"^[^0-9。\n()]{0,16}(?P<n>[0-9]{1,2})(?:か年|年間|年|回|地区|会場|日間|校|か所)(?:で|の|を)"
)
"""令和5年度に5か所で、3か年で合わせて."""


def _added_to_last(text: str, figures: Sequence[FigureRecord], at: int) -> Sequence[FigureRecord]:
    """Return the two values that a total is said to be the sum of: 今年度9件で、前年度末の累計57件と合わせて66件."""
    one, other, total = figures[at - 2 : at + 1]
    if not (comparable(other, total) and comparable(one, total)):
        return ()
    if total.figure.span.start - other.figure.span.end > _LONGEST_LEAD:
        return ()
    gap = words_amid(text, other, total)
    inner = words_amid(text, one, other)
    with_last = _WITH_LAST.fullmatch(gap) and _ONE_CLAUSE.fullmatch(inner)
    return (one, other) if with_last or (_PLUS.fullmatch(inner) and _THEN_ALL.fullmatch(gap)) else ()


_WITH_LAST = compile_pattern(
    r"[^0-9。、\n()]{0,6}(?:と|を)(?:合わせ|あわせ|併せ|合計し|加え|足し)(?:て|ると|た(?:後|結果)?(?=[合総計延0-9]|$)|た[^0-9。、\n()]{1,12}は)?、? ?(?:合計|総計|計|合わせて|全部|総?累計|通算|総[一-鿿]{0,6}数)?(?:で|は)? ?(?:延べ)? ?"
)
_ONE_CLAUSE = compile_pattern(r"(?:[^0-9。\n()]{0,12}、(?:[^。\n()、]{0,20}累計は、)?|に)[^0-9。\n()、]{1,20}|に")
_PLUS = compile_pattern(r"に加え(?:て)?、? ?(?:新たに|さらに|更に|追加で|[^0-9、。\n()]{1,12}(?:で|に))?、?")
_THEN_ALL = compile_pattern(r"[^0-9。\n()、]{0,20}、? ?(?:合わせて|全部で|合計で?|計|総数は)、? ?")
"""現在の31か所に加えて新たに5か所へ設置し、合わせて36か所."""


def _told_before(text: str, figures: Sequence[FigureRecord], at: int) -> Sequence[FigureRecord]:
    """Return what `figures[at]` is told to be the total of: the list before it, if the words between them say so."""
    total = figures[at]
    start = total.figure.span.start
    nearest = words_between(text, figures[at - 1].figure.span.end, start)
    below = _LINE_OF_TOTAL.fullmatch(nearest) is not None
    if ("\n" in nearest and not below) or len(nearest) > _LONGEST_BEFORE:
        return []
    lead = words_before(text, start, _LONGEST_LEAD)
    told = (_SHARES_LEAD if is_share(total) else _TOTAL_LEAD).search(lead) is not None
    last = at - 1
    while told and last > max(0, at - _MOST_BETWEEN) and not alike(figures[last], total):
        last -= 1  # 3回の参加者は合計105人
    gap = words_between(text, figures[last].figure.span.end, start)
    between = (below or _BEFORE_TOTAL.fullmatch(gap)) if told else None
    if (between is None and gap not in ("の", "の全", "の延べ", "ののべ")) or WITH_OTHERS.search(gap):
        return []
    parts = _list_before(text, figures, last, total)
    if len(parts) < _FEWEST:
        parts = _sessions_before(text, figures, last, total)
    if not parts:
        return []
    opened = _HALVES.sub("上期", words_between(text, max(0, parts[0].figure.span.start - _LONGEST_NAME), start))
    if _OPEN.search(opened):
        return []
    topic = _TOPIC.search(gap) if between else None
    if topic and not _OF_ALL.search(topic[1]):
        before = words_before(text, start, _REACH).removesuffix(topic[1])
        if not any(pair[1] in before for pair in _PAIR.finditer(topic[1])):
            return []  # 電話で42件、窓口で7件の相談を受けた。訪問は合わせて51件: of something else
    return parts


def _list_before(text: str, figures: Sequence[FigureRecord], last: int, total: FigureRecord) -> list[FigureRecord]:
    """Return the entries of the list that ends with `figures[last]`, each of the total's unit and named alike."""
    found: list[FigureRecord] = []
    for k in range(last, max(-1, last - _MOST), -1):
        part = figures[k]
        if not _may_be_part(text, part, total):
            return []
        found.insert(0, part)
        gap = words_amid(text, figures[k - 1], part) if k else "\n"
        if not (_LIST_NEXT.fullmatch(gap) or _SENTENCE_NEXT.fullmatch(gap)) or not alike(figures[k - 1], total):
            break
    return found


def _sessions_before(text: str, figures: Sequence[FigureRecord], last: int, total: FigureRecord) -> list[FigureRecord]:
    """Return who came to each of the occasions that are told up to `figures[last]`, if nothing else of their unit stands among them.

    第1回を5月30日（出席者46人）、第2回を11月14日（出席者41人）に開催し、出席者は合わせて87人.
    """
    found: list[FigureRecord] = []
    for k in range(last, max(-1, last - _MOST), -1):
        part = figures[k]
        if not alike(part, total) or part.place != total.place:
            break
        if part.event_id is None or not _may_be_part(text, part, total):
            return []
        found.insert(0, part)
    one_each = len({part.event_id for part in found}) == len(found)
    return found if one_each and total.event_id is None else []


def _may_be_part(text: str, part: FigureRecord, total: FigureRecord) -> bool:
    start = part.figure.span.start
    lead = words_before(text, start, 16)
    lead = _HALVES.sub("上期", lead + words_behind(text, start, _REACH))[: len(lead)]
    return (
        alike(part, total)
        and part.part_of is None
        and part.status is total.status
        and _NOT_ADDED.isdisjoint(part.figure.qualifiers)
        and not OF_OTHER_TIME.search(lead)
        and not _TOTAL_LEAD.search(lead)
    )


def _adds_somehow(total: FigureRecord, before: Sequence[FigureRecord]) -> bool:
    """Tell whether some of the values before a total do add up to it: of which it is the total, the words need not say."""
    here = total.place.measure_no
    values = [r.figure.value for r in before if r.place.measure_no == here and alike(r, total)]
    return any(
        sum(some) == total.figure.value for size in range(1, len(values) + 1) for some in combinations(values, size)
    )


_OF_MEASURES = frozenset({"施策", "取組", "事業", "項目", "件", "つ"})
_ALL = compile_pattern(r"(?:全て?の?|掲げ(?:た|る|ている|ました)|対象とした|対象の|計画の) ?$")
_GRADE = compile_pattern(
    r"(?:^|[、。はが :\n,・「『])[「『]?(?P<grade>[A-ES◎○△×●▲])(?:評価|判定)?[」』]?(?:が|は|:|の(?:取組|施策|事業)は)? ?$"
)
_UNGRADED = compile_pattern(
    r"残|外|未|除|ほか|他|なし|無し|[わせきめ]な[いかく]|ません|保留|休止|廃止|見送|[-―－](?:が|は)"
)
"""Behind the grades: some measures have none."""
_OVERVIEW, _NEAR, _NEAR_REST = 400, 16, 40  # characters


def miscounted_grades(text: str, figures: Sequence[FigureRecord]) -> Iterator[Miscount]:
    """Yield the number of all measures that those of each grade do not add up to, both told in the overview."""
    whole: FigureRecord | None = None
    graded: list[FigureRecord] = []
    for record in (*figures, None):
        if record is not None and whole is not None and _is_of_grade(text, record, whole, graded):
            graded.append(record)
            continue
        if whole is not None and len(graded) > _FEWEST:
            added = sum_of(graded)
            if added > whole.figure.value or (
                added < whole.figure.value and not _leaves_some(text, graded[-1], record)
            ):
                yield Miscount(whole, int(added), "、".join(_graded(text, r) for r in graded))
            whole = None
        graded = []
        if record is not None and record.place.measure_no is None and _counts_all(text, record):
            whole = record


def _counts_all(text: str, record: FigureRecord) -> bool:
    start = record.figure.span.start
    return (
        record.figure.unit_norm in _OF_MEASURES
        and exact(record)
        and _ALL.search(words_before(text, start, _NEAR)) is not None
    )


def _is_of_grade(text: str, record: FigureRecord, whole: FigureRecord, graded: Sequence[FigureRecord]) -> bool:
    """Tell whether a value is how many measures have a grade, right behind that of another grade if there is one."""
    start = record.figure.span.start
    last = graded[-1] if graded else whole
    if (
        record.figure.unit_norm != whole.figure.unit_norm
        or not exact(record)
        or start - last.figure.span.end > (_NEAR if graded else _OVERVIEW)
    ):
        return False
    return _GRADE.search(words_before(text, start, _NEAR)) is not None


def _leaves_some(text: str, last: FigureRecord, behind: FigureRecord | None) -> bool:
    """Tell whether the words behind the last grade say that measures have none: 評価対象外が2施策, 残りは実施前."""
    end = last.figure.span.end
    if behind is not None and behind.figure.unit_norm == last.figure.unit_norm:
        between = text[end : behind.figure.span.start]
        if len(between) <= _NEAR_REST and "\n" not in between:
            return True
    return _UNGRADED.search(words_behind(text, end, _NEAR_REST).partition("\n")[0]) is not None


def _graded(text: str, record: FigureRecord) -> str:
    found = _GRADE.search(words_before(text, record.figure.span.start, _NEAR))
    return f"{found['grade'] if found else ''} {record.figure.text}"
