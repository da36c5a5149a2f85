"""Headings with marks that no style knows: what form a line has, and that evidence below it makes any of them a measure."""

from __future__ import annotations

import re

import pytest

from extractors.view import fold
from pipeline.ingest import drawn
from pipeline.markers import (
    ANY_LINE,
    CATALOGUED,
    ROUNDED,
    STATUS,
    form_of,
    own_form_of,
    pattern_of,
    starts_of,
)
from pipeline.model import Report, ReportHead, SourceDoc
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose, derived_from
from pipeline.segment.evidence import names_picture
from pipeline.segment.forms import number_of

FORMS = """
施策 1-(1)-①　健康 → 施策1-(1)-①
施策２(3)④　健康 → 施策1(1)①
施策３（２）　健康 → 施策1(1)
施策Ａ－２　健康 → 施策A-1
1(1)②　健康 → 1(1)①
2（3）　健康 → 1(1)
（1）②　健康 → (1)①
(2)ウ　健康 → (1)ア
イ（ウ）健康 → ア(ア)
①－ア　健康 → ①-ア
1-2-ウ　健康 → 1-1-ア
2ー3　健康 → 1ー1
2の3　健康 → 1の1
1 の (2) 健康 → 1の(1)
1.2.3. 健康 → 1.1.1
2-3）健康 → 1-1
2：健康 → 1
第2項　健康 → 第1項
第3施策　健康 → 第1施策
施策 第2　健康 → 施策第1
目標１－施策２　健康 → 目標1-施策1
目標1／施策2／健康 → 目標1/施策1
■ 1-2　健康 → ■1-1
●③健康 → ●①
○ 2．健康 → ○1
◆（2）健康 → ◆(1)
○施策2-(3)　健康 → ○施策1-(1)
【取組 2-3】健康 → 【取組1-1】
【2】-(3)　健康 → 【1】-(1)
【２】（３）健康 → 【1】(1)
［Ⅱ］－②　健康 → [Ⅰ]-①
【目標2】-3　健康 → 【目標1】-1
【目標2】施策3　健康 → 【目標1】施策1
目標2　施策3　健康 → 目標1施策1
❷ 健康 → ❶
㋑ 健康 → ㋐
㈡ 健康 → ㈠
ⓑ 健康 → ⓐ
ⅱ 健康 → ⅰ
b. 健康 → a
☐ 健康 → ☐
♦ 健康 → ♦
施策の展開 2　健康 → 施策の展開1
小施策2-1-3　健康 → 小施策1-1-1
実施項目1-2　健康 → 実施項目1-1
ねらい2　健康 → ねらい1
Action 2-3 健康 → Action1-1
事業番号：203　健康 → 事業番号:1
問３　健康 → 問
再問　健康 → 問
Ｑ12　健康 → 問
質問２：健康 → 問
〈基本目標２〉健康 → 〈基本目標1〉
■８）　健康 → ■1
【事業名】　　健康 → 【事業名】
施策コード：1-2-3　健康 → 施策コード:1-1-1
ID:12 健康 → ID:1
第二の柱　健康 → 第一の柱
第２の目標｜健康 → 第1の目標
【第三の柱】健康 → 【第一の柱】
■第２章　健康 → ■第1章
第二部　健康 → 第一部
領域２｜健康 → 領域1
▽ 目標 2-A　健康 → ▽目標1-A
(2) 基本方向　健康 → (1)基本方向
3. 基本目標：健康 → 1基本目標
Ⅱ 戦略　健康 → Ⅰ戦略
分野 ②　健康 → 分野①
"""
OWN = f"""
約束2　健康 → 約束1
まちの未来３：健康 → まちの未来1
その2　健康 → その1
其の二　健康 → 其の一
くらし-2　健康 → くらし-1
A2　健康 → A1
203　健康 → {CATALOGUED}
0102　健康 → {CATALOGUED}
2番　健康 → 1番
2部　健康 → 1部
「2」健康 → 「1」
§2 健康 → §1
♪ 健康 → ♪
※健康 → ※
◇◇健康 → ◇◇
【新規】健康 → {STATUS}
(継続)健康 → {STATUS}
[拡充] 健康 → {STATUS}
【重点・新規】健康 → {STATUS}
（健康）【福祉課】 → {ROUNDED}
（健康）　（福祉課、土木課） → {ROUNDED}
（健康） → {ROUNDED}
"""
NONE = """
第２の柱の進み具合は
第二部会 の開催
一部 見直し
令和5 年
（健康）窓口を設けた
（健康を守る。）
令和５年度 120件
第1回
第2回 講座
3年生 の部
1人1台端末
10月1日 講座
注1 推移
A4判
5G
回数 3 回
参加者 12 名
年間 3 回実施
059-224-2345
電話 059-224-2345
内線 22
2024 年
120 件
施策一覧
約3 割
問合せ 福祉課
質問者 北山議員
R5 実績
指標1 受診率 50%
"""


def _cases(table: str) -> list[tuple[str, str]]:
    return [(line.split(" → ")[0], line.split(" → ")[1]) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("line", "form"), [*_cases(FORMS), *_cases(OWN)])
def test_marks(line: str, form: str) -> None:
    text = fold(line)
    marked = form_of(text)
    own = own_form_of(text)
    found = marked or own
    assert found is not None
    assert found.form == form
    assert (marked is None) == (line in dict(_cases(OWN)))
    match = re.match(pattern_of(form), text)
    assert match is not None
    assert match["title"].endswith(text if form == STATUS else "健康")
    assert len(match["title"]) == (len(text) if form == STATUS else 2)
    assert re.match(f"[{starts_of(form)}]", text)


@pytest.mark.parametrize("line", NONE.strip().splitlines())
def test_no_marks(line: str) -> None:
    text = fold(line)
    assert form_of(text) is None
    assert own_form_of(text) is None


@pytest.mark.parametrize(
    ("line", "form"),
    [("■3回開催", "■"), ("●10月1日", "●"), ("■1人1台端末", "■"), ("○ 3 回開催", "○"), ("◆5Gの活用", "◆")],
)
def test_a_number_that_counts_something_is_no_part_of_a_mark(line: str, form: str) -> None:
    marked = form_of(line)
    assert marked is not None
    assert marked.form == form


@pytest.mark.parametrize(
    ("form", "deeper"),
    [
        ("施策1", "施策1-1 健康"),
        ("施策1", "施策1(1) 健康"),
        ("施策1", "施策1-(1)-① 健康"),
        ("目標1", "目標1-施策2 健康"),
        ("目標1", "目標1 施策2 健康"),
        ("【目標1】", "【目標1】施策2 健康"),
        ("【1】", "【1】-(2) 健康"),
        ("目標1", "目標1/施策2 健康"),
        ("1-(1)", "1-(1)-① 健康"),
        ("(1)", "(1)① 健康"),
        ("①", "①-1 健康"),
        ("1-1", "1-1-ア 健康"),
        ("1", "101 健康"),
    ],
)
def test_a_form_is_none_of_deeper_codes(form: str, deeper: str) -> None:
    assert re.match(pattern_of(form), deeper) is None


@pytest.mark.parametrize(
    ("mark", "number"), [("❷", 2), ("⓫", 11), ("➂", 3), ("㈢", 3), ("㋒", 3), ("ⓒ", 3), ("ⅲ", 3), ("⓪", 0)]
)
def test_numbers_of_marks(mark: str, number: int) -> None:
    assert number_of(mark) == number


# Each mark with the number of the measure in its section (n, and as a ring, a kana), of the section (s), of all (N).
MARKS = """
施策 {s}-({n})　|施策{s}({n})　|施策{s}-{n}．|取組{N}）|{s}({n}){ring}　|{s}（{n}）　|（{s}）{ring}　|({s}){kana}　|{s}-{n}-(1)　|{s}の{n}　|{s}ー{n}　|
({s}-{n}) |{s}-①-{kana}　|Ａ-{N}　|A{N}　|No.{N}　|〔{N}〕　|＜施策{N}＞|{s}.{n}.1. |第{N}項　|第{N}施策　|施策 第{N}　|事業番号：10{N}　|10{N}　|0{s}0{n}　|
主な取組{ring}　|○施策{N}　|■ {s}-{n}　|◎{N}　|◆（{N}）|●{ring}|▶{N}. |☆|※|◇◇|＊ |☐ |♦ |❶ |㋐ |{kana}　|{N}. |{N}：|{N}／|目標{s}／施策{n}／|
目標{s}－施策{n}　|施策の展開 {N}　|小施策1-{s}-{n}　|評価項目{N}　|宣言{N}　|約束{N}　|Goal{N}　|Action {s}-{n} |〇　|（{kana}）|その{N}　|番号 {N}　|
施策コード：{s}-{n}　|ID:{N} |→|§{N} |みらい{N}　|くらし-{n}　|推進テーマ{N}：|【取組 {s}-{n}】|「{N}」|■施策{s}-{n}　|■取組{s}の{n}　|◇事業{ring} |{N}番　|### |
"""
_TITLES = ("水切りの運動", "回収の奨励", "出前の講座", "川の清掃", "花の植栽", "車両の更新")
_OFFICES = ("環境課", "農政課", "福祉課", "河川課", "教育総務課", "総務課")
_BELOW = {
    "department": "担当課：{office}\n【実施状況】\n　12回行い、340人が参加しました。\n【今後の取組】\n　続けます。\n",
    "brackets": "（{office}）\n■実績\n　講座を開催した。\n　人数は12人\n■今後\n　継続する予定\n",
    "terse": "所管：{office}\n・3回開催\n・20人参加\n",
    "label": "【取組状況】\n・3回開催\n・20人参加\n【課題】\n・周知の不足\n",
}


def _read(text: str) -> Report:
    found = drawn.find(text)
    source = SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text, tables=found.tables)
    return segment(source, choose(source, builtin()), ReportHead())


def _report(mark: str, below: str, *, spaced: bool) -> str:
    parts = ["朝凪町みどりの計画　令和6年度の実施状況\n\n"]
    for number, (title, office) in enumerate(zip(_TITLES, _OFFICES, strict=True)):
        section, n = divmod(number, 3)
        if n == 0:
            parts.append(f"基本目標{section + 1}　{('まもる', 'そだてる')[section]}\n\n")
        lead = mark.format(s=section + 1, n=n + 1, N=number + 1, ring="①②③"[n], kana="アイウ"[n])
        parts.append(f"{lead}{title}\n{below.format(office=office)}" + ("\n" if spaced or n == 2 else ""))
    return "".join(parts)


@pytest.mark.parametrize("mark", MARKS.replace("\n", "").split("|")[:-1])
def test_any_mark_heads_measures_where_departments_or_labels_recur(mark: str) -> None:
    for kind, below in _BELOW.items():
        for spaced in (True, False):
            report = _read(_report(mark, below, spaced=spaced))
            found = [(m.title, m.departments) for m in report.measures()]
            told = [() if kind == "label" else (office,) for office in _OFFICES]
            assert found == list(zip(_TITLES, told, strict=True)), kind
            assert [d.title for d in report.directions] == ["まもる", "そだてる"], kind


@pytest.mark.parametrize(
    "title",
    [
        "～{}～",
        "「{}」について",
        "{}：基本",
        "1人1台の{}",
        "8050問題と{}",
        "110番と{}",
        "１１９番通報の{}",
        "令和6年度 {}",
        "第1回{}",
        "図1 {}",
        "{}。",
        "（{}）",
        "{}（再掲）",
        "{}、及びその普及",
        "{}を進めます",
        "10月の{}",
        "{}：",
        "地域の住民と事業者と行政とが力を合わせて取り組む{}及びこれに関連する普及啓発その他の活動の一体的な推進",
    ],
)
def test_lines_of_any_look_head_measures(title: str) -> None:
    for kind, below in _BELOW.items():
        text = _report("", below, spaced=True)
        for words in _TITLES:
            text = text.replace(words, title.format(words))
        found = [m.title for m in _read(text).measures()]
        assert len(found) == len(_TITLES), kind
        assert all(words in measure for words, measure in zip(_TITLES, found, strict=True)), kind


def test_a_line_of_any_look_is_a_form_of_a_draft() -> None:
    text = _report("", _BELOW["department"], spaced=True)
    derived = derived_from(SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text))
    assert derived.evident
    assert [rank.form for rank in derived.ranks] == ["基本目標1", ANY_LINE]


def test_labels_below_paragraphs_show_no_headings() -> None:
    text = _report("取組{N}　", _BELOW["department"], spaced=True).replace(
        "【今後の取組】", "\n補足の説明\n【今後の取組】"
    )
    assert [m.title for m in _read(text).measures()] == list(_TITLES)


def test_one_label_is_no_evidence() -> None:
    text = "青葉町の概要\n\n町の位置\n【実績】\n県の北にあります。\n\n人口は4,120人です。\n"
    derived = derived_from(SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text))
    assert derived.ranks == ()


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("施策名:健康", "施策名:"),
        ("施策名 健康", "施策名"),
        ("【事務事業名】健康", "【事務事業名】"),
        ("■事業名:健康", "■事業名:"),
        ("表1 基本方針2 健康", "表1基本方針1"),
        ("B-2 健康", "A-1"),
        ("C 健康", "A"),
        ("第二 健康", "第一"),
        ("## 施策2 健康", "##施策1"),
        ("#### 健康", "####"),
        ("▽▽▽ 柱2 健康 ▽▽▽", "▽▽柱1"),
        ("== 第2章 健康 ==", "==第1章"),
        ("◆◇◆ 健康 ◆◇◆", "◆◇"),
        ("**1-2 健康**", "**1-1"),
        ("▼カード1-2 健康", "▼カード1-1"),
        ("■ 事業No.12 健康", "■事業No.1"),
        ("[事業番号 3] 健康", "[事業番号1]"),
        ("◆事業コード:Ⅰ-2 健康", "◆事業コード:Ⅰ-1"),
        ("<<シート2>> 健康", "<<シート1>>"),
        ("No.5 健康", "No.1"),
        ("[1-②] 健康", "[1-①]"),
        ("(事業2) 健康", "(事業1)"),
        ("〓〓〓 柱の二 健康 〓〓〓", "〓〓柱の一"),
        (">>> 目標2:健康 <<<", ">>目標1"),
        ("⑵ 健康", "(1)"),
        ("( 2 ) 健康", "(1)"),
        ("●●市の取組", None),
        ("--- カード 2 ---", None),
        ("------", None),
        ("#1", None),
        ("第2回 講座", None),
        ("ITの活用", None),
        ("目標:年100人", None),
        ("施策名 担当課 実績", None),
        ("施策名 課題 今後", None),
    ],
)
def test_forms_of_marks(line: str, form: str | None) -> None:
    found = form_of(line)
    assert (found.form if found else None) == form
    if form is not None:
        match = re.match(pattern_of(form), line)
        assert match
        assert match["title"] == "健康"
        assert re.match(f"[{starts_of(form)}]", line)


def test_a_name_behind_a_blank_may_begin_like_a_head() -> None:
    found = form_of("事業名 地域課題解決")
    assert found is not None
    assert found.form == "事業名"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("写真 川辺の草刈り", True),
        ("写真3 川辺の草刈り", True),
        ("【写真2】川辺の草刈り", True),
        ("写真5枚を庁舎に掲げる", False),
        ("写真 12点を貸し出す", False),
        ("写真展を開く", False),
    ],
)
def test_captions_of_photographs(line: str, *, expected: bool) -> None:
    assert names_picture(line) is expected
