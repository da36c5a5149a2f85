"""Lines that only tell how well a measure goes, or what such grades mean: they head nothing."""

from __future__ import annotations

import pytest

from pipeline.model import BlockKind
from pipeline.segment.grades import is_grade

from .invented_report import I, O, P, read


@pytest.mark.parametrize(
    "text",
    [
        *("進捗 B", "進捗  A", "評価:概ね順調", "評価:A(順調)", "達成度 ◎", "状況 完了", "【進捗】B", "【評価】順調"),
        *("進捗状況:やや遅れている", "評価:3", "■進捗 A", "進捗度 B 順調", "総合評価:計画どおり", "A 完了"),
        *("A 完了  B 順調  C 遅れ", "◎:達成 ○:おおむね達成 △:未達成", "※ A:計画どおり", "(A:完了、B:順調)"),
        *("A=計画どおり、B=やや遅れ、C=見直しが必要", "凡例 A 完了 B 順調", "◎:達成"),
        *(
            "A … 目標を達成した  B … おおむね達成した(8割以上)  C … 達成していない",
            "A:目標を上回った",
            "D:着手できなかった",
        ),
        *(
            "◎ 成果が上がった ○ おおむね成果が上がった △ 改善が必要",
            "B … 目標をおおむね達成した",
            "C:計画に届かなかった",
        ),
        *("◎(達成できた)", "○ (目標には届かなかったが、前に進んだ)。", "B(概ね順調)", "△(取組が不十分であった)"),
    ],
)
def test_a_grade_or_what_grades_mean_heads_nothing(text: str) -> None:
    assert is_grade(text)


@pytest.mark.parametrize(
    "text",
    [
        *("評価 1", "評価の見直し", "進捗管理の徹底", "進捗状況", "状況の把握", "評価", "取組状況 1", "進捗 2"),
        *("A 完了検査の電子化", "(A) 未実施事業の再開", "A 道路 B 公園 C 河川", "a 順調な移行支援", "1 完了"),
        *("○(仮称)順調ひろばの整備", "○(福祉課)", "○(達成度の評価)を見直す", "◎(中央図書館)"),
        *(
            "A … 目標を持って学ぶ町",
            "A 成果を生かす観光 B 計画的な道づくり",
            "A:達成感のある仕事",
            "a 目標の実現に向けた対話",
        ),
        *("○完了した工事の検査", "○ 相談会", "評価:A(順調)でした。取組を進めた。", "A 完了 A 順調"),
    ],
)
def test_a_title_is_no_grade(text: str) -> None:
    assert not is_grade(text)


_TITLES = ("花壇の手入れ", "水路の清掃", "夜道の見回り", "古着の回収")


def _sheets(fields: str, label: str = "■取組内容") -> str:
    grades = "ＢＡＣＢ"
    offices = ("公園課", "河川課", "市民課、総務課", "環境課")
    sheets = (
        f"{title}\n{fields.format(office=office, grade=grade)}\n{label}\n会を開きました。\n■今後の予定\n回数を増やします。\n"
        for title, office, grade in zip(_TITLES, offices, grades, strict=True)
    )
    return (
        "みどり計画　令和６年度進捗管理シート\n\n杉野市\n\n進捗の区分\n　Ａ　完了　　Ｂ　順調　　Ｃ　遅れ\n\n\n"
        + "\n".join(sheets)
    )


@pytest.mark.parametrize(
    "fields",
    [
        "所管　　{office}\n進捗　　{grade}",
        "進捗　　{grade}\n所管　　{office}",
        "所管：{office}\n進捗　{grade}",
        "所管　　{office}\n評価　{grade}　順調",
        "所管　　{office}\n達成度　概ね順調",
    ],
)
def test_fields_of_grades_between_a_title_and_its_blocks(fields: str) -> None:
    report = read(_sheets(fields))
    (direction,) = report.directions
    measures = [m for section in direction.sections for m in section.measures]
    assert direction.title is None
    assert [m.title for m in measures] == list(_TITLES)
    assert [m.departments for m in measures][2] == ("市民課", "総務課")
    for m in measures:
        assert [b.kind for b in m.blocks if b.heading][-2:] == [BlockKind.PROGRESS, BlockKind.OUTLOOK]


def test_a_grade_alone_between_a_title_and_its_blocks() -> None:
    (direction,) = read(_sheets("進捗　　{grade}")).directions
    assert [m.title for section in direction.sections for m in section.measures] == list(_TITLES)


@pytest.mark.parametrize("graded", ["（福祉課）\n進捗：順調", "\n担当：福祉課　進捗：やや遅れ", "（福祉課／評価：Ｂ）"])
def test_a_grade_in_words_takes_no_label_of_points_away(graded: str) -> None:
    told = "・実績\n　苗を40株植えた。\n・課題\n　人手が足りない。\n・今後の予定\n　翌年も植える。\n\n"
    text = "柳市みどりの計画　進捗報告書（令和６年度）\n柳市\n\n柱１　育てる\n"
    text += "".join(f"({n}) {name}{graded}\n{told}" for n, name in enumerate(("花の里づくり", "水路の見守り"), 1))
    for measure in read(text).measures():
        assert measure.departments == ("福祉課",)
        assert [block.kind for block in measure.blocks][-3:] == [P, I, O]


def test_titles_that_speak_of_progress_stay_titles() -> None:
    text = _sheets("所管　　{office}").replace("花壇の手入れ", "進捗の見える化")
    (direction,) = read(text).directions
    assert next(m.title for section in direction.sections for m in section.measures) == "進捗の見える化"


def _graded(legend: str, *behind: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the titles of measures, each closing with one of some signs below a legend, and how they stand."""
    text = f"汐待市みどりの計画　令和６年度の進捗\n\n{legend}\n\n第１章　緑を増やす\n\n"
    names = ("花の道", "森の手入れ", "池の清掃")
    for number, (name, sign) in enumerate(zip(names, behind, strict=True), start=1):
        text += f"{number}　{name}{sign}\n（公園課）\n＜取組＞\n　３回行った。\n＜今後＞\n　続ける。\n\n"
    measures = [m for d in read(text).directions for section in d.sections for m in section.measures]
    assert all(measure.departments == ("公園課",) for measure in measures)
    return [(measure.title, measure.marks) for measure in measures]


@pytest.mark.parametrize(
    ("legend", "behind", "signs"),
    [
        ("進み具合　晴：順調　曇：やや遅れ　雨：遅れ", ("　晴", "　曇", "　晴"), "晴曇晴"),
        ("凡例　「良」＝目標を達成　「可」＝一部達成", ("【良】", "【可】", "〔良〕"), "良可良"),
        ("♪：順調　♭：遅れ", ("　♪", "（♭）", "　♪"), "♪♭♪"),
        ("↗ 順調　→ 横ばい　↘ 遅れ", ("　↗", "　→", "　↘"), "↗→↘"),
    ],
)
def test_a_sign_of_its_own_legend_is_no_part_of_a_title(legend: str, behind: tuple[str, ...], signs: str) -> None:
    assert _graded(legend, *behind) == [
        (name, (sign,)) for name, sign in zip(("花の道", "森の手入れ", "池の清掃"), signs, strict=True)
    ]


@pytest.mark.parametrize(
    ("legend", "behind"),
    [
        ("青：防災　赤：防犯", ("（青）", "（赤）", "（青）")),
        ("進捗：順調　評価：達成", ("（評価）", "（進捗）", "（評価）")),
        ("晴：順調に進んでいる。　曇：遅れている。", ("　晴", "　曇", "　晴")),
        ("晴：順調　曇：やや遅れ　雨：遅れ", ("（雪）", "の晴", "（雨の日）")),
        ("", ("　晴", "　曇", "　晴")),
    ],
)
def test_a_sign_that_no_legend_explains_stays(legend: str, behind: tuple[str, ...]) -> None:
    assert _graded(legend, *behind) == [
        (name + sign, ()) for name, sign in zip(("花の道", "森の手入れ", "池の清掃"), behind, strict=True)
    ]
