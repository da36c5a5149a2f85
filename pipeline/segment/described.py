"""What the blocks of a measure tell in view of each other: plans before their results, descriptions by their tense.

中期計画 before 業務実績 quotes what the results were to be, and is no outlook. 取組の概要 tells what was done where it speaks
in the past (講座を3回開いた), and what the undertaking is where it speaks in the present (子育てを支える).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import Block, BlockKind
from pipeline.segment.fields import bare_label
from pipeline.segment.kinds import year_of
from pipeline.segment.tense import tells_done

_DESCRIBES = compile_pattern(
    r"(?:の?(?:主な|具体的な?)?(?:取組|取り組み|事業|施策|実施|活動|計画))?の?(?:内容|概要|内容・概要)"
)
_WHAT_IT_IS = compile_pattern(r"事業|施策|計画|概要")
_RESULTS = compile_pattern(r"実績|状況|進捗|結果|^D(?:$|\()|^[Dd]o|^DO")
_PLAN = compile_pattern(
    r"(?!.*(?:今後|次年度|来年度|翌年度|以降|下半?期|後[半期]|次期)).*(?:計画|予定)(?:内容)?(?:\([^()]*\))?|^P(?:lan|LAN)?(?:\([^()]*\))?"
)


def in_view_of_each_other(raw: str, blocks: Sequence[Block], fiscal_year: int | None) -> list[Block]:
    """Return a measure's blocks, each with what it tells in view of the others and of its own sentences.

    Args:
        raw: the report's text.
        blocks: in order.
        fiscal_year: of the report; the plan of a later year stays one.
    """
    labels = [label_of(raw, block) for block in blocks]
    told = [n for n, label in enumerate(labels) if label and blocks[n].kind is BlockKind.PROGRESS]
    has_results = any(_RESULTS.search(labels[n]) for n in told)
    found: list[Block] = []
    for number, (block, label) in enumerate(zip(blocks, labels, strict=True)):
        kind = block.kind
        if kind is BlockKind.OUTLOOK and told and number < told[-1] and _PLAN.fullmatch(label):
            year = year_of(label)
            ahead = year is not None and fiscal_year is not None and year > fiscal_year
            behind = any(n < number for n in told)  # 実績, 計画, 効果: of the next year
            kind = kind if ahead or behind else BlockKind.TARGET
        elif kind in (BlockKind.OTHER, BlockKind.PROGRESS) and _DESCRIBES.fullmatch(label):
            done = tells_done(raw, block.span)
            if done:
                kind = BlockKind.PROGRESS
            elif done is False and (has_results or _WHAT_IT_IS.search(label)):
                kind = BlockKind.OTHER
        found.append(block if kind is block.kind else replace(block, kind=kind))
    return found


def label_of(raw: str, block: Block) -> str:
    """Return the folded words of a block's label, without blanks, mark and brackets; empty without one."""
    if block.heading is None:
        return block.column.replace(" ", "")
    return bare_label(fold(raw[block.heading.start : block.heading.end]))
