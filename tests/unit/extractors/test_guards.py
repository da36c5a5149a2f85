"""What is looked at before a search never hides what the search would find."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from extractors import label_words, modality, reading
from extractors.first_characters import first_characters
from pipeline.resolve import status

_parser = import_module("re._parser")


@pytest.mark.parametrize(
    ("begins", "patterns"),
    [
        (
            reading.TELLS_CHANGE,
            (
                *(reading._LESS, reading._MORE, reading._RATE_LESS, reading._RATE_MORE, reading._LOWER),
                *(reading._UNDER, reading._OVER, reading._REDUCES, reading._RAISES),
            ),
        ),
        (label_words._LEADS, (label_words._LEADING,)),
        (
            status._MAY_BECOME,
            (status._TO_BECOME, status._AIMED, status._UP_TO, status._RAISED, status._RAISED_TO),
        ),
    ],
)
def test_every_match_begins_with_one_of_the_characters(
    begins: frozenset[str], patterns: tuple[re.Pattern[str], ...]
) -> None:
    for pattern in patterns:
        members = first_characters(_parser.parse(pattern.pattern))
        assert members is not None, pattern.pattern
        assert {str(operation) for operation, _ in members} <= {"LITERAL"}
        assert {chr(code) for _, code in members} <= begins, pattern.pattern


@pytest.mark.parametrize(
    "words",
    [
        "でした。",
        "ました",
        "実施した。",
        "行った",
        "集まった",
        "でいた",
        "済み",
        "だった",
        "なりました",
        "実施済",
        "中止と",
    ],
)
def test_what_is_past_holds_a_sign_of_it(words: str) -> None:
    cue = modality.FORWARD.search(words)
    assert cue is not None
    assert cue["actual"]
    assert not status._SIGNS_OF_PAST.isdisjoint(cue["actual"])
