"""Breakdowns: the parts that a text gives of its totals, wherever the total stands.

Parts behind their total are read by `parts`; here are the totals that stand last (behind 計 in a sentence, in the row
that closes a list) and the totals whose parts the rest of the sentence tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from extractors.label_words import ALL_IN_TURN, EARLIER
from extractors.mentions import Qualifier
from extractors.patterns import compile_pattern
from pipeline.resolve.dispositions import answered, disposed
from pipeline.resolve.pairs import SUM_WORD, close_with_pairs
from pipeline.resolve.parts import (
    FEWEST_PARTS,
    INCOMPLETE,
    MOST_OFF,
    MOST_PARTS,
    Breakdown,
    Located,
    adds_up,
    after_colon,
    among,
    comparable,
    in_bracket,
    is_of_earlier,
    may_have_parts,
    told_behind,
    within,
)
from pipeline.resolve.parts_below import below
from pipeline.resolve.phrases import in_bracket_since

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout, Line

_GRADE = r"\d{1,3}(?:歳|代|年生|学年|日目|回目)"
_NAME = rf"(?P<name>(?:{_GRADE}?~)?{_GRADE}|(?:{_GRADE}?~)?(?:{_GRADE})?[^。、\n()\d]{{1,24}}?)(?P<particle>[がは]?)"
"""What a part is called: 窓口が, 60歳以上は."""
_FIRST_CLAUSE = compile_pattern(
    r"(?:で(?:した|す|あり(?:まし(?:た|て))?|あった|ある)?|が?あり(?:まし(?:た|て))?|あった|と?なり(?:まし(?:た|て))?|となった|[がをに][^。、\n()\d]{1,12}た(?=。)|[がをに]?[^。、\n()\d]{1,8}(?:れ|り|し)(?=、))?[、。] ?"
    rf"{_NAME}"
)
_BY_KIND = compile_pattern(
    r"(?:[)]?[^。\n()\d]{0,20}[、。] ?(?:その)?[^。、\n()\d]{0,8}(?:別|内訳|財源|年代|年齢層?|構成|居住地)(?:の[^、。\n()\d]{1,8}(?=は))?|の(?:内訳|年代|年齢層?|構成|居住地))"
    rf"(?:(?:に[み見]る)?と|では?|には?|は)、? ?{_NAME}"
)
"""93人が働いており、国籍別ではA国41人、B国52人; 市町別の参加者は、."""
_LEADS = compile_pattern(
    r"(?:[はも:の]|(?:件|人|者|世帯|団体|個所|箇所|か所|台|回|校)?数|計|全体)、?[ (]{0,2}(?:延べ|約)?$"
)
"""Before a total that 、 parts from its parts as it would part the entries of a list."""
_LONGEST_LEAD = 8
_NEXT_CLAUSE = compile_pattern(rf"(?:で(?:した|す|あり|あった)?|となり|あり)?(?:[、,・] ?|と|及び){_NAME}")
_LAST_CLAUSE = compile_pattern(
    r"(?:の(?:内訳|構成)?)?(?:で(?:した|す|ある|あった|あり)|だった|となっ(?:て|た)|となり|あっ(?:た)|あり|という)?[^\d。、\n()]{0,12}(?:[。\n]|$)"
)
_NOT_ALL_TOLD = compile_pattern("など|等|ほか|を占め|の順")
_CALLED_SO = compile_pattern(r"(?:という|との|の)内訳(?!は|の|が|を)")
"""Behind the last part: 31件で、電話19件、来所10件という内訳です; the 内訳 of …10件の内訳は is of that one alone."""
_OVERLAPS = compile_pattern(
    r"女性|男性|公募|新規|初め?て|初参加|うち|以上|以下|未満|市外|県外|町外|村外|区外|複数|またが"
)
"""What may describe the same persons twice: 委員10人で、女性が6人、公募が5人."""
_DAYS_ON_END = compile_pattern(r"(?P<no>\d)(?:日|回)目")
_AGES = compile_pattern(rf"{_GRADE}(?:代|以上|以下|未満)?(?:~.*)?|~{_GRADE}")
_FROM_AGE = compile_pattern("以上$")
_BELOW_AGE = compile_pattern("(?:以下|未満)$")
_BETWEEN_PARTS = compile_pattern("[、・ ]|の(?:合計|総計|計|合わせて|あわせて)|^(?:と|及び|並びに)")
_BESIDES = compile_pattern("に加え|のほか|以外")
_OTHER_TOPIC = compile_pattern("、[^、。]{0,16}は")
_INCLUDED = compile_pattern(r"を(?:含む|含め(?:て|、)?)、?(?:計|合計|延べ|約)?")
_SUM_ROW = compile_pattern(r" *(?:[0-9]{1,2}か[年月]間?の?)?(?:合 *計|総 *計|小 *計|計|総 *数)(?=[ :(\d]|出|参|受|延)")
_NO_UNIT_SHARED = frozenset({"回"})
_NET = compile_pattern(r"の?(?:純[増減]|差引|差額)")
"""Behind what is left of parts that were added and others that were taken away: 14台の純増。内訳は新設72台、撤去58台."""


def find_breakdowns(layout: Layout, figures: Sequence[Located]) -> list[Breakdown]:
    """Return the breakdowns of a text.

    Args:
        layout: the lines of the view.
        figures: every figure, by start.

    Returns:
        One breakdown for each total that has parts, in order of the totals; a figure is part of one total at most.
    """
    owner: dict[int, int] = {}
    complete: dict[int, bool] = {}
    for k, total in enumerate(figures):
        if not (adds_up(total.figure) and may_have_parts(layout, figures, k)) or _NET.match(layout.text, total.end):
            continue
        for parts, is_all in _readings(layout, figures, k, owner):
            if not parts:
                continue
            free = [
                p for p in parts if p not in owner and p != k and owner.get(k) != p and comparable(total, figures[p])
            ]
            if not free or _is_of_other_name(layout.text, figures, k, parts):
                continue
            owner.update((p, k) for p in free)
            if k not in complete:
                complete[k] = is_all and len(free) > 1
            elif not all(Qualifier.OF_WHICH in figures[p].figure.qualifiers for p in free):
                complete[k] = False  # two breakdowns of one total (男女, 町内外) do not add up together
    close_with_pairs(layout, figures, owner, complete)
    _close_with_sum(layout, figures, owner, complete)
    _close_with_whole(layout, figures, owner, complete)
    _close_with_row(layout, figures, owner, complete)
    totals: dict[int, list[int]] = {}
    for p, k in owner.items():
        totals.setdefault(k, []).append(p)
    for k in [k for k, parts in totals.items() if complete[k] and _is_of_other_sense(layout, figures, k, parts)]:
        totals[k - 1], complete[k - 1] = totals.pop(k), True
    return [Breakdown(k, tuple(sorted(parts)), complete[k]) for k, parts in sorted(totals.items())]


def _readings(
    layout: Layout, figures: Sequence[Located], k: int, owner: Mapping[int, int]
) -> Iterator[tuple[list[int], bool]]:
    """Yield the parts that each reader finds of total `k`, and whether they are all of it.

    One after the other: what stands below a total is read by who owns what stands behind it.
    """
    yield in_bracket(layout, figures, k)
    yield told_behind(layout, figures, k)
    yield after_colon(layout, figures, k)
    by_kind = _first_by_kind(layout.text, figures, k, is_part=k in owner)
    yield _told_on(layout, figures, k, by_kind)
    yield _some_by_kind(layout, figures, k, by_kind), False
    yield disposed(layout, figures, k), True
    yield answered(layout, figures, k), False
    yield among(layout, figures, k, owner)
    yield below(layout, figures, k, owner)


def _told_on(layout: Layout, figures: Sequence[Located], k: int, by_kind: int | None) -> tuple[list[int], bool]:
    """Read 許可は4件で、住宅が3件、店舗が1件となった: the sentence goes on with nothing but parts, each named.

    They are parts where they add up; where they nearly do, and cannot overlap, the report is mistaken.
    """
    text, total = layout.text, figures[k]
    parts: list[int] = []
    names: list[str] = []
    particles = set()
    at = total.end
    first = k + 1 if by_kind is None else by_kind
    for p in range(first, min(len(figures), first + MOST_PARTS)):
        if by_kind is not None and p == first:
            clause = _BY_KIND.fullmatch(text, figures[p - 1].end, figures[p].start)
            if clause and _SET.search(clause[0]):
                break
        else:
            clause = (_NEXT_CLAUSE if parts else _FIRST_CLAUSE).fullmatch(text, at, figures[p].start)
        if clause is None or not comparable(total, figures[p]) or _is_other(clause["name"]):
            break
        parts.append(p)
        names.append(clause["name"])
        particles.add(clause["particle"])
        at = figures[p].end
    if len(parts) < FEWEST_PARTS or not _LAST_CLAUSE.match(text, at):
        return [], False
    added, whole = sum(figures[p].figure.value for p in parts), total.figure.value
    if added == whole:
        return parts, True
    if k and comparable(total, figures[k - 1]) and _NEXT_CLAUSE.fullmatch(text, figures[k - 1].end, total.start):
        return [], False  # an entry of the list itself
    if text.startswith("、", total.end) and not _LEADS.search(text, total.start - _LONGEST_LEAD, total.start):
        return [], False  # 来所が214件、電話が163件、その他38件: its first entry, named as the others are
    if _NOT_ALL_TOLD.match(text, at):
        return [], False
    apart = _exclude_each_other(names)
    told = (
        apart
        or by_kind is not None
        or _CALLED_SO.match(text, at)
        or particles == {"が"}
        or names[-1] in ("その他", "残り")
    )
    near = (
        abs(added - whole) <= max(Decimal(1), whole * MOST_OFF)
        and max(figures[p].figure.value for p in parts) < whole
        and not is_of_earlier(text, total)
        and not _EARLIER_TOPIC.search(text, total.start - _LONGEST_TOPIC, total.start)
    )
    return (parts, True) if told and near and (apart or not any(map(_OVERLAPS.search, names))) else ([], False)


def _is_other(name: str) -> bool:
    """Tell whether a name is that of no part; 前期 beside 後期 is not the year before."""
    return name not in _HALVES and _NOT_OF_IT.search(name) is not None


_HALVES = frozenset({"前期", "前半"})


_EARLIER_TOPIC = compile_pattern(rf"{EARLIER}度?(?:に?は|が)[^。、\n\d]{{0,12}}$")
_LONGEST_TOPIC = 24


def _exclude_each_other(names: Sequence[str]) -> bool:
    """Tell whether names are those of turns (男性, 女性) or of ages that do not overlap: 60歳未満, 60歳代, 70歳以上."""
    if frozenset(names) in ALL_IN_TURN:
        return len(names) == len(set(names))
    days = [match["no"] for match in map(_DAYS_ON_END.fullmatch, names) if match]
    if days:
        return len(days) == len(names) and days == [str(n) for n in range(1, len(names) + 1)]
    ages = all(map(_AGES.fullmatch, names))
    return ages and sum(map(bool, map(_FROM_AGE.search, names))) <= 1 >= sum(map(bool, map(_BELOW_AGE.search, names)))


def _some_by_kind(layout: Layout, figures: Sequence[Located], k: int, first: int | None) -> list[int]:
    """Return the parts that a sentence by kind gives of total `k` before it, be they all or only some of it.

    2,214人が参加した。年代別では60歳以上が1,655人と最も多く、30歳代は251人にとどまった.
    """
    text = layout.text
    if first is None or _BY_YEAR.search(text, figures[first - 1].end, figures[first].start):
        return []
    parts: list[int] = []
    end = layout.sentence(figures[first].start, figures[first].end)[1]
    for p in within(figures, first, figures[first].start, end):
        lead = text[figures[p - 1].end : figures[p].start]
        if _NOT_ONE_OF_IT.search(lead) or "(" in lead:
            break
        if comparable(figures[k], figures[p]):
            parts.append(p)
    values, whole = [figures[p].figure.value for p in parts], figures[k].figure.value
    over = [value for value in values if value > whole]
    mistaken = len(over) == 1 and over[0] < whole * _MOST_TIMES
    return parts if sum(values) <= whole or mistaken else []  # by what is asked about, some count twice


def _is_of_other_name(text: str, figures: Sequence[Located], k: int, parts: Sequence[int]) -> bool:
    """Tell whether a sentence by kind says itself what it is of, and that of the total before it, to which they do not add up, has no such word: 訪問は13件。苦情の内訳は."""
    named = _OF_NAMED.search(text, figures[parts[0] - 1].end, figures[parts[0]].start) if parts[0] else None
    if named is None or sum(figures[p].figure.value for p in parts) == figures[k].figure.value:
        return False
    start = max(text.rfind(sign, 0, figures[k].start) for sign in "。\n")
    return named["of"] not in text[start + 1 : named.start()]


_SORTS = "内訳|財源|年代|年齢|構成|居住地"
_OF_NAMED = compile_pattern(
    rf"。 ?(?!その|主な|{_SORTS}|[^。、\n()\d]{{1,6}}別)(?P<of>[^。、\n()\d]{{2}})[^。、\n()\d]{{0,6}}の(?:主な)?(?:{_SORTS})"
)
_MOST_TIMES = 2


_BY_YEAR = compile_pattern("年度?別")


def _first_by_kind(text: str, figures: Sequence[Located], k: int, *, is_part: bool) -> int | None:
    """Return the first of the parts that a sentence behind total `k` gives by kind; what it is compared with may stand between.

    So may other parts of it in a bracket, of which none is what the sentence behind tells of: 90万円（甲60万円、乙30万円）、財源は.
    """
    last = min(len(figures), k + 1 + _MOST_COMPARED)
    if k + 1 == last or not _KIND.search(
        text, figures[k].end, min(figures[last - 1].start, figures[k].end + _FARTHEST)
    ):
        return None
    for p in range(k + 1, last):
        start, end = figures[k].end, figures[p].start
        if _BY_KIND.fullmatch(text, figures[p - 1].end, end):
            return None if is_part and text.count(")", start, end) > text.count("(", start, end) else p
        aside = in_bracket_since(text, start, end) or is_of_earlier(text, figures[p])
        if comparable(figures[k], figures[p]) and not aside:
            return None
    return None


_KIND = compile_pattern(rf"別|{_SORTS}")
_MOST_COMPARED = 5
_FARTHEST = 300  # characters
_NO_PART = rf"経常費用|総費用|支出|歳出|利益|損失|差引|剰余|{EARLIER}|目標|計画|予定|定員|平均"
_NOT_OF_IT = compile_pattern(rf"{_NO_PART}|合計|合わせ")
_SET = compile_pattern("目標|計画|予定|定員")
"""地区別の会員数の目標は、東町200人: what is set is no part of what there is."""
_NOT_ONE_OF_IT = compile_pattern(rf"{_NO_PART}|合計|年度|比べ|より|から|複数|またが")


def _is_of_other_sense(layout: Layout, figures: Sequence[Located], k: int, parts: Sequence[int]) -> bool:
    """Tell whether parts behind 実74件・延べ588件 add up to the one before the total beside which they stand."""
    if not k or k - 1 in parts:
        return False
    total, other = figures[k], figures[k - 1]
    senses = {_SENSES.intersection(figure.figure.qualifiers) for figure in (total, other)}
    added = sum(figures[p].figure.value for p in parts)
    return (
        len(senses) > 1
        and total.figure.unit_norm == other.figure.unit_norm
        and _PAIRED.fullmatch(layout.text, other.end, total.start) is not None
        and added == other.figure.value != total.figure.value
    )


_SENSES = frozenset({Qualifier.DISTINCT, Qualifier.TOTAL_ATTENDANCES})
_PAIRED = compile_pattern(r" ?[・、/( ] ?(?:延べ|のべ|延|実)?(?:人数|件数|数)?")


_SUM_OF_OTHER_TIME = compile_pattern(rf"(?:{EARLIER}度?|目標|計画|予定)の?(?:合計|総計|計)[^\d]{{0,5}}$")
_LONGEST_SUM_LEAD = 16  # characters


def _close_with_sum(
    layout: Layout, figures: Sequence[Located], owner: dict[int, int], complete: dict[int, bool]
) -> None:
    """Tie A 50人、B 70人、計120人: the total stands last."""
    text = layout.text
    for k, total in enumerate(figures):
        lead = text[max(0, total.start - _LONGEST_SUM_LEAD) : total.start]
        if k in owner or not SUM_WORD.search(lead) or _SUM_OF_OTHER_TIME.search(lead):
            continue
        again = not all(_is_of_which(figures, k, p) for p, whole in owner.items() if whole == k)
        parts: list[int] = []
        at, listed = total.start, True
        for p in range(k - 1, max(-1, k - 12), -1):
            part = figures[p]
            gap = text[part.end : at]
            whole = len(parts) > 1 and sum(figures[q].figure.value for q in parts) == total.figure.value
            other = parts and part.figure.value > total.figure.value and _OTHER_TOPIC.search(gap)
            if whole or other:
                break  # 64件の登録があり、成約は甲11件、乙8件の計19件: what stands before is of something else
            if (
                not comparable(total, part)
                or "\n" in gap
                or "。" in gap
                or len(gap) > 24
                or not _BETWEEN_PARTS.search(gap)
                or p in owner
            ):
                break
            parts.append(p)
            listed = listed and ("、" in gap or gap.startswith("の"))
            at = part.start
        added = sum(figures[p].figure.value for p in parts)
        if added != total.figure.value and (
            not listed
            or "わせて" in lead
            or again
            or _BESIDES.search(text, at, total.start)
            or INCOMPLETE.search(text, at, total.start)
            or _OTHER_TOPIC.search(text, figures[k - 1].end, total.start)
        ):
            continue  # 前期32人　後期28人　計60人: blanks alone may part what is about different things, as に加え, …は計 do
        each = any(Qualifier.EACH in figures[p].figure.qualifiers for p in parts)
        if 2 * added < total.figure.value or (each and added != total.figure.value):
            continue  # 新規7社、更新11社、計82社: what there is in all
        if len(parts) > 1 and not any(
            figures[p].figure.unit_norm in _NO_UNIT_SHARED and figures[p].figure.label is None for p in parts
        ):
            for p in parts:
                owner[p] = k
            complete[k] = not again  # 小学校24件、中学校8件、計32件で、30件が解消し、2件は…: broken down twice


def _is_of_which(figures: Sequence[Located], total: int, part: int) -> bool:
    """Tell whether a part stands behind its total as うち: 計342頭で、このうち126頭."""
    return part > total and Qualifier.OF_WHICH in figures[part].figure.qualifiers


def _close_with_whole(
    layout: Layout, figures: Sequence[Located], owner: dict[int, int], complete: dict[int, bool]
) -> None:
    """Tie 外国人24人を含む316人: the one part that is named stands before its total."""
    for p, total in enumerate(figures[1:]):
        part = figures[p]
        if (
            p not in owner
            and _INCLUDED.fullmatch(layout.text, part.end, total.start)
            and comparable(total, part)
            and part.figure.value <= total.figure.value
        ):
            owner[p] = p + 1
            complete.setdefault(p + 1, False)


def _close_with_row(
    layout: Layout, figures: Sequence[Located], owner: dict[int, int], complete: dict[int, bool]
) -> None:
    """Tie the rows of a list to the row that closes it: 計　出荷量5,210トン　販売額23億円, 合計　28組67人.

    Each row must hold exactly one value of the total's unit outside of brackets, at the same place among its values:
    anything else is no column.
    """
    text = layout.text
    first = 0
    while first < len(figures):
        line = layout.line_at(figures[first].start)
        row = within(figures, first, line.start, line.end)
        first += max(1, len(row))
        if len(row) > MOST_PARTS or not _SUM_ROW.match(text, line.body, line.end):
            continue
        columns = _columns(text, figures, row, line.start)
        above = _rows_above(layout, figures, line, row[0])
        if len(above) < FEWEST_PARTS:
            continue
        for unit, total in columns.items():
            cells = [_columns(text, figures, cells, start).get(unit) for start, cells in above]
            parts = [c for c in cells if c is not None]
            if (
                total is None
                or total in complete
                or len(parts) < len(cells)
                or any(p in owner or not comparable(figures[total], figures[p]) for p in parts)
            ):
                continue
            owner.update((p, total) for p in parts)
            complete[total] = True


def _columns(text: str, figures: Sequence[Located], row: Sequence[int], start: int) -> dict[str, int | None]:
    """Return the value of each unit of a row outside of brackets; None where it has several."""
    columns: dict[str, int | None] = {}
    for k in row:
        lead = text[start : figures[k].start]
        unit = figures[k].figure.unit_norm
        if unit and lead.count("(") <= lead.count(")"):
            columns[unit] = None if unit in columns else k
    return columns


def _rows_above(layout: Layout, figures: Sequence[Located], total: Line, first: int) -> list[tuple[int, list[int]]]:
    """Return the rows right above a closing row with their figures: entries of the same form, without a full stop."""
    rows: list[tuple[int, list[int]]] = []
    end, bullet = first, total.bullet
    for no in range(total.no - 1, max(-1, total.no - MOST_PARTS), -1):
        line = layout.line(no)
        begin = end
        while begin and figures[begin - 1].start >= line.start:
            begin -= 1
        bullet = bullet or line.bullet  # the closing row may have none
        if (
            line.blank
            or not 0 < end - begin <= MOST_PARTS
            or line.bullet != bullet
            or "。" in layout.text[line.start : line.end]
        ):
            break
        rows.append((line.start, list(range(begin, end))))
        end = begin
    return rows
