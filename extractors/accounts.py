"""Numbers of the items of a budget: 2 総務費, （項）1総務管理費, 12 委託料. They number an account and count nothing.

An account is known by its name: what （款）, （項）, （目） or （節） introduces, a word that ends in 費, or one of the names
that the budgets of municipalities share. Its number begins a line or a cell, and its name ends it or stands alone there.
Only a text that speaks of a budget's parts has any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import scripts
from extractors.mentions import Claim, ClaimedBy
from extractors.numbered_lines import NumberedLines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.view import TextView

_SPEAKS_OF_BUDGET = scripts.compile("(?<![定約借落])款|歳[出入]")
_NUMBER = r"[0-9]{1,2} ?(?![0-9,.年月日かヶカヵ箇]|人(?!件)|[回件名台組社校]分)"
_W = r"[一-鿿々ァ-ヶー]"
_OF = rf"(?:{_W}|[・、](?={_W})|及び|又は|の)"
_PAID = "負担|交付|積立|繰出|繰入|繰越|寄附|寄付|貸付|償還|賠償|出資|支出|納付"
_ACCOUNT = (
    rf"(?:{_OF}{{1,20}} ?費|{_OF}{{0,12}}(?:{_PAID})金(?:及び{_W}{{2,5}}|、{_OF}{{2,12}})?|{_OF}{{1,6}}税|[都道府県市区町村]債"
    r"|委 ?託 ?料|報 ?酬|給 ?料|賃 ?金|(?:職員|期末|勤勉)?手当等?|使用料及び(?:賃借料|手数料)|手数料|財産収入|諸 ?収 ?入)"
)
_AT_HEAD = r"(?<![^\n│┃|])"
_NAMED = scripts.compile(rf"{_AT_HEAD} *(?:[款項目節] *)?{_NUMBER}{_ACCOUNT}(?=[ \n()│┃|]|$)")
_RANKED = scripts.compile(rf"[(\[【][款項目節][)\]】] *{_NUMBER}{_OF}{{2,30}}")


class Accounts:
    """Finds the numbers that head names of accounts."""

    __slots__ = ()
    name = "accounts"

    def find(self, view: TextView) -> Iterator[Claim]:
        """Yield a claim for each number with the name that it heads."""
        if not view.memo(speaks_of_budget):
            return
        lines = view.memo(NumberedLines)
        for pattern in (_NAMED, _RANKED):
            for start, end in lines.search(pattern):
                span = view.span(end - len(view.text[start:end].lstrip()), end)
                yield Claim(span=span, text=view.slice(span), by=ClaimedBy.HEADING)


def speaks_of_budget(view: TextView) -> bool:
    """Tell whether a text names parts of a budget somewhere; ask for it by `view.memo`."""
    return _SPEAKS_OF_BUDGET.search(view.text) is not None
