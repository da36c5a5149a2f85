"""Speeches in which topics stand over the offices that report on them."""

from __future__ import annotations

from pipeline.model import ReportHead, SourceDoc
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose

_TEXT = """行　政　報　告

　６月定例会の開会に当たり、令和５年度の主な取組を御報告申し上げます。

子育てについて

【こども課】

保育の受入れ
　定員を２０人増やしました。
　今後も待機の解消に努めてまいります。

学びの広場
　３か所で開きました。
　来年度も続けてまいります。

健康について

【健康課】

健診の勧め
　１，２００人に電話をかけました。
　来年度は訪問も行ってまいります。
"""


def test_offices_in_brackets_below_topics_are_sections() -> None:
    source = SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=_TEXT)
    report = segment(source, choose(source, builtin()), ReportHead())
    assert [
        (d.title, s.title, m.title, m.departments) for d in report.directions for s in d.sections for m in s.measures
    ] == [
        ("子育てについて", "こども課", "保育の受入れ", ("こども課",)),
        ("子育てについて", "こども課", "学びの広場", ("こども課",)),
        ("健康について", "健康課", "健診の勧め", ("健康課",)),
    ]
