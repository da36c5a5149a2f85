"""The stretches in which a long report is read."""

from __future__ import annotations

import pytest

from pipeline import check, extract, resolve
from pipeline.model import Dataset, ReportHead, SourceDoc
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose

from .test_segment import MEASURE, PROGRESS, STYLE, TOP

BODY = f"{MEASURE}{PROGRESS}相談会を3回開き、延べ45人（うち女性20人）が参加した。\n8月末時点の登録者数は1\n20人。\n第2回：9月10日（金） 15名\n"
TEXT = f"{TOP}{BODY}説明は4/8（土）に行った。\n" + "".join(
    f"【取組方向{no}】交流\n（1）集い\n{BODY}{BODY}" for no in range(2, 8)
)
TEXT += "【取組方向8】年度\n（1）比較\n○ 相談（福祉課）\n（今後の取組方向）\n６年度は12件の見込みで、７年度も同じです。款　2 総務費\n"
TEXT += "・集い　6/5は休み、9/12 3組、11/12 5組\n"


def read(monkeypatch: pytest.MonkeyPatch, longest: int) -> tuple[list[extract.Stretch], Dataset]:
    breaks = tuple(at + 1 for at in range(len(TEXT)) if TEXT.startswith("1\n20人", at))
    source = SourceDoc(name="x.txt", sha256="0" * 64, format="txt", text=TEXT, soft_breaks=breaks)
    report = segment(source, STYLE, ReportHead())
    monkeypatch.setattr(extract, "_LONG", longest)
    found = list(extract.extract(source, report).stretches)
    return found, check.check(resolve.resolve(source, report, extract.extract(source, report)))


@pytest.mark.parametrize("longest", [100, 0])
def test_a_long_report_is_read_in_stretches_that_begin_with_a_direction_or_measure(
    monkeypatch: pytest.MonkeyPatch, longest: int
) -> None:
    (whole,), dataset = read(monkeypatch, len(TEXT))
    stretches, again = read(monkeypatch, longest)
    assert len(stretches) > 6
    assert [stretch.start for stretch in stretches[1:]] == [stretch.end for stretch in stretches[:-1]]
    assert (stretches[0].start, stretches[-1].end) == (whole.start, whole.end) == (0, len(TEXT))
    assert all(TEXT.startswith(("【", "○"), stretch.start) for stretch in stretches[1:])
    for found in ("mentions", "claims", "rejected", "numerals", "aside"):
        assert [entry for stretch in stretches for entry in getattr(stretch, found)] == list(getattr(whole, found))
    for rows in ("figures", "dates", "events", "checks", "numerals", "rejected", "complete_totals"):
        assert list(getattr(again, rows)) == list(getattr(dataset, rows)), rows
    assert dataset.checks
    assert dataset.events


LABELLED = """若鮎市地域福祉プラン　令和6年度上半期　進捗状況報告

基本目標1　支え合う

"""


@pytest.mark.parametrize(
    ("labels", "text", "durations"),
    [
        (("この半年に進めたこと", "今後の半年に進めること"), "講習を3日間行った。", ["3日間"]),
        (("この3か月の取組", "今後3か月の取組"), "工事は6か月を要した。", ["6か月"]),
        (("過去1年間の成果", "残り2年間の取組"), "補助の期間は2年間である。", ["2年間"]),
        (("実績", "今後"), "期間は半年間である。", ["半年間"]),
    ],
)
def test_how_long_a_block_tells_of_is_no_figure(labels: tuple[str, str], text: str, durations: list[str]) -> None:
    done, ahead = labels
    body = "".join(
        f"◆ {name}\n担当課：福祉課\n《{done}》\n・{text}\n《{ahead}》\n・教室を2回開く。\n\n"
        for name in ("見守り", "配食")
    )
    source = SourceDoc(name="x.txt", sha256="0" * 64, format="txt", text=LABELLED + body)
    report = segment(source, choose(source, builtin()), ReportHead())
    dataset = resolve.resolve(source, report, extract.extract(source, report))
    found = [record.figure.text for record in dataset.figures if record.figure.kind == "duration"]
    assert found == durations * 2
    assert not [numeral for numeral in dataset.numerals if numeral.claimed_by == "unclaimed"]


@pytest.mark.parametrize(
    ("heads", "labels"),
    [
        (("1. 暮らし", "1.1 食と運動", "1.1.1 食の講座", "1.1.2 歩く会", "1.2 健診", "1.2.1 健診の受診"), ("＜実績＞", "＜今後の取組＞")),
        (("１　暮らし", "（１）食と運動", "①　食の講座", "②　歩く会", "（２）健診", "①　健診の受診"), ("(1) 上半期の実績", "(2) 下半期の予定")),
    ],
)  # fmt: skip
def test_numbers_of_headings_and_labels_are_claimed_by_them(heads: tuple[str, ...], labels: tuple[str, str]) -> None:
    under = f"\n（健康課）\n{labels[0]}\n　{{}}回開いた。\n{labels[1]}\n　続ける。\n\n"
    measures = [
        head + under.format(number) for number, head in zip((12, 13, 14), (heads[2], heads[3], heads[5]), strict=True)
    ]
    text = f"青凪市健康プラン　実施状況\n\n{heads[0]}\n\n{heads[1]}\n\n{measures[0]}{measures[1]}{heads[4]}\n\n{measures[2]}"
    source = SourceDoc(name="x.txt", sha256="0" * 64, format="txt", text=text)
    report = segment(source, choose(source, builtin()), ReportHead())
    dataset = check.check(resolve.resolve(source, report, extract.extract(source, report)))
    claims = {(text[n.span.start : n.span.end], n.claimed_by) for n in dataset.numerals}
    assert {number for number, by in claims if by == "figure"} == {"12", "13", "14"}
    assert {by for _, by in claims} == {"figure", "heading"}
