"""Figures that state one thing of one time twice, with two values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Span, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import COUNTED, exact
from pipeline.model import FigureRecord

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
        if not figure.label or len(figure.label) < _SHORTEST_NAME or figure.kind is FigureKind.CHANGE or record.part_of:
            continue
        if record.as_of is None and _is_of_the_year(text, record):
            first = seen.setdefault((figure.label, figure.unit_norm, figure.qualifiers, record.status), record)
            if first.figure.value != figure.value:
                yield first, record
        if record.as_of is None or record.place.measure_no is None:
            continue
        scope = _scope_of(text, record)
        told = (figure.label, scope, figure.unit_norm, figure.qualifiers, record.as_of, record.status)
        here = (record.place.measure_no, record.place.item, _row_of(text, figure.span, figure.label), *told)
        first = seen.setdefault(here, record)
        if first is record and says_what(figure.label) and not scope and _heads(text, record):
            first = seen.setdefault(told, record)
        if first.figure.value != figure.value and not _told_in_turn(text, first.figure.span, figure.span):
            yield first, record


def _scope_of(text: str, record: FigureRecord) -> str:
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


_SENTENCE_BEFORE = compile_pattern(r"[^。\n]*$")
_OF_SOME = compile_pattern(
    rf"[0-9〇一二三四五六七八九十]{{1,3}}(?:月|日|回|期|年|地区|か所)|{EARLIER}|半期|目標|計画|予定|それぞれ|各|うち|平均|全国|県|区|地|方面|会場|比|最|[上下中]旬"
)


def _is_of_the_year(text: str, record: FigureRecord) -> bool:
    """Tell whether a sentence gives a value of all that the report is about: 女性相談の件数は381件となった, without time or place."""
    figure = record.figure
    if (
        record.status is not Status.ACTUAL
        or figure.kind not in COUNTED
        or not exact(record)
        or record.event_id is not None
        or not says_what(figure.label or "")
        or not _heads(text, record)
    ):
        return False
    start, end = figure.span.start, figure.span.end
    lead = _SENTENCE_BEFORE.search(fold(text[max(0, start - _LONGEST_ROW) : start]))
    return (
        lead is not None and not _OF_SOME.search(lead[0]) and "。" in text[end : end + _LONGEST_ROW].partition("\n")[0]
    )


_GENERAL = re.compile(
    "登録|利用|相談|会員|参加|受講|加入|申請|助成|補助|設置|実施|開催|整備|配置|契約|締結|団体|施設|箇所|か所|世帯|児童|生徒|学生|職員|"
    "新規|累計|延べ|総|年間|全体|対象|支援|事業|活動|交付|認定|指定|採択|件数|人数|回数|者|数|率|額|量|員|校|園|社|店|企業|事業所|ボランティア|"
    "サポーター|スタッフ|メンバー|フォロワー|アカウント|ダウンロード|残高|戸|市内|県内|町内|村内|区内"
)
_FEWEST_OWN = 3


@lru_cache(maxsize=1024)
def says_what(label: str) -> bool:
    """Tell whether a name says what is counted without the heading that it stands under: 見守り協力員, but not 登録団体数."""
    return len(_GENERAL.sub("", fold(label))) >= _FEWEST_OWN


def _row_of(text: str, span: Span, label: str) -> str:
    """Return what heads the row of a table or of a list in columns that a span stands in, if not its own label."""
    line = text[max(0, span.start - _LONGEST_ROW) : span.start].rpartition("\n")[2]
    match = _ROW_HEAD.match(line) if len(line) < _LONGEST_ROW else None
    return match["name"] if match and not match["name"].startswith(label) else ""


def _told_in_turn(text: str, first: Span, second: Span) -> bool:
    """Tell whether a sentence gives its values to as many things: 接種者数はそれぞれ512人、133人."""
    told = text[max(0, first.start - _NEAR, second.start - _LONGEST_SENTENCE) : second.start].rpartition("。")[2]
    return "それぞれ" in told or "順に" in told
