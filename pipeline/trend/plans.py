"""The reports of a folder, gathered by plan and in the order of the time that they are of."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.patterns import compile_pattern
from pipeline.model import Period
from pipeline.tables.schema import LIST_MARK

Row = Mapping[str, str]
Rows = Mapping[str, Sequence[Row]]

_ORDER = {period.value: rank for rank, period in enumerate(Period)}
_SPELLINGS = (
    (compile_pattern(r"子ども|子供|こども"), "こども"),
    (compile_pattern(r"障碍|障がい|障害"), "障害"),
    (compile_pattern(r"[ヶケヵカか]所"), "か所"),
    (compile_pattern(r"づくり|作り|創り"), "づくり"),
    (compile_pattern(r"ねがい|願い"), "願い"),
)
_ENDS = compile_pattern(
    r"(?:終了|完了|廃止)(?:と?し(?:ます|ました)|と?いたします|と(?:なり|致し)ます|と?する(?=。|\n|\Z))"
    r"|終え(?:ます|ました|る(?=。|\n|\Z)|ることと)|終わ(?:ります|りました|る(?=。|\n|\Z))|(?:限り|最後)と(?:し|する|なり|いたし|致し)"
)
_GOES_ON = compile_pattern(r"引き?継|移行|統合|再編|改め|見直|衣替え|継続|として(?:実施|開催|取り?組)")
# What tells editions of one plan apart, and what titles put around a plan's name.
_EDITION = compile_pattern(
    r"第[0-9一二三四五六七八九十]+(?:次|期|版|回)|[(（][^)）]*[)）]|(?:令和|平成|R|H)[0-9元]+年?度?(?:改[定訂]|策定)?版?"
    r"|[0-9]{4}年?度?|後期|前期|中期|改[定訂]版?"
)
_AGAIN = "再掲"
_SORT = compile_pattern(r"(?:推進)?計画\Z")
_NO_WORD = compile_pattern(r"[\W_]+")
_LIKE_NAME = 75.0
"""Least likeness (rapidfuzz ratio, 0-100) of two names that may be of one plan: 自殺対策 and 自殺総合対策 have 80."""
_LIKE_TITLE = 90.0
_SHARED_TITLES = 0.5
"""Least part of the measures that two such plans must have in common, by title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure of a report, with what links are judged by."""

    measure_id: str
    document_id: str
    no: int
    title: str
    departments: tuple[str, ...]
    direction: str
    section: str
    progress: str
    outlook: str
    again: bool = False
    """Whether its heading says that it is told under another one: （再掲）."""

    @property
    def text(self) -> str:
        """Progress and outlook."""
        return f"{self.progress}\n{self.outlook}"

    @property
    def ends(self) -> bool:
        """Whether the outlook says that it ends, and not that it goes on in another form."""
        return bool(_ENDS.search(self.outlook)) and not _GOES_ON.search(self.outlook)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a plan reports of one time; several documents where several departments report."""

    fiscal_year: int
    period: str
    documents: tuple[Row, ...]
    measures: tuple[Measure, ...]
    rows: Rows
    """Their figures, dates and events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan and its reports, the earliest first."""

    name: str
    editions: tuple[Edition, ...]


def plain(text: str) -> str:
    """Fold widths, blanks, signs and known spellings, for comparing; never for citing."""
    text = unicodedata.normalize("NFKC", text)
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    return _NO_WORD.sub("", text)


def core_name(name: str) -> str:
    """Return a plan's name without what tells its editions apart: 第3次○○計画（改定版） is ○○."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", name))
    return _SORT.sub("", plain(_EDITION.sub("", text))) or plain(text)


def gather(documents: Iterable[Row], rows_of: Callable[[str], Rows]) -> tuple[list[Plan], int]:
    """Return the plans with their reports, and how many reports belong to none.

    Args:
        documents: rows of documents.csv, in its order.
        rows_of: returns the rows of a document by its id.
    """
    found = list(documents)
    known = [d for d in found if d["plan_name"] and d["fiscal_year"] and d["period"]]
    by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for document in known:
        by_name[plain(document["organisation"]), core_name(document["plan_name"])].append(document)
    groups = _joined(by_name, rows_of)
    plans = [_plan(group, rows_of) for group in groups]
    return sorted(plans, key=lambda plan: (plan.name, plan.editions[0].documents[0]["document_id"])), len(found) - len(
        known
    )


def _joined(by_name: dict[tuple[str, str], list[Row]], rows_of: Callable[[str], Rows]) -> list[list[Row]]:
    """Join groups whose names are alike and whose measures are mostly the same."""
    from rapidfuzz import fuzz

    titles: dict[tuple[str, str], frozenset[str]] = {}

    def titles_of(name: tuple[str, str]) -> frozenset[str]:
        if name not in titles:
            ids = [document["document_id"] for document in by_name[name]]
            titles[name] = frozenset(plain(row["title"]) for i in ids for row in rows_of(i)["measures"])
        return titles[name]

    groups: list[list[tuple[str, str]]] = []
    for name in sorted(by_name):
        for group in groups:
            if any(
                other[0] == name[0]
                and fuzz.ratio(other[1], name[1]) >= _LIKE_NAME
                and _share(titles_of(other), titles_of(name)) >= _SHARED_TITLES
                for other in group
            ):
                group.append(name)
                break
        else:
            groups.append([name])
    return [[document for name in group for document in by_name[name]] for group in groups]


def _share(some: frozenset[str], others: frozenset[str]) -> float:
    from rapidfuzz import fuzz

    few, many = sorted((sorted(some), sorted(others)), key=len)
    alike = sum(any(fuzz.ratio(one, other) >= _LIKE_TITLE for other in many) for one in few)
    return alike / len(few) if few else 0.0


def _plan(documents: Sequence[Row], rows_of: Callable[[str], Rows]) -> Plan:
    def time(document: Row) -> tuple[int, int]:
        return int(document["fiscal_year"]), _ORDER[document["period"]]

    editions = []
    for _, group in groupby(sorted(documents, key=time), key=time):
        editions.append(_edition(_latest(group), rows_of))
    return Plan(name=editions[-1].documents[0]["plan_name"], editions=tuple(editions))


def _latest(documents: Iterable[Row]) -> list[Row]:
    """Return the documents without older readings of the same report under the same title and from the same folder."""
    kept: dict[tuple[str, str], Row] = {}
    for document in sorted(documents, key=lambda d: (d["processed_at"], d["document_id"])):
        kept[plain(document["title"]), document["source_file"].rpartition("/")[0]] = document
    return sorted(kept.values(), key=lambda d: (d["title"], d["document_id"]))


def _edition(documents: Sequence[Row], rows_of: Callable[[str], Rows]) -> Edition:
    rows = [rows_of(document["document_id"]) for document in documents]
    return Edition(
        fiscal_year=int(documents[0]["fiscal_year"]),
        period=documents[0]["period"],
        documents=tuple(documents),
        measures=tuple(_measure(row) for found in rows for row in found["measures"]),
        rows={name: [row for found in rows for row in found[name]] for name in ("figures", "dates", "events")},
    )


def _measure(row: Row) -> Measure:
    return Measure(
        measure_id=row["measure_id"],
        document_id=row["document_id"],
        no=int(row["measure_no"]),
        title=row["title"],
        departments=tuple(d for d in row["departments"].split(LIST_MARK) if d),
        direction=row["direction_title"],
        section=row["section_title"],
        progress=row["progress_text"],
        outlook=row["outlook_text"],
        again=any(mark.startswith(_AGAIN) for mark in row["marks"].split(LIST_MARK)),
    )
