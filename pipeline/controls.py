"""Characters that no name, message or cell may hold: some command a terminal, some turn the order of what is shown."""

from __future__ import annotations

from itertools import chain

STRAY = r"\x01-\x08\x0e-\x19\x1c-\x1f\x7f-\x84\x86-\x9a\x9c\x9e\x9f\u202a-\u202e\u2066-\u2069"
"""A character class: what no text holds, though its bytes are characters, and what may turn the order of its digits."""
_SHOWN = "\ufffd"
# C0 but tab and line feed, DEL and C1; lone surrogates and what is no character.
_CONTROLS = {*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF}
_OF_DIRECTION = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_MASKS = dict.fromkeys(_CONTROLS, _SHOWN)
_ALL_MASKS = dict.fromkeys(chain(_CONTROLS, _OF_DIRECTION), _SHOWN)


def without_controls(text: str) -> str:
    """Return a text with U+FFFD in place of each control but line feeds and tabs; its length stays."""
    return text if _is_shown(text) else _replaced(text, _MASKS)


def masked(text: str) -> str:
    """Return a text fit to be shown: without controls, and without what turns the direction of writing."""
    return text if _is_shown(text) else _replaced(text, _ALL_MASKS)


def _is_shown(text: str) -> bool:
    """Tell whether a text holds nothing but what is shown, line ends and wide blanks, as nearly all texts do."""
    return text.isprintable() or text.replace("\n", "").replace("\u3000", "").isprintable()


def _replaced(text: str, masks: dict[int, str]) -> str:
    return text if masks.keys().isdisjoint(map(ord, text)) else text.translate(masks)
