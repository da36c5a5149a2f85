"""A derived outline as the TOML of a style, which then reads the report as any other style does."""

from __future__ import annotations

import json
import re

from extractors.view import fold
from pipeline.markers import TITLE, is_bare
from pipeline.profile import Level
from pipeline.segment.derived import Derived, Rank
from pipeline.segment.groups import office_rule

_ABOUT = {
    "tables": "# 施策は表の1行ごと。 / Each measure is a row of a table.",
    "indents": "# 見出しの段階は字下げで分かります。 / Indentation tells the levels of the headings.",
    "": "# 1行でもこれに合えば、この様式の候補になります。 / One line that fits makes this style a candidate.",
}
"""What a style says of its outline, or else of its signature."""
_ABOVE = (Level.PART, Level.DIRECTION, Level.BETWEEN, Level.SECTION)


def draft(derived: Derived, style: str, title: str) -> str:
    """Return a derived outline as the TOML of a style, with its headings as examples.

    Args:
        derived: with at least one rank, or of tables.
        style: id of the style.
        title: its name, for people.
    """
    signature = [f"{{ form = {_text(rank.form)} }}" for rank in derived.ranks if not is_bare(rank.form)]
    bare = [f"^ *{re.escape(example)}" for rank in derived.ranks for example in rank.examples]  # tell it by their words
    without = "tables" if derived.tables else "indents" if derived.indents else ""
    parts = [
        f"id = {_text(style)}",
        f"title = {_text(title)}",
        _ABOUT[without],
        f'outline = "{without}"' if without else f"signature = [{', '.join(signature or map(_pattern, bare))}]",
    ]
    for rank in () if derived.indents else derived.ranks:
        examples = ", ".join(_text(example) for example in rank.examples)
        parts += [
            "",
            "[[heading]]",
            f"level = {_text(rank.level.value)}",
            *_how(rank),
            f"examples = [{examples}]",
        ]
    return "\n".join(parts) + "\n"


def _how(rank: Rank) -> list[str]:
    """Return the keys that say how the headings of a rank are written."""
    if rank.level is Level.OFFICE and all(map(office_rule().pattern.match, rank.examples)):
        return [f"pattern = {_pattern(office_rule().pattern.pattern)}"]
    form = f"form = {_text(rank.form)}"
    return [form, "leads_to_measure = true"] if rank.form == TITLE and rank.level in _ABOVE else [form]


def _pattern(pattern: str) -> str:
    return f"'''{pattern}'''"


def _text(words: str) -> str:
    return json.dumps(fold(words).strip(), ensure_ascii=False)
