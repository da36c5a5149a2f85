"""Actual, planned or target: what the words around a mention, its list and its block say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.mentions import Status
from extractors.modality import is_plain_present, status_before, status_behind
from pipeline.model import BlockKind

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout, Line

_BEHIND_CLOSED = re.compile(r"^[ ]*[(（]")
_LEADS_A_LIST = re.compile(r"(?:とおり|通り|以下|次の|下記|下表|予定|計画|見込み(?!れ))[^。\n]*(?:[。:]|$)")
_DONE_IN_BRACKET = re.compile(
    r"(?:に)?(?:策定|改定|改訂|開設|設置|締結|施行|開催|実施|開始|公表|制定|設立|発行|開所|発足) ?[)）]"
)
_PLANNED_ENTRY = re.compile(r"予定(?![^。\n]*[月日])[^。\n]{0,60}$")
_LAST = 12  # characters: 参加しました。
_LONGEST_LIST = 25  # lines
_REACH = 400
"""How far behind a mention its predicate is looked for, in characters."""

DEFAULT = {
    BlockKind.PROGRESS: Status.ACTUAL,
    BlockKind.OUTLOOK: Status.PLANNED,
    BlockKind.ISSUES: Status.ACTUAL,
    BlockKind.TARGET: Status.TARGET,
    BlockKind.OTHER: Status.ACTUAL,
}


class StatusReader:
    """Reads what the words around the mentions of a report say; lists are led by few sentences, each read once."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._leads: dict[int, Status | None] = {}

    def read(self, start: int, end: int, *, habitual: bool) -> Status | None:
        """Return what the mention's own sentence, or the one that leads its list, says; None where nothing does.

        Args:
            start: of the mention, in view offsets.
            end: of the mention.
            habitual: whether a plain present (支援を行います) may as well tell of a habit, so that it says nothing.
        """
        text = self.layout.text
        own_line = self.layout.line_at(start)
        whole = self.layout.sentence(start, end)
        left, right = max(whole[0], start - _REACH), min(whole[1], end + _REACH)
        before = status_before(text, max(left, start - 40), start)
        if before is Status.TARGET:
            return before
        behind = status_behind(text, end, right)
        if behind is Status.PLANNED and habitual and is_plain_present(text, end, right):
            behind = None
        if behind is not None and not _DONE_IN_BRACKET.match(text, end):
            return behind
        if before is not None:
            return before
        if left > own_line.start and text[left:start].lstrip().startswith("("):
            # 開催しました。（9月3日）: the bracket belongs to the sentence before it.
            whole = self.layout.sentence(left - 1, left - 1)
            return status_behind(text, max(whole[0], left - 60), left)
        if _PLANNED_ENTRY.search(text, left, start):
            return Status.PLANNED  # 11月23日 開催予定　観覧募集120人
        return self._from_lead(own_line) if own_line.bullet else None

    def _from_lead(self, entry: Line) -> Status | None:
        """Return what the sentence that leads the list of a line says (次のとおり開催予定です。)."""
        if entry.no not in self._leads:
            lines = map(self.layout.line, range(entry.no - 1, max(-1, entry.no - _LONGEST_LIST), -1))
            lead = next((line for line in lines if not (line.blank or line.bullet)), None)
            self._leads[entry.no] = _read_lead(self.layout.text, lead) if lead else None
        return self._leads[entry.no]


def _read_lead(text: str, line: Line) -> Status | None:
    sentence = text[max(line.start, line.end - 120) : line.end].rstrip("。 ").rsplit("。", 1)[-1]
    if not _LEADS_A_LIST.search(sentence):
        return None
    return status_behind(sentence, max(0, len(sentence) - 14), len(sentence))


def ends_done(layout: Layout, start: int, end: int) -> bool:
    """Tell whether the last predicate of the mention's sentence is a past: 10月3日に開催し、210名が参加しました。."""
    right = layout.sentence(start, end)[1]
    return status_behind(layout.text, max(end, right - _LAST), right) is Status.ACTUAL
