from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import ingest
from pipeline.errors import InputError, UsageError
from pipeline.model import SourceDoc

REPORT = (
    "【取組方向1】相談体制の充実\n\n○ 巡回相談会の開催（健康部こころ課）\n\n"
    "（取組内容と上半期の進捗状況）\n\n・髙島市で第1回相談会を7月24日に開催し、１２名が参加しました。\n"
    "・相談件数は90件（面談82件）でした。\n"
)
MIB = 1024 * 1024


def read(tmp_path: Path, raw: bytes, name: str = "r5.txt", max_bytes: int = MIB) -> SourceDoc:
    path = tmp_path / name
    path.write_bytes(raw)
    return ingest.read(path, name, max_bytes=max_bytes)


def refused(tmp_path: Path, raw: bytes, name: str = "r5.txt", max_bytes: int = MIB) -> InputError:
    with pytest.raises(InputError) as caught:
        read(tmp_path, raw, name, max_bytes)
    assert caught.value.ja.startswith(name)
    assert caught.value.en.startswith(name)
    return caught.value


@pytest.mark.parametrize(
    ("codec", "chosen"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("cp932", "cp932"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
    ],
)
def test_encodings_of_the_whole_report(tmp_path: Path, codec: str, chosen: str) -> None:
    source = read(tmp_path, REPORT.encode(codec))
    assert source.text == REPORT
    assert source.encoding is not None
    assert source.encoding.name == chosen
    assert not source.checks


@pytest.mark.parametrize(("codec", "chosen"), [("euc_jp", "euc_jp"), ("iso2022_jp", "iso2022_jp")])
def test_encodings_of_jis(tmp_path: Path, codec: str, chosen: str) -> None:
    text = REPORT.replace("髙", "高")
    source = read(tmp_path, text.encode(codec))
    assert source.text == text
    assert source.encoding is not None
    assert source.encoding.name == chosen


@pytest.mark.parametrize("heading", ["進捗", "相談", "第3節 相談", "令和５年度", "○ 巡回相談", "カ所", "(1) 支援"])
@pytest.mark.parametrize("codec", ["utf-8", "cp932", "euc_jp", "utf-16-le", "utf-16-be", "iso2022_jp"])
def test_short_headings_are_read_in_their_own_encoding(tmp_path: Path, heading: str, codec: str) -> None:
    assert read(tmp_path, heading.encode(codec)).text == heading


def test_half_width_kana_stay_cp932(tmp_path: Path) -> None:
    assert read(tmp_path, "ﾎﾟﾝﾌﾟ設置".encode("cp932")).text == "ﾎﾟﾝﾌﾟ設置"


def test_vendor_characters_of_euc_and_jis(tmp_path: Path) -> None:
    # ① is row 13 cell 1, 髙 row 92 cell 66 of the Windows set: Python's codecs know neither.
    pairs = b"\x2d\x21\x25\x6b\x7c\x62\x3b\x54"
    expected = "①ル髙市"
    euc = bytes(byte | 0x80 for byte in pairs)
    prose = "で相談会を開催しました。"
    assert read(tmp_path, euc + prose.encode("euc_jp")).text == expected + prose
    jis = b"\x1b$B" + pairs + b"\x1b(B"
    assert read(tmp_path, jis + prose.encode("iso2022_jp")).text == expected + prose


def test_the_runner_up_is_kept_where_there_is_one(tmp_path: Path) -> None:
    source = read(tmp_path, "相談".encode("cp932"))
    assert source.encoding is not None
    assert source.encoding.runner_up not in {"cp932", "shift_jis_2004"}
    ascii_only = read(tmp_path, b"plain\n").encoding
    assert ascii_only is not None
    assert (ascii_only.name, ascii_only.runner_up) == ("utf-8", None)


def test_line_ends_become_line_feeds_and_other_breaks_stay(tmp_path: Path) -> None:
    source = read(tmp_path, "一\r\n二\r三\n四\u2028五\x85六\r\n".encode())
    assert source.text == "一\n二\n三\n四\u2028五\x85六\n"


def test_form_feeds_start_pages_and_stay(tmp_path: Path) -> None:
    source = read(tmp_path, "一頁\n\f二頁\n\f".encode())
    assert source.text == "一頁\n\f二頁\n\f"
    assert [source.text[at] for at in source.page_starts] == ["一", "二"]


def test_half_a_character_at_the_end(tmp_path: Path) -> None:
    source = read(tmp_path, (REPORT + "参加者は五百人").encode()[:-1])
    (check,) = source.checks
    assert (check.code, check.severity.value) == ("garbled_text", "warning")
    assert check.span is not None
    assert source.text[check.span.start : check.span.end] == "\ufffd\ufffd"
    assert "2 バイト" in check.message_ja
    assert f"{source.text.count(chr(10)) + 1} 行目" in check.message_ja


@pytest.mark.parametrize("stray", [b"\x80", b"\xa0", b"\xfd", b"\xff"])
def test_a_stray_byte_in_cp932_is_shown(tmp_path: Path, stray: bytes) -> None:
    raw = REPORT.encode("cp932")
    at = raw.index("名が".encode("cp932"))
    source = read(tmp_path, raw[:at] + stray + raw[at:])
    (check,) = source.checks
    assert check.code == "garbled_text"
    assert source.text.replace("\ufffd", "") == REPORT
    assert source.text.count("\ufffd") == 1


def test_a_stray_byte_that_eats_a_digit_is_noticed(tmp_path: Path) -> None:
    raw = REPORT.encode("cp932")
    at = raw.index("１２".encode("cp932"))
    source = read(tmp_path, raw[:at] + b"\x81" + raw[at:])
    assert "≠P２名" in source.text  # without a check, 12 would have become 2
    assert [check.code for check in source.checks] == ["garbled_text"]


@pytest.mark.parametrize(
    "text",
    [
        "アニメDVDを5本貸出",
        "数ｶ所で実施、ﾎﾟﾝﾌﾟ3台",
        "進捗KPIはＡ→B、効果はA",
        "ｲ 講座の開催",
        "（ｱ）研修",
        "ｲ、ﾛ、ﾊ",
        "青木市x地区",
        "約5㎞x2",
    ],
)
def test_ordinary_cp932_is_not_called_garbled(tmp_path: Path, text: str) -> None:
    source = read(tmp_path, (REPORT + text).encode("cp932"))
    assert source.text == REPORT + text
    assert not source.checks


def test_gaiji_are_kept_and_noted(tmp_path: Path) -> None:
    source = read(tmp_path, REPORT.encode("cp932") + b"\xf0\x40")
    assert source.text.endswith("\ue000")
    assert [check.code for check in source.checks] == ["private_use"]


@pytest.mark.parametrize(
    ("raw", "code", "word"),
    [
        (b"", "empty", "0 バイト"),
        ("\ufeff \r\n\u3000".encode(), "empty", "文字がありません"),
        ("相談\0\0会\n".encode(), "binary", "NUL"),
        (b"abc\n\0def", "binary", "NUL"),
        (b"%PDF-1.7\n...", "binary", "PDF"),
        (b"PK\x03\x04\x14\0word/document.xml", "binary", "Word"),
        (b"PK\x03\x04\x14\0xl/workbook.xml", "binary", "Excel"),
        (b"\x89PNG\r\n\x1a\n", "binary", "PNG"),
        ("<!DOCTYPE html>\n<title>進捗</title>".encode(), "html", "HTML"),
        ("<?xml version='1.0'?>\n<!-- 頁 --><HTML>進捗".encode("cp932"), "html", "HTML"),
        (bytes(range(128, 256)) * 8, "undecodable", "UTF-8"),
    ],
)
def test_refusals_say_what_it_is_and_what_to_do(tmp_path: Path, raw: bytes, code: str, word: str) -> None:
    error = refused(tmp_path, raw)
    assert error.code == code
    assert word in error.ja
    assert "ください" in error.ja


@pytest.mark.parametrize("codec", ["utf-8", "cp932", "euc_jp"])
def test_a_nul_is_damage_like_any_stray_byte(tmp_path: Path, codec: str) -> None:
    source = read(tmp_path, REPORT.replace("髙", "高").encode(codec).replace(b"90", b"9\x000"))
    assert "9\ufffd0件" in source.text
    assert [check.code for check in source.checks] == ["garbled_text"]
    assert source.grade == "fair"


def test_many_nuls_are_no_text(tmp_path: Path) -> None:
    assert refused(tmp_path, REPORT.encode().replace(b"\n", b"\n\0\0")).code == "binary"


@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
def test_text_that_was_stored_in_the_wrong_encoding_is_poor(tmp_path: Path, codec: str) -> None:
    spoilt = "令和の報告。巡回相談。".encode().decode(codec, "replace").replace("\ufffd", "\x81")
    source = read(tmp_path, (spoilt * 5).encode())
    assert {(check.code, check.severity.value) for check in source.checks if check.code == "garbled_text"} == {
        ("garbled_text", "error")
    }
    assert source.grade == "poor"


@pytest.mark.parametrize("text", ["Café、naïve、Ångström の講座", "français « été »、ñ、ü", REPORT])
def test_letters_with_accents_are_not_garbled(tmp_path: Path, text: str) -> None:
    source = read(tmp_path, text.encode())
    assert not source.checks
    assert source.grade == "good"


def test_a_text_about_html_is_a_text(tmp_path: Path) -> None:
    assert read(tmp_path, "相談の頁を <html> で作成\n".encode()).text.startswith("相談")


def test_a_file_above_the_limit_names_both_sizes(tmp_path: Path) -> None:
    error = refused(tmp_path, b"a" * 1_500, max_bytes=1_000)
    assert error.code == "too_large"
    assert "1,500" in error.ja
    assert "1,000" in error.en


def test_a_folder_a_vanished_file_and_an_unknown_format(tmp_path: Path) -> None:
    for path, code in ((tmp_path, "unreadable"), (tmp_path / "gone.txt", "unreadable")):
        with pytest.raises(InputError) as caught:
            ingest.read(path, path.name, max_bytes=MIB)
        assert caught.value.code == code
    error = refused(tmp_path, b"x", "plan.docx")
    assert error.code == "unsupported_format"
    assert ".docx" in error.ja


def test_hash_name_and_format(tmp_path: Path) -> None:
    source = read(tmp_path, REPORT.encode("cp932"))
    expected = hashlib.sha256(REPORT.encode("cp932")).hexdigest()
    assert source.sha256 == expected == ingest.fingerprint(tmp_path / "r5.txt")
    assert (source.name, source.format) == ("r5.txt", "txt")
    assert [ingest.format_of(Path(n)) for n in ("a.TXT", "a.text", "a.PDF", "a.docx", "a")] == [
        "txt", "txt", "pdf", "docx", "",
    ]  # fmt: skip


def test_inputs_of_a_folder(tmp_path: Path) -> None:
    for name in ("b.TXT", "a.pdf", "sub/c.text", "~$b.txt", ".hidden.txt", "._b.txt", ".git/x.txt", "n.docx", "x.tmp"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    found = ingest.find_inputs([tmp_path / "in", tmp_path / "in" / "n.docx"])
    assert [name for _, name in found] == ["a.pdf", "b.TXT", "sub/c.text", "n.docx"]
    assert all(path.is_file() for path, _ in found)


def test_an_input_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.txt"):
        ingest.find_inputs([tmp_path / "gone.txt"])
    with pytest.raises(UsageError):
        ingest.find_inputs([Path("a\0b.txt")])
    (tmp_path / "here.txt").write_bytes(b"x")
    found = ingest.find_inputs([tmp_path / "here.txt", tmp_path / "gone.txt"])
    assert [name for _, name in found] == ["here.txt", "gone.txt"]  # reading it says why


def test_links_in_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_bytes(b"x")
    try:
        (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "twice.txt").symlink_to(tmp_path / "r.txt")
    except OSError:
        pytest.skip("this system lets nobody make links")
    assert [name for _, name in ingest.find_inputs([tmp_path])] == ["r.txt"]


@pytest.mark.skipif(os.name == "nt", reason="Windows file names are UTF-16")
def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    try:
        Path(os.fsdecode(folder + b"/r\x83.txt")).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system holds UTF-8 names only")
    ((path, name),) = ingest.find_inputs([tmp_path])
    assert name == r"r\udc83.txt"
    assert ingest.read(path, path.name, max_bytes=MIB).name == name


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_typed_refusal(raw: bytes) -> None:
    from pipeline.ingest import text

    try:
        source = text.read("x.txt", "0" * 64, raw)
    except InputError as refusal:
        source = None
        code = refusal.code
    if source is None:
        assert code in {"empty", "binary", "html", "undecodable"}
    else:
        source.text.encode("utf-8")  # holds no lone surrogate
        assert not {"\r", "\0"} & set(source.text)


def test_a_break_behind_an_era_parts_no_date(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("平成\n30年度\n令和\n　元年度\n令和の\n6年", encoding="utf-8")
    source = ingest.read(path, "a.txt", max_bytes=1000)
    assert [source.text[:at].rsplit("\n", 1)[-1] for at in source.soft_breaks] == ["平成", "令和"]
