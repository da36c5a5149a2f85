from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.arbiter import settle
from extractors.mentions import Claim, ClaimedBy, Mention, Span
from extractors.view import TextView


@dataclass(frozen=True)
class _Fixed:
    name: str
    spans: tuple[tuple[int, int], ...]

    def find(self, view: TextView) -> Iterator[Mention]:
        for start, end in self.spans:
            span = Span(start, end)
            yield Claim(span=span, text=view.slice(span), by=ClaimedBy.NAME)


def _texts(*extractors: _Fixed) -> list[str]:
    return [m.text for m in settle(TextView("0123456789"), extractors).mentions]


def test_the_first_start_wins() -> None:
    assert _texts(_Fixed("a", ((2, 9),)), _Fixed("b", ((1, 3),))) == ["12"]


def test_of_those_that_start_together_the_longest_wins() -> None:
    assert _texts(_Fixed("a", ((1, 3),)), _Fixed("b", ((1, 5),))) == ["1234"]


def test_of_equals_the_first_in_the_registry_wins_and_the_loser_is_kept() -> None:
    settled = settle(TextView("0123"), (_Fixed("a", ((1, 3),)), _Fixed("b", ((1, 3),))))
    assert len(settled.mentions) == 1
    (loser,) = settled.losers
    assert (loser.extractor, loser.winner) == ("b", settled.mentions[0])


def test_neighbours_do_not_compete() -> None:
    assert _texts(_Fixed("a", ((4, 6),)), _Fixed("b", ((0, 4), (6, 8)))) == ["0123", "45", "67"]
