"""Layouts that whole genres of reports share: evaluations of boards of education, strategies with KPIs, yearly reports."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pipeline.ingest import text as ingest
from pipeline.model import BlockKind, Measure, Report, ReportHead
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose

_P, _O, _I = BlockKind.PROGRESS, BlockKind.OUTLOOK, BlockKind.ISSUES


def _read(text: str) -> Report:
    source = ingest.read("r.txt", "0" * 64, text.encode())
    return segment(source, choose(source, builtin()), ReportHead())


def _outline(report: Report) -> list[tuple[str | None, str | None, str]]:
    return [(d.title, s.title, m.title) for d in report.directions for s in d.sections for m in s.measures]


def _measures(report: Report) -> list[Measure]:
    return [m for d in report.directions for s in d.sections for m in s.measures]


def _told(text: str, measure: Measure, kind: BlockKind) -> str:
    return "".join(text[block.span.start : block.span.end] for block in measure.blocks if block.kind is kind)


@dataclass(frozen=True)
class _Told:
    title: str
    office: str
    done: str
    lacks: str
    ahead: str
    goal: tuple[str, str, str, str]


_WIDE = "１２３４５"
_DIRECTIONS = ("読み書きの土台をつくる", "まちに開く")
_ALL = (
    _Told("算数教室", "学校教育課", "教室を９校で開いた。", "教員が足りない。", "全校に広げる。", ("通う児童", "3人", "7人", "10人")),
    _Told("書庫の開放", "生涯学習課", "土曜に31回開けた。", "当番が足りない。", "司書を増やす。", ("来館者", "2件", "9件", "12件")),
    _Told("見守り隊", "教育総務課", "６地区で発足した。", "高齢化している。", "大学生を誘う。", ("登録者", "4人", "8人", "15人")),
    _Told("校舎の改修", "教育施設課", "２棟を直した。", "資材が高い。", "照明を替える。", ("棟数", "0棟", "2棟", "5棟")),
)  # fmt: skip
_EXPECTED = [(_DIRECTIONS[at // 2], None, told.title) for at, told in enumerate(_ALL)]

_TITLE = "令和６年度　教育委員会の点検・評価報告書\n（令和５年度事業対象）\n\n令和６年８月\n鶴ヶ根市教育委員会\n\n"
_LAW = "　法律の規定に基づき行い、議会に提出するものです。\n"
_SHEET = ("【取組内容】", "【課　題】", "【今後の方向性】")


def _sheets(
    preamble: str,
    direction: str,
    measure: str,
    *,
    office: str = "担当課　{}\n",
    labels: tuple[str, str, str] = _SHEET,
    behind: str = "",
    numbers: str = _WIDE,
) -> str:
    text = _TITLE + preamble
    for at, told in enumerate(_ALL):
        of, within = divmod(at, 2)
        if not within:
            text += f"{direction.format(numbers[of])}　{_DIRECTIONS[of]}\n\n"
        text += f"{measure.format(_WIDE[of], _WIDE[within], told.title)}\n{office.format(told.office)}"
        texts = (told.done, told.lacks, told.ahead)
        text += "".join(f"{label}\n　{words}\n" for label, words in zip(labels, texts, strict=True)) + "\n"
    return text + behind


_EVALUATIONS = {
    "parts in Roman numerals": _sheets(
        f"Ⅰ　概要\n１　趣旨\n{_LAW}２　評価の区分\n　Ａ：達成　Ｂ：おおむね達成\n\nⅡ　結果\n\n", "基本方針{}", "施策名　{}－{}　{}"
    ),
    "no parts around what the preamble counts": _sheets(
        f"１　趣旨\n{_LAW}２　対象\n　４施策です。\n３　評価の区分\n　Ａ：達成　Ｂ：おおむね達成\n\n", "基本方針{}", "施策名　{}－{}　{}"
    ),
    "chapters": _sheets(
        f"第１章　点検・評価の概要\n１　趣旨\n{_LAW}２　方法\n　自己評価です。\n３　評価基準\n　Ａ　達成\n\n第２章　点検・評価の結果\n\n",
        "基本方針{}",
        "施策{1}　{2}",
        behind="第３章　学識経験者の意見\n　効果を数字で示してほしい。\n",
    ),
    "第1, 第2": _sheets(
        f"第１　点検・評価の概要\n１　趣旨\n{_LAW}２　評価の区分\n　Ａ：達成\n\n第２　点検・評価の結果\n\n",
        "基本方針{}",
        "施策名　{}－{}　{}",
    ),
    "numbers in brackets in the preamble": _sheets(
        f"Ⅰ　実施方針\n（１）目的\n{_LAW}（２）評価の区分\n　Ａ：達成\n\nⅡ　結果\n\n",
        "基本方針{}",
        "施策名：{2}",
        office="担当課：{}\n",
        labels=("■取組の状況", "■課題", "■今後の取組"),
    ),
    "what the board itself did": _sheets(
        "Ⅰ　はじめに\n　毎年行うものです。\n\nⅡ　委員会の活動\n１　会議\n　定例会を12回開きました。\n２　学校訪問\n　８校を訪れました。\n\nⅢ　施策の点検・評価\n\n",
        "基本方針{}",
        "施策名　{}－{}　{}",
        behind="Ⅳ　学識経験者の意見\n　効果を数字で示してほしい。\n",
    ),
    "measures that count as the preamble does": _sheets(
        "Ⅰ　委員会の活動\n１　会議\n　定例会を12回開きました。\n２　学校訪問\n　８校を訪れました。\n\nⅡ　施策の点検・評価\n\n",
        "基本方針{}",
        "{1}　{2}",
        office="（担当課：{}）\n",
    ),
    "signs before both": _sheets(
        f"１　趣旨\n{_LAW}\n２　評価の区分\n　Ａ：達成\n\n３　結果\n\n", "■基本方針{}", "【施策{}－{}】{}"
    ),
    "Roman numerals of the directions": _sheets(
        f"１　制度の概要\n{_LAW}\n２　評価の区分\n　◎　順調　○　おおむね順調\n\n", "基本方針{}", "施策名　{}－{}　{}", numbers="ⅠⅡ"
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", _EVALUATIONS.values(), ids=_EVALUATIONS)
def test_what_the_preamble_of_an_evaluation_counts_heads_no_measure(text: str) -> None:
    report = _read(text)
    assert _outline(report) == _EXPECTED
    assert [m.departments for m in _measures(report)] == [(told.office,) for told in _ALL]
    for told, measure in zip(_ALL, _measures(report), strict=True):
        assert [_told(text, measure, kind) for kind in (_P, _I, _O)] == [told.done, told.lacks, told.ahead]
    assert report.head.fiscal_year == 2023


def test_a_policy_below_a_goal_is_a_section() -> None:
    text = _sheets(f"Ⅰ　概要\n１　目的\n{_LAW}\nⅡ　評価結果\n\n", "基本目標{}", "施策名　{}－{}　{}")
    for direction in _DIRECTIONS:
        text = text.replace(f"{direction}\n", f"{direction}\n\n基本方針１　共に学ぶ\n")
    assert _outline(_read(text)) == [(d, "共に学ぶ", title) for d, _, title in _EXPECTED]


_LEVELS = {
    "two chapters with measures": (
        ("第１章　動く\n施策１　体操\n担当課：健康課\n【実績】\n　40回開いた。\n施策２　散歩\n担当課：健康課\n【実績】\n　６回歩いた。\n\n"
        "第２章　食べる\n施策１　減塩\n担当課：健康課\n【実績】\n　７回開いた。\n施策２　朝食\n担当課：学校教育課\n【実績】\n　５校で広めた。\n"),
        [("動く", None, "体操"), ("動く", None, "散歩"), ("食べる", None, "減塩"), ("食べる", None, "朝食")],
    ),
    "one goal alone": (
        ("基本目標１　動く\n施策の方向１　体操\n（１）朝（健康課）\n【実績】\n　40回開いた。\n（２）夕（健康課）\n【実績】\n　８回開いた。\n"
        "施策の方向２　歩く\n（１）歩く日（道路課）\n【実績】\n　６回歩いた。\n"),
        [("動く", "体操", "朝"), ("動く", "体操", "夕"), ("動く", "歩く", "歩く日")],
    ),
    "one chapter alone": (
        ("第１章　水を守る\n１　川\n（１）草刈り（河川課）\n【実績】\n　６回行った。\n（２）ごみ拾い（環境課）\n【実績】\n　11回拾った。\n"
        "２　海\n（１）浜（水産課）\n【実績】\n　４回掃除した。\n"),
        [("水を守る", "川", "草刈り"), ("水を守る", "川", "ごみ拾い"), ("水を守る", "海", "浜")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), _LEVELS.values(), ids=_LEVELS)
def test_a_level_of_the_plan_stays_one(body: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert _outline(_read(f"鶴ヶ根市くらしの計画　令和５年度進捗状況\n\n{body}")) == expected


@pytest.mark.parametrize(
    ("title", "label", "year"),
    [
        ("令和６年度　教育委員会の点検・評価報告書", "令和５年度の実施状況", 2023),
        ("令和６年度　事務の点検及び評価", "令和５年度の実績", 2023),
        ("令和６年度　教育委員会の点検・評価報告書", "令和４年度の実施状況", 2024),
        ("令和６年度　みどりの計画　実施状況の点検・評価", "令和５年度の実施状況", 2024),
        ("令和６年度　教育委員会の点検・評価（対象：令和５年度）", "実施状況", 2023),
        ("令和６年度　教育委員会の点検・評価（評価対象年度：令和４年度）", "実施状況", 2022),
        ("令和６年度　みどりの計画　進捗状況報告書", "令和５年度の実施状況", 2024),
    ],
)
def test_an_evaluation_tells_of_the_year_that_its_labels_name(title: str, label: str, year: int) -> None:
    sheets = _sheets("", "基本方針{}", "施策名　{}－{}　{}", labels=(f"【{label}】", "【課題】", "【今後】"))
    text = sheets.replace(_TITLE, f"{title}\n\n鶴ヶ根市教育委員会\n\n")
    assert _read(text).head.fiscal_year == year


_STRATEGY = "第２期鶴ヶ根町まち・ひと・しごと創生総合戦略\n令和６年度　効果検証\n\n鶴ヶ根町企画課\n令和７年７月\n\n"
_HEADS = ("指標", "基準値（R1）", "実績値（R6）", "目標値（R8）")


def _table(rows: list[tuple[str, ...]], sign: str) -> str:
    if sign == "|":
        return "".join(f"| {' | '.join(row)} |\n" for row in [_HEADS, ("---",) * 4, *rows])
    return "".join(f"{sign.join(row)}\n" for row in [_HEADS, *rows])


def _strategy(
    direction: str = "■基本目標{}　{}",
    measure: str = "（{}）{}　［{}］",
    over: str = "　〔数値目標〕\n",
    goals: str = "　〔ＫＰＩ〕\n",
    labels: tuple[str, str, str] = ("〔主な取組〕", "〔課題〕", "〔今後の方針〕"),
    *,
    sign: str = "\t",
    without: int = -1,
    office: str = "",
) -> str:
    text = _STRATEGY
    for at, told in enumerate(_ALL):
        of, within = divmod(at, 2)
        if not within:
            text += f"{direction.format(_WIDE[of], _DIRECTIONS[of])}\n\n"
            text += over and over + _table([("従業者数", "610人", "622人", "650人")], sign) + "\n"
        text += f"{measure.format(_WIDE[within], told.title, told.office)}\n{office.format(told.office)}"
        text += "" if at == without else goals + _table([told.goal], sign)
        texts = (told.done, told.lacks, told.ahead)
        text += "".join(f"　{label}\n　　・{words}\n" for label, words in zip(labels, texts, strict=True)) + "\n"
    return text


_STRATEGIES = {
    "brackets": _strategy(),
    "one measure without a table": _strategy(without=2),
    "full names": _strategy(
        "【基本目標{}】{}", "（{}）{}（{}）", "【数値目標】\n", "【重要業績評価指標（ＫＰＩ）】\n", ("【取組】", "【課題】", "【今後】")
    ),
    "state of goals": _strategy(
        "基本目標{}　{}", "{}　{}　〔{}〕", "", "＜ＫＰＩの達成状況＞\n", ("＜取組実績＞", "＜課題＞", "＜今後の展開＞")
    ),
    "office on a line": _strategy(measure="（{}）{}", office="担当課：{}\n"),
    "no offices": _strategy(measure="（{}）{}"),
    "drawn tables": _strategy(measure="（{}）{}【{}】", sign="|"),
    "tables set with blanks": _strategy(sign="　　"),
    "signs": _strategy(
        "◆基本目標{}：{}", "施策{}　{}（{}）", "●数値目標\n", "●指標\n", ("●実績", "●課題", "●今後の方向性")
    ),
    "the name in brackets behind": _strategy(
        "基本目標{}　{}", "具体的な施策{}　{}　［{}］", "■数値目標\n", "■ＫＰＩ（重要業績評価指標）\n", ("■主な取組", "■課題", "■今後の方針")
    ),
    "no brackets at all": _strategy(
        "■基本目標{}　{}", "（{}）{}（{}）", "数値目標\n", "ＫＰＩ\n", ("取組状況", "課題", "今後の対応")
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", _STRATEGIES.values(), ids=_STRATEGIES)
def test_the_label_over_a_table_of_goals_is_no_measure(text: str) -> None:
    report = _read(text)
    assert _outline(report) == _EXPECTED
    assert {i.name for i in report.indicators} >= {told.goal[0] for told in (*_ALL[:2], _ALL[3])}
    for told, measure in zip(_ALL, _measures(report), strict=True):
        texts = {_P: told.done, _I: told.lacks, _O: told.ahead}
        assert all(_told(text, measure, kind).endswith(f"・{words}") for kind, words in texts.items())
    assert report.head.title == "第２期鶴ヶ根町まち・ひと・しごと創生総合戦略 令和６年度　効果検証"


@pytest.mark.parametrize("title", ["〔{}〕", "【{}】", "＜{}＞", "〔指標{}〕"])
def test_measures_may_stand_in_the_brackets_of_labels(title: str) -> None:
    text = _strategy(measure=title.replace("{}", "{1}") + "\n担当：{2}", over="", goals="").replace(
        "\t".join(_HEADS) + "\n", ""
    )
    names = [title[1:-1].format(told.title) for told in _ALL]
    assert [m.title for m in _measures(_read(text))] == names


_YEARLY = "令和５年度　男女共同参画の推進状況に関する年次報告\n\n―　第３次波留県男女共同参画計画の実施状況　―\n\n"
_NAMED = (
    ("委員の公募", (("公募の委員を41人に増やし、割合は38％となりました。", "人権課"), ("会議を７月に開きました。", "人権課、市町村課"))),
    ("管理職への登用", (("派遣研修に９人を送り出しました。", "人事課"),)),
    ("起業の支援", (("起業塾を５回開き、22人が修了しました。", "経営支援課"), ("相談に318件応じました。", "労働雇用課"))),
    ("相談の充実", (("夜間の電話相談を週５日に改めました。", "こども家庭課"),)),
    ("若い世代への啓発", (("高校53校で出前授業を行いました。", "こども家庭課、高校教育課"),)),
)  # fmt: skip
_OFFICES = [("人権課", "市町村課"), ("人事課",), ("経営支援課", "労働雇用課"), ("こども家庭課",), ("こども家庭課", "高校教育課")]  # fmt: skip
_PLACES = (("参画", "登用"), ("参画", "登用"), ("参画", "職場"), ("くらし", "暴力"), ("くらし", "暴力"))


def _yearly(
    paragraph: str = "　{}（{}）\n",
    *,
    levels: tuple[str, str, str] = ("課題{}　{}", "施策の方向{}　{}", "具体的施策{}　{}"),
    part: str = "第２部　令和５年度に講じた施策の状況\n\n",
    ahead: str = "〔令和６年度の取組〕\n　続けます。\n",
    width: int = 0,
    behind: str = "",
) -> str:
    text, open_levels = _YEARLY + part, ("", "")
    for at, (title, paragraphs) in enumerate(_NAMED):
        above = _PLACES[at]
        if above[0] != open_levels[0]:
            text += levels[0].format("２" if at > 2 else "１", above[0]) + "\n\n"
        if above != open_levels and levels[1]:
            text += levels[1].format("２" if at == 2 else "１", above[1]) + "\n\n"
        open_levels = above
        text += levels[2].format(_WIDE[at], title) + "\n"
        for words, office in paragraphs:
            line = paragraph.format(words, office).rstrip("\n")
            pieces = [line[n : n + width] for n in range(0, len(line), width)] if width else [line]
            text += "\n".join(pieces) + "\n"
        text += f"{ahead}\n"
    return text + behind


_SIGNED = {
    "brackets behind the full stop": _yearly(),
    "wrapped lines": _yearly(width=24),
    "narrow lines": _yearly(width=19),
    "square brackets": _yearly("　{}［{}］\n"),
    "black brackets": _yearly("　{}【{}】\n"),
    "brackets before the full stop": _yearly("　{}（{}）。\n").replace("。（", "（"),
    "points": _yearly("・{}（{}）\n"),
    "points without a full stop": _yearly("・{}（{}）\n").replace("。（", "（"),
    "lines of their own at the right": _yearly(f"　{{}}\n{'　' * 20}（{{}}）\n"),
    "no outlook": _yearly(ahead=""),
    "another part behind": _yearly(
        behind="第３部　目標\n\n項目　　策定時（R2）　　現状（R5）　　目標（R7）\n委員の割合（％）　　35.1　　38.7　　40.0\n管理職の割合（％）　　11.0　　14.2　　18.0\n"
    ),
    "another part before": _yearly(part="第１部　現状\n　割合は51％です。\n\n第２部　施策の状況\n\n"),
    "other words": _yearly(levels=("重点目標{}　{}", "基本的施策{}　{}", "施策{}　{}")),
}  # fmt: skip


@pytest.mark.parametrize("text", _SIGNED.values(), ids=_SIGNED)
def test_offices_that_paragraphs_end_in_are_those_of_their_measure(text: str) -> None:
    report = _read(text)
    titles = [title for title, _ in _NAMED]
    assert _outline(report) == [(*above, title) for above, title in zip(_PLACES, titles, strict=True)]
    assert [m.departments for m in _measures(report)] == _OFFICES
    assert report.head.plan_name == "第3次波留県男女共同参画計画"


_UNSIGNED = {
    "venues": _yearly("　{}（中央公民館）\n"),
    "who was asked, in the text": _yearly("　福祉課（人権課を含む）と話し合い、{}\n"),
    "persons and times": _yearly("　{}（延べ３回）\n"),
    "books": _yearly("　{}（「市民課のしごと」）\n"),
}


@pytest.mark.parametrize("text", _UNSIGNED.values(), ids=_UNSIGNED)
def test_other_words_in_brackets_are_no_offices(text: str) -> None:
    report = _read(text)
    assert [m.title for m in _measures(report)] == [title for title, _ in _NAMED]
    assert [m.departments for m in _measures(report)] == [()] * len(_NAMED)


def test_the_office_of_a_heading_is_not_joined_by_those_of_the_text() -> None:
    report = _read(_yearly(levels=("課題{}　{}", "施策の方向{}　{}", "具体的施策{}　{}（企画課）")))
    assert [m.departments for m in _measures(report)] == [("企画課",)] * len(_NAMED)


_HEAD = "事業名\t担当課\t実績\t今後の予定\n"


@pytest.mark.parametrize(
    "name",
    [
        "５歳児健康診査", "１か月児健診", "１号認定（幼稚園）", "２号・３号認定（保育所）", "６次産業化", "３世代の料理", "３つの池の清掃", "３学年の交流",
        "２回目の接種勧奨", "３人乗り自転車の貸出", "３年生の水泳", "３か国語の案内", "10代の居場所", "１級河川の点検", "２市１町の観光", "３Ｒの推進", "24時間の電話相談",
    ],
)  # fmt: skip
def test_a_number_that_begins_a_name_stays_with_it(name: str) -> None:
    rows = f"1\t{name}\t健康課\t４回行った。\t続ける。\n2\t歯の教室\t健康課\t２回行った。\t続ける。\n"
    text = f"鶴ヶ根市こども計画　令和５年度の実施状況\n\n番号\t{_HEAD}{rows}"
    assert [m.title for m in _measures(_read(text))] == [name, "歯の教室"]


@pytest.mark.parametrize(
    "name",
    ["３次世代の育成", "３歳入の確保", "３号外の発行", "３類似団体の調査", "３種苗の配布", "３代表者の会", "３世代間の交流", "３階段の手すり", "３学校の緑化", "３人材の育成", "３時間外勤務の縮減", "３段階的な改修", "３階層別の研修", "３万引きの防止"],
)  # fmt: skip
def test_a_number_before_another_word_counts_rows(name: str) -> None:
    rows = f"１健康の教室\t健康課\t４回行った。\t続ける。\n２歯の教室\t健康課\t２回行った。\t続ける。\n{name}\t健康課\t８回行った。\t続ける。\n"
    text = f"鶴ヶ根市こども計画　令和５年度の実施状況\n\n{_HEAD}{rows}"
    assert [m.title for m in _measures(_read(text))] == ["健康の教室", "歯の教室", name[1:]]


@pytest.mark.parametrize("mark", ["重点事業　{}", "施策　{}", "【重点事業】{}", "■{}", "（１）{}", "１　{}"])
def test_a_number_that_begins_a_name_is_none_of_the_mark_before_it(mark: str) -> None:
    titles = ("５歳児の健診", "３世代の料理", "６次産業の支援")
    body = "".join(
        f"{mark.format(title)}\n担当課：健康課\n【実績】\n　４回行った。\n【今後の予定】\n　続ける。\n\n"
        for title in titles
    )
    found = [m.title for m in _measures(_read(f"鶴ヶ根市計画　令和５年度の実施状況\n\n{body}"))]
    assert [title.rpartition("　")[2] for title in found] == [*titles]


_SORTS = "№\t区分\t担当\t量の見込み\t確保方策\t実績\t課題・今後の方向\n"


@pytest.mark.parametrize(
    ("names", "are_measures"),
    [
        (("１号認定", "２号認定", "一時預かり"), True),
        (("幼稚園", "保育所", "ひろば"), True),
        (("継続", "継続", "新規"), False),
    ],
)
def test_the_sort_of_each_row_names_a_measure_where_it_is_another_each_time(
    names: tuple[str, ...], *, are_measures: bool
) -> None:
    rows = "".join(
        f"{at}\t{name}\tこども課\t210人\t240人\t187人\t園児が減ったため、学級を見直す。\n"
        for at, name in enumerate(names, 1)
    )
    found = [
        m.title for m in _measures(_read(f"鶴ヶ根市子育て計画　令和６年度の進捗状況\n\n１　保育\n\n{_SORTS}{rows}"))
    ]
    assert (found == [*names]) is are_measures


_SHEETS = "".join(
    f"【重点施策{_WIDE[at]}】　{told.title}の推進\n\n事業名\t{told.title}\n担当課\t{told.office}\n実績\t{told.done}\n課題\t{told.lacks}\n今後\t{told.ahead}\n\n"
    for at, told in enumerate(_ALL)
)


@pytest.mark.parametrize(
    "heading",
    [
        *("４　学識経験者の意見", "第５章　外部有識者の意見", "Ⅳ　評価委員会の主な意見", "３　まとめ", "５　その他"),
        *("第４　点検及び評価に関する有識者の意見", "５　評価に当たっての委員の意見", "Ⅳ　取組に対する審議会の意見"),
        *("４　教育懇話会での主な意見", "４　外部評価委員会　講評", "第５　学識者の所見", "５　市議会からの提言"),
        *("４　関係団体からのご意見", "４　地域住民からの指摘事項と対応"),
    ],
)
def test_what_closes_a_report_is_none_of_its_last_sheet(heading: str) -> None:
    text = f"鶴ヶ根市教育計画　令和５年度の実施状況\n\n{_SHEETS}{heading}\n　着実に進んでいる。\n"
    report = _read(text)
    *_, last = _measures(report)
    assert last.title == _ALL[-1].title
    assert heading not in text[last.span.start : last.span.end]
    assert "着実に" not in "".join(text[block.span.start : block.span.end] for block in last.blocks)


def test_opinions_in_a_field_stay_with_their_sheet() -> None:
    text = f"鶴ヶ根市教育計画　令和５年度の実施状況\n\n{_SHEETS}".replace("\n\n【", "\n委員の意見\t着実だ。\n\n【")
    first, *_ = _measures(_read(text))
    assert "着実だ。" in text[first.span.start : first.span.end]


@pytest.mark.parametrize("point", ["○　", "・", "○", "◇　"])
@pytest.mark.parametrize(("opens", "closes"), ["（）", "［］", "【】"])
def test_sentences_with_their_office_behind_them_are_points(point: str, opens: str, closes: str) -> None:
    levels = ("第{}章　{}", "第{}節　{}", "{}　{}")
    paragraph = f"{point}{{}}{opens}{{}}{closes}\n"
    report = _read(_yearly(paragraph, levels=levels, part="", ahead=""))
    assert [m.title for m in _measures(report)] == [title for title, _ in _NAMED]
    assert [m.departments for m in _measures(report)] == _OFFICES


def test_the_name_of_a_prefecture_stands_behind_the_year_of_an_edition() -> None:
    head = "令和６年版　波留県男女共同参画白書（令和５年度の実施状況）\n\n"
    report = _read(_yearly(part="", ahead="").replace(_YEARLY, head))
    assert (report.head.organisation, report.head.fiscal_year) == ("波留県", 2023)


def test_the_number_of_a_heading_between_direction_and_section_is_claimed() -> None:
    text = "波留町計画　令和５年度の実施状況\n\n基本目標１　共に\n\n主要課題１　意識\n\n" + "".join(
        f"施策の方向（{_WIDE[at]}）　{told.title}の推進\n\n{_WIDE[at]}　{told.title}\n　{told.done}\n【担当：{told.office}】\n\n"
        for at, told in enumerate(_ALL)
    )
    text = text.replace("施策の方向（３）", "基本目標２　開く\n\n主要課題２　地域\n\n施策の方向（３）")
    claimed = {text[span.start : span.end] for span in _read(text).row_numbers}
    assert {"主要課題１", "主要課題２"} <= claimed


@pytest.mark.parametrize("label", ["１．数値目標", "２　目標", "(3) 数値目標", "１２．成果目標"])
def test_the_number_of_a_label_is_no_value_of_the_line_below(label: str) -> None:
    text = f"鶴ヶ根村戦略　令和６年度の評価\n\n基本目標１　仕事\n\n{label}\n　転入者数　　現状値（Ｒ１）41人　　実績値（Ｒ６）58人　　目標値（Ｒ８）70人\n"
    assert [i.name for i in _read(text).indicators] == ["転入者数"]
