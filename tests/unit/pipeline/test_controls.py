"""Codes that command a terminal, in texts, names and messages."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from pipeline import ingest
from pipeline.controls import masked, without_controls
from pipeline.errors import InputError
from pipeline.explain import explain
from pipeline.messages import say
from pipeline.model import Dataset
from pipeline.run import Settings, run_one

_HEAD = "青瀬県計画の進捗状況（令和5年度上半期）\n【取組方向1】窓口\n○ 巡回相談（健康課）\n（進捗状況）\n"


def _dataset(folder: Path, line: str) -> Dataset:
    path = folder / "a.txt"
    path.write_text(_HEAD + line + "\n", encoding="utf-8")
    dataset = run_one(path, "a.txt", Settings()).dataset
    assert dataset is not None
    return dataset


@pytest.mark.parametrize(
    "line",
    [
        "\x1b[31m相談は12件\x1b[0mありました。",
        "\x9b31m相談は12件\x9b0mありました。",
        "\x1b[2J相談は\x1b[1;4m12\x1b[0m件ありました。",
        "\x1b]0;99回\x07相談は12件ありました。",
        "\x1b(B相談は12件\x1bMありました。",
        "\x1b[38;5;196m相談は1\x1b[m2件ありました。",
        "相談は1\x1b[0m2件ありました。",
    ],
)
def test_sequences_give_no_figure_and_are_told(tmp_path: Path, line: str) -> None:
    dataset = _dataset(tmp_path, line)
    assert [str(record.figure.value) for record in dataset.figures] == ["12"]
    assert "control_codes" in {check.code for check in dataset.checks}
    text = dataset.source.text
    assert text == _HEAD + line + "\n"
    assert all(text[n.span.start : n.span.end].strip() for n in dataset.numerals)
    numerals = [n.span for n in dataset.numerals]
    assert all(a.end <= b.start for a, b in pairwise(numerals))
    assert not [n for n in dataset.numerals if n.claimed_by == "unclaimed"]


@pytest.mark.parametrize(
    "line", ["相談は1\x072件ありました。", "相談は\u202e21\u202c件ありました。", "相談は\x1b12件でした。"]
)
def test_a_number_with_a_stray_control_is_no_figure(tmp_path: Path, line: str) -> None:
    dataset = _dataset(tmp_path, line)
    assert not dataset.figures
    assert "unclaimed" in {n.claimed_by for n in dataset.numerals}
    assert "control_codes" in {check.code for check in dataset.checks}


def test_a_text_without_controls_is_not_blamed(tmp_path: Path) -> None:
    dataset = _dataset(tmp_path, "相談は [31m] 12件ありました。\f\n次の頁。\x1a")
    assert "control_codes" not in {check.code for check in dataset.checks}


def test_a_coloured_heading_is_one(tmp_path: Path) -> None:
    dataset = _dataset(
        tmp_path, "相談は12件。\n\x1b[1m○ 夜間窓口の開設（福祉課）\x1b[0m\n（進捗状況）\n窓口を3回開いた。"
    )
    assert [measure.title for measure in dataset.report.measures()] == ["巡回相談", "夜間窓口の開設"]


def test_an_explanation_commands_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.explain import print_explanation

    dataset = _dataset(tmp_path, "\x1b[31m相談は12件\x1b[0m\x07ありました。\u202e")
    assert any("\x1b" in line for line, _ in explain(dataset, measure=None, page=None, lang="ja"))
    print_explanation(dataset, measure=None, page=None, lang="ja")
    assert not {"\x1b", "\x07", "\u202e"} & set(capsys.readouterr().out)


def test_names_and_messages_are_fit_to_be_shown() -> None:
    name = "a\x1b[2J\x9b\u202etxt.pdf\udc80"
    assert ingest.printable(name) == "a\ufffd[2J\ufffd\ufffdtxt.pdf\\udc80"
    error = InputError(f"{name}: 読めません。", f"{name}: unreadable.")
    for told in (error.ja, error.en, str(error), say("ja", "bad_time", value="\x1b]0;x\x07")):
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(told)


def test_masks_keep_the_length_and_what_is_text() -> None:
    assert masked("表\t1\n\u3000２\x0b") == "表\t1\n\u3000２\ufffd"
    assert without_controls("\u202e12\x00") == "\u202e12\ufffd"
