"""Tables that text files draw."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.ingest import drawn


def shown(text: str) -> list[list[tuple[int, int, int, str]]]:
    return [[(c.row, c.column, c.columns, c.text(text)) for c in grid.cells] for grid in drawn.find(text).tables]


def test_bars() -> None:
    text = "次の表\n| 指標 | 実績 |\n|---|---|\n| 件数 | 12 |\n以上"
    assert shown(text) == [[(0, 0, 1, "指標"), (0, 1, 1, "実績"), (1, 0, 1, "件数"), (1, 1, 1, "12")]]
    assert [text[s.start : s.end] for s in drawn.find(text).rules] == ["|---|---|"]


def test_bars_below_a_head_of_values_need_no_second_row() -> None:
    text = "次の表\n{} | {} | {}\n残食率 | 6.8% | 5%\n以上"
    (cells,) = shown(text.format("指標", "基準値", "目標値"))
    assert [cell[3] for cell in cells] == ["指標", "基準値", "目標値", "残食率", "6.8%", "5%"]
    assert shown(text.format("品目", "春", "秋")) == []


def test_tabs_with_a_blank_line_between_all_rows() -> None:
    rows = ["指標\t実績\t目標", "件数\t12\t15", "人数\t30\t40"]
    ((*cells,),) = shown("次の表\n\n" + "\n\n".join(rows) + "\n\n以上")
    assert [cell[3] for cell in cells] == ["指標", "実績", "目標", "件数", "12", "15", "人数", "30", "40"]
    rows[0] = "品目\t春\t秋"
    assert shown("\n".join(rows[:2]) + "\n\n" + "\n".join(rows[1:])) == []  # two of two rows


def test_a_box_whose_cells_have_several_lines() -> None:
    text = "\n".join(
        [
            "┌────┬──────┐",
            "│取組    │実績        │",
            "├────┼──────┤",
            "│相談会  │3回開き、   │",
            "│        │20人が来た。│",
            "├────┼──────┤",
            "│交流会  │5回         │",
            "└────┴──────┘",
        ]
    )
    (cells,) = shown(text)
    assert (1, 1, 1, "3回開き、20人が来た。") in cells
    assert (2, 0, 1, "交流会") in cells
    assert len(drawn.find(text).rules) == 4


@pytest.mark.parametrize("edges", ["┌┬┐└┴┘─│", "┏┳┓┗┻┛━┃", "╔╦╗╚╩╝═║"])
def test_heads_that_are_set_into_the_upper_edge_of_a_box(edges: str) -> None:
    left, part, right, low, foot, end, rule, bar = edges
    text = "\n".join(
        [
            f"{left}施設{rule * 2}{part}{rule}令和5年度{part}増減{rule * 2}{right}",
            f"{bar}図書館{bar}41,200人{bar}△800人{bar}",
            f"{bar}博物館{bar}18,600人{bar}1,150人{bar}",
            f"{low}{rule * 4}{foot}{rule * 5}{foot}{rule * 4}{end}",
        ]
    )
    (cells,) = shown(text)
    assert cells[:3] == [(0, 0, 1, "施設"), (0, 1, 1, "令和5年度"), (0, 2, 1, "増減")]
    assert cells[5] == (1, 2, 1, "△800人")
    assert len(drawn.find(text).rules) == 1


@pytest.mark.parametrize(
    ("rows", "shown_rows"),
    [
        (["│来場者│120人│", "├───┼───┤", "│応募│9件│"], ["来場者", "120人", "応募", "9件"]),
        (["│来場者│子ども│", "│　　　│20人│", "├───┼───┤", "│応募│9件│"], ["来場者", "子ども20人", "応募", "9件"]),
        (["│来場者│子どもと│", "│　　　│親に配る。│"], ["来場者", "子どもと親に配る。"]),
    ],
)
def test_rules_that_part_the_rows_below_such_heads(rows: list[str], shown_rows: list[str]) -> None:
    (cells,) = shown("\n".join(["┌区分─┬実績─┐", *rows, "└───┴───┘"]))
    assert [cell[3] for cell in cells] == ["区分", "実績", *shown_rows]


def test_a_cell_that_holds_only_a_rule_keeps_it() -> None:
    (cells,) = shown("| 指標 | 実績 |\n|---|---|\n| 件数 | ── |\n| 人数 | ━ 12 |")
    assert [cell[3] for cell in cells] == ["指標", "実績", "件数", "──", "人数", "12"]


def test_a_title_in_the_upper_edge_of_a_frame_heads_no_column() -> None:
    assert shown("┌─ お知らせ ─────┐\n│窓口を6月に移した。│\n│問合せは総務課まで。│\n└──────────┘") == []


def test_a_cell_over_several_columns() -> None:
    text = "│指標  │実績値      │\n├───┼──┬──┤\n│      │R5  │R6  │\n├───┼──┼──┤\n│件数  │120 │135 │\n├───┼──┼──┤\n│人数  │20  │25  │"
    (cells,) = shown(text)
    assert (0, 1, 2, "実績値") in cells
    assert (1, 2, 1, "R6") in cells


def test_tabs() -> None:
    text = "区分\tR5\tR6\n相談\t120\t135\n訪問\t\t52\n"
    (cells,) = shown(text)
    assert (2, 1, 1, "") in cells
    assert (2, 2, 1, "52") in cells


@pytest.mark.parametrize(
    "text",
    [
        "トップ｜計画｜報告\n本文です。",
        "\t字下げした行\n\tもう一行\n\tさらに一行",
        "日時\t5月1日\n場所\t公民館\n対象\t家族",
        "----------\n本文です。\n----------",
        "A|B\nA|B|C\nA|B|C|D",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert drawn.find(text).tables == ()


@pytest.mark.parametrize("text", ["", "|", "||\n||\n||", "│\n│\n│", "\t\t\n\t\t\n\t\t", "|---|\n|---|\n|---|"])
def test_odd_texts_do_no_harm(text: str) -> None:
    for grid in drawn.find(text).tables:
        assert grid.span.start < grid.span.end


def test_a_tab_between_blanks_is_no_field() -> None:
    text = "\n　区分　　　　　令和4年度　　令和5年度\n　加入率　　　　　71　　　\t　　73\n　開催数　　　　　12　　　\t　　15\n"
    assert all(cell[3].strip() for grid in shown(text) for cell in grid)


def test_blanks() -> None:
    text = "\n".join(
        [
            "指標は次のとおり。",
            "　指標名　　　　　単位　　基準値（R3）　　実績値（R6.9）",
            "　申請率　　　　　％　　　12.5　　　　　　41.7",
            "　登録者数　　　　人　　　0　　　　　　　 106",
            "以上",
        ]
    )
    (cells,) = shown(text)
    assert [c[3] for c in cells if c[0] == 0] == ["指標名", "単位", "基準値（R3）", "実績値（R6.9）"]
    assert [c[3] for c in cells if c[0] == 2] == ["登録者数", "人", "0", "106"]


def test_blanks_with_days_of_persons() -> None:
    text = (
        "　　　　　　Ｒ５実績　　　Ｒ６計画\n　一時預かり　4,566人日　　4,800人日\n　病児　　　　　120人日　　　150人日"
    )
    (cells,) = shown(text)
    assert [c[3] for c in cells if c[1] == 2] == ["Ｒ６計画", "4,800人日", "150人日"]


def test_blanks_with_a_dash_and_names_that_begin_with_a_number() -> None:
    text = "\n".join(
        [
            "　指標　　　　　　　　　単位　基準値　実績値　達成率",
            "　1人1日当たりの水の量　L　　 310　　 295　　 95.2％",
            "　２級の合格　　　　　　人　　12　　　15　　　－",
            "　満足度　　　　　　　　％　　48.2　　51.0　　…",
        ]
    )
    (cells,) = shown(text)
    assert [c[3] for c in cells if c[1] == 0] == ["指標", "1人1日当たりの水の量", "２級の合格", "満足度"]
    assert [c[3] for c in cells if c[1] == 4] == ["達成率", "95.2％", "－", "…"]


def test_blanks_without_a_head_over_the_names() -> None:
    text = "　　　　　　回数　　定員　　参加者\n　初級　　　18回　　216人　　198人\n　上級　　　10回　　120人　　 87人"
    (cells,) = shown(text)
    assert (0, 0, 1, "") in cells
    assert (0, 1, 1, "回数") in cells
    assert (2, 3, 1, "87人") in cells


def test_sessions_set_with_blanks() -> None:
    text = "\n".join(
        [
            "　回　　　　期日　　　　　　　会場　　　　受講者",
            "　第１回　　４月17日（月）　　本庁会議室　24人",
            "　第２回　　８月　７日（月）　同　上　　　22人",
            "　　　　　　　　　　　　　　　計　　　　　46人",
            "　次回は10月に開く。",
        ]
    )
    (cells,) = shown(text)
    assert [c[3] for c in cells if c[0] == 2] == ["第２回", "８月　７日（月）", "同　上", "22人"]
    assert [c[3] for c in cells if c[0] == 3] == ["", "", "計", "46人"]
    assert max(c[0] for c in cells) == 3


@pytest.mark.parametrize(
    "text",
    [
        "　第１回　６月１日　　市民会館　　23人　　4組\n　第２回　７月１日　　公民館　　　19人　　3組",
        "内訳は次のとおり。\n　電話　　12件　　8件\n　来所　　20件　　6件",
        "　期日　　　会場　　　人数\n　未定　　　公民館　　64人\n　7/22　　　高校　　　51人",
        "次の期日　　会場　　人数\n本文がここに続く。\n7/22",
        "　区分　　件数　　人数\n　電話　　12件　　8人",
        "　件数　　人数\n　電話　　12件　　8人\n　来所　　20件",
        "　水の量　　310　　295\n　電気の量　　31　　29\n　ガスの量　　21　　19".replace("　水", "　①水"),
        "　月　　　　件数　　人数\n　４月　　　12件　　8人\n　５月　　　20件　　9人",
    ],
)
def test_blanks_that_set_no_table(text: str) -> None:
    assert shown(text) == []


FORM = [
    "┌────┬──────┬────┬────┐",
    "│事業名  │花の講座    │担当課  │公園課  │",
    "├────┼──────┴────┴────┤",
    "│実績    │講座を5回開いた。               │",
    "├────┼────────────────┤",
    "│今後    │続ける。                        │",
    "└────┴────────────────┘",
]


def test_a_form_whose_rows_are_cut_in_different_ways() -> None:
    (cells,) = shown("\n".join(FORM))
    assert (0, 3, 1, "公園課") in cells
    assert (1, 1, 3, "講座を5回開いた。") in cells
    assert (2, 1, 3, "続ける。") in cells


def test_rows_cut_in_different_ways_without_one_frame_are_no_table() -> None:
    assert not shown("\n".join([*FORM[:3], "│実績 │講座を5回開いた。│", *FORM[4:]]))
    assert not shown("\n".join(line for line in FORM if line[0] == "│"))


def test_no_line_is_read_in_two_tables() -> None:
    text = "事業名　　担当課　　実績\n取組名\t担当課\t実績\n相談\t企画課\t開いた。\n"
    spans = sorted(span for grid in drawn.find(text).tables for cell in grid.cells for span in cell.spans)
    assert spans
    assert all(before.end <= span.start for before, span in pairwise(spans))


def test_no_head_is_repeated_in_a_table_that_is_read_otherwise() -> None:
    head = "事業名        |  担当課    |  実績\n"
    rows = ["見守り隊      |  福祉課    |  隊を五つの地区に\n\f", "              |            |  広げた。\n"]
    text = "".join([head, rows[0], head, rows[1]])
    assert drawn.find(text).rules == ()
    assert len(drawn.find(text.replace("|", " ")).rules) == 1
    assert len(drawn.find(text.replace("|", " ") + "\n区分\t件数\n相談\t3件\n訪問\t2件\n").rules) == 1


@pytest.mark.parametrize("stroke", ["／", " / "])
def test_strokes_part_the_fields_below_a_head_of_values(stroke: str) -> None:
    rows = ["指標名／基準値（R2）／実績（R6）／目標（R8）", "花壇の数／12／18／30", "緑被率／21.4％／－／23.0％"]
    (cells,) = shown("\n".join(rows).replace("／", stroke))
    assert [cell[3] for cell in cells if cell[0] == 2] == ["緑被率", "21.4％", "－", "23.0％"]


@pytest.mark.parametrize(
    "text",
    [
        "相談／支援／交流\n花壇／12／18",  # no head of values
        "対象／場所／目標\n子ども／公園／３回",  # only one
        "指標／実績／目標\n花壇の数／18／30／12",  # another number of fields
        "指標／実績／目標\n花壇の数／未定／検討中",  # no values
        "実績／目標／達成率",  # nothing below
        "取組／担当／実績／課題\n花を植えた／公園課",  # fewer fields
        "花壇／並木／公園／水辺\n春／夏／秋／冬",  # no names of columns
        "施策／事業／取組／指標\n根／幹／枝／葉",  # what is like them
    ],
)
def test_strokes_in_a_list_part_no_table(text: str) -> None:
    assert not shown(text)
