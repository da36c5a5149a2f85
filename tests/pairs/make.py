"""Make the PDFs of this folder: `make.py CHROMIUM SOFFICE GHOSTSCRIPT`.

Those of minakamino are made from its text, those of the others, which are full of tables, from their HTML.

Chromium prints HTML (columns, vertical, notes with ruby, letter-spaced, turned, tables without any rule, landscape
tables over several pages); LibreOffice Word files to PDF/A with headers and page numbers, for which python-docx is
needed; Ghostscript makes another PDF/A. The font is IPAex Mincho.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
TEXT = (HERE / "minakamino-r5-h1.txt").read_text(encoding="utf-8")
BASE = (
    '@page{size:A4;margin:25mm 22mm}body{font:10.5pt/1.7 "IPAexMincho";margin:0}p{margin:0}'
    "h1{font-size:14pt;font-weight:normal;text-align:center}"
)
PDF_A = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'
TABLES = "nagihama-r6-fy"
RURIURA = "ruriura-r6-fy"
RUNNING = '@page{@top-right{content:"瑠璃浦市子ども・若者応援計画";font:8pt "IPAexMincho"}@bottom-center{content:"- " counter(page) " -"}}'
LANDSCAPE = "@page{size:A4 landscape}table{border-collapse:collapse}th,td{border:.5pt solid #000}body{font-size:13pt}"
KASUMIGANE = "kasumigane-r6-h2"
TSUMUGINO = "tsumugino-r6-h1"  # its font, in OpenType outlines, does not say how high its face is
BETWEEN = ".two{column-count:2;column-gap:9mm}.note{font-size:8pt}table{margin:3mm auto}td,th{padding:1mm 6mm}"
BETWEEN_STYLES = {
    "ruled": "table{border-collapse:collapse}td,th{border:.5pt solid #000}"
    + RUNNING.replace("瑠璃浦市子ども・若者応援計画", "霞ヶ根県地域福祉支援計画"),
    "bare": "td{text-align:right}td:first-child{text-align:left}",
}
STYLES = {
    "bare": "h2{font-size:10.5pt}td,th{text-align:left;vertical-align:top;padding:1mm 2mm}",
    "centred": "td,th{padding:1.2mm 2mm}td{text-align:left}.kpi td+td{text-align:right}table{border-spacing:0}",
    "wide": LANDSCAPE + RUNNING,
    "spaced": "body{letter-spacing:.25em;font-size:9.5pt}table{border-collapse:collapse}th,td{border:.5pt solid #000}",
}
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


def empty_document(size: float, header: str, font: str = "IPAexMincho") -> Any:
    """Return a Word document with a header and page numbers."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = font, Pt(size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    section = document.sections[0]
    section.header.paragraphs[0].text = header
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
    return document


def print_word(soffice: str) -> None:
    from docx.shared import Pt

    document = empty_document(14.5, "みなかみ野県 資料3")
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


def print_ruriura(chromium: str, soffice: str, ghostscript: str) -> None:
    body = (HERE / f"{RURIURA}.html").read_text(encoding="utf-8")
    base = (
        BASE + ".r{text-align:right}table{width:100%}.rows th:nth-child(3){width:34%}.rows th:nth-child(4){width:3em}"
    )
    for name, css in STYLES.items():
        page = f"<!doctype html><meta charset=utf-8><style>{base}{css}</style>{body}"
        print_html(chromium, page, HERE / f"{RURIURA}.{name}.pdf")
    for name in ("word", "word-wide"):
        print_document(
            soffice, ElementTree.fromstring(body), HERE / f"{RURIURA}.{name}.pdf", wide=name.endswith("wide")
        )
    archived = HERE / f"{RURIURA}.archive.pdf"
    options = ["-dPDFA=2", "-sDEVICE=pdfwrite", "-sColorConversionStrategy=RGB", "-dNOPAUSE", "-dBATCH", "-dQUIET"]
    word = HERE / f"{RURIURA}.word.pdf"
    subprocess.run([ghostscript, *options, f"-sOutputFile={archived}", str(word)], check=True, capture_output=True)


def print_kasumigane(chromium: str) -> None:
    body = (HERE / f"{KASUMIGANE}.html").read_text(encoding="utf-8")
    for name, css in BETWEEN_STYLES.items():
        page = f"<!doctype html><meta charset=utf-8><style>{BASE}{BETWEEN}{css}</style>{body}"
        print_html(chromium, page, HERE / f"{KASUMIGANE}.{name}.pdf")


def print_tsumugino(chromium: str, soffice: str) -> None:
    """Print prose in columns: two with a rule between them, balanced in bands below headings over both, and three."""
    from docx.enum.section import WD_SECTION
    from docx.oxml.ns import qn
    from docx.shared import Pt

    title, opening, *lines = (HERE / f"{TSUMUGINO}.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    for name, banded in (("two", False), ("bands", True)):
        document = empty_document(10.5, title.split("　")[0], "Noto Serif CJK JP")
        columns = 1
        for line in (title, opening, *lines):
            if columns != (wanted := 1 if line in (title, opening) or (banded and line.startswith("【")) else 2):
                section = document.add_section(WD_SECTION.CONTINUOUS)
                columns = wanted
                for place, value in (("num", columns), ("space", 400), ("sep", columns - 1)):
                    section._sectPr.find(qn("w:cols")).set(qn(f"w:{place}"), str(value))
            if line:
                document.add_paragraph(line).paragraph_format.space_after = Pt(2)
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / f"{TSUMUGINO}.{name}.docx"
            document.save(source)
            convert(soffice, source, PDF_A, HERE)
    css = "div{column-count:3;column-gap:1.5em;column-rule:.5pt solid;text-align:justify;font-size:9pt}"
    text = f"<h1>{title}</h1><p>{opening}</p><div>{''.join(f'<p>{line}</p>' for line in lines if line)}</div>"
    print_html(
        chromium,
        f"<!doctype html><meta charset=utf-8><style>{BASE}{css}</style>{text}",
        HERE / f"{TSUMUGINO}.three.pdf",
    )


def print_document(soffice: str, body: ElementTree.Element, target: Path, *, wide: bool) -> None:
    """Print headings, paragraphs and tables as Word does; tables have rules, and rows cross pages, where it is wide."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    document = empty_document(15 if wide else 9.5, "瑠璃浦市子ども・若者応援計画")
    section = document.sections[0]
    if wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    for part in body:
        if part.tag != "table":
            document.add_paragraph("".join(part.itertext())).paragraph_format.space_after = Pt(0)
            continue
        rows = list(part.iter("tr"))
        columns = max(sum(int(cell.get("colspan", 1)) for cell in row) for row in rows)
        table = document.add_table(len(rows), columns)
        table.style = "Table Grid" if wide else "Normal Table"
        taken: set[tuple[int, int]] = set()
        for at, row in enumerate(rows):
            if row in list(part.find("thead") or ()):
                table.rows[at]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            for cell in row:
                column = next(c for c in range(columns) if (at, c) not in taken)
                below, right = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
                taken |= {(at + r, column + c) for r in range(below) for c in range(right)}
                first = table.cell(at, column).merge(table.cell(at + below - 1, column + right - 1))
                lines = [cell.text or "", *(line.tail or "" for line in cell)]
                first.paragraphs[0].text = lines[0]
                for line in lines[1:]:
                    first.add_paragraph(line)
                for paragraph in first.paragraphs:
                    paragraph.paragraph_format.space_after = Pt(0)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / target.with_suffix(".docx").name
        document.save(source)
        convert(soffice, source, PDF_A, HERE)


if __name__ == "__main__":
    for name, (css, body) in pages().items():
        whole = f"<!doctype html><meta charset=utf-8><style>{BASE}{css}</style>{body}"
        print_html(sys.argv[1], whole, HERE / f"minakamino-r5-h1.{name}.pdf")
    print_word(sys.argv[2])
    print_tables(*sys.argv[1:3])
    print_ruriura(*sys.argv[1:4])
    print_kasumigane(sys.argv[1])
    print_tsumugino(*sys.argv[1:3])
