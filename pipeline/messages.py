"""What the command line says, in Japanese and English, and which of the two a user gets."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from pipeline.controls import masked
from pipeline.texts import TEXTS

Language = Literal["ja", "en"]
_WINDOWS_JAPANESE = 0x11  # primary language of a Windows language identifier


def choose_language(arguments: Sequence[str]) -> Language:
    """Return the language to speak: `--lang`, else SHINCHOKU_LANG, else the user's locale.

    Args:
        arguments: the command line behind the program's name; read before it is parsed, since help and usage errors
            are in that language too.
    """
    asked = [b for a, b in pairwise(arguments) if a == "--lang"]
    asked += [a.removeprefix("--lang=") for a in arguments if a.startswith("--lang=")]
    for wish in (*asked, os.environ.get("SHINCHOKU_LANG", "")):
        if wish in ("ja", "en"):
            return wish  # type: ignore[return-value]  # narrowed by the test
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if locale_said := os.environ.get(variable):
            return "ja" if locale_said.lower().startswith("ja") else "en"
    return "ja" if _system_is_japanese() else "en"


def _system_is_japanese() -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == _WINDOWS_JAPANESE)
    return (locale.getlocale()[0] or "").lower().startswith("ja")


def say(language: Language, key: str, **parts: object) -> str:
    """Return the text `key` in `language`, with `parts` filled in, fit to be shown.

    Raises:
        KeyError: if there is no such text, or a part of it was not given.
    """
    text = TEXTS[key][0 if language == "ja" else 1]
    return masked(text.format(**parts)) if parts else text
