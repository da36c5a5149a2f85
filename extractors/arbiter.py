"""The arbiter: every extractor proposes, overlaps are settled once.

What is known beforehand wins. Of the rest, the mention that starts first wins; of those that start together the longest; of equals the one whose extractor comes
first in the registry. Occasions without an ordinal do not compete. Losers are kept, so that one can see what was
refused.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter, itemgetter
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


def settle(view: TextView, extractors: Sequence[Extractor], known: Iterable[Mention] = ()) -> Settled:
    """Run `extractors` over `view` and settle their overlaps.

    Args:
        view: the text.
        extractors: in order of precedence.
        known: what is no matter of grammar (the numbers of headings, page numbers): nothing displaces it.

    Returns:
        The winners by start, and the losers with what displaced them. Cost n log n in the number of candidates.
    """
    candidates = [
        (mention.span.start, -mention.span.end, rank, mention)
        for rank, extractor in enumerate(extractors)
        for mention in extractor.find(view)
    ]
    candidates.sort(key=itemgetter(0, 1, 2))
    fixed: list[Mention] = []
    for mention in sorted(known, key=lambda m: (m.span.start, -m.span.end)):
        if not fixed or mention.span.start >= fixed[-1].span.end:
            fixed.append(mention)
    ends = [mention.span.end for mention in fixed]
    kept: list[Mention] = []
    losers: list[Loser] = []
    for start, _, rank, mention in candidates:
        at = bisect_right(ends, start)
        over = fixed[at] if at < len(fixed) and fixed[at].span.start < mention.span.end else None
        if over is None and kept and start < kept[-1].span.end:
            over = kept[-1]
        if over is None:
            kept.append(mention)
        else:
            losers.append(Loser(mention, extractors[rank].name, over))
    return Settled(tuple(sorted((*fixed, *kept), key=attrgetter("span"))), tuple(losers))
