"""Plans whose levels stand in brackets and whose measures end in their department, and what stands behind the last of them."""

from __future__ import annotations

import pytest

from pipeline.model import BlockKind, Measure, Report, ReportHead, SourceDoc
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose

P, O = BlockKind.PROGRESS, BlockKind.OUTLOOK  # noqa: E741

_TITLES = {
    "見守りの輪": ("福祉課", "協力員を１８人増やした。", "商店にも登録を呼びかける。"),
    "配食の拡充": ("福祉課、健康課", "４２人に食事を届けた。", "土曜日の配食を始める。"),
    "出張の相談": ("健康課", "集会所で９回開いた。", "夜間の相談日を設ける。"),
    "通学路の点検": ("学校教育課", "危険な箇所を２６か所直した。", "点検の回数を増やす。"),
}
_HEAD = "汐音市支え合い計画　令和６年度の実施状況\n\n汐音市　福祉部　福祉課\n（令和７年７月９日　推進会議　資料１）\n\n"
_NAMED = "{}【{}】"


def _report(direction: str, section: str, title: str, body: str, behind: str = "") -> str:
    parts = [_HEAD]
    for number, (name, (office, done, ahead)) in enumerate(_TITLES.items()):
        if number % 2 == 0:
            parts.append(direction.format("１２"[number // 2]) + "　" + ("支える", "守る")[number // 2] + "\n\n")
            parts.append(section.format("１") + "　" + ("集まる場", "安全な道")[number // 2] + "\n\n")
        parts.append(title.format(name, office) + "\n" + body.format(done, ahead) + "\n\n")
    return "".join(parts) + behind


def _read(text: str) -> tuple[Report, list[tuple[str | None, str | None, Measure]]]:
    source = SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text)
    report = segment(source, choose(source, builtin()), ReportHead())
    found = [(d.title, s.title, m) for d in report.directions for s in d.sections for m in s.measures]
    return report, found


@pytest.mark.parametrize(
    ("direction", "section"),
    [
        ("【基本目標{}】", "≪施策の方向{}≫"),
        ("≪基本目標{}≫", "《施策{}》"),
        ("＜柱{}＞", "〔方向{}〕"),
        ("〔基本方針{}〕", "《取組{}》"),
        ("《重点目標{}》", "＜施策{}＞"),
        ("備えの目標{}", "{0}-{0}"),
    ],
)
@pytest.mark.parametrize(
    "title",
    [
        "・{}【{}】",
        "◦{}〔{}〕",
        "‐{}［{}］",
        "▷{}（{}）",
        "◎{}［{}］",
        "（{}）【{}】",
        "（{}）〔{}〕",
        "（{}）（{}）",
        "（{}）\n担当：{}",
    ],
)
@pytest.mark.parametrize(
    "body",
    ["○　{}\n⇒　{}", "●　{}\n→　{}", "・{}\n➡{}", "〔実績〕{}\n〔評価〕ｂ\n〔今後〕{}", "実績：{}\n判定：○\n今後：{}"],
)
def test_levels_in_brackets(direction: str, section: str, title: str, body: str) -> None:
    text = _report(direction, section, title, body)
    _, found = _read(text)
    assert [(m.title, "、".join(m.departments)) for _, _, m in found] == [(n, o) for n, (o, _, _) in _TITLES.items()]
    places = [("支える", "集まる場")] * 2 + [("守る", "安全な道")] * 2
    assert [(d, s) for d, s, _ in found] == places
    for (_, _, measure), (_, done, ahead) in zip(found, _TITLES.values(), strict=True):
        kinds = {b.kind: text[b.span.start : b.span.end] for b in measure.blocks}
        assert done in kinds[P]
        assert ahead in kinds[O]


_TABLE = "項目\t基準値\t実績値\t目標値\n見守りの協力員（人）\t40\t58\t60\n"
_SAID = "・担い手の年齢が高い。\n・夜の相談は助かる。\n"


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("＜推進会議の委員からの意見＞", _SAID),
        ("【協議会における主な意見】", _SAID),
        ("■ 支え合い推進会議でいただいた御意見（令和７年７月９日）", _SAID),
        ("４．推進会議委員の意見", "１　担い手の年齢が高い。\n２　夜の相談は助かる。\n"),
        ("◆指標の達成状況", _TABLE),
        ("第３章　支え合い指標の状況", _TABLE),
        ("【成果指標の一覧】", _TABLE),
        ("（別表）計画の成果目標", _TABLE),
    ],
)
@pytest.mark.parametrize("levels", [("【基本目標{}】", "≪施策の方向{}≫"), ("第{}章", "第{}節")])
@pytest.mark.parametrize("title", ["・{}【{}】", "（{}）【{}】"])
def test_what_stands_behind_is_none_of_the_last_measure(
    heading: str, told: str, levels: tuple[str, str], title: str
) -> None:
    text = _report(*levels, title, "●　{}\n→　{}", f"{heading}\n\n{told}")
    report, found = _read(text)
    assert [d.title for d in report.directions if d.title] == ["支える", "守る"]
    assert [m.title for _, _, m in found] == list(_TITLES)
    assert found[-1][2].span.end <= text.index(heading)


@pytest.mark.parametrize("label", ["【審議会の意見】", "【指標の状況】", "■委員からの意見", "◆指標の達成状況"])
def test_a_label_of_every_measure_is_its_own(label: str) -> None:
    text = _report("基本目標{}", "施策{}", "◎{}【{}】", "○　{}\n⇒　{}\n\n" + label + "\n６２人が訪れた。")
    _, found = _read(text)
    assert [m.title for _, _, m in found] == list(_TITLES)
    assert all("６２人が訪れた。" in text[m.span.start : m.span.end] for _, _, m in found)


def test_a_chapter_of_opinions_that_holds_measures_is_a_direction() -> None:
    text = "汐音市広聴報告書　令和６年度\n\n第１章　知らせる\n\n１　広報紙の発行（広報課）\n　毎月発行しました。\n\n"
    text += "第２章　市民の意見\n\n２　意見の募集（市民課）\n　１１件の案に募りました。\n３　説明会（市民課）\n　６回開きました。\n"
    _, found = _read(text)
    assert [(d, m.title) for d, _, m in found] == [
        ("知らせる", "広報紙の発行"),
        ("市民の意見", "意見の募集"),
        ("市民の意見", "説明会"),
    ]


def test_an_arrow_before_a_value_tells_what_came_of_it() -> None:
    text = _report("第{}章", "第{}節", "・{}【{}】", "　{}\n　被害額　４１０万円\n　→３２０万円\n　→{}")
    _, found = _read(text)
    for (_, _, measure), (_, _, ahead) in zip(found, _TITLES.values(), strict=True):
        kinds = {b.kind: text[b.span.start : b.span.end] for b in measure.blocks}
        assert "→３２０万円" in kinds[P]
        assert kinds[O] == f"→{ahead}"


@pytest.mark.parametrize("came", ["参加者は６２０人となった。", "会員が２割増えた。", "自主の会ができた。"])
def test_arrows_before_what_came_of_it_lead_to_no_plans(came: str) -> None:
    text = _report("第{}章", "第{}節", "・{}【{}】", "・{}\n→" + came)
    _, found = _read(text)
    assert [[b.kind for b in m.blocks] for _, _, m in found] == [[P]] * len(_TITLES)


@pytest.mark.parametrize("heading", ["（北の集会所）【福祉課】", "（調査）【健康課】"])
def test_round_brackets_within_measures_of_another_mark_head_none(heading: str) -> None:
    text = _report("基本目標{}", "施策{}", "◎{}【{}】", heading + "\n　{}\n　{}")
    _, found = _read(text)
    assert [m.title for _, _, m in found] == list(_TITLES)


def test_the_office_of_the_cover_over_measures_without_departments_is_no_signature() -> None:
    offices = {"総務課": "庁舎の照明を替えた。", "福祉課": "相談を１２回受けた。", "土木課": "道を３か所直した。"}
    text = "汐音市の仕事　令和６年度の実績\n\n" + "".join(f"{name}\n{told}\n\n" for name, told in offices.items())
    _, found = _read(text)
    assert ["、".join(m.departments) for _, _, m in found] == list(offices)


@pytest.mark.parametrize("front", ["", "■ 計画のあらまし\n\n　支え合いの計画です。\n\n"])
@pytest.mark.parametrize("heading", ["■ 評価指標", "■ 今後に向けて", "■ 地区からの便り"])
def test_the_sign_of_directions_behind_the_last_measure(front: str, heading: str) -> None:
    text = _report(
        "■ 重点方針{}", "（{}）", "◎{}【{}】", "　{}\n　{}", f"{heading}\n\n　坂の上の地区は３月に集まる。\n"
    )
    text = text.replace("■ 重点方針１", front + "■ 重点方針１")
    report, found = _read(text)
    assert [d.title for d in report.directions if d.title] == ["支える", "守る"]
    assert found[-1][2].span.end <= text.index(heading)


def test_a_label_with_the_sign_of_directions_belongs_to_its_measure() -> None:
    text = _report("■ 重点方針{}", "（{}）", "◎{}【{}】", "　{}\n\n■ 今後に向けて\n　{}")
    _, found = _read(text)
    assert [m.title for _, _, m in found] == list(_TITLES)
    assert all(m.blocks[-1].kind is O for _, _, m in found)
