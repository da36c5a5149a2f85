"""The name that stands behind an ordinal: 第2回里山交流会."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extractors import scripts
from extractors.gatherings import OCCASION

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout

_ORDINAL_BEFORE = scripts.compile(
    r"^(?:予定の|恒例の|今回の)?第 ?[\d０-９一二三四五六七八九十百]{1,3} ?回(?:目)?[ 　]?(?=.)|^(?:予定|恒例|今回|ため)の(?=.)"
)
_NUMBERED = scripts.compile(
    rf" ?(?P<name>(?![をにはがでのともへ目]|開催|実施|以降|まで)(?P<own>[^、。:()「」『』\n ]{{0,28}}?)(?:{OCCASION.pattern}))(?=[(、。: ]|[をはがに]|で(?!き)|の|$)",
    re.MULTILINE,
)
"""第2回里山交流会を開き; まちなかにぎわいフェスタ holds particles of its own."""
_IS_CLAUSE = scripts.compile(
    r"を|は(?![ぁ-ん])|(?<=[一-鿿ァ-ヶー])[にがでも](?=[一-鿿ァ-ヶー]|$)|から(?!だ)|まで|(?:での|による|[後前時中]の|する|した)$"
)
"""第2回参加者に研修を, 第1回終了後の交流会: what stands before the sort is no part of a name."""


_SORTS = ("研修会", "講習会", "講演会")
"""第4回研修会: its sort is no name."""


class Numbered(NamedTuple):
    """The name that an ordinal right before it numbers: 第2回里山交流会を開き."""

    name: str
    is_own: bool
    """Whether it says more than what it is: 里山交流会, but not 交流会."""


def name_behind(layout: Layout, at: int) -> Numbered | None:
    """Return the name behind an ordinal that ends at `at`, None where none stands right there."""
    match = _NUMBERED.match(layout.text, at)
    if match is None or match["name"] in _SORTS or _IS_CLAUSE.search(match["own"]):
        return None
    return Numbered(layout.quote(*match.span("name")), len(match["own"]) > 1)


def without_ordinal(name: str | None) -> str | None:
    """Return the name without 第12回 before it: the ordinal is a field of its own."""
    return name and (_ORDINAL_BEFORE.sub("", name) or None)


_ASIDE_THEME = scripts.compile(
    r"[(](?![^()\n]*(?:開催|書面|オンライン|会場|中止|延期|予定|定員|[人名組]$))(?P<name>[^()\d「」、。\n]{3,40})[)](?=[はをが:]|に|、| |$)"
)
"""第4回（記録の活用）を12月8日に."""


def theme_in_bracket(layout: Layout, at: int, stop: int) -> str | None:
    """Return the theme that a bracket gives right behind the ordinal that ends at `at`: 第4回（記録の活用）."""
    aside = _ASIDE_THEME.match(layout.text, at, stop)
    return layout.quote(*aside.span("name")) if aside else None


_QUOTED_BEFORE = scripts.compile(r"「(?P<name>[^「」\n]{2,60})」 ?[(](?:第 ?)?[\d一二三四五六七八九十]{1,3} ?回目?$")


def quoted_before(layout: Layout, at: int) -> str | None:
    """Return the quote before the bracket that an ordinal opens which ends at `at`: 「契約の基本」（第1回、6月3日）."""
    quoted = _QUOTED_BEFORE.search(layout.text, max(0, at - _LONGEST_QUOTE), at)
    return layout.quote(*quoted.span("name")) if quoted else None


_LONGEST_QUOTE = 80  # characters
