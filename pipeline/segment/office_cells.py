"""The departments that a cell or line names: one a line, or several in one, be it that a line's end cuts one of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import SourceDoc
from pipeline.pages import Cell
from pipeline.segment.brackets import CLOSING, closing_groups
from pipeline.segment.departments import bracket_line, is_department, is_institution, names_in, split_departments
from pipeline.segment.office_names import OF_INSTITUTION, is_beside, may_be_told
from pipeline.tabular import NO_VALUE

_BREAK = compile_pattern(r"\n|<br ?/?>", re.IGNORECASE)  # tables of Markdown write <br>
# Offices that a line break parts from what they belong to: 福祉課 over 相談係, 福祉部 over 長寿課.
_BELONGS = compile_pattern(
    r"(?:(?:[課室所館]|センター|事務局)\n[^、,・課室部局\n]{1,12}(?:(?<!関)係|班|担当|グループ)|(?:部|(?<!^事務)局|^事務局(?=\n(?!.{1,6}(?<![都農漁山])[市町村](?![民内営立道街有場村])))|委員会)\n[^、,・部局\n]{1,12}(?:課|室|係|センター|所|館))$"
)
_OFFICE_ENDS = ("課", "室", "係", "事務局", "センター")
# The offices of committees and councils have few parts of their own; any other office below them stands beside them.
_SECRETARIAT = compile_pattern(
    r".*(?:(?P<council>議会)|(?P<audit>監査(?:委員)?)|(?P<election>選挙管理委員会)|(?P<farms>農業委員会)"
    r"|(?P<others>(?:公平|固定資産評価審査|人事|労働|収用)委員会)|(?P<schools>教育委員会))事務局"
)
_PARTS = {
    "council": compile_pattern("総務|庶務|議事|調査|政務|政策|法制|法務|秘書|議会|図書"),
    "audit": compile_pattern("監査|総務|第[一二三1-3]|審査"),
    "election": compile_pattern("選挙|庶務|管理"),
    "farms": compile_pattern("農地|庶務|農業委員"),
    "others": compile_pattern("総務|庶務|任用|給与|審査|調整|公平|職員"),
    "schools": compile_pattern(
        r"(?!\S{0,4}福祉|介護|国保|税|収納|住民|[市町村]民(?!\S*館)|戸籍|農|林|水産|漁|商工|産業|観光|建設|土木|都市|道路|河川|水道|上下水道|下水道|環境|防災|危機|消防|財政|会計|出納|総務課|企画課|企画財政|まちづくり)"
    ),
}
_BESIDE_BODIES = ("課", "室", "センター", "所", "館")
_WHOLE = compile_pattern(r".*(?:[課室]|事務局)")
"""A line with which a name ends, whatever stands on the next."""
_COMPANY = compile_pattern(
    r".*(?:株式|有限|合同|合資)会社|(?:株式|有限|合同|合資)会社.+|\((?:株|有|同)\).+|.+\((?:株|有|同)\)|㈱.+|.+㈱"
)
_WITHIN = compile_pattern(r".*(?:係|班|担当|グループ|チーム|室|所|館|センター|分室|支所|長)")
"""What may be a part of the office on the line before."""
_GOES_ON = compile_pattern(
    r"[(（「『・、,/]|及び|および|並びに|ほか|他|など|等|その他|関係|内線|電話|TEL|直通|担当|主[幹査任]"
)
_LEAD = compile_pattern(r"[^:()\s]{2,8} ?: ?(?=\S)")
_LEAST_NAME = 4  # characters of a name that no end shows to be one
_CUT = 2  # characters
_SEVERAL = 2  # names


def read_departments(source: SourceDoc, cell: Cell, alone: Container[str] = ()) -> Iterator[str]:
    """Yield the departments of a cell: one a line where each line is one, else its words split as in a heading.

    Args:
        source: the text.
        cell: what names them.
        alone: the folded words of the other cells of its column: what has one to itself is no part of the office above it.
    """
    written = (line.strip().lstrip("・") for line in _lines(source, cell))
    lines: list[str] = []
    for line in filter(None, written):
        below = lines and fold(line) not in alone and _belongs(fold(lines[-1]), fold(line))
        if lines and (below or _is_cut(lines[-1], line)):
            lines[-1] += line
        else:
            lines.append(line)
    for words in lines if _is_one_each([fold(line) for line in lines]) else _joined(lines):
        if not words or fold(words) in NO_VALUE:
            continue
        found = split_departments(fold(words), 0, len(words), told=True)
        if found:
            yield from (words[a:b] for a, b in found)
        else:
            yield words


def _belongs(office: str, below: str) -> bool:
    """Tell whether an office on the next line is a part of the one above it: 学校教育課 of 教育委員会事務局."""
    if not _BELONGS.search(f"{office}\n{below}"):
        return False
    body = _SECRETARIAT.fullmatch(office) if below.endswith(_BESIDE_BODIES) else None
    return body is None or _PARTS[body.lastgroup or ""].match(below) is not None


def _is_one_each(lines: Sequence[str]) -> bool:
    """Tell whether each of several folded lines is a name of its own, one of them of more than a venue."""
    offices = [is_department(line) or _COMPANY.fullmatch(line) is not None for line in lines]
    known = (office or is_institution(line) or is_beside(line) for line, office in zip(lines, offices, strict=True))
    return len(lines) > 1 and any(offices) and all(known)


def _joined(lines: Sequence[str]) -> Sequence[str]:
    """Return lines with those joined of which the first does not end a name beyond doubt: 北町総務課 over 浜島汽船 are two."""
    found: list[str] = []
    for line in lines:
        last = fold(found[-1]) if found else ""
        if found and not (_WHOLE.fullmatch(last) and _is_named(last) and _begins_name(fold(line))):
            found[-1] += line
        else:
            found.append(line)
    return found


def _is_named(line: str) -> bool:
    return is_department(line) or is_beside(line)


def _begins_name(line: str) -> bool:
    """Tell whether a folded line can be a name of its own, though no end shows it."""
    known = is_department(line) or is_beside(line) or _COMPANY.fullmatch(line) is not None
    goes_on = _GOES_ON.match(line) is not None or _WITHIN.fullmatch(line) is not None
    return known or (len(line) >= _LEAST_NAME and not goes_on and may_be_told(line))


def _is_cut(line: str, below: str) -> bool:
    """Tell whether the end of an office stands on the next line: 農村整備 over 課."""
    lone = not (len(below) > _CUT or is_department(fold(line)) or is_department(fold(below)))
    return lone and is_department(fold(line + below))


def departments_on(source: SourceDoc, cell: Cell) -> Iterator[str]:
    """Yield the departments of a line or cell of nothing else: （福祉課）, 担当課：福祉課, be it over others on lines of their own."""
    words = cell.text(source.text)
    folded = fold(words)
    bracketed = bracket_line(folded)
    first = cell.spans[0]
    if bracketed is None and "\n" in source.text[first.start : first.end]:
        lead = _LEAD.match(fold(source.text[first.start : first.end]))
        begin = first.start + (lead.end() if lead else 0)
        yield from read_departments(source, replace(cell, spans=(Span(begin, first.end), *cell.spans[1:])))
        return
    found = bracketed.departments if bracketed else names_in(folded) if folded[:1] in CLOSING else ()  # （図書館）
    found = found or split_departments(folded, 0, len(folded), told=True)
    yield from (words[a:b] for a, b in found)


def offices_at_end(source: SourceDoc, cell: Cell) -> tuple[Cell, Cell | None]:
    """Return a cell whose head says that it names departments too without its last lines that are theirs, and these.

    None of a cell that names none on lines of their own.
    """
    span = cell.spans[0]
    starts = [span.start, *(match.end() for match in _BREAK.finditer(source.text, span.start, span.end))]
    words = [fold(source.text[at:stop]).strip() for at, stop in zip(starts, [*starts[1:], span.end], strict=True)]
    first = len(words)
    while first > 1 and _names_all(words[first - 1]):
        first -= 1
    wraps, at = source.soft_breaks, starts[first % len(words)] - 1
    cut = (found := bisect_left(wraps, at)) < len(wraps) and wraps[
        found
    ] == at  # the end of a name: 男女共 over 同参画課
    if len(cell.spans) > 1 or first == len(words) or cut:
        return cell, None
    title = Span(span.start, span.start + len(source.text[span.start : starts[first]].rstrip()))
    return replace(cell, spans=(title,)), replace(cell, spans=(Span(starts[first], span.end),))


def _names_all(line: str) -> bool:
    """Tell whether a folded line has nothing but offices: 福祉課・農政課, 担当：福祉課."""
    names = split_departments(line, 0, len(line)) if line else ()
    return (
        bool(names)
        and line[: names[0][0]].strip(" ([")[-1:] in ("", ":")
        and all(is_department(line[a:b]) for a, b in names)
    )


def heading_in(source: SourceDoc, cell: Cell) -> str:
    """Return the words of a cell in one line, with a sign between the offices that stand below each other in the bracket at its end."""
    raw, span, words = source.text, cell.spans[-1], cell.text(source.text)
    groups = closing_groups(fold(raw[span.start : span.end]).rstrip())
    if not groups or _BREAK.search(raw, span.start + groups[-1][0], span.start + groups[-1][1]) is None:
        return words
    begin, end = (span.start + at for at in groups[-1])
    names = list(departments_on(source, replace(cell, spans=(Span(begin + 1, end - 1),))))
    if len(names) < _SEVERAL or not _is_one_each([fold(name) for name in names]):
        return words
    title = replace(cell, spans=(*cell.spans[:-1], Span(span.start, begin))).text(raw)
    return f"{title}{raw[begin]}{'、'.join(names)}{raw[end - 1]}"


def _lines(source: SourceDoc, cell: Cell) -> Iterator[str]:
    """Yield the lines of a cell, those that only wrap put together; offices that fill their lines do not wrap."""
    wraps = source.soft_breaks
    pieces: list[tuple[str, bool]] = []  # each with whether it only goes on with the one before
    for span in cell.spans:
        at, wrapped = span.start, True  # what stands behind other cells' words or on the next page goes on
        for match in [*_BREAK.finditer(source.text, span.start, span.end), None]:
            pieces.append((source.text[at : match.start() if match else span.end].strip(), wrapped))
            if match is not None:
                first = bisect_left(wraps, match.start())
                at, wrapped = match.end(), first < len(wraps) and wraps[first] == match.start()
    line = ""
    for number, (words, wrapped) in enumerate(pieces):
        ends = line.endswith(_OFFICE_ENDS) and _are_offices(line, pieces[number:])
        if line and (not wrapped or ends or _is_above_office(fold(line), pieces[number:])):
            yield line
            line = ""
        line += words
    yield line


def _is_above_office(line: str, pieces: Sequence[tuple[str, bool]]) -> bool:
    """Tell whether a folded line is an institution, and all that wraps below it an office of no part of it: 南図書館 over 福祉課."""
    if not is_institution(line):
        return False
    below = fold("".join(words for words, _ in pieces))
    return is_department(below) and below.endswith("課") and re.match(OF_INSTITUTION, below) is None


def _are_offices(line: str, pieces: Sequence[tuple[str, bool]]) -> bool:
    """Tell whether a line and the next or all below it are an office each: 企画課 over 会計課 or 図書館, but not 生涯学 over 習課."""
    if not is_department(fold(line)):
        return False
    below, all_below = fold(pieces[0][0]), fold("".join(words for words, _ in pieces))
    if is_department(below) or is_department(all_below) or is_institution(below):
        return True
    return _WHOLE.fullmatch(fold(line)) is not None and _begins_name(below) and _WITHIN.fullmatch(all_below) is None
