"""Lists of noun phrases below labels that come back: their points are no measures, and points that head blocks are."""

from __future__ import annotations

import pytest

from pipeline.model import Measure, ReportHead

from .invented_report import read

_LABELS = ("目指す姿", "これまでの実績", "評価と課題", "来年度に向けて")


def _measures(text: str) -> list[Measure]:
    return list(read(text, ReportHead(fiscal_year=2024)).measures())


def _told(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    return [(m.title, m.departments, "".join(b.kind.value[0] for b in m.blocks)) for m in _measures(text)]


def _report(mark: str, bullet: str, label: str, signs: str) -> str:
    """Return a report of three measures; the second lacks the first label, the third the third one."""

    def measure(title: str, blocks: dict[int, str]) -> str:
        lines = [f"{mark}{title}"]
        for at, points in blocks.items():
            lines += [label.format(sign=signs[at], words=_LABELS[at])]
            lines += [f"{bullet}{point}" for point in points.split(" ")]
        return "\n".join(lines) + "\n\n"

    return (
        "汐見町みなと計画　令和６年度実施状況\n\n第１章　集う\n\n"
        + measure(
            "朝市の開催（商工課）",
            {0: "毎月人の集まる港", 1: "朝市１２回 出店延べ２１６軒", 2: "雨の日の客足", 3: "屋根の設置の協議"},
        )
        + measure("空き店舗の活用（商工課、建設課）", {1: "改修３軒への補助", 2: "家主の高齢化", 3: "見学会２回の開催"})
        + "第２章　巡る\n\n"
        + measure(
            "港の案内（観光課）", {0: "誰もが語れる港", 1: "案内人２２人の登録 英語版の地図の配布", 3: "高校との連携"}
        )
    )


@pytest.mark.parametrize("mark", ["○ ", "◇", "■", "◎　"])
@pytest.mark.parametrize("bullet", ["・", "- ", "＊"])
@pytest.mark.parametrize(
    ("label", "signs"),
    [
        ("{sign}{words}", "①②③④"),
        ("({sign}){words}", "1234"),
        ("{sign}）　{words}", "アイウエ"),
        ("【{words}】", "    "),
        ("〔{words}〕", "    "),
        ("＜{words}＞", "    "),
    ],
)
def test_points_between_labels_are_no_measures(mark: str, bullet: str, label: str, signs: str) -> None:
    assert _told(_report(mark, bullet, label, signs)) == [
        ("朝市の開催", ("商工課",), "tpio"),
        ("空き店舗の活用", ("商工課", "建設課"), "pio"),
        ("港の案内", ("観光課",), "tpo"),
    ]


@pytest.mark.parametrize("words", ["ねらい", "目的", "計画", "目標"])
@pytest.mark.parametrize(("second", "third"), [("取組", "懸案"), ("実績", "障壁"), ("実績", "反省")])
def test_short_words_behind_numbers_are_labels(words: str, second: str, third: str) -> None:
    body = (
        f"(1){words}\n・人の集まる港\n(2){second}\n・朝市１２回\n(3){third}\n・雨の日の客足\n(4)予定\n・屋根の設置\n\n"
    )
    parts = [f"○ {title}（商工課）\n{body}" for title in ("朝市", "夜市", "花市")]
    text = "汐見町みなと計画　令和６年度実施状況\n\n第１章　集う\n\n" + "".join(parts)
    assert [(title, kinds[1:]) for title, _, kinds in _told(text)] == [(t, "pio") for t in ("朝市", "夜市", "花市")]


@pytest.mark.parametrize("bullet", ["・", "- "])
@pytest.mark.parametrize(
    ("over", "body"),
    [
        ("主な取組\n", "【担当】商工課\n【実績】\n　３軒が開いた。\n【今後】\n　続ける。\n\n"),
        ("主な取組\n", "【実績】\n　３軒が開いた。\n【今後】\n　続ける。\n\n"),
        ("", "①取組内容\n　３軒が開いた。\n②今後の方針\n　続ける。\n\n"),
        ("", "　実績\n　　３軒が開いた。\n　今後\n　　続ける。\n\n"),
        ("", "【実績】３軒が開いた。\n【今後】続ける。\n"),
        ("", "【実績】\n　３軒が開いた。\n【今後】\n　続ける。\n"),
    ],
)
def test_points_that_labels_stand_below_are_measures(bullet: str, over: str, body: str) -> None:
    text = (
        f"汐見町みなと計画　令和６年度実施状況\n\n基本方針１　集う\n\n{over}{bullet}朝市の開催\n{body}{bullet}夜市の試行\n{body}\n"
        f"基本方針２　巡る\n\n{over}{bullet}案内人の育成\n{body}"
    )
    assert [(title, kinds) for title, _, kinds in _told(text)] == [
        ("朝市の開催", "po"),
        ("夜市の試行", "po"),
        ("案内人の育成", "po"),
    ]


_IN_WORDS_OF_LABELS = ("課題の解決", "行政評価の実施", "予算への反映", "活動支援", "原因分析", "業務改善の推進")


@pytest.mark.parametrize("title", _IN_WORDS_OF_LABELS)
@pytest.mark.parametrize(
    ("heading", "fields"),
    [
        ("（{no}）{title}", "担当課：福祉課\n【実績】\n会を{no}回開いた。\n【今後】\n周知に努める。"),
        ("{no}　{title}", "・実績：会を{no}回開いた。\n・今後：周知に努める。"),
        ("{title}", "担当課：福祉課\n実績　会を{no}回開いた。\n今後の方向　周知に努める。"),
        ("■{title}", "[令和６年度の取組]\n会を{no}回開いた。\n[令和７年度の取組]\n周知に努める。"),
        ("【{title}】（福祉課）", "＜実績＞\n会を{no}回開いた。\n＜今後＞\n周知に努める。"),
    ],
)
def test_a_title_in_the_words_of_a_label_is_one(title: str, heading: str, fields: str) -> None:
    for titles in (["朝市の開催", "港の案内", "夜市", title], ["朝市の開催", title, "港の案内", "夜市"]):
        text = "汐見町みなと計画　令和６年度実施状況\n\n基本目標１　集う\n\n" + "".join(
            f"{heading}\n{fields}\n\n".format(no=no, title=name) for no, name in enumerate(titles, 1)
        )
        assert [m.title for m in _measures(text)] == titles


@pytest.mark.parametrize("below", ["周知が足りない。", "・周知が足りない。"])
@pytest.mark.parametrize("words", ["課題", "今後の課題", "課題の解決"])
def test_words_of_a_label_over_a_text_are_no_title(words: str, below: str) -> None:
    text = "汐見町みなと計画　令和６年度実施状況\n\n基本目標１　集う\n\n" + "".join(
        f"（{no}）{name}\n担当課：福祉課\n【実績】\n会を{no}回開いた。\n\n"
        for no, name in enumerate(("朝市", "案内", "夜市"), 1)
    )
    assert [m.title for m in _measures(f"{text}（4）{words}\n{below}\n")] == ["朝市", "案内", "夜市"]
