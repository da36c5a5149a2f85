"""Contents, furniture, places and checks of reports by invented prefectures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.mentions import Span
from pipeline.locate import locate
from pipeline.model import BlockKind, ReportHead, Section, SegmentKind, SourceDoc
from pipeline.segment import segment
from pipeline.segment.cover import Cover

from .test_segment import HEAD, MEASURE, OUTLOOK, PROGRESS, STYLE, TOP, codes, directions, read, titles

# Contents, furniture, places


@pytest.mark.parametrize("leader", ["……… {}", "・・・・・・{}", "　　{}", ""])
def test_a_table_of_contents_is_no_structure(leader: str) -> None:
    entries = ["【取組方向1】相談", "（1）窓口", "○ 相談会の開催", "【取組方向2】交流"]
    contents = "\n".join(f"{entry}{leader.format(3)}" for entry in entries)
    report = read(
        f"{HEAD}目　次\n{contents}\n\n{TOP[len(HEAD) :]}{MEASURE}{PROGRESS}1件。\n【取組方向2】交流\n○ 会（地域課）\n{PROGRESS}2件。\n"
    )
    assert directions(report) == [(1, "相談"), (2, "交流")]
    assert titles(report) == ["相談会の開催", "会"]
    assert not codes(report)


def test_directions_that_a_preface_lists_are_announced_only() -> None:
    report = read(
        f"{HEAD}次の取組方向があります。\n【取組方向1】相談\n【取組方向2】交流\nこの順に述べます。\n"
        f"【取組方向1】相談\n{MEASURE}{PROGRESS}1件。\n【取組方向2】交流\n○ 会（地域課）\n{PROGRESS}2件。\n"
    )
    assert directions(report) == [(1, "相談"), (2, "交流")]
    assert not codes(report)


def test_a_direction_that_goes_on_is_no_second_one() -> None:
    text = f"{TOP}{MEASURE}{PROGRESS}10件。\n【取組方向1】相談（続き）\n20件。\n○ 訪問（地域課）\n{PROGRESS}3件。\n"
    report = read(text)
    assert directions(report) == [(1, "相談")]
    assert locate(report).block_and_place(text.index("（続き）"))[0] is None
    assert locate(report).place(text.index("20件")).measure_no == 1
    assert not codes(report)


def test_page_numbers_and_running_headers_are_furniture() -> None:
    pages = [
        f"青凪県つながり支援計画の進捗\n{TOP[len(HEAD) :]}{MEASURE}{PROGRESS}10件。\n- 1 -\n\f",
        "青凪県つながり支援計画の進捗\n20件。\n－２－\n\f",
        f"青凪県つながり支援計画の進捗\n30件。\n{OUTLOOK}続けます。\n3ページ\n",
    ]
    text = "".join(pages)
    starts = (0, len(pages[0]), len(pages[0]) + len(pages[1]))
    report = read(text, page_starts=starts)
    off = [text[s.span.start : s.span.end] for s in report.segments if s.kind is SegmentKind.FURNITURE]
    assert off == ["- 1 -", "青凪県つながり支援計画の進捗", "－２－", "青凪県つながり支援計画の進捗", "3ページ"]
    assert report.head.title == "青凪県つながり支援計画の進捗"
    locator = locate(report)
    assert locator.block_and_place(text.index("－２－"))[0] is None
    assert locator.place(text.index("30件")).block is BlockKind.PROGRESS


def test_bare_numbers_are_pages_only_where_they_count_up() -> None:
    def off(*numbers: int) -> int:
        body = "".join(f"相談です。\n{n}\n" for n in numbers)
        report = read(f"{TOP}{MEASURE}{PROGRESS}{body}")
        return sum(s.kind is SegmentKind.FURNITURE for s in report.segments)

    assert off(4, 5, 6) == 3
    assert off(4, 5) == 0
    assert off(120, 98, 7) == 0


def test_what_the_reader_of_a_format_calls_furniture_stays_so() -> None:
    from extractors.mentions import Span

    text = f"{TOP}{MEASURE}{PROGRESS}10件。\n○ 欄外の見出し（地域課）\n20件。\n"
    at = text.index("○ 欄外")
    source = SourceDoc(
        name="x.pdf", sha256="0" * 64, format="pdf", text=text, furniture=(Span(at, text.index("\n", at)),)
    )
    report = segment(source, STYLE, ReportHead())
    assert titles(report) == ["相談会の開催"]


def test_soft_breaks_are_undone_in_headings() -> None:
    text = f"{TOP}○ とても長い相談会の\n　　開催（福祉部地\n域課）\n{PROGRESS}10件。\n"
    soft = tuple(i for i, c in enumerate(text) if c == "\n" and text[i - 1] in "の地" and i > len(TOP))
    source = SourceDoc(name="x.txt", sha256="0" * 64, format="txt", text=text, soft_breaks=soft)
    (measure,) = segment(source, STYLE, ReportHead()).measures()
    assert (measure.title, measure.departments) == ("とても長い相談会の開催", ("福祉部地域課",))


def test_numbers_of_what_a_heading_says_of_its_state_are_no_headings() -> None:
    heading = "（１）【Ｒ６新規】3歳児の健診（令和５年度で終了）"
    text = f"{HEAD}【取組方向　二】第2期の相談\n{heading}\n{MEASURE}{PROGRESS}電話 3件\n"
    report = read(text)
    assert [s.title for d in report.directions for s in d.sections] == ["3歳児の健診"]
    assert [s.marks for d in report.directions for s in d.sections] == [("Ｒ６新規", "令和５年度で終了")]
    assert [text[s.start : s.end] for s in locate(report).marker_spans(text)] == ["二", "１"]


def test_the_number_of_a_heading_whose_title_is_wrapped_is_found() -> None:
    text = f"{HEAD}【取組方向1】相談\n（1）窓口\n{MEASURE}{PROGRESS}3件\n2-1\n生涯\n学習\n"
    report = read(text)
    wrapped = Span(text.index("2-1"), len(text) - 1)
    section = Section(no=1, title="生涯学習", heading=wrapped, measures=())
    (direction,) = report.directions
    report = replace(report, directions=(replace(direction, sections=(*direction.sections, section)),))
    assert [text[s.start : s.end] for s in locate(report).marker_spans(text)][-2:] == ["2", "1"]


def test_what_has_no_heading_has_neither_title_nor_marks() -> None:
    (direction,) = read(f"{MEASURE}{PROGRESS}3件\n").directions
    assert [(s.title, s.marks) for s in (direction, *direction.sections)] == [(None, ()), (None, ())]


def test_headings_and_their_numbers_are_located() -> None:
    text = f"{HEAD}【取組方向　二】第2期の相談\n（１）窓口\n{MEASURE}{PROGRESS}1. 電話 3件\n"
    locator = locate(read(text))
    assert [text[s.start : s.end] for s in locator.marker_spans(text)] == ["二", "１", "1"]
    for words, heading in (
        ("青凪県つながり", True),
        ("第2期", True),
        ("福祉部", True),
        ("進捗状況）", True),
        ("3件", False),
    ):
        assert locator.heading_at(text.index(words)) is heading
    assert locator.place(text.index("福祉部")).measure_no == 1
    assert locator.place(text.index("福祉部")).block is None
    assert locator.place(text.index("窓口")).direction_no == 2
    assert locator.place(text.index("青凪県")).direction_no is None


# Checks


def test_numbers_out_of_order_are_checks() -> None:
    text = (
        f"{TOP}{MEASURE}{PROGRESS}① 電話\n② 来所\n④ 訪問\n（3）交流\n○ 会（地域課）\n{PROGRESS}1件。\n"
        f"【取組方向2】甲\n○ 甲会（地域課）\n{PROGRESS}1件。\n【取組方向2】乙\n○ 乙会（地域課）\n{PROGRESS}1件。\n"
        f"【取組方向5】丙\n○ 丙会（地域課）\n{PROGRESS}1件。\n【取組方向4】丁\n"
    )
    report = read(text)
    found = codes(report)
    assert sorted(text[c.span.start : c.span.end] for c in found if c.span) == [
        "④",
        "【取組方向2】乙",
        "【取組方向4】丁",
        "【取組方向5】丙",
        "（3）交流",
    ]
    assert len(titles(report)) == 5
    by_place = {text[c.span.start : c.span.end]: c for c in found if c.span}
    assert "重複" in by_place["【取組方向2】乙"].message_ja
    assert "3～4" in by_place["【取組方向5】丙"].message_ja
    assert "repeated" in by_place["【取組方向2】乙"].message_en
    assert by_place["④"].measure_no == 1


def test_numbers_in_order_are_none() -> None:
    text = (
        f"{TOP}{MEASURE}{PROGRESS}① 電話\nア) 甲\nイ) 乙\n② 来所\nア) 丙\n{OUTLOOK}②は続けます。\n"
        f"（2）交流\n○ 会（地域課）\n{PROGRESS}1件。\n【取組方向2】乙\n（3）通し番号\n○ 会（地域課）\n{PROGRESS}1件。\n"
        f"（4）通し番号\n○ 会（地域課）\n{PROGRESS}1件。\n"
    )
    assert not codes(read(text))


@pytest.mark.parametrize(
    "text", ["", "\n \n", "人口は1,234人です。\n", "【取組方向1】相談\n（1）窓口\n10件。\n", "○\n○ × △\n", "\x00\ufffd"]
)
def test_a_text_without_measures_gives_a_check(text: str) -> None:
    report = read(text)
    assert len(codes(report, "no_measures")) == 1
    assert not list(report.measures())
    assert "".join(text[s.span.start : s.span.end] for s in report.segments) == text


def test_labels_without_measures_keep_their_kind() -> None:
    text = f"{TOP}{PROGRESS}研修を3回開きました。\n{OUTLOOK}4回の予定です。\n（2）訪問\n{MEASURE}{PROGRESS}2件。\n"
    report = read(text)
    place = locate(report).place(text.index("4回"))
    assert (place.direction_no, place.measure_no, place.block) == (1, None, BlockKind.OUTLOOK)
    assert locate(report).place(text.index("令和5")).block is None


def test_an_annex_belongs_to_no_measure() -> None:
    text = f"{TOP}{MEASURE}{PROGRESS}10件。\n【参考資料】\n人口 500人\n"
    assert locate(read(text)).place(text.index("500人")).measure_no is None


@pytest.mark.parametrize("heading", ["コラム　橋の話", "【コラム】", "コラム②「橋の話」", "第１章の指標"])
def test_what_stands_beside_the_measures_belongs_to_none(heading: str) -> None:
    beside = f"{heading}\n橋は 500人が渡る。\n"
    text = f"{TOP}{MEASURE}{PROGRESS}10件。\n{OUTLOOK}20件。\n{beside}○ 訪問（地域課）\n{PROGRESS}30件。\n"
    report = read(text)
    locator = locate(report)
    assert (locator.place(text.index("500人")).measure_no, locator.place(text.index("500人")).block) == (None, None)
    assert locator.place(text.index("30件")).measure_no == 2
    assert directions(report) == [(1, "相談")]


def test_a_measure_goes_on_with_its_label_behind_a_column() -> None:
    text = f"{TOP}{MEASURE}{PROGRESS}10件。\nコラム　橋の話\n橋は 500人が渡る。\n{OUTLOOK}20件。\n"
    locator = locate(read(text))
    assert locator.place(text.index("500人")).measure_no is None
    assert (locator.place(text.index("20件")).measure_no, locator.place(text.index("20件")).block) == (
        1,
        BlockKind.OUTLOOK,
    )


def test_a_sentence_about_a_column_is_none() -> None:
    text = f"{TOP}{MEASURE}{PROGRESS}10件。\nコラムを広報紙に載せ、500人が読んだ。\n"
    assert locate(read(text)).place(text.index("500人")).measure_no == 1


def test_a_heading_ends_where_the_furniture_behind_its_words_begins() -> None:
    """The rules of a drawn table take the blanks before them; no character is in two segments."""
    cover = Cover("施策名   │担当\n")
    cover.open()
    cover.add(0, 3, SegmentKind.HEADING)
    cover.add_apart(3, 7)
    cover.open()
    cover.add(7, 9, SegmentKind.HEADING)
    heading, rule, other = cover.segments()
    assert (heading.span, rule.span, other.span) == (Span(0, 3), Span(3, 7), Span(7, 10))
