"""The arbiter: every extractor proposes, overlaps are settled once.

The mention that starts first wins; of those that start together the longest; of equals the one whose extractor comes
first in the registry. Occasions without an ordinal do not compete. Losers are kept, so that one can see what was
refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from extractors.mentions import Mention
    from extractors.view import TextView


class Extractor(Protocol):
    """What the registry holds: a name and a way to find mentions."""

    @property
    def name(self) -> str:
        """The name that a rejected candidate shows."""

    def find(self, view: TextView) -> Iterable[Mention]:
        """Yield the mentions of `view`."""


class Loser(NamedTuple):
    """A candidate that another mention displaced."""

    mention: Mention
    extractor: str
    winner: Mention


class Settled(NamedTuple):
    """The accepted mentions in order, without overlap, and the candidates that lost."""

    mentions: tuple[Mention, ...]
    losers: tuple[Loser, ...]


def settle(view: TextView, extractors: Sequence[Extractor]) -> Settled:
    """Run `extractors` over `view` and settle their overlaps.

    Args:
        view: the text.
        extractors: in order of precedence.

    Returns:
        The winners by start, and the losers with what displaced them. Cost n log n in the number of candidates.
    """
    candidates = [
        (mention.span.start, -mention.span.end, rank, mention)
        for rank, extractor in enumerate(extractors)
        for mention in extractor.find(view)
    ]
    candidates.sort(key=lambda c: c[:3])
    kept: list[Mention] = []
    losers: list[Loser] = []
    for start, _, rank, mention in candidates:
        if kept and start < kept[-1].span.end:
            losers.append(Loser(mention, extractors[rank].name, kept[-1]))
        else:
            kept.append(mention)
    return Settled(tuple(kept), tuple(losers))
