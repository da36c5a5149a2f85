"""Make the PDFs of this folder: `make.py CHROMIUM SOFFICE GHOSTSCRIPT`.

Those of minakamino, hotarugaura and kumoi are made from their texts, those of the others, which are full of tables,
from their HTML, and so is the newsletter of shiomidai; its text has each side note behind the paragraph that it floats
in. Those of shirasuna are among the annotated reports.

Chromium prints HTML (columns, vertical, notes with ruby, letter-spaced, with a watermark and a stamp, turned, tables
without any rule, landscape tables over several pages); LibreOffice Word files to PDF/A with headers and page numbers, for which python-docx is
needed, and a text document of its own with ruby; Ghostscript makes another PDF/A. The font is IPAex Mincho.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import designs
import workbook

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
SHIRASUNA = "shirasuna-r6-fy"
SHEET = "table{width:100%;table-layout:fixed;border-collapse:collapse;break-after:page}td,th{border:.5pt solid #000;padding:1mm;text-align:left;font-weight:normal}.n{text-align:right}"
BEGINS = ("指標名", "事業費（千円）", "評")
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
SHIOMIDAI = "shiomidai-r7-h1"
SUIKAWA = "suikawa-r7-h1"
NEWSLETTER = (
    "@page{size:A4;margin:15mm}body{font:10.5pt/1.75 serif;margin:0}p{margin:0;text-align:justify}h1{font-size:22pt;margin:0}"
    "h2{font-size:13pt;margin:3mm 0 0;break-after:avoid}.dep{font-size:9pt;text-align:right;break-after:avoid}"
    ".note{font-size:8.5pt;line-height:1.5}.note b,.box b{display:block;text-align:center}.note,.next,.box{break-inside:avoid}"
    ".box{border:1.5px solid;padding:2mm;margin:4mm 0}.next{background:#eee;padding:1mm 2mm;margin-top:1mm}"
    ".next span{border:1px solid;font-size:9pt;padding:0 1mm}.text{column-count:2;column-gap:9mm}"
)
FLOATING = ".note{float:right;width:33mm;margin:1mm 0 1mm 4mm}"
STAGES = (
    ".mast{border-bottom:2px solid;margin-bottom:4mm}.text{writing-mode:vertical-rl;height:238mm;width:180mm;"
    "column-count:3;column-gap:8mm;column-rule:.5pt solid;column-fill:auto;font-size:10pt}"
    ".note,.box{border:1px solid;padding:2mm;margin:0 3mm}h2{margin:0 3mm}"
)
NEWSLETTERS = {  # with the font; drawings of glyphs (Type 3) are made of the first two
    "boxed": ("Noto Serif CJK JP", FLOATING + ".note{border:1px dashed;padding:1.5mm}.text{column-rule:.5pt dotted}"),
    "vertical": ("Noto Serif CJK JP", STAGES),
    "small": ("IPAMincho", FLOATING),
}
STAMPED = (
    "i{position:fixed;left:12mm;top:90mm;color:#ddd;transform:rotate(-38deg)}"
    "b{position:absolute;right:0;top:60mm;color:red;border:2px solid;transform:rotate(-11deg)}"
    "i,b{font:normal 13pt IPAexMincho}i{font-size:54pt}"
)
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
        "stamped": (STAMPED, f"<i>複写を禁ず　第３版</i><b>受付<br>6.11.8</b>{paragraphs(TEXT)}"),
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


def print_ruby(soffice: str) -> None:
    """Print a text document of LibreOffice whose ruby is longer than the words that it stands above."""
    names = ("office", "style", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    look = 'style:font-name-asian="IPAMincho" style:font-size-asian="10.5pt"'
    body = "".join(f"<text:p>{line}</text:p>" for line in TEXT.replace("&", "&amp;").split("\n"))
    for word, read in {"圏域": "けんいき", "補助": "ほじょきん", "交流会": "こうりゅうかい"}.items():
        ruby = f"<text:ruby-base>{word}</text:ruby-base><text:ruby-text>{read}</text:ruby-text>"
        body = body.replace(word, f"<text:ruby>{ruby}</text:ruby>")
    kind = 'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"'
    styles = f'<style:default-style style:family="paragraph"><style:text-properties {look}/></style:default-style>'
    whole = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} {kind}><office:styles>{styles}</office:styles>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "minakamino-r5-h1.ruby.fodt"
        source.write_text(whole, encoding="utf-8")
        convert(soffice, source, "pdf", HERE)


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


def print_shiomidai(chromium: str, soffice: str) -> None:
    """Print a newsletter: columns with side notes in boxes or small type, three stages of vertical text, text frames."""
    body = (HERE / f"{SHIOMIDAI}.html").read_text(encoding="utf-8")
    for name, (font, css) in NEWSLETTERS.items():
        page = f"<!doctype html><meta charset=utf-8><style>{NEWSLETTER.replace('serif', font)}{css}</style>{body}"
        if name == "vertical":
            page = page.replace("人形劇団", "<ruby>人形劇団<rt>にんぎょうげきだん</rt></ruby>")
        print_html(chromium, page, HERE / f"{SHIOMIDAI}.{name}.pdf")
    print_newsletter(soffice, ElementTree.fromstring(f"<body>{body}</body>"))


def print_newsletter(soffice: str, body: ElementTree.Element) -> None:
    from docx.enum.section import WD_SECTION
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = empty_document(10, "汐見台町教育委員会", "Noto Serif CJK JP")

    def add(text: str, size: float, *, bold: bool = False, kind: str | None = None) -> None:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(size), bold
        properties = paragraph._p.get_or_add_pPr()
        if kind == "dep":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if kind == "note":
            frame = OxmlElement("w:framePr")
            places = {"w": "2000", "hSpace": "140", "vSpace": "60", "wrap": "around"}
            for key, value in (places | {"vAnchor": "text", "hAnchor": "text", "xAlign": "right", "y": "1"}).items():
                frame.set(qn(f"w:{key}"), value)
            properties.insert(0, frame)
        if kind in ("note", "box"):
            borders = OxmlElement("w:pBdr")
            for side in ("top", "left", "bottom", "right"):
                border = OxmlElement(f"w:{side}")
                for key, value in {"val": "single", "sz": "6", "space": "3", "color": "000000"}.items():
                    border.set(qn(f"w:{key}"), value)
                borders.append(border)
            properties.append(borders)

    mast, text = body
    for line, size in zip(mast, (20, 10), strict=True):
        add("".join(line.itertext()), size)
    section = document.add_section(WD_SECTION.CONTINUOUS)
    for place, value in (("num", 2), ("space", 500), ("sep", 1)):
        section._sectPr.find(qn("w:cols")).set(qn(f"w:{place}"), str(value))
    sizes = {"dep": 8.5, "note": 8.0, "box": 9.0}
    for part in text:
        kind = part.get("class")
        lines = list(part) if kind in ("note", "next", "box") else [part]
        for at, line in enumerate(lines):
            size = 13.0 if part.tag == "h2" else sizes.get(kind or "", 10.0)
            add("".join(line.itertext()), size, bold=part.tag == "h2" or len(lines) > 1 > at, kind=kind)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{SHIOMIDAI}.word.docx"
        document.save(source)
        convert(soffice, source, PDF_A, HERE)


def print_sheets(chromium: str, soffice: str) -> None:
    """Print evaluation sheets, each a page with one grid, and by Calc two a page with blank rows between their tables."""
    body = (HERE / f"{SHIRASUNA}.html").read_text(encoding="utf-8")
    reports = HERE.parent / "scores" / "reports"
    page = f"<!doctype html><meta charset=utf-8><style>{BASE}{SHEET}</style>{body}"
    print_html(chromium, page, reports / f"{SHIRASUNA}.pdf")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{SHIRASUNA.replace('-', '-calc-', 1)}.xlsx"
        fill_workbook(ElementTree.fromstring(body), source)
        convert(soffice, source, "pdf", reports)


def fill_workbook(body: ElementTree.Element, target: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.worksheet.pagebreak import Break

    book = Workbook()
    sheet = book.active
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight, sheet.page_setup.paperSize = 0, 9
    font, line = Font(name="IPAexGothic", size=10), Side(style="thin")
    sheet["A1"].value, sheet["A1"].font = body.findtext("h1"), font
    row = 2
    for number, table in enumerate(body.iter("table")):
        taken: set[tuple[int, int]] = set()
        for cells in table.iter("tr"):
            row += 1 + (cells[0].text in BEGINS)  # a blank row parts the tables of a sheet
            for cell in cells:
                column = next(c for c in range(1, 10) if (row, c) not in taken)
                rows, columns = (int(cell.get(name, "1")) for name in ("rowspan", "colspan"))
                place = {"start_row": row, "end_row": row + rows - 1, "start_column": column}
                sheet.merge_cells(**place, end_column=column + columns - 1)
                for r in range(row, row + rows):
                    for c in range(column, column + columns):
                        taken.add((r, c))
                        sheet.cell(r, c).border = Border(left=line, right=line, top=line, bottom=line)
                words = "\n".join(cell.itertext())
                first = sheet.cell(row, column, words)
                first.font, first.alignment = font, Alignment(wrap_text=True, vertical="center")
                sheet.row_dimensions[row].height = max(
                    sheet.row_dimensions[row].height or 15, 13 * words.count("\n") + 15
                )
        row += 1
        if number % 2:
            sheet.row_breaks.append(Break(id=row))
    for column in "ABCDEFGHI":
        sheet.column_dimensions[column].width = 13
    book.save(target)


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


def print_workbook(soffice: str) -> None:
    """Print a spreadsheet over two pages, whose break cuts merged cells and no row."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{workbook.KUMOI}.calc.xlsx"
        workbook.save(source)
        convert(soffice, source, "pdf", HERE)


if __name__ == "__main__":
    for name, (css, body) in pages().items():
        whole = f"<!doctype html><meta charset=utf-8><style>{BASE}{css}</style>{body}"
        print_html(sys.argv[1], whole, HERE / f"minakamino-r5-h1.{name}.pdf")
    print_word(sys.argv[2])
    print_ruby(sys.argv[2])
    print_tables(*sys.argv[1:3])
    print_ruriura(*sys.argv[1:4])
    print_kasumigane(sys.argv[1])
    print_tsumugino(*sys.argv[1:3])
    print_shiomidai(*sys.argv[1:3])
    print_sheets(*sys.argv[1:3])
    print_workbook(sys.argv[2])
    whole = (HERE / f"{SUIKAWA}.html").read_text(encoding="utf-8")
    print_html(sys.argv[1], whole, HERE / f"{SUIKAWA}.designed.pdf")
    for name, whole in designs.pages():
        print_html(sys.argv[1], whole, HERE / f"{designs.HOTARUGAURA}.{name}.pdf")
