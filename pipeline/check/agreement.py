"""Figures → checks: sums, shares, changes and attainments that the numbers around them do not give."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate, chain

from extractors.mentions import FigureKind, Span
from pipeline.check.accounts import sessions_told_again, unreached_targets
from pipeline.check.across import departing_below, departing_differences, departing_rates, departing_sums, missed_totals
from pipeline.check.alike_lines import departing_lines
from pipeline.check.breakdowns import exceeding_parts, mismatched_breakdowns, mismatched_classes
from pipeline.check.called_off import attended_though_off
from pipeline.check.changes import is_for_better_or_worse
from pipeline.check.clauses import (
    added_again,
    exceeding_included,
)
from pipeline.check.comparisons import CHANGES, COMPARISONS
from pipeline.check.counts import miscounted_names, miscounted_sessions
from pipeline.check.directions import DIRECTIONS
from pipeline.check.distances import SIDES
from pipeline.check.elsewhere import told_below, told_in_other_digits, told_of_event, told_of_occasion
from pipeline.check.entries import miscounted_lists
from pipeline.check.exceeding import (
    exceeding_all,
    exceeding_distinct,
    exceeding_outcomes,
    overfull,
)
from pipeline.check.exclusive import mismatched_turns, overfull_in_turn
from pipeline.check.flows import departing_amendments, departing_flows
from pipeline.check.fraction_words import (
    missed_quorums,
    mistaken_halves,
    mistaken_words,
)
from pipeline.check.fractions import added_fractions
from pipeline.check.indicators import (
    attainment_agrees,
    calculated_attainments,
    contradicted_indicators,
    told_otherwise,
)
from pipeline.check.last_year import (
    told_of_last_year,
    told_of_year_before,
)
from pipeline.check.lengths import miscounted_spans
from pipeline.check.lists import (
    miscounted_listed_sessions,
    mismatched_attendance,
)
from pipeline.check.means import mistaken_numbers
from pipeline.check.overview import retold_otherwise, told_of_name
from pipeline.check.places import exceeding_enrolled, fewer_than_households, outnumbering
from pipeline.check.ranks import misjudged
from pipeline.check.relations import mismatched_relations, swapped_again
from pipeline.check.restated import (
    counted_otherwise,
    counted_though_denied,
    dated_otherwise,
    told_in_other_size,
    told_in_other_units,
)
from pipeline.check.retold import conflicting, mistaken_again, mistaken_result
from pipeline.check.series import TURNS
from pipeline.check.shares import mismatched_shares_of_whole, overfull_shares
from pipeline.check.sums import miscounted_grades, mismatched_totals
from pipeline.check.tabled import runs_of, tables_of, tables_of_runs
from pipeline.check.tallies import mismatched_bare_parts, mismatched_tallies, mismatched_wholes, overfull_lines
from pipeline.check.targets import contradicted, contradicted_rates
from pipeline.check.values import Mismatch, Surpassed, last_digit, sum_of
from pipeline.check.wording import flat, in_japanese, named, number, on, rounded
from pipeline.locate import Locator, locate
from pipeline.model import Check, Dataset, FigureRecord, Severity


def of_figures(dataset: Dataset, text: str) -> Iterator[Check]:
    """Yield the checks of the figures of a stretch of a report.

    Args:
        dataset: the stretch.
        text: what `joined` returns.
    """
    told = list(_told_by_words(dataset, text))
    yield from told
    yield from _told_by_values(dataset, text, told)


def _told_by_values(dataset: Dataset, text: str, told: Sequence[Check]) -> Iterator[Check]:
    """Yield the checks of values that those of their passage do not give, if nothing else is told of any of them."""
    spans = sorted(check.span for check in told if check.span)
    starts = [span.start for span in spans]

    def is_told(record: FigureRecord) -> bool:
        span = record.figure.span
        at = bisect_right(starts, span.end - 1) - 1
        return at >= 0 and spans[at].end > span.start

    for mismatch, code, sign in mismatched_relations(text, dataset.figures):
        if any(map(is_told, (mismatch.stated, *mismatch.terms))):
            continue
        if code == "breakdown_sum":
            yield replace(_unequal(mismatch.stated, mismatch.terms), severity=Severity.WARNING)
        else:
            yield _mismatched(mismatch, code, sign.join(map(named, mismatch.terms)))
    for first, record in swapped_again(text, dataset.figures):
        if not is_told(first) and not is_told(record):
            yield _of_two_values(first, record)


def _told_by_words(dataset: Dataset, text: str) -> Iterator[Check]:
    sums = [*_sums(dataset, text)]
    yield from sums
    yield from _proportions(dataset, text, {check.span for check in sums})
    yield from _miscounts(dataset, text)
    yield from _duplicates(dataset, text)
    for find in (contradicted, unreached_targets, misjudged, fewer_than_households, *DIRECTIONS, *SIDES, *TURNS):
        for told in find(text, dataset.figures):
            yield _contradicted(told)
    for find_rates in (contradicted_rates, mistaken_halves, mistaken_words, missed_quorums, counted_though_denied):
        for rate, words in find_rates(text, dataset.figures):
            yield on(
                rate,
                code="comparison_mismatch",
                message_ja=f"「{named(rate)}」が「{words}」という言葉に合いません。原文の数を確かめてください。",
                message_en=f"'{named(rate)}' does not fit the words '{words}'. Check the number.",
            )


def _exceeding(member: FigureRecord, total: FigureRecord) -> Check:
    return on(
        member,
        severity=Severity.ERROR,
        code="part_exceeds_total",
        message_ja=f"内数「{named(member)}」が全体「{named(total)}」より大きくなっています。どちらかの数を原文で確かめてください。",
        message_en=f"The part '{named(member)}' is greater than its total '{named(total)}'. Check both numbers.",
    )


def _unequal(total: FigureRecord, members: Sequence[FigureRecord]) -> Check:
    terms = "＋".join(number(m.figure.value) for m in members)
    added, whole = number(sum_of(members)), number(total.figure.value)
    return on(
        total,
        severity=Severity.ERROR,
        code="breakdown_sum",
        message_ja=f"「{named(total)}」の内訳が合いません：{terms}＝{added}（全体は{whole}）。原文の数を確かめてください。",
        message_en=f"The parts of '{named(total)}' do not add up: {terms.replace('＋', '+')} = {added}, the total is {whole}. Check the numbers.",
    )


def _overfull(total: FigureRecord, parts: Sequence[FigureRecord]) -> Check:
    added = number(sum_of(parts))
    return on(
        total,
        code="breakdown_sum",
        message_ja=f"「{named(total)}」の内数を足すと{added}となり、全体より大きくなります。重複がないか原文を確かめてください。",
        message_en=f"The parts of '{named(total)}' add up to {added}, more than the total. Check whether they overlap.",
    )


def _proportions(dataset: Dataset, text: str, told: set[Span | None]) -> Iterator[Check]:
    """Yield the checks of the values that others do not give, each of them once, and none of what is told already."""
    compared = ((found, code, sign) for find, code, sign in COMPARISONS for found in find(text, dataset.figures))
    for mismatch, code, sign in chain(compared, departing_lines(text, dataset.figures)):
        if mismatch.stated.figure.span not in told:
            told.add(mismatch.stated.figure.span)
            yield _mismatched(mismatch, code, sign.join(map(named, mismatch.terms)))
    for find_changes in CHANGES:
        for mismatch in find_changes(text, dataset.figures):
            if not is_for_better_or_worse(text, mismatch):
                later, earlier = mismatch.terms
                yield _mismatched(mismatch, "change_mismatch", f"{named(earlier)} → {named(later)}")
    for find_parts in (
        exceeding_parts,
        exceeding_all,
        exceeding_outcomes,
        exceeding_enrolled,
        exceeding_included,
    ):
        for part, whole in find_parts(text, dataset.figures):
            yield _exceeding(part, whole)
    yield from _attendances(dataset, text)


def _attendances(dataset: Dataset, text: str) -> Iterator[Check]:
    """Yield the checks of those who came: more than there were places, than came in all, or to what was called off."""
    for came, places in dict.fromkeys((*overfull(text, dataset.figures), *outnumbering(text, dataset.figures))):
        yield on(
            came,
            code="over_capacity",
            message_ja=f"「{named(came)}」は、定員の「{flat(places.figure.text)}」より多くなっています。どちらかの数を原文で確かめてください。",
            message_en=f"'{named(came)}' is more than the places that there were, '{flat(places.figure.text)}'. Check both numbers.",
        )
    for came in attended_though_off(text, dataset.figures):
        yield on(
            came,
            code="cancelled_session",
            message_ja=f"中止とある回に「{named(came)}」と書かれています。中止か開催か、または数を原文で確かめてください。",
            message_en=f"'{named(came)}' is told of a session that was cancelled. Check whether it was held, and the number.",
        )
    for distinct, total in exceeding_distinct(text, dataset.figures):
        yield on(
            distinct,
            severity=Severity.ERROR,
            code="part_exceeds_total",
            message_ja=f"実数「{named(distinct)}」が延べ数「{named(total)}」より大きくなっています。どちらかの数を原文で確かめてください。",
            message_en=f"'{named(distinct)}' counts more than came in all, '{named(total)}'. Check both numbers.",
        )


def _sums(dataset: Dataset, text: str) -> Iterator[Check]:
    known = {*dataset.complete_totals}
    for total, parts, are_all in mismatched_breakdowns(text, dataset.figures, known):
        yield _unequal(total, parts) if are_all else _overfull(total, parts)
    for total, parts in mismatched_totals(text, dataset.figures, known):
        yield _unequal(total, parts)
    for find in (
        mismatched_attendance,
        added_again,
        mismatched_shares_of_whole,
        mismatched_classes,
        mismatched_tallies,
        mismatched_bare_parts,
        mismatched_wholes,
    ):
        for total, parts in find(text, dataset.figures):
            yield _unequal(total, parts)
    for total, parts in mismatched_turns(text, dataset.figures):
        over = sum_of(parts) > total.figure.value  # else some may be neither the one nor the other
        yield _unequal(total, parts) if over else replace(_unequal(total, parts), severity=Severity.WARNING)
    for fractions in added_fractions(text, dataset.figures):
        terms = "＋".join(flat(record.figure.text) for record in fractions)
        yield on(
            fractions[-1],
            severity=Severity.ERROR,
            code="breakdown_sum",
            message_ja=f"「{terms}」は1を超えます。原文の割合を確かめてください。",
            message_en=f"'{terms.replace('＋', ' + ')}' is more than 1. Check the fractions.",
        )
    shares_told = (find(text, dataset.figures) for find in (overfull_shares, overfull_lines, overfull_in_turn))
    for shares in chain.from_iterable(shares_told):
        first, last, added = named(shares[0]), named(shares[-1]), number(sum_of(shares))
        yield on(
            shares[-1],
            severity=Severity.ERROR,
            code="breakdown_sum",
            message_ja=f"「{first}」から「{last}」までの割合を足すと{added}％となり、100％を超えます。複数回答でないか、原文の数を確かめてください。",
            message_en=f"The shares from '{first}' to '{last}' add up to {added}%, more than 100%. Check the numbers, and whether several answers could be given.",
        )


def _contradicted(told: Surpassed) -> Check:
    value, bound = named(told.value), named(told.bound)
    apart = told.value.figure.value - told.bound.figure.value
    is_ja, is_en = (
        ("と同じ", "the same as")
        if not apart
        else ("より小さい", "less than")
        if apart < 0
        else ("より大きい", "more than")
    )
    check = on(
        told.value,
        code="comparison_mismatch",
        message_ja=f"「{value}」は「{bound}」{is_ja}値ですが、「{told.words}」と書かれています。原文の数を確かめてください。",
        message_en=f"'{value}' is {is_en} '{bound}', but the report says '{told.words}'. Check the numbers.",
    )
    return replace(check, span=told.said_at) if told.said_at else check


def _miscounts(dataset: Dataset, text: str) -> Iterator[Check]:
    for find in (
        miscounted_names,
        miscounted_sessions,
        miscounted_listed_sessions,
        miscounted_lists,
        miscounted_grades,
    ):
        for stated, counted, what in find(text, dataset.figures):
            yield on(
                stated,
                code="count_mismatch",
                message_ja=f"「{named(stated)}」とありますが、並んでいるのは{counted}です（{flat(what)}）。原文を確かめてください。",
                message_en=f"'{named(stated)}' is stated, but {counted} are listed ({flat(what)}). Check the report.",
            )
    for stated, length, span in miscounted_spans(text, dataset.figures, dataset.dates):
        yield on(
            stated,
            code="count_mismatch",
            message_ja=f"「{flat(span.date.text)}」は{length}ですが、「{flat(stated.figure.text)}」とあります。原文を確かめてください。",
            message_en=f"'{flat(span.date.text)}' is {length} long, but '{flat(stated.figure.text)}' is stated. Check the report.",
        )


def _of_two_values(first: FigureRecord, record: FigureRecord) -> Check:
    day = record.as_of
    then_ja, then_en = (f"（{in_japanese(day)}時点）", f" (as of {day.isoformat()})") if day else ("", "")
    return on(
        record,
        code="duplicate_figure",
        message_ja=f"同じ項目に異なる値があります：「{named(first)}」と「{named(record)}」{then_ja}。どちらが正しいか確かめてください。",
        message_en=f"One item has two values: '{named(first)}' and '{named(record)}'{then_en}. Check which is right.",
    )


def of_tables(dataset: Dataset, text: str) -> Iterator[Check]:
    """Yield the checks of the columns of tables that others give.

    Args:
        dataset: the report.
        text: what `joined` returns.
    """
    grids = sorted(grid.span for grid in dataset.source.tables)
    runs = runs_of(text, grids)
    spans = sorted([*grids, *(Span(run.lines[0].span.start, run.lines[-1].span.end) for run in runs)])
    if not spans:
        return
    starts = [span.start for span in spans]
    ends = [0, *accumulate((span.end for span in spans), max)]  # up to where those that begin before may reach
    inside = {at: r for r in dataset.figures if (at := r.figure.span.start) < ends[bisect_right(starts, at)]}
    tables = (*tables_of(dataset.source, inside), *tables_of_runs(text, runs, inside))
    places = locate(dataset.report)
    attained = {(cell.start, indicator.attainment) for indicator in dataset.indicators for cell in indicator.cells}
    for departure in (*departing_sums(tables), *missed_totals(tables)):
        yield _placed(_unequal(departure.stated, departure.terms), places)
    for find, code, sign in (
        (departing_differences, "change_mismatch", " → "),
        (departing_rates, "share_mismatch", " ÷ "),
        (departing_flows, "remainder_mismatch", "、"),
        (departing_amendments, "remainder_mismatch", "、"),
    ):
        for stated, calculated, terms in find(tables):
            if (stated.figure.span.start, stated.figure.value) not in attained:  # of_indicators tells of those
                found = Mismatch(stated, calculated, tuple(terms))
                yield _placed(_mismatched(found, code, sign.join(map(named, terms))), places)
    for first, record in told_of_year_before(text, dataset.figures, dataset.report, tables):
        yield _placed(_of_two_values(first, record), places)
    for stated, calculated, terms in departing_below(text, tables, dataset.figures):
        yield _mismatched(Mismatch(stated, calculated, tuple(terms)), "share_mismatch", " ÷ ".join(map(named, terms)))


def _placed(check: Check, places: Locator) -> Check:
    """Return a check with the measure that it stands in: that of a number without a unit, which is no figure, is not known yet."""
    return replace(check, measure_no=places.place(check.span.start).measure_no) if check.span else check


def of_indicators(dataset: Dataset, text: str) -> Iterator[Check]:
    """Yield the checks of the attainments of indicators, as stated and as told of in sentences.

    Args:
        dataset: the report.
        text: what `joined` returns.
    """
    for indicator in dataset.indicators:
        if indicator.attainment is not None and not attainment_agrees(indicator):
            stated = number(indicator.attainment)
            calculated = rounded(calculated_attainments(indicator)[0], last_digit(indicator.attainment))
            # Of a target of nought there is no such rate.
            aside_ja, aside_en = (
                (f"（実績値÷目標値は{calculated}％）", f" (actual / target is {calculated}%)")
                if indicator.target
                else ("", "")
            )
            yield Check(
                severity=Severity.WARNING,
                code="attainment_mismatch",
                message_ja=f"指標「{flat(indicator.name)}」の達成率{stated}％が、実績値と目標値に合いません{aside_ja}。原文の数を確かめてください。",
                message_en=f"The attainment {stated}% of the indicator '{flat(indicator.name)}' does not fit its values{aside_en}. Check the numbers.",
                span=indicator.span,
            )
    for indicator, span, words in contradicted_indicators(text, dataset.indicators, dataset.report.head):
        name, actual, target = (
            flat(indicator.name),
            number(indicator.actual or Decimal(0)),
            number(indicator.target or Decimal(0)),
        )
        yield Check(
            severity=Severity.WARNING,
            code="comparison_mismatch",
            message_ja=f"「{name}」は、表では実績値{actual}、目標値{target}ですが、「{words}」と書かれています。原文の数を確かめてください。",
            message_en=f"'{name}' is {actual} in the table, with the target {target}, but the report says '{words}'. Check the numbers.",
            span=span,
        )


def _mismatched(mismatch: Mismatch, code: str, terms: str) -> Check:
    stated = mismatch.stated
    tenth = stated.figure.kind is FigureKind.RATIO and stated.figure.unit_norm != "倍"  # 0.58, not 0.6, beside 6割
    calculated = rounded(mismatch.calculated, last_digit(stated.figure.value) / (10 if tenth else 1))
    return on(
        stated,
        code=code,
        message_ja=f"「{named(stated)}」が前後の数と合いません：{terms} から計算すると{calculated}です。原文の数を確かめてください。",
        message_en=f"'{named(stated)}' does not fit the numbers beside it: {terms} gives {calculated}. Check the numbers.",
    )


def _duplicates(dataset: Dataset, text: str) -> Iterator[Check]:
    """Report one thing that is stated with two values, of one point in time or both of all that the report is about."""
    pairs = {
        frozenset((first.figure_id, record.figure_id)): (first, record)
        for first, record in (
            *mistaken_again(text, dataset.figures, dataset.report),
            *retold_otherwise(text, dataset.figures, dataset.report),
            *mistaken_result(text, dataset.figures, dataset.report.head),
            *mistaken_numbers(text, dataset.figures),
            *told_of_name(text, dataset.figures, dataset.report),
            *sessions_told_again(text, dataset.figures),
            *conflicting(dataset.source.text, dataset.figures),
            *told_below(text, dataset.figures),
            *told_of_event(text, dataset.figures),
            *told_in_other_units(text, dataset.figures),
            *told_in_other_size(text, dataset.figures),
            *told_of_last_year(text, dataset.figures),
            *told_of_year_before(text, dataset.figures, dataset.report),
            *counted_otherwise(text, dataset.figures),
            *told_of_occasion(text, dataset.figures, dataset.events),
        )
    }
    for first, record in pairs.values():
        yield _of_two_values(first, record)
    for day_named, other in dated_otherwise(text, dataset.dates):
        yield on(
            other,
            code="duplicate_figure",
            message_ja=f"期限が二通りに書かれています：「{flat(day_named.date.text)}」と「{flat(other.date.text)}」。どちらが正しいか確かめてください。",
            message_en=f"One deadline has two days: '{flat(day_named.date.text)}' and '{flat(other.date.text)}'. Check which is right.",
        )
    for indicator, record in (
        *told_otherwise(text, dataset.figures, dataset.indicators, dataset.report.head),
        *told_in_other_digits(text, dataset.figures, dataset.indicators, dataset.report),
    ):
        name, actual = flat(indicator.name), number(indicator.actual or Decimal(0))
        yield on(
            record,
            code="duplicate_figure",
            message_ja=f"「{named(record)}」は、表の指標「{name}」の実績値{actual}と異なります。どちらが正しいか確かめてください。",
            message_en=f"'{named(record)}' is not the actual value {actual} of the indicator '{name}' in the table. Check which is right.",
        )
