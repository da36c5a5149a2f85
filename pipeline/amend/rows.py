"""Corrections laid over the rows of one document. The machine's values stay beside them, in `machine_values`.

A row that a person takes out leaves its numerals behind, unclaimed and with a check, unless a correction of `numerals`
says what they are: no numeral is dropped in silence.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.mentions import ClaimedBy
from pipeline.amend.anchor import Text
from pipeline.amend.recheck import next_id, recheck
from pipeline.amend.tree import Node, dates_of
from pipeline.corrections import DELETE, WHOLE_ROW, Correction, Outcome, State
from pipeline.model import Severity
from pipeline.tables import COUNTED, TABLES, Rows

_IDS = {"figures": "figure_id", "dates": "date_id", "events": "event_id", "indicators": "indicator_id"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A correction that concerns a document."""

    number: int
    """By which it is known; the later taken in, the greater."""
    correction: Correction
    own: bool
    """Whether it was made on these very bytes, not on another version of the report."""


@dataclass(slots=True)
class Amended:
    """A document's rows as corrected, and what became of each correction."""

    rows: Rows
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    changed: bool = False


def amend(machine: Rows, report: Node | None, claims: Sequence[Claim]) -> Amended:
    """Lay corrections over what the machine read.

    Args:
        machine: its rows, by table; they stay as they are.
        report: the report's JSON; None where it is not at hand, so that nothing can be found again.
        claims: the corrections that concern the document.
    """
    done = Amended(rows={name: [dict(row) for row in rows] for name, rows in machine.items()})
    if report is None:
        gone = Outcome(state=State.STALE, ja="報告書の本文がありません。", en="The text of the report is not at hand.")
        done.outcomes = {claim.number: gone for claim in claims}
        return done
    finder = _Finder(machine, report["text"])
    by_row: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        at = finder.row(claim.correction)
        if isinstance(at, Outcome):
            done.outcomes[claim.number] = at
        else:
            by_row[claim.correction.table, at].append(claim)
    deleted: dict[str, list[int]] = defaultdict(list)
    for (table, at), about in sorted(by_row.items()):
        if _settle(machine[table][at], done.rows[table][at], about, done):
            deleted[table].append(at)
    if deleted:
        _delete(done, deleted)
    if done.changed:
        _account(done, machine, report)
    return done


class _Finder:
    """The rows of a document, by the words that they cite."""

    def __init__(self, machine: Rows, text: str) -> None:
        self._machine = machine
        self._text = Text(text)
        self._spans: dict[str, list[tuple[int, int]]] = {}

    def row(self, correction: Correction) -> int | Outcome:
        """Return the place of the row that a correction means, or why there is none."""
        place = self._text.find(correction)
        if place is None:
            return Outcome(
                state=State.STALE,
                ja="引用した文字が、前後の文字とともに見つかりません。",
                en="The quoted words are not found with those around them.",
            )
        spans = self._of(correction.table)
        found = [n for n, span in enumerate(spans) if span == place]
        found = found or [n for n, (start, end) in enumerate(spans) if start < place[1] and place[0] < end]
        if len(found) > 1 and correction.column != WHOLE_ROW:
            rows = self._machine[correction.table]
            found = [n for n in found if rows[n][correction.column] == correction.machine_value] or found
        if len(found) != 1:
            return Outcome(
                state=State.STALE,
                ja="引用した文字を読み取った行がありません。"
                if not found
                else "引用した文字を読み取った行が複数あります。",
                en="No row cites the quoted words." if not found else "Several rows cite the quoted words.",
            )
        return found[0]

    def _of(self, table: str) -> list[tuple[int, int]]:
        if table not in self._spans:
            rows = self._machine[table]
            places = [[int(row[c] or 0) for c in ("offset_start", "offset_end")] for row in rows]
            self._spans[table] = [self._text.range(start, end) for start, end in places]
        return self._spans[table]


def _settle(machine: Mapping[str, str], row: dict[str, str], about: Sequence[Claim], done: Amended) -> bool:
    """Decide on the corrections of one row and put their values in; return whether the row is to be left out."""
    valid, replaced = _in_force(about, done)
    whole = [c for c in valid if c.correction.column == WHOLE_ROW]
    wishes = {c.correction.value for c in whole}
    others = [c for c in valid if c.correction.column != WHOLE_ROW]
    if len(wishes) > 1 or (DELETE in wishes and others):
        for claim in valid:
            done.outcomes[claim.number] = _disagree()
        return False
    for claim in whole:
        done.outcomes[claim.number] = _applied() if DELETE in wishes else _same()
    if DELETE in wishes:
        return True
    by_column: dict[str, list[Claim]] = defaultdict(list)
    for claim in others:
        by_column[claim.correction.column].append(claim)
    for column, claims in by_column.items():
        _settle_cell(column, machine, row, claims, replaced, done)
    return False


def _in_force(about: Sequence[Claim], done: Amended) -> tuple[list[Claim], list[Correction]]:
    """Part corrections into those in force and those replaced by a later one: of the same person, or in view of them."""
    valid: list[Claim] = []
    replaced: list[Correction] = []
    for claim in sorted(about, key=lambda c: (c.correction.when, c.number)):
        new = claim.correction
        for old in list(valid):
            told = old.correction
            one_cell = told.column == new.column or WHOLE_ROW in (told.column, new.column)
            seen = told.column == new.column and new.column != WHOLE_ROW and new.machine_value == told.value
            if one_cell and (told.who == new.who or seen):
                valid.remove(old)
                replaced.append(told)
                done.outcomes[old.number] = Outcome(
                    state=State.STALE,
                    ja=f"あとの訂正（{new.who}、{new.when}）に置き換えられました。",
                    en=f"A later correction took its place ({new.who}, {new.when}).",
                )
        valid.append(claim)
    return valid, replaced


def _settle_cell(
    column: str,
    machine: Mapping[str, str],
    row: dict[str, str],
    claims: Sequence[Claim],
    replaced: Sequence[Correction],
    done: Amended,
) -> None:
    seen = {machine[column]} | {old.value for old in replaced if old.column == column}
    values = {claim.correction.value for claim in claims}
    if len(values) > 1:
        for claim in claims:
            done.outcomes[claim.number] = _disagree()
        return
    (value,) = values
    if value == machine[column]:
        for claim in claims:
            done.outcomes[claim.number] = _same()
        return
    for claim in claims:
        before = claim.correction.machine_value
        if before in seen:
            done.outcomes[claim.number] = _applied()
        else:
            done.outcomes[claim.number] = _changed(before, machine[column], applied=claim.own)
        if claim.own or done.outcomes[claim.number].state is State.APPLIED:
            _put(row, column, value, machine[column])
            done.changed = True


def _put(row: dict[str, str], column: str, value: str, before: str) -> None:
    """Put a person's value in, with the machine's beside it."""
    kept = json.loads(row["machine_values"] or "{}")
    kept.setdefault(column, before or None)
    row[column] = value
    row["machine_values"] = json.dumps(kept, ensure_ascii=False)


def _delete(done: Amended, deleted: Mapping[str, Sequence[int]]) -> None:
    """Leave rows out, and let go of what points to them."""
    gone: set[str] = set()
    for table, places in deleted.items():
        gone |= {done.rows[table][at][_IDS[table]] for at in places}
        done.rows[table] = [row for at, row in enumerate(done.rows[table]) if at not in set(places)]
    for figure in done.rows["figures"]:
        for column in ("part_of", "event_id"):
            if figure[column] in gone:
                _put(figure, column, "", figure[column])
    for numeral in done.rows["numerals"]:
        if numeral["ref_id"] in gone:
            if numeral["claimed_by"] in (ClaimedBy.FIGURE, ClaimedBy.DATE):
                _put(numeral, "claimed_by", ClaimedBy.UNCLAIMED.value, numeral["claimed_by"])
            _put(numeral, "ref_id", "", numeral["ref_id"])
    done.changed = True


def _account(done: Amended, machine: Rows, report: Node) -> None:
    """Let checks and the counts of documents.csv say what the rows say."""
    rows = done.rows
    was = {row["offset_start"]: row["claimed_by"] for row in machine["numerals"]}
    settled = set()
    for numeral in rows["numerals"]:
        at, now = numeral["offset_start"], numeral["claimed_by"]
        if now != ClaimedBy.UNCLAIMED:
            numeral["ref_id"] = numeral["ref_id"] if now == was[at] else ""
            settled.add(at)
        elif was[at] != now:
            rows["checks"].append(_unclaimed(numeral, next_id(machine, rows["checks"])))
    rows["checks"] = [c for c in rows["checks"] if c["code"] != "unclaimed_numeral" or c["offset_start"] not in settled]
    rows["checks"] = recheck(machine, rows, report, dates_of(report))
    rows["checks"].sort(key=lambda c: int(c["offset_start"] or -1))
    (document,) = rows["documents"]
    document |= {name: str(len(rows[name])) for name in COUNTED}
    grave = any(c["severity"] != Severity.INFO for c in rows["checks"])
    document["status"] = "warnings" if grave else "ok"


def _unclaimed(numeral: Mapping[str, str], check_id: str) -> dict[str, str]:
    checks = next(table for table in TABLES if table.name == "checks")
    text = numeral["text"]
    return dict.fromkeys(checks.header, "") | {
        "document_id": numeral["document_id"],
        "check_id": check_id,
        "severity": Severity.INFO.value,
        "code": "unclaimed_numeral",
        "message_ja": f"数字「{text}」を読み取った行は、訂正で除かれました。何の数字かは、numerals の訂正で示せます。",
        "message_en": f"A correction took out the row that read the numeral '{text}'. "
        "A correction of numerals can say what it is.",
        "text": text,
        "page": numeral["page"],
        "offset_start": numeral["offset_start"],
        "offset_end": numeral["offset_end"],
    }


def unamended(table: str, rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return rows as the machine read them; of numerals and of rows that were left out only the machine could tell."""
    found = []
    for row in rows:
        before = dict(row)
        if table in _IDS and row["machine_values"]:
            before |= {name: value or "" for name, value in json.loads(row["machine_values"]).items()}
            before["machine_values"] = ""
        found.append(before)
    return found


def _applied() -> Outcome:
    return Outcome(state=State.APPLIED, ja="適用しました。", en="Applied.")


def _same() -> Outcome:
    return Outcome(
        state=State.STALE,
        ja="プログラムの読み取りが訂正と同じため、何も変わりません。",
        en="The program reads the same, so it changes nothing.",
    )


def _disagree() -> Outcome:
    return Outcome(
        state=State.CONFLICT,
        ja="ほかの人の訂正と食い違うため、どれも適用していません。話し合って、同じ値で訂正し直してください。",
        en="Another person's correction says otherwise, so none is applied: agree, and correct again with one value.",
    )


def _changed(before: str, now: str, *, applied: bool) -> Outcome:
    ja = "訂正を適用しました" if applied else "報告書が変わったため、適用していません"
    en = "the correction is applied" if applied else "since the report is another version, it is not applied"
    return Outcome(
        state=State.CONFLICT,
        ja=f"プログラムの読み取りが、訂正したときの「{before}」から「{now}」に変わりました。{ja}。確認してください。",
        en=f"The program read '{before}' when the correction was made, and reads '{now}' now; {en}. Please check.",
    )
