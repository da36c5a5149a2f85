"""Small reports of our own, read as far as their checks."""

from __future__ import annotations

import hashlib
import re

from pipeline import check, extract, profile, resolve, segment
from pipeline.ingest import drawn
from pipeline.model import Dataset, ReportHead, SourceDoc
from pipeline.segment.choice import choose

HEAD = """「青凪県つながり支援計画」に基づく取組の進捗状況について

令和5年度の上半期の進捗を取りまとめました。

【取組方向1】相談の充実

（1）相談窓口

○ 相談窓口の運営（福祉部地域課）

（取組内容と上半期の進捗状況）

"""


YEARLY = HEAD.replace("令和5年度の上半期の進捗", "令和5年度の実績").replace("上半期の進捗状況", "令和5年度の実績")

DATED = YEARLY.replace("について\n", "について\n令和6年7月10日　福祉部地域課\n", 1)

OVERVIEW = """里山みらい計画　令和5年度実績報告書

令和6年6月　青凪県森林部

＜概況＞
　県では、計画に沿って取り組んだ。
　{}

【取組方向1】人を育てる

（1）交流の場づくり

○ 桜の会（森林部森林課）

（取組内容と令和5年度の実績）
　{}

（今後の取組）
・引き続き取り組む。

○ 担い手の確保（森林部森林課）

（取組内容と令和5年度の実績）
・新規の就業者は16人となった。
"""
"""A report with a sentence of its overview and one of a measure to be filled in."""


def read(body: str, *, head: str = HEAD, given: ReportHead | None = None, wraps: tuple[int, ...] = ()) -> Dataset:
    text = head + body
    source = SourceDoc(
        name="x.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        format="txt",
        text=text,
        tables=drawn.find(text).tables,
        soft_breaks=tuple(len(head) + wrap for wrap in wraps),
    )
    report = segment.segment(source, choose(source, profile.builtin()), given or ReportHead())
    return check.check(resolve.resolve(source, report, extract.extract(source, report)))


def codes(dataset: Dataset) -> list[str]:
    return [c.code for c in dataset.checks]


_CHOICE = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")
_OF_READING = frozenset({"derived_outline", "unclaimed_numeral"})
"""What bodies of a few lines may leave open, and what is not asked where slips are."""


def slipped_and_right(body: str) -> tuple[str, str]:
    """Return a body with the first and with the second of each {wrong|right} in it."""
    return _CHOICE.sub(r"\1", body), _CHOICE.sub(r"\2", body)


def slips(body: str, head: str) -> set[str]:
    """Return the codes of the checks of a report with this body, but for those of how it could be read."""
    return set(codes(read(f"{body}\n", head=head))) - _OF_READING


def assert_told(body: str, code: str, head: str) -> None:
    """Fail unless a report with the first of each {wrong|right} of a body has a check, and one with the second has none."""
    wrong, right = slipped_and_right(body)
    assert code in slips(wrong, head), f"{code} is not said of: {wrong}"
    assert not slips(right, head), f"{slips(right, head)} is said of: {right}"
