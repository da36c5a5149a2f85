"""What there was, what came in and went out, and what there is: 年度当初145人、新規32人、終了41人、年度末136人.

So are told sums over the years (前年度末までの累計412件、本年度58件、累計470件) and money (予算2,800千円、執行2,345千円、不用額455千円).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum, auto

from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern
from pipeline.check.beside import words_amid, words_before, words_behind, words_between
from pipeline.check.tabled import Table, bare
from pipeline.check.values import FAR, Mismatch, comparable, exact, missed, off_by_rounding, slipped
from pipeline.model import FigureRecord


class _Part(Enum):
    """What a value is in an account of what there was and is."""

    BEFORE = auto()
    IN = auto()
    OUT = auto()
    LEFT = auto()


_WHAT = r"[一-鿿ァ-ヶーみれ]{0,10}"
_ERA = r"(?:(?:令和|平成|R|H) ?)"
_OF_YEAR = rf"(?:{_ERA}?[0-9]{{1,4}}年)?"
_BEFORE = (
    rf"(?:(?:前(?:年度|期|月)|昨年度)(?:末|から|より)?(?:まで)?(?:現在|時点)?[のに]?{_WHAT}"
    rf"|年度?(?:当初|始め|初め|はじめ)の?{_WHAT}|(?:期首|期初|月初)の?{_WHAT}|{_OF_YEAR}4月1日(?:現在|時点)の?{_WHAT}"
    rf"|{_ERA}?(?:[0-9]{{1,4}})年度末(?:まで)?(?:現在|時点)?の?{_WHAT}|(?:当初|補正後|最終)?予算(?:現額|額)?|歳入(?:決算)?(?:総額|額)?|収入(?:総額|合計|済額)|調定(?:済)?額?)"
)
_LEFT = (
    rf"(?:(?:(?:本|今|当|同)?年度|期|月)末(?:まで)?(?:現在|時点)?の?{_WHAT}|(?:翌|次)(?:年度|期|月)(?:への?|に)?(?:継続|繰越し?){_WHAT}"
    rf"|{_OF_YEAR}3月(?:31日|末)(?:現在|時点)?の?{_WHAT}|{_ERA}?(?:[0-9]{{1,4}})年度末(?:まで)?(?:現在|時点)?の?{_WHAT}"
    r"|差し?引き?(?:残高?額?|額)?|形式収支|(?:不用|残|執行残)額?|(?:現在|残)高|総?(?:累計|通算)(?:[一-鿿]{0,4}数)?|収入未済額?|未収(?:入|納)?[額金])"
)
_IN = (
    rf"(?:(?:新規|新た(?:な|に)?|新)の?{_WHAT}[一-鿿]{{0,4}}|(?:受理|受付|加入|入会|入所|入居|入隊|入団|転入|採用|積立|積み立て|増加?|増員|受入|繰入|収入|追加|登録|購入|認定|開始|発行|借り?入れ?|起債)(?:し?た|み|れ)?(?:者|件|額|金|分)?数?"
    rf"|(?:本|今|当)年度(?:中|分|実績)?(?:の?{_WHAT})|{_ERA}?(?:[0-9]{{1,4}})年度(?:中|分|実績|の実績)?)"
)
_OUT = r"(?:(?:入[所居園]|死亡|転出|退[会所居]|辞退|取り?下げ|廃止|解除|脱退)・)?(?:終[了結]|完了|脱退|退[会所居去職隊団]|転出|取り?崩し?|減少?|除籍|配布|歳出(?:決算)?(?:総額|額)?|廃止|解除|抹消|死亡|廃車|返還|辞退|取り?下げ?|除却|支出済?|払い?出し?|使用|閉店|解約|執行済?|決算|支払|(?:収[入納]|徴収|納付)済み?|不納欠損|(?:元金)?償還|返済)(?:者|件|額|金|分)?数?"
_NAMES = {
    part: compile_pattern(rf"(?:[^ 、]{{1,20}}の|年度中に|うち)?{pattern}(?:[はがのにで]|:|…)*")
    for part, pattern in ((_Part.BEFORE, _BEFORE), (_Part.LEFT, _LEFT), (_Part.OUT, _OUT), (_Part.IN, _IN))
}
_DOES = (
    (_Part.IN, compile_pattern("[をがも](?:新たに)?(?:積み?立て|加わ|加え|加入|入[会所居団]|増[えや]|受け?入れ|受理|採用|登録|繰り?入れ|追加|足)")),
    (_Part.OUT, compile_pattern("[をがも](?:取り?崩|脱退|退[会所居職団]|除|廃止|解除|抹消|減[りっら]|差し?引|終[結了]|執行|支出|返還|払い?出|使用|使い|充て)")),
)  # fmt: skip
_LEFT_BEHIND = compile_pattern(r"[をがは](?:不用額|残額|執行残|次?年度へ?(?:繰|持))")
_RESULT = compile_pattern(r"(?:に(?:至|な|達|まで)|と(?:な|い)|で(?:あ|す|し|、)|を数え|[。)])")
_SPLIT = compile_pattern(
    r"[、。,/()\n]|:(?=調定)|^(?:に|から|へ|より)|(?:では|は(?!じ)|が)(?=[^ :…|])|(?<=[たる])(?=(?:本|今|当|次|翌)年度|年度末|期末|残[高額]|総?累計)|[ :・|-]{2,}"
)
_CUMULATED = compile_pattern("累計|通算|累積")
_LONGEST_GAP, _NEXT_TO, _MOST = 48, 24, 6  # characters, flows


def mismatched_flows(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield what there is said to be where what was before, came in and went out gives something else."""
    at = 0 if _MAY_BE_BEFORE.search(text) else len(figures)
    while at < len(figures) - _FEWEST + 1:
        told = _account(text, figures, at)
        if told:
            yield from _compared(text, *told)
            yield from _changed(text, told[0], figures[at + len(told[0]) : at + len(told[0]) + 1])
        elif summed := _in_bracket(text, figures, at):
            yield from _compared(text, summed, (_Part.BEFORE, _Part.IN, _Part.LEFT), cumulated=True)
        at += len(told[0]) if told else 1


_FEWEST = 3


def _account(
    text: str, figures: Sequence[FigureRecord], at: int
) -> tuple[Sequence[FigureRecord], Sequence[_Part]] | None:
    """Return the values from one that there was before to that which is left, and what each of them is."""
    first = figures[at]
    start = first.figure.span.start
    lead = words_before(text, start, _NEXT_TO)
    if not _MAY_BE_BEFORE.search(lead) or _part_of(_name_in(lead), _Part.BEFORE) is None:
        return None
    found, parts = [first], [_Part.BEFORE]
    for k, record in enumerate(figures[at + 1 : at + 2 + _MOST], start=at + 1):
        gap = words_amid(text, found[-1], record)
        if len(gap) > _LONGEST_GAP or not comparable(first, record):
            return None
        name, behind = _name_in(gap), words_behind(text, record.figure.span.end, _NEXT_TO)
        part = _part_of(name, *_LATER) or next((p for p, verb in _DOES if verb.match(behind)), None)
        if _LEFT_BEHIND.match(behind) or (part is None and not name and len(parts) > 1 and _RESULT.match(behind)):
            part = _Part.LEFT
        if part is _Part.LEFT:
            part = _as_it_goes_on(text, name, figures[k : k + _PAIR])
        if part is None:
            return None
        found.append(record)
        parts.append(part)
        if part is _Part.LEFT:
            return (found, parts) if len(found) >= _FEWEST else None
    return None


def _as_it_goes_on(text: str, name: str, pair: Sequence[FigureRecord]) -> _Part | None:
    """Return what the first of two values is, which seems to close an account, by the second; None if that is open."""
    if len(pair) < _PAIR or not comparable(*pair):
        return _Part.LEFT
    gap = words_amid(text, pair[0], pair[1])
    if len(gap) > _LONGEST_GAP or _APART.search(gap):
        return _Part.LEFT
    if _LEFT_IN_TWO.search(f"{name} {gap}"):
        return _Part.OUT
    return None if _part_of(_name_in(gap), _Part.OUT) else _Part.LEFT


_LEFT_IN_TWO = compile_pattern("繰り?越[^。]*不用|不用[^。]*繰り?越")
"""What is left of money, for the next year and for good: 翌年度繰越額200万円、不用額20万円."""
_APART = compile_pattern("うち|。")


_MAY_BE_BEFORE = compile_pattern(
    "前年度|昨年度|前期|前月|年度末|当初|年度?始|年度?初|年度?はじめ|期首|期初|月初|4月1日|予算|歳入|収入|調定"
)


def _name_in(words: str) -> str:
    """Return the end of the words before a value that may name it."""
    end = 0
    for match in _SPLIT.finditer(words.rstrip(" :…|")):
        end = match.end()
    return words[end:].strip(" :…|・○●◇◆■-*")


def _in_bracket(text: str, figures: Sequence[FigureRecord], at: int) -> Sequence[FigureRecord]:
    """Return a cumulated value behind those that the bracket behind it gives: 累計1,230人（前年度末1,120人、本年度110人）."""
    if not _CUMULATED.search(words_before(text, figures[at].figure.span.start, _NEXT_TO).rpartition("。")[2]):
        return ()
    whole, before, added = figures[at : at + _FEWEST]
    ends = [record.figure.span.end for record in (whole, before, added)]
    opening, gap = (
        words_between(text, end, record.figure.span.start) for end, record in zip(ends, (before, added), strict=False)
    )
    if (
        opening.startswith("(")
        and words_behind(text, ends[-1], 1) == ")"
        and comparable(whole, before)
        and comparable(whole, added)
        and _part_of(_name_in(opening), _Part.BEFORE)
        and _part_of(_name_in(gap), _Part.IN)
    ):
        return before, added, whole
    return ()


def _part_of(name: str, *parts: _Part) -> _Part | None:
    """Return the first of some parts that a value may be by its name."""
    return next((part for part in parts if _NAMES[part].fullmatch(name)), None)


_LATER = (_Part.LEFT, _Part.OUT, _Part.IN)


def _compared(
    text: str, records: Sequence[FigureRecord], parts: Sequence[_Part], *, cumulated: bool = False
) -> Iterator[Mismatch]:
    """Yield what is left if it is not what the values before it give, where these can be all that there are.

    Who leaves is often not told: 当初120人、新規15人、年度末128人.
    """
    *terms, left = records
    start = terms[0].figure.span.start
    around = words_between(text, max(0, start - _NEXT_TO), left.figure.span.start)
    between = words_between(text, start, left.figure.span.start)
    complete = (
        cumulated
        or left.figure.kind is FigureKind.MONEY
        or {_Part.IN, _Part.OUT}.issubset(parts)
        or _CUMULATED.search(around) is not None
    )
    if (
        not complete
        or not exact(*records)
        or ("待機" in around and _TAKES_IN.search(between))
        or _UNTOLD.search(between)
        or not _of_one_year(around)
    ):
        return
    calculated = _balance(records[:-1], parts)
    apart = abs(calculated - left.figure.value)
    near = apart <= left.figure.value * FAR or slipped(left.figure.value, calculated)
    if _CLAIMED.search(around) and not _FORGONE.search(around + words_behind(text, left.figure.span.end, _NEXT_TO)):
        near = slipped(left.figure.value, calculated)  # else some may have been written off
    carried = "繰" in words_amid(text, terms[-1], left)
    if carried and "予算" in around and "不用" not in around and left.figure.value < calculated:
        return  # what is neither spent nor carried over need not be told
    if apart and near and not off_by_rounding(apart, records):
        yield Mismatch(left, calculated, tuple(terms))


_TAKES_IN = compile_pattern(r"(?<!・)入[所居園](?!申込|希望|待|・)")
"""Of those who wait, what comes in elsewhere goes out."""
_CLAIMED, _FORGONE = compile_pattern("調定"), compile_pattern("欠損")
_UNTOLD = compile_pattern(
    "還付|過誤納|など|等|ほか|含|除く|他|一部|うち|見込|予定|異動|振替|組替|前年度(?:比|より)|平均|や[^0-9、。\n]{1,12}(?:によ|で、|の結果)"
)
_AT_END = compile_pattern(r"(?P<year>[0-9]{1,4})年度(?P<end>末)?")
_ON_DAY = compile_pattern(r"(?P<year>[0-9]{1,4})年(?:4月1日|3月(?:31日|末))")


_AND_SO = compile_pattern(
    r"(?:で(?:あり)?|とな(?:り|って)|と)?[、(] ?(?:(?:差し?引き|純)[増減]?|前年度末(?:より|から|比|に比べ))?(?:は|で)?、? ?"
)


def _changed(text: str, account: Sequence[FigureRecord], behind: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield by how much what there was is said to have changed right behind its account, if it did not: 530件 to 512件, 18件減."""
    before, left = account[0], account[-1]
    for change in behind:
        gap = words_amid(text, left, change)
        if change.figure.kind is not FigureKind.CHANGE or change.figure.unit_norm != left.figure.unit_norm:
            return
        calculated = left.figure.value - before.figure.value
        apart = abs(calculated) - abs(change.figure.value)
        if (
            apart
            and _AND_SO.fullmatch(gap)
            and exact(before, left, change)
            and not off_by_rounding(apart, (before, left, change))
        ):
            yield Mismatch(change, calculated, (before, left))


def _of_one_year(around: str) -> bool:
    """Tell whether the years that an account names are one and that before it: 令和5年度末412件、令和6年度58件、令和6年度末470件."""
    told = [(int(match["year"]), bool(match["end"])) for match in _AT_END.finditer(around)]
    ends, within = [year for year, end in told if end], {year for year, end in told if not end}
    days = [int(match["year"]) for match in _ON_DAY.finditer(around)]
    if len(days) > 1 and days != [days[0], days[0] + 1]:
        return False
    return not ends or (len(ends) == _PAIR and ends[1] - ends[0] == 1 and within <= {ends[1]})


_PAIR = 2


def _balance(terms: Sequence[FigureRecord], parts: Sequence[_Part]) -> Decimal:
    """Return what there is after what came in and went out."""
    signed = zip(terms, parts, strict=False)
    return sum((-r.figure.value if part is _Part.OUT else r.figure.value for r, part in signed), Decimal(0))


def departing_flows(tables: Sequence[Table]) -> Iterator[Mismatch]:
    """Yield what is left by the rows of tables whose columns are what was before, came in, went out and is left, or the columns of such rows.

    Args:
        tables: what `tables_of` and `tables_of_runs` return.
    """
    for table in tables:
        columns = range(len(table.heads))
        by_row = _accounts(table.heads, [[row.values.get(c) for c in columns] for row in table.rows])
        names = [row.name for row in table.rows]
        by_column = _accounts(names, [[row.values.get(c) for row in table.rows] for c in columns])
        for accounts in (by_row, by_column):
            wrong = [found for found in accounts if found is not None]
            if len(wrong) * _PAIR < max(len(accounts), _FEWEST):
                yield from wrong


def _accounts(names: Sequence[str], lines: Sequence[Sequence[FigureRecord | None]]) -> Sequence[Mismatch | None]:
    """Return for each line whose values some names account for what is left but should not be, None where it is right."""
    names = [_UNIT_ASIDE.sub("", name) for name in names]
    first = next((k for k, name in enumerate(names) if _part_of(name, _Part.BEFORE)), len(names))
    parts = [_Part.BEFORE, *(_part_of(name, *_LATER) for name in names[first + 1 :])]
    last = parts.index(_Part.LEFT) if _Part.LEFT in parts else 0
    if last < _PAIR or None in parts[:last] or _Part.IN not in parts[:last] or _Part.OUT not in parts[:last]:
        return []
    known = [part for part in parts[:last] if part]
    found: list[Mismatch | None] = []
    for line in lines:
        records = _in_one_unit([record for record in line[first : first + last + 1] if record is not None])
        if len(records) != last + 1 or any(record.figure.unit != records[0].figure.unit for record in records):
            continue
        calculated, left = _balance(records[:-1], known), records[-1]
        apart = abs(calculated - left.figure.value)
        right = not apart or off_by_rounding(apart, records) or apart > left.figure.value * FAR
        found.append(None if right else Mismatch(left, calculated, tuple(records[:-1])))
    return found


_UNIT_ASIDE = compile_pattern(r" ?\([^()]{1,6}\)$")


def _in_one_unit(records: Sequence[FigureRecord]) -> Sequence[FigureRecord]:
    """Return the values of a row by their digits alone where only the head of some of its columns tells the unit of all: 年度末（千円）."""
    units = {record.figure.unit for record in records}
    if len(units) != _PAIR or None not in units:
        return records
    return [bare(r.figure.text, r.figure.span, r.figure.label or "") or r for r in records]


_AMENDED = (
    compile_pattern(r"(?:当初|現計|既決|補正前の?)予算?額?"),
    compile_pattern(r"補正予?算?額?"),
    compile_pattern(r"(?:最終|補正後の?)予算?額?"),
)
"""Columns of a budget, by what was added to it."""


def departing_amendments(tables: Sequence[Table]) -> Iterator[Mismatch]:
    """Yield the final sums of a budget that its first sum and what was added or taken away do not give, if most rows do.

    Args:
        tables: what `tables_of` and `tables_of_runs` return.
    """
    for table in tables:
        for first in range(len(table.heads) - _PAIR):
            if not all(way.fullmatch(table.heads[first + k]) for k, way in enumerate(_AMENDED)):
                continue
            rows = [[row.values.get(first + k) for k in range(_FEWEST)] for row in table.rows]
            known = [[record for record in row if record is not None] for row in rows]
            found = [_amended(*row) for row in known if len(row) == _FEWEST]
            wrong = [mismatch for mismatch in found if mismatch is not None]
            if len(wrong) * _PAIR < len(found):
                yield from wrong


def _amended(given: FigureRecord, added: FigureRecord, final: FigureRecord) -> Mismatch | None:
    """Return a final sum that is a slip, or for which was added what had to be taken away."""
    calculated = given.figure.value + added.figure.value
    turned = given.figure.value - added.figure.value
    told = final.figure.value
    wrong = told != calculated and (told == turned or missed(told, calculated))
    alike = given.figure.unit == added.figure.unit == final.figure.unit
    return Mismatch(final, calculated, (given, added)) if wrong and alike else None
