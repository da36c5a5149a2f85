"""What reading a file can end in besides its text: a refusal that says what to do, or a check that stays with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.patterns import compile_pattern
from extractors.spans import Span
from extractors.view import fold
from pipeline.errors import InputError
from pipeline.source import Check, Severity

_MOST_CHECKS = 20
_PRIVATE_USE = compile_pattern("[\ue000-\uf8ff\U000f0000-\U0010fffd]")

_SAVE_JA = "元のソフトで開き、「テキスト（UTF-8）」または PDF として保存し直してください。"
_SAVE_EN = "Open it in the program that made it and save it as plain text (UTF-8) or PDF."

# First bytes → (Japanese name, English name).
_MAGIC: tuple[tuple[bytes, tuple[str, str]], ...] = (
    (b"%PDF-", ("PDF", "a PDF")),
    (b"\xd0\xcf\x11\xe0", ("古い形式の Word・Excel・一太郎の文書", "an old Word, Excel or Ichitaro document")),
    (b"{\\rtf", ("RTF 文書", "an RTF document")),
    (b"\x89PNG", ("PNG 画像", "a PNG image")),
    (b"\xff\xd8\xff", ("JPEG 画像", "a JPEG image")),
    (b"GIF8", ("GIF 画像", "a GIF image")),
    (b"II*\0", ("TIFF 画像", "a TIFF image")),
    (b"MM\0*", ("TIFF 画像", "a TIFF image")),
    (b"\x1f\x8b", ("gzip 圧縮ファイル", "a gzip archive")),
    (b"7z\xbc\xaf", ("7z 圧縮ファイル", "a 7z archive")),
    (b"Rar!", ("RAR 圧縮ファイル", "a RAR archive")),
    (b"MZ\x90", ("プログラム", "a program")),
    (b"SQLite format 3\0", ("SQLite データベース", "an SQLite database")),
)
_ZIP_PARTS: tuple[tuple[bytes, tuple[str, str]], ...] = (
    (b"word/", ("Word 文書", "a Word document")),
    (b"xl/", ("Excel ブック", "an Excel workbook")),
    (b"ppt/", ("PowerPoint 文書", "a PowerPoint document")),
    (b"opendocument", ("OpenDocument 文書", "an OpenDocument file")),
)


def refusal(code: str, ja: str, en: str) -> InputError:
    """Return the error of a file that cannot be read.

    Args:
        code: the kind, as documents.csv and scripts know it.
        ja: what, where and what to do.
        en: the same.
    """
    error = InputError(ja, en)
    error.code = code
    return error


def seen_in(raw: bytes) -> tuple[str, str] | None:
    """Return what the bytes of a file show it to be, in Japanese and English; None if they show nothing."""
    head = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        names = raw[:4096] + raw[-65536:]  # a zip lists its members at its end
        return next((kind for part, kind in _ZIP_PARTS if part in names), ("ZIP 圧縮ファイル", "a ZIP archive"))
    return None


def binary(name: str, raw: bytes) -> InputError:
    """Refuse what is no text; says what it is where the bytes show it, else where its first NUL stands."""
    kind = seen_in(raw)
    if kind is None:
        line = raw.count(b"\n", 0, max(raw.find(b"\0"), 0)) + 1
        count = raw.count(b"\0")
        return refusal(
            "binary",
            f"{name}: テキストではありません（{line} 行目などに NUL 文字が {count} 個あります）。{_SAVE_JA}",
            f"{name}: not a text file ({count} NUL bytes, the first in line {line}). {_SAVE_EN}",
        )
    ja, en = kind
    if ja == "PDF":
        return refusal(
            "binary",
            f"{name}: 拡張子はテキストですが、中身は PDF です。拡張子を .pdf に変えて、もう一度実行してください。",
            f"{name}: named as text, but it is a PDF. Rename it to .pdf and run again.",
        )
    return refusal(
        "binary",
        f"{name}: テキストではなく、{ja}のようです。{_SAVE_JA}",
        f"{name}: not a text file; it seems to be {en}. {_SAVE_EN}",
    )


def html(name: str) -> InputError:
    """Refuse a web page."""
    return refusal(
        "html",
        f"{name}: 中身は HTML（ウェブページ）です。ブラウザーで開き、「名前を付けて保存」でテキストを選ぶか、"
        "印刷から PDF に保存してください。",
        f"{name}: this is an HTML page. Open it in a browser and save it as plain text, or print it to a PDF.",
    )


def empty(name: str, size: int) -> InputError:
    """Refuse a file of `size` bytes that holds no character but blanks."""
    return refusal(
        "empty",
        f"{name}: 文字がありません（{size:,} バイト）。コピーやダウンロードが途中で終わっていないか確かめてください。",
        f"{name}: no text in it ({size:,} bytes). Check that copying or downloading it was finished.",
    )


def too_large(name: str, size: int, max_bytes: int) -> InputError:
    """Refuse a file above the limit; both sizes in bytes."""
    return refusal(
        "too_large",
        f"{name}: {size:,} バイトあり、上限の {max_bytes:,} バイトを超えています。"
        "ファイルを分けるか、設定の上限を上げてください。",
        f"{name}: {size:,} bytes, above the limit of {max_bytes:,}. Split the file, or raise the limit.",
    )


def unreadable(name: str, why: str) -> InputError:
    """Refuse a file that the system does not let us read; `why` in the system's words."""
    return refusal(
        "unreadable",
        f"{name}: 開けません（{why}）。ファイルがその場所にあるか、読む権限があるか、"
        "ほかのソフトが使用中でないか確かめてください。",
        f"{name}: cannot be opened ({why}). Check that it is still there, that you may read it, "
        "and that no other program holds it.",
    )


def missing(name: str) -> InputError:
    """Refuse a file that is not there."""
    return refusal(
        "unreadable",
        f"{name}: ファイルがありません。パスと名前を確かめてください。",
        f"{name}: there is no such file. Check its path and name.",
    )


def folder(name: str) -> InputError:
    """Refuse a folder where a file is wanted."""
    return refusal(
        "unreadable",
        f"{name}: フォルダーです。中のファイルを1つ指定してください。フォルダーの中をすべて読むには shinchoku run を使います。",
        f"{name}: this is a folder. Name one file in it; shinchoku run reads all that are in a folder.",
    )


def no_file(name: str) -> InputError:
    """Refuse a pipe, a device and the like."""
    return refusal(
        "unreadable",
        f"{name}: 通常のファイルではありません（パイプや装置など）。内容を .txt か .pdf のファイルに保存し、それを指定してください。",
        f"{name}: not a regular file (a pipe or a device). Save its content as a .txt or .pdf file and name that.",
    )


def undecodable(name: str) -> InputError:
    """Refuse text in an encoding that is not one of ours."""
    return refusal(
        "undecodable",
        f"{name}: 文字コードが分かりません（UTF-8、Shift_JIS（CP932）、EUC-JP、JIS、UTF-16 のどれとしても"
        "読めません）。メモ帳などで開き、文字コードを UTF-8 にして保存し直してください。",
        f"{name}: the encoding is unknown (neither UTF-8, CP932, EUC-JP, ISO-2022-JP nor UTF-16). "
        "Open it in an editor that shows it right and save it as UTF-8.",
    )


def unsupported(name: str, suffix: str, supported: str) -> InputError:
    """Refuse a format that we do not read."""
    shown = suffix or "（拡張子なし）"
    return refusal(
        "unsupported_format",
        f"{name}: この形式（{shown}）は読めません。読めるのは {supported} です。{_SAVE_JA}",
        f"{name}: files of this kind ({suffix or 'no suffix'}) are not read; {supported} are. {_SAVE_EN}",
    )


def password(name: str) -> InputError:
    """Refuse a PDF that opens with a password only."""
    return refusal(
        "password",
        f"{name}: パスワードで保護された PDF です。パスワードを外して保存し直したものを指定してください。",
        f"{name}: the PDF is protected by a password. Save a copy without one and run on that.",
    )


def damaged(name: str, why_ja: str, why_en: str) -> InputError:
    """Refuse a PDF that the engines cannot read."""
    return refusal(
        "damaged",
        f"{name}: PDF として読めません（{why_ja}）。配布元から取り直すか、元の文書から PDF を作り直してください。",
        f"{name}: cannot be read as a PDF ({why_en}). Get it again, or make it again from the original document.",
    )


def no_text_at_all(name: str, pages: int, ocr_mode: str, *, has_ocr: bool) -> InputError:
    """Refuse a PDF whose pages are pictures."""
    then_ja, then_en = _to_recognise(ocr_mode, has_ocr=has_ocr)
    return refusal(
        "no_text_layer",
        f"{name}: {pages} ページのどこにも文字情報がありません（スキャンした画像など）。"
        f"元の Word ファイルなどから PDF を作り直してください。{then_ja}",
        f"{name}: none of its {pages} pages has a text layer (scanned pictures?). "
        f"Make the PDF from the original document. {then_en}",
    )


def some_pages_without_text(pages: list[int], ocr_mode: str, *, has_ocr: bool) -> Check:
    """Report the pages, numbered from 1, that show something but hold no text."""
    listed = _listed(pages)
    then_ja, then_en = _to_recognise(ocr_mode, has_ocr=has_ocr)
    return Check(
        severity=Severity.WARNING,
        code="no_text_layer",
        message_ja=f"{listed} ページには文字情報がなく（画像のみ）、読んでいません。"
        f"元の文書から PDF を作り直してください。{then_ja}",
        message_en=f"No text layer on page {listed} (pictures only): nothing was read there. "
        f"Make the PDF from the original document. {then_en}",
    )


def _to_recognise(ocr_mode: str, *, has_ocr: bool) -> tuple[str, str]:
    """Return what a user can do so that a picture is recognised."""
    if ocr_mode == "off":
        return (
            "文字認識（OCR）で読むには、--ocr auto を付けて実行してください。",
            "To have pictures recognised, run with --ocr auto.",
        )
    if not has_ocr:
        return _GET_OCR_JA, _GET_OCR_EN
    return (
        "文字認識（OCR）でも文字を読み取れませんでした。向きを正し、300 dpi 以上ではっきりスキャンし直してください。",
        "Recognition saw no writing in them: scan them again, upright and sharp, with 300 dpi or more.",
    )


_GET_OCR_JA = (
    "文字認識（OCR）を使うには、Tesseract と日本語データ（Windows はインストーラーで Japanese を選択、"
    'Debian・Ubuntu は tesseract-ocr と tesseract-ocr-jpn）と pip install "shinchoku[ocr]" が必要です。'
)
_GET_OCR_EN = (
    "To recognise pictures, install Tesseract with Japanese (Windows: its installer, choosing Japanese; Debian, Ubuntu: "
    'tesseract-ocr and tesseract-ocr-jpn) and pip install "shinchoku[ocr]".'
)


def no_ocr(name: str) -> InputError:
    """Refuse to recognise pictures where Tesseract is missing."""
    return refusal(
        "no_ocr",
        f"{name}: 文字認識（OCR）を使えないため、読んでいません。{_GET_OCR_JA}",
        f"{name}: not read, for there is no recognition (OCR) on this machine. {_GET_OCR_EN}",
    )


def recognised(pages: Sequence[int], *, twice: bool) -> Check:
    """Report the pages, numbered from 1, that were read from their pictures; `twice` if their numbers were with English."""
    once_ja, once_en = ("", "") if twice else (_GET_ENGLISH_JA, _GET_ENGLISH_EN)
    return Check(
        severity=Severity.WARNING,
        code="ocr",
        message_ja=f"{_listed(pages)} ページは画像から文字認識（OCR）で読みました。値を原本と見比べてください。{once_ja}",
        message_en=f"Page {_listed(pages)} was recognised from its picture (OCR): compare its values with the original."
        f"{once_en}",
    )


_GET_ENGLISH_JA = (
    "Tesseract の英語データ（eng。Debian・Ubuntu は tesseract-ocr-eng）がないため、数字は一度しか読んでいません。"
    "入れて読み直すと、数字がより確かになります。"
)
_GET_ENGLISH_EN = (
    " Numbers were read only once, for Tesseract lacks its English (eng; Debian, Ubuntu: tesseract-ocr-eng): "
    "install it and read the report again for surer numbers."
)


def _listed(pages: Sequence[int]) -> str:
    return ", ".join(map(str, pages[:_MOST_CHECKS])) + (", …" if len(pages) > _MOST_CHECKS else "")


def pictures(pages: Sequence[int]) -> Check:
    """Report the pages, numbered from 1, with large pictures beside their text."""
    return Check(
        severity=Severity.INFO,
        code="picture",
        message_ja=f"{_listed(pages)} ページに大きな画像があります。画像の中の数値は読んでいません。",
        message_en=f"Large pictures on page {_listed(pages)}: figures inside them were not read.",
    )


def charts(pages: Sequence[int]) -> Check:
    """Report the pages, numbered from 1, with charts whose labels are no part of the text."""
    return Check(
        severity=Severity.INFO,
        code="chart",
        message_ja=f"{_listed(pages)} ページに図（グラフ）があります。その目盛や値は本文ではないものとして、"
        "読んでいません。必要な値は原本から補ってください。",
        message_en=f"Charts on page {_listed(pages)}: their labels are no part of the text and were not read.",
    )


def aslant(pages: Sequence[int]) -> Check:
    """Report the pages, numbered from 1, on which something is written aslant to the text."""
    return Check(
        severity=Severity.INFO,
        code="aslant_text",
        message_ja=f"{_listed(pages)} ページに斜めの文字（透かし、印影、図の目盛など）があります。本文ではないものとして、"
        "その中の数値は読んでいません。必要な値がないか、原本で確かめてください。",
        message_en=f"Page {_listed(pages)} has words written aslant (watermarks, stamps, labels of charts): they are taken "
        "for no part of the text, and figures inside them were not read. Look in the original for values that you need.",
    )


def second_reader(pages: Sequence[int]) -> Check:
    """Report the pages, numbered from 1, that only the second engine could read well."""
    return Check(
        severity=Severity.INFO,
        code="second_reader",
        message_ja=f"{_listed(pages)} ページは通常の方法では正しく読めず、別の方法で読みました。値を原本と見比べてください。",
        message_en=f"Page {_listed(pages)} could not be read in the usual way and was read in another: "
        "compare its values with the original.",
    )


def repaired(*, is_cut: bool) -> Check:
    """Report a file whose index had to be put together again; one that is cut off has lost what stood behind."""
    why_ja, why_en = (
        ("PDF が途中で切れている", "The PDF is cut off") if is_cut else ("PDF の一部が壊れている", "The PDF is damaged")
    )
    then_ja, then_en = ("配布元から取り直すか、", "Get it again, or compare") if is_cut else ("", "Compare")
    return Check(
        severity=Severity.WARNING,
        code="repaired",
        message_ja=f"{why_ja}ため、読めるところを拾って復元しました。{then_ja}抜けがないか、原本と見比べてください。",
        message_en=f"{why_en}; what could be found of it was put together. {then_en} it with the original.",
    )


def abreast(first: int, second: int, span: Span) -> Check:
    """Report that the table at `span`, on the page with index `second`, holds further columns of the rows of another."""
    return Check(
        severity=Severity.WARNING,
        code="columns_on_another_page",
        message_ja=f"{second + 1} ページの表は、{first + 1} ページの表と行の高さがそろっており、1枚の広い表の残りの列とみられます。"
        "その数値は取組に結び付けていません。用紙に収まるよう1ページの幅で印刷し直すと読み取れます。",
        message_en=f"The table on page {second + 1} seems to hold further columns of the rows on page {first + 1}. Its "
        "figures are tied to no measure. Print the sheet one page wide.",
        span=span,
    )


def missing_pages(read: int, pages: int) -> Check:
    """Report that only `read` of `pages` pages could be read."""
    return Check(
        severity=Severity.ERROR,
        code="missing_pages",
        message_ja=f"{pages} ページのうち {read} ページしか読めませんでした。PDF が壊れているおそれがあります。",
        message_en=f"Only {read} of {pages} pages could be read; the PDF may be damaged.",
    )


def damaged_bytes(text: str) -> tuple[Check, ...]:
    """Report each place of a decoded text where bytes were no characters, which stand as U+FFFD, one for each byte."""
    places = list(re.finditer("\ufffd+", text))
    checks = [
        Check(
            severity=Severity.WARNING,
            code="garbled_text",
            message_ja=f"{line} 行目に文字として読めない箇所があります（{m.end() - m.start()} バイト）。"
            "前後の値を原本で確かめてください。",
            message_en=f"Line {line}: {m.end() - m.start()} byte(s) are no character. "
            "Check the values around against the original.",
            span=Span(*m.span()),
        )
        for m, line in ((m, text.count("\n", 0, m.start()) + 1) for m in places[:_MOST_CHECKS])
    ]
    if rest := places[_MOST_CHECKS:]:
        checks.append(
            Check(
                severity=Severity.WARNING,
                code="garbled_text",
                message_ja=f"文字として読めない箇所が、ほかに {len(rest)} か所あります。文字コードを確かめてください。",
                message_en=f"{len(rest)} more places hold bytes that are no characters. Check the file's encoding.",
                span=Span(*rest[0].span()),
            )
        )
    return tuple(checks)


def garbled(span: Span, where_ja: str, where_en: str, count: int) -> Check:
    """Report `count` characters from `span` on that are not what the author wrote."""
    return Check(
        severity=Severity.WARNING,
        code="garbled_text",
        message_ja=f"{where_ja}に文字化けが {count} か所あります。その付近の値を原本で確かめてください。",
        message_en=f"{where_en}: {count} garbled place(s). Check the values around against the original.",
        span=span,
    )


def twice_encoded(span: Span, count: int) -> Check:
    """Report `count` stretches, the first at `span`, that were decoded wrongly before the file was stored."""
    return Check(
        severity=Severity.ERROR,
        code="garbled_text",
        message_ja=f"UTF-8 の文字がほかの文字コードとして保存し直され、文字化けしています（{count} か所）。元の文書から作り直してください。",
        message_en=f"{count} stretch(es) of UTF-8 were stored again as if they were of another encoding: the text is "
        "garbled. Make the file again from the original document.",
        span=span,
    )


def control_codes(places: Sequence[Span]) -> tuple[Check, ...]:
    """Report the places where codes stand that command a terminal or turn the direction of writing."""
    if not places:
        return ()
    return (
        Check(
            severity=Severity.WARNING,
            code="control_codes",
            message_ja=f"文字ではない制御コード（画面の色や向きの指定など）が {len(places)} か所あります。"
            "その中の数字は読んでいません。前後の値を原本で確かめてください。",
            message_en=f"{len(places)} place(s) hold control codes (colours of a terminal, directions of writing) and no "
            "text: digits in them were not read. Check the values around against the original.",
            span=places[0],
        ),
    )


def private_use(text: str) -> tuple[Check, ...]:
    """Report characters that only the author's fonts or gaiji know."""
    found = [m for m in _PRIVATE_USE.finditer(text) if fold(m.group()) == m.group()]  # known bullets fold
    if not found:
        return ()
    return (
        Check(
            severity=Severity.INFO,
            code="private_use",
            message_ja=f"外字や記号フォントの文字が {len(found)} 字あります（最初は U+{ord(found[0].group()):04X}）。"
            "何の字かは分からないため、そのまま残しました。",
            message_en=f"{len(found)} private-use character(s) (symbol font or gaiji; the first is "
            f"U+{ord(found[0].group()):04X}) were left as they are.",
            span=Span(*found[0].span()),
        ),
    )
