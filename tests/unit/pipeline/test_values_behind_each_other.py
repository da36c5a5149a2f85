"""Columns whose cells hold several values behind each other, as their heads say: 58社 → 64社 below 基準値 → 実績値."""

from __future__ import annotations

import pytest

from pipeline.joint_cells import with_cells_apart

from .drawn_sheets import Table, document, read

_Values = tuple[float | None, float | None, float | None]


def values(*rows: list[str]) -> list[_Values]:
    table: Table = [[*row] for row in rows]
    _, report = read(table)
    return [
        tuple(None if value is None else float(value) for value in (i.baseline, i.actual, i.target))  # type: ignore[misc]
        for i in report.indicators
    ]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("計画策定時（R2） → 現状（R6）", ["58社 → 64社", "31.2％ → 40.5％"]),
        ("基準値⇒実績値", ["58社⇒64社", "31.2％⇒40.5％"]),
        ("策定時　→\n現状", ["58社　→\n64社", "31.2％　→\n40.5％"]),
        ("基準値／実績値", ["58社／64社", "31.2％／40.5％"]),
        ("当初値（令和２年度）➡実績値（令和６年度）", ["58社➡64社", "31.2％➡40.5％"]),
        ("R2→R6", ["58社→64社", "31.2%→40.5%"]),
    ],
)
def test_what_it_began_with_and_was_reached(head: str, cells: list[str]) -> None:
    found = values(["指標", head, "目標値（R9）"], ["参加する店", cells[0], "80社"], ["知る人の割合", cells[1], "50％"])
    assert found == [(58, 64, 80), (31.2, 40.5, 50)]


def test_three_of_them() -> None:
    found = values(["指標名", "単位", "基準値→実績値→目標値"], ["店", "社", "58→64→80"], ["人", "人", "1,200→－→1,500"])
    assert found == [(58, 64, 80), (1200, None, 1500)]


@pytest.mark.parametrize("row", [["参加する店", "－", "80社"], ["参加する店", "0社 → －", "80社"]])
def test_a_value_that_is_open(row: list[str]) -> None:
    found = values(["項　目", "基準値 → 実績値", "目標値"], ["知る人の割合", "31.2％ → 40.5％", "50％"], row)
    assert found[1][1:] == (None, 80)


def test_a_target_over_a_result() -> None:
    assert values(["指標名", "基準値", "目標値／実績値"], ["参加する店", "58社", "80社／64社"]) == [(58, 64, 80)]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("実績値", ["15/29", "20/29"]),  # so many of all
        ("実績値", ["58社 → 64社", "31社 → 40社"]),  # the head names but one
        ("日付／場所", ["4/1", "5/3"]),
        ("基準値→実績値", ["58社→64社", "40社"]),  # of which one does not say which it is
        ("基準値→実績値", ["58社→64社→70社", "31社→40社"]),
        ("基準値→実績値", ["58社→増加", "31社→40社"]),
    ],
)
def test_other_cells_are_no_two_columns(head: str, cells: list[str]) -> None:
    source = document([["指標名", head, "目標値"], *(["店", cell, "80社"] for cell in cells)])
    assert with_cells_apart(source, source.tables[0]) == source.tables[0]


def test_what_stands_around_such_a_column_keeps_its_place() -> None:
    source = document(
        [
            [("基本目標１　緑を守る", 1, 4)],
            ["指標", ("値", 1, 2), "備考"],
            ["店", "基準値→実績値", "目標値", "－"],
            ["花の店", "58社→64社", "80社", "町内"],
        ]
    )
    cells = with_cells_apart(source, source.tables[0]).cells
    assert [(c.row, c.column, c.columns, c.text(source.text)) for c in cells if c.row in (0, 1, 3)] == [
        (0, 0, 5, "基本目標１　緑を守る"),
        (1, 0, 1, "指標"),
        (1, 1, 3, "値"),
        (1, 4, 1, "備考"),
        (3, 0, 1, "花の店"),
        (3, 1, 1, "58社"),
        (3, 2, 1, "64社"),
        (3, 3, 1, "80社"),
        (3, 4, 1, "町内"),
    ]
