"""PDFs drawn for each test: places, pages that are lost or read by two, damage and passwords."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.mentions import Span
from pipeline import ingest
from pipeline.ingest.glyphs import second_reading
from pipeline.ingest.places import NOWHERE

from .drawn_pdf import FULL, LEFT, PITCH, PROSE, SIZE, pdf, read, refused, rows, wrapped
from .test_headed import BODY, table


def test_text_pages_and_boxes(tmp_path: Path) -> None:
    raw = pdf(rows("【取組方向1】相談体制の充実", "参加者：500人"), rows("（今後の取組方向）"))
    source = read(tmp_path, raw)
    assert source.text == "【取組方向1】相談体制の充実\n参加者：500人\n（今後の取組方向）\n"
    assert [source.text[at] for at in source.page_starts] == ["【", "（"]
    assert (source.format, source.furniture, source.checks) == ("pdf", (), ())
    assert source.boxes is not None
    at = source.text.index("500人")
    x0, top, x1, bottom = map(float, source.boxes(Span(at, at + 4)).split(","))
    assert (x0, x1) == (LEFT + 4 * SIZE, LEFT + 4 * SIZE + 3 * SIZE / 2 + SIZE)
    assert bottom - top == pytest.approx(SIZE, abs=0.1)
    assert abs(top - (100 + PITCH)) < 3


def test_the_size_of_pages_may_be_said_once_for_all(tmp_path: Path) -> None:
    foot = (LEFT, 780.0, "参加者は500人であった。")  # drawn 50 points above the foot of a page as high as its own
    own = pdf([foot]).replace(b"/MediaBox[0 0 595 842]", b"/MediaBox[0 0 842 595]")
    said = own.replace(b"/MediaBox[0 0 842 595]", b"").replace(b"/Type/Pages", b"/Type/Pages/MediaBox[0 0 842 595]")
    source, inherited = read(tmp_path, own), read(tmp_path, said[: said.rindex(b"xref\n0")])  # its index fits no more
    assert inherited.text == source.text == "参加者は500人であった。\n"
    assert source.boxes is not None
    assert inherited.boxes is not None
    assert inherited.boxes(Span(0, 3)) == source.boxes(Span(0, 3))


def test_a_span_over_two_lines_has_two_boxes(tmp_path: Path) -> None:
    source = read(tmp_path, pdf(rows("相談会", "研修会")))
    assert source.boxes is not None
    first, second = source.boxes(Span(1, 6)).split("|")
    assert first.startswith(f"{LEFT + SIZE:.1f},")
    assert second.startswith(f"{LEFT:.1f},")
    assert source.boxes(Span(3, 4)) == ""


def test_pictures_without_text_are_named(tmp_path: Path) -> None:
    source = read(tmp_path, pdf(rows("相談会"), None, []))
    (check,) = source.checks
    assert check.code == "no_text_layer"
    assert check.message_ja.startswith("2 ページ")  # the blank third page hides nothing
    assert len(source.page_starts) == 3
    error = refused(tmp_path, pdf(None, None))
    assert error.code == "no_text_layer"
    assert "OCR" in error.ja


def test_glyphs_without_meaning_are_reported_and_left(tmp_path: Path) -> None:
    source = read(tmp_path, pdf(rows("参加者：5人"), extra="BT /F2 12 Tf 1 0 0 1 300 400 Tm <00040005> Tj ET"))
    (check,) = source.checks
    assert (check.code, check.message_ja[:5]) == ("garbled_text", "1 ページ")
    assert check.span is not None
    assert source.text[check.span.start : check.span.end] == "\ufffd"
    assert f"{source.text.count(chr(0xFFFD))} か所" in check.message_ja
    assert [(page.grade, page.reasons) for page in source.pages] == [("poor", ("garbled_text",))]


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.7\n%%EOF",
        b"%PDF-1.4\ngarbage\n" * 50,
        pdf(rows("相談会"))[:400],
        pdf(rows("相談会")).replace(b"/Type/Page/", b"/Type/Nope/").replace(b"/Kids[6 0 R]", b"/Kids[]"),
        b"PK\x03\x04word/document.xml",
        "相談会の記録".encode(),
    ],
)
def test_damaged_files_are_refused(tmp_path: Path, raw: bytes) -> None:
    error = refused(tmp_path, raw)
    assert error.code == "damaged"
    assert "ください" in error.ja


@pytest.mark.parametrize("kind", [MemoryError, RecursionError, ValueError])
def test_whatever_the_engine_raises_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    from pipeline.ingest import pdf as reader

    def fail(_: bytes) -> None:
        raise kind

    monkeypatch.setattr(reader, "_read_pages", fail)
    assert refused(tmp_path, pdf(rows("相談会"))).code == "damaged"


@pytest.mark.parametrize(
    ("raw", "why"),
    [(b"%PDF-1.4\n1 0 obj\n<</Type", "途中で切れています"), (b"hello", "中身が PDF ではありません")],
)
def test_why_a_file_is_no_pdf_is_said(tmp_path: Path, raw: bytes, why: str) -> None:
    error = refused(tmp_path, raw)
    assert (error.code, why in error.ja) == ("damaged", True)


@pytest.mark.parametrize(("lost", "why"), [(-20, "途中で切れている"), (None, "一部が壊れている")])
def test_a_file_that_was_put_together_says_whether_it_is_cut(tmp_path: Path, lost: int | None, why: str) -> None:
    raw = pdf(rows("相談会")).replace(b"startxref\n", b"startxref\n9")[:lost]
    (check,) = read(tmp_path, raw).checks
    assert (check.code, why in check.message_ja) == ("repaired", True)


@pytest.mark.parametrize("size", [0.01, 0.06])
def test_letters_too_small_to_be_seen_do_no_harm(tmp_path: Path, size: float) -> None:
    assert "相談会" in read(tmp_path, pdf([(LEFT, 100, "相談会"), (LEFT, 200, "覚え書き", size)])).text


def test_a_password_is_asked_for_by_name(tmp_path: Path) -> None:
    locked = pdf(rows("相談会")).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<"
        + b"11" * 32
        + b">/U<"
        + b"22" * 32
        + b">>>",
    )
    error = refused(tmp_path, locked)
    assert error.code == "password"


def test_lost_pages_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.ingest import readings as reader

    read_page = reader.read_page
    monkeypatch.setattr(reader, "read_page", lambda *a: None if a[1] else read_page(*a))
    (check,) = read(tmp_path, pdf(rows("相談会"), rows("研修会"))).checks
    assert (check.code, check.severity.value) == ("missing_pages", "error")


def test_a_long_report_that_is_opened_anew_reads_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.ingest import readings as reader

    raw = pdf(*(rows(f"{number}月の相談会", f"{number}人が参加した。") for number in range(1, 6)))
    whole = read(tmp_path, raw)
    monkeypatch.setattr(reader, "_PAGES_AT_ONCE", 2)
    again = read(tmp_path, raw)
    assert again == whole
    assert "5人が参加した。" in again.text


@pytest.mark.parametrize("first", [1, 2, 3, 4])
def test_a_long_report_that_two_read_reads_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: int) -> None:
    """Also where a table with one head goes on over three pages: the page before does not tell what the fourth is."""
    from pipeline.ingest import pdf as reader

    body = [
        [[f"{name}の教室"], ["福祉課"], ["市民会館で開いた。"], ["続ける。"]]
        for name in ["料理", "書道", "園芸", "手話"]
    ]
    pages = [table([BODY[0], *body], top=80), *([*table(body, top=80)] for _ in range(2))]
    raw = pdf(*pages, rows("相談会", "30人が参加した。"), rows("研修会", "40人が参加した。"))
    whole = read(tmp_path, raw)
    taken = []

    def share(sha256: str, seam: int, ocr_mode: str) -> Callable[[], bytes | None]:
        taken.append(seam)
        return lambda: reader.read_rest(raw, sha256, seam, ocr_mode)

    monkeypatch.setattr(reader, "_LONG", 5)
    monkeypatch.setattr(reader, "_AHEAD", first - 2)
    path = tmp_path / "r5.pdf"
    again = ingest.read(path, path.name, max_bytes=2**20, share=share)
    assert taken == [first]
    assert again == whole
    spans = [Span(at, at + 1) for at in range(len(whole.text))]
    assert [again.boxes(span) for span in spans] == [whole.boxes(span) for span in spans]


def test_the_rest_of_another_file_is_not_read() -> None:
    from pipeline.ingest.pdf import read_rest

    assert read_rest(pdf(rows("相談会"), rows("研修会")), "0" * 64, 1, "off") is None


def test_the_engines_are_silent(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    read(tmp_path, pdf(rows("相談会"), extra="/Pattern cs /P9 scn 1 2 RG\n"))
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("pdfminer").level == logging.NOTSET


def test_reading_a_text_loads_no_engine(tmp_path: Path) -> None:
    import subprocess

    (tmp_path / "a.txt").write_text("相談会\n", encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from pipeline import ingest\n"
        "ingest.read(Path(sys.argv[1]), 'a.txt', max_bytes=99)\n"
        "assert not {'pdfplumber', 'pdfminer', 'pypdfium2_raw'} & set(sys.modules)"
    )
    root = Path(__file__).resolve().parents[3]
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.txt")], check=True, cwd=root)


def test_no_figure_is_made_of_what_is_left_of_a_number(tmp_path: Path) -> None:
    from pipeline.run import Settings, run_one

    lost = "BT /F1 12 Tf 1 0 0 1 70 400 Tm <0035> Tj /F2 12 Tf <0004> Tj /F1 12 Tf <00304EBA> Tj ET"
    path = tmp_path / "r5.pdf"
    path.write_bytes(pdf(rows("参加者：7人"), extra=lost))
    dataset = run_one(path, path.name, Settings()).dataset
    assert dataset is not None
    assert "5\ufffd" in dataset.source.text
    assert "\ufffd0人" in dataset.source.text
    assert [str(f.figure.value) for f in dataset.figures] == ["7"]


def test_large_pictures_beside_text_are_told(tmp_path: Path) -> None:
    picture = "q 300 0 0 300 90 200 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI Q"
    source = read(tmp_path, pdf(rows("相談会"), extra=picture))
    assert [(check.code, check.severity.value) for check in source.checks] == [("picture", "info")]
    assert source.grade == "fair"


def test_a_file_without_index_is_put_together_and_said(tmp_path: Path) -> None:
    raw = pdf(rows("相談会"))
    source = read(tmp_path, raw[: raw.index(b"startxref")] + b"%%EOF")
    assert source.text == "相談会\n"
    assert [check.code for check in source.checks] == ["repaired"]
    assert source.grade == "fair"


def test_a_file_that_lost_its_end_gives_the_pages_that_are_left(tmp_path: Path) -> None:
    whole = pdf(*(rows(f"第{n}回の相談会") for n in range(1, 9)))
    source = read(tmp_path, whole[: whole.index("第5回".encode("utf-16-be").hex().encode())])
    assert "第4回の相談会" in source.text
    assert "第6回" not in source.text
    assert {check.code for check in source.checks} == {"missing_pages", "repaired"}
    assert source.grade == "poor"


def test_an_index_that_points_elsewhere_is_said(tmp_path: Path) -> None:
    raw = pdf(rows("相談会"))
    at = raw.index(b"xref\n") + len(b"xref\n0 8\n0000000000 65535 f \n")
    source = read(tmp_path, raw[:at] + raw[at:].replace(b"0000000", b"0009999"))
    assert source.text == "相談会\n"
    assert [check.code for check in source.checks] == ["repaired"]


def test_the_place_of_a_value_that_a_page_break_cuts_is_on_its_page(tmp_path: Path) -> None:
    lines = wrapped(PROSE)
    lines[-1] = PROSE[: FULL - 2] + "１，２"
    source = read(tmp_path, pdf(rows(*lines), rows("３４人が集まった。", *wrapped(PROSE))))
    start = source.text.index("１，２")
    end = source.text.index("３４人") + 3
    assert source.boxes is not None
    assert "|" not in source.boxes(Span(start, end))
    assert source.boxes(Span(start, end)) == source.boxes(Span(start, start + 3))


def test_what_no_page_reaches_stands_nowhere_for_the_second_reader_too() -> None:
    words = b"BT /F1 12 Tf 1 0 0 1 72 700 Tm (A) Tj 1 0 0 1 %s 600 Tm (B) Tj ET" % (b"9" * 40)
    raw = (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF"
    ) % (len(words), words)
    [(_, drawn)] = second_reading(raw, [0])
    assert [(glyph.letter, glyph[1:] == NOWHERE) for glyph in drawn.glyphs] == [("A", False), ("B", True)]
