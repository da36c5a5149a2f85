"""The account of a report's numerals, and of what was not taken; packed, for there are thousands of each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractors.mentions import ClaimedBy, Span, known_span


class NumeralRecord(NamedTuple):
    """A numeral of the report and what accounts for it."""

    span: Span
    claimed_by: ClaimedBy
    ref_id: str | None = None


class Numerals:
    """The numerals of a report in order."""

    __slots__ = ("_claims", "_edges", "_refs")

    def __init__(self, records: Iterable[NumeralRecord] = ()) -> None:
        """Take records, one by one."""
        self._edges = array("i")
        self._claims: list[ClaimedBy] = []
        self._refs: list[str | None] = []
        self.extend(records)

    def extend(self, records: Iterable[NumeralRecord]) -> None:
        """Append records."""
        for span, claimed_by, ref in records:
            self._edges.extend(span)
            self._claims.append(claimed_by)
            self._refs.append(ref)

    def __iter__(self) -> Iterator[NumeralRecord]:
        """Yield the records."""
        edges = iter(self._edges)
        return map(NumeralRecord, map(known_span, zip(edges, edges, strict=True)), self._claims, self._refs)


class Rejected(NamedTuple):
    """A candidate that lost to another reading of the same characters."""

    span: Span
    extractor: str
    lost_to: Span


class Rejections:
    """The candidates of a report that lost, in order of the text."""

    __slots__ = ("_edges", "_extractors")

    def __init__(self, candidates: Iterable[Rejected] = ()) -> None:
        """Take candidates, one by one."""
        self._edges = array("i")
        self._extractors: list[str] = []
        self.extend(candidates)

    def extend(self, candidates: Iterable[Rejected]) -> None:
        """Append candidates."""
        for span, extractor, lost_to in candidates:
            self._edges.extend((*span, *lost_to))
            self._extractors.append(extractor)

    def __iter__(self) -> Iterator[Rejected]:
        """Yield them."""
        edges = iter(self._edges)
        spans = map(known_span, zip(edges, edges, strict=True))
        return map(Rejected, spans, self._extractors, spans)
