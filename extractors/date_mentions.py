"""From the terms of a date to its mention: what stands right behind them, and the days that the text fixes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extractors import lengths
from extractors.date_terms import B, Item
from extractors.date_years import bounds, known_parts, precision_of, span_of
from extractors.mentions import DateMention, DatePart, Precision, new_part
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.view import TextView


_DUE = compile_pattern(rf"{B}(?:まで|迄|を(?:期限|締め?切り?)(?:と|に))")
_AS_OF = compile_pattern(rf"{B}(?:の{B})?(?:(?:末|終了){B})?(?:時点|現在|現時点)")
_OPENS = compile_pattern(rf"{B}(?:から|より|以降|以後|以来|~(?={B}(?:[)。、\n]|$)))")


class Joined(NamedTuple):
    """Terms joined to one expression."""

    end: int
    items: tuple[Item, ...]
    is_range: bool
    weekday: str | None
    era: str | None


def mention_of(view: TextView, begin: int, end: int, found: Joined, *, approximate: bool) -> DateMention:
    """Return the mention of the terms at view offsets `begin`..`end`, its years as far as the text fixes them."""
    text, is_range, written = view.text, found.is_range, found.items[0].written
    as_of = _AS_OF.match(text, end) is not None
    span, told = view.span(begin, end), text[begin:end]
    parts = known_parts(tuple([_part(item) for item in found.items]), is_range=is_range, fiscal_year=None)
    start, last = bounds(parts, is_range=is_range, as_of=as_of)
    return DateMention(
        span=span,
        text=view.slice(span),
        written=written,
        parts=parts,
        is_range=is_range,
        start=start,
        end=last,
        precision=_precision(found.items, as_of=as_of),
        approximate=approximate or "頃" in told or "ごろ" in told or ("週" in told and _in_week(found.items)),
        weekday=found.weekday,
        year_inferred=all(item.written.year is None for item in found.items),
        as_of=as_of,
        deadline=not is_range and _DUE.match(text, end) is not None,
        opens=_OPENS.match(text, end) is not None and not (is_range or lengths.lasts(written)),
    )


def _in_week(items: tuple[Item, ...]) -> bool:
    """Tell whether a week of a month is meant: which days it has depends on the calendar, and the month is given."""
    return any("週" in (item.written.edge or "") for item in items)


def _part(item: Item) -> DatePart:
    written, year = item
    first, last = (span_of(written, year) if written.year is not None else None) or (None, None)
    return new_part((written, first, last))


def _precision(items: tuple[Item, ...], *, as_of: bool) -> Precision:
    if len(items) == 1:
        precision = precision_of(items[0].written)
        return Precision.DAY if as_of and precision is Precision.MONTH else precision  # 1月時点 is its last day
    finest = {precision_of(item.written) for item in items}
    for precision in (Precision.DAY, Precision.MONTH, Precision.HALF_YEAR, Precision.FISCAL_YEAR):
        if precision in finest:
            return precision
    return Precision.YEAR
