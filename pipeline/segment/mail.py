"""A report inside a mail: the fields of its head (差出人, 宛先, 件名), and its closing words with the signature, are none of its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Protocol

from extractors.patterns import compile_pattern
from pipeline.markers import form_of

_FIELD = compile_pattern(
    r"[*>・■●○◆【\[]{0,2} ?(?:(?P<sender>差 ?出 ?人|[送発]信[者元課]|発信|From)|(?P<to>(?:宛|あて) ?[先名]|送[信付]先|To)|(?P<subject>件 ?名|題 ?名|標題|表題|タイトル|Subject)"
    r"|B?[Cc]{2}|BCC|同報|(?:[送受発]信|配信)日時?|日 ?[時付]|Date|Sent|添 ?付(?:ファイル|資料)?|Attachments?|重要度|Importance|返信先|Reply-To) ?\*{0,2} ?(?:: ?\*{0,2}|[】\]] ?:?) ?(?P<words>.*)"
)
_LEAD = compile_pattern(
    r"(?:(?:(?:Re|RE|re|Fwd?|FW|fwd?|転送|返信) ?: ?)|[【\[(<〔](?:[^】\])>〕]{0,6}(?:報告|照会|依頼|共有|送付|連絡|周知|回答|確認|重要|至急|お知らせ|情報提供|再送|訂正|返信|転送)[^】\])>〕]{0,8}|[^】\])>〕]{1,16}[: ]?[0-9]{1,6})[】\])>〕] ?)+"
)
"""What stands before the words of a subject: Re:, 【報告】, [kikaku:01234]."""
_MORE = compile_pattern(r"[;,、]$|@")
_OVER = (
    r"(?:(?:なお、)?ご?(?:不明(?:な)?点|質問|意見)|お気づきの点|お問い?合わせ)[^。]{0,24}(?:は|が|あれば)、?[^。]{0,40}(?:まで|ください|下さい|お願い(?:いた)?します)"
    r"|(?:(?:ご?報告|ご?連絡|ご?回答)は)?以上(?:です|でございます|となります|になります|、[^。]{0,30}お願い[^。]{0,16})?"
    r"|(?:以上|取り?急ぎ|とり急ぎ|まずは)、?[^。]{0,16}[ごお]?(?:報告|連絡|回答|提出|送付|知らせ)(?:まで(?:です|に)?|(?:(?:いた|致)?し|申し上げ|させていただき)ます)"
    r"|(?:[ごお御](?!願い)[^。]{1,30}|(?:何卒|引き?続き|今後|どうぞ)[^。]{0,20})?(?:よろしく|宜しく)(?:ご?[^。、]{1,8}のほど)?、?お(?:願い|ねがい)[^。]{1,8}"
    r"|ご?(?:査収|高覧)(?:の(?:ほど|程))?[^。]{0,12}(?:ください|下さい|願います|お願い(?:いた|致|申し上げ)?(?:し?ます))|草々|敬具"
)
_CLOSES = compile_pattern(rf"-{{2,3}}|(?:{_OVER})(?:。 ?(?:{_OVER}))?。?")
"""ご質問は観光課まで。, 以上です。, よろしくお願いいたします。, or the sign over a signature."""
_GREETS = compile_pattern(r"(?:いつも|平素より?|大変)?(?:大変)?お世話に(?:なって|なり)|お疲れ(?:さま|様)")
_LEAST = 3  # fields
_TOP = 60  # lines among which the head stands
_GREETING = 10  # lines among which a mail greets whom it is to, where it has lost its head
_LONGEST_CLOSING = 16  # lines


class Placed(Protocol):
    """A folded line of a text."""

    @property
    def start(self) -> int:
        """Its first character in the text."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def gap(self) -> bool:
        """Whether a blank line stands before it."""

    @property
    def indent(self) -> int:
        """How many characters stand before it."""


def around_report(lines: Sequence[Placed]) -> range | tuple[int, ...]:
    """Return the numbers of the lines that a mail has around the report inside it; none in a text that is no mail."""
    heads = [*_heads(lines[:_TOP])]
    if not heads and not any(_GREETS.match(line.text) for line in lines[:_GREETING]):
        return ()
    inner = heads[-1].stop if heads else _GREETING
    tail = max(len(lines) - _LONGEST_CLOSING, inner)
    closing = next((n for n in range(tail, len(lines)) if _closes(lines, n)), len(lines))
    return (*(n for head in heads for n in head), *range(closing, len(lines)))


def _heads(lines: Sequence[Placed]) -> Iterator[range]:
    """Yield the fields of a mail's head, and of those that it hands on: at least who sends it, to whom or on what, and one more."""
    at = 0
    while at < len(lines):
        stop, named, fields = at, set[str | None](), 0
        while stop < len(lines):
            field = _FIELD.match(lines[stop].text)
            if field is None and not (stop > at and _goes_on(lines[stop - 1], lines[stop])):
                break
            fields += field is not None
            named.update(name for name in ("sender", "to", "subject") if field is not None and field[name])
            stop += 1
        if fields >= _LEAST and "sender" in named and len(named) > 1:
            yield range(at, stop)
        at = max(stop, at + 1)


def _goes_on(before: Placed, line: Placed) -> bool:
    """Tell whether a line of a head goes on with the addresses of the one before."""
    return not line.gap and ("@" in line.text or (line.indent > before.indent and bool(_MORE.search(before.text))))


def _closes(lines: Sequence[Placed], number: int) -> bool:
    """Tell whether a line closes a mail: no heading and no text of a report stands behind it."""
    return _CLOSES.fullmatch(lines[number].text) is not None and not any(
        form_of(line.text) for line in islice(lines, number + 1, None) if not _CLOSES.fullmatch(line.text)
    )


def about(text: str) -> str | None:
    """Return what a folded line around a report may say of it: of a mail's head the words of the subject; None for its other fields."""
    if "@" not in text and _FIELD.match(text) is None:
        return text
    return subject_of(text)


def subject_of(text: str) -> str | None:
    """Return what a folded line says that a mail is on, without Re: or 【報告】; None for any other line."""
    field = _FIELD.match(text)
    return _LEAD.sub("", field["words"], 1) if field is not None and field["subject"] else None
