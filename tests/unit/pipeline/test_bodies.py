"""Bodies of a society behind 担当： on lines of their own, and headings apart from their departments behind a foreword."""

from __future__ import annotations

import pytest

from pipeline.model import BlockKind
from pipeline.segment.office_names import is_body, is_department

from .invented_report import read


@pytest.mark.parametrize(
    "name",
    ["若手会", "婦人会", "清掃部会", "実行委員会", "朝市会", "消防団", "北小PTA", "協力隊", "保健師", "自主防災組織"],
)
def test_bodies(name: str) -> None:
    assert is_body(name)


@pytest.mark.parametrize(
    "name", ["講習会", "説明会", "運動会", "会", "大会", "佐藤", "3人会", "集団", "講師", "住民", "企業"]
)
def test_events_and_persons_are_no_bodies(name: str) -> None:
    assert not is_body(name)


def _lines(label: str, names: tuple[str, ...]) -> str:
    told = (
        f"事業{n}　{title}\n　{label}{name}\n　実施した内容　　便を{n + 3}本増やした。\n　問題点　　　　　運転手が足りない。\n\n"
        for n, (title, name) in enumerate(
            zip(("北回り線の増便", "駅前広場の改修", "鉄道との乗継ぎ"), names, strict=True), 1
        )
    )
    return "柳市地域交通計画　実施状況（令和６年度）\n\n柳市\n\n方針１　幹線を守る\n\n" + "".join(told)


@pytest.mark.parametrize(
    "label", ["実施主体　　　　", "実施主体：", "取組主体　　", "運行主体：", "事業主体　　", "実施者："]
)
@pytest.mark.parametrize(
    ("names", "departments"),
    [
        ("柳交通株式会社、企画課", ("柳交通株式会社", "企画課")),
        ("くろがね鉄道株式会社", ("くろがね鉄道株式会社",)),
        ("（株）柳観光", ("（株）柳観光",)),
        ("くろがね鉄道(株)・柳交通(株)", ("くろがね鉄道(株)", "柳交通(株)")),
        ("柳市、市内バス事業者２社", ("柳市", "市内バス事業者２社")),
        ("社会福祉法人はまなす会", ("社会福祉法人はまなす会",)),
        ("柳信用金庫、商工課", ("柳信用金庫", "商工課")),
    ],
)
def test_companies_and_others_that_carry_measures_out(label: str, names: str, departments: tuple[str, ...]) -> None:
    measures = list(read(_lines(label, (names, "企画課、道路課", "道路課"))).measures())
    assert [m.departments for m in measures] == [departments, ("企画課", "道路課"), ("道路課",)]


@pytest.mark.parametrize(
    "name", ["柳消防団", "東小PTA", "保健師", "自主防災組織", "柳漁協", "地域おこし協力隊", "老人会"]
)
def test_helpers_in_charge_alone(name: str) -> None:
    first, *_ = read(_lines("担当：", (name, "企画課", "道路課"))).measures()
    assert first.departments == (name,)


@pytest.mark.parametrize("words", ["講師", "山本", "地元の住民", "高校生", "消防団が見回る"])
def test_others_in_charge_are_none_that_carry_it_out(words: str) -> None:
    first, *_ = read(_lines("担当：", (words, "企画課", "道路課"))).measures()
    assert first.departments == ()


@pytest.mark.parametrize("names", ["柳交通が便を増やした。", "山本", "住民の会で話し合う", "検討中"])
def test_what_names_no_body_behind_blanks(names: str) -> None:
    first, *_ = read(_lines("実施主体　　　　", (names, "企画課、道路課", "道路課"))).measures()
    assert first.departments == ()


_SOCIETY = (
    "令和５年度　柳通り商店会　事業の実施状況\n\n柳通り商店会　理事会資料\n\n\n"
    "朝市の開催\n担当：催し部会\n・５月から毎月開催済み\n・次年度は会場を広げる予定\n\n"
    "花かごの設置\n担当：催し部会、若手会\n・街灯30基に設置済み\n・次年度は冬の花に植え替える予定\n\n"
    "帳簿の学び直し\n担当：若手会\n・全４回の講義を実施済み\n・次年度は簿記の講座を計画\n\n"
    "消火訓練\n担当：総務部会\n・11月に訓練を実施済み\n・次年度は夜間の訓練を予定\n"
)


def test_several_bodies_on_a_line_and_one_of_three_characters() -> None:
    (direction,) = read(_SOCIETY).directions
    measures = [m for section in direction.sections for m in section.measures]
    assert [m.departments for m in measures] == [("催し部会",), ("催し部会", "若手会"), ("若手会",), ("総務部会",)]


def test_a_label_over_values_says_nothing_of_the_points_before_it() -> None:
    values = "\n\n数値の状況\n\n項目　　　　　令和５年度　　目標\n来街者　　　　2,310　　　　　2,600\n空き家率　　　12.8　　　　　 11.0\n"
    (direction,) = read(_SOCIETY + values).directions
    *_, last = [m for section in direction.sections for m in section.measures]
    assert [b.kind for b in last.blocks][:2] == [BlockKind.PROGRESS, BlockKind.OUTLOOK]


def test_the_first_heading_behind_a_foreword_names_its_department_far_off() -> None:
    titles = {"路地歩きの案内": "観光課", "土産物の開発": "商工課", "案内板の更新": "観光課、広報課"}
    text = "令和６年度　観光計画　進捗状況報告書\n\n　　　　　　　杉野市\n\nはじめに\n\n　この報告書は、取組の状況をまとめたものです。\n\n\n"
    for title, office in titles.items():
        text += f"{title}　　　　　　　　　　{office}\n\n取組状況：会を開きました。\n課　　題：人手が足りません。\n今後の方針：回数を増やします。\n\n\n"
    (direction,) = read(text).directions
    measures = [m for section in direction.sections for m in section.measures]
    assert [(m.title, m.departments) for m in measures] == [(t, tuple(o.split("、"))) for t, o in titles.items()]


def test_titles_far_off_their_departments_are_none_themselves() -> None:
    text = (
        "令和６年度　観光計画　進捗状況報告書\n\n杉野市\n\n"
        "路地歩きの案内　　　　　　　　　観光課\n\n取組状況：会を開きました。\n今後の方針：回数を増やします。\n\n"
        "土産物の開発　　　　　　　　　　商工課\n\n取組状況：会を開きました。\n今後の方針：回数を増やします。\n\n"
        "問合せ先\n\n観光部　観光課\n\n電話は平日にお受けします。\n"
    )
    (direction,) = read(text).directions
    measures = [m for section in direction.sections for m in section.measures]
    assert [(m.title, m.departments) for m in measures] == [
        ("路地歩きの案内", ("観光課",)),
        ("土産物の開発", ("商工課",)),
    ]


def test_one_blank_within_the_name_of_an_office() -> None:
    assert is_department("観光部 観光課")
    assert not is_department("路地歩きの案内     観光課")
