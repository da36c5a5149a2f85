"""What the sender of a file finds beside it: the reason why it was not read, or a page with what was read."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from extractors.mentions import FigureKind
from pipeline import ingest
from pipeline.controls import masked
from pipeline.inbox.deliveries import Delivery, Kind
from pipeline.inbox.erratum import Change, Row, Rows, compare, losses
from pipeline.inbox.reasons import explain
from pipeline.inbox.settings import Folders
from pipeline.model import Severity
from pipeline.store import Store
from pipeline.tables.words import WORDS

if TYPE_CHECKING:
    from jinja2 import Template

_GRAVEST_FIRST = {severity.value: rank for rank, severity in enumerate(Severity)}
_WORDS = {value: ja for value, (ja, _) in WORDS.items()} | {
    Change.CHANGED: "変わった",
    Change.APPEARED: "増えた",
    Change.VANISHED: "なくなった",
}


class Answers:
    """Composes the answers from what the store holds, so that one that was cut off can be composed again."""

    def __init__(self, store: Store, folders: Folders) -> None:
        self._store = store
        self._folders = folders

    def compose(self, delivery: Delivery) -> str:
        """Return the answer of a delivery: a note where the file was not read, else a page of HTML."""
        if delivery.kind is Kind.FAILED:
            return explain(delivery, self._folders)
        document_id = delivery.document_id
        rows = self._store.rows(document_id)
        successor = self._store.successor(document_id)
        replaced = [self._store.rows(older) for older in self._store.predecessors(document_id)]
        return _template().render(
            name=ingest.printable(delivery.name.rpartition("/")[2]),
            at=delivery.at,
            document=rows["documents"][0],
            same=delivery.kind is Kind.SAME,
            replaced=[older["documents"][0] for older in replaced],
            successor=successor and self._store.rows(successor)["documents"][0],
            beside=[] if successor else self._store.versions.beside(rows["documents"][0]),
            differences=compare(replaced[0], rows) if replaced else None,
            lost=losses(replaced[0], rows) if replaced else None,
            checks=_checks(rows),
            groups=_groups(rows),
            indicators=rows["indicators"],
            unclaimed=sum(row["claimed_by"] == "unclaimed" for row in rows["numerals"]),
            output=str(self._folders.output),
            style=_style(),
            style_hash=_hash(_style()),
        )


def _checks(rows: Rows) -> list[Row]:
    """Return the checks, the gravest first; numerals that nothing claims are counted, not listed."""
    listed = [row for row in rows["checks"] if row["code"] != "unclaimed_numeral"]
    return sorted(listed, key=lambda row: _GRAVEST_FIRST[row["severity"]])


def _groups(rows: Rows) -> list[dict[str, Any]]:
    """Return the measures, each with its figures and events; what stands outside of any comes last."""
    groups = [
        {
            "measure": measure,
            "figures": _of(rows["figures"], measure["measure_id"]),
            "events": _of(rows["events"], measure["measure_id"]),
        }
        for measure in rows["measures"]
    ]
    outside = {"measure": None, "figures": _of(rows["figures"], ""), "events": _of(rows["events"], "")}
    return [*groups, outside] if outside["figures"] or outside["events"] else groups


def _of(rows: Iterable[Row], measure_id: str) -> list[Row]:
    return [row for row in rows if row["measure_id"] == measure_id]


def word(value: str) -> str:
    """Return the Japanese word for a value of the datasets; a value that is Japanese already stays."""
    return _WORDS.get(value, value)


def amount(figure: Mapping[str, str]) -> str:
    """Return a figure as people write it: 月1回, 1,087人, 10～20件, 73.5%, 3割, +4.2% where it rose by that."""
    if figure["kind"] == FigureKind.RATIO:
        return figure["text"]
    low, high = (_grouped(figure[column]) for column in ("value", "value_max"))
    number = f"{low}～{high}" if high else low
    per = f"{word(figure['per'])}" if figure["per"] else ""
    sign = "+" if figure["kind"] == FigureKind.CHANGE and Decimal(figure["value"]) > 0 else ""
    return f"{per}{sign}{number}{figure['unit_norm']}"


def _grouped(number: str) -> str:
    """Put commas between thousands; the digits themselves are not touched."""
    sign, digits = ("-", number[1:]) if number.startswith("-") else ("", number)
    whole, dot, rest = digits.partition(".")
    return f"{sign}{int(whole):,}{dot}{rest}" if whole.isdecimal() and len(whole) < 4000 else number


def _shown(value: object) -> object:
    """Return what stands in the page for a value: no control of a report or a file name."""
    return masked(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown
    )
    environment.filters |= {"word": word, "amount": amount}
    return environment.from_string((files("pipeline.inbox") / "result.html").read_text(encoding="utf-8"))


@cache
def _style() -> str:
    return (files("pipeline.inbox") / "result.css").read_text(encoding="utf-8")


def _hash(style: str) -> str:
    """Return the one style that the page's content security policy lets in; scripts and loads it lets none."""
    digest = hashlib.sha256(style.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
