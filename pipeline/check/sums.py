"""Totals of what the sentences before them tell one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from extractors.label_words import EARLIER
from extractors.mentions import Qualifier
from extractors.patterns import compile_pattern
from pipeline.check.beside import comparable, exact, is_share, last_digit, words_between
from pipeline.model import FigureRecord

_TOTAL_LEAD = compile_pattern(
    r"(?:(?:合わせ|あわせ|併せ|合計し)て|年間では?|全体(?:で|では|の[^0-9、。\n]{1,8}は)|(?:合計|総計|計)(?:は|で|して)?"
    r"|(?:合わせ|あわせ|合計し|合算し)た[^0-9、。\n]{0,12}は|(?:合計|総)[^0-9、。\n]{0,8}[数額量費]は"
    r"|(?:年間|通年|両[日年]|全?[0-9]{1,2}(?:回|日間|か年|年間|か月|地区|会場|校)|全て|すべて)の[^0-9、。\n]{0,10}は|の[0-9]{1,2}(?:年間|か年)(?:で|の合計は))[、:]? ?(?:合計|計)? ?(?:延べ|のべ)?(?:人数)? ?$"
)
"""What says that a number is that of all: 合わせて230件, 助成団体は全体で25団体, これらを合わせた相談件数は775件."""
_SHARES_LEAD = compile_pattern(r"(?:(?:合わせ|あわせ|併せ|合計し)て|合計(?:は|で|して)?)、? ?$")
"""Of shares: their 全体 is no sum of those of its groups."""
_LONGEST_LEAD = 32
_WHEN = r" ?(?:第?[0-9]{1,2}[回月日期](?:目|[0-9]{1,2}日)?(?:\([月火水木金土日]\))?|[0-9]{1,2}/[0-9]{1,2}|(?:令和|平成|[RH])?[0-9]{1,4}年度?|[0-9]{2}(?:歳|代)代?(?:(?:から|~)[0-9]{2}(?:歳|代)代?)?|(?=[^0-9]))"
_LIST_NEXT = compile_pattern(
    rf"(?:\([^()0-9\n]{{0,16}}\))?[^0-9。、\n()]{{0,10}}(?:[、,・/]| ?(?:と|及び) ?){_WHEN}[^0-9。、\n()]{{0,16}}"
    r"| +[^0-9。、\n() :]{1,16}: ?"
)
"""Between two entries of a list, each of them named: 8団体、中部地区で11団体."""
_SENTENCE_NEXT = compile_pattern(r"[^0-9。、\n()]{0,16}。[^0-9。、\n()]{2,20}は、?")
"""Between two sentences that tell of one kind each: 412件であった。電話での相談は268件."""
_BEFORE_TOTAL = compile_pattern(r"[^\n。]{0,40}(?:。[^\n。]{0,40})?")
_WITH_OTHERS = compile_pattern(r"[^、。](?:と|を)(?:合わせ|あわせ|併せ)")
"""A班12人、B班11人、講師と合わせて: some are told without their number."""
_TOPIC = compile_pattern(r"[、。]([^、。]{1,24}は[^、。]*)$")
_REACH = 160  # characters
_PAIR = compile_pattern("(?=([一-鿿ァ-ヶー]{2}))")
_OF_ALL = compile_pattern(
    r"これら|以上|全体|総|^年間では|^(?:合計|計)は$|^(?:(?:年間|通年|今年度|本年度)の?)?(?:実施|開催|利用|受付|交付|相談|参加)?(?:回|件|人|者|戸|団体)数は$"
)
"""What a total is said to be of where it is all of them: これらの, or nothing but how many there were, 年間の実施回数は."""
_OPEN = compile_pattern(
    rf"など|等|ほか|(?<!その)他(?!の\d)|加え|含め|以外|一方|また|さらに|別に(?![見み])|{EARLIER}|目標|計画|予定|定員|予算|累計|通算|これまで|重複|複数"
)
"""What leaves some of a total untold, or sets a value apart from those before it."""
_EARLIER_LEAD = compile_pattern(rf"(?:{EARLIER}度?|目標|計画|予定|定員)[^0-9。、\n()]{{0,8}}$")
_NOT_ADDED = frozenset({Qualifier.DISTINCT, Qualifier.OF_WHICH})
_MOST = 10  # entries
_MOST_BETWEEN = 3
_LONGEST_NAME = 12
_NEARLY = Decimal("0.15")
"""How far a miscounted total may lie from its sum, of the total; what is further off is the total of something else."""
_FEWEST = 2


def mismatched_totals(
    text: str, figures: Sequence[FigureRecord], totals: Collection[str]
) -> Iterator[tuple[FigureRecord, Sequence[FigureRecord]]]:
    """Yield the totals that the list told before them nearly adds up to: 8団体、中部で11団体に助成した。全体で25団体である.

    Args:
        text: without wraps.
        figures: of the report, by offset.
        totals: figure_ids of those whose parts are known to be all of them.
    """
    for at in range(_FEWEST, len(figures)):
        total = figures[at]
        if total.part_of or total.figure_id in totals or not exact(total):
            continue
        parts = _added_to_last(text, figures, at) or _told_before(text, figures, at)
        if len(parts) < _FEWEST or not exact(*parts) or _adds_somehow(total, figures[max(0, at - _MOST) : at]):
            continue
        added = sum((part.figure.value for part in parts), Decimal(0))
        whole = total.figure.value
        apart = abs(added - whole)
        rounding = sum((last_digit(part.figure.value) for part in parts), Decimal(0)) if is_share(total) else 0
        near = max(Decimal(1), whole * _NEARLY)
        if rounding < apart <= near and max(part.figure.value for part in parts) < whole:
            yield total, parts


def _added_to_last(text: str, figures: Sequence[FigureRecord], at: int) -> Sequence[FigureRecord]:
    """Return the two values that a total is said to be the sum of: 今年度9件で、前年度末の累計57件と合わせて66件."""
    one, other, total = figures[at - 2 : at + 1]
    if not (comparable(other, total) and comparable(one, total)):
        return ()
    if total.figure.span.start - other.figure.span.end > _LONGEST_LEAD:
        return ()
    gap = words_between(text, other.figure.span.end, total.figure.span.start)
    inner = words_between(text, one.figure.span.end, other.figure.span.start)
    return (one, other) if _WITH_LAST.fullmatch(gap) and _ONE_CLAUSE.fullmatch(inner) else ()


_WITH_LAST = compile_pattern(
    r"[^0-9。、\n()]{0,6}(?:と|を)(?:合わせ|あわせ|併せ|合計し|加え|足し)(?:て|ると|、)、? ?(?:合計|計|累計|通算)?(?:で|は)? ?(?:延べ)? ?"
)
_ONE_CLAUSE = compile_pattern(r"(?:[^0-9。\n()]{0,12}、|に)[^0-9。\n()、]{1,20}")


def _told_before(text: str, figures: Sequence[FigureRecord], at: int) -> Sequence[FigureRecord]:
    """Return what `figures[at]` is told to be the total of: the list before it, if the words between them say so."""
    total = figures[at]
    start = total.figure.span.start
    lead = words_between(text, max(0, start - _LONGEST_LEAD), start)
    told = (_SHARES_LEAD if is_share(total) else _TOTAL_LEAD).search(lead) is not None
    last = at - 1
    while told and last > max(0, at - _MOST_BETWEEN) and not _addable(figures[last], total):
        last -= 1  # 3回の参加者は合計105人
    gap = words_between(text, figures[last].figure.span.end, start)
    between = _BEFORE_TOTAL.fullmatch(gap) if told else None
    if (between is None and gap != "の") or _WITH_OTHERS.search(gap):
        return []
    parts = _list_before(text, figures, last, total)
    if not parts:
        return []
    opened = words_between(text, max(0, parts[0].figure.span.start - _LONGEST_NAME), start)
    if _OPEN.search(opened):
        return []
    topic = _TOPIC.search(gap) if between else None
    if topic and not _OF_ALL.search(topic[1]):
        before = words_between(text, max(0, start - _REACH), start).removesuffix(topic[1])
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
        gap = words_between(text, figures[k - 1].figure.span.end, part.figure.span.start) if k else "\n"
        if not (_LIST_NEXT.fullmatch(gap) or _SENTENCE_NEXT.fullmatch(gap)) or not _addable(figures[k - 1], total):
            break
    return found


def _addable(one: FigureRecord, other: FigureRecord) -> bool:
    """Tell whether two values can be told to make one: counts of one unit, or shares of one whole."""
    return comparable(one, other) or (is_share(one) and is_share(other))


def _may_be_part(text: str, part: FigureRecord, total: FigureRecord) -> bool:
    start = part.figure.span.start
    lead = words_between(text, max(0, start - 16), start)
    return (
        _addable(part, total)
        and part.part_of is None
        and part.status is total.status
        and _NOT_ADDED.isdisjoint(part.figure.qualifiers)
        and not _EARLIER_LEAD.search(lead)
        and not _TOTAL_LEAD.search(lead)
    )


def _adds_somehow(total: FigureRecord, before: Sequence[FigureRecord]) -> bool:
    """Tell whether some of the values before a total do add up to it: of which it is the total, the words need not say."""
    here = total.place.measure_no
    values = [r.figure.value for r in before if r.place.measure_no == here and _addable(r, total)]
    return any(
        sum(some) == total.figure.value for size in range(1, len(values) + 1) for some in combinations(values, size)
    )
