"""What occasion a measure is named after."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from extractors import scripts
from extractors.gatherings import OCCASION
from pipeline.resolve.phrases import QUOTE
from pipeline.resolve.row_heads import IS_OCCASION

_DEED_OF_TITLE = scripts.compile(r"(?:の(?:開催|実施|運営|充実|推進|開設)|について)(?:等|など)?$")


class Topic(NamedTuple):
    """The occasion that a measure is named after."""

    name: str
    is_whole: bool
    """Whether the measure has no other name: 港まつり, but not 港まつりの開催."""


@lru_cache(maxsize=1024)  # each block of a measure asks
def topic_of(title: str | None) -> Topic | None:
    """Return the occasion that the title of a measure names, None where it names none: 「…研修」の開催."""
    if title is None or not OCCASION.search(title):
        return None
    if (quote := QUOTE.search(title)) and OCCASION.search(quote["name"]):
        return Topic(quote["name"], quote["name"] == title.strip("「」『』"))
    name = _DEED_OF_TITLE.sub("", title)
    return Topic(name, name == title) if IS_OCCASION.search(name) else None
