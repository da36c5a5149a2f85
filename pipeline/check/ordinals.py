"""Numbers of what is told in turn, line by line or in one: 第3期21人、第4期19人、第4期24人、第6期22人."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.mentions import Span
from extractors.numerals import parse
from extractors.patterns import compile_pattern
from pipeline.check.beside import MOVED, line_start, words_behind, words_between
from pipeline.check.values import numbers_held
from pipeline.check.wording import flat
from pipeline.model import Check, Dataset, Severity

_NTH = compile_pattern(
    r"第 ?(?P<no>[0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?(?P<of>期|回|次|号|班|分団|部会|部|章|幕|弾|クール|学年|地区|区|組|室|係|工区|路線|セット|ステージ|グループ|チーム)"
)
_BETWEEN_ENTRIES = compile_pattern(r"[^\n。第]{1,40}[、,・/／;] ?|[^\n第]{1,60}\n[ ・○●◇◆■*\-]*")
_OTHERWISE = compile_pattern(
    "うち|主な|など|ほか|抜粋|追加|臨時|再|振替|補[欠講習]|前半|後半|昼|夜|午前|午後|会場|コース|地区で|[東西南北]|①|に続"
)
_WHEN = compile_pattern(r"[0-9]{1,2}(?:月|/|\.)[0-9]{1,2}")
_FEWEST = 3
_NEXT_BUT_ONE = 2


class _Nth(NamedTuple):
    no: int
    of: str
    start: int
    end: int


def repeated_numbers(dataset: Dataset, text: str) -> Iterator[Check]:
    """Yield a check of each entry that has the number of the one before it, where the one behind leaves its own out.

    Sessions with their days are looked at one by one elsewhere.

    Args:
        dataset: the report, or a stretch of it.
        text: what `joined` returns.
    """
    found = [
        _Nth(int(parse(match["no"]) or 0), match["of"], match.start(), match.end("of")) for match in _NTH.finditer(text)
    ]
    yield from _next_plans(dataset, text)
    run: list[_Nth] = []
    for nth in (*found, None):
        if nth is None or (run and not _goes_on(text, run[-1], nth)):
            yield from _again(dataset, text, run)
            run = []
        if nth is not None:
            run.append(nth)


def _goes_on(text: str, one: _Nth, other: _Nth) -> bool:
    if one.of != other.of or not 0 <= other.no - one.no <= _NEXT_BUT_ONE:
        return False
    return _BETWEEN_ENTRIES.fullmatch(words_between(text, one.end, other.start)) is not None


def _again(dataset: Dataset, text: str, run: Sequence[_Nth]) -> Iterator[Check]:
    steps = [b.no - a.no for a, b in pairwise(run)]
    if len(run) < _FEWEST + 1 or steps.count(0) != 1 or steps.count(_NEXT_BUT_ONE) != 1:
        return
    at = steps.index(0)
    if steps[at + 1 : at + 2] != [_NEXT_BUT_ONE]:
        return
    begin = line_start(text, run[0].start, 40)
    words = words_between(text, begin or run[0].start, run[-1].end + 20)
    if _OTHERWISE.search(words) or _WHEN.search(words):
        return
    nth = run[at + 1]
    if any(text.startswith("(", entry.end) for entry in run[at : at + 2]):
        return  # 第2号（増刊）
    said = flat(dataset.source.text[nth.start : nth.end])
    yield Check(
        severity=Severity.WARNING,
        code="heading_sequence",
        message_ja=f"「{said}」が続けて2度あり、第{nth.no + 1}{nth.of}がありません。番号の誤りがないか、原文で確かめてください。",
        message_en=f"'{said}' stands there twice in turn, and number {nth.no + 1} is missing. Check the numbers.",
        span=Span(nth.start, nth.end),
    )


_NEXT_PLAN = compile_pattern(
    r"(?:現行の?)?第 ?(?P<no>[0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?(?P<of>期|次)(?P<name>[^0-9、。\n()]{1,30}?(?:計画|ビジョン|戦略|プラン|構想))(?:\([^()\n]{1,24}\))?"
    r"(?:の|が|は|を)?[^。\n第]{0,20}(?:満了|終了|最終年度|期間を終え|引き?継)[^。\n第]{0,24}、(?:[^。\n第]{0,12})?(?:次期|次の|後継)[^。\n第]{0,12}"
    r"(?P<said>第 ?(?P<next>[0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?(?P=of))"
)
"""A plan that ends and the one that follows it: 第3次計画の終了に合わせ、次の計画となる第4次計画."""


_PLANS = ("計画", "ビジョン", "戦略", "プラン", "構想")


def _next_plans(dataset: Dataset, text: str) -> Iterator[Check]:
    """Yield a check of each plan that is told as the next of one whose number is not the one before its own."""
    for match in _NEXT_PLAN.finditer(text) if "次期" in text or "後継" in text or "次の" in text else ():
        no, said = int(parse(match["no"]) or 0), int(parse(match["next"]) or 0)
        named = text.startswith((match["name"], *_PLANS), match.end())  # and not 第1次こども計画
        if named and said != no + 1:
            first, second = (
                flat(dataset.source.text[match.start(k) : match.end(e)]) for k, e in (("no", "of"), ("said", "said"))
            )
            yield Check(
                severity=Severity.WARNING,
                code="heading_sequence",
                message_ja=f"「第{first}」の次は第{no + 1}{match['of']}ですが、「{second}」とあります。番号の誤りがないか、原文で確かめてください。",
                message_en=f"Number {no + 1} follows '第{first}', but '{second}' is stated. Check the numbers.",
                span=Span(match.start("said"), match.end("said")),
            )


_TOLD_NTH = compile_pattern(
    r"第 ?(?P<no>[0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?回(?:目)?(?=[はをがでに]|の(?=[^0-9、。\n]{1,8}[はで])|[「『(:、 ]|[0-9]{1,2}[月/])"
)
_NEXT_ENTRY = compile_pattern(r"\n *(?:[・○●◇◆■□*▪•]|[(]?[0-9]{1,2}[).]|[①-⑳]|\n)")
_NOT_IN_TURN = compile_pattern(
    rf"{MOVED}|追加|臨時|書面|予定|主な|うち|など|ほか|のみ|以降|以来|から第|~第|最終回|前回|次回|来年|翌年|昨年|前年|通算"
)
_REACH = 400  # characters


def misnumbered(dataset: Dataset, text: str, told_of: Sequence[Check]) -> Iterator[Check]:
    """Yield a check of the one number out of turn of as many sessions as were held: 3回開いた。第1回は…、第2回は…、第4回は.

    Args:
        dataset: the report, or a stretch of it.
        text: what `joined` returns.
        told_of: the checks of sessions by their days, where there need be no other.
    """
    for record in numbers_held(dataset.figures) if "第" in text else ():
        end, held = record.figure.span.end, int(record.figure.value)
        told = words_behind(text, end, _REACH)
        stop = _NEXT_ENTRY.search(told)
        if held > _MOST_TOLD or "第" not in told or (stop and "第" not in told[: stop.start()]):
            continue
        told = text[end : end + (stop.start() if stop else _REACH)]
        found = [(int(parse(match["no"]) or 0), match) for match in _TOLD_NTH.finditer(told)]
        astray = [n for n, (no, _) in enumerate(found, start=1) if no != n]
        if len(found) != held or len(astray) != 1 or held <= 1 or _NOT_IN_TURN.search(told):
            continue
        if any(check.span and end <= check.span.start < end + len(told) for check in told_of):
            continue
        match = found[astray[0] - 1][1]
        said = flat(dataset.source.text[end + match.start() : end + match.end()])
        yield Check(
            severity=Severity.WARNING,
            code="heading_sequence",
            message_ja=f"「{said}」は、{held}回のうち{astray[0]}番目に書かれています。第{astray[0]}回ではないか、番号を原文で確かめてください。",
            message_en=f"'{said}' is told as number {astray[0]} of {held} sessions. Check whether it is that, and the numbers.",
            span=Span(end + match.start(), end + match.end()),
        )


_MOST_TOLD = 12
