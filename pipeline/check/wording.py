"""How checks quote what they are about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.model import Check, DateRecord, FigureRecord, Severity


def on(
    record: DateRecord | FigureRecord,
    *,
    code: str,
    message_ja: str,
    message_en: str,
    severity: Severity = Severity.WARNING,
) -> Check:
    """Return a check on a date or figure, which it stands at."""
    return Check(
        severity=severity,
        code=code,
        message_ja=message_ja,
        message_en=message_en,
        measure_no=record.place.measure_no,
        span=record.date.span if isinstance(record, DateRecord) else record.figure.span,
    )


def named(record: FigureRecord) -> str:
    """Return a figure with its label."""
    label = record.figure.label
    return flat(f"{label} {record.figure.text}" if label else record.figure.text)


def flat(text: str) -> str:
    """Return words in one line."""
    return " ".join(text.split())


def number(value: Decimal) -> str:
    """Return a value with all of its digits."""
    return f"{value.normalize():,f}"


def added(records: Sequence[FigureRecord]) -> FigureRecord:
    """Return what values of one unit add up to as a value to be quoted beside them: 計500人.

    Args:
        records: the values, one or more.
    """
    first = records[0]
    value = sum((record.figure.value for record in records), Decimal(0))
    figure = replace(first.figure, value=value, label=None, text=f"計{number(value)}{first.figure.unit or ''}")
    return replace(first, figure=figure)


def rounded(calculated: Decimal, step: Decimal) -> str:
    """Return a calculated value at the last digit of the stated one, or at one decimal: 0.11, and not 0.1, beside 0.13."""
    places = max(1, -step.adjusted())
    return f"{calculated:,.{places}f}".removesuffix("." + "0" * places)


def in_japanese(day: dt.date) -> str:
    """Return a day as reports write it."""
    return f"{day.year}年{day.month}月{day.day}日"
