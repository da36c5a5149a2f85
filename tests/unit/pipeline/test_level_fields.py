"""Records whose fields or columns say what they belong to: 改革の柱, 施策の方向, 部局名, 分類; and fields that say no such thing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.mentions import Span
from pipeline.ingest import text
from pipeline.markers import form_of
from pipeline.model import BlockKind, ReportHead
from pipeline.profile import base, builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose
from pipeline.segment.level_fields import changes_always
from pipeline.segment.rows import read_heading
from pipeline.tabular import Role, role_of

Told = tuple[int | None, str | None, int | None, str | None, str, tuple[str, ...], str]


def outlined(raw: str) -> list[Told]:
    """Return direction, section (number, title each), title, departments and kinds of blocks of each measure."""
    source = text.read("x.txt", "0" * 64, raw.encode())
    report = segment(source, choose(source, builtin()), ReportHead())
    return [
        (
            direction.no,
            direction.title,
            section.no,
            section.title,
            measure.title,
            measure.departments,
            "".join(block.kind[0] for block in measure.blocks if block.kind is not BlockKind.OTHER),
        )
        for direction in report.directions
        for section in direction.sections
        for measure in section.measures
    ]


def records(title: str, labels: str, rows: Sequence[Sequence[str]], sign: str) -> str:
    """Return records of a text, one field a line.

    Args:
        title: of the report.
        labels: of the fields, parted by blanks.
        rows: what the fields of each record hold.
        sign: what stands between a label and what it names.
    """
    names = labels.split(" ")
    told = ("\n".join(f"{name}{sign}{words}" for name, words in zip(names, row, strict=True)) for row in rows)
    return f"{title}\n\n" + "\n\n".join(told) + "\n"


REFORM = [
    ("１　歳入を増やす", "空き地の貸付け", "財政課", "2か所を貸し付けた。", "境界が定まらない。", "測量を行う。"),
    (
        "１　歳入を増やす",
        "広報紙の広告",
        "広報課、財政課",
        "12枠を売った。",
        "冬に空きが出る。",
        "年間の契約を設ける。",
    ),
    ("２　仕事を減らす", "押印の廃止", "総務課", "310の様式を改めた。", "条例の定めが残る。", "条例を改める。"),
    ("２　仕事を減らす", "会議の短縮", "総務課", "平均40分となった。", "資料が厚い。", "資料を2枚までとする。"),
]
REFORMED = [
    (1, "歳入を増やす", None, None, "空き地の貸付け", ("財政課",), "pio"),
    (1, "歳入を増やす", None, None, "広報紙の広告", ("広報課", "財政課"), "pio"),
    (2, "仕事を減らす", None, None, "押印の廃止", ("総務課",), "pio"),
    (2, "仕事を減らす", None, None, "会議の短縮", ("総務課",), "pio"),
]


@pytest.mark.parametrize("sign", ["：", "　　", "\t"])
@pytest.mark.parametrize("word", ["改革の柱", "戦略", "基本戦略", "取組分野", "大項目", "改革の視点", "重点目標"])
def test_a_field_tells_the_direction(word: str, sign: str) -> None:
    labels = f"{word} 取組名 担当課 令和６年度の実績 課題 今後の予定"
    assert outlined(records("青凪町行革プラン　令和６年度の実績", labels, REFORM, sign)) == REFORMED


@pytest.mark.parametrize("sign", ["：", "　　", "\t"])
@pytest.mark.parametrize(
    ("word", "mark"),
    [
        ("基本目標", "基本目標{}　"),
        ("戦略", "戦略{} "),
        ("大項目", "第{}章　"),
        ("改革の柱", "（{}）"),
        ("分野", "{}."),
    ],
)
def test_what_a_field_holds_is_numbered_as_headings_are(word: str, mark: str, sign: str) -> None:
    labels = f"{word} 取組名 担当課 令和６年度の実績 課題 今後の予定"
    rows = [(f"{mark.format(pillar[0])}{pillar[2:]}", *told) for pillar, *told in REFORM]
    assert outlined(records("青凪町行革プラン　令和６年度の実績", labels, rows, sign)) == REFORMED


@pytest.mark.parametrize("sign", ["：", "　　", "\t"])
@pytest.mark.parametrize(
    ("upper", "lower"), [("基本目標", "施策の方向"), ("大項目", "中項目"), ("基本戦略", "取組の方向性")]
)
def test_two_fields_tell_direction_and_section(upper: str, lower: str, sign: str) -> None:
    rows = [
        ("１　働く", "（１）起業", "起業の教室", "商工課", "２款１項６目", "令和４年度～令和８年度", "9人が修了した。", "相談が続かない。"),
        ("１　働く", "（２）農業", "就農の研修", "農林課", "６款１項３目", "令和４年度～令和８年度", "3人が学んだ。", "家がない。"),
        ("２　暮らす", "（１）移住", "お試しの家", "企画課", "２款１項６目", "令和５年度～令和８年度", "17組が泊まった。", "冬が寒い。"),
        ("２　暮らす", "（１）移住", "移住の相談", "企画課", "２款１項６目", "令和５年度～令和８年度", "88件を受けた。", "便りが絶える。"),
    ]  # fmt: skip
    labels = f"{upper} {lower} 事業名 所管課 予算科目 事業期間 実績 課題"
    assert outlined(records("青凪町総合戦略　令和６年度の評価", labels, rows, sign)) == [
        (1, "働く", 1, "起業", "起業の教室", ("商工課",), "pi"),
        (1, "働く", 2, "農業", "就農の研修", ("農林課",), "pi"),
        (2, "暮らす", 1, "移住", "お試しの家", ("企画課",), "pi"),
        (2, "暮らす", 1, "移住", "移住の相談", ("企画課",), "pi"),
    ]


def test_fields_in_brackets_hold_numbers_too() -> None:
    rows = [
        ("１　海", "１－１　漁場", "藻場づくり", "水産課", "3か所に設けた。", "5か所に広げる。"),
        ("１　海", "１－２　港", "製氷の設備", "水産課", "1基を改めた。", "2基目を改める。"),
        ("２　山", "２－１　木材", "林道の改良", "林務課", "4.2kmを改めた。", "1kmを改める。"),
    ]
    raw = records(
        "青凪県産業ビジョン　令和６年度の取組",
        "【戦略】 【施策】 【取組名】 【担当課】 【実績】 【今後の取組】",
        rows,
        "",
    )
    assert [told[:5] for told in outlined(raw)] == [
        (1, "海", 1, "漁場", "藻場づくり"),
        (1, "海", 2, "港", "製氷の設備"),
        (2, "山", 1, "木材", "林道の改良"),
    ]


AUDIT = [
    ("総務部", "切手の受払いについて", "庶務課", "残数が合わなかった。", "二人で数えることとした。", "後納に改める。"),
    ("総務部", "旅費の返納について", "人事課", "返納が遅れていた。", "返納を受けた。", "届出の欄を設ける。"),
    ("建設部", "写真の保存について", "道路課", "一部がなかった。", "再び提出を受けた。", "電子納品とする。"),
    ("建設部", "鍵の管理について", "公園課", "記録がなかった。", "貸出簿を備えた。", "番号の錠に改める。"),
]
AUDITED = [
    (None, "総務部", None, None, "切手の受払いについて", ("庶務課",), "ipo"),
    (None, "総務部", None, None, "旅費の返納について", ("人事課",), "ipo"),
    (None, "建設部", None, None, "写真の保存について", ("道路課",), "ipo"),
    (None, "建設部", None, None, "鍵の管理について", ("公園課",), "ipo"),
]


@pytest.mark.parametrize("sign", ["：", "　　", "\t"])
def test_a_bureau_above_its_departments_is_the_direction(sign: str) -> None:
    labels = "部局名 件名 担当課 指摘の内容 措置の状況 今後の対応"
    assert outlined(records("令和６年度監査の結果に対する措置", labels, AUDIT, sign)) == AUDITED


@pytest.mark.parametrize("sign", ["：", "\t", "row"])
def test_bureaus_that_come_and_go_are_no_directions(sign: str) -> None:
    labels = "部局名 件名 担当課 指摘の内容 措置の状況 今後の対応"
    mixed = [AUDIT[0], AUDIT[2], AUDIT[1], AUDIT[3]]
    raw = records("令和６年度監査の結果に対する措置", labels, mixed, sign)
    if sign == "row":
        raw = "令和６年度監査の結果\n\n" + "\n".join(map("\t".join, [labels.split(" "), *mixed])) + "\n"
    assert [told[:2] for told in outlined(raw)] == [(None, None)] * 4


def test_a_bureau_stands_above_several_records() -> None:
    first, second = (
        "\n\n".join(
            f"指摘番号　{number}\n件　　名　{title}\n所　　属　{office}\n指摘の内容　{found}\n措置の状況　{done}\n今後の対応　{ahead}"
            for number, (name, title, office, found, done, ahead) in enumerate(AUDIT, 1)
            if name == bureau
        )
        for bureau in ("総務部", "建設部")
    )
    raw = f"令和６年度監査の結果に対する措置\n\n　地方自治法の規定により、次のとおり通知します。\n\n部局名　総務部\n\n{first}\n\n部局名　建設部\n\n{second}\n"
    assert outlined(raw) == AUDITED


def test_a_column_of_bureaus_stands_beside_one_of_departments() -> None:
    head = "\t".join(["部局", "件名", "担当課", "指摘の内容", "措置の状況", "今後の対応"])
    raw = "令和６年度監査の結果に対する措置\n\n" + "\n".join([head, *map("\t".join, AUDIT)]) + "\n"
    assert outlined(raw) == AUDITED


COUNCIL = [
    ("情報公開", "会議録の公開", "広報委員会", "翌月に公開した。", "探しにくい。", "検索の窓を設ける。"),
    ("情報公開", "中継", "広報委員会", "18回中継した。", "字幕がない。", "字幕を付ける。"),
    ("住民参加", "報告会", "議会運営委員会", "5地区で開いた。", "若い人が少ない。", "夜も開く。"),
    ("住民参加", "高校生議会", "議会運営委員会", "14人が参加した。", "準備が短い。", "夏の前から始める。"),
]


@pytest.mark.parametrize("sign", ["：", "　　", "\t", "row"])
def test_classes_and_items_are_fields_by_their_place(sign: str) -> None:
    labels = "分類 項目 担当委員会 取組の状況 課題 今後の方向"
    raw = records("議会改革の検証（令和６年度）\n\n青凪町議会", labels, COUNCIL, sign)
    if sign == "row":
        raw = "議会改革の検証（令和６年度）\n\n" + "\n".join(map("\t".join, [labels.split(" "), *COUNCIL])) + "\n"
    assert [(told[1], *told[4:]) for told in outlined(raw)] == [
        ("情報公開", "会議録の公開", ("広報委員会",), "pio"),
        ("情報公開", "中継", ("広報委員会",), "pio"),
        ("住民参加", "報告会", ("議会運営委員会",), "pio"),
        ("住民参加", "高校生議会", ("議会運営委員会",), "pio"),
    ]


@pytest.mark.parametrize(
    "article", ["第{}条関係　{}　　　　評価　{}\n", "第{}条　{}　　　　評価　{}\n", "第{}条　{}\n　　評価　{}\n"]
)
def test_articles_of_an_ordinance_head_what_is_verified(article: str) -> None:
    article += "　　担当委員会　　{}\n　　活動の状況　　{}\n　　残された課題　{}\n　　今後の対応　　{}\n"
    raw = (
        "青凪市議会基本条例の検証（令和６年度）\n\n検証に当たって\n　条文ごとに振り返り、取りまとめた。\n\n第１章　開かれた議会\n\n"
        + article.format(4, "本会議の中継", "ａ", "広報委員会", "全て中継した。\n　　　　　　　　　録画も載せた。", "字幕がない。", "字幕を付ける。")
        + "\n" + article.format(6, "傍聴の環境", "Ｂ", "議会運営委員会", "席を2か所設けた。", "託児がない。", "託児を試みる。")
        + "\n第２章　議会の働き\n\n"
        + article.format(11, "議員の研修", "ｃ", "総務委員会、建設委員会", "3回行った。", "日が合わない。", "録画を用意する。")
    )  # fmt: skip
    assert outlined(raw) == [
        (1, "開かれた議会", None, None, "本会議の中継", ("広報委員会",), "pio"),
        (1, "開かれた議会", None, None, "傍聴の環境", ("議会運営委員会",), "pio"),
        (2, "議会の働き", None, None, "議員の研修", ("総務委員会", "建設委員会"), "pio"),
    ]


@pytest.mark.parametrize("sign", ["：", "\t"])
def test_a_field_that_changes_with_every_record_tells_no_level(sign: str) -> None:
    rows = [
        ("福祉の居場所", "居場所の整備", "福祉課", "2か所を開いた。", "3か所目を開く。"),
        ("水辺の環境", "水辺の清掃", "環境課", "6回行った。", "班を作る。"),
        ("学びの場", "学校図書館", "教育課", "本を加えた。", "司書を増やす。"),
    ]
    raw = records("令和６年度の主な事業", "分野 事業名 担当課 実績 今後の方針", rows, sign)
    assert [told[:5] for told in outlined(raw)] == [(None, None, None, None, row[1]) for row in rows]


def test_a_field_below_the_title_tells_the_direction_too() -> None:
    labels = "取組名 担当課 改革の柱 令和６年度の実績 課題 今後の予定"
    rows = [(title, office, pillar, *told) for pillar, title, office, *told in REFORM]
    assert outlined(records("青凪町行革プラン　令和６年度の実績", labels, rows, "：")) == REFORMED


@pytest.mark.parametrize("word", ["区分", "施策の方向", "取組方針"])
def test_fields_that_tell_of_the_measure_are_no_levels(word: str) -> None:
    rows = [
        ("通学路の点検", "教育課", "8校で行った。", "新規"),
        ("図書の配送", "図書課", "1,204冊を届けた。", "継続"),
        ("朝市の支援", "商工課", "月に1回開いた。", "拡充"),
    ]
    behind = records("令和６年度の主な事業", f"事業名 担当課 実績 {word}", rows, "：")
    assert [told[:5] for told in outlined(behind)] == [(None, None, None, None, row[0]) for row in rows]
    if word == "区分":
        above = records("令和６年度の主な事業", f"{word} 事業名 担当課 実績", [(r[3], *r[:3]) for r in rows], "：")
        assert [told[:5] for told in outlined(above)] == [(None, None, None, None, row[0]) for row in rows]


def test_values_that_group_nothing() -> None:
    assert changes_always(["海", "山", "里"])
    assert not changes_always(["海", "海", "里"])
    assert not changes_always(["海", "山"])
    assert not changes_always(["1 海", "2 山", "3 里"])
    assert not changes_always(["(1)海", "第2 山", "三 里"])


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("戦略", Role.DIRECTION),
        ("改革の柱", Role.DIRECTION),
        ("政策体系", Role.DIRECTION),
        ("大区分", Role.DIRECTION),
        ("件名", Role.TITLE),
        ("公約項目", Role.TITLE),
        ("担当委員会", Role.DEPARTMENT),
        ("指摘番号", Role.NUMBER),
        ("改革項目", Role.OTHER),
        ("事業区分", Role.OTHER),
        ("予算科目", Role.OTHER),
        ("戦略的な視点による取組", Role.OTHER),
    ],
)
def test_heads_of_columns_and_fields(words: str, role: Role) -> None:
    assert role_of(words) is role


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("指摘の内容", BlockKind.ISSUES),
        ("指摘の要旨", BlockKind.ISSUES),
        ("指摘事項", None),
        ("措置の状況", BlockKind.PROGRESS),
        ("講じた措置", BlockKind.PROGRESS),
        ("今後の措置", BlockKind.OUTLOOK),
        ("措置の予定", BlockKind.OUTLOOK),
        ("保護措置", None),
    ],
)
def test_words_of_audits(label: str, kind: BlockKind | None) -> None:
    assert base().kind_of(label) is kind


@pytest.mark.parametrize(
    "line",
    [
        "第5条 市長は、計画を定める。",
        "第5条の規定による届出",
        "第5条 市長は計画を定めるものとすること。",
        "戦略 1 2 3",
        "部局名 総務部",
    ],
)
def test_lines_that_bear_no_such_mark(line: str) -> None:
    marked = form_of(line)
    assert marked is None or "条" not in marked.form


@pytest.mark.parametrize(
    ("cell", "no", "title"),
    [
        ("戦略１ものづくり", 1, "ものづくり"),
        ("基本戦略２　食と農", 2, "食と農"),
        ("改革の柱３　人材", 3, "人材"),
        ("戦略的な広報", None, "戦略的な広報"),
    ],
)
def test_numbers_and_titles_of_cells(cell: str, no: int | None, title: str) -> None:
    heading = read_heading(cell, Span(0, len(cell)), is_direction=None)
    assert (heading.no, heading.title) == (no, title)


@pytest.mark.parametrize("sign", ["：", "／", "｜", "→", "　　　"])
@pytest.mark.parametrize("word", ["事業名", "取組（事業）名", "主要事業名", "業務名", "タイトル", "名称"])
def test_fields_that_name_records_whatever_parts_them_from_the_name(word: str, sign: str) -> None:
    rows = [
        ("並木の手入れ", "公園課", "木を守る。", "8か所で行った。", "人手が足りない。", "世話役を募る。"),
        ("落ち葉の堆肥", "環境課", "ごみを減らす。", "3トンを積んだ。", "置き場が狭い。", "畑に運ぶ。"),
        ("木の名札", "公園課", "木の名を伝える。", "40枚を付けた。", "古い札が多い。", "札を替える。"),
    ]
    raw = records("汐待市並木の計画　令和６年度の点検", f"{word} 担当課 内容 実績 課題・問題点 方向性", rows, sign)
    assert [told[4:] for told in outlined(raw)] == [(row[0], (row[1],), "pio") for row in rows]


@pytest.mark.parametrize("text", ["事業名/担当課/実績", "事業名/施策名", "取組名|担当課|実績", "事業名 担当課 実績"])
def test_a_row_of_heads_names_no_record(text: str) -> None:
    assert form_of(text) is None


def test_a_theme_of_a_session_names_no_record() -> None:
    raw = (
        "汐待市学びの計画　令和６年度の実施状況\n\n"
        "（１）市民の講座（学習課）\nテーマ：水の旅\n成果：40人が学んだ。\n課題：席が足りない。\n\n"
        "（２）子どもの講座（学習課）\nテーマ：星の話\n成果：62人が学んだ。\n課題：夜は暗い。\n"
    )
    assert [told[4] for told in outlined(raw)] == ["市民の講座", "子どもの講座"]
