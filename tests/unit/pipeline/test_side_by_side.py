"""Fields side by side on a line, labels that bars part from their texts, and what else such reports say in few words."""

from __future__ import annotations

import pytest

from extractors.view import fold
from pipeline.ingest import bars
from pipeline.ingest.text import read
from pipeline.model import BlockKind, Period, Report, ReportHead
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose
from pipeline.segment.contacts import contact
from pipeline.segment.office_names import is_certain_office, is_department
from pipeline.segment.side_by_side import fields_within, is_valued
from pipeline.segment.years import months_reported
from pipeline.units import unit_in


def _report(text: str) -> Report:
    source = read("r.txt", "0" * 64, text.encode())
    return segment(source, choose(source, builtin()), ReportHead())


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("〈自己評価〉Ⅳ　〈主管〉救急センター", ["〈主管〉救急センター"]),
        ("［評価］Ａ　［所管］医事課、看護部", ["[所管]医事課、看護部"]),
        ("【目標】６０％　【実績】４７％", ["【実績】47%"]),
        ("進捗率　100％　　　　所管　学校給食課", ["所管 学校給食課"]),
        ("進捗率　80％　　評価　Ｂ　　所管　図書館、生涯学習課", ["所管 図書館、生涯学習課"]),
        ("評価　Ａ　担当　福祉課", ["担当 福祉課"]),
        ("達成度：80%　担当：こども課", ["担当:こども課"]),
        ("予算額　1,200千円　所管：保育課", ["所管:保育課"]),
        ("達成度  Ａ　　教務部、学年部", ["教務部、学年部"]),
        ("達成度　◎　　スポーツ課、体育館", ["スポーツ課、体育館"]),
        ("評　価　Ｂ　　進捗　おおむね順調　　所管課　健康課", ["所管課 健康課"]),
        ("担当課　商工課　　評価　Ａ　　進捗率　９５％", ["評価 A  進捗率 95%"]),
        (
            "６回開いた。【課題】人手が足りない。【今後】募集する。",
            ["【課題】人手が足りない。【今後】募集する。", "【今後】募集する。"],
        ),
        ("《悩み》業者が足りない。《次の一手》", ["《次の一手》"]),
        ("〔所管：図書館〕　　内部評価：Ｂ", ["内部評価:B"]),
        ("（担当課：林務課、郷土館）　評価：Ａ　進捗：順調", ["評価:A 進捗:順調"]),
        ("［主管：林務課］［達成度：◎］", ["[達成度:◎]"]),
        ("〔担当：林務課〕　Ｃ", ["C"]),
        ("（林務課）　　自己評価　おおむね達成", ["自己評価 おおむね達成"]),
        ("〔林務課〕　進捗率：85%（前年度：80%）", ["進捗率:85%(前年度:80%)"]),
        ("（郷土館）　判定：Ａ", ["判定:A"]),
        ("＜所管：林務課＞　決算額：1,200千円", ["決算額:1,200千円"]),
    ],
)
def test_fields_on_one_line_are_lines_of_their_own(line: str, fields: list[str]) -> None:
    text = fold(line)
    assert [text[at:] for at in fields_within(text)] == fields


@pytest.mark.parametrize(
    "line",
    [
        "相談件数　20件　　福祉課",  # a row of a list
        "会議　３回　福祉課が進行した",
        "評価　Ａ　福祉課",  # one blank may stand within a name
        "会場　３か所　　公民館、図書館",
        "達成度　Ａ　　公民館",  # as well a venue
        "【施策１】見守り　【担当】福祉課",  # a heading
        "担当：福祉課　　内線 12",
        "参加者　20人　担当　山本",
        "見守りの推進　所管　福祉課",
        "様式を改めた。【課題】の欄を広げた。",
        "地図を配った。【参考】地図は７版である。",
        "報告書で【課題】を挙げた。",
        "・",
        "〔林務課〕　苗木の配布",
        "（林務課）　苗木の配布：310本を配った。",
        "〔郷土館〕　来館者：120人",  # a venue
        "（新規）　評価：Ａ",
        "（林務課）が3回開いた。",
        "苗木の配布（林務課）　評価：Ａ",  # a heading
    ],
)
def test_what_is_no_field_beside_another(line: str) -> None:
    assert fields_within(fold(line)) == []


@pytest.mark.parametrize(
    "line", ["〔担当：{}〕　　総合評価：Ａ", "（所管課：{}）【評価：Ｂ】", "〔{}〕　Ａ", "＜担当：{}＞　進捗率：85％"]
)
def test_a_grade_behind_whose_a_measure_is_makes_that_no_title(line: str) -> None:
    offices = {"苗木の配布": "林務課", "川の掃除": "郷土館", "道の手入れ": "土木課", "橋の点検": "建設管理課"}
    parts = [
        f"施策{n}　{title}\n{line.format(office)}\n◇ 実績\n・３回開いた。\n◇ 課題\n道が遠い。\n\n"
        for n, (title, office) in enumerate(offices.items(), 1)
    ]
    report = _report("灯野町森の計画　令和６年度　評価報告書\n\n基本方針１　森を守る\n\n" + "".join(parts))
    assert {m.title: m.departments for m in report.measures()} == {t: (o,) for t, o in offices.items()}


def test_a_field_with_nothing_but_a_value_carries_no_title_on() -> None:
    assert all(map(is_valued, ("進捗率 80%", "評価:A", "達成度 ○", "進捗 やや遅れ", "決算額 1,200千円(見込み)")))
    assert not any(map(is_valued, ("進捗率", "80%", "評価の見直し", "進捗率 80%を超えた", "担当 福祉課")))


_BARRED = "成　果｜板書の型をそろえ、延べ\n　　　｜３２０人が使った。\n　　　｜次に広げた。\n課　題│数値が下がる。\n"


def test_bars_below_each_other_carry_a_text_on() -> None:
    found = bars.find(_BARRED)
    assert [_BARRED[:at].rsplit("\n", 1)[-1] for at in found.breaks] == ["成　果｜板書の型をそろえ、延べ"]
    assert [_BARRED[span.start :].split("\n")[0] for span in found.bars] == ["｜３２０人が使った。", "｜次に広げた。"]
    assert {_BARRED[span.start : span.end] for span in found.bars} == {"｜"}


@pytest.mark.parametrize(
    "text",
    [
        "成果｜開いた\n\n　　｜三回。\n",  # a blank line
        "成果｜開いた\n　　　　　　　　　　｜三回。\n",  # elsewhere
        "成果｜開いた｜三回\n　　｜閉じた｜二回\n",  # a table
        "　　｜開いた\n　　｜閉じた\n",  # no label
        "成果｜開いた\n課題｜足りない\n",
        "こども会議の報告にあるとおり、次の点を｜示す\n　　　　　　　　　　　　　　　　　　　｜三点\n",
    ],
)
def test_bars_that_carry_nothing_on(text: str) -> None:
    assert bars.find(text) == bars.Barred((), ())


def _school(aims: tuple[str, str, str]) -> str:
    names = ("読書", "学習", "運動")
    cards = (
        f"◆{name}の習慣\n　ねらい｜{aim}\n　成　果｜会を３回開き、延べ\n　　　　｜４２人が来た。\n　課　題｜場所が足りない。\n　次年度｜秋にも開く。\n\n"
        for name, aim in zip(names, aims, strict=True)
    )
    return "令和６年度　学校評価のまとめ\n\n重点目標１　学ぶ\n\n" + "".join(cards)


@pytest.mark.parametrize(
    "aims",
    [
        ("八割が読む。", "平日に１時間学ぶ。", "全学級で行う。"),
        ("本に親しむ。", "学ぶ力を養う。", "週３回は体を動かす。"),
        ("６５歳以上の方と読む。", "学ぶ力を養う。", "３世代で動く。"),
    ],
)
def test_labels_before_bars_open_blocks(aims: tuple[str, str, str]) -> None:
    measures = list(_report(_school(aims)).measures())
    assert [m.title for m in measures] == ["読書の習慣", "学習の習慣", "運動の習慣"]
    for measure in measures:
        kinds = [block.kind for block in measure.blocks]
        assert kinds == [BlockKind.TARGET, BlockKind.PROGRESS, BlockKind.ISSUES, BlockKind.OUTLOOK]


def test_wraps_with_indentation_leave_tense_as_it_is() -> None:
    text = (
        "条例に基づく令和五年度の施策の実施状況\n\n第一　経営\n\n（一）巡回指導　〔経営支援課〕\n　　巡回を三百件行った。\n"
        "　　本年度は、専門家の同行を増やすこととして\n　いる。\n（二）融資　〔金融課〕\n　　融資を二百件行った。\n"
        "　　本年度は、窓口を増やすことと\n　している。\n"
    )
    for measure in _report(text).measures():
        assert [block.kind for block in measure.blocks] == [BlockKind.PROGRESS, BlockKind.OUTLOOK]


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("新規就農者数(累計・人)", "人"),
        ("参加者数(人・延べ)", "人"),
        ("来場者数(年間・人)", "人"),
        ("利用者数(人/日)", "人/日"),
        ("苦情(月平均・件)", "件"),
        ("講座(累計:回)", "回"),
        ("面積(ha、累計)", "ha"),
        ("新規就農者数(累計)", None),
        ("対象(市・町)", None),
        ("相談(件・人)", None),
        ("区域(年・月)", None),
    ],
)
def test_units_beside_what_values_are_of(words: str, unit: str | None) -> None:
    assert unit_in(words) == unit


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("（令和５年４月１日～令和６年３月３１日）", (2023, Period.FY)),
        ("自　令和５年４月１日　至　令和６年３月３１日", (2023, Period.FY)),
        ("第８期（自令和５年４月１日　至令和６年３月31日）", (2023, Period.FY)),
        ("令和６年４月１日から令和６年９月30日まで", (2024, Period.H1)),
        ("事業報告書（令和５年４月～令和６年３月）", (2023, Period.FY)),
        ("里山だより　この一年（令和５年４月～令和６年３月）のあゆみ", (2023, Period.FY)),
        ("［令和６年４月～９月］　　　　　発行：北沢市観光課", (2024, Period.H1)),
        ("【計画期間　令和５年４月～令和６年３月】", None),
        ("［令和６年４月～９月］　　　　　参加者１２０人", None),
        ("（令和５年４月１日～令和８年３月３１日）", None),
        ("計画期間：令和５年４月１日～令和６年３月３１日", None),
        ("指定期間　令和５年４月１日～令和６年３月３１日", None),
        ("第２期計画（令和５年４月～令和６年３月）の改定にともない開いた説明会", None),
    ],
)
def test_days_from_and_to(line: str, said: tuple[int, Period] | None) -> None:
    assert months_reported(fold(line)) == said


def test_a_year_said_once_where_a_newsletter_begins() -> None:
    text = (
        "広報うみべ　２０２４年８月号\n\n健康プラン　昨年度の報告\n\n"
        "　令和５年度に町が取り組んだことと、これからの予定を皆さんにお知らせします。\n\n■体操（健康課）\n　８か所で開きました。\n\n■食育（水産課）\n　４５人が学びました。\n"
    )
    assert _report(text).head.fiscal_year == 2023


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("問　住民課　☎内線１２４", ["住民課"]),
        ("問／健康課、給食センター　☎２２－１２３４", ["健康課", "給食センター"]),
        ("【問】農政課（内線 22）", ["農政課"]),
        ("問　なぜ件数が減ったのか。", None),
        ("問１　福祉課", None),
        ("問題　福祉課", None),
    ],
)
def test_whom_to_ask_in_one_character(line: str, names: list[str] | None) -> None:
    text = fold(line)
    found = contact(text)
    assert (None if found is None else [text[a:b] for a, b in found]) == names


def test_a_department_of_foreign_affairs_of_a_school() -> None:
    assert is_department("渉外部")
    assert is_certain_office("渉外部")
    assert not is_department("外部")
    assert not is_department("組織の外部")


@pytest.mark.parametrize(
    ("line", "starts"),
    [
        ("〈評価〉A 〈主管〉救急課 〈実績〉3回", ["〈主管〉", "〈実績〉"]),
        ("〈実績〉3回 〈主管〉救急課 〈主管〉水道課", ["〈主管〉", "〈主管〉"]),
        ("対応状況 検討中  所管 保育課", ["所管"]),
        ("〈実績〉3回", []),
    ],
)
def test_each_field_reaches_up_to_the_next(line: str, starts: list[str]) -> None:
    found = fields_within(line)
    assert len(found) == len(starts)
    assert all(line.startswith(words, at) for at, words in zip(found, starts, strict=True))
