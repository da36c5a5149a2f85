"""The prefecture or municipality that issues a report, by its own name; 本県, 各市町 and the like are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors import scripts
from extractors.patterns import compile_pattern

_NAME = "一-鿿々ヶケァ-ヺーぁ-ん"
# A prefecture first: 青凪県市町連携計画 is of the prefecture. 市 is tried before 町 and 村: 東村山市, 十日町市.
_FORMS = tuple(
    compile_pattern(rf"(?P<name>{pattern})")
    for pattern in (
        r"北海道|東京都|大阪府|京都府",
        rf"[{_NAME}]{{1,7}}?県(?![民内外立営境域])",
        rf"[{_NAME}]{{1,8}}?市(?:市(?![町民]))?(?![民内外立営場街販役]|[市町村](?!民))",
        rf"[{_NAME}]{{1,7}}?区(?![民内外域分間])",
        rf"[{_NAME}]{{1,7}}?町(?![民内外市村])",
        rf"[{_NAME}]{{1,7}}?村(?![民内外市町])",
    )
)
_SKIPPED = compile_pattern(
    r"^(?:【[^】]*】|第? ?[0-9一二三四五六七八九十]+ ?(?:期|次|回)|(?:令和|平成|R|H) ?(?:元|[0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?年?度?|20[0-9]{2} ?年度?|[0-9]{1,2} ?月|[0-9]{1,2} ?日|新|改定版?|[「『( \-・])+"
)
_NO_NAME = scripts.compile(
    r"^[本当同各全他両隣近]?(?:都道府)?[県市区町村]+$|[本当同各全他両隣]県$|[本当同各全両][市区町村]$|都市$|^(?:大|中小|地方)?都市|^市町|市町村|地区$|学区$|校区$|[を、]|(?<=[一-鿿])[はにでとへ](?=[一-鿿])|(?<=[一-鿿]{2})の(?=[一-鿿])|県内"
)
_KIND_OF_PLACE = scripts.compile(r"[農山漁]{1,3}村(?=振興|活性|地域|整備|計画)")
"""農山漁村振興計画 is of no village."""
_OFFICE = compile_pattern(r"[^、。 ]+(?:部|局|課|室|委員会|本部|センター)$")
_OFFICE_LINE = compile_pattern(r"^[^、。「」]{2,40}$")


def find_organisation(names: Iterable[str], preface: Sequence[str], headings: Sequence[str]) -> str | None:
    """Return the issuing body.

    Args:
        names: the folded plan name and title.
        preface: folded lines before the first heading.
        headings: folded headings of measures with their departments (青凪県…センター).
    """
    for text in names:
        found = _at_start(text) or _quoted(text) or _at_end(text)
        if found:
            return found
    for line in preface:
        found = _at_start(line) or _at_end(line) if _OFFICE_LINE.match(line) else _quoted(line)
        if found:
            return found
    for heading in headings:
        _, bracket, office = heading.rpartition("(")
        found = _at_start(office) if bracket else None
        if found and found[-1] in "県都道府":
            return found
    return None


def _quoted(text: str) -> str | None:
    for match in re.finditer(r"[「『]", text):
        found = _at_start(text[match.end() : match.end() + 40])
        if found:
            return found
    return None


def _at_end(line: str) -> str | None:
    """Return the name that stands alone at the end of a line, or before an office there: 施策評価シート 若鮎市 総務部."""
    *before, last = line.split() or [""]
    if len(before) > 1 and _OFFICE.search(last):
        before, last = before[:-1], before[-1]
    return last if before and _at_start(last) == last else None


def _at_start(text: str) -> str | None:
    """Return the name that a text begins with."""
    text = _SKIPPED.sub("", text)
    for form in _FORMS:
        match = form.match(text)
        if match and not (_NO_NAME.search(match["name"]) or _KIND_OF_PLACE.match(text)):
            return match["name"]
    return None
