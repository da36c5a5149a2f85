"""The dataset contract as code: the one place that knows a column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from extractors.mentions import ClaimedBy, FigureKind, Per, Precision, Qualifier, Role, Span, Status
from pipeline.model import BlockKind, EventStatus, FieldSource, Period, Severity
from pipeline.reading import Grade
from pipeline.tables.cited import Cited, Row
from pipeline.tables.schema import Column, ForeignKey, Table, Value


def _values(enum: type[Any]) -> tuple[str, ...]:
    return tuple(str(member) for member in enum)


def _it(path: str) -> Callable[[Row], Value]:
    """Return the reader of an attribute of the record, such as `figure.value`."""
    steps = path.split(".")

    def read(row: Row) -> Value:
        value = row.it
        for step in steps:
            value = getattr(value, step)
        return value  # type: ignore[no-any-return]  # a column's type is proven by the tests

    return read


def _on_span(read: Callable[[Cited, Span], Value]) -> Callable[[Row], Value]:
    return lambda row: None if row.span is None else read(row.cited, row.span)


def _id(name: str, title_ja: str, description: str, cell: Callable[[Row], Value]) -> Column:
    return Column(name, "string", title_ja, description, cell, required=True)


_DOCUMENT = _id(
    "document_id", "文書ID", "The report: first 16 hex digits of its SHA-256.", lambda r: r.cited.document_id
)
_PAGE = Column("page", "integer", "ページ", "Page on which it begins, from 1; 1 for plain text.", _on_span(Cited.page))
_START = Column(
    "offset_start",
    "integer",
    "開始位置",
    "First character: code points into the report's text.",
    _on_span(lambda _, s: s.start),
)
_END = Column(
    "offset_end", "integer", "終了位置", "Behind the last character, same unit.", _on_span(lambda _, s: s.end)
)
_PLACE = (_PAGE, _START, _END)
_BOX = Column(
    "bbox",
    "list",
    "ページ上の位置",
    "x0,top,x1,bottom in PDF points from the page's top left corner, one box for each line; empty for text.",
    _on_span(lambda c, s: tuple(c.source.boxes(s).split("|")) if c.source.boxes else None),
)
_TEXT = Column(
    "text", "string", "原文", "The characters of the report, text[offset_start:offset_end].", _on_span(Cited.text)
)
_MEASURE_ID = Column(
    "measure_id", "string", "取組ID", "The measure it stands in.", lambda r: r.cited.measure_id(r.it.place.measure_no)
)
_MEASURE_NO = Column("measure_no", "integer", "取組番号", "Number of that measure.", _it("place.measure_no"))
_BLOCK = Column(
    "block",
    "string",
    "記載欄",
    "Part of the measure it stands in; empty in a heading or outside.",
    _it("place.block"),
    _values(BlockKind),
)
_SOURCE = Column(
    "source",
    "string",
    "読み取り元",
    "text: the characters of the file; ocr: recognised from the picture of a page, to be checked.",
    _on_span(lambda c, s: "ocr" if c.reader(s) == "ocr" else "text"),
    ("text", "ocr"),
)
_TO_DOCUMENT = ForeignKey("document_id", "documents", "document_id")
_TO_MEASURE = ForeignKey("measure_id", "measures", "measure_id")


def _head(path: str) -> Callable[[Row], Value]:
    return _it(f"report.head.{path}")


def _source_of(field: str) -> Callable[[Row], Value]:
    return lambda r: dict(r.it.report.head.sources).get(field)


def _status(row: Row) -> Value:
    grave = any(check.severity is not Severity.INFO for check in row.it.checks)
    return "warnings" if grave else "ok"


def _pending(_: Row) -> Value:
    """Stand in for what only `records` knows: counts, version, time."""
    return None


def _count(table: str, title_ja: str) -> Column:
    return Column(table, "integer", title_ja, f"Number of its rows in {table}.csv.", _pending, required=True)


DOCUMENTS = Table(
    "documents",
    "文書",
    "One row for each report.",
    (
        _DOCUMENT,
        _id(
            "source_file",
            "ファイル名",
            "Name of the file, or its path inside the folder that was given.",
            _it("source.name"),
        ),
        Column(
            "source_sha256", "string", "ハッシュ値", "SHA-256 of the file; empty if unreadable.", _it("source.sha256")
        ),
        _id("format", "形式", "Format of the file: txt, pdf …", _it("source.format")),
        Column("title", "string", "表題", "Title of the report.", _head("title")),
        Column("plan_name", "string", "計画名", "The plan whose progress is reported.", _head("plan_name")),
        Column("organisation", "string", "団体名", "Prefecture or city that issues it.", _head("organisation")),
        Column("fiscal_year", "year", "年度（西暦）", "First calendar year of the fiscal year.", _head("fiscal_year")),
        Column(
            "fiscal_year_label", "string", "年度", "The fiscal year in the Japanese era.", _head("fiscal_year_label")
        ),
        Column(
            "period",
            "string",
            "期間区分",
            "First half, second half or whole of the fiscal year.",
            _head("period"),
            _values(Period),
        ),
        Column("period_start", "date", "期間開始日", "First day of the period.", _head("period_start")),
        Column("period_end", "date", "期間終了日", "Last day of the period.", _head("period_end")),
        Column("pages", "integer", "ページ数", "Number of pages.", lambda r: max(len(r.it.source.page_starts), 1)),
        Column("characters", "integer", "文字数", "Code points of the text.", lambda r: len(r.it.source.text)),
        _count("directions", "取組方向数"),
        _count("measures", "取組数"),
        _count("figures", "数値数"),
        _count("dates", "日付数"),
        _count("events", "開催数"),
        _count("checks", "確認事項数"),
        Column("profile", "string", "様式", "Heading profile that the report was read with.", _it("report.profile")),
        Column(
            "status",
            "string",
            "状態",
            "failed: not read; warnings: a check is an error or a warning.",
            _status,
            ("ok", "warnings", "failed"),
            required=True,
        ),
        Column("failure", "string", "失敗の理由", "Why it was not read, and what to do.", _pending),
        Column("pipeline_version", "string", "プログラムの版", "Version that read it.", _pending, required=True),
        Column("processed_at", "datetime", "処理日時", "When it was read (UTC).", _pending, required=True),
        Column(
            "fiscal_year_source",
            "string",
            "年度の出所",
            "Where the fiscal year was read.",
            _source_of("fiscal_year"),
            _values(FieldSource),
        ),
        Column(
            "period_source",
            "string",
            "期間の出所",
            "Where the period was read.",
            _source_of("period"),
            _values(FieldSource),
        ),
        _count("indicators", "指標数"),
        _count("numerals", "数字の数"),
        Column(
            "grade",
            "string",
            "読み取りの確かさ",
            "How far its text can be trusted by what was measured while it was read; each page's is in the JSON.",
            _it("source.grade"),
            _values(Grade),
        ),
    ),
    ("document_id",),
)

_DIRECTIONS = Table(
    "directions",
    "取組方向",
    "One row for each direction of the plan.",
    (
        _DOCUMENT,
        _id("direction_id", "取組方向ID", "The direction, counted as they come.", lambda r: r.it[0]),
        Column("direction_no", "integer", "取組方向番号", "Its number, as written.", lambda r: r.it[1].no),
        Column("title", "string", "取組方向名", "Its title.", lambda r: r.it[1].title),
        *_PLACE,
    ),
    ("direction_id",),
    (_TO_DOCUMENT,),
)

_MEASURES = Table(
    "measures",
    "取組",
    "One row for each measure (○ heading).",
    (
        _DOCUMENT,
        _id("measure_id", "取組ID", "The measure.", lambda r: r.cited.measure_id(r.it.measure.no)),
        Column("measure_no", "integer", "取組番号", "1..n through the report.", _it("measure.no"), required=True),
        Column("direction_no", "integer", "取組方向番号", "Number of its direction, as written.", _it("direction.no")),
        Column("direction_title", "string", "取組方向名", "Title of its direction.", _it("direction.title")),
        Column("section_no", "integer", "節番号", "Number of its section.", _it("section.no")),
        Column("section_title", "string", "節名", "Title of its section.", _it("section.title")),
        Column("title", "string", "取組名", "Its heading, without ○ and department.", _it("measure.title")),
        Column("departments", "list", "担当部署", "Who is responsible, as written.", _it("measure.departments")),
        Column(
            "progress_text",
            "string",
            "進捗状況",
            "What was done.",
            lambda r: r.cited.reading(r.it.measure, BlockKind.PROGRESS),
        ),
        Column(
            "outlook_text",
            "string",
            "今後の取組",
            "What is to come.",
            lambda r: r.cited.reading(r.it.measure, BlockKind.OUTLOOK),
        ),
        *_PLACE,
        Column("direction_id", "string", "取組方向ID", "Its direction.", _it("direction_id")),
    ),
    ("measure_id",),
    (_TO_DOCUMENT, ForeignKey("direction_id", "directions", "direction_id")),
)

_FIGURES = Table(
    "figures",
    "数値",
    "One row for each quantity with a unit or counter, except dates, clock times and ordinals.",
    (
        _DOCUMENT,
        _id("figure_id", "数値ID", "The figure.", _it("figure_id")),
        _MEASURE_ID,
        _MEASURE_NO,
        Column("direction_no", "integer", "取組方向番号", "Number of the direction.", _it("place.direction_no")),
        _BLOCK,
        Column("item", "string", "項目", "The item (①, ア) …) it stands under.", _it("place.item")),
        Column("label", "string", "数値の名称", "What is counted, in the report's words.", _it("figure.label")),
        Column(
            "kind", "string", "種類", "What sort of quantity.", _it("figure.kind"), _values(FigureKind), required=True
        ),
        Column("value", "number", "値", "Yen for money, percent for a rate.", _it("figure.value"), required=True),
        Column("value_max", "number", "値（上限）", "Upper end of a range.", _it("figure.value_max")),
        Column("unit", "string", "単位", "The counter as written.", _it("figure.unit")),
        Column("unit_norm", "string", "単位（統一）", "The counter's normal form.", _it("figure.unit_norm")),
        Column("per", "string", "頻度の期間", "Period of a frequency.", _it("figure.per"), _values(Per)),
        Column(
            "qualifiers",
            "list",
            "限定語",
            "Words that change its meaning.",
            _it("figure.qualifiers"),
            _values(Qualifier),
        ),
        Column(
            "status",
            "string",
            "実績区分",
            "Reached, planned or a target.",
            _it("status"),
            _values(Status),
            required=True,
        ),
        Column("as_of", "date", "時点", "The day on which it was taken.", _it("as_of")),
        Column("part_of", "string", "内訳の元", "The total that it is a part of.", _it("part_of")),
        Column("event_id", "string", "開催ID", "The event that it belongs to.", _it("event_id")),
        _TEXT,
        Column("context", "string", "前後の文", "The sentence or line it stands in.", _it("context")),
        *_PLACE,
        _BOX,
        _SOURCE,
    ),
    ("figure_id",),
    (
        _TO_DOCUMENT,
        _TO_MEASURE,
        ForeignKey("part_of", "figures", "figure_id"),
        ForeignKey("event_id", "events", "event_id"),
    ),
)

_DATES = Table(
    "dates",
    "日付",
    "One row for each expression that fixes a calendar time.",
    (
        _DOCUMENT,
        _id("date_id", "日付ID", "The date.", _it("date_id")),
        _MEASURE_ID,
        _MEASURE_NO,
        _BLOCK,
        _TEXT,
        Column("start", "date", "開始日", "First day, inclusive.", _it("date.start")),
        Column("end", "date", "終了日", "Last day, inclusive.", _it("date.end")),
        Column(
            "precision",
            "string",
            "精度",
            "How exactly it is fixed.",
            _it("date.precision"),
            _values(Precision),
            required=True,
        ),
        Column("role", "string", "役割", "What the date is for.", _it("role"), _values(Role), required=True),
        Column("status", "string", "実績区分", "Past or to come.", _it("status"), _values(Status), required=True),
        Column(
            "approximate", "boolean", "おおよそ", "Said to be approximate (頃).", _it("date.approximate"), required=True
        ),
        Column("weekday", "string", "曜日", "Weekday as written.", _it("date.weekday")),
        Column(
            "year_inferred",
            "boolean",
            "年の推定",
            "No year in the text itself.",
            _it("date.year_inferred"),
            required=True,
        ),
        Column("recurrence", "string", "繰り返し", "RFC 5545 RRULE value.", _it("date.recurrence")),
        *_PLACE,
        _BOX,
        _SOURCE,
    ),
    ("date_id",),
    (_TO_DOCUMENT, _TO_MEASURE),
)

_EVENTS = Table(
    "events",
    "開催",
    "One row for each dated occasion or session.",
    (
        _DOCUMENT,
        _id("event_id", "開催ID", "The event.", _it("event_id")),
        replace(_MEASURE_ID, cell=lambda r: r.cited.measure_id(r.it.measure_no)),
        replace(_MEASURE_NO, cell=_it("measure_no")),
        Column("ordinal", "integer", "回次", "1 for 第1回.", _it("ordinal")),
        Column("title", "string", "題名", "Theme or name.", _it("title")),
        Column("series", "string", "催しの名称", "Name that its sessions share.", _it("series")),
        Column("region", "string", "地域", "Region.", _it("region")),
        Column("venue", "string", "会場", "Venue.", _it("venue")),
        Column("start", "date", "開始日", "First day.", _it("start")),
        Column("end", "date", "終了日", "Last day.", _it("end")),
        Column(
            "status", "string", "開催状況", "Whether it took place.", _it("status"), _values(EventStatus), required=True
        ),
        Column("participants", "number", "参加者数", "People who took part.", _it("participants")),
        *_PLACE,
    ),
    ("event_id",),
    (_TO_DOCUMENT, _TO_MEASURE),
)

_INDICATORS = Table(
    "indicators",
    "指標",
    "One row for each row of a table of goals (KPI).",
    (
        _DOCUMENT,
        _id("indicator_id", "指標ID", "The indicator.", _it("indicator_id")),
        Column("direction_no", "integer", "取組方向番号", "Number of its direction.", _it("direction_no")),
        Column("name", "string", "指標名", "What is measured.", _it("name"), required=True),
        Column("unit", "string", "単位", "Unit as written.", _it("unit")),
        Column("baseline", "number", "基準値", "Value at the start.", _it("baseline")),
        Column("baseline_period", "string", "基準時期", "When the baseline was taken.", _it("baseline_period")),
        Column("actual", "number", "実績値", "Value reached.", _it("actual")),
        Column("actual_period", "string", "実績時期", "When it was reached.", _it("actual_period")),
        Column("target", "number", "目標値", "Value to be reached.", _it("target")),
        Column("target_period", "string", "目標時期", "When it is to be reached.", _it("target_period")),
        Column("attainment", "number", "達成率", "Attainment as written, in percent.", _it("attainment")),
        Column("earlier", "list", "ほかの年の値", "Values of other years, each as period=value.", _it("earlier")),
        *_PLACE,
        _BOX,
    ),
    ("indicator_id",),
    (_TO_DOCUMENT,),
)

_CHECKS = Table(
    "checks",
    "確認事項",
    "What a person should look at.",
    (
        _DOCUMENT,
        _id("check_id", "確認ID", "The check.", _it("check_id")),
        Column(
            "severity", "string", "重要度", "How much it matters.", _it("severity"), _values(Severity), required=True
        ),
        _id("code", "コード", "What sort of check.", _it("code")),
        Column("message_ja", "string", "内容", "What to look at, in Japanese.", _it("message_ja")),
        Column("message_en", "string", "内容（英語）", "The same in English.", _it("message_en")),
        replace(_MEASURE_NO, cell=_it("measure_no")),
        _TEXT,
        *_PLACE,
        _BOX,
    ),
    ("check_id",),
    (_TO_DOCUMENT,),
)

_NUMERALS = Table(
    "numerals",
    "数字",
    "Every numeral of the report, and what accounts for it.",
    (
        _DOCUMENT,
        _TEXT,
        Column(
            "claimed_by",
            "string",
            "解釈",
            "What accounts for it.",
            _it("claimed_by"),
            _values(ClaimedBy),
            required=True,
        ),
        Column("ref_id", "string", "参照ID", "figure_id, date_id or indicator_id, where one claims it.", _it("ref_id")),
        *_PLACE,
    ),
    ("document_id", "offset_start"),
    (_TO_DOCUMENT,),
)

TABLES = (DOCUMENTS, _DIRECTIONS, _MEASURES, _FIGURES, _DATES, _EVENTS, _INDICATORS, _CHECKS, _NUMERALS)
"""The tables in order of the contract."""
COUNTED = tuple(table.name for table in TABLES[1:])
"""Tables whose rows documents.csv counts, in a column of the table's name."""
