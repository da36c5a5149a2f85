"""The tables that other commands than `run` write: corrections by people, and what becomes of a plan over the years."""

from __future__ import annotations

from enum import StrEnum
from operator import itemgetter

from extractors.mentions import FigureKind, Per, Qualifier, Status
from pipeline.corrections import COLUMNS, State
from pipeline.model import Period
from pipeline.tables.schema import Column, ForeignKey, Table, Type


class Relation(StrEnum):
    """What became of a measure from one report of a plan to the next."""

    SAME = "same"
    RETITLED = "retitled"
    RENAMED = "renamed"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    DROPPED = "dropped"


class Kept(StrEnum):
    """What later reports say of what a report planned."""

    REPORTED = "reported"
    CANCELLED = "cancelled"
    NOT_REPORTED = "not_reported"
    OPEN = "open"


class TrendCode(StrEnum):
    """What a person should look at between the reports of a plan."""

    NO_NUMBER_OR_DATE = "no_number_or_date"
    RESTATED_FIGURE = "restated_figure"


def _column(
    name: str,
    kind: Type,
    title_ja: str,
    description: str,
    enum: tuple[str, ...] = (),
    *,
    required: bool = False,
) -> Column:
    """Return a column whose value stands in the row under its own name."""
    return Column(name, kind, title_ja, description, itemgetter(name), enum, required)


def _must(name: str, title_ja: str, description: str, enum: tuple[str, ...] = (), kind: Type = "string") -> Column:
    return _column(name, kind, title_ja, description, enum, required=True)


_PLAN = _column("plan_name", "string", "計画名", "The plan, as its latest report writes it.")
_KEY = _must("measure_key", "取組の鍵", "measure_id of the measure in the first report that it is traced back to.")
_MEASURE_TITLE = _column("measure_title", "string", "取組名", "Title of the measure.")
_MESSAGES = (
    _must("message_ja", "内容", "What to look at, in Japanese."),
    _must("message_en", "内容（英語）", "The same in English."),
)

CORRECTIONS = Table(
    "corrections",
    "訂正",
    "人による訂正ごとに1行。shinchoku correct で取り込む。",
    "One row for each correction by a person; `shinchoku correct` takes them in.",
    (
        _must("document_id", "文書ID", "The report that was corrected, as it was then."),
        _must("table", "表", "The table whose row is corrected."),
        _must("quote", "引用", "The characters of the report that the row cites."),
        _column("before", "string", "直前の文字", "Up to 20 characters in front of them."),
        _column("after", "string", "直後の文字", "Up to 20 characters behind them."),
        _column(
            "occurrence",
            "integer",
            "何番目か",
            "Which of the places where quote stands between before and after, from 1.",
        ),
        _must("column", "列", "The column that is corrected; * for the whole row."),
        _column("machine_value", "string", "機械の読み取り値", "What the program had read there."),
        _column("value", "string", "訂正した値", "What it should be; delete or keep for the whole row."),
        _must("who", "訂正した人", "Who says so."),
        _must("when", "訂正した日時", "When, ISO 8601."),
        _column("why", "string", "訂正の理由", "Why."),
        _must(
            "state", "状態", "What became of it the last time that the report was read.", tuple(s.value for s in State)
        ),
        _column("state_ja", "string", "状態の説明", "The same in words, in Japanese."),
        _column("state_en", "string", "状態の説明（英語）", "The same in English."),
    ),
    (*COLUMNS[:7], "value", "who", "when"),
)

MEASURE_LINKS = Table(
    "measure_links",
    "取組のつながり",
    "計画の報告書の取組ごとに、前の報告書のどの取組に当たるか（新規・終了を含む）。",
    "One row for each measure that a report of a plan has in common with the one before, began or ended.",
    (
        _PLAN,
        _column("from_document_id", "string", "前の文書ID", "The earlier report; empty for a new measure."),
        _column("from_measure_no", "integer", "前の取組番号", "Number of the measure there."),
        _column("from_title", "string", "前の取組名", "Its title there."),
        _column("to_document_id", "string", "後の文書ID", "The later report; empty for a dropped measure."),
        _column("to_measure_no", "integer", "後の取組番号", "Number of the measure there."),
        _column("to_title", "string", "後の取組名", "Its title there."),
        _must(
            "relation",
            "関係",
            "What became of it. `same`: the title but for blanks, width, marks and known spellings (子ども, こども); `retitled`: "
            "the same name in other words, as most words of the one title stand in the other; `renamed`: another name; "
            "`moved`: in another direction, under whatever title; `split`: what it did goes on in two measures or more; "
            "`merged`: two measures or more go on in one; `new`: the report before has no such measure; `dropped`: the "
            "report after has none.",
            tuple(r.value for r in Relation),
        ),
        _must("score", "確からしさ", "0 to 1; for new and dropped, how unlike everything it is.", kind="number"),
        _must("reason", "理由", "Why, in Japanese."),
        _must("reason_en", "理由（英語）", "The same in English."),
        _column("from_measure_id", "string", "前の取組ID", "measure_id of the earlier."),
        _column("to_measure_id", "string", "後の取組ID", "measure_id of the later."),
    ),
    ("from_measure_id", "to_measure_id"),
    (ForeignKey("from_measure_id", "measures", "measure_id"), ForeignKey("to_measure_id", "measures", "measure_id")),
)

TREND = Table(
    "trend",
    "推移",
    "計画の取組の数値ごとに1行。前の時期の値と増減。",
    "One row for each figure of a measure of a plan, with the figure that it continues.",
    (
        _PLAN,
        _KEY,
        _column("label", "string", "数値の名称", "What is counted, in the report's words."),
        _must("kind", "種類", "What sort of quantity.", tuple(k.value for k in FigureKind)),
        _column("unit_norm", "string", "単位（統一）", "The counter's normal form."),
        _column("qualifiers", "list", "限定語", "Words that change its meaning.", tuple(q.value for q in Qualifier)),
        _must("status", "実績区分", "Reached, planned or a target.", tuple(s.value for s in Status)),
        _column("fiscal_year", "year", "年度（西暦）", "Fiscal year that the value is of."),
        _column("period", "string", "期間区分", "Period that the value is of.", tuple(p.value for p in Period)),
        _column("as_of", "date", "時点", "The day on which it was taken; empty for a value of a period."),
        _must("value", "値", "Yen for money, percent for a rate.", kind="number"),
        _column("previous_value", "number", "前の値", "The latest earlier value of the same thing over a like time."),
        _column("change", "number", "増減", "value - previous_value."),
        _column("change_percent", "number", "増減率", "The same in percent of previous_value, to one decimal."),
        _must("figure_id", "数値ID", "The figure."),
        _column("previous_figure_id", "string", "前の数値ID", "The figure of previous_value."),
        _column("measure_id", "string", "取組ID", "The measure that the figure stands in."),
        _MEASURE_TITLE,
        _column("per", "string", "頻度の期間", "Period of a frequency.", tuple(p.value for p in Per)),
        _column("previous_fiscal_year", "year", "前の年度（西暦）", "Fiscal year of previous_value."),
        _column("context", "string", "前後の文", "The sentence or line that the figure stands in."),
    ),
    ("figure_id",),
    (
        ForeignKey("figure_id", "figures", "figure_id"),
        ForeignKey("previous_figure_id", "figures", "figure_id"),
        ForeignKey("measure_id", "measures", "measure_id"),
    ),
)

PROMISES = Table(
    "promises",
    "予定とその結果",
    "報告書が予定した行事と数値ごとに1行。後の報告書のどこで実績になったか。",
    "One row for each event and figure that a report plans, with where a later report says that it came about.",
    (
        _PLAN,
        _KEY,
        _must("document_id", "文書ID", "The report that plans it."),
        _column("measure_no", "integer", "取組番号", "Number of its measure there."),
        _MEASURE_TITLE,
        _must("planned", "予定の種類", "What is planned.", ("event", "figure")),
        _must("ref_id", "予定のID", "Its event_id or figure_id."),
        _column("name", "string", "予定の名称", "Name of the event, or what the figure counts."),
        _column("value", "number", "予定の値", "The planned figure."),
        _column("unit_norm", "string", "単位（統一）", "Its unit."),
        _column("due", "date", "予定日", "The day by which it should have come about, if known."),
        _must("outcome", "結果", "open: no later report yet, or not due yet.", tuple(k.value for k in Kept)),
        _column("reported_document_id", "string", "結果の文書ID", "The report that says what became of it."),
        _column(
            "reported_id", "string", "結果のID", "event_id or figure_id there; empty where it is told without a number."
        ),
        _column("reported_value", "number", "結果の値", "The figure there."),
        *_MESSAGES,
    ),
    ("ref_id",),
    (
        ForeignKey("document_id", "documents", "document_id"),
        ForeignKey("reported_document_id", "documents", "document_id"),
    ),
)

TREND_CHECKS = Table(
    "trend_checks",
    "報告書間の確認事項",
    "計画の報告書どうしを比べて、人が確かめるべきこと。",
    "What a person should look at between the reports of a plan.",
    (
        _PLAN,
        _must("code", "コード", "What sort of check.", tuple(c.value for c in TrendCode)),
        *_MESSAGES,
        _must("document_id", "文書ID", "The report to look at."),
        _must("measure_id", "取組ID", "The measure there."),
        _column("measure_no", "integer", "取組番号", "Its number."),
        _column("figure_id", "string", "数値ID", "The figure there."),
        _column("other_document_id", "string", "比べた文書ID", "The report that says otherwise."),
        _column("other_figure_id", "string", "比べた数値ID", "The figure there."),
    ),
    ("code", "measure_id", "figure_id", "other_figure_id"),
    (
        ForeignKey("document_id", "documents", "document_id"),
        ForeignKey("measure_id", "measures", "measure_id"),
        ForeignKey("figure_id", "figures", "figure_id"),
        ForeignKey("other_document_id", "documents", "document_id"),
        ForeignKey("other_figure_id", "figures", "figure_id"),
    ),
)

OF_TREND = (MEASURE_LINKS, TREND, PROMISES, TREND_CHECKS)
"""What `shinchoku trend` writes."""
FURTHER = (CORRECTIONS, *OF_TREND)
"""Every table that `run` does not write."""
