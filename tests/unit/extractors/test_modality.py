from __future__ import annotations

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
        ("に高める目標を立てた。", Status.TARGET),
        ("まで増やす目標がある。", Status.TARGET),
        ("開催し、10月に報告する予定です。", None),
        ("、「明日をめざして」をテーマに開催しました。", Status.ACTUAL),
        ("、『次を見込む』と題して開く予定です。", Status.PLANNED),
        ("、「明日をめざして取り組む。", Status.TARGET),
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
