"""The dataset contract as code: the one place that knows a column.

A new column stands behind all others of its table: rows of output folders that know nothing of it are widened at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extractors.mentions import ClaimedBy, FigureKind, Per, Precision, Qualifier, Role, Status
from pipeline.model import BlockKind, EventStatus, FieldSource, Period, Severity
from pipeline.pages import Grade
from pipeline.tables.cited import Row
from pipeline.tables.schema import Column, ForeignKey, Table, Value
from pipeline.tables.shared import (
    BLOCK,
    BOX,
    DOCUMENT,
    MACHINE,
    MEASURE_ID,
    MEASURE_NO,
    PLACE,
    SOURCE,
    TEXT,
    TO_DOCUMENT,
    TO_MEASURE,
    identifier,
    it,
    values,
)


def _head(path: str) -> Callable[[Row], Value]:
    return it(f"report.head.{path}")


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
    "報告書ごとに1行。",
    "One row for each report.",
    (
        DOCUMENT,
        identifier(
            "source_file",
            "ファイル名",
            "Name of the file, or its path inside the folder that was given.",
            it("source.name"),
        ),
        Column(
            "source_sha256",
            "string",
            "ハッシュ値",
            "SHA-256 of the file; empty if unreadable.",
            it("source.sha256"),
            pattern="[0-9a-f]{64}",
        ),
        Column("format", "string", "形式", "txt, pdf …; empty for a file without suffix.", it("source.format")),
        Column("title", "string", "表題", "Title of the report.", _head("title")),
        Column("plan_name", "string", "計画名", "The plan whose progress is reported.", _head("plan_name")),
        Column(
            "organisation",
            "string",
            "団体名",
            "Prefecture, city, council, society or other body that issues it.",
            _head("organisation"),
        ),
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
            values(Period),
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
        Column("profile", "string", "様式", "Heading profile that the report was read with.", it("report.profile")),
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
            values(FieldSource),
        ),
        Column(
            "period_source",
            "string",
            "期間の出所",
            "Where the period was read.",
            _source_of("period"),
            values(FieldSource),
        ),
        _count("indicators", "指標数"),
        _count("numerals", "数字の数"),
        Column(
            "grade",
            "string",
            "読み取りの確かさ",
            "How far it can be trusted by what was measured while it was read: good at most where it is whole and measures were found; each page's is in the JSON.",
            it("grade"),
            values(Grade),
        ),
    ),
    ("document_id",),
)

_DIRECTIONS = Table(
    "directions",
    "取組方向",
    "計画の取組方向ごとに1行。",
    "One row for each direction of the plan.",
    (
        DOCUMENT,
        identifier("direction_id", "取組方向ID", "The direction, counted as they come.", lambda r: r.it[0]),
        Column("direction_no", "integer", "取組方向番号", "Its number, as written.", lambda r: r.it[1].no),
        Column("title", "string", "取組方向名", "Its title.", lambda r: r.it[1].title),
        *PLACE,
    ),
    ("direction_id",),
    (TO_DOCUMENT,),
)

_MEASURES = Table(
    "measures",
    "取組",
    "取組（○の見出し）ごとに1行。",
    "One row for each measure (○ heading).",
    (
        DOCUMENT,
        identifier("measure_id", "取組ID", "The measure.", lambda r: r.cited.measure_id(r.it.measure.no)),
        Column("measure_no", "integer", "取組番号", "1..n through the report.", it("measure.no"), required=True),
        Column("direction_no", "integer", "取組方向番号", "Number of its direction, as written.", it("direction.no")),
        Column("direction_title", "string", "取組方向名", "Title of its direction.", it("direction.title")),
        Column("section_no", "integer", "節番号", "Number of its section.", it("section.no")),
        Column("section_title", "string", "節名", "Title of its section.", it("section.title")),
        Column("title", "string", "取組名", "Its heading, without ○, department and marks.", it("measure.title")),
        Column("departments", "list", "担当部署", "Who is responsible, as written.", it("measure.departments")),
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
        *PLACE,
        Column("direction_id", "string", "取組方向ID", "Its direction.", it("direction_id")),
        Column(
            "marks",
            "list",
            "見出しの印",
            "How things stand with it by its heading, as written, without brackets: 新規, 継続, 再掲, ★, 評価 Ａ.",
            it("measure.marks"),
        ),
    ),
    ("measure_id",),
    (TO_DOCUMENT, ForeignKey("direction_id", "directions", "direction_id")),
)

_FIGURES = Table(
    "figures",
    "数値",
    "単位の付いた数量ごとに1行（日付・時刻・番号を除く）。統計などの表の数値は、量を表す側の見出し（単位・注・行番号を除く）を数値の名称とし、もう一方の見出しを項目の後ろに置く。",
    "One row for each quantity with a unit or counter, except dates, clock times and ordinals.",
    (
        DOCUMENT,
        identifier("figure_id", "数値ID", "The figure.", it("figure_id")),
        MEASURE_ID,
        MEASURE_NO,
        Column("direction_no", "integer", "取組方向番号", "Number of the direction.", it("place.direction_no")),
        BLOCK,
        Column(
            "item",
            "string",
            "項目",
            "The item (①, ア) …) it stands under, and in a table of figures the heads that are not its label; years only where as_of is empty.",
            it("place.item"),
        ),
        Column(
            "label",
            "string",
            "数値の名称",
            "What is counted, in the report's words; in a table of figures the head that says it, without unit, notes and row number.",
            it("figure.label"),
        ),
        Column(
            "kind", "string", "種類", "What sort of quantity.", it("figure.kind"), values(FigureKind), required=True
        ),
        Column("value", "number", "値", "Yen for money, percent for a rate.", it("figure.value"), required=True),
        Column("value_max", "number", "値（上限）", "Upper end of a range.", it("figure.value_max")),
        Column("unit", "string", "単位", "The counter as written.", it("figure.unit")),
        Column("unit_norm", "string", "単位（統一）", "The counter's normal form.", it("figure.unit_norm")),
        Column("per", "string", "頻度の期間", "Period of a frequency.", it("figure.per"), values(Per)),
        Column(
            "qualifiers",
            "list",
            "限定語",
            "Words that change its meaning.",
            it("figure.qualifiers"),
            values(Qualifier),
        ),
        Column(
            "status",
            "string",
            "実績区分",
            "Reached, planned or a target.",
            it("status"),
            values(Status),
            required=True,
        ),
        Column("as_of", "date", "時点", "The day on which it was taken.", it("as_of")),
        Column("part_of", "string", "内訳の元", "The total that it is a part of.", it("part_of")),
        Column("event_id", "string", "開催ID", "The event that it belongs to.", it("event_id")),
        TEXT,
        Column("context", "string", "前後の文", "The sentence or line it stands in.", it("context")),
        *PLACE,
        BOX,
        SOURCE,
        MACHINE,
    ),
    ("figure_id",),
    (
        TO_DOCUMENT,
        TO_MEASURE,
        ForeignKey("part_of", "figures", "figure_id"),
        ForeignKey("event_id", "events", "event_id"),
    ),
)

_DATES = Table(
    "dates",
    "日付",
    "暦の上の時を示す表現ごとに1行。",
    "One row for each expression that fixes a calendar time.",
    (
        DOCUMENT,
        identifier("date_id", "日付ID", "The date.", it("date_id")),
        MEASURE_ID,
        MEASURE_NO,
        BLOCK,
        TEXT,
        Column("start", "date", "開始日", "First day, inclusive.", it("date.start")),
        Column("end", "date", "終了日", "Last day, inclusive.", it("date.end")),
        Column(
            "precision",
            "string",
            "精度",
            "How exactly it is fixed.",
            it("date.precision"),
            values(Precision),
            required=True,
        ),
        Column("role", "string", "役割", "What the date is for.", it("role"), values(Role), required=True),
        Column("status", "string", "実績区分", "Past or to come.", it("status"), values(Status), required=True),
        Column(
            "approximate", "boolean", "おおよそ", "Said to be approximate (頃).", it("date.approximate"), required=True
        ),
        Column("weekday", "string", "曜日", "Weekday as written.", it("date.weekday")),
        Column(
            "year_inferred",
            "boolean",
            "年の推定",
            "No year in the text itself.",
            it("date.year_inferred"),
            required=True,
        ),
        Column("recurrence", "string", "繰り返し", "RFC 5545 RRULE value.", it("date.recurrence")),
        *PLACE,
        BOX,
        SOURCE,
        MACHINE,
    ),
    ("date_id",),
    (TO_DOCUMENT, TO_MEASURE),
)

_EVENTS = Table(
    "events",
    "開催",
    "日付のある行事や会議の各回ごとに1行。",
    "One row for each dated occasion or session.",
    (
        DOCUMENT,
        identifier("event_id", "開催ID", "The event.", it("event_id")),
        replace(MEASURE_ID, cell=lambda r: r.cited.measure_id(r.it.measure_no)),
        replace(MEASURE_NO, cell=it("measure_no")),
        Column("ordinal", "integer", "回次", "1 for 第1回.", it("ordinal")),
        Column(
            "title", "string", "題名", "Theme, or name; empty where series names it and it has no theme.", it("title")
        ),
        Column("series", "string", "催しの名称", "Name that its sessions share.", it("series")),
        Column("region", "string", "地域", "Region.", it("region")),
        Column("venue", "string", "会場", "Venue.", it("venue")),
        Column("start", "date", "開始日", "First day.", it("start")),
        Column(
            "end",
            "date",
            "終了日",
            "Last day; empty where it is held from its start on, and no last day is told.",
            it("end"),
        ),
        Column(
            "status", "string", "開催状況", "Whether it took place.", it("status"), values(EventStatus), required=True
        ),
        Column("participants", "number", "参加者数", "People who took part.", it("participants")),
        *PLACE,
        MACHINE,
    ),
    ("event_id",),
    (TO_DOCUMENT, TO_MEASURE),
)

_INDICATORS = Table(
    "indicators",
    "指標",
    "数値目標の表や一覧の各行ごとに1行。",
    "One row for each row of a table or list of goals (KPI).",
    (
        DOCUMENT,
        identifier("indicator_id", "指標ID", "The indicator.", it("indicator_id")),
        Column("direction_no", "integer", "取組方向番号", "Number of its direction.", it("direction_no")),
        Column("name", "string", "指標名", "What is measured.", it("name"), required=True),
        Column("unit", "string", "単位", "Unit as written.", it("unit")),
        Column("baseline", "number", "基準値", "Value at the start.", it("baseline")),
        Column("baseline_period", "string", "基準時期", "When the baseline was taken.", it("baseline_period")),
        Column("actual", "number", "実績値", "Value reached.", it("actual")),
        Column("actual_period", "string", "実績時期", "When it was reached.", it("actual_period")),
        Column("target", "number", "目標値", "Value to be reached.", it("target")),
        Column("target_period", "string", "目標時期", "When it is to be reached.", it("target_period")),
        Column("attainment", "number", "達成率", "Attainment as written, in percent.", it("attainment")),
        Column("earlier", "list", "ほかの年の値", "Values of other years, each as period=value.", it("earlier")),
        *PLACE,
        BOX,
        MACHINE,
        Column("in_words", "list", "言葉での値", "Values told in words, each as head=words.", it("in_words")),
    ),
    ("indicator_id",),
    (TO_DOCUMENT,),
)

_CHECKS = Table(
    "checks",
    "確認事項",
    "人が確認すべき事項ごとに1行。",
    "What a person should look at.",
    (
        DOCUMENT,
        identifier("check_id", "確認ID", "The check.", it("check_id")),
        Column("severity", "string", "重要度", "How much it matters.", it("severity"), values(Severity), required=True),
        identifier("code", "コード", "What sort of check.", it("code")),
        Column("message_ja", "string", "内容", "What to look at, in Japanese.", it("message_ja")),
        Column("message_en", "string", "内容（英語）", "The same in English.", it("message_en")),
        replace(MEASURE_NO, cell=it("measure_no")),
        TEXT,
        *PLACE,
        BOX,
    ),
    ("check_id",),
    (TO_DOCUMENT,),
)

_NUMERALS = Table(
    "numerals",
    "数字",
    "報告書に現れる数字ごとに1行と、それが何として読まれたか。",
    "Every numeral of the report, and what accounts for it.",
    (
        DOCUMENT,
        TEXT,
        Column(
            "claimed_by",
            "string",
            "解釈",
            "What accounts for it.",
            it("claimed_by"),
            values(ClaimedBy),
            required=True,
        ),
        Column("ref_id", "string", "参照ID", "figure_id, date_id or indicator_id, where one claims it.", it("ref_id")),
        *PLACE,
        MACHINE,
    ),
    ("document_id", "offset_start"),
    (TO_DOCUMENT,),
)

TABLES = (DOCUMENTS, _DIRECTIONS, _MEASURES, _FIGURES, _DATES, _EVENTS, _INDICATORS, _CHECKS, _NUMERALS)
"""The tables in order of the contract."""
COUNTED = tuple(table.name for table in TABLES[1:])
"""Tables whose rows documents.csv counts, in a column of the table's name."""
