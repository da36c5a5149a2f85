"""Several reports in one file: what is read of the later ones goes under the name of the first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import Check, Dataset, Severity

_TITLE = compile_pattern(
    r"(?=[^。]{0,40}年度)[^。]{0,24}?(?P<plan>[^\s。「」年度]{2,30}(?:計画|プラン|ビジョン|戦略|構想))」?"
    r"[^。、]{0,10}(?:報告書?|進捗状況|実施状況|取組状況|実績|点検・評価)[^。、]{0,6}"
)
"""The title of a report at the head of a page: 令和6年度 みどり市障害者計画 進捗状況報告."""


def several_reports(dataset: Dataset) -> Iterator[Check]:
    """Yield a check for each page that begins with the title of a report on another plan than that of the file."""
    source, plan = dataset.source, dataset.report.head.plan_name
    if plan is None:
        return
    furniture = {span.start for span in source.furniture}
    known = {fold(plan)}
    for start, end in pairwise((*source.page_starts[1:], len(source.text))):
        at = start
        for line in source.text[start:end].split("\n"):
            if line.strip() and at not in furniture:
                title = _TITLE.fullmatch(fold(line).strip())
                if title and not any(title["plan"].endswith(name) or name.endswith(title["plan"]) for name in known):
                    known.add(title["plan"])
                    yield _found(Span(at, at + len(line)), line.strip(), plan)
                break
            at += len(line) + 1


def _found(span: Span, title: str, plan: str) -> Check:
    return Check(
        severity=Severity.WARNING,
        code="several_reports",
        message_ja=f"ここから別の報告書「{title}」が始まるようです。取組や数値は「{plan}」のものとして読んでいます。"
        "計画ごとにファイルを分けて読み直してください。",
        message_en=f"Another report seems to begin here ('{title}'); all that was read stands under '{plan}'. "
        "Split the file by plan and read it again.",
        span=span,
    )
