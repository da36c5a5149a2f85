"""What all pages have in common: their words, their templates, and a policy that lets in nothing but their own parts."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.review.marks import BIDI
from pipeline.tables.words import WORDS

_HERE = files("pipeline.review")


@cache
def words() -> dict[str, tuple[str, str]]:
    """Return what the pages say, by key, and what they call values of the datasets: Japanese, English."""
    own: dict[str, list[str]] = json.loads(_read("words.json"))
    return {**WORDS, **{key: (ja, en) for key, (ja, en) in own.items()}}


def render(template: str, scripts: Sequence[str], page: dict[str, Any], **values: Any) -> str:
    """Return a page of HTML that loads nothing and runs nothing but its own script.

    Args:
        template: name of its template.
        scripts: names of its scripts, which run in their order behind the one of all pages.
        page: what they work on; becomes JSON in the page.
        values: what the template shows, escaped wherever it stands.
    """
    style, code = _read("page.css"), "\n".join(map(_read, ("common.js", *scripts)))
    policy = (
        f"default-src 'none'; img-src data:; style-src '{_hash(style)}'; script-src '{_hash(code)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    page = {"words": words(), "bidi": BIDI.pattern, **page}
    return (
        _environment()
        .get_template(template)
        .render(policy=policy, style=Markup(style), script=Markup(code), data=embedded(page), **values)
    )


def embedded(value: Any) -> Markup:
    """Return JSON that no text of a report can end: `<` stands as its escape."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def _hash(part: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(part.encode('utf-8')).digest()).decode('ascii')}"


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def shown(text: object) -> str:
    """Return a text whose marks of direction are written out, so that they turn nothing around them."""
    return BIDI.sub(lambda mark: f"[U+{ord(mark[0]):04X}]", str(text))


def _word(key: str, *parts: object) -> Markup:
    """Return a word of the page, with parts put in, which the script says in the other language.

    The script finds the parts in an attribute `data-w-parts` around it.
    """
    japanese = words()[key][0] if key in words() else shown(key)
    for number, part in enumerate(parts):
        japanese = japanese.replace(f"{{{number}}}", shown(part))
    return Markup('<span data-w="{}">{}</span>').format(key, japanese)


def _svg_word(key: str) -> Markup:
    return Markup('<tspan data-w="{}">{}</tspan>').format(key, words()[key][0])


def _short(text: str, most: int) -> str:
    text = shown(text)
    return text if len(text) <= most else f"{text[: most - 1]}…"


@cache
def _environment() -> Environment:
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_read),
        finalize=lambda value: value if isinstance(value, Markup) else shown(value),
    )
    made.globals |= {"w": _word, "ws": _svg_word}
    made.filters |= {"short": _short, "w_attr": lambda key: escape(words()[key][0])}
    return made
