from __future__ import annotations

from collections.abc import Iterable
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from extractors import modality
from extractors.mentions import Status


@pytest.mark.parametrize(
    ("behind", "status"),
    [
        ("実施しました。", Status.ACTUAL),
        ("が参加した。", Status.ACTUAL),
        ("開催する予定です。", Status.PLANNED),
        ("実施してまいります。", Status.PLANNED),
        ("実施します。", Status.PLANNED),
        ("以上を目標に取り組む。", Status.TARGET),
        ("開催し、10月に報告する予定です。", None),
        ("。", None),
    ],
)
def test_the_first_cue_behind_decides(behind: str, status: Status | None) -> None:
    assert modality.status_behind(behind, 0, len(behind)) == status


@pytest.mark.parametrize(
    ("before", "status"),
    [("目標：", Status.TARGET), ("開催予定：", Status.PLANNED), ("実績：", None), ("予定どおり", None)],
)
def test_the_words_right_before(before: str, status: Status | None) -> None:
    assert modality.status_before(before, 0, len(before)) == status


@pytest.mark.parametrize(("text", "cancelled"), [("荒天のため中止", True), ("中止期間", False), ("開催した", False)])
def test_cancelled(text: str, cancelled: bool) -> None:
    assert modality.is_cancelled(text, 0, len(text)) is cancelled


def test_plain_present() -> None:
    assert modality.is_plain_present("行います。", 0, 5)
    assert not modality.is_plain_present("行いました。", 0, 6)


def test_every_cue_begins_with_one_of_the_characters_that_are_tried() -> None:
    guard, cues = modality.FORWARD.pattern.split("])(?:", 1)
    assert set(guard.removeprefix("(?=[")) == set(modality.FIRST_OF_CUE)
    assert first_characters(_parser.parse(f"(?:{cues}")) == set(modality.FIRST_OF_CUE)


def first_characters(items: Iterable[tuple[Any, Any]]) -> set[str]:
    """Return what a match of a parsed pattern can begin with."""
    found: set[str] = set()
    for kind, item in items:
        match str(kind):
            case "LITERAL":
                return found | {chr(item)}
            case "IN":
                return found | set().union(*(first_characters([member]) for member in item))
            case "RANGE":
                return found | set(map(chr, range(item[0], item[1] + 1)))
            case "SUBPATTERN":
                return found | first_characters(item[-1])
            case "BRANCH":
                return found | set().union(*map(first_characters, item[1]))
            case "MAX_REPEAT":
                found |= first_characters(item[2])
                if item[0]:
                    return found
            case "ASSERT" | "ASSERT_NOT":
                pass
            case other:
                raise NotImplementedError(other)
    return found


def test_first_characters_are_read_off_a_pattern() -> None:
    assert first_characters(_parser.parse("(?<!未)(?:予定|[済完]了|あ?る)")) == set("予済完ある")
