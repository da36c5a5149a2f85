"""What the lines of a report tell that signs open, as it explains them or as the lines show: → next steps, ● what is wanting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import BlockKind
from pipeline.segment.both import is_so, tells_wanting
from pipeline.segment.legends import GLYPHS, TO_COME, kinds_explained
from pipeline.segment.shortfalls import is_wanting
from pipeline.segment.tense import NOT_PAST, bare, kind_of_sentence

# ※→は今後の予定: what lines that begin with a sign tell.
_LEGEND = compile_pattern(r"(?P<sign>[→➔▶▷☞])[」』]? ?印?(?:は|[:=]) ?、?(?P<told>[^\n。]{2,20})")
_LEGEND_BEGINS = frozenset("※(「『*注 \n")
_MAY_BE_SIGN = "→⇒➡⟶➔▶▷☞\uf0d8\uf0e0\uf0e8"
"""The signs of a legend as a text writes them, not folded."""
_AHEAD = compile_pattern(r"予定|目標|今後|来年度|次年度|翌年度|引き?続き|検討|見込|に向け|までに|めど|目途|年度内|年内")
_ARROWS = "→➔"
_LEAST = 3  # lines that a sign opens
_SEVERAL = 2  # signs


def signs_told(raw: str, lines: Iterable[str]) -> dict[str, BlockKind]:
    """Return the folded signs of which a report says what the lines behind them tell, or whose lines show it.

    Args:
        raw: the report's text.
        lines: its lines, folded. An arrow may lead to next steps as well as to what came of something.
    """
    lines = list(lines)
    found = kinds_explained(lines)
    if not any(sign in raw for sign in _MAY_BE_SIGN):
        return found or _set_against(lines)
    folded = fold(raw)
    for match in _LEGEND.finditer(folded):
        kind = (
            BlockKind.OUTLOOK
            if TO_COME.search(match["told"])
            else BlockKind.ISSUES
            if "課題" in match["told"]
            else None
        )
        if kind is not None and (match.start() == 0 or folded[match.start() - 1] in _LEGEND_BEGINS):
            found.setdefault(match["sign"], kind)
    found |= {sign: kind for sign, kind in _set_against(lines).items() if sign not in found}
    opened = [line for line in lines if line[0] in _ARROWS]
    for arrow in _ARROWS:
        if arrow not in found and _look_ahead([line for line in opened if line[0] == arrow]):
            found[arrow] = BlockKind.OUTLOOK
    return found


def _set_against(lines: Iterable[str]) -> dict[str, BlockKind]:
    """Return the signs whose lines mostly tell what is wanting, in a report in which another's tell what was done: ○ and ●.

    What is only so (窓口が3か所ある) may be wanting beside as many lines that say so themselves.
    """
    opened: dict[str, list[str]] = {}
    for line in lines:
        if line[0] in GLYPHS and line.endswith(("。", ")")):
            opened.setdefault(line[0], []).append(line)
    often = {sign: texts for sign, texts in opened.items() if len(texts) >= _LEAST}
    if len(often) < _SEVERAL:
        return {}
    told = {sign: list(map(kind_of_sentence, texts)) for sign, texts in often.items()}
    if not any(4 * kinds.count(BlockKind.PROGRESS) >= 3 * len(kinds) for kinds in told.values()):
        return {}
    found: dict[str, BlockKind] = {}
    for sign, texts in often.items():
        words = list(map(bare, texts))
        ill = [
            kind is BlockKind.ISSUES or is_wanting(line) or tells_wanting(line)
            for kind, line in zip(told[sign], words, strict=True)
        ]
        states = sum(not wants and is_so(line) for wants, line in zip(ill, words, strict=True))
        if 3 * (sum(ill) + states) >= 2 * len(texts) and sum(ill) >= states:
            found[sign] = BlockKind.ISSUES
    return found


def _look_ahead(lines: Sequence[str]) -> bool:
    """Tell whether most of the lines that an arrow opens tell of what is to come, and few of what was done."""
    if len(lines) < _LEAST:
        return False
    kinds = list(map(kind_of_sentence, lines))
    ahead = sum(
        kind is BlockKind.OUTLOOK
        or _AHEAD.search(line) is not None
        or (kind is None and NOT_PAST.search(bare(line)) is not None)
        for line, kind in zip(lines, kinds, strict=True)
    )
    told = kinds.count(BlockKind.PROGRESS)
    return 2 * ahead > len(lines) and 4 * told < len(lines)
