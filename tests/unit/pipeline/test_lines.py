"""The lines of a report: those of a long one are packed, and are the same lines."""

from __future__ import annotations

import pytest

from extractors.mentions import Span
from pipeline.model import SourceDoc
from pipeline.profile import base, builtin
from pipeline.segment import lines
from pipeline.segment.lines import Lines, Sheet, read_lines

PAGES = (
    "港北町の取組\n○ 花の苗を配る（公園課）\n　花壇の土を入れ替え、住民とと\n　もに苗を植えた※1。\n※1 春と秋\n- 1 -\n",
    "港北町の取組\n\n○ 道を直す\n歩道の\n- 2 -\n",
    "港北町の取組\n　段差をなくした。\n\n大きな見出し\n- 3 -\n",
)
TEXT = "".join(PAGES)


def read(monkeypatch: pytest.MonkeyPatch, longest: int) -> Sheet:
    marks = [at for at in range(len(TEXT)) if TEXT.startswith("※1", at)][:1]
    source = SourceDoc(
        name="x.pdf",
        sha256="0" * 64,
        format="pdf",
        text=TEXT,
        page_starts=(0, len(PAGES[0]), len(PAGES[0]) + len(PAGES[1])),
        soft_breaks=(TEXT.index("とと\n") + 2, TEXT.index("歩道の\n") + 3),
        asides=(*(Span(at, at + 2) for at in marks), Span(TEXT.index("- 2"), TEXT.index("　段差"))),
        large=(TEXT.index("大きな"),),
    )
    monkeypatch.setattr(lines, "_LONG", longest)
    return read_lines(source, builtin()[0])


def test_packed_lines_are_the_same_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, packed = read(monkeypatch, len(TEXT) + 1), read(monkeypatch, 0)
    assert isinstance(packed.lines, Lines)
    assert not isinstance(plain.lines, Lines)
    assert list(packed.lines) == plain.lines
    assert list(packed.furniture) == plain.furniture != []
    assert any(len(line.pieces) > 1 for line in plain.lines)
    assert any(line.large for line in plain.lines)
    assert any(line.indent for line in plain.lines)
    count = len(plain.lines)
    assert len(packed.lines) == count
    assert [packed.lines[at] for at in range(-count, count)] == [plain.lines[at] for at in range(-count, count)]
    assert packed.lines[1:-1] == plain.lines[1:-1]
    with pytest.raises(IndexError):
        packed.lines[count]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("担　当　課：公園緑地課", "担当課:公園緑地課"),
        ("【実　績】５回行った。", "【実績】5回行った。"),
        ("指　　標 ：回収率 ８割", "指標 :回収率 8割"),
        ("５ 回 行：う", "5 回 行:う"),
        ("水辺 の 清掃：春", "水辺 の 清掃:春"),
        ("春　夏　秋　冬", "春 夏 秋 冬"),
        ("実　績　苗木を８４本植えた。", "実績 苗木を84本植えた。"),
        ("山　川　苗木を８４本植えた。", "山 川 苗木を84本植えた。"),  # no label by its words
    ],
)
def test_a_label_that_is_set_wide_is_closed_up(written: str, text: str) -> None:
    source = SourceDoc(name="x.txt", sha256="0" * 64, format="txt", text=f"○ 水辺の清掃\n{written}\n", page_starts=(0,))
    line = read_lines(source, builtin()[0]).lines[1]
    assert line.text == text
    assert source.text[line.at(len(text) - 1)] == written[-1]


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        ("【目標】８０本　　【実績】８４本（前年度７８本）", ["【目標】80本", "【実績】84本(前年度78本)"]),
        ("【目標】【春】に８０本植える。", ["【目標】【春】に80本植える。"]),
        ("【目標】８０本 【東浜】８４本", ["【目標】80本 【東浜】84本"]),  # no label
        ("目標は【実績】の欄に書く。", ["目標は【実績】の欄に書く。"]),
    ],
)
def test_labelled_texts_side_by_side_are_lines_of_their_own(written: str, texts: list[str]) -> None:
    source = SourceDoc(name="x.txt", sha256="0" * 64, format="txt", text=f"○ 植樹\n{written}\n", page_starts=(0,))
    lines = read_lines(source, builtin()[0]).lines[1:]
    assert [line.text for line in lines] == texts
    assert "".join(source.text[line.start : line.end] for line in lines) == "".join(written.split("　　"))


@pytest.mark.parametrize(
    ("header", "apart"),
    [
        ("港北町の計画　進行管理票　　{no}/3", 2),
        ("港北町の計画　進行管理票（{no}/3）", 2),
        ("港北町の計画　　　{no}ページ", 2),
        ("港北町の計画　- {no} -", 2),
        ("港北町の計画", 2),
        ("重点施策　{no}", 0),
        ("取組{no}　道を直す", 0),
    ],
)
def test_running_headers_whatever_number_of_the_page_they_bear(header: str, apart: int) -> None:
    pages = [f"{header.format(no=no)}\n○ 取組{no}の実施\n　{no}回行った。\n\f" for no in (1, 2, 3)]
    starts = (0, len(pages[0]), len(pages[0] + pages[1]))
    source = SourceDoc(name="x.txt", sha256="0" * 64, format="txt", text="".join(pages), page_starts=starts)
    furniture = read_lines(source, base()).furniture
    assert len(furniture) == apart


@pytest.mark.parametrize(
    ("header", "apart"),
    [
        ("港北町水の計画　令和６年度進捗報告", 2),
        ("港北町水の計画令和６年度進捗報告", 2),
        ("港北町水の計画", 2),
        ("港北町水の計画　　{no}ページ", 2),
        ("水の計画の進捗状況（令和６年度）", 2),
        ("令和６年度進捗報告", 2),
        ("水を守る取組", 0),  # may be a heading
        ("１　計画", 0),
        ("担当課：水道課", 0),
        ("実施状況", 0),
    ],
)
@pytest.mark.parametrize("feed", ["\f", "― {no} ―\n"])
def test_a_running_header_of_few_pages_says_the_title_again_or_speaks_of_the_report(
    header: str, apart: int, feed: str
) -> None:
    heads = ("港北町水の計画\n令和６年度進捗報告\n港北町水道課", header, header)
    pages = [
        f"{head.format(no=no)}\n○ 取組{no}の実施\n　{no}回行った。\n{feed.format(no=no)}"
        for no, head in enumerate(heads, 1)
    ]
    text = "".join(pages)
    starts = (0, len(pages[0]), len(pages[0] + pages[1])) if feed == "\f" else (0,)
    source = SourceDoc(name="x.txt", sha256="0" * 64, format="txt", text=text, page_starts=starts)
    furniture = [line.text for line in read_lines(source, base()).furniture if not line.text.startswith("-")]
    assert len(furniture) == apart


@pytest.mark.parametrize("line", ["港北町水の計画", "港北町水の計画　令和６年度進捗報告"])
def test_a_line_of_the_title_within_a_page_is_text(line: str) -> None:
    text = f"港北町水の計画\n令和６年度進捗報告\n○ 植樹\n- 1 -\n○ 清掃\n{line}\n　7回行った。\n- 2 -\n"
    source = SourceDoc(name="x.txt", sha256="0" * 64, format="txt", text=text, page_starts=(0,))
    assert [found.text for found in read_lines(source, base()).furniture] == ["- 1 -", "- 2 -"]


def test_a_heading_that_the_contents_name_is_no_running_header() -> None:
    text = "目次\n水を守る取組\n緑を守る取組\n- 1 -\n水を守る取組\n　7回行った。\n- 2 -\n緑を守る取組\n　6回行った。\n- 3 -\n"
    source = SourceDoc(name="x.txt", sha256="0" * 64, format="txt", text=text, page_starts=(0,))
    assert [found.text for found in read_lines(source, base()).furniture] == ["- 1 -", "- 2 -", "- 3 -"]
