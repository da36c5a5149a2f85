"""A dataset made by hand, with something in every table and cells that are hard to write."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal

from extractors.mentions import (
    ClaimedBy,
    DateMention,
    DatePart,
    Figure,
    FigureKind,
    Precision,
    Qualifier,
    Role,
    Span,
    Status,
    WrittenDate,
)
from pipeline.account import NumeralRecord, Numerals, Rejected, Rejections
from pipeline.model import (
    Block,
    BlockKind,
    Check,
    Dataset,
    DateRecord,
    Direction,
    Event,
    EventStatus,
    FieldSource,
    FigureRecord,
    Indicator,
    Item,
    Measure,
    Period,
    Report,
    ReportHead,
    Section,
    SegmentKind,
    Segments,
    Severity,
    SourceDoc,
)
from pipeline.pages import Encoding

TEXT = (
    "みどり県計画の進捗\n"
    "【取組方向1】窓口\n"
    "○=相談会|の開催（健康部）\n"
    "（進捗状況）\n"
    "① 第1回 7月24日 延べ2千円\n"
    "- 1 -\n"
    "前年度比 ＋12人、-3人\n"
    "=1+1 の行\n"
    "【取組方向1】窓口（再）\n"
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _figure(document_id: str, words: str, value: Decimal, number: int, **more: object) -> FigureRecord:
    figure = Figure(
        span=span(words),
        text=words,
        value=value,
        unit="円" if "円" in words else "人",
        unit_norm="円" if "円" in words else "人",
        kind=FigureKind.MONEY if "円" in words else FigureKind.PEOPLE,
        qualifiers=(Qualifier.TOTAL_ATTENDANCES, Qualifier.ABOUT) if "円" in words else (),
        label="-ABS(1)",
        label_span=span("相談会"),
    )
    return FigureRecord(
        figure_id=f"{document_id}-f{number}",
        figure=figure,
        place=_place(),
        status=Status.ACTUAL,
        context='行1\n"引用", カンマ',
        **more,  # type: ignore[arg-type]
    )


def _place():  # type: ignore[no-untyped-def]
    from pipeline.model import Place

    return Place(direction_no=1, measure_no=1, block=BlockKind.PROGRESS, item="① 第1回")


def _report(year: int | None, period: Period | None, title: str | None) -> Report:
    block = Block(
        kind=BlockKind.PROGRESS,
        heading=span("（進捗状況）"),
        span=Span(TEXT.index("①"), span("=1+1 の行").end),
        items=(Item(marker="①", title="第1回", span=Span(TEXT.index("①"), span("=1+1 の行").end)),),
    )
    measure = Measure(
        no=1,
        title="=相談会|の開催",
        departments=("健康部", "福祉|課"),
        heading=span("○=相談会|の開催（健康部）"),
        span=Span(TEXT.index("○"), block.span.end),
        blocks=(block,),
    )
    section = Section(no=None, title=None, heading=None, measures=(measure,))
    first = span("【取組方向1】窓口\n○")
    again = span("【取組方向1】窓口（再）")
    return Report(
        head=ReportHead(
            title=title,
            plan_name="みどり県計画",
            fiscal_year=year,
            period=period,
            sources=(("fiscal_year", FieldSource.TEXT), ("period", FieldSource.OPTION)),
        ),
        profile="direction-brackets",
        directions=(
            Direction(no=1, title="窓口", heading=Span(first.start, first.end - 2), sections=(section,)),
            Direction(no=1, title="窓口（再）", heading=again, sections=()),
        ),
        segments=Segments(
            [
                (SegmentKind.HEADING, TEXT.index("①")),
                (SegmentKind.BLOCK, TEXT.index("- 1 -")),
                (SegmentKind.FURNITURE, span("- 1 -").end),
                (SegmentKind.BLOCK, len(TEXT)),
            ]
        ),
    )


def sample_dataset(
    seed: str = "a",
    *,
    name: str = "みどり県.txt",
    year: int | None = 2023,
    period: Period | None = Period.H1,
    title: str | None = "みどり県計画の進捗",
    suffix: str = "txt",
) -> Dataset:
    """Return a dataset whose document_id depends on `seed`."""
    sha256 = hashlib.sha256(seed.encode()).hexdigest()
    pdf = suffix == "pdf"
    source = SourceDoc(
        name=name,
        sha256=sha256,
        format=suffix,
        text=TEXT,
        page_starts=(0, TEXT.index("前年度比")) if pdf else (0,),
        encoding=None if pdf else Encoding(name="utf-8", runner_up="cp932"),
        boxes=(lambda s: f"1,2,3,{s.start}|5,6,7,8") if pdf else None,
    )
    document_id = source.document_id
    money = _figure(document_id, "2千円", Decimal("2E+3"), 1, as_of=dt.date(2023, 8, 31))
    more = _figure(document_id, "＋12人", Decimal("12.50"), 2, part_of=f"{document_id}-f1")
    less = _figure(document_id, "-3人", Decimal("-3"), 3, event_id=f"{document_id}-e001")
    written = WrittenDate(month=7, day=24)
    day = dt.date(2023, 7, 24)
    date = DateMention(
        span=span("7月24日"),
        text="7月24日",
        written=written,
        parts=(DatePart(written=written, start=day, end=day),),
        start=day,
        end=day,
        precision=Precision.DAY,
        year_inferred=True,
    )
    return Dataset(
        source=source,
        report=_report(year, period, title),
        figures=(money, more, less),
        dates=(
            DateRecord(date_id=f"{document_id}-t1", date=date, place=_place(), role=Role.EVENT, status=Status.ACTUAL),
        ),
        events=(
            Event(
                event_id=f"{document_id}-e001",
                measure_no=1,
                ordinal=1,
                title="@題名",
                start=day,
                end=day,
                status=EventStatus.HELD,
                participants=Decimal(12),
                span=span("第1回"),
                evidence=(f"{document_id}-t1",),
            ),
        ),
        indicators=(
            Indicator(indicator_id=f"{document_id}-i1", name="割合", target=Decimal("0.10"), span=span("窓口（再）")),
        ),
        checks=(
            Check(
                check_id=f"{document_id}-c1",
                severity=Severity.WARNING,
                code="weekday_mismatch",
                message_ja="=曜日",
                message_en="weekday\x00",
                span=span("=1+1 の行"),
            ),
            Check(
                check_id=f"{document_id}-c2",
                severity=Severity.INFO,
                code="no_measures",
                message_ja="無",
                message_en="no",
            ),
        ),
        numerals=Numerals(
            (
                NumeralRecord(span=span("24"), claimed_by=ClaimedBy.DATE, ref_id=f"{document_id}-t1"),
                NumeralRecord(span=span("12"), claimed_by=ClaimedBy.UNCLAIMED),
            )
        ),
        rejected=Rejections([Rejected(span=span("24"), extractor="figures", lost_to=span("7月24日"))]),
    )
