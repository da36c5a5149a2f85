"""The stretches in which a long report is read."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.model import ReportHead, SourceDoc
from pipeline.segment import segment

from .test_segment import MEASURE, PROGRESS, STYLE, TOP

BODY = f"{MEASURE}{PROGRESS}相談会を3回開き、延べ45人（うち女性20人）が参加した。\n8月末時点の登録者数は1\n20人。\n第2回：9月10日 15名\n"
TEXT = f"{TOP}{BODY}説明は4/8（土）に行った。\n" + "".join(
    f"【取組方向{no}】交流\n（1）集い\n{BODY}" for no in range(2, 8)
)
TEXT += "・集い　6/5は休み、9/12 3組、11/12 5組\n"


def test_a_long_report_is_read_in_stretches_that_begin_with_a_direction(monkeypatch: pytest.MonkeyPatch) -> None:
    breaks = tuple(at + 1 for at in range(len(TEXT)) if TEXT.startswith("1\n20人", at))
    source = SourceDoc(name="x.txt", sha256="0" * 64, format="txt", text=TEXT, soft_breaks=breaks)
    report = segment(source, STYLE, ReportHead())
    found = []
    for long in (len(TEXT), 100):
        monkeypatch.setattr(extract, "_LONG", long)
        found.append(extract.extract(source, report))
    whole, parted = found
    assert "".join(part.text for part in extract._parts(parted.view, report)) == whole.view.text
    assert len(list(extract._parts(parted.view, report))) > 2
    assert parted.mentions == whole.mentions
    assert list(parted.rejected) == list(whole.rejected)
    assert list(parted.claims) == list(whole.claims)
    assert list(parted.numerals) == list(whole.numerals)
