"""Numbers that rank instead of count: 第3期, 2年目, 3番目, 小学4年生, 10周年, 5年連続.

The ordinals of occasions (第3回, 2回目) and of the calendar (第1四半期, 第3金曜日) belong to other extractors.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import scripts
from extractors.mentions import Claim, ClaimedBy
from extractors.numbered_lines import NumberedLines
from extractors.numerals import ANY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.view import TextView

_LIST = rf"{ANY}(?: ?[・、~,-] ?{ANY}){{0,5}}"
_PREFIXED = scripts.compile(
    rf"第 ?{ANY}(?![0-9])(?! ?(?:回|四半期|[月火水木金土日](?:[曜・、]|$)|週|三者|条|項|款))"
    r"(?: ?(?:期|次|位|号|章|節|学年|学期|段階|段|弾|部会|部|分科会|世代|子|類|種|級|版|日目|日|年度|席|"
    r"区|群|地区|小|中|高)(?![料員費割]))?"
    # (その2), テーマその一 海: what stands behind the blank is a name, and no counter.
    r"|その ?(?:[1-9][0-9]?|[一二三四五六七八九十])(?=[ )」』】\n]|$)"
)
_SUFFIXED = scripts.compile(
    rf"(?:(?:小学校?|中学校?|高校|高等学校|大学|小|中|高) ?)?(?<![0-9.,]){_LIST} ?"
    r"(?:年生(?!まれ)|年次(?!報|有|休)|学年(?!別)|学期(?!間)|回生|期生|年目(?!標)|番目|位(?![置相])"
    r"|(?:人|名|度|日|週|週間|[かヶヵカ箇]月|つ|件|点|校|期|代|例|本|枚|個|杯|匹|頭|羽|皿|曲|話|作|問|段|列|行|桁|棟|軒|試合|社|夜|晩|泊|団体|[かヶヵカ箇]所|[かヶヵカ箇]国|"
    r"巡|周|世代|冊|台|基|機|隻|両|園|教室|号|店舗|施設|地点|地区|工区|区間|区画|会場|路線|便|班)目(?![標的指安])"
    r"|(?:年度?|期|回|日|夜|晩|週|[かヶヵカ箇]月|大会)間?連続|周年|周忌|回忌"
    r"|次(?=調査|募集|選考|審査|試験|避難|予選|締切|公募|評価|補正|救急|医療|保健|判定|検査|申請|配分|交付))"
)

_PUPILS = scripts.compile(
    rf"(?:小学校?|中学校?|高校|高等学校|大学|学部|(?<![一-鿿])[小中高]) ?{_LIST} ?年(?![間度月生目次]|[かヶカ]月| ?[0-9])"
    r"|(?<![一-鿿])[小中高] ?[1-6](?= ?(?:国語|算数|数学|理科|英語|社会))"
)
_JUBILEES = scripts.compile(
    rf"(?:生誕|没後|創立|創業|創設|開業|開港|開館|開園|開校|市制|県政|町制|村制|市政|結成|誕生|施行|制定|国交|戦後) ?(?<![0-9.,]){ANY} ?年(?![間度月目以で]|[かヶカ]月| ?[0-9])"
)
_SUFFIXES = ("生", "年次", "学年", "学期", "目", "位", "連続", "周", "忌", "次")
"""Every match of `_SUFFIXED` holds one of these."""

_LISTED = scripts.compile(
    r"^ *(?P<no>[1-9]|[1-4][0-9]) +(?=[^\s\d、。()~・月日年時分人名回件円%][^\s\d])", re.MULTILINE
)
_OPENERS = ("〈", "<", "《", "【", "[", "〔")
_BRACKETED = scripts.compile(r"^ *[〈<《【\[〔] ?(?P<no>[1-9][0-9]?) ?[〉>》】\]〕] ?(?=[^\s\d])", re.MULTILINE)
"""Heads a part of a report with a number in brackets of its own: 〈1〉概要."""
_TITLES = ("指標", "取組", "取り組み", "項目", "事業費")
_TITLED = scripts.compile(
    rf"^ *(?P<no>[1-9]) +(?:成果|数値|活動|評価)?(?:{'|'.join(_TITLES)})(?:名|一覧|の[^\d\n]{{1,12}})? *$", re.MULTILINE
)
_LONGEST_POINT = 4  # lines
_FAR = 5000  # characters


class Ordinals:
    """Finds numerals that rank."""

    __slots__ = ()
    name = "ordinals"

    def find(self, view: TextView) -> Iterator[Claim]:
        """Yield a claim for each ordinal, its suffix included."""
        lines = view.memo(NumberedLines)
        for words, pattern in (
            (("第", "その"), _PREFIXED),
            (_SUFFIXES, _SUFFIXED),
            (("小", "中", "高", "大学", "学部"), _PUPILS),
            (("生誕", "没後", "創", "開", "制", "政", "結成", "誕生", "施行", "国交", "戦後"), _JUBILEES),
        ):
            for start, end in lines.search(pattern, lines.beside(words)):
                span = view.span(start, end)
                yield Claim(span=span, text=view.slice(span), by=ClaimedBy.ORDINAL)


def list_numbers(view: TextView) -> Iterator[Claim]:
    """Yield a claim for each number that only counts the lines of a list: 1　料理教室, 2　音楽会, 3　…, from 1 on.

    The number of a title that is no more than a word which numbers count too (2　指標) is one as well, and so are those
    in brackets of their own, however far apart they head what they count (〈1〉概要, 〈2〉…).
    """
    lines = view.memo(NumberedLines)
    for title in lines.matches(_TITLED, _TITLES):
        yield from _listed(view, [title.span("no")], fewest=1)
    yield from _counted_up(view, lines.matches(_LISTED), _LONGEST_POINT)
    yield from _counted_up(view, lines.matches(_BRACKETED, _OPENERS), None)


def _counted_up(view: TextView, matches: Iterator[re.Match[str]], most: int | None) -> Iterator[Claim]:
    """Yield claims for the numbers that count up from 1, `most` lines apart at most."""
    run: list[tuple[int, int]] = []
    for match in matches:
        number = int(match["no"])
        far = bool(run) and most is not None and _lines_between(view.text, run[-1][1], match.start()) > most
        if number != len(run) + 1 or far:
            yield from _listed(view, run)
            run = []
        if number == len(run) + 1:
            run.append(match.span("no"))
    yield from _listed(view, run)


def _lines_between(text: str, start: int, end: int) -> int:
    """Return how many lines lie between two offsets; many, where they are far apart."""
    return text.count("\n", start, end) if end - start < _FAR else _FAR


def _listed(view: TextView, run: list[tuple[int, int]], fewest: int = 2) -> Iterator[Claim]:
    if len(run) >= fewest:
        for start, end in run:
            span = view.span(start, end)
            yield Claim(span=span, text=view.slice(span), by=ClaimedBy.ORDINAL)
