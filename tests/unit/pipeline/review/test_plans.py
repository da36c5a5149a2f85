"""What the index page says of the reports of a plan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.review.plans import Story, read_trend, stories
from pipeline.run import Settings, run_many
from pipeline.store import Store

_UNTOLD = 'data-w="trend_untold"'
_HEAD = "「あかり県見守り計画」に基づく取組の進捗状況について\n\nあかり県\n\n{year}の進捗状況を取りまとめました。\n\n【取組方向1】見守り\n\n"
_FIRST = (
    "○ 見守り隊の養成（福祉部地域課）\n\n（取組内容と進捗状況）\n\n・修了者：{a}人\n・来場者：延べ{b}人\n\n"
    "（今後の取組方向）\n\n令和6年9月に全体研修会を1回開催します。\n\n"
)
_OLD = "○ 声かけ訓練の実施（福祉部地域課）\n\n（取組内容と進捗状況）\n\n駅前で声かけの訓練をしました。\n\n"
_NEW = "○ 見守り電池の配布（土木部道路課）\n\n（取組内容と進捗状況）\n\n懐中電灯のための電池を配りました。\n\n"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Two years of a plan: 50 people are 80 a year later, 300 attendances are 200; a measure ended, one began."""
    earlier = _HEAD.format(year="令和5年度") + _FIRST.format(a=50, b=300) + _OLD
    later = _HEAD.format(year="令和6年度") + _FIRST.format(a=80, b=200).replace("令和6年9月", "令和7年9月") + _NEW
    (tmp_path / "r5-fy.txt").write_text(earlier, encoding="utf-8")
    (tmp_path / "r6-fy.txt").write_text(later, encoding="utf-8")
    folder = tmp_path / "output"
    run_many([tmp_path / "r5-fy.txt", tmp_path / "r6-fy.txt"], folder, Settings())
    return folder


def _story(output: Path) -> Story:
    trend = read_trend(output)
    assert trend is not None
    with Store(output) as store:
        documents = [store.rows(i)["documents"][0] for i in store.ledger.in_order()]
    (story,) = stories(trend, documents)
    return story


def test_measures_figures_and_promises_of_the_last_two_reports(output: Path) -> None:
    assert main(["trend", "--output", str(output), "--quiet"]) == 0
    story = _story(output)
    assert dict(story.counts) == {"same": 1, "new": 1, "dropped": 1}
    assert [(c.relation, c.before, c.after) for c in story.changes] == [
        ("new", "", "見守り電池の配布"),
        ("dropped", "声かけ訓練の実施", ""),
    ]
    assert [
        (m.row["label"], m.row["qualifiers"], m.before, m.after, m.change, m.percent)
        for m in story.moved
        if m.row["status"] == "actual"
    ] == [
        ("修了者", "", "50", "80人", "＋30", "＋60.0%"),
        ("来場者", "延べ", "300", "200人", "△100", "△33.3%"),
    ]
    assert {row["document_id"] for row in story.broken} == {story.documents[0]}
    assert {row["document_id"] for row in story.waiting} == {story.documents[1]}
    assert {row["code"] for row in story.checks} == {"no_number_or_date"}


def test_a_figure_is_named_by_its_sentence_where_its_label_does_not_do(tmp_path: Path) -> None:
    names = []
    for name, year, schools, share in (("r5-fy", "令和5年度", 12, 3), ("r6-fy", "令和6年度", 15, 4)):
        body = (
            "○ 見守り教室の開催（福祉部地域課）\n\n（取組内容と進捗状況）\n\n"
            f"・修了者：{schools * 4}人\n教室は市内の{schools}校で開き、通学路も歩きました。\n"
            f"アンケートでは参加した人の{share}割が初めてでした。\n"
        )
        names.append(tmp_path / f"{name}.txt")
        names[-1].write_text(_HEAD.format(year=year) + body, encoding="utf-8")
    run_many(names, tmp_path / "output", Settings())
    assert main(["trend", "--output", str(tmp_path / "output"), "--quiet"]) == 0
    moved = {m.after: m.sentence for m in _story(tmp_path / "output").moved}
    assert moved["60人"] == ""
    assert moved["15校"] == "教室は市内の15校で開き、通学路も歩きました。"
    assert "0.4" in moved  # not 0.4割


def test_a_chart_is_one_series_and_total_attendances_are_never_with_others(output: Path) -> None:
    main(["trend", "--output", str(output), "--quiet"])
    charts = [chart for _, chart in _story(output).charts]
    assert [(c.series, c.status, [b.amount for b in c.bars], [b.label for b in c.bars]) for c in charts] == [
        ("plain", "actual", ["50", "80"], ["令和5年度", "令和6年度"]),
        ("plain", "planned", ["1", "1"], ["令和6年度", "令和7年度"]),  # of the report's outlook: the year to come
        ("延べ", "actual", ["300", "200"], ["令和5年度", "令和6年度"]),
    ]


def test_the_index_shows_it_once_the_trend_is_that_of_the_reports(output: Path, tmp_path: Path) -> None:
    index = output / "review" / "index.html"
    main(["review", "--output", str(output), "--quiet"])
    page = index.read_text(encoding="utf-8")
    assert _UNTOLD in page
    main(["trend", "--output", str(output), "--quiet"])  # the index is written anew
    page = index.read_text(encoding="utf-8")
    assert _UNTOLD not in page
    assert re.search(r'<a href="[0-9a-f]{16}\.html#[0-9a-f]{16}-f[0-9]{6}" data-page>80人</a>', page)
    (tmp_path / "r7.txt").write_text(_HEAD.format(year="令和7年度") + _OLD, encoding="utf-8")
    run_many([tmp_path / "r7.txt"], output, Settings())
    main(["review", "--output", str(output), "--quiet"])
    assert read_trend(output) is None
    assert _UNTOLD in index.read_text(encoding="utf-8")
