"""Holds an output folder against a hand annotation: how many figures, dates and events are found and right.

Gold items marked `optional` are neither missed nor wrong to find; `FIELD_alt` lists further right readings of FIELD.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import zip_longest
from pathlib import Path
from typing import Any

Row = dict[str, str]
Gold = dict[str, Any]

PLANTED = frozenset({"weekday_mismatch", "breakdown_sum", "part_exceeds_total"})


def plain(text: object) -> str:
    """Fold width and drop blanks, so that line wraps and typed blanks do not matter."""
    return "".join(unicodedata.normalize("NFKC", "" if text is None else str(text)).split()).replace("〜", "~")


def number(value: object) -> float | None:
    return None if value in (None, "") else round(float(str(value)), 6)


def table(folder: Path, name: str) -> list[Row]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def readings(gold: Gold, field: str) -> list[Any]:
    return [gold.get(field), *gold.get(f"{field}_alt", [])]


def share(right: int, of: int) -> float:
    return right / of if of else 1.0


def f1(right: int, wanted: int, found: int) -> float:
    precision, recall = share(right, found), share(right, wanted)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def pair(gold: list[Gold], rows: list[Row]) -> tuple[list[tuple[Gold, Row]], list[Gold], list[Row]]:
    """Pair by place where the gold has offsets, else by measure and text in reading order."""
    free = list(rows)
    pairs: list[tuple[Gold, Row]] = []
    missed = list(gold)
    tests: list[Callable[[Gold, Row], bool]] = [
        lambda g, r: "offset" in g and (int(r["offset_start"]), int(r["offset_end"])) == (g["offset"], g["offset_end"]),
        lambda g, r: "offset" in g and int(r["offset_start"]) < g["offset_end"] and g["offset"] < int(r["offset_end"]),
        lambda g, r: (
            "offset" not in g and plain(g["text"]) == plain(r["text"]) and plain(g["measure_no"]) == r["measure_no"]
        ),
        lambda g, r: "offset" not in g and plain(g["text"]) == plain(r["text"]),
    ]
    for test in tests:
        for item in list(missed):
            row = next((r for r in free if test(item, r)), None)
            if row is not None:
                pairs.append((item, row))
                missed.remove(item)
                free.remove(row)
    return pairs, [g for g in missed if not g.get("optional")], free


def _listed(value: Iterable[str] | None) -> list[str]:
    return sorted(value or [])


def score_figures(gold: list[Gold], rows: list[Row]) -> tuple[dict[str, float], list[str]]:
    def right(g: Gold, r: Row) -> bool:
        values = [number(v) for v in readings(g, "value")]
        units = [plain(u) for u in readings(g, "unit_norm")]
        return (
            number(r["value"]) in values
            and number(r["value_max"]) == number(g.get("value_max"))
            and plain(r["unit_norm"]) in units
        )

    fields: dict[str, Callable[[Gold, Row], bool]] = {
        "kind": lambda g, r: r["kind"] in readings(g, "kind"),
        "label": lambda g, r: plain(r["label"]) in [plain(x) for x in readings(g, "label")],
        "qualifiers": lambda g, r: (
            sorted(filter(None, r["qualifiers"].split("|"))) in [_listed(x) for x in readings(g, "qualifier")]
        ),
        "status": lambda g, r: r["status"] in readings(g, "status"),
        "as_of": lambda g, r: r["as_of"] in [x or "" for x in readings(g, "as_of")],
        "block": lambda g, r: r["block"] in [x or "" for x in readings(g, "block")],
    }
    return _score("figure", gold, rows, right, fields)


def score_dates(gold: list[Gold], rows: list[Row]) -> tuple[dict[str, float], list[str]]:
    def right(g: Gold, r: Row) -> bool:
        spans = [[g.get("start"), g.get("end")], *g.get("span_alt", [])]
        return [r["start"], r["end"]] in [[x or "" for x in span] for span in spans]

    fields: dict[str, Callable[[Gold, Row], bool]] = {
        "precision": lambda g, r: r["precision"] in readings(g, "precision"),
        "role": lambda g, r: r["role"] in readings(g, "role"),
        "status": lambda g, r: r["status"] in readings(g, "status"),
        "approximate": lambda g, r: (r["approximate"] == "true") is bool(g.get("approximate")),
        "recurrence": lambda g, r: r["recurrence"] == (g.get("recurrence") or ""),
    }
    return _score("date", gold, rows, right, fields)


def _score(
    what: str,
    gold: list[Gold],
    rows: list[Row],
    right: Callable[[Gold, Row], bool],
    fields: dict[str, Callable[[Gold, Row], bool]],
) -> tuple[dict[str, float], list[str]]:
    pairs, missed, spurious = pair(gold, rows)
    said = [f"{what} missed: measure {g['measure_no']} {g['text']}" for g in missed]
    said += [f"{what} too many: measure {r['measure_no']} {r['text']}" for r in spurious]
    hits = 0
    tally: dict[str, list[int]] = defaultdict(list)
    for g, r in pairs:
        good = right(g, r)
        hits += good
        if not good:
            said.append(f"{what} wrong: {g['text']} read as {r}")
        for name, test in fields.items():
            tally[name].append(test(g, r))
            if not tally[name][-1]:
                said.append(
                    f"{what} {name}: {g['text']} wants {readings(g, 'qualifier' if name == 'qualifiers' else name)}, got {r[name]!r}"
                )
    marks = {"F1": f1(hits, len(pairs) + len(missed), len(rows))}
    return marks | {name: share(sum(v), len(v)) for name, v in tally.items()}, said


def score_events(gold: list[Gold], rows: list[Row]) -> tuple[dict[str, float], list[str]]:
    free, hits, wanted = list(rows), 0, 0
    said: list[str] = []
    tally: dict[str, list[int]] = defaultdict(list)
    for g in gold:
        near = [r for r in free if r["measure_no"] == plain(g["measure_no"]) and r["start"] == (g.get("start") or "")]
        near.sort(
            key=lambda r: (number(r["ordinal"]) != number(g.get("ordinal")), plain(r["title"]) != plain(g.get("title")))
        )
        if not near:
            wanted += not g.get("optional")
            if not g.get("optional"):
                said.append(f"event missed: measure {g['measure_no']} {g.get('start')} {g.get('title')}")
            continue
        free.remove(near[0])
        wanted, hits = wanted + 1, hits + 1
        tests = {
            "ordinal": number(near[0]["ordinal"]) == number(g.get("ordinal")),
            "participants": number(near[0]["participants"]) in [number(x) for x in readings(g, "participants")],
            "status": near[0]["status"] in readings(g, "status"),
            "title": plain(near[0]["title"]) in [plain(x) for x in readings(g, "title")],
        }
        for name, good in tests.items():
            tally[name].append(good)
            if not good:
                said.append(
                    f"event {name}: measure {g['measure_no']} {g.get('start')} wants {readings(g, name)}, got {near[0][name]!r}"
                )
    said += [f"event too many: measure {r['measure_no']} {r['start']} {r['title']}" for r in free]
    return {"F1": f1(hits, wanted, len(rows))} | {k: share(sum(v), len(v)) for k, v in tally.items()}, said


def score_measures(gold: list[Gold], rows: list[Row]) -> tuple[dict[str, float], list[str]]:
    by_no = {int(r["measure_no"]): r for r in rows}
    said: list[str] = []
    tally: dict[str, list[int]] = defaultdict(list)
    for g in gold:
        row = by_no.get(g["no"], {})
        for name in ("title", "departments", "direction_no", "section_no", "section_title"):
            want, got = g.get(name), row.get(name, "")
            good = (
                sorted(want or []) == sorted(filter(None, got.split("|")))
                if name == "departments"
                else plain(want) == plain(got)
            )
            tally[name].append(good)
            if not good:
                said.append(f"measure {g['no']} {name}: wants {want}, got {got!r}")
    return {"count": float(len(gold) == len(rows))} | {k: share(sum(v), len(v)) for k, v in tally.items()}, said


def score_indicators(gold: list[Gold] | None, rows: list[Row]) -> tuple[dict[str, float], list[str]]:
    """Rows of KPI tables, in order; nothing is asked of an annotation that says nothing of them."""
    if gold is None:
        return {"F1": 1.0}, []
    said: list[str] = []
    for g, r in zip_longest(gold, rows):
        if g is None or r is None:
            said.append(f"indicator {'too many' if g is None else 'missed'}: {(g or r)['name']}")
            continue
        values = all(number(r[name]) == number(g[name]) for name in ("baseline", "actual", "target", "attainment"))
        words = all(
            plain(r[name]) == plain(g[name])
            for name in ("name", "unit", "baseline_period", "actual_period", "target_period")
        )
        if not (values and words and r["earlier"] == "|".join(g["earlier"])):
            said.append(f"indicator wrong: {g} read as {r}")
    return {"F1": f1(max(len(gold), len(rows)) - len(said), len(gold), len(rows))}, said


def score_planted(gold: list[Gold], rows: list[Row]) -> tuple[dict[str, float], list[str]]:
    """Share of the planted mistakes that a check of their own code quotes."""
    missing = []
    for error in gold:
        words = plain(error.get("text") or error.get("total_text"))
        quoted = [plain(r["text"]) for r in rows if r["code"] == error.get("code", r["code"]) and r["code"] in PLANTED]
        if not any(q and (q in words or words in q) for q in quoted):
            missing.append(f"planted error not found: {error}")
    return {"found": share(len(gold) - len(missing), len(gold))}, missing


def score(folder: Path, gold: Gold) -> tuple[dict[str, dict[str, float]], list[str]]:
    """Return the marks by table and the disagreements in words."""
    parts = {
        "measures": score_measures(gold["measures"], table(folder, "measures")),
        "figures": score_figures(gold["figures"], table(folder, "figures")),
        "dates": score_dates(gold["dates"], table(folder, "dates")),
        "events": score_events(gold["events"], table(folder, "events")),
        "indicators": score_indicators(gold.get("indicators"), table(folder, "indicators")),
        "planted": score_planted(gold["planted_errors"], table(folder, "checks")),
    }
    return {name: marks for name, (marks, _) in parts.items()}, [line for _, said in parts.values() for line in said]
