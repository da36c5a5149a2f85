"""What is looked at before a search never hides what the search would find."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors import bare_counts, hours, label_links, label_shared, label_words, modality, reading, shared_units
from extractors.first_characters import first_characters
from pipeline.resolve import aims, no_occasion, places, roles, status

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


_LETTERS = st.characters(max_codepoint=0x9FFF)  # drawing from all takes minutes
Sign = Callable[[str], bool]
"""What the words of a match are asked."""


def _with(*words: str, within: int | None = None) -> Sign:
    return lambda told: any(word in told[:within] for word in words)


def _ending(*words: str) -> Sign:
    return lambda told: told.endswith(words)


def _beginning(*words: str) -> Sign:
    return lambda told: told.startswith(words)


@pytest.mark.parametrize(
    ("pattern", "sign"),
    [
        (label_links._ADVERBS, _ending(*label_links._ADVERB_ENDS)),
        (label_shared._NEXT_OF_TIME, _with("(")),
        (label_shared._SAME, lambda told: "同" in told[-3:]),
        (label_words._AIMS_OR_ACTS, _beginning("の目標", "は")),
        (
            modality._TARGET_BEHIND,
            _with("目", "までに", "向け", "掲げ", "うたっ", "めざ", within=modality._LONGEST_TARGET),
        ),
        (hours._TO_ANOTHER_DAY, _with("時", ":", "正午", within=hours._LONGEST)),
        (bare_counts._BARE, _with("者", "数", "員")),
        (shared_units._TWO_SENSES, _with("(実", "(延", "(の", "( ")),
        (shared_units._BY_SEX, _with("男", "女")),
        (status._PLANNED_ENTRY, _with("予定")),
        (status._HELD_BEFORE_NEXT, _beginning("(", ")", " ")),
        (status._TELLS_OF_PLAN, _beginning("に")),
        (status._RESULT_OF, _beginning("の")),
        (status._PLAN_ASIDE, _beginning("(", " ")),
        (status._AIM_ITSELF, _ending("を", "約")),
        (status._BESIDE_AIM, _beginning("(", " (")),
        (roles._NAMED, _ending("(", "[")),
        (roles._OF_COLUMN, _ending("(")),
        (no_occasion._OF_CAMPAIGN, _ending("(")),
        (places._VENUE_LABEL, _with(*places._VENUE_WORDS)),
        (places._VENUE_IS, _with(*places._VENUE_WORDS)),
        (aims._LISTED_AIM, _with("目標", "計画")),
        (aims._SAME_AIM, lambda told: told.rstrip(" 約").endswith("同")),
        (aims._OF_PLAN, _with("計画", "予定", within=aims._LONGEST_OF_PLAN)),
    ],
)
@settings(max_examples=15, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(data=st.data())
def test_every_match_holds_the_sign(pattern: re.Pattern[str], sign: Sign, data: st.DataObject) -> None:
    found = pattern.search(data.draw(st.from_regex(pattern, alphabet=_LETTERS)))
    assert found is not None
    assert sign(found.group())
