"""Make the PDFs of this folder: `make.py CHROMIUM SOFFICE`.

Those of minakamino are made from its text, those of nagihama, which is full of tables, from its HTML.

Chromium prints HTML (columns, vertical, notes with ruby, letter-spaced, turned); LibreOffice a Word file to PDF/A with
a header and page numbers, for which python-docx is needed. The font is IPAex Mincho.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TEXT = (HERE / "minakamino-r5-h1.txt").read_text(encoding="utf-8")
BASE = (
    '@page{size:A4;margin:25mm 22mm}body{font:10.5pt/1.7 "IPAexMincho";margin:0}p{margin:0}'
    "h1{font-size:14pt;font-weight:normal;text-align:center}"
)
PDF_A = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'
TABLES = "nagihama-r6-fy"
SUPERSCRIPTS = {"参加者は500人": "参加者は500人<sup>1)</sup>", "3,456件": "3,456件<sup>2</sup>"}
NOTES = ("<sup>1)</sup> 県の集計による速報の値です。", "<sup>2</sup> 同じ方からの相談を含みます。")


def paragraphs(text: str) -> str:
    return "".join(f"<p>{line or '&nbsp;'}</p>" for line in text.split("\n"))


def pages() -> dict[str, tuple[str, str]]:
    """Return name → (CSS, body)."""
    title, _, rest = TEXT.partition("\n")
    noted = TEXT.replace("圏域", "<ruby>圏域<rt>けんいき</rt></ruby>").replace(
        "補助", "<ruby>補助<rt>ほじょ</rt></ruby>"
    )
    for words, marked in SUPERSCRIPTS.items():
        noted = noted.replace(words, marked)
    notes = "<hr>" + "".join(f'<p style="font-size:8pt">{note}</p>' for note in NOTES)
    columns = "div{column-count:2;column-gap:8mm;font-size:9pt}@page{margin:18mm 15mm}"
    return {
        "columns": (columns, f"<h1>{title}</h1><div>{paragraphs(rest)}</div>"),
        "vertical": ("html{writing-mode:vertical-rl}body{height:240mm}", paragraphs(TEXT)),
        "notes": ("body{font-size:10pt}", paragraphs(noted) + notes),
        "spaced": ("p{letter-spacing:.3em}", paragraphs(TEXT)),
        "turned": ("html{writing-mode:sideways-lr}body{height:240mm}", paragraphs(TEXT)),
    }


def print_html(chromium: str, page: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(page, encoding="utf-8")
        options = ["--headless", "--no-sandbox", f"--user-data-dir={folder}", "--no-pdf-header-footer"]
        subprocess.run([chromium, *options, f"--print-to-pdf={target}", path.as_uri()], check=True, capture_output=True)


def convert(soffice: str, source: Path, kind: str, outdir: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder).as_uri()}"
        command = [soffice, "--headless", profile, "--convert-to", kind, "--outdir", str(outdir), str(source)]
        subprocess.run(command, check=True, capture_output=True)


def print_word(soffice: str) -> None:
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "IPAexMincho", Pt(14.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "IPAexMincho")
    section = document.sections[0]
    section.header.paragraphs[0].text = "みなかみ野県 資料3"
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("- ")
    number = footer.add_run()
    for kind in ("begin", "PAGE", "end"):
        field = OxmlElement("w:instrText" if kind == "PAGE" else "w:fldChar")
        if kind == "PAGE":
            field.text = kind
        else:
            field.set(qn("w:fldCharType"), kind)
        number._r.append(field)
    footer.add_run(" -")
    for line in TEXT.split("\n"):
        document.add_paragraph(line).paragraph_format.space_after = Pt(0)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "minakamino-r5-h1.word.docx"
        document.save(source)
        convert(soffice, source, PDF_A, HERE)


def print_tables(chromium: str, soffice: str) -> None:
    page = (HERE / f"{TABLES}.html").read_text(encoding="utf-8")
    print_html(chromium, page, HERE / f"{TABLES}.html.pdf")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{TABLES}.word.html"
        source.write_text(page, encoding="utf-8")
        convert(soffice, source, "docx:MS Word 2007 XML", Path(folder))
        convert(soffice, source.with_suffix(".docx"), PDF_A, HERE)


if __name__ == "__main__":
    for name, (css, body) in pages().items():
        whole = f"<!doctype html><meta charset=utf-8><style>{BASE}{css}</style>{body}"
        print_html(sys.argv[1], whole, HERE / f"minakamino-r5-h1.{name}.pdf")
    print_word(sys.argv[2])
    print_tables(*sys.argv[1:3])
