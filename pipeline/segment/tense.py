"""Progress, outlook and issues told apart by tense and modality, sentence by sentence, where no label marks them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import Block, BlockKind

_SENTENCE = compile_pattern(
    r"[^。\n]*(?:\n(?![ \t\u3000]*(?:[・○◯〇◎●■◆□◇※*\-(（①-⑳]|\n|$))[^。\n]*)*(?:。[」』)）]?|\n+|$)"
)
_CLOSING = compile_pattern(r"[。\s」』)]+$")
# What a sentence ends on. A plain present that only states (あります, となります, 申し上げます) says nothing of time.
_OUTLOOK = compile_pattern(
    r"(?:予定(?:して(?:いる|います|おります))?|見込み?|見通し|計画(?:して(?:いる|います|おります))?|方針|考え)(?:(?:である|です|であります|でございます|としています|としております))?$"
    r"|(?:て|で)(?:まいり|参り|いき|ゆき)(?:ます|たい\S{0,10})$|(?:て|で)(?:いく|ゆく)$|たい(?:と(?:思|考)\S*|です)?$"
    r"|(?:図|努め|進め|取り組み|取組み|目指し|めざし|行い|続け|設け|深め|高め|広げ|加え|改め|生かし|活かし|し|り|き)ます$(?<!あります)(?<!なります)(?<!おります)(?<!まいります)"
    r"|(?:図る|努める|進める|取り組む|目指す|めざす|行う|続ける|検討する|実施する|開催する|することとする|ことと(?:する|(?:し|いたし|致し)(?:ます|ています|ております)))$"
)
_STATED = compile_pattern(
    r"(?:申し上げ|お願いいたし|お願いし|感謝いたし|ご報告いたし|御報告いたし|報告いたし|報告し|思い|存じ|なり|あり|おり|[当あ]たり|かかり|[分わ]かり|[上下]回り|上り|のぼり|とどまり)ます$"
)
_DECIDED = compile_pattern(r"ことと(?:し|いたし|致し)ております$")
_ISSUES = compile_pattern(
    r"課題|問題(?:と|が|で)|(?:必要が(?:ある|あります|生じ\S*)|必要(?:である|です|となって\S*|となります)|求められ(?:て\S*|る|ます)|急務\S*|困難\S{0,12}|不足して\S*|遅れて\S*)$"
)
_DONE = compile_pattern(
    r"(?:ました|でした|(?<=[しれっいえけめきげんみりせ])[ただ]|(?:て|で)(?:いる|います|おります|おり|いた)|済み?|完了|実施|開催|終了|中止)(?:ところ(?:です|であります))?$"
)


# ※→は今後の予定: what lines that begin with a sign tell.
_LEGEND = compile_pattern(r"(?P<sign>[→⇒➡▶▷☞])[」』]? ?印?(?:は|[:=]) ?、?(?P<told>[^\n。]{2,20})")
_LEGEND_BEGINS = frozenset("※(「『*注 \n\u3000")
_TO_COME = compile_pattern(r"予定|今後|計画|方針|次年度|翌年度|下半?期")


def signs_told(raw: str) -> dict[str, BlockKind]:
    """Return the signs of which a report says what the lines behind them tell."""
    found: dict[str, BlockKind] = {}
    for match in _LEGEND.finditer(fold(raw)):
        kind = (
            BlockKind.OUTLOOK
            if _TO_COME.search(match["told"])
            else BlockKind.ISSUES
            if "課題" in match["told"]
            else None
        )
        if kind is not None and (match.start() == 0 or raw[match.start() - 1] in _LEGEND_BEGINS):
            found.setdefault(match["sign"], kind)
    return found


def split_by_tense(raw: str, block: Block, signs: Mapping[str, BlockKind]) -> Iterator[Block]:
    """Yield the parts of a block that no label introduces, each of one kind; they meet at ends of sentences.

    Args:
        raw: the report's text.
        block: unlabelled text of a measure. What says nothing of time goes with the sentence before it.
        signs: of which the report says what the lines behind them tell.
    """
    parts: list[tuple[BlockKind, int, int]] = []
    for start, end in _sentences(raw, block.span):
        sentence = fold(raw[start:end]).replace("\n", "")
        kind = signs.get(sentence[0]) or kind_of_sentence(sentence)
        if parts and kind in (None, parts[-1][0]):
            parts[-1] = parts[-1][0], parts[-1][1], end
        else:
            parts.append((kind or BlockKind.PROGRESS, start, end))
    for kind, start, end in parts:
        items = tuple(
            replace(item, span=Span(item.span.start, min(item.span.end, end)))
            for item in block.items
            if start <= item.span.start < end
        )
        yield replace(block, kind=kind, span=Span(start, end), items=items)


def kind_of_sentence(sentence: str) -> BlockKind | None:
    """Return what a folded sentence reports, None where it does not say."""
    words = _CLOSING.sub("", sentence).strip()
    words = re.sub(r" ?\([^()]*\)$", "", words)
    if _STATED.search(words) and not _ISSUES.search(words) and not _DECIDED.search(words):
        return None
    if _OUTLOOK.search(words):
        return BlockKind.OUTLOOK
    if _ISSUES.search(words) and not words.endswith(("ました", "でした")):
        return BlockKind.ISSUES
    return BlockKind.PROGRESS if _DONE.search(words) else None


def _sentences(raw: str, span: Span) -> Iterator[tuple[int, int]]:
    """Yield the bounds of sentences and points, blanks at their ends cut off."""
    at = span.start
    while at < span.end:
        match = _SENTENCE.match(raw, at, span.end)
        end = max(match.end() if match else span.end, at + 1)
        words = raw[at:end]
        start = at + len(words) - len(words.lstrip())
        stop = at + len(words.rstrip())
        if start < stop:
            yield start, stop
        at = end
