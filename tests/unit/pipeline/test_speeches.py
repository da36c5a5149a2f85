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


def test_sentences_that_open_topics_politely_are_headings() -> None:
    text = "令和７年12月　みなと市政報告\n\n本日は御出席を賜り、厚く御礼申し上げます。\n\nまず、防災につきまして、御報告いたします。\n訓練に４０人が参加しました。\n\n次に、保育につきまして申し上げます。\n保育所を２か所整備しました。\n\n学校につきましては、３校を改修しました。\n"
    source = SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text)
    style = choose(source, builtin())
    assert style.id == "gyosei-hokoku"
    assert [m.title for m in segment(source, style, ReportHead()).measures()] == ["防災", "保育"]


def test_a_title_may_be_a_month_and_the_word_report() -> None:
    text = f"令和７年12月　市政報告\n{_TEXT.partition(chr(10))[2]}"
    source = SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text)
    report = segment(source, choose(source, builtin()), ReportHead())
    assert report.head.title == "令和７年12月　市政報告"


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
