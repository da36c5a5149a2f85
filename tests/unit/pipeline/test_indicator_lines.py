"""Indicators that lines of a text state."""

from __future__ import annotations

import pytest

from pipeline.model import BlockKind

from .invented_report import read

_FLOWERS = "計画の評価シート（令和５年度）\n\n施策名：花\n主管課：公園課\n成果：よい。\n\n{}\n"


def _dated(text: str) -> tuple[str | None, ...]:
    """Return the name and unit of the only indicator of a report, and each of its values with its year."""
    (i,) = read(text).indicators
    values = (i.baseline, i.baseline_period, i.actual, i.actual_period, i.target, i.target_period)
    return (i.name, i.unit, *(v if v is None else str(v) for v in values))


def test_a_line_that_states_an_indicator_is_one() -> None:
    text = "計画の評価シート（令和５年度）\n\n施策名：健康\n主管課：保健課\n指標：受診率（％）　基準値（R2）42.8　目標値（R7）60.0　実績値（R5）49.6　達成率82.7％\n成果：受診は7,047人であった。\n"
    (indicator,) = read(text).indicators
    assert (indicator.name, indicator.unit) == ("受診率", "%")
    assert [str(v) for v in (indicator.baseline, indicator.actual, indicator.target, indicator.attainment)] == [
        "42.8",
        "49.6",
        "60.0",
        "82.7",
    ]
    assert (indicator.baseline_period, indicator.actual_period, indicator.target_period) == ("R2", "R5", "R7")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "KPI：移住者数（年間）　基準値（R1）11人　R5実績9人（上半期）　目標25人",
            ("移住者数（年間）", "人", "11", "R1", "9", "R5", "25", None),
        ),
        (
            "KPI　学校給食の残食率：8.5％（R3）→ 6.2％（R6）／目標5％（R8）",
            ("学校給食の残食率", "%", "8.5", "R3", "6.2", "R6", "5", "R8"),
        ),
        (
            "指標：備蓄の充足率　　現状値（R2）62％　→　R6　95％　→　目標（R8）100％",
            ("備蓄の充足率", "%", "62", "R2", "95", "R6", "100", "R8"),
        ),
        (
            "KPI　創業件数：基準値62件（R3）→ 実績88件（R6）／目標100件（R8）",
            ("創業件数", "件", "62", "R3", "88", "R6", "100", "R8"),
        ),
        (
            "KPI　貸農園の利用率：71.5％（R元）→ 80.4％（R6）／目標90％（R8）",
            ("貸農園の利用率", "%", "71.5", "R元", "80.4", "R6", "90", "R8"),
        ),
        ("【KPI】出生数　基準値（Ｒ１）9人／R5実績4人／目標12人", ("出生数", "人", "9", "Ｒ１", "4", "R5", "12", None)),
        (
            "・成果指標　花壇の数（基準値12か所、実績値18か所、目標値30か所）",
            ("花壇の数", "か所", "12", None, "18", None, "30", None),
        ),
        (
            "指標：花壇の数\n　基準値（R2）：12か所\n　実績値（R5）：18か所\n　目標値（R8）：30か所",
            ("花壇の数", "か所", "12", "R2", "18", "R5", "30", "R8"),
        ),
    ],
)
def test_what_a_line_of_an_indicator_may_look_like(lines: str, expected: tuple[str | None, ...]) -> None:
    text = f"計画の評価シート（令和５年度）\n\n施策名：健康\n主管課：保健課\n{lines}\n成果：受診は7,047人であった。\n"
    assert _dated(text) == expected


@pytest.mark.parametrize(
    "lines",
    [
        "KPI：再生面積　目標130a、実績92a（達成率70.8%）",
        "令和５年度実績28人、目標30人（昨年と同じ）であった。",
        "基準値（R2）：12か所\n目標値（R8）：30か所",  # of nothing
    ],
)
def test_what_is_said_in_words_is_no_indicator(lines: str) -> None:
    assert not read(
        f"計画の評価シート（令和５年度）\n\n施策名：健康\n主管課：保健課\n成果：よい。\n{lines}\n"
    ).indicators


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("目標・実績：花壇の数　目標 30か所／実績 28か所", ("花壇の数", "か所", "28", "30")),
        ("目標・実績：花壇の数　目標：30か所　実績：28か所", ("花壇の数", "か所", "28", "30")),
        ("目標・実績：花壇の数　目標30か所→実績28か所", ("花壇の数", "か所", "28", "30")),
        ("目標と実績：花壇の手入れ　目標値 30／実績値 28", ("花壇の手入れ", None, "28", "30")),
        ("実績／目標：花壇の手入れ　実績 28回／目標 30回", ("花壇の手入れ", "回", "28", "30")),
        ("【目標・実績】花壇の手入れ　目標 30回／実績 28回", ("花壇の手入れ", "回", "28", "30")),
    ],
)
def test_a_goal_beside_its_result_is_the_target_of_its_measure(line: str, expected: tuple[str | None, ...]) -> None:
    report = read(f"計画の評価シート（令和５年度）\n\n施策名：花\n主管課：公園課\n{line}\n実施内容：３回植えた。\n")
    (i,) = report.indicators
    assert (i.name, i.unit, *(v if v is None else str(v) for v in (i.actual, i.target))) == expected
    (measure,) = report.measures()
    assert [block.kind for block in measure.blocks] == [BlockKind.TARGET, BlockKind.PROGRESS]


@pytest.mark.parametrize(
    "line",
    [
        "目標・実績：講座を３回開き、目標の２回を上回った。",
        "目標・実績：目標 30か所／実績 28か所となり、前年を上回った。",
        "目標・実績：花壇の数　目標 30か所／実績 28か所\n　花壇を４か所で直した。",
    ],
)
def test_what_is_told_beside_goals_stays_what_was_done(line: str) -> None:
    report = read(f"計画の評価シート（令和５年度）\n\n施策名：花\n主管課：公園課\n{line}\n課題：狭い。\n")
    (measure,) = report.measures()
    assert [block.kind for block in measure.blocks] == [BlockKind.PROGRESS, BlockKind.ISSUES]


def test_prose_about_a_target_is_no_indicator() -> None:
    text = (
        "計画の評価シート\n\n施策名：健康\n主管課：保健課\n成果：実績値 120人は目標値 100人を上回ったと考えられる。\n"
    )
    assert not read(text).indicators


def test_values_that_blanks_part_behind_the_name_of_an_indicator() -> None:
    text = "計画の評価シート（令和５年度）\n\n施策名：健康\n主管課：保健課\nKPI：誘致数（累計）　目標 15社　実績 13社　達成度 86.7％\n成果：受診は7,047人であった。\n"
    (i,) = read(text).indicators
    assert [str(v) for v in (i.name, i.unit, i.actual, i.target, i.attainment)] == [
        "誘致数（累計）",
        "社",
        "13",
        "15",
        "86.7",
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "・学校菜園の収穫量\n　基準値（R2）12kg\t目標値（R7）20kg\t実績値（R5）18kg",
            ("学校菜園の収穫量", "kg", "12", "18", "20"),
        ),
        ("受診率（％）　（基準値）42.8　（目標値）60.0　（実績値）49.6", ("受診率", "%", "42.8", "49.6", "60")),
        (
            "・苗木の数　基準値（R2）12本　→　実績値（R5）14本　／　目標値\n（R7）20本",
            ("苗木の数", "本", "12", "14", "20"),
        ),
        ("花壇の手入れ（人日）　R2：12　R4：15　R6：14　目標（R8）：20", ("花壇の手入れ", "人日", "12", "14", "20")),
        ("受診率（％）　R6：14　目標（R8）：20", ("受診率", "%", None, "14", "20")),
        ("花壇の数　R2実績 12か所　R6実績 18か所　R8目標 30か所", ("花壇の数", "か所", "12", "18", "30")),
        ("花壇の数　R5実績 12か所　R6実績 18か所　R8目標 30か所", ("花壇の数", "か所", None, "18", "30")),
        ("水路の長さ　目標 300m　実績 180m", ("水路の長さ", "m", None, "180", "300")),
        ("花壇の数　12か所（基準値）　18か所（実績値）　30か所（目標値）", ("花壇の数", "か所", "12", "18", "30")),
        (
            "花壇の数　12か所（当初値）→ 18か所（現在値 R6）／ 30か所（目標値 R8）",
            ("花壇の数", "か所", "12", "18", "30"),
        ),
        ("体操教室の参加者数　目標 120人　実績 131人", ("体操教室の参加者数", "人", None, "131", "120")),
        (
            "◇禁煙相談の件数　基準値（R2）9件　目標値（R7）20件　実績値（R5）14件",
            ("禁煙相談の件数", "件", "9", "14", "20"),
        ),
    ],
)
def test_an_indicator_that_nothing_calls_one_is_known_by_its_name(lines: str, expected: tuple[str | None, ...]) -> None:
    text = f"計画の評価シート（令和５年度）\n\n施策名：健康\n主管課：保健課\n成果：受診は7,047人であった。\n{lines}\n"
    (i,) = read(text).indicators
    values = (i.baseline, i.actual, i.target)
    assert (i.name, i.unit, *(v if v is None else f"{v.normalize():f}" for v in values)) == expected


def test_the_present_value_was_reached_where_another_tells_what_it_began_with() -> None:
    lines = "KPI　推進校の数\n　当初値（R3）5校\n　現状値（R5）11校\n　目標値（R8）16校（全校）\n　達成率　54.5％\n"
    (i,) = read(f"計画の評価シート（令和５年度）\n\n施策名：学び\n主管課：学校課\n成果：よい。\n{lines}").indicators
    assert (i.name, i.unit, i.baseline_period, i.actual_period) == ("推進校の数", "校", "R3", "R5")
    assert [str(v) for v in (i.baseline, i.actual, i.target, i.attainment)] == ["5", "11", "16", "54.5"]


def test_the_present_value_of_a_plan_is_what_it_begins_with() -> None:
    lines = "KPI　推進校の数\n　現状値（R3）5校\n　目標値（R8）16校\n"
    (i,) = read(f"計画の評価シート（令和５年度）\n\n施策名：学び\n主管課：学校課\n成果：よい。\n{lines}").indicators
    assert (str(i.baseline), i.actual, str(i.target)) == ("5", None, "16")


@pytest.mark.parametrize(
    "lines",
    [
        "・体操を広める\n　基準値（R2）12人　目標値（R7）20人",  # what is above names no quantity
        "参加者数は目標 120人に対し実績 131人だった。",
        "会場　目標 3か所　実績 4か所",
        "会場　R2：3　R6：4",
        "花壇の数　12か所（前年）　18か所（実績）",
        "参加は42人（実績）、50人（目標）であった。",
        "花壇の数 12か所、目標値 30か所、実績値 20か所",  # of which the first has no head
    ],
)
def test_what_names_no_quantity_is_no_indicator(lines: str) -> None:
    text = f"計画の評価シート（令和５年度）\n\n施策名：健康\n主管課：保健課\n成果：よい。\n{lines}\n"
    assert not read(text).indicators


def test_years_on_the_line_below_are_those_of_the_values_above() -> None:
    text = (
        "計画の評価シート（令和５年度）\n\n施策名：健康\n主管課：保健課\n成果：よい。\n成果指標　花の数\n"
        "　基準値 12本　目標値 20本　実績値 14本\n　（令和2年度）　（令和8年度）　（令和5年度）\n"
    )
    (i,) = read(text).indicators
    assert (i.baseline_period, i.actual_period, i.target_period) == ("令和2年度", "令和5年度", "令和8年度")
    (i,) = read(text.replace("　（令和8年度）", "")).indicators
    assert (i.baseline_period, i.actual_period, i.target_period) == (None, None, None)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("指標：畑の数　実績 42か所（目標 50か所）", ("畑の数", "か所", None, "42", "50")),
        ("指標：畑の数　目標 50か所（実績 42か所）", ("畑の数", "か所", None, "42", "50")),
        ("指標：畑の数（実績42か所、目標50か所）", ("畑の数", "か所", None, "42", "50")),
        ("指標：畑の数　実績 42か所（目標 50か所、達成率 84％）", ("畑の数", "か所", None, "42", "50")),
        ("指標：畑の数、実績：42か所、目標：50か所", ("畑の数", "か所", None, "42", "50")),
        ("指標：畑の数／実績42か所／目標50か所", ("畑の数", "か所", None, "42", "50")),
        ("【指標】畑の数　基準 30か所（実績 42か所）（目標 50か所）", ("畑の数", "か所", "30", "42", "50")),
        ("〔数値〕畑の数　42（目標50）", ("畑の数", None, None, "42", "50")),
        ("〔数値〕畑の数　42か所（R7目標：50か所）", ("畑の数", "か所", None, "42", "50")),
        ("〔数値〕受講率　31.4％（目標40％）", ("受講率", "%", None, "31.4", "40")),
        ("KPI：畑の数：42か所／目標：50か所", ("畑の数", "か所", None, "42", "50")),
        ("KPI：受講率　30％→42％（目標50％）", ("受講率", "%", "30", "42", "50")),
        ("受講者数　実績42人（目標50人）", ("受講者数", "人", None, "42", "50")),
        ("指標：畑の数　18か所（実績）／30か所（目標）", ("畑の数", "か所", None, "18", "30")),
        ("指標：水路の延長　R4 12.0km → R6 13.5km　目標（R9）15.0km", ("水路の延長", "km", "12.0", "13.5", "15.0")),
        (
            "指標：畑の数　基準値（R2）10か所　R5 12か所 → R6 14か所　目標（R8）30か所",
            ("畑の数", "か所", "10", "14", "30"),
        ),
        ("指標名：畑の数\n単位：か所\n基準値：12\n実績値：18\n目標値：30", ("畑の数", "か所", "12", "18", "30")),
        (
            "指標　畑の数\n　策定時　12か所（令和2年度）\n　現　在　18か所（令和6年度）\n　目　標　30か所（令和8年度）",
            ("畑の数", "か所", "12", "18", "30"),
        ),
    ],
)
def test_values_in_brackets_and_those_that_nothing_heads(lines: str, expected: tuple[str | None, ...]) -> None:
    text = f"計画の評価シート（令和５年度）\n\n施策名：健康\n主管課：保健課\n成果：受診は7,047人であった。\n{lines}\n"
    (i,) = read(text).indicators
    assert (i.name, i.unit, *(v if v is None else str(v) for v in (i.baseline, i.actual, i.target))) == expected


@pytest.mark.parametrize(
    "lines",
    [
        "受講者数　42人（目標50人）であった。",
        "受講者数　42人（目標50人）、会場は２か所",
        "会場は２か所、受講者は42人（目標50人）",
        "指標：畑の数　実績42か所、目標50か所を下回る",
        "受講者数　42人（目標50人）",  # which a text counts
        "春の講座　実績42人（目標50人）",  # of no indicator by its name
        "〔数値〕畑の数　42（前年50）",
        "指標　畑の数\n　当初　12か所\n　実績　18か所　夏に広げた。\n　目標　30か所",
    ],
)
def test_what_is_counted_in_a_sentence_states_no_indicator(lines: str) -> None:
    text = f"計画の評価シート（令和５年度）\n\n施策名：健康\n主管課：保健課\n成果：よい。\n{lines}\n"
    assert not read(text).indicators


def test_a_head_that_begins_with_a_month_is_no_number() -> None:
    text = (
        "計画の中間報告（令和６年度）\n\n施策名：健康\n主管課：保健課\n成果：よい。\n\n"
        "指標　　　　　　　　９月末実績　　年度目標\n花壇の数（か所）　　38　　　　　　42\n講座の数（回）　　　４　　　　　　８\n"
    )
    found = [(i.name, i.unit, str(i.actual), str(i.target)) for i in read(text).indicators]
    assert found == [("花壇の数", "か所", "38", "42"), ("講座の数", "回", "4", "8")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "・花壇のある学校の割合　平成30年度 41.5％　令和５年度 52.0％　目標（令和９年度） 70.0％",
            ("花壇のある学校の割合", "%", "41.5", "平成30年度", "52.0", "令和５年度", "70.0", "令和９年度"),
        ),
        (
            "・花壇の世話をする人　Ｒ２ 120人　Ｒ５ 164人　目標値（Ｒ９） 200人",
            ("花壇の世話をする人", "人", "120", "Ｒ２", "164", "Ｒ５", "200", "Ｒ９"),
        ),
        (
            "花壇の数　令和３年度 4か所　令和４年度 6か所　令和５年度 9か所　目標（令和９年度）12か所",
            ("花壇の数", "か所", "4", "令和３年度", "9", "令和５年度", "12", "令和９年度"),
        ),
        (  # the year before is none to compare with
            "・花壇の数　令和４年度 6か所　令和５年度 9か所　目標（令和９年度） 12か所",
            ("花壇の数", "か所", None, None, "9", "令和５年度", "12", "令和９年度"),
        ),
        (  # the latest first
            "・花壇の数　令和５年度 9か所　令和２年度 6か所　目標（令和９年度） 12か所",
            ("花壇の数", "か所", None, None, "9", "令和５年度", "12", "令和９年度"),
        ),
        (
            "・花壇の数　令和５年度 9か所　令和９年度目標 12か所",
            ("花壇の数", "か所", None, None, "9", "令和５年度", "12", "令和９年度"),
        ),
    ],
)
def test_years_that_head_values_before_a_target(line: str, expected: tuple[str | None, ...]) -> None:
    assert _dated(_FLOWERS.format(line)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "参加者は　令和２年度 30人　令和５年度 42人　目標（令和９年度） 60人",
        "・講習会　令和５年 4月　令和５年 9月　目標（令和９年度） 60人",
        "・花壇の数　令和２年度 6か所　令和５年度 9か所",  # without a target
        "令和２年度 6か所　令和５年度 9か所　目標（令和９年度） 12か所",  # of nothing
    ],
)
def test_years_that_head_no_values_of_an_indicator(line: str) -> None:
    assert not read(_FLOWERS.format(line)).indicators


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "住宅の耐震化率　　78.1％（R2）　→　82.4％（R6）　【目標　90％（R8）】",
            ("住宅の耐震化率", "78.1", "82.4", "90"),
        ),
        ("・集いの場　3か所（R2）→12か所（R6）　目標15か所（R8）", ("集いの場", "3", "12", "15")),
        (
            "訓練の参加者数　1,840人（令和2年度）→2,960人（令和6年度）（目標 3,500人）",
            ("訓練の参加者数", "1840", "2960", "3500"),
        ),
        ("給水車の数：1台（R2） → 2台（R6） / 目標値 3台（R8）", ("給水車の数", "1", "2", "3")),
    ],
)
def test_what_became_of_a_dated_value_needs_no_word_for_an_indicator(
    line: str, expected: tuple[str | None, ...]
) -> None:
    (i,) = read(_FLOWERS.format(f"＜指標＞\n{line}")).indicators
    assert (i.name, *(None if v is None else str(v) for v in (i.baseline, i.actual, i.target))) == expected


@pytest.mark.parametrize(
    "line",
    [
        "利用者は78人（R2）→82人（R6）となり、目標の90人（R8）に近づいた。",
        "参加者　78人→82人　目標90人に届かず",
        "住宅の耐震化率　78.1％（R2）→82.4％（R6）",
    ],
)
def test_values_without_dates_or_a_target_state_none(line: str) -> None:
    assert not read(_FLOWERS.format(line)).indicators


@pytest.mark.parametrize("since", ["計画策定時", "策定当時", "計画開始時", "開始時", "計画当初"])
@pytest.mark.parametrize(
    "line",
    [
        "花壇の数（累計）　{since} 12か所／実績 18か所／目標 30か所",
        "・花壇の数（累計）：{since} 12か所　実績 18か所　目標 30か所",
        "花壇の数（累計）　{since}12か所 → 実績18か所（目標30か所）",
    ],
)
def test_the_time_of_a_plan_heads_what_to_compare_with(line: str, since: str) -> None:
    expected = ("花壇の数（累計）", "か所", "12", None, "18", None, "30", None)
    assert _dated(_FLOWERS.format(line.format(since=since))) == expected


@pytest.mark.parametrize(
    "line", ["計画策定時は12か所だったが、実績は18か所で、目標30か所に近づいた。", "説明会　計画策定時 3回　開いた。"]
)
def test_the_time_of_a_plan_in_a_sentence_heads_nothing(line: str) -> None:
    assert read(_FLOWERS.format(line)).indicators == ()
