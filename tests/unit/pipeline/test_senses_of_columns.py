"""延べ and 実, those who came and what a sum counts, as the heads of columns say it, however a table is set."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import Dataset
from pipeline.run import Settings, run_one

from .drawn_pdf import LEFT, Row, pdf
from .drawn_tables import ruled
from .table_texts import drawn, read

TABLE = [
    ["教室名", "期間", "回数", "実人数", "延べ人数"],
    ["書道", "5月～7月", "9回", "14人", "98人"],
    ["園芸", "9月～11月", "6回", "22人", "120人"],
    ["手話", "1月～3月", "8回", "31人", "204人"],
    ["合計", "", "23回", "67人", "422人"],
]
EXPECTED = [
    *(
        ("9回", "count", "", "書道"),
        ("14人", "participants", "実", "実人数"),
        ("98人", "participants", "延べ", "延べ人数"),
    ),
    *(
        ("6回", "count", "", "園芸"),
        ("22人", "participants", "実", "実人数"),
        ("120人", "participants", "延べ", "延べ人数"),
    ),
    *(
        ("8回", "count", "", "手話"),
        ("31人", "participants", "実", "実人数"),
        ("204人", "participants", "延べ", "延べ人数"),
    ),
    *(
        ("23回", "count", "", "回数"),
        ("67人", "participants", "実", "実人数"),
        ("422人", "participants", "延べ", "延べ人数"),
    ),
]
Said = tuple[str, str, str, str | None]


def said(found: Dataset) -> list[Said]:
    return [(f.text, f.kind.value, "".join(f.qualifiers), f.label) for f in (record.figure for record in found.figures)]


def aligned(table: list[list[str]], edges: tuple[int, ...], top: int = 100) -> list[Row]:
    return [(edges[k], top + 20 * n, words) for n, row in enumerate(table) for k, words in enumerate(row) if words]


def of_pdf(tmp_path: Path, raw: bytes) -> Dataset:
    (tmp_path / "x.pdf").write_bytes(raw)
    outcome = run_one(tmp_path / "x.pdf", "x.pdf", Settings())
    assert outcome.dataset is not None, outcome.error
    return outcome.dataset


def title(top: int = 40) -> Row:
    return (LEFT, top, "青凪市まなび計画　令和6年度　進捗状況報告書")


def by_blanks(table: list[list[str]], widths: tuple[int, ...]) -> list[str]:
    return ["".join(words + "　" * (w - len(words)) for words, w in zip(row, widths, strict=True)) for row in table]


def test_a_table_set_with_blanks_whose_sum_leaves_a_column_open(tmp_path: Path) -> None:
    wide = [[words.translate(str.maketrans("0123456789", "０１２３４５６７８９")) for words in row] for row in TABLE]
    found = said(drawn(tmp_path, *by_blanks(wide, (8, 10, 6, 6, 6))))
    narrow = str.maketrans("０１２３４５６７８９", "0123456789")
    assert [(text.translate(narrow), *rest) for text, *rest in found] == EXPECTED


@pytest.mark.parametrize("mark", ["｜", "\t", "|"])
def test_a_table_set_with_marks(tmp_path: Path, mark: str) -> None:
    assert said(drawn(tmp_path, *map(mark.join, TABLE))) == EXPECTED


def test_a_ruled_table_of_a_page(tmp_path: Path) -> None:
    words, rules = ruled(TABLE, (LEFT, 150, 260, 330, 410, 490))
    assert said(of_pdf(tmp_path, pdf([title(), *words], extra=rules))) == EXPECTED


def test_a_table_of_a_page_without_rules(tmp_path: Path) -> None:
    assert said(of_pdf(tmp_path, pdf([title(), *aligned(TABLE, (LEFT, 150, 260, 330, 410))]))) == EXPECTED


def test_a_line_behind_a_table_that_is_no_sum_is_none_of_it(tmp_path: Path) -> None:
    table = [*TABLE[:-1], ["ほか", "", "23回", "67人", ""]]
    found = said(of_pdf(tmp_path, pdf([title(), *aligned(table, (LEFT, 150, 260, 330, 410))])))
    assert found[:9] == EXPECTED[:9]
    assert [qualifiers for _, _, qualifiers, _ in found[9:]] == ["", ""]
    assert all("実" not in q for _, _, q, _ in said(drawn(tmp_path, *by_blanks(table, (8, 10, 6, 6, 6)))))


@pytest.mark.parametrize(
    ("heads", "cells", "expected"),
    [
        ("講座名|回数|人数（実）|人数（延べ）", "陶芸|4回|30人|90人", ["", "実", "延べ"]),
        ("サロン|開催回数|実参加者数|延参加者数", "北町|12回|18人|190人", ["", "実", "延べ"]),
        ("行事名|参加実人数|参加延べ人数", "歌の会|20人|110人", ["実", "延べ"]),
        ("教室名|のべ人数（人）|実人数（人）", "茶道|64|16", ["延べ", "実"]),
        ("研修名|延べ|実", "初級|64人|16人", ["延べ", "実"]),
    ],
)
def test_heads_of_what_was_held(tmp_path: Path, heads: str, cells: str, expected: list[str]) -> None:
    found = said(read(tmp_path, f"|{heads}|", f"|{cells}|", "|合計|" + cells.partition("|")[2] + "|"))
    assert [qualifiers for _, _, qualifiers, _ in found] == expected * 2
    assert {kind for _, kind, qualifiers, _ in found if qualifiers} == {"participants"}


@pytest.mark.parametrize(
    ("heads", "cells", "expected"),
    [
        ("回答|実数|構成比", "満足|120人|60％", [("people", ""), ("rate", "")]),
        ("職種|定員|実員", "保健師|8人|7人", [("people", ""), ("people", "")]),
        ("施設名|棟数|延べ床面積", "北分庁舎|2棟|1,200㎡", [("count", ""), ("count", "")]),
        ("区分|相談件数|実人数|延べ人数", "電話|40件|12人|80人", [("count", ""), ("people", "実"), ("people", "延べ")]),
        ("講座名|定員|応募者数", "陶芸|20人|31人", [("people", ""), ("people", "")]),
        ("区分|実績件数|実施人数", "新生児|40件|38人", [("count", ""), ("people", "")]),
        ("地区|実世帯数|延世帯数", "東|60世帯|110世帯", [("count", "実"), ("count", "延べ")]),
    ],
)
def test_heads_of_what_was_not_held(tmp_path: Path, heads: str, cells: str, expected: list[tuple[str, str]]) -> None:
    found = said(read(tmp_path, f"|{heads}|", f"|{cells}|", f"|{cells}|"))
    assert [(kind, qualifiers) for _, kind, qualifiers, _ in found] == expected * 2


@pytest.mark.parametrize(
    ("above", "kind"),
    [
        ("審議会の委員の構成は次のとおりです。", "people"),
        ("講習会に派遣する職員の配置", "people"),
        ("講習会の開催状況は次のとおりです。", "participants"),
        ("委員会の開催状況は次のとおりです。", "participants"),
    ],
)
def test_heads_below_a_line_of_who_belongs_to_what_is_held(tmp_path: Path, above: str, kind: str) -> None:
    found = said(read(tmp_path, "|区分|人数|", "|市民|6人|", "|学識者|4人|", before=f"{above}\n"))
    assert [own for _, own, _, _ in found] == [kind] * 2


def test_what_a_sum_counts_is_what_its_column_says(tmp_path: Path) -> None:
    found = read(tmp_path, "|分野|件数|金額|", "|防災|8件|20千円|", "|健康|11件|35千円|", "|計|19件|55千円|")
    assert [(text, label) for text, _, _, label in said(found)[4:]] == [("19件", "件数"), ("55千円", "金額")]


def test_where_and_when_name_no_row(tmp_path: Path) -> None:
    heads = "|講座名|対象|会場|開催期間|件数|"
    found = read(tmp_path, heads, "|陶芸|一般|西館|5月～6月|4件|", "|書道|高校生|東館|7月～8月|6件|")
    assert [(f.figure.label, f.place.item) for f in found.figures] == [("陶芸", "件数"), ("書道", "件数")]
    found = read(tmp_path, "|会場|件数|", "|西館|4件|", "|東館|6件|")
    assert [(f.figure.label, f.place.item) for f in found.figures] == [("西館", "件数"), ("東館", "件数")]


def test_parts_of_an_occasion_are_what_their_column_calls_them(tmp_path: Path) -> None:
    for head in ("部門", "種目"):
        rows = ("|短歌の部|10月25日～27日|西館|120人|", "|書の部|11月3日（日）|東館|86人|")
        found = read(tmp_path, f"|{head}|期日|会場|入場者数|", *rows, before="○文化の祭り\n")
        assert [(e.title, e.venue, e.participants) for e in found.events] == [
            ("短歌の部", "西館", 120),
            ("書の部", "東館", 86),
        ]
