"""Plain text: bytes become characters by a ladder of encodings, and nothing is guessed that can be known.

BOM, escape sequences and strict UTF-8 decide by themselves. What is left is decoded as each Japanese encoding and
judged by the mix of scripts. Shift_JIS is always read as cp932: `shift_jis_2004` turns 髙 into 郄 without an error.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain

from extractors import scripts
from extractors.patterns import compile_pattern
from extractors.spans import Span
from pipeline.controls import STRAY
from pipeline.ingest import bars, drawn, verdicts
from pipeline.ingest.whole_rows import whole_rows
from pipeline.ingest.wraps import soft_breaks
from pipeline.pages import Encoding, Grid
from pipeline.source import Check, SourceDoc

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ESCAPES = compile_pattern(rb"\x1b(?:\$[@B]|\$\(D|\([IJ])")
_HIGH = compile_pattern(rb"[\x80-\xff]")
_CP932_HOLES = compile_pattern("[\x80\uf8f0-\uf8f3]")  # what Python makes of the single bytes 80, A0, FD, FE and FF
_LONE_KANA_OR_LETTER = compile_pattern("(?<=[^\x00-\x7f｡-ﾟ])(?:[ｦ-ﾟ](?![ｦ-ﾟ])|[@-{}](?![ -~]))")
# Not ｶ所, ｹ月, 一ﾉ宮, nor the letters of a list: ｲ、ﾛ、ﾊ.
_ALIEN_KANA = scripts.compile(
    "(?<=[ぁ-んァ-ヶ一-龠々０-９」）])[ｦ-ｵｷｸｺ-ﾈﾊ-ﾟ](?=[ぁ-んァ-ヶ一-龠々０-９、。「」（）])"
    "|(?<=[、。])[ｦ-ｵｷｸｺ-ﾈﾊ-ﾟ](?=[ぁ-んァ-ヶ一-龠々])"
)
_HTML = compile_pattern(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
# Escape sequences as ECMA-48 has them: CSI … a letter, OSC … BEL or ST, ESC and what it selects. No word is in them.
_SEQUENCE = (
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|(?:\x1b\]|\x9d)[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[=>@-Z\\^-~]?"
)
_CONTROL = compile_pattern(rf"(?P<sequence>{_SEQUENCE})|[{STRAY}]+")
# Three bytes of UTF-8 that were taken for three characters of Latin-1 or Windows-1252 (ä»¤å’Œ for 令和), again and again.
_AGAIN = "\x80-\xbf" + "".join(filter(str.isprintable, bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")))
_TWICE_ENCODED = compile_pattern(rf"(?:[\xe2-\xef][{_AGAIN}]{{2}}){{2,}}")

_SAMPLE = 32_768  # bytes that the encodings are judged by
_GLANCE = 1024  # bytes of it by which the most of the others are ruled out
_CUT = 3  # bytes of a character that may be cut at its end
_FEW = 3  # damaged bytes that even a short file may have
_NOT_JAPANESE = -1.0  # mean weight of characters; a line of nothing but half-width kana is just above
_PLAUSIBLE = 0.3  # the same, for text that nothing else speaks for


def _tolerate(error: UnicodeError) -> tuple[str, int]:
    """Stand one U+FFFD for each byte that is no character."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\ufffd" * (error.end - error.start), error.end


def _vendor_rows(error: UnicodeError) -> tuple[str, int]:
    """Read the rows that Windows adds to JIS X 0208 (①, ㈱, 髙), which Python's EUC and JIS codecs lack."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    pair = error.object[error.start : error.start + 2]
    row, cell = (byte & 0x7F for byte in pair) if len(pair) == 2 else (0, 0)
    if 0x21 <= row <= 0x7E and 0x21 <= cell <= 0x7E:
        lead = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)
        trail = cell + (0x7E if row % 2 == 0 else 0x1F if cell < 0x60 else 0x20)
        try:
            return bytes((lead, trail)).decode("cp932"), error.start + 2
        except UnicodeDecodeError:
            pass
    return _tolerate(error)


codecs.register_error("shinchoku.tolerate", _tolerate)
codecs.register_error("shinchoku.vendor_rows", _vendor_rows)


@dataclass(frozen=True, slots=True)
class _Reading:
    text: str
    damage: int
    """Bytes that are no characters."""

    def serves(self, size: int) -> bool:
        """Whether so little of `size` bytes is damaged that the rest can be trusted."""
        return self.damage <= max(_FEW, size // 200) and self.damage * 10 <= size


def read(name: str, sha256: str, raw: bytes) -> SourceDoc:
    """Decode a text file.

    Args:
        name: how datasets call the file.
        sha256: of `raw`.
        raw: the whole file.

    Raises:
        InputError: empty, binary, html or undecodable.
    """
    if not raw:
        raise verdicts.empty(name, 0)
    if verdicts.seen_in(raw):
        raise verdicts.binary(name, raw)
    reading, encoding = _decode(name, raw)
    text = reading.text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff\u200b \t\n\f\v\u3000\x1a"):
        raise verdicts.empty(name, len(raw))
    if _HTML.match(text):
        raise verdicts.html(name)
    misread = _misaligned(text) if encoding.name == "cp932" else _twice_encoded(text)
    controls = list(_CONTROL.finditer(text))
    tables = drawn.find(whole_rows(text))
    barred = bars.find(text)
    return SourceDoc(
        name=name,
        sha256=sha256,
        format="txt",
        text=text,
        page_starts=_page_starts(text),
        soft_breaks=tuple(sorted({*_outside(tables.tables, {*soft_breaks(text), *barred.breaks}), *tables.breaks})),
        furniture=tables.rules,
        asides=tuple(sorted((*(Span(*match.span()) for match in controls if match["sequence"]), *barred.bars))),
        tables=tables.tables,
        encoding=encoding,
        checks=(
            *verdicts.damaged_bytes(text),
            *misread,
            *verdicts.private_use(text),
            *verdicts.control_codes([Span(*match.span()) for match in controls]),
        ),
    )


def _outside(tables: Sequence[Grid], breaks: Iterable[int]) -> Iterator[int]:
    """Yield those line breaks that stand in no table; the tables stand in their order, apart from each other."""
    starts = [grid.span.start for grid in tables]
    for at in breaks:
        above = bisect_right(starts, at) - 1
        if above < 0 or tables[above].span.end <= at:
            yield at


def _decode(name: str, raw: bytes) -> tuple[_Reading, Encoding]:
    for mark, codec in _BOMS:
        if raw.startswith(mark):
            reading = _read_as(codec, raw[len(mark) :])
            if reading.serves(len(raw)):
                return reading, Encoding(name=codec)
    if not _HIGH.search(raw) and b"\0" not in raw and _ESCAPES.search(raw):
        for codec in ("iso2022_jp", "iso2022_jp_ext"):
            reading = _read_as(codec, raw)
            if not reading.damage or (codec == "iso2022_jp_ext" and reading.serves(len(raw))):
                return reading, Encoding(name=codec)
    if b"\0" in raw:
        wide = _decode_wide(name, raw)
        if wide is not None:
            return wide
    if not _HIGH.search(raw):
        return _read_as("ascii", raw), Encoding(name="utf-8")
    with suppress(UnicodeDecodeError):
        raw.decode("utf-8")
        reading = _read_as("utf-8", raw)
        rivals = tuple(codec for codec in ("cp932", "euc_jp") if _reads_all(codec, raw))
        return reading, Encoding(name="utf-8", runner_up=next(iter(_ranked(raw, rivals)), None))
    ranked = _ranked(raw, ("cp932", "euc_jp", "utf-8", "utf-16-le", "utf-16-be"))
    for at, codec in enumerate(ranked):
        reading = _read_as(codec, raw)
        if reading.serves(len(raw)):
            return reading, Encoding(name=codec, runner_up=_runner_up(raw, ranked[at + 1 :]))
    raise verdicts.binary(name, raw) if b"\0" in raw else verdicts.undecodable(name)


def _decode_wide(name: str, raw: bytes) -> tuple[_Reading, Encoding] | None:
    """Decode what holds NUL bytes and no mark as UTF-16, whose line feeds and digits hold them.

    None for another text in which a few are damage; with many it is no text at all.
    """
    for codec in _ranked(raw, ("utf-16-le", "utf-16-be")):
        reading = _read_as(codec, raw)
        feeds = 2 * reading.text.count("\n") >= raw.count(b"\n")
        if reading.serves(len(raw)) and feeds and _japaneseness(reading.text[:_SAMPLE]) > _PLAUSIBLE:
            return reading, Encoding(name=codec)
    if not _Reading("", raw.count(b"\0")).serves(len(raw)):
        raise verdicts.binary(name, raw)
    return None


def _read_as(codec: str, raw: bytes) -> _Reading:
    vendor = codec in ("euc_jp", "iso2022_jp", "iso2022_jp_ext")
    text = raw.decode(codec, "shinchoku.vendor_rows" if vendor else "shinchoku.tolerate")
    if codec == "cp932" and _CP932_HOLES.search(text):
        text = _CP932_HOLES.sub("\ufffd", text)
    text = text.replace("\0", "\ufffd")  # no text holds a NUL
    genuine = raw.count("\ufffd".encode(codec)) if codec.startswith("utf") else 0
    return _Reading(text, max(text.count("\ufffd") - genuine, 0))


def _reads_all(codec: str, raw: bytes) -> bool:
    """Tell whether a codec reads every byte; one that does not fails at its first bad byte, which is soon."""
    try:
        raw.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _runner_up(raw: bytes, ranked: list[str]) -> str | None:
    """Return the best of `ranked` that reads every byte."""
    return next((codec for codec in ranked if _read_as(codec, raw).damage == 0), None)


def _ranked(raw: bytes, codecs_left: tuple[str, ...]) -> list[str]:
    """Return the encodings in which a sample of `raw` reads as Japanese, the likeliest first."""
    first = _HIGH.search(raw)
    start = first.start() if first and b"\0" not in raw else 0
    scores: dict[str, float] = {}
    for codec in codecs_left:
        at = start - start % 2 if codec.startswith("utf-16") else start
        sample = raw[at : at + _SAMPLE]
        edge = _CUT if len(sample) == _SAMPLE else 0
        most = edge + max(_FEW, len(sample) // 100)
        if _read_as(codec, sample[:_GLANCE]).damage > most + _CUT:  # to stand in for each of its bytes takes long
            continue
        reading = _read_as(codec, sample)
        if reading.damage <= most:
            scores[codec] = _japaneseness(reading.text) - 0.05 * min(reading.damage, 10)
    return sorted((codec for codec, score in scores.items() if score > _NOT_JAPANESE), key=lambda codec: -scores[codec])


def _japaneseness(text: str) -> float:
    """Return the mean weight of the characters of `text`: above 1 for Japanese prose, below 0 for misread bytes."""
    counts = Counter(text)
    return sum(_weight(char) * times for char, times in counts.items()) / max(len(text), 1)


# First code point of a range → its weight; a range ends where the next one begins.
_WEIGHTS = (
    (0xFFFD, -6.0), (0xFFE7, -2.0), (0xFFE0, 1.0), (0xFFA0, -2.0), (0xFF61, -1.0), (0xFF01, 1.5), (0xFB00, -2.0),
    (0xF900, -0.5), (0xE000, -4.0), (0xA000, -2.0), (0x4E00, 0.0), (0x3400, -2.0), (0x3300, 0.0), (0x3220, 0.5),
    (0x3100, -1.5), (0x30A0, 2.0), (0x3040, 3.0), (0x3000, 1.5), (0x2600, -0.5), (0x25A0, 1.5), (0x2500, 0.0),
    (0x2460, 1.5), (0x2000, 0.0), (0x0080, -1.5), (0x007F, -4.0), (0x0020, 0.5), (0x000E, -4.0), (0x0009, 0.5),
    (0x0000, -4.0),
)  # fmt: skip


def _weight(char: str) -> float:
    code = ord(char)
    if not 0x4E00 <= code < 0xA000:
        return -2.0 if code > 0xFFFF else next(weight for first, weight in _WEIGHTS if code >= first)
    lead = char.encode("cp932", "replace")[0]
    if lead == ord("?"):
        return -2.0
    return 1.5 if 0x88 <= lead <= 0x97 else -0.5  # JIS level 1 against level 2


def _misaligned(text: str) -> tuple[Check, ...]:
    """Find places where a stray CP932 byte took half of the next character with it.

    No byte is undecodable there: ５ is 82 54, so that a stray 81 before it reads as `≠T`. It shows in a lone
    half-width kana within full-width text, or in a lone kana or letter that makes a common character with a byte of
    the odd one before it.
    """
    torn = {m.start() for m in _LONE_KANA_OR_LETTER.finditer(text) if _was_torn(text[m.start() - 1], m.group())}
    places = sorted(torn | {m.start() for m in _ALIEN_KANA.finditer(text)})
    if not places:
        return ()
    line = text.count("\n", 0, places[0]) + 1
    return (verdicts.garbled(Span(places[0] - 1, places[0] + 1), f"{line} 行目など", f"Line {line}", len(places)),)


def _twice_encoded(text: str) -> tuple[Check, ...]:
    """Find text that another program took for Latin-1 and stored again: nobody can read it as it stands."""
    first = _TWICE_ENCODED.search(text)
    if first is None:
        return ()
    count = sum(1 for _ in _TWICE_ENCODED.finditer(text))
    return (verdicts.twice_encoded(Span(*first.span()), count),)


def _was_torn(before: str, lone: str) -> bool:
    double = before.encode("cp932", "replace")
    if len(double) != 2:
        return False
    odd = _weight(before) <= 0 and before not in "※→←↑↓⇒⇔…‥―—×÷±℃㎡㎞㎏№℡"
    if lone.isupper() and not odd:
        return False  # アニメDVD, 計画A: a capital behind kana or a common kanji is ordinary
    byte = lone.encode("cp932")
    stray_before = (double[1:] + byte).decode("cp932", "replace")
    stray_inside = (double[:1] + byte).decode("cp932", "replace")
    torn_off = lone.isascii() or odd or double[1] in (0x81, 0x82, 0x83)  # 数ｶ所 is ordinary
    return (torn_off and _is_common(stray_before)) or (odd and _is_common(stray_inside))


def _is_common(reading: str) -> bool:
    return len(reading) == 1 and _weight(reading) >= 1.5


def _page_starts(text: str) -> tuple[int, ...]:
    """Return where pages start: a form feed ends one, unless only blanks follow."""
    end = len(text.rstrip())
    return tuple(chain((0,), (m.end() for m in re.finditer("\f", text) if m.end() <= end)))
