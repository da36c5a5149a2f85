"""Titles of reports that do not fit in a line of their page."""

from __future__ import annotations

from pathlib import Path

import pytest

from .drawn_pdf import LEFT, PROSE, Row, joined, pdf, read, rows, wrapped

BODY = rows("１　相談体制の充実", *wrapped(PROSE), "・参加者は20人でした。", top=240)


def centred(*lines: str, size: float = 20, top: float = 80) -> list[Row]:
    return [((595 - len(line) * size) / 2, top + 1.6 * size * at, line, size) for at, line in enumerate(lines)]


@pytest.mark.parametrize(
    ("title", "size"),
    [
        (["第２期みなかみの県若者支援推進計画に基づく", "令和５年度の取組状況（上半期）について"], 20),
        (["令和５年度みなかみの市居場所づくり推進計画", "の取組実績報告書（上半期）"], 20),
        (["令和５年度みなかみの市居場所づくり", "推進プランに基づく取組の実績及び今", "後の方針"], 26),
        (["第２期みなかみの県若者支援推進計画に基づく令和５年度上半期の取組状", "況の報告"], 14),
        (["第２期みなかみの県若者支援推進計画に基づく令和５年度の取組状況及び進捗", "の報告"], 12.5),
    ],
)
def test_a_title_that_is_wrapped_is_whole(tmp_path: Path, title: list[str], size: float) -> None:
    source = read(tmp_path, pdf([*centred(*title, size=size), *BODY]))
    assert joined(source).split("\n")[:2] == ["".join(title), "１　相談体制の充実"]


@pytest.mark.parametrize(
    "words",
    [
        centred("みなかみの市若者支援計画", "令和５年度の実施状況"),
        [
            *centred("みなかみの市若者支援計画令和５年度の実施状況"),
            *centred("みなかみの市健康福祉部", size=12, top=120),
        ],
        [
            (LEFT, 80, "若者の相談会を県内の五つの圏域で開き、延べ１２０人の参加がありましたよ。"),
            *centred("図１　会場", size=12, top=100),
        ],
    ],
    ids=["broken by hand", "smaller print", "a caption"],
)
def test_lines_of_a_cover_are_no_wrapped_title(tmp_path: Path, words: list[Row]) -> None:
    source = read(tmp_path, pdf([*words, *BODY]))
    assert min(source.soft_breaks) > source.text.index("１　相談")
