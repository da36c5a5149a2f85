"""The name that stands behind an ordinal: 第2回里山交流会."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extractors import scripts
from extractors.gatherings import OCCASION
from extractors.mentions import Occasion
from pipeline.resolve import places, rows

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout

_ORDINAL_BEFORE = scripts.compile(
    r"^(?:予定の|恒例の|今回の)?第 ?[\d０-９一二三四五六七八九十百]{1,3} ?回(?:目)?[ 　]?(?=.)|^(?:予定|恒例|[今次前初]回|最終回|次|ため)の(?=.)"
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


def circled(layout: Layout, lowest: int, at: int) -> Occasion | None:
    """Return the session that a mark right before its day at `at` numbers, of a series whose sessions are counted.

    リーダー養成講座（全4回）①5/18　34名　②6/15　31名. Elsewhere ① only marks the entries of a list.
    """
    mark = layout.text[at - 1 : at]
    if not "①" <= mark <= "⑳":
        return None
    no = layout.line_no(at)
    heads = (layout.line(n) for n in (no, rows.head_above(layout, no, lowest)) if n is not None)
    if not any(_SO_MANY_TIMES.search(layout.text, line.start, min(line.start + _REACH, line.end)) for line in heads):
        return None
    span = layout.view.span(at - 1, at)
    return Occasion(
        span=span, text=layout.view.slice(span), ordinal=ord(mark) - ord("①") + 1, title=None, title_span=None
    )


_SO_MANY_TIMES = scripts.compile(r"全 ?\d{1,2} ?回")
_REACH = 200  # characters
_ASIDE_THEME = scripts.compile(
    r"[(](?![^()\n]*(?:開催|書面|オンライン|会場|中止|延期|予定|定員|[人名組]$))(?P<name>[^()\d「」、。\n]{3,40})[)](?=[はをが:]|に|、| |$)"
)
"""第4回（記録の活用）を12月8日に."""


def theme_in_bracket(layout: Layout, at: int, stop: int) -> str | None:
    """Return the theme that a bracket gives right behind the ordinal that ends at `at`: 第4回（記録の活用）."""
    aside = _ASIDE_THEME.match(layout.text, at, stop)
    return layout.quote(*aside.span("name")) if aside else None


_TOLD_BEHIND = scripts.compile(
    r"(?:[(][^()\n]{1,24}[)])?(?:で?は|が)(?P<name>[^、。\n\d()「」にが]{2,16}?)"
    r"(?=、(?:\d{1,2}月 ?\d{1,2}日(?:[(][月火水木金土日][)])?の)?第 ?\d{1,2} ?回|を(?:行[いっ]|実施|開催|テーマ))"
)
_NO_SUBJECT = scripts.compile(r"中止|延期|休講|順延|欠席|予定|開催|実施|書面|オンライン|対面|会場")


def told_behind(layout: Layout, at: int, stop: int) -> str | None:
    """Return what sessions told in a row are about, one by one: 第1回（6/9）は田植え、第2回（9/22）は稲刈りを行い."""
    told = _TOLD_BEHIND.match(layout.text, at, stop)
    name = layout.quote(*told.span("name")) if told else ""
    return name if name and not (_NO_SUBJECT.search(name) or places.is_place(name)) else None


_QUOTED_BEFORE = scripts.compile(r"「(?P<name>[^「」\n]{2,60})」 ?[(](?:第 ?)?[\d一二三四五六七八九十]{1,3} ?回目?$")


def quoted_before(layout: Layout, at: int) -> str | None:
    """Return the quote before the bracket that an ordinal opens which ends at `at`: 「契約の基本」（第1回、6月3日）."""
    quoted = _QUOTED_BEFORE.search(layout.text, at - _LONGEST_QUOTE, at)
    return layout.quote(*quoted.span("name")) if quoted else None


_LONGEST_QUOTE = 80  # characters
