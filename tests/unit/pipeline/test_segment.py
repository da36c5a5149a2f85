"""Headings, blocks and items of reports by invented prefectures, with what authors do to them."""

from __future__ import annotations

import pytest

from pipeline.locate import locate
from pipeline.model import BlockKind, Check, Measure, Period, Report, ReportHead, SourceDoc
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose
from pipeline.segment.forms import number_of

STYLE = next(style for style in builtin() if style.id == "torikumi-hoko")

HEAD = "「青凪県つながり支援計画」に基づく取組の進捗状況について\n\n令和5年度の上半期の進捗状況を取りまとめました。\n\n"
TOP = f"{HEAD}【取組方向1】相談\n（1）窓口\n"
MEASURE = "○ 相談会の開催（福祉部地域課）\n"
PROGRESS, OUTLOOK = "（取組内容と上半期の進捗状況）\n", "（今後の取組方向）\n"


def read(text: str, *, given: ReportHead | None = None, page_starts: tuple[int, ...] = (0,)) -> Report:
    source = SourceDoc(name="x.txt", sha256="0" * 64, format="txt", text=text, page_starts=page_starts)
    return segment(source, choose(source, builtin()), given or ReportHead())


def titles(report: Report) -> list[str]:
    return [m.title for m in report.measures()]


def directions(report: Report) -> list[tuple[int | None, str | None]]:
    return [(d.no, d.title) for d in report.directions]


def sections(report: Report) -> list[tuple[int | None, str | None]]:
    return [(s.no, s.title) for d in report.directions for s in d.sections if s.heading]


def blocks(text: str, measure: Measure) -> list[tuple[BlockKind, str]]:
    return [(b.kind, text[b.span.start : b.span.end]) for b in measure.blocks]


def codes(report: Report, code: str = "heading_sequence") -> list[Check]:
    return [c for c in report.checks if c.code == code]


# Directions and sections


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("【取組方向1】情報発信・交流", (1, "情報発信・交流")),
        ("【取組方向1 家族支援】", (1, "家族支援")),
        ("【取組方向　１】　早期対応", (1, "早期対応")),
        ("【 取 組 方 向 １ 】早期対応", (1, "早期対応")),
        ("[取組方向1] 社会参加", (1, "社会参加")),
        ("【取組方向一】居場所", (1, "居場所")),
        ("【取組方向①　居場所】", (1, "居場所")),
        ("【方向性1】居場所", (1, "居場所")),
        ("【取組の方向1】居場所", (1, "居場所")),
        ("【基本方向Ⅰ：居場所】", (1, "居場所")),
        ("【重点取組1】居場所", (1, "居場所")),
        ("【施策の柱1】居場所", (1, "居場所")),
        ("【基本目標1】\n居場所づくり", (1, "居場所づくり")),
        ("【柱1】「居場所」の\n充実", (1, "「居場所」の")),
        ("【取組方向1】「居場所\n」の充実", (1, "「居場所」の充実")),
        ("取組方向1　居場所", (1, "居場所")),
        ("【取組方向】居場所", (None, "居場所")),
        ("【居場所の充実】", (None, "居場所の充実")),
    ],
)
def test_directions(heading: str, expected: tuple[int | None, str]) -> None:
    report = read(f"{HEAD}{heading}\n（1）窓口\n{MEASURE}{PROGRESS}10件。\n")
    assert directions(report) == [expected]
    assert sections(report) == [(1, "窓口")]


@pytest.mark.parametrize(
    "line",
    [
        "【単位：千円】",
        "【様式1】",
        "【参考】",
        "【特定非営利活動法人ひだまり】",
        "【新規】講座",
        "【取組方向1】の取組と同様です。",
        "【取組方向1】に示すとおり",
        "【テーマ1】聞くこと",
        "取組方向1では、窓口を設けました。",
    ],
)
def test_brackets_that_are_no_direction(line: str) -> None:
    report = read(f"{TOP}{MEASURE}{PROGRESS}10件。\n{line}\n5件。\n{OUTLOOK}続けます。\n")
    assert directions(report) == [(1, "相談")]
    assert [b.kind for m in report.measures() for b in m.blocks] == [BlockKind.PROGRESS, BlockKind.OUTLOOK]


@pytest.mark.parametrize(
    "heading",
    ["（1）窓口", "(1) 窓口", "（１）　窓口", "⑴ 窓口", "1) 窓口", "（一）窓口", "（1）\n窓口", "1　窓口", "1. 窓口"],
)
def test_sections(heading: str) -> None:
    report = read(f"{HEAD}【取組方向1】相談\n{heading}\n{MEASURE}{PROGRESS}10件。\n")
    assert sections(report) == [(1, "窓口")]
    assert titles(report) == ["相談会の開催"]


def test_a_numbered_list_in_a_block_is_no_section() -> None:
    text = (
        f"{TOP}{MEASURE}{PROGRESS}（1）日時　8月1日\n（2）場所　青凪会館\n（3）は、中止しました。\n{OUTLOOK}"
        f"（1）研修\n（2）訪問\n（２）連携\n○ 会議（健康部こころ課）\n{PROGRESS}1 電話\n2 来所\n"
    )
    report = read(text)
    assert sections(report) == [(1, "窓口"), (2, "連携")]
    assert [i.title for m in report.measures() for b in m.blocks for i in b.items] == [
        "日時　8月1日",
        "場所　青凪会館",
        "研修",
        "訪問",
    ]


def test_a_preface_list_is_no_section_and_prose_no_heading() -> None:
    text = f"{HEAD}（1）計画期間は3年です。\n（2）対象\n○計画期間：令和3年度～5年度\n\n{TOP[len(HEAD) :]}{MEASURE}{PROGRESS}10件。\n"
    report = read(text)
    assert sections(report) == [(1, "窓口")]
    assert titles(report) == ["相談会の開催"]


# Measures


@pytest.mark.parametrize(
    "line",
    [
        "○参加者：20人",
        "○会場　青凪会館",
        "○研修会の開催",
        "○講演会（県民交流センター）",
        "○講演会（健康課）",
        "○研修を3回開催しました。",
        "○○市",
        "○ 120 98 81.7%",
        "○",
        "○ ○",
        "○ ×",
        "○ 良",
        "〇歳児",
        "〇一二三年",
        "◎ 交流会",
    ],
)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_ring_inside_a_block_can_be_a_bullet(line: str, gap: str) -> None:
    body = f"次のとおりです。\n{gap}{line}\n{gap}○見学会の実施\n{gap}"
    report = read(
        f"{TOP}{MEASURE}{PROGRESS}{gap}{body}{OUTLOOK}{gap}続けます。\n{gap}○ 訪問（福祉部地域課）\n{PROGRESS}5件。\n"
    )
    assert titles(report) == ["相談会の開催", "訪問"]


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_list_of_plans_is_no_list_of_measures(gap: str) -> None:
    plans = f"{gap}".join(f"○{w}\n" for w in ("研修会の開催", "相談会の実施", "見守り"))
    report = read(
        f"{TOP}{MEASURE}{PROGRESS}10件。\n{gap}{OUTLOOK}{gap}{plans}{gap}（2）訪問\n○ 訪問（地域課）\n{PROGRESS}5件。\n"
    )
    assert titles(report) == ["相談会の開催", "訪問"]
    assert sections(report) == [(1, "窓口"), (2, "訪問")]


def test_measures_without_department_or_label() -> None:
    text = (
        f"{TOP}{MEASURE}{PROGRESS}10件。\n\n{OUTLOOK}続けます。\n\n○ 訪問の実施\n\n訪問は20件でした。\n\n"
        f"○ 見守り（教育局社会教育課）\n\n見守りは30件でした。\n\n○ 電話相談\n\n{PROGRESS}40件。\n"
    )
    report = read(text)
    assert titles(report) == ["相談会の開催", "訪問の実施", "見守り", "電話相談"]
    assert blocks(text, list(report.measures())[1]) == [(BlockKind.PROGRESS, "訪問は20件でした。")]


def test_a_report_with_neither_labels_nor_departments() -> None:
    text = "野原市福祉計画 令和5年度進捗状況報告\n【取組方向1】相談\n（1）窓口\n○相談会\n年12回開きました。\n○訪問\n○参加者：20人\n120件でした。\n○電話\n30件。\n"
    assert titles(read(text)) == ["相談会", "訪問", "電話"]


def test_measures_are_numbered_through_and_may_stand_outside_of_sections_and_directions() -> None:
    report = read(f"{HEAD}{MEASURE}{PROGRESS}1件。\n【取組方向1】相談\n○ 訪問（地域課）\n{PROGRESS}2件。\n")
    assert [(m.no, m.title) for m in report.measures()] == [(1, "相談会の開催"), (2, "訪問")]
    assert [(d.no, [s.heading for s in d.sections]) for d in report.directions] == [(None, [None]), (1, [None])]


# Blocks and items


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("（取組内容と上半期の進捗状況）", BlockKind.PROGRESS),
        ("(取組状況)", BlockKind.PROGRESS),
        ("＜取組内容＞", BlockKind.PROGRESS),
        ("【実績】", BlockKind.PROGRESS),
        ("〔成果と課題〕", BlockKind.PROGRESS),
        ("■ 実施状況", BlockKind.PROGRESS),
        ("これまでの取組：", BlockKind.PROGRESS),
        ("（実績（8月末現在））", BlockKind.PROGRESS),
        ("（令和5年度の実績）", BlockKind.PROGRESS),
        ("（今後の取組方向）", BlockKind.OUTLOOK),
        ("［今後の予定］", BlockKind.OUTLOOK),
        ("◆次年度の取組", BlockKind.OUTLOOK),
        ("（令和6年度の取組）", BlockKind.OUTLOOK),
        ("（令和６年度の取組方針）", BlockKind.OUTLOOK),
        ("（下半期の取組予定）", BlockKind.OUTLOOK),
        ("（下半期の取組）", BlockKind.OUTLOOK),
        ("（課題と今後の対応）", BlockKind.OUTLOOK),
        ("（課題）", BlockKind.ISSUES),
        ("（現状と課題）", BlockKind.ISSUES),
        ("（目標）", BlockKind.TARGET),
        ("（評価）", BlockKind.OTHER),
    ],
)
def test_labels(label: str, kind: BlockKind) -> None:
    text = f"{TOP}{MEASURE}{label}\n10件。\n20件。\n"
    (measure,) = read(text).measures()
    assert blocks(text, measure) == [(kind, "10件。\n20件。")]
    heading = measure.blocks[0].heading
    assert heading is not None
    assert text[heading.start : heading.end] == label


def test_the_same_label_by_fiscal_year_and_period() -> None:
    text = f"{TOP}{MEASURE}{PROGRESS}1件。\n（令和5年度の取組）\n2件。\n○ 訪問（地域課）\n（令和5年度の取組）\n3件。\n"
    kinds = [[b.kind for b in m.blocks] for m in read(text).measures()]
    assert kinds == [[BlockKind.PROGRESS, BlockKind.OUTLOOK], [BlockKind.PROGRESS]]
    year = text.replace("令和5年度の上半期の進捗", "令和5年度末の進捗").replace("と上半期の", "と")
    report = read(year)
    assert report.head.period is Period.FY
    assert all(b.kind is BlockKind.PROGRESS for m in report.measures() for b in m.blocks)


def test_text_behind_a_label() -> None:
    text = f"{TOP}{MEASURE}（実績）研修を3回開きました。\n参加は20人。\n（課題）人手です。\n○ 訪問（地域課）\n（実績）\n5件。\n"
    first, _ = read(text).measures()
    assert blocks(text, first) == [
        (BlockKind.PROGRESS, "研修を3回開きました。\n参加は20人。"),
        (BlockKind.ISSUES, "人手です。"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "（講師）林氏",
        "（参加者数）20名",
        "（目標）年12回",
        "（8月末現在）",
        "・実績：3回",
        "実績は3回です。",
        "① 支援事業の実施",
    ],
)
def test_lines_of_a_block_that_are_no_label(line: str) -> None:
    text = f"{TOP}{MEASURE}{PROGRESS}講座です。\n{line}\n5件。\n{OUTLOOK}続けます。\n"
    (measure,) = read(text).measures()
    assert blocks(text, measure)[0] == (BlockKind.PROGRESS, f"講座です。\n{line}\n5件。")


def test_items_by_kana_go_on_and_a_cut_word_is_none() -> None:
    letters = "".join(f"{kana}）取組{kana}\n{no}件\n" for no, kana in enumerate("アイウエオカキ", 1))
    text = f"{TOP}{MEASURE}{PROGRESS}{letters}農地は12ヘクター\nル、捕獲は5頭でした。\n{OUTLOOK}続けます。\n"
    (measure,) = read(text).measures()
    assert [item.marker for item in measure.blocks[0].items] == [f"{kana}）" for kana in "アイウエオカキ"]


def test_items_nest_by_first_appearance() -> None:
    text = f"{TOP}{MEASURE}{PROGRESS}①　窓口\nア）電話\n・10件\nイ）来所\n20件\n② 訪問\n- ・5件\nア) 家庭\n◇第1回\n8月\n{OUTLOOK}続けます。\n"
    report = read(text)
    (measure,) = report.measures()
    assert [(i.marker, i.title) for i in measure.blocks[0].items] == [
        ("①", "窓口"),
        ("ア）", "電話"),
        ("イ）", "来所"),
        ("②", "訪問"),
        ("ア)", "家庭"),
        ("◇", "第1回"),
    ]
    place = locate(report).place(text.index("20件"))
    assert (place.direction_no, place.measure_no, place.block) == (1, 1, BlockKind.PROGRESS)
    assert place.item == "① 窓口 イ） 来所"
    assert locate(report).place(text.index("5件")).item == "② 訪問"
    assert locate(report).place(text.index("8月")).item == "② 訪問 ア) 家庭 ◇ 第1回"
    assert locate(report).place(text.index("続けます")).item is None


def test_a_long_item_title_is_cut() -> None:
    text = f"{TOP}{MEASURE}{PROGRESS}①" + "あ" * 100_000 + "\n"
    (measure,) = read(text).measures()
    (item,) = measure.blocks[0].items
    assert len(item.title) <= 120
    assert item.span.end == len(text) - 1


@pytest.mark.parametrize(
    ("marker", "no"),
    [
        ("③", 3),
        ("⑶", 3),
        ("ウ)", 3),
        ("(ｳ)", 3),
        ("c)", 3),
        ("三", 3),
        ("Ⅲ", 3),
        ("(13)", 13),
        ("十二", 12),
        ("◇", None),
        ("", None),
    ],
)
def test_numbers_of_markers(marker: str, no: int | None) -> None:
    assert number_of(marker) == no


# Footnotes


@pytest.mark.parametrize(
    "note",
    [
        "※1　枯れた12本を含む。",
        "（注）枯れた12本を含む。",
        "注2）枯れた12本を含む。",
        "*1 枯れた12本を含む。\n　　公園の木は除く。",
    ],
)
def test_a_footnote_stands_in_no_measure_and_no_block(note: str) -> None:
    mark = note[0] + "1"
    text = f"{TOP}{MEASURE}{PROGRESS}　310本{mark}を切った。\n{OUTLOOK}　続ける。\n\n　{note}\n　２路線を加える。\n"
    report = read(text)
    (measure,) = report.measures()
    assert [(kind, words.strip()) for kind, words in blocks(text, measure)] == [
        (BlockKind.PROGRESS, f"310本{mark}を切った。"),
        (BlockKind.OUTLOOK, "続ける。"),
        (BlockKind.OUTLOOK, "２路線を加える。"),
    ]
    place = locate(report).place(text.index("枯れた"))
    assert (place.measure_no, place.block) == (None, None)
    if "公園" in note:
        assert locate(report).place(text.index("公園")).measure_no is None


@pytest.mark.parametrize(
    "remark", ["※ うち12本は枯れていた。", "※1　12本は枯れていた。", "注意の札を12枚付けた。", "*12本"]
)
def test_a_remark_without_a_mark_in_the_text_stays_in_its_block(remark: str) -> None:
    text = f"{TOP}{MEASURE}{PROGRESS}　310本を切った。\n　{remark}\n{OUTLOOK}　続ける。\n"
    assert locate(read(text)).place(text.index("12")).measure_no == 1


def _kinds_of(*lines: str) -> list[tuple[str, str]]:
    text = "計画の進捗\n\n【取組方向1】相談\n（1）窓口\n○ 記念事業（総務課）\n" + "\n".join(lines) + "\n"
    source = SourceDoc(name="x.txt", sha256="0" * 64, format="txt", text=text)
    report = segment(source, next(s for s in builtin() if s.id == "torikumi-hoko"), ReportHead(fiscal_year=2025))
    (measure,) = report.directions[0].sections[0].measures
    return [(b.kind.value, text[b.span.start : b.span.end].split("\n")[0]) for b in measure.blocks]


def test_what_one_field_plans_the_fields_above_do_not() -> None:
    found = _kinds_of("　式典：参列者780人", "　花火：打上げ7,000発", "　記念誌：令和8年3月に発行予定")
    assert found == [("progress", "式典：参列者780人"), ("outlook", "記念誌：令和8年3月に発行予定")]
    assert _kinds_of("　来年度は巡回を増やし、住民との", "　話合いを開催する予定です。")[0][0] == "outlook"


def test_what_goes_on_is_no_plan() -> None:
    found = _kinds_of("　作品展を12月に開催予定。", "　講座を全20回の日程で実施中。申込みは18名。")
    assert [kind for kind, _ in found] == ["outlook", "progress"]


def test_a_target_on_one_line_ends_with_its_paragraph() -> None:
    found = _kinds_of("　目標：年10回。", "　訓練を12回実施しました。来年度は15回を予定しています。")
    assert [kind for kind, _ in found] == ["target", "progress", "outlook"]
    assert _kinds_of("目標：訓練を年10回。", "　　講座を年5回。") == [("target", "訓練を年10回。")]


def test_a_label_that_opens_both_tells_neither() -> None:
    answer = "（答弁）"
    found = _kinds_of(answer, "今年度から5年間取り組むこととしております。10か所で実施しました。")
    assert found[0][0] != "outlook" or len(found) > 1


def test_a_measure_without_department_among_others_that_name_theirs() -> None:
    body = "講座を開き、45人が参加しました。\n6月に見直します。\n"
    text = f"{TOP}○ 見守り（福祉課）\n{body}○ 居場所づくり\n{body}○ 相談会（教育局）\n{body}"
    assert [m.title for m in read(text).measures()] == ["見守り", "居場所づくり", "相談会"]
    points = (
        f"{TOP}○ 見守り（福祉課）\n{body}○ 居場所づくり\n{body}○ 相談会を5回開きました。\n○ 居場所（教育局）\n{body}"
    )
    assert [m.title for m in read(points).measures()] == ["見守り", "居場所"]


@pytest.mark.parametrize("heading", ["【参考】市内の人口", "参考資料　市内の人口"])
def test_what_is_for_reference_below_a_large_heading_is_of_no_measure(heading: str) -> None:
    body = "講座を開き、45人が参加しました。\n"
    text = f"見守り計画 令和6年度の状況\n基本目標1 支え合う\n（1）見守り（福祉課）\n{body}（2）居場所（福祉課）\n{body}{heading}\n人口は812人です。\n"

    def last(*large: int) -> Measure:
        source = SourceDoc(name="r.pdf", sha256="0" * 64, format="pdf", text=text, large=large)
        return list(segment(source, choose(source, builtin()), ReportHead()).measures())[-1]

    at = text.index(heading)
    assert last(0, text.index("基本"), at).span.end <= at
    assert last().span.end > at
