"""The texts of the command line, by key."""

from __future__ import annotations

from pipeline.texts import commands, unattended

TEXTS = commands.TEXTS | unattended.TEXTS
"""Key: text in Japanese, text in English; named parts in braces."""
