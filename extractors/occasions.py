"""Occasions: the ordinal of a session (第1回, ２回目) with the theme that stands right behind it in quotes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors import numerals
from extractors.mentions import Occasion
from extractors.numbered_lines import NumberedLines
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.view import TextView

_NUMBER = r"(?P<no>\d{1,3}|[一二三四五六七八九十百]{1,5})"
_ORDINAL = compile_pattern(
    rf"第 ?{_NUMBER} ?回(?!目)|(?<![\d第.,]){_NUMBER.replace('no', 'nth')} ?回目|第 ?{_NUMBER.replace('no', 'nothe')} ?回目"
)
_TITLE = compile_pattern(r" ?[:]? ?[「『](?P<title>[^「」『』\n]{1,80}(?:『[^『』\n]{0,60}』[^「」\n]{0,40})?)[」』]")


class Occasions:
    """Finds the ordinals of sessions."""

    __slots__ = ()
    name = "occasions"

    def find(self, view: TextView) -> Iterator[Occasion]:
        """Yield the occasions of `view` in order."""
        for match in view.memo(NumberedLines).matches(_ORDINAL, ("回",)):
            written = match["no"] or match["nth"] or match["nothe"]
            value = int(written) if written.isdecimal() else numerals.parse_kanji(written)
            span = view.span(*match.span())
            title = _TITLE.match(view.text, match.end())
            title_span = view.span(*title.span("title")) if title else None
            yield Occasion(
                span=span, text=view.slice(span), ordinal=None if value is None else int(value),
                title=view.quote(title_span) if title_span else None, title_span=title_span,
            )  # fmt: skip
