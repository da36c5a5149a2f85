"""Time and memory of a report 100 times as long, a text of 10 MB, and hostile texts 8 times as long.

A hostile text is one on which a careless rule is quadratic: long runs of what may begin a mention, a heading or a table.
"""

import dataclasses
import gc
import hashlib
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from typing import NamedTuple

from turns import ROOT, analyse, medians, reports, tell

from extractors import EXTRACTORS
from extractors.arbiter import settle
from extractors.mentions import Span
from extractors.view import TextView
from pipeline.check import check
from pipeline.extract import extract
from pipeline.ingest import below_heads, flattened, label_lines, pdf, tabbed, text, wraps
from pipeline.ingest.continued import Found, join
from pipeline.model import ReportHead, SourceDoc
from pipeline.pages import Cell, Grid
from pipeline.profile import base, builtin
from pipeline.resolve import resolve
from pipeline.segment import segment
from pipeline.segment.ahead import with_below
from pipeline.segment.forms import reader_of
from pipeline.segment.indented import read_indents
from pipeline.segment.labels import with_own_labels
from pipeline.segment.lines import read_lines
from pipeline.states import bare

sys.path.insert(0, str(ROOT / "tests" / "unit" / "pipeline"))
from drawn_pdf import pdf as drawn

_TIMES = 8
_GOAL = 10.7  # a third above linear


class Case(NamedTuple):
    """A hostile text of `size` pieces, read whole and an eighth of it.

    Both have less than 200,000 characters or both more, if of many lines: above, lines are made anew to save memory.
    """

    name: str
    function: Callable[[str], object]
    text: Callable[[int], str]
    size: int


def _source(raw: str) -> SourceDoc:
    return text.read("x.txt", "0" * 64, raw.encode())


def _mentions(raw: str) -> None:
    settle(TextView(raw), EXTRACTORS)


def _segments(raw: str) -> None:
    source = SourceDoc(name="x.txt", sha256="0" * 64, format="txt", text=raw)
    segment(source, next(style for style in builtin() if style.id == "torikumi-hoko"), ReportHead())


def _records(raw: str) -> None:
    source = _source(f"○ 訓練の実施（防災課）\n\n{raw}\n")
    report = segment(source, builtin()[0], ReportHead())
    check(resolve(source, report, extract(source, report)))


def _departments(raw: str) -> None:
    lines = read_lines(_source(f"1 相談会\n{raw}"), base()).lines
    with_below(lines, range(1, raw.count("\n") + 1), ())


def _indents(raw: str) -> None:
    lines = read_lines(_source(raw), base()).lines
    reader = reader_of(base())
    read_indents(lines, with_own_labels(lines, [reader.read(line) for line in lines]))


def _cells_below(raw: str) -> None:
    list(flattened.find(raw))


def _cells_below_labels(raw: str) -> None:
    list(label_lines.find(raw))


def _sheets(raw: str) -> None:
    list(tabbed.find(raw))


def _wide(raw: str) -> None:
    list(below_heads.find(raw, []))


def _joined(raw: str) -> None:
    """Join pages of 30 rows of 10 columns, a letter in each cell."""
    columns, page = 10, 300
    letters = [at for at, letter in enumerate(raw) if letter != "\n"]
    cells = [Cell(row=n // columns % 30, column=n % columns, spans=(Span(at, at + 1),)) for n, at in enumerate(letters)]
    edges = tuple(40.0 * at for at in range(columns + 1))
    starts = range(0, len(cells), page)
    join([Found(Grid(cells=tuple(cells[at : at + page])), edges, at // page) for at in starts], raw, (), ())


def _page(rules: str) -> None:
    pdf.read("x.pdf", "0" * 64, drawn([(70, 760, "相談会")], extra=rules))


def _squared(lines: int) -> str:
    """Return squared paper of so many rules, half of them level: the finer, the more."""
    step = 1400 / lines
    return "".join(
        f"\n50 {40 + step * n} m 540 {40 + step * n} l S\n{50 + 0.7 * step * n} 40 m {50 + 0.7 * step * n} 740 l S"
        for n in range(lines // 2)
    )


def _outline(entries: int) -> str:
    names = ("".join(chr(ord("あ") + int(digit)) for digit in f"{n:04}") for n in range(entries))
    return "計画\n" + "".join(f"{name}\n　{name}の題\n　　実績\n　　　行った。\n" for name in names)


def _run(piece: str, before: str = "", behind: str = "") -> Callable[[int], str]:
    return lambda times: before + piece * times + behind


_PROSE = "令和5年度は相談会を3回開催し、延べ120人（うち県外15人）が参加した（8月末現在）。次回は10月に予定する。"
_DENSE = ("1", "1人", "「1", "1,", "第1", "1、", "一", "1 ", "1/2", "1~", "月1回", _PROSE)
_EMPTY = ("人", "(", "延べ", "約", "参加者:", "△", "\n", "あ")
_LINES = ("（" * 199 + "\n", "○「相談（課\n", "目次\n（1）窓口\n", "・" * 150 + "3\n", "①\nア)\n")
_LISTED = (
    "参加者は12人で、8月3日（土）に開催し、",
    "第1回：8月3日、12人、",
    "（12人）、",
    "6月3日の訓練は7月8日に延期して開催し、",
    "「つどい」は6月3日に予定したが7月8日に",
    "茶話会（7月13日、出席8名）、",
    "12人（8月末現在）",
    "5月3日に開いた講座に12人、",
    "4/10(水) 東小 8名、",
    "10日(祝)、",
)
_TABLES = (
    ("回｜日にち｜内容｜参加\n", "1｜5/11｜苔を知る｜24人\n"),
    ("回　　日にち　　内容　　参加\n", "1　　5/11　　苔を知る　　24人\n"),
    ("指標\t単位\t令和3年度\t令和4年度\t目標\n", "加入率\t％\t71.2\t73.4\t80.0\n"),
)
_HEADS = "取組名\n担当課\n令和６年度の実績\n今後の予定\n"
_LABELS = "事業名\n朝の会\n所管課\n図書館\n実績\n開いた。\n"
_NUMBERED = "No.\n取組名\n担当課\n令和６年度の実績\n今後の予定\n1\n絵本\n図書館\n" + "開いて\n" * 50

_CASES = (
    *(Case(f"mentions in {piece!r}", _mentions, _run(piece), 32_000 // len(piece)) for piece in _DENSE),
    *(Case(f"mentions in {piece!r}", _mentions, _run(piece), 512_000 // len(piece)) for piece in _EMPTY),
    *(Case(f"segments of lines {line[:12]!r}", _segments, _run(line), 16_000) for line in _LINES),
    Case("segments of a line of prose", _segments, _run("あ、い。"), 250_000),
    Case("segments of a line of brackets", _segments, _run("（"), 1_000_000),
    Case("segments of a heading of offices", _segments, _run("（課", "○"), 300_000),
    Case("segments of a line of dots in a list of contents", _segments, _run("・", "目次\n"), 1_000_000),
    *(Case(f"records of a line of {piece!r}", _records, _run(piece), 1_200) for piece in _LISTED),
    *(Case(f"records of rows {row!r}", _records, _run(row, head), 1_200) for head, row in _TABLES),
    Case("departments in a row", _departments, _run("担当課：福祉課\n"), 20_000),
    Case("an indented outline", _indents, _outline, 4_000),
    Case("states behind blanks", bare, lambda times: "花" + " " * times + "★道 ", 400_000),
    Case("states opened", bare, _run("(新規", behind=")"), 200_000),
    Case("states behind a title", bare, _run("(継続)", "花の道"), 2_000),
    Case("cells a line each, rows", _cells_below, _run("朝の会\n図書館\n開いた。\n続ける。\n", _HEADS), 8_000),
    Case("cells a line each, numbered tables", _cells_below, _run(_NUMBERED), 800),
    Case("cells a line each, two heads", _cells_below, _run("取組名\n担当課\n"), 20_000),
    Case("cells a line each, four heads", _cells_below, _run(_HEADS), 10_000),
    Case("cells a line each, blank lines", _cells_below, _run("\n", _HEADS), 40_000),
    Case("labels on lines of their own", _cells_below_labels, _run(_LABELS), 6_000),
    Case("labels over many lines", _cells_below_labels, _run("朝の会\n", _LABELS * 2), 40_000),
    Case("a wide line of tabs above rows", _sheets, lambda n: "値\t" * n + "\n" + "あ\tい\tう\n" * n, 20_000),
    Case("a line of letters set wide", _wide, _run("　　目", "指標", "\n道の長さ　　1　　2　　3\n"), 20_000),
    Case("a line without a break", wraps.soft_breaks, _run("あ"), 300_000),
    Case("a table over pages", _joined, lambda n: "\n".join(chr(0x4E00 + at % 20_000) for at in range(n)), 60_000),
    Case("squared paper", _page, _squared, 4_800),
)


def _repeated(source: SourceDoc, times: int) -> SourceDoc:
    text = source.text * times
    return dataclasses.replace(
        source, name=f"{source.name} x{times}", text=text, sha256=hashlib.sha256(text.encode("utf-8")).hexdigest()
    )


def _peak(source: SourceDoc) -> int:
    """Return the bytes that reading takes at most, the warm dictionary and patterns aside."""
    tracemalloc.start()
    analyse(source)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def hostile() -> None:
    """Print how much longer each hostile text takes at its size than at an eighth of it.

    Each turn reads a text one piece longer, so that no cache knows its lines. The garbage collector, whose passes grow with
    all that is alive, is no cost of a rule.
    """
    gc.disable()
    for case in _CASES:
        sizes = (count(case.size), count(case.size // _TIMES))
        long, short = medians([partial(_read_next, case, pieces) for pieces in sizes], 3, time.process_time)
        tell(case.name, long, short, _GOAL)
        gc.collect()
    gc.enable()


def _read_next(case: Case, pieces: Iterator[int]) -> None:
    case.function(case.text(next(pieces)))


def main() -> None:
    for source in reports():
        long = _repeated(source, 100)
        short_time, long_time = medians([partial(analyse, source), partial(analyse, long)], 3)
        tell(f"{long.name} time", long_time, short_time, 110)
        ratio = _peak(long) / _peak(source)
        print(f"{long.name} memory: {ratio:.1f} (goal 110, {'met' if ratio <= 110 else 'MISSED'})")
    source = reports()[0]
    ten = _repeated(source, 10_000_000 // len(source.text.encode("utf-8")) + 1)
    start = time.perf_counter()
    found = analyse(ten)
    print(f"10 MB: {time.perf_counter() - start:.1f} s, {len(found.figures)} figures, {len(found.dates)} dates")
    hostile()


if __name__ == "__main__":
    main()
