"""One thing that is told twice, with two values: in a measure, in sentences of several measures, in a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Span, Status
from extractors.patterns import compile_pattern
from extractors.view import fold, fold_tight
from pipeline.check.beside import (
    COUNTED_OTHERWISE,
    OF_A_PART,
    OF_OTHER_TIME,
    OF_RESULTS,
    sentence_before,
    words_before,
    words_behind,
)
from pipeline.check.values import COUNTED, counted_in, exact
from pipeline.model import FigureRecord, Report, ReportHead

_ACTUAL = Status.ACTUAL
_CHANGE = FigureKind.CHANGE
_ROW_HEAD = compile_pattern(r"[\s・│|｜┃]*(?P<name>[^\s│|｜┃]+)(?:\t|　|  | ?[│|｜┃])")
_NEAR = 12  # characters before the first of several values that are told in turn
_LONGEST_ROW = 400  # characters
_LONGEST_SENTENCE = 2_000  # characters: a report may come as one line of megabytes
_SHORTEST_NAME = 4  # characters
_LONGEST_SCOPE = 24  # characters
_SCOPE_BEFORE = compile_pattern(
    r"(?P<of>[^、。\n・()「」:\s]{1,20})の$|(?P<part>[^、。\n・()「」:\s\d]{1,20})(?:では|には|で)、?$"
)
_SCOPE_BEHIND = compile_pattern(
    r"(?:者数|数)?(?:は|が)、?(?P<of>[^、。\n()\d]{1,12}?)(?:全体|全域|内)?(?:で|では)(?:、|約|延べ)*$"
)
_OF_TIME = compile_pattern("現在|時点|末|年度|本年|今年|同日")


def conflicting(text: str, figures: Iterable[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield the first statement of a thing, and a later one with another value.

    Within a measure, or anywhere in the report if its name says what it is by itself and heads both statements.

    Args:
        text: the report's.
        figures: of the report, by offset.
    """
    seen: dict[tuple[object, ...], FigureRecord] = {}
    for record in figures:
        figure = record.figure
        if not figure.label or len(figure.label) < _SHORTEST_NAME or figure.kind is _CHANGE or record.part_of:
            continue
        if "分の" in figure.text:  # a part of what its label names: 経費の2分の1, 経費の3分の1
            continue
        if record.as_of is None and _is_of_the_year(text, record):
            first = seen.setdefault((figure.label, figure.unit_norm, figure.qualifiers, record.status), record)
            if first.figure.value != figure.value:
                yield first, record
        if record.as_of is None or record.place.measure_no is None:
            continue
        scope = scope_of(text, record)
        told = (figure.label, scope, figure.unit_norm, figure.qualifiers, record.as_of, record.status)
        here = (record.place.measure_no, record.place.item, _row_of(text, figure.span, figure.label), *told)
        first = seen.setdefault(here, record)
        if first is record and says_what(figure.label) and not scope and _heads(text, record):
            first = seen.setdefault(told, record)
        if (
            first.figure.value != figure.value
            and not _told_in_turn(text, first.figure.span, figure.span)
            and not OF_OTHER_TIME.search(fold(text[max(0, figure.span.start - _NEAR) : figure.span.start]))
        ):
            yield first, record


def scope_of(text: str, record: FigureRecord) -> str:
    """Return what a name is told of where that stands before or behind it: 北部地区の登録者数, 登録者数は市全体で."""
    label, start = record.figure.label or "", record.figure.span.start
    lead = fold(text[max(0, start - _LONGEST_ROW) : start].rpartition("\n")[2])
    before, found, behind = lead.rpartition(fold(label))
    if not found:
        return ""
    scope = _SCOPE_BEFORE.search(before[-_LONGEST_SCOPE:]) or _SCOPE_BEHIND.match(behind)
    words = next(filter(None, scope.groups()), "") if scope else ""
    return "" if _OF_TIME.search(words) else words


_STATED = compile_pattern(r"(?:^|\n|[。、]|[・\-○●◇◆■] ?|[①-⑳] ?) *$")
_VALUE_NEXT = compile_pattern(r"(?:者?数)?(?:は|が|:|)[、 ]?(?:計|合計)?")


def _heads(text: str, record: FigureRecord) -> bool:
    """Tell whether a value stands right behind its name, which opens its clause: ・見守り協力員 118人."""
    label, start = record.figure.label or "", record.figure.span.start
    at = text.rfind(label, max(0, start - len(label) - _NEAR), start)
    if at < 0:
        return False
    opens = _STATED.search(fold(text[max(0, at - 4) : at]) if at else "\n")
    return opens is not None and _VALUE_NEXT.fullmatch(fold(text[at + len(label) : start])) is not None


_OF_SOME = compile_pattern(rf"{OF_A_PART}|[前先]月|県|区|地|比|最")


def _is_of_the_year(text: str, record: FigureRecord) -> bool:
    """Tell whether a sentence gives a value of all that the report is about: 女性相談の件数は381件となった, without time or place."""
    figure = record.figure
    if (
        record.status is not _ACTUAL
        or figure.kind not in COUNTED
        or not exact(record)
        or COUNTED_OTHERWISE.match(words_behind(text, figure.span.end, _REACH))
        or record.event_id is not None
        or not says_what(figure.label or "")
        or not _heads(text, record)
    ):
        return False
    start, end = figure.span.start, figure.span.end
    lead = fold(text[max(0, start - _LONGEST_ROW) : start]).rpartition("\n")[2].rpartition("。")[2]
    return not _OF_SOME.search(lead) and "。" in text[end : end + _LONGEST_ROW].partition("\n")[0]


_GENERAL = compile_pattern(
    "登録|利用|相談|会員|参加|受講|加入|申請|助成|補助|設置|実施|開催|整備|配置|契約|締結|団体|施設|箇所|か所|世帯|児童|生徒|学生|職員|"
    "新規|累計|延べ|総|年間|全体|対象|支援|事業|活動|交付|認定|指定|採択|件数|人数|回数|者|数|率|額|量|員|校|園|社|店|企業|ボランティア|"
    "サポーター|スタッフ|メンバー|フォロワー|アカウント|ダウンロード|残高|戸|市内|県内|町内|村内|区内"
)
_FEWEST_OWN = 3


@lru_cache(maxsize=1024)
def says_what(label: str, *, fewest: int = _FEWEST_OWN) -> bool:
    """Tell whether a name says what is counted without the heading that it stands under: 見守り協力員, but not 登録団体数."""
    return len(_GENERAL.sub("", fold(label))) >= fewest


def _row_of(text: str, span: Span, label: str) -> str:
    """Return what heads the row of a table or of a list in columns that a span stands in, if not its own label."""
    line = text[max(0, span.start - _LONGEST_ROW) : span.start].rpartition("\n")[2]
    match = _ROW_HEAD.match(line) if len(line) < _LONGEST_ROW else None
    return match["name"] if match and not match["name"].startswith(label) else ""


def _told_in_turn(text: str, first: Span, second: Span) -> bool:
    """Tell whether a sentence gives its values to as many things: 接種者数はそれぞれ512人、133人."""
    told = text[max(0, first.start - _NEAR, second.start - _LONGEST_SENTENCE) : second.start].rpartition("。")[2]
    return "それぞれ" in told or "順に" in told


OTHER_TIME = compile_pattern(
    rf"{EARLIER}|目標|計画値|予定|定員|うち|平均|当たり|当初|[0-9]月(?:末|から|まで|に)|半期|累計|通算|全国|これまで|[0-9一二三四五六七八九十](?:日目|回目)"
)
OF_NEW = compile_pattern(r"(?:新規|新たな|継続|更新|再)[^0-9、。\n()]{0,10}$")
"""Before the value of a measure: 新規の登録は45件 is less than there are."""
_REACH = 80  # characters
_FEWEST_DIGITS, FEWEST_ALIKE = 2, 3
_COME = "参加|出席|来場|利用|受講|来館|受診|回答|応募|登録|申込み?"
_NAMED_BESIDE = compile_pattern(
    rf"(?:^|[。、\n・:]|[①-⑳○●◇◆■])[ 　]*(?P<name>[^。、\n:・]{{3,30}}?)(?:の(?:御)?(?P<of>{_COME})(?:者|件|人)?数?(?:は|が|:)?|に(?:御)?(?P<who>{_COME})し(?:た|て(?:い)?た))、? ?$"
)
"""Before a value: 記念式典の出席者, 収穫祭に来場した."""
AROUND = 16  # characters


def mistaken_again(
    text: str, figures: Sequence[FigureRecord], report: Report
) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield the values that one sentence tells, and those of the same digits in another order in which another tells them.

    出席者は312人 and, further on, 記念式典の出席者321人; 合唱団の団員は154人 and, of another measure, 団員145人の合唱団.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
        report: its period, at whose end a value may be told to be of.
    """
    alike: dict[tuple[str | None, str], list[FigureRecord]] = defaultdict(list)
    for record in figures:
        digits = digits_of(record.figure.value)
        if len(digits.rstrip("0")) >= FEWEST_ALIKE and may_be_told_again(record):
            alike[record.figure.unit_norm, "".join(sorted(digits))].append(record)
    for some in alike.values():
        if len(some) != _PAIR or some[0].figure.value == some[1].figure.value:
            continue
        one, other = some
        here = one.place.measure_no is not None and one.place.measure_no == other.place.measure_no
        if (here and (_names_that_of(text, other, one) or _names_that_of(text, one, other))) or (
            _are_of_one_thing(text, one, other, report.head) and not _is_rest_told(figures, one, other)
        ):
            yield one, other


def mistaken_result(
    text: str, figures: Sequence[FigureRecord], head: ReportHead
) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield a value of a measure, and the one with two digits swapped that the line of its results, or 全員, tells of the same.

    閲覧数　12,430件 above 【評価】閲覧数は14,230件; 会員は318人 and, further on, 会員381人全員に.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
        head: its period, at whose end a value may be told to be of.
    """
    alike: dict[tuple[int | None, str | None, str], list[FigureRecord]] = defaultdict(list)
    for record in figures:
        of_now = record.as_of in (None, head.period_end) and record.place.measure_no is not None
        if of_now and may_be_told_again(record):
            digits = "".join(sorted(digits_of(record.figure.value)))
            alike[record.place.measure_no, record.figure.unit_norm, digits].append(record)
    for some in alike.values():
        first, again = some[0], some[-1]
        if len({r.figure.value for r in some}) != _PAIR or [r.figure.value for r in some].count(again.figure.value) > 1:
            continue
        if _are_swapped(first.figure.value, again.figure.value) and _is_result(text, first, again):
            yield first, again


def _are_swapped(one: Decimal, other: Decimal) -> bool:
    """Tell whether two digits of a number that stand beside each other have changed places in another."""
    a, b = f"{one.normalize():f}", f"{other.normalize():f}"
    wrong = [n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    return len(a) == len(b) and len(wrong) == _PAIR and wrong[1] == wrong[0] + 1


def _is_result(text: str, first: FigureRecord, again: FigureRecord) -> bool:
    """Tell whether a value is that of the line of results, or of all there are, by the name of the first or in its line."""
    name, start = counted_in(fold_tight(again.figure.label or "")), again.figure.span.start
    if len(name) < _PAIR or again.part_of or first.part_of or again.event_id or first.event_id:
        return False
    if _is_sum_above(text, first, again):
        return True
    told = words_before(text, first.figure.span.start, _REACH).rpartition("\n")[2].rpartition("。")[2]
    lead = words_before(text, start, _REACH).rpartition("\n")[2]
    opened = _RESULTS_LINE.match(lead)
    own = lead[opened.end() :] if opened else lead.rpartition("。")[2]
    if any(OTHER_TIME.search(words) or _APART.search(words) or "\t" in words or "|" in words for words in (told, own)):
        return False
    of_all = _OF_ALL.match(words_behind(text, again.figure.span.end, AROUND))
    if opened is None and (of_all is None or len(digits_of(again.figure.value)) < FEWEST_ALIKE):
        return False
    label = fold_tight(first.figure.label or "")
    return _ITEM.sub("", fold_tight(own)).startswith(name) and (
        counted_in(label).endswith(name) or name in fold_tight(told)
    )


def _is_sum_above(text: str, total: FigureRecord, again: FigureRecord) -> bool:
    """Tell whether a value closes a list by 計 whose heading names what the sentence below it tells again: 本年度の参加者は247人 below 計　274人."""
    start, own = total.figure.span.start, fold_tight(lead_of(text, again).rpartition("、")[2])
    label = fold_tight(again.figure.label or "")
    between = text[total.figure.span.end : again.figure.span.start]
    if not _SUM_LINE.search(words_before(text, start, _NEAR_SUM)) or len(digits_of(again.figure.value)) < FEWEST_ALIKE:
        return False
    if between.strip("\n").count("\n") or not _OF_YEAR.fullmatch(own.removesuffix("は").removesuffix(label)):
        return False
    above = words_before(text, start, _ABOVE_SUM).split("\n")[-2::-1]
    heading = next((line for line in above if not _DIGIT.search(line)), "")
    return label in fold_tight(heading) and own.endswith("は")


_SUM_LINE = compile_pattern(r"\n(?:合|総)?計[ \t|:]*$")
_OF_YEAR = compile_pattern("(?:[今本]年度の?)?")
_DIGIT = compile_pattern("[0-9]")
_NEAR_SUM, _ABOVE_SUM = 8, 400  # characters
_RESULTS_LINE = compile_pattern(OF_RESULTS)
_OF_ALL = compile_pattern(
    r" ?の?(?:全員|全世帯|全戸|すべて|全て)(?:に|が|を|へ|の|から)| ?\(同(?:日|時点|期)(?:現在)?\)"
)
_ITEM = compile_pattern(r"^(?:\([0-9]{1,2}\)|[0-9]{1,2}[.)]|[①-⑳・○●◇◆])")
_OWN_NAME = compile_pattern(r"[一-鿿ァ-ヶーA-Za-z]+(?:[りきしいちみえべけせめれ][一-鿿ァ-ヶー]+)?")
_NAME_LEAD = compile_pattern(
    r"(?:(?P<of>[^0-9、。\n「」()\s・]{1,8})の|(?P<kana>[ぁ-ん]{0,2}(?<![のはがをにでとやもへるたなすく])))?$"
)
_APART = compile_pattern(
    rf"{EARLIER}|目標|計画値|予定|定員|うち|平均|当たり|当初|半期|累計|通算|全国|県内|これまで|目[はにがの]|各|それぞれ|翌|後期|見込"
)
_OF_NO_THING = compile_pattern("年度|現在|時点|月末")
_SESSION = compile_pattern("第[^、。回]{1,3}回")
_IS_SO_MANY = compile_pattern(r"(?:で(?:あ|す|し|、)|と(?:な|、)|に(?:上|達|な)|だった|を数え|、|。)")


def _is_rest_told(figures: Iterable[FigureRecord], one: FigureRecord, other: FigureRecord) -> bool:
    """Tell whether one of two values may be all and the other a part of it: 1,864件 where 平日1,684件、休日180件 is told."""
    unit, rest = one.figure.unit_norm, abs(one.figure.value - other.figure.value)
    return any(record.figure.unit_norm == unit and record.figure.value == rest for record in figures)


def _are_of_one_thing(text: str, one: FigureRecord, other: FigureRecord, head: ReportHead) -> bool:
    """Tell whether two values of other sentences are called alike, and both sentences name what they are of: ホタル館."""
    labels = [counted_in(fold_tight(record.figure.label or "")) for record in (one, other)]
    if not all(labels) or not (labels[0].endswith(labels[1]) or labels[1].endswith(labels[0])):
        return False
    if "。" not in text[one.figure.span.end : other.figure.span.start] or any(
        record.as_of not in (None, head.period_end) for record in (one, other)
    ):
        return False
    leads = [lead_of(text, record) for record in (one, other)]
    told = [
        f"{lead} {words_behind(text, record.figure.span.end, AROUND).partition('。')[0]}"
        for lead, record in zip(leads, (one, other), strict=True)
    ]
    if any(_APART.search(words) or OF_NEW.search(words) for words in told) or all(map(_DATED.search, leads)):
        return False
    if _SESSION.findall(told[0]) != _SESSION.findall(told[1]):
        return False
    if all(_IS_SO_MANY.match(words_behind(text, record.figure.span.end, AROUND)) for record in (one, other)):
        return False  # each is told as news: they may be of a part and of all
    named = [dict(_things(words)) for words in told]
    wholes = {of for things in named for of in things.values()}  # 記念式典の祝賀会 is not 記念式典
    return any(
        not (named[0][name] and named[1][name]) or named[0][name] == named[1][name]
        for name in named[0].keys() & named[1].keys()
        if "".join(name) not in wholes
    )


def _things(words: str) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the names of things in some words, with the kana that they may begin with, and whose they are said to be."""
    for match in _OWN_NAME.finditer(words):
        name = match[0]
        lead = _NAME_LEAD.search(words[max(0, match.start() - _LONGEST_NAME_LEAD) : match.start()])
        if lead and says_what((lead["kana"] or "") + name) and not _OF_NO_THING.search(name):
            yield (lead["kana"] or "", name), lead["of"] or ""
    for quoted in _QUOTED.finditer(words):
        yield ("「", quoted[1]), ""


_LONGEST_NAME_LEAD = 9  # characters
_QUOTED = compile_pattern("「([^「」\n]{2,20})」")
_PAIR, _LONGEST_GAP = 2, 400  # values; characters
_DATED = compile_pattern("[0-9一二三四五六七八九十](?:月|日|時|年)|曜")
"""Before a value: it may be that of another time."""


def _names_that_of(text: str, record: FigureRecord, told: FigureRecord) -> bool:
    """Tell whether the words before a value name what another sentence tells the other value of, and what is counted."""
    first, last = sorted((record.figure.span, told.figure.span), key=lambda span: span.start)
    gap = text[first.end : min(last.start, first.end + _LONGEST_GAP)]
    if len(gap) < _LONGEST_GAP and "。" not in gap and "\n" not in gap:
        return False
    named = _NAMED_BESIDE.search(lead := lead_of(text, record))
    if named is None or _DATED.search(lead) or not says_what(name := fold_tight(named["name"])):
        return False
    other, end = lead_of(text, told), told.figure.span.end
    around = f"{other[-AROUND:]} {words_behind(text, end, AROUND).partition('。')[0]}"
    return (
        name in fold_tight(other)
        and (named["of"] or named["who"]) in around
        and not any(OTHER_TIME.search(words) or OF_NEW.search(words) for words in (lead, other))
    )


def may_be_told_again(record: FigureRecord) -> bool:
    """Tell whether a value is an exact count of what was done, of more than one digit."""
    figure = record.figure
    return (
        figure.kind in COUNTED
        and figure.kind is not _CHANGE
        and record.status is _ACTUAL
        and exact(record)
        and len(digits_of(figure.value)) >= _FEWEST_DIGITS
    )


def digits_of(value: Decimal) -> str:
    """Return the digits of a value, without the noughts behind its decimal point."""
    return f"{value.normalize():f}".replace(".", "").replace("-", "")


def lead_of(text: str, record: FigureRecord) -> str:
    """Return the words of the sentence of a value before it."""
    return sentence_before(text, record.figure.span.start, _REACH)


_CONTENT = compile_pattern(r"[一-鿿ァ-ヶーA-Za-z]{2,}")
_FEWEST_CHARACTERS = 4


def share_told(name: str, words: str) -> float:
    """Return how much of what a name says some words say, in whatever order: 除雪出動 where 除雪 and 出動 stand."""
    length = sum(map(len, _CONTENT.findall(name)))
    return 1 - len(untold(name, words)) / length if length >= _FEWEST_CHARACTERS else 0.0


def untold(name: str, words: str) -> str:
    """Return what a name says and some words do not: 出動 of 除雪出動 where only 除雪 stands."""
    runs = _CONTENT.findall(name)
    pairs = ((n, at) for n, run in enumerate(runs) for at in range(len(run) - 1) if run[at : at + 2] in words)
    told = {(n, at + k) for n, at in pairs for k in (0, 1)}
    return "".join(c for n, run in enumerate(runs) for at, c in enumerate(run) if (n, at) not in told)
