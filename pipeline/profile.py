r"""A report style as data: one TOML file that proves itself by its own examples when it is loaded.

Patterns are run on folded lines (`extractors.view.fold`): full-width digits, letters and brackets are ASCII, wave
dashes `~`, ideographic blanks ` `. An author writes `\(1\)` once and it also reads （１）. `docs/profiles.md` lists the
keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast

from extractors import scripts
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.asking import unasked
from pipeline.errors import ProfileError
from pipeline.kinds import BESIDE, LONGEST_LABEL, BlockKind
from pipeline.markers import pattern_of, starts_of
from pipeline.source import Check
from pipeline.toml_tables import read_own, read_toml, text_of

_CLASS_OR_ESCAPE = compile_pattern(r"\\.|\[\^?\]?(?:\\.|[^]\\])*\]")
_INNERMOST_GROUP = compile_pattern(r"\([^()]*\)")
_NAMED = compile_pattern(r"\(\?P<\w+>")
_ID = compile_pattern(r"\w+(?:-\w+)*")


class Level(StrEnum):
    """What a line that a heading pattern matches can be, in order of precedence; the values of the TOML key `level`."""

    CONTENTS = "contents"
    ANNEX = "annex"
    ASIDE = "aside"
    LABEL = "label"
    OFFICE = "office"
    PART = "part"
    DIRECTION = "direction"
    BETWEEN = "between"
    SECTION = "section"
    MEASURE = "measure"
    DEPARTMENTS = "departments"
    ITEM = "item"


GROUPS: Mapping[Level, tuple[frozenset[str], frozenset[str]]] = {
    Level.CONTENTS: (frozenset(), frozenset()),
    Level.ANNEX: (frozenset(), frozenset()),
    Level.ASIDE: (frozenset(), frozenset()),
    Level.LABEL: (frozenset({"title"}), frozenset({"title"})),
    Level.PART: (frozenset({"title"}), frozenset({"no", "title"})),
    Level.DIRECTION: (frozenset({"title"}), frozenset({"no", "title"})),
    Level.OFFICE: (frozenset({"title"}), frozenset({"title"})),
    Level.BETWEEN: (frozenset({"title"}), frozenset({"no", "title"})),
    Level.SECTION: (frozenset({"title"}), frozenset({"no", "title"})),
    Level.MEASURE: (frozenset({"title"}), frozenset({"no", "title"})),
    Level.DEPARTMENTS: (frozenset({"departments"}), frozenset({"departments"})),
    Level.ITEM: (frozenset({"no"}), frozenset({"no"})),
}
"""For each level, the named groups that its patterns must have and those that they may have."""

_PROOF = ("pattern", "examples", "not_examples")
KEYS: Mapping[str, tuple[str, ...]] = {
    "": ("id", "title", "outline", "signature", "heading", "vocabulary", "block", "furniture"),
    "signature": ("form",),
    "heading": ("level", "form", "starts", "holds", "leads_to_measure", *_PROOF),
    "vocabulary": _PROOF,
    "block": ("kind", *_PROOF),
    "furniture": ("starts", "ascending", *_PROOF),
}
"""The keys of a profile: those at the top, and those of each table."""
_REQUIRED = {
    "": ("id", "title"),
    "signature": ("form",),
    "heading": ("level", "examples"),
    "vocabulary": ("pattern", "examples"),
    "block": ("kind", "pattern", "examples"),
    "furniture": ("pattern", "examples"),
}
_FOLDER = Path(__file__).with_name("profiles")
_BASE = "base"


class Outlining(StrEnum):
    """How the headings of a style are told from what only looks like them; the values of the TOML key `outline`."""

    RANKS = "ranks"
    """By their marks: each level has its own, and what a measure is shows in its departments and labels."""
    CONTEXT = "context"
    """By the lines around: the mark of a measure, ○, also opens points inside its blocks."""
    TABLES = "tables"
    """Lines head directions and sections at most: each measure is a row of a table."""
    INDENTS = "indents"
    """By how far they are set in: no heading bears a mark."""


class HeadingRule(NamedTuple):
    """A form that headings of one level take."""

    level: Level
    pattern: re.Pattern[str]
    form: str | None = None
    """The mark that the pattern was made of."""
    example: str = ""
    """The first line that the style gives as one."""
    starts: re.Pattern[str] | None = None
    """The characters that such a line can begin with, so that other lines need not be tried; None for any."""
    holds: frozenset[str] = frozenset()
    """Characters of which such a line has one or another, so that lines without need not be tried; empty for any."""
    leads_to_measure: bool = False
    """True for a form that is a section only where a measure follows at once (`1 相談` may be a row of a table)."""


class Signature(NamedTuple):
    """What a report of a style bears near its start."""

    pattern: re.Pattern[str]
    heads_line: bool
    """Whether it stands at the beginning of a line; the pattern then begins with the line break before it.

    A literal is found at once; whether a line begins would be asked at every character.
    """


class FurnitureRule(NamedTuple):
    """A line that belongs to the page and not to the report."""

    pattern: re.Pattern[str]
    starts: re.Pattern[str] | None = None
    """The characters that such a line can begin with; None for any."""
    ascending: bool = False
    """True where the line is a page number only if three or more such lines count up through the report."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # patterns are compared by identity, and so is a style
class Profile:
    """A report style."""

    id: str
    title: str
    signature: tuple[Signature, ...]
    """At least one must occur near the start of a report; none for a style of tables."""
    outline: Outlining
    headings: tuple[HeadingRule, ...]
    """In order of precedence: by level, the style's own before those of all styles."""
    vocabulary: re.Pattern[str]
    """The words of which a block's label consists, from end to end."""
    blocks: tuple[tuple[BlockKind, re.Pattern[str]], ...]
    """What words in a label say, the first that occurs deciding."""
    furniture: tuple[FurnitureRule, ...]
    told: Callable[[Mapping[Level, int], str, int], Check] | None = None
    """Says of an outline that was derived what was read by it, given the number of the headings of each level, the title
    of a measure, and how many have a department or a label; None for a style that was written. The check_id is empty."""

    def fits(self, text: str) -> bool:
        """Tell whether a folded text, from its start, bears a mark of this style."""
        lines = f"\n{text}"
        return any(sign.pattern.search(lines if sign.heads_line else text) for sign in self.signature)

    def kind_of(self, label: str) -> BlockKind | None:
        """Return the kind of block that a folded label (without its brackets) opens, None if it is no label."""
        words = unasked(label.replace(" ", ""))
        is_label = 0 < len(words) <= LONGEST_LABEL and self.vocabulary.fullmatch(words)
        said = (BESIDE.sub("", words) or words) if is_label else ""
        return next((kind for kind, pattern in self.blocks if pattern.search(said)), None) if said else None


class _File(NamedTuple):
    """Whose style is read."""

    name: str
    compile: Callable[[str, int], re.Pattern[str]]

    def error(self, entry: str, ja: str, en: str) -> ProfileError:
        place = f"{self.name}: {entry}" if entry else self.name
        return ProfileError(f"様式ファイル {place}: {ja}。", f"Report style {place}: {en}.")


@cache
def builtin() -> tuple[Profile, ...]:
    """Return the styles that come with the program, by file name."""
    styles = sorted((f for f in _FOLDER.glob("*.toml") if f.stem != _BASE), key=lambda f: f.name)
    return tuple(_parse(f.read_text(encoding="utf-8"), _File(f.name, scripts.compile), read_own) for f in styles)


@cache
def base() -> Profile:
    """Return what all styles share: a style without directions, sections and measures, which fits no report."""
    file = _File(f"{_BASE}.toml", scripts.compile)
    table = read_own((_FOLDER / file.name).read_text(encoding="utf-8"))
    return _read(file, {"id": _BASE, "title": _BASE, "signature": [], **table}, None)


@cache  # there are so many characters, and lines begin with few
def shared_rules(level: Level, start: str) -> tuple[HeadingRule, ...]:
    """Return the rules that all styles share for lines of a level that begin with a character."""
    return tuple(r for r in base().headings if r.level is level and (r.starts is None or r.starts.match(start)))


def load(path: Path) -> Profile:
    """Read a user's style from a file. Its patterns are run by `regex`, which does not lose itself where `re` would.

    Raises:
        ProfileError: if the file cannot be read or contradicts itself.
    """
    import regex

    def patient(pattern: str, flags: int) -> re.Pattern[str]:
        try:
            return cast("re.Pattern[str]", regex.compile(pattern, flags))  # the same methods
        except regex.error as error:
            raise re.error(str(error)) from error

    whole = _File(str(path), patient)  # where it was looked for; the id is compared with its name alone
    return _parse(text_of(path, lambda ja, en: whole.error("", ja, en)), whole._replace(name=path.name))


def parse(text: str, name: str) -> Profile:
    """Read a style that the program itself wrote, as TOML; its file's `name`, without `.toml`, must be the id.

    Raises:
        ProfileError: if a key, level, kind or group is unknown or missing, or an example contradicts its pattern.
    """
    return _parse(text, _File(name, re.compile))


def _parse(text: str, file: _File, tables: Callable[[str], Mapping[str, Any]] = read_toml) -> Profile:
    try:
        table = tables(text)
    except ValueError as error:  # among them tomllib's
        raise file.error("", f"TOML として読めません（{error}）", f"not valid TOML ({error})") from error
    _check_keys(file, "", "", table)
    for key in ("id", "title"):
        _typed(file, key, table[key], str, "文字列", "a string")
    if not _ID.fullmatch(table["id"]) or table["id"] != file.name.removesuffix(".toml"):
        raise file.error(
            "id",
            "id はファイル名（半角の英小文字・数字・-）と同じにしてください",
            "the id must be the file's name: a-z, 0-9, -",
        )
    if table.get("outline") not in (Outlining.TABLES, Outlining.INDENTS):  # such a style has no marks to be known by
        for key in ("signature", "heading"):
            if key not in table:
                raise file.error("", f"キー {key} がありません", f"missing key {key}")
        if not table["signature"]:
            raise file.error("signature", "1つ以上必要です", "at least one pattern is needed")
    return _read(file, table, base())


def _read(file: _File, table: Mapping[str, Any], shared: Profile | None) -> Profile:
    """Read the tables of a style; what it does not say of words, blocks and furniture, `shared` does."""
    own = tuple(_heading(file, entry, rule) for entry, rule in _entries(file, "heading", table))
    order = list(Level)
    headings = sorted((*own, *(shared.headings if shared else ())), key=lambda rule: order.index(rule.level))
    outlining = {"outline": Outlining.RANKS.value, **table}
    signature = _typed(file, "signature", table.get("signature", []), list, "パターンの配列", "an array of patterns")
    blocks = tuple(
        (BlockKind(_one_of(file, entry, rule, "kind", BlockKind)), _compile(file, entry, rule["pattern"]))
        for entry, rule in _entries(file, "block", table)
    )
    furniture = tuple(
        FurnitureRule(
            pattern=_proven(file, entry, rule, whole=True),
            starts=_starts(file, f"{entry} starts", rule),
            ascending=_flag(file, f"{entry} ascending", rule),
        )
        for entry, rule in _entries(file, "furniture", table)
    )
    profile = Profile(
        id=table["id"],
        title=table["title"],
        outline=Outlining(_one_of(file, "outline", outlining, "outline", Outlining)),
        signature=tuple(_signature(file, f"signature {n}", p) for n, p in enumerate(signature, start=1)),
        headings=tuple(headings),
        vocabulary=_vocabulary(file, table, shared),
        blocks=(*blocks, *(shared.blocks if shared else ())),
        furniture=(*furniture, *(shared.furniture if shared else ())),
    )
    _check_kinds(file, profile, table)
    return profile


def _signature(file: _File, entry: str, written: object) -> Signature:
    if isinstance(written, dict):
        _check_keys(file, entry, "signature", written)
        written = r"^ *" + _NAMED.sub("(?:", pattern_of(_form(file, entry, written)).removeprefix("^"))
    pattern = _compile(file, entry, written, re.MULTILINE)
    outermost = _CLASS_OR_ESCAPE.sub("", pattern.pattern)
    while (outer := _INNERMOST_GROUP.sub("", outermost)) != outermost:
        outermost = outer
    heads_line = all(alternative.startswith("^") for alternative in outermost.split("|"))
    return Signature(file.compile(rf"\n(?:{pattern.pattern})", re.MULTILINE) if heads_line else pattern, heads_line)


def _vocabulary(file: _File, table: Mapping[str, Any], shared: Profile | None) -> re.Pattern[str]:
    """Return the words of labels: the style's own in place of those of all styles."""
    if shared is not None and "vocabulary" not in table:
        return shared.vocabulary
    words = _typed(file, "vocabulary", table.get("vocabulary"), dict, "テーブル", "a table")
    _check_keys(file, "vocabulary", "vocabulary", words)
    return _proven(file, "vocabulary", words, whole=True)


def _heading(file: _File, entry: str, rule: Mapping[str, Any]) -> HeadingRule:
    level = Level(_one_of(file, entry, rule, "level", Level))
    if ("form" in rule) == ("pattern" in rule):
        raise file.error(entry, "form と pattern のどちらか一方を書いてください", "give either form or pattern")
    if "form" in rule:
        rule = {**rule, "pattern": pattern_of(_form(file, entry, rule))}
    starts = _starts(file, f"{entry} starts", rule)
    holds = frozenset(fold(_typed(file, f"{entry} holds", rule.get("holds", ""), str, "文字列", "a string")))
    for example in (example for example in rule["examples"] if holds and holds.isdisjoint(fold(example))):
        raise _contradiction(file, f"{entry} holds", example, rule["holds"], wanted=True)
    pattern = _proven(file, entry, rule)
    required, allowed = GROUPS[level]
    if not required <= pattern.groupindex.keys() <= allowed:
        asked, may = _listed(required), _listed(allowed)
        raise file.error(
            entry,
            f"level = {level.value} の名前付きグループは、必須 {asked}、使えるもの {may} です",
            f"named groups of level {level.value}: needed {asked}, allowed {may}",
        )
    return HeadingRule(
        level=level,
        pattern=pattern,
        form=fold(rule["form"]).strip() if "form" in rule else None,
        example=rule["examples"][0],
        starts=starts,
        holds=holds,
        leads_to_measure=_flag(file, f"{entry} leads_to_measure", rule),
    )


def _form(file: _File, entry: str, rule: Mapping[str, Any]) -> str:
    """Return the mark that an entry names, folded."""
    form = _typed(file, f"{entry} form", rule["form"], str, "文字列", "a string")
    if not form.strip():
        raise file.error(f"{entry} form", "空です", "is empty")
    return fold(form)


def _starts(file: _File, entry: str, rule: Mapping[str, Any]) -> re.Pattern[str] | None:
    starts = _typed(file, entry, rule.get("starts", ""), str, "文字列", "a string")
    starts = starts or starts_of(fold(rule.get("form", "")).strip())
    if not starts:
        return None
    pattern = _compile(file, entry, f"[{starts}]")
    for example in rule["examples"]:
        if not pattern.match(fold(example).strip()):
            raise _contradiction(file, entry, example, starts, wanted=True)
    return pattern


def _check_kinds(file: _File, profile: Profile, table: Mapping[str, Any]) -> None:
    """Read the examples of blocks with the whole profile: the vocabulary and the order count too."""
    for entry, rule in _entries(file, "block", table):
        for example in rule["examples"]:
            if (kind := profile.kind_of(fold(example))) != rule["kind"]:
                raise _contradiction(file, entry, example, f"kind = {kind or '-'}", wanted=True)
        for example in rule.get("not_examples", ()):
            if profile.kind_of(fold(example)) == rule["kind"]:
                raise _contradiction(file, entry, example, f"kind = {rule['kind']}", wanted=False)


def _proven(file: _File, entry: str, rule: Mapping[str, Any], *, whole: bool = False) -> re.Pattern[str]:
    """Compile a pattern and run its examples; `whole` where it must match a line from end to end."""
    pattern = _compile(file, entry, rule["pattern"])
    match = pattern.fullmatch if whole else pattern.match
    for example in rule["examples"]:
        if not match(fold(example).strip()):
            raise _contradiction(file, entry, example, pattern.pattern, wanted=True)
    for example in rule.get("not_examples", ()):
        if match(fold(example).strip()):
            raise _contradiction(file, entry, example, pattern.pattern, wanted=False)
    return pattern


def _entries(file: _File, table: str, top: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    rules = _typed(file, table, top.get(table, []), list, f"[[{table}]] の並び", f"an array of tables [[{table}]]")
    entries = []
    for number, rule in enumerate(rules, start=1):
        entry = f"[[{table}]] {number}"
        _typed(file, entry, rule, dict, "テーブル", "a table")
        _check_keys(file, entry, table, rule)
        entries.append((entry, rule))
    return entries


def _check_keys(file: _File, entry: str, table: str, rule: Mapping[str, Any]) -> None:
    unknown = sorted(rule.keys() - set(KEYS[table]))
    if unknown:
        raise file.error(
            entry,
            f"知らないキー {_listed(unknown)} があります。使えるキー: {_listed(KEYS[table])}",
            f"unknown key {_listed(unknown)}; allowed: {_listed(KEYS[table])}",
        )
    missing = [key for key in _REQUIRED[table] if key not in rule]
    if missing:
        raise file.error(entry, f"キー {_listed(missing)} がありません", f"missing key {_listed(missing)}")
    for key in ("examples", "not_examples"):
        examples = rule.get(key, [""])
        if not isinstance(examples, list) or not examples or not all(isinstance(e, str) for e in examples):
            raise file.error(
                entry, f"{key} は1つ以上の文字列の配列です", f"{key} must be an array of one or more strings"
            )


def _one_of(file: _File, entry: str, rule: Mapping[str, Any], key: str, allowed: type[StrEnum]) -> str:
    values = [member.value for member in allowed]
    value = rule[key]
    if value not in values:
        raise file.error(
            entry,
            f"{key} = {value!r} は使えません。使える値: {_listed(values)}",
            f"{key} = {value!r}; allowed: {_listed(values)}",
        )
    return str(value)


def _flag(file: _File, entry: str, rule: Mapping[str, Any]) -> bool:
    key = entry.rpartition(" ")[2]
    return bool(_typed(file, entry, rule.get(key, False), bool, "true か false", "true or false"))


def _typed(file: _File, entry: str, value: Any, kind: type, ja: str, en: str) -> Any:
    if not isinstance(value, kind):
        raise file.error(entry, f"{ja}でなければなりません", f"must be {en}")
    return value


def _compile(file: _File, entry: str, pattern: object, flags: int = 0) -> re.Pattern[str]:
    try:
        return file.compile(_typed(file, entry, pattern, str, "正規表現の文字列", "a regular expression"), flags)
    except re.error as error:
        raise file.error(entry, f"正規表現の誤りです（{error}）", f"not a regular expression ({error})") from error


def _listed(values: Iterable[str]) -> str:
    return ", ".join(sorted(values)) or "-"


def _contradiction(file: _File, entry: str, example: str, reading: str, *, wanted: bool) -> ProfileError:
    ja = f"examples の「{example}」に合いません" if wanted else f"not_examples の「{example}」に合ってしまいます"
    en = f"does not match its example '{example}'" if wanted else f"matches its counter-example '{example}'"
    return file.error(entry, f"{ja}: {reading}", f"{en}: {reading}")
