"""Designed reports: two columns with boxes, and a table over both between them; three columns. Made from their text."""

from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOTARUGAURA = "hotarugaura-r6-fy"
_PARTS = 7  # of a chapter: its heading, three measures, a column, a table and a note
_STYLE = (
    '@page{size:A4;margin:16mm 14mm;@bottom-center{content:counter(page);font:9pt "Noto Serif CJK JP"}}'
    'body{font:9.5pt/1.7 "Noto Serif CJK JP";margin:0}p,h1,h2,h3{margin:0;font-weight:normal}'
    ".cover{background:#fff4e0;padding:5mm 8mm;margin-bottom:5mm}h1{font-size:20pt}.by{text-align:right}"
    "h2{background:#1b6ab5;color:#fff;font-size:13pt;padding:1mm 3mm;margin-bottom:3mm}h2~h2{break-before:page}"
    "h3{font-size:10.5pt;margin:2mm 0 0;padding:1mm 2mm;break-after:avoid;line-height:1.4}.text{text-align:justify}"
    ".by,.label{font-size:8pt;break-after:avoid}.label{color:#1b6ab5}sup{font-size:6pt}.shown{font-size:7.5pt;text-align:center}"
    ".shown::before{content:'';display:block;height:20mm;background:#9cc}"
    "aside{border:1pt solid #b5521b;border-radius:2mm;padding:2mm 3mm;margin:3mm 0;break-inside:avoid;font-size:8.2pt}"
    "table{border-collapse:collapse;width:100%;font-size:8pt;margin-bottom:4mm}th{padding:.6mm;background:#b5521b;color:#fff;font-weight:normal}"
    "td{padding:.8mm;border-bottom:.5pt solid #999;text-align:right}td:first-child{text-align:left}td:nth-child(2){text-align:center}"
    ".note{font-size:7.2pt;border-top:.5pt solid #888;width:60%}"
)
STYLES = {
    "across": ".columns{column-count:2;column-gap:8mm}h3{background:#dcebf8}h3 i{font-style:normal;display:inline-block;"
    "width:9mm;border-radius:4mm;background:#1b6ab5;color:#fff;text-align:center;font-size:8pt;margin-right:2mm}",
    "three": ".columns{column-count:3;column-gap:6mm;column-rule:.5pt solid #aaa}body{font-size:8.8pt}"
    "h3 i{font-style:normal;display:block;font-size:8pt;color:#1b6ab5}h3{padding:0;border-top:1.5pt solid #1b6ab5}",
}


def pages() -> Iterator[tuple[str, str]]:
    """Yield the name of each design and its page."""
    kind, opening, *parts = (HERE / f"{HOTARUGAURA}.txt").read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    kind, title = kind.split("\n")
    lead, by = opening.split("\n")
    chapters = [parts[at : at + _PARTS] for at in range(0, len(parts), _PARTS)]
    head = f"<div class=cover><p>{kind}<h1>{title}</h1><p>{lead}<p class=by>{by}</div>"
    for name, style in STYLES.items():
        body = head + "".join(_chapter(*chapter, in_between=name == "across") for chapter in chapters)
        yield name, f"<!doctype html><html lang=ja><meta charset=utf-8><style>{_STYLE}{style}</style>{body}"


def _chapter(heading: str, *parts: str, in_between: bool) -> str:
    """Return a chapter; its table stands behind its measures, or between them."""
    measures = [*map(_measure, parts[:-3]), _column(parts[-3])]
    stop = 2 if in_between else len(measures)
    above, below = "".join(measures[:stop]), "".join(measures[stop:])
    return (
        f"<h2>{heading}</h2><div class=columns>{above}</div>{_table(parts[-2])}<div class=columns>{below}</div>"
        f"<p class=note>{parts[-1]}"
    )


def _measure(text: str) -> str:
    title, by, *lines = text.split("\n")
    number, _, words = title.partition("　")
    html = f"<h3><i>{number}</i>{words}</h3><p class=by>{by}"
    for line in lines:
        kind = "text" if line.startswith("　") else "shown" if line.startswith("写真") else "label"
        for mark in ("※1", "※2"):
            line = line.replace(mark, f"<sup>{mark}</sup>")
        html += f"<p class={kind}>{line}"
    return html


def _column(text: str) -> str:
    return f"<aside>{''.join(f'<p>{line}' for line in text.split(chr(10)))}</aside>"


def _table(text: str) -> str:
    title, *lines = text.split("\n")
    rows = [[cell.strip() for cell in line.strip("│").split("│")] for line in lines if line.startswith("│")]
    cells = (
        "".join(f"<{'td' if at else 'th'}>{cell.replace('（R', '<br>（R')}" for cell in row)
        for at, row in enumerate(rows)
    )
    return f"<p>{title}<table>{''.join(f'<tr>{row}' for row in cells)}</table>"
