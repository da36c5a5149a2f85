"""The enumerated items of a block (①, ア), (1), ◇), nested in the order in which their marks first appear."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import Item
from pipeline.profile import Level
from pipeline.segment.forms import Form, number_of
from pipeline.segment.lines import Line

_COUNTER = compile_pattern(r"[0-9a-zア-ンｱ-ﾝ①-⑳㉑-㉟⑴-⒇]+")
_KANA = compile_pattern("[ア-ンｱ-ﾝ]")
_FIRST_KANA = 5  # an outlook may speak of エ alone, but hardly of ル
_LONGEST_TITLE = 120  # characters; what is longer is text, and every figure below would repeat it


def read_items(raw: str, lines: Sequence[tuple[Line, tuple[Form, ...]]], end: int) -> tuple[Item, ...]:
    """Return the items of a block in order of the text.

    Args:
        raw: the report's text.
        lines: the block's lines, each with what it may be.
        end: raw end of the block.
    """
    if not any(readings and readings[-1].level is Level.ITEM for _, readings in lines):  # the last level of all
        return ()
    ranks: dict[tuple[int, str], int] = {}
    items: list[Item] = []
    opened: list[tuple[int, int, Line, Form]] = []  # rank, place in `items`, line, form: outer before inner

    def close(rank: int, at: int) -> None:
        while opened and opened[-1][0] >= rank:
            _, place, line, form = opened.pop()
            items[place] = _item(raw, line, form, at)

    before = end
    for line, readings in lines:
        form = next((f for f in readings if f.level is Level.ITEM), None)
        if form is not None and not _is_cut_word(form, items):
            rank = ranks.setdefault((form.style, _COUNTER.sub("", form.number)), len(ranks))
            close(rank, before)
            opened.append((rank, len(items), line, form))
            items.append(_item(raw, line, form, line.end))
        before = line.end
    close(0, end)
    return tuple(items)


def _is_cut_word(form: Form, items: Sequence[Item]) -> bool:
    """Tell whether what looks like a letter of the kana is the end of a word that a line break cuts: ヘクター/ル、."""
    no = number_of(form.number) if _KANA.search(form.number) else None
    return no is not None and no > _FIRST_KANA and not any(number_of(fold(item.marker)) == no - 1 for item in items)


def _item(raw: str, line: Line, form: Form, end: int) -> Item:
    title = line.quote(raw, form.title[0], min(form.title[1], form.title[0] + _LONGEST_TITLE + 1))
    if len(title) > _LONGEST_TITLE:
        title = title[:_LONGEST_TITLE].rpartition("。")[0] or title[:_LONGEST_TITLE]
    start = line.text.index(form.number)
    marker = line.quote(raw, start, start + len(form.number))
    return Item(marker=marker, title=title, span=Span(line.at(start), end))
