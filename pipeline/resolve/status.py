"""Actual, planned or target: what the words around a mention, its list and its block say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.mentions import Status
from extractors.modality import is_plain_present, status_before, status_behind
from pipeline.model import BlockKind

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout

_BEHIND_CLOSED = re.compile(r"^[ ]*[(（]")
_LEADS_A_LIST = re.compile(r"(?:とおり|通り|以下|次の|下記|下表|予定|計画|見込み(?!れ))[^。\n]*(?:[。:]|$)")
_DONE_IN_BRACKET = re.compile(
    r"(?:に)?(?:策定|改定|改訂|開設|設置|締結|施行|開催|実施|開始|公表|制定|設立|発行|開所|発足) ?[)）]"
)
_PLANNED_ENTRY = re.compile(r"予定(?![^。\n]*[月日])[^。\n]{0,60}$")
_LAST = 12  # characters: 参加しました。
_REACH = 400
"""How far behind a mention its predicate is looked for, in characters."""

DEFAULT = {
    BlockKind.PROGRESS: Status.ACTUAL,
    BlockKind.OUTLOOK: Status.PLANNED,
    BlockKind.ISSUES: Status.ACTUAL,
    BlockKind.TARGET: Status.TARGET,
    BlockKind.OTHER: Status.ACTUAL,
}


def read_status(layout: Layout, start: int, end: int, *, habitual: bool) -> Status | None:
    """Return what the mention's own sentence, or the one that leads its list, says; None where nothing does.

    Args:
        layout: the lines of the view.
        start: of the mention, in view offsets.
        end: of the mention.
        habitual: whether a plain present (支援を行います) may as well tell of a habit, so that it says nothing.
    """
    text = layout.text
    left, right = layout.sentence(start, end)
    left, right = max(left, start - _REACH), min(right, end + _REACH)
    behind = status_behind(text, end, right)
    if behind is Status.PLANNED and habitual and is_plain_present(text, end, right):
        behind = None
    before = status_before(text, max(left, start - 40), start)
    if before is Status.TARGET:
        return before
    if behind is not None and not _DONE_IN_BRACKET.match(text, end):
        return behind
    if before is not None:
        return before
    if text[left:start].lstrip().startswith("(") and left > layout.line(layout.line_no(start)).start:
        # 開催しました。（9月3日）: the bracket belongs to the sentence before it.
        whole = layout.sentence(left - 1, left - 1)
        return status_behind(text, max(whole[0], left - 60), left)
    if _PLANNED_ENTRY.search(text, left, start):
        return Status.PLANNED  # 11月23日 開催予定　観覧募集120人
    return _from_lead(layout, layout.line_no(start))


def ends_done(layout: Layout, start: int, end: int) -> bool:
    """Tell whether the last predicate of the mention's sentence is a past: 10月3日に開催し、210名が参加しました。."""
    right = layout.sentence(start, end)[1]
    return status_behind(layout.text, max(end, right - _LAST), right) is Status.ACTUAL


def _from_lead(layout: Layout, no: int) -> Status | None:
    """Return what the sentence that leads the list of line `no` says (次のとおり開催予定です。)."""
    if not layout.line(no).bullet:
        return None
    for above in range(no - 1, max(-1, no - 25), -1):
        line = layout.line(above)
        if layout.is_blank(above) or line.bullet:
            continue
        words = layout.text[max(line.start, line.end - 120) : line.end]
        sentence = words.rstrip("。 ").rsplit("。", 1)[-1]
        if not _LEADS_A_LIST.search(sentence):
            return None
        return status_behind(sentence, max(0, len(sentence) - 14), len(sentence))
    return None
