"""The marks above those of a report's measures: each time one of their lines leads to a measure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Mapping, Sequence

from extractors.patterns import compile_pattern
from pipeline.codes import places_of
from pipeline.markers import BULLETS, TITLE, is_caption, is_title_mark, mark_of
from pipeline.segment.counts import counts_on, number_in
from pipeline.segment.level_fields import changes_always
from pipeline.segment.lines import Line
from pipeline.segment.outline import has_word

_SHARE = 0.6  # of the lines of a mark that must lead to a measure
_NUMERAL = compile_pattern("[1一Ⅰ①]")
_MONTH = compile_pattern(r"(?:[0-9元]{1,4}年 ?)?(?:1[0-2]|[1-9]) ?月(?![^】\]>》〕〉≫])")
_SEVERAL = 2  # lines of a mark by which it may begin below a preamble


def marks_above(
    lines: Sequence[Line],
    marked: Mapping[str, Sequence[int]],
    measures: Sequence[str],
    numbers: Sequence[float],
    heads_prose: Callable[[int], bool],
) -> list[tuple[str, list[int]]]:
    """Return the marks above those of the measures with their lines, outermost first.

    Args:
        lines: of the report.
        marked: the lines of each mark, in order.
        measures: the marks of the measures.
        numbers: where the measures stand, in order.
        heads_prose: whether a line heads prose.
    """
    found = []
    begun = {_level_of(form): form for form, of_form in reversed([*marked.items()]) if len(of_form) > 1}
    for form, of_form in marked.items():
        if form in (*measures, *BULLETS) or (of_form[0] == 0 and len(of_form) == 1 and is_title_mark(form)):
            continue
        leading = _leading(of_form, numbers)
        within = _within(of_form, leading, numbers)
        if not within or within[0] > numbers[0] or (measures and is_caption(form)):
            continue
        by_word = _counts_by_word(lines, form, within) or _are_months(lines, within)
        coded = len(places_of(form)) > 1  # 1-2 may have no measure
        if len(within) > len(numbers) and not (by_word or coded):
            continue
        lone = not places_of(form) or begun.get(_level_of(form) or form, form) != form  # ## 0. はじめに before ## A. …
        if len(within) == 1 and lone and heads_prose(within[0]):  # 【要約】, ■記入上の注意
            continue
        if (by_word or len(leading) >= _SHARE * len(within)) and not _changes_always(lines, form, within, len(numbers)):
            found.append((form, within))
    outer = {n for _, of_form in found for n in of_form}
    found += _begun_later(marked, measures, numbers, outer)
    recur = any(len(of_form) > 1 for _, of_form in found)  # one sign over all of them heads what stands before them
    shown = [
        (form, of_form)
        for form, of_form in found
        if len(of_form) > 1
        or not recur
        or not (is_title_mark(form) or _counts_parts(lines, form, marked[form], numbers[0]))
    ]
    return sorted(shown, key=lambda entry: entry[1][0])


def _counts_parts(lines: Sequence[Line], form: str, of_form: Sequence[int], first: float) -> bool:
    """Tell whether a mark of which one line alone leads to measures counts the parts of a report: 第2部 施策の状況, 第3部 目標.

    Those before the first measure may be none that head anything by their words (2 対象, 3 評価の区分), or stand elsewhere.
    """
    if has_word(form):
        return False
    texts = [line.text for line in lines[: int(first)]]
    numbers = [number_in(text[: mark.title]) for text in texts if (mark := mark_of(text)) and mark.form == form]
    return max(len(of_form), len(numbers)) > 1 or any(no and no > 1 for no in numbers)


def _level_of(form: str) -> str:
    """Return the hashes that a form begins with, which say of which level it is whatever counts behind them; else nothing."""
    return form[: len(form) - len(form.lstrip("#"))]


def _begun_later(
    marked: Mapping[str, Sequence[int]], measures: Sequence[str], numbers: Sequence[float], outer: Container[int]
) -> list[tuple[str, list[int]]]:
    """Return the marks with their lines that only some of the headings above have below them: ＜女性＞ below 2 alone.

    The first of them stands right below such a heading, and each of them right above a measure.
    """
    placed = frozenset(numbers)
    return [
        (form, list(of_form))
        for form, of_form in marked.items()
        if len(of_form) >= _SEVERAL
        and form not in (*measures, *BULLETS)
        and of_form[0] > numbers[0]
        and of_form[0] - 1 in outer
        and all(number + 1 in placed for number in of_form)
    ]


def _leading(of_form: Sequence[int], numbers: Sequence[float]) -> list[int]:
    """Return the lines of a mark that lead to a measure before the next of them."""
    bounds = [bisect_right(numbers, number) for number in of_form]
    return [n for n, a, b in zip(of_form, bounds, [*bounds[1:], len(numbers)], strict=True) if a < b]


def _within(of_form: Sequence[int], leading: Sequence[int], numbers: Sequence[float]) -> list[int]:
    """Return the lines of a mark from the first that leads to a measure up to the last measure.

    The others count the parts before and behind: １ 計画の概要, 問い合わせ先. One that leads alone is such a part as well.
    """
    first = of_form.index(leading[0]) if len(leading) >= _SEVERAL else 0
    return list(of_form[first : bisect_left(of_form, numbers[-1])]) if leading else []


def _counts_by_word(lines: Sequence[Line], form: str, numbers: Sequence[int]) -> bool:
    """Tell whether a word numbers the lines of a mark without a gap, as it does headings: 施策の方向1, 施策の方向2."""
    if not has_word(form):
        return False
    texts = (lines[number].text for number in numbers)
    return counts_on([number_in(text[: marked.title]) for text in texts if (marked := mark_of(text))])


def _changes_always(lines: Sequence[Line], form: str, numbers: Sequence[int], measures: int) -> bool:
    """Tell whether the lines of a mark are a field of every measure that holds other words in each: it groups nothing."""
    if places_of(form) or TITLE in form or not has_word(form) or len(numbers) < measures:
        return False
    return changes_always([lines[n].text[m.title :] for n in numbers if (m := mark_of(lines[n].text))])


def _are_months(lines: Sequence[Line], numbers: Sequence[int]) -> bool:
    """Tell whether headings only name months, some of which may have nothing below: 【4月】, 【5月】."""
    titles = [lines[n].text[marked.title :].strip() for n in numbers if (marked := mark_of(lines[n].text))]
    return len(titles) > 1 and all(_MONTH.match(title) for title in titles)


def first_below_preamble(
    marked: Mapping[str, Sequence[int]],
    measures: Sequence[tuple[str, Sequence[int]]],
    counted: Mapping[int, int | None],
    is_evident: Callable[[int], bool],
) -> int:
    """Return the first line of what a report reports, where lines that look like its measures stand before it, else 0.

    That is the first line of a mark that leads to measures each time, where no department or label shows those before
    it to be measures as they show the others, or where the measures begin to count anew below each of its lines.

    Args:
        marked: the lines of each mark, in order.
        measures: the marks of the measures with their lines.
        counted: the number of each measure.
        is_evident: whether a department or label shows a line to be a measure.
    """
    forms = {form for form, _ in measures}
    numbers = sorted(n for _, of_form in measures for n in of_form)
    shown = next((n for n in numbers if is_evident(n)), None)
    cuts = []
    for form, of_form in marked.items():
        if form in forms or form in BULLETS or len(of_form) < _SEVERAL or not numbers[0] < of_form[0] < numbers[-1]:
            continue
        leading = _leading(of_form, numbers)
        below = [counted.get(numbers[bisect_right(numbers, n)]) for n in leading]
        anew = len(leading) == len(of_form) and all(no == 1 for no in below)
        if len(leading) >= _SHARE * len(of_form) and (anew if shown is None else of_form[0] < shown):
            cuts.append(of_form[0])
    return min(cuts, default=0)


def other_numerals(
    measure: str,
    marked: Mapping[str, list[int]],
    counted: Callable[[tuple[str, Sequence[int]]], Sequence[tuple[int, int | None]]],
    is_evident: Callable[[int], bool],
) -> list[tuple[str, list[int]]]:
    """Return the marks in which measures are counted on, with their lines: 一 and 二 on a vertical page, then 3, 4 ….

    Args:
        measure: the mark of the measures.
        marked: the lines of each mark, in order.
        counted: gives the lines of a mark with their numbers.
        is_evident: whether a department or label shows a line to be a measure.
    """
    counts = {
        form: [no or 0 for _, no in counted((form, of_form))]
        for form, of_form in marked.items()
        if _NUMERAL.sub("1", form) == _NUMERAL.sub("1", measure)
    }
    last = counts.pop(measure, [])
    return [
        (form, marked[form])
        for form, numbers in counts.items()
        if numbers
        and last
        and (numbers[-1] + 1 == last[0] or last[-1] + 1 == numbers[0] > 1)
        and sum(map(is_evident, marked[form])) >= _SHARE * len(numbers)
    ]
