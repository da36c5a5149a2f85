"""Reports of any style: which one is chosen, what is derived where none fits, and what their headings say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractors.view import fold
from pipeline import ingest
from pipeline.model import BlockKind, Report, ReportHead, Severity, SourceDoc
from pipeline.profile import Level, builtin, parse
from pipeline.segment import segment
from pipeline.segment.choice import DERIVED, choose, chosen, derived_from, fits_of
from pipeline.segment.derived import Derived, Rank
from pipeline.segment.drafts import draft
from pipeline.segment.sheet import read_sheet
from pipeline.segment.shown import outlined
from pipeline.segment.tense import kind_of_sentence

REPORTS = sorted((Path(__file__).parents[2] / "scores" / "reports").glob("*.txt"))
UNKNOWN = """みさき県防災推進プランの取組状況

テーマ１　備える

★備蓄の充実
（防災課）
≪実施状況≫
備蓄倉庫を３棟整備しました。
・毛布：120枚
≪今後の予定≫
２棟を追加します。

★訓練の実施
（防災課、消防保安課）
≪実施状況≫
★印の会場で訓練を行いました。

テーマ２　伝える

★情報の発信
（広報課）
≪実施状況≫
講座を４回開きました。
"""


def source(text: str) -> SourceDoc:
    return SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text)


def read(text: str) -> Report:
    return segment(source(text), choose(source(text), builtin()), ReportHead())


def titles(report: Report) -> list[str]:
    return [measure.title for measure in report.measures()]


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("suzukaze-r5-fy", "kihon-mokuhyo"),
        ("minamo-r6-h1", "sho-bango"),
        ("tokiwa-gyosei-r6", "gyosei-hokoku"),
        ("hinokuma-r5-h2", "roma-suji"),
        ("asanagi-r6-fy", "bunya-shikaku"),
        ("aonagi-r6-h1", "torikumi-hoko"),
        ("komorebi-r6-h1", DERIVED),
        ("yukishiro-r5-fy", DERIVED),
        ("shirasagi-r6-fy", DERIVED),
    ],
)
def test_each_report_is_read_in_its_style(name: str, style: str) -> None:
    (path,) = (p for p in REPORTS if p.stem == name)
    assert choose(source(path.read_text(encoding="utf-8")), builtin()).id == style


def test_levels_are_derived_from_the_order_of_their_marks() -> None:
    derived = derived_from(source(UNKNOWN))
    assert [(r.level, r.form, len(r.lines)) for r in derived.ranks] == [
        (Level.DIRECTION, "テーマ1", 2),
        (Level.MEASURE, "★", 3),
    ]
    assert derived.evident
    report = read(UNKNOWN)
    assert [d.title for d in report.directions] == ["備える", "伝える"]
    assert titles(report) == ["備蓄の充実", "訓練の実施", "情報の発信"]
    assert [m.departments for m in report.measures()] == [("防災課",), ("防災課", "消防保安課"), ("広報課",)]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_lines_that_choosing_hands_on_are_those_of_the_style(path: Path) -> None:
    text = ingest.read(path, path.name, max_bytes=10**8)
    style, sheet = chosen(text, builtin())
    assert sheet is None or sheet == read_sheet(text, style)


def test_lines_are_handed_on_of_a_report_whose_outline_is_derived() -> None:
    assert chosen(source(UNKNOWN), builtin())[1] is not None


def test_a_derived_outline_is_shown_with_the_styles_that_were_tried() -> None:
    (check,) = (c for c in read(UNKNOWN).checks if c.code == "derived_outline")
    assert check.severity is Severity.INFO
    assert "方向 テーマ1 ×2 > 取組 ★ ×3" in check.message_ja
    assert "direction テーマ1 ×2 > measure ★ ×3" in check.message_en


def test_the_numbers_of_a_derived_outline_are_those_of_what_was_read() -> None:
    report = read(UNKNOWN.replace("★訓練の実施", "★★★"))
    (check,) = (c for c in report.checks if c.code == "derived_outline")
    assert f"取組 ★ ×{len(titles(report))}" in check.message_ja
    assert f"取組の例「{titles(report)[0]}」" in check.message_ja


def test_an_outline_of_measures_that_hardly_any_office_or_label_proves_is_doubtful() -> None:
    derived = Derived((Rank(Level.MEASURE, "★", (1, 2, 3), ("★備蓄の充実",)),), evident=True)
    for counts, proven, severity in (
        ({Level.MEASURE: 3}, 2, Severity.INFO),
        ({Level.MEASURE: 3}, 1, Severity.WARNING),
        ({Level.MEASURE: 7}, 7, Severity.WARNING),  # far more than show to be headings
    ):
        check = outlined("r.txt", derived, ("", ""), counts, "備蓄の充実", proven)
        assert check.severity is severity
        assert (f"取組 {counts[Level.MEASURE]} 件のうち" in check.message_ja) is (severity is Severity.WARNING)


def test_a_text_without_structure_is_loose_and_says_so() -> None:
    report = read("きょうは会議がありました。参加者は12名でした。\n\nあすは晴れる見込みです。\n")
    assert not report.directions
    assert [block.kind for block in report.loose] == [BlockKind.OTHER]
    (check,) = (c for c in report.checks if c.code == "derived_outline")
    assert check.severity is Severity.WARNING
    assert "候補" not in check.message_ja
    assert "candidate" not in check.message_en


def test_a_form_that_none_of_its_lines_has_is_no_rank() -> None:
    text = "、法人\n参加者は12名でした。\n"
    assert derived_from(source(text)).ranks == ()
    assert {check.code for check in read(text).checks} == {"derived_outline", "no_measures"}


def test_parts_that_count_with_the_mark_of_the_measures_are_none() -> None:
    measures = "".join(
        f"{n} 取組その{n}の推進\n担当課：福祉課\n実績：\n相談会を{n}5回開きました。\n\n" for n in range(1, 6)
    )
    text = f"ひばり市ひだまり計画\n\n1 はじめに\n\n計画の実績です。\n\n2 取組の実績と今後の方向性\n\n【相談】\n\n{measures}"
    report = read(text)
    assert [m.title for m in report.measures()] == [f"取組その{n}の推進" for n in range(1, 6)]
    assert {text[span.start : span.end] for span in report.row_numbers} == {"1", "2"}


@pytest.mark.parametrize(
    "text", ["", "\x00" * 50, "【取組方向1】相談", "○ 相談", "（今後の取組方向）", "建設課", "1", "第1章"]
)
def test_any_text_is_read(text: str) -> None:
    report = read(text)
    assert "".join(text[s.span.start : s.span.end] for s in report.segments) == text


def _shape(report: Report) -> list[object]:
    blocks = [[(b.kind, b.span) for b in m.blocks] for m in report.measures()]
    return [report.directions, report.loose, blocks, list(report.segments)]


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_a_draft_loads_and_gives_the_same_tree(path: Path) -> None:
    given = ingest.read(path, path.name, max_bytes=10**8)
    derived = derived_from(given)
    if path.stem == "asagiri":  # a speech without marks, which its own style reads
        assert (derived.ranks, derived.tables) == ((), False)
        return
    first = parse(draft(derived, DERIVED, DERIVED), f"{DERIVED}.toml")
    second = parse(draft(derived, "my-style", "my style"), "my-style.toml")
    assert second.fits(fold(given.text)) or derived.tables
    assert _shape(segment(given, first, ReportHead())) == _shape(segment(given, second, ReportHead()))
    assert list(segment(given, second, ReportHead()).measures())


def test_of_two_styles_that_fit_alike_none_is_chosen() -> None:
    text = source(UNKNOWN)
    one = parse(draft(derived_from(text), "one", "one"), "one.toml")
    two = parse(draft(derived_from(text), "two", "two"), "two.toml")
    assert choose(text, [one]) is one
    chosen = choose(text, [one, two])
    assert chosen.id == DERIVED
    (check,) = (c for c in segment(text, chosen, ReportHead()).checks if c.code == "derived_outline")
    assert "one 100%, two 100%" in check.message_en
    assert [fit.share for fit in fits_of(text, [one, two])] == [1.0, 1.0]


OFFICES = [
    ("◆ 相談　地域福祉課", "相談", ("地域福祉課",)),
    ("◆ 相談　　　　　健康福祉部　長寿課", "相談", ("健康福祉部　長寿課",)),
    ("◆ 相談［所管：福祉課］", "相談", ("福祉課",)),
    ("◆ 相談＜長寿課＞", "相談", ("長寿課",)),
    ("◆ 相談（◎福祉課、健康課）", "相談", ("福祉課", "健康課")),
    ("◆ 相談【健康部福祉課】", "相談", ("健康部福祉課",)),
    ("◆ 相談（主担当課：福祉課　関係課：健康課、こども課）", "相談", ("福祉課", "健康課", "こども課")),
    ("◆ 相談（翠浦県医師会、翠浦県看護協会）", "相談", ("翠浦県医師会", "翠浦県看護協会")),
    ("◆ 相談\n担当課：福祉課、健康課", "相談", ("福祉課", "健康課")),
    ("◆ 相談\n担当部局　健康福祉部", "相談", ("健康福祉部",)),
    ("◆ 相談\n担当：福祉課　田中", "相談", ("福祉課",)),
    ("◆ 相談\n担当：生涯学習センター", "相談", ("生涯学習センター",)),
    ("◆ 相談\n担当：町立図書館、福祉課", "相談", ("町立図書館", "福祉課")),
    ("◆ 相談\n担当：田中", "相談", ()),
    ("◆ 相談\n所管課：福祉課（内線２３１４）、健康課（電話　010-222-3333）", "相談", ("福祉課", "健康課")),
    ("◆ 相談\n担当課：福祉部　長寿課（町社会福祉協議会へ委託）", "相談", ("福祉部　長寿課",)),
    ("◆ 相談\n担当課：福祉課（ＮＰＯ法人に業務を委託）、健康課", "相談", ("福祉課", "健康課")),
    ("◆ 相談\n担当課：福祉課（医師会との共催）", "相談", ("福祉課",)),
    ("◆ 相談\n担当課：福祉課（委託先：町社会福祉協議会）", "相談", ("福祉課",)),
    ("◆ 相談\n担当課：健康課（保健センター）", "相談", ("健康課（保健センター）",)),
    ("◆ 相談\n担当／福祉課 相談係", "相談", ("福祉課 相談係",)),
    ("◆ 相談\n担当／福祉課 相談係、健康課 保健係", "相談", ("福祉課 相談係", "健康課 保健係")),
    ("◆ 相談\n担当／福祉課　健康課", "相談", ("福祉課", "健康課")),
    ("◆ 相談\n担当／相談係　保健係", "相談", ("相談係", "保健係")),
    ("◆ 相談（第３条関係）", "相談（第３条関係）", ()),
    ("◆ 相談（市民会館）", "相談（市民会館）", ()),
    ("◆ 相談（福祉部長　田中）", "相談（福祉部長　田中）", ()),
    ("◆ 相談（担当：田中）", "相談（担当：田中）", ()),
    ("◆ 相談（交流センター）", "相談（交流センター）", ()),
]


@pytest.mark.parametrize(("heading", "title", "departments"), OFFICES)
def test_departments_in_every_form(heading: str, title: str, departments: tuple[str, ...]) -> None:
    text = f"計画の進捗状況\n\n基本目標１　安心\n\n{heading}\n〔実績〕\n窓口を２か所に設けました。\n\n◆ 訪問（福祉課）\n〔実績〕\n５件でした。\n"
    measure, _ = read(text).measures()
    assert measure.title == title
    assert measure.departments == departments


def test_departments_of_a_section_are_those_of_its_measures() -> None:
    text = "計画の進捗状況\n\n基本目標１　安心\n担当課：福祉課\n\n◆ 相談\n〔実績〕\n２件でした。\n\n◆ 訪問（健康課）\n〔実績〕\n５件でした。\n"
    assert [m.departments for m in read(text).measures()] == [("福祉課",), ("健康課",)]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("〔実績〕", "progress"),
        ("【課題】", "issues"),
        ("＜今後の方針＞", "outlook"),
        ("《目標》", "target"),
        ("（自己評価）", "other"),
        ("［取組状況］", "progress"),
        ("【現状】", "progress"),
        ("実績：", "progress"),
        ("今後の予定：", "outlook"),
        ("■課題", "issues"),
        ("ア　実績", "progress"),
    ],
)
def test_labels_in_every_form(label: str, kind: str) -> None:
    text = f"計画の進捗状況\n\n基本目標１　安心\n\n◆ 相談（福祉課）\n{label}\n窓口を２か所に設けました。\n"
    (measure,) = read(text).measures()
    assert [block.kind.value for block in measure.blocks] == [kind]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("講座を３回開催しました。", "progress"),
        ("来年度は５回開催する予定です。", "outlook"),
        ("引き続き支援してまいります。", "outlook"),
        ("体制を強化します。", "outlook"),
        ("若年層への周知が課題となっています。", "issues"),
        ("担い手の確保が必要です。", "issues"),
        ("相談員は４名です。", None),
        ("厚く御礼申し上げます。", None),
        ("窓口を２か所設けています。", "progress"),
        ("来年度は対象を中学生に広げる", "outlook"),
        ("今後は、貸出しを300台に拡大する。", "outlook"),
        ("今後は一層の連携が求められる。", "issues"),
        ("来年度は10周年である。", None),
        ("窓口では貸出しの相談を受ける。", None),
    ],
)
def test_tense_tells_the_kind_of_a_sentence(sentence: str, kind: str | None) -> None:
    assert kind_of_sentence(sentence) == kind


PARTS = """令和６年度　教育の点検及び評価報告書　柏谷町教育委員会

Ⅰ　点検及び評価について
　法律の規定により作成した。

Ⅱ　点検及び評価の結果

１　学校教育の充実

（１）少人数指導の推進
【取組の状況】
　講師４名を配置した。

２　社会教育の充実

（１）公民館活動
【取組の状況】
　38講座を開いた。

Ⅲ　学識経験者の意見
　成果が見られる。継続されたい。
"""


def test_parts_of_which_only_one_holds_measures_are_no_directions() -> None:
    report = read(PARTS)
    assert [direction.heading for direction in report.directions] == [None]
    assert [section.title for section in report.directions[0].sections] == ["学校教育の充実", "社会教育の充実"]
    *_, last = report.measures()
    assert "Ⅲ" not in PARTS[last.span.start : last.span.end]
    several = read(PARTS.replace("２　社会教育の充実", "Ⅲ　社会教育\n\n１　社会教育の充実").replace("Ⅲ　学", "Ⅳ　学"))
    assert [d.title for d in several.directions] == ["点検及び評価の結果", "社会教育"]  # opinions are no direction


def test_a_measure_without_labels_is_split_at_ends_of_sentences() -> None:
    text = "計画の進捗状況\n\n基本目標１　安心\n\n◆ 相談（福祉課）\n　窓口を２か所に設けました。相談は\n　35件でした。夜間の対応が課題です。来年度は、３か所に増やす予定です。\n"
    (measure,) = read(text).measures()
    parts = [(b.kind.value, re.sub(r"\s", "", text[b.span.start : b.span.end])) for b in measure.blocks]
    assert parts == [
        ("progress", "窓口を２か所に設けました。相談は35件でした。"),
        ("issues", "夜間の対応が課題です。"),
        ("outlook", "来年度は、３か所に増やす予定です。"),
    ]


@pytest.mark.parametrize(
    ("top", "title", "year"),
    [
        ("令和７年度\nみなみ市地域福祉計画\n進捗状況報告書\n", "令和７年度 みなみ市地域福祉計画 進捗状況報告書", 2025),
        ("第２次みなみ市観光計画（令和４年度実績）\n", "第２次みなみ市観光計画（令和４年度実績）", 2022),
        ("みなみ市観光計画の進捗状況\n令和７年度上半期\n", "みなみ市観光計画の進捗状況 令和７年度上半期", 2025),
        ("市長　行政報告\n\n（令和６年９月定例会）\n", "市長　行政報告", 2024),
        ("市　政　報　告\n　　　令和七年第三回みなみ市議会定例会\n", "市　政　報　告", 2025),
        ("令和七年三月定例会　市政報告\n", "令和七年三月定例会　市政報告", 2024),
        ("令和七年十二月定例会　市政報告\n", "令和七年十二月定例会　市政報告", 2025),
        (
            "令和七年六月定例会　市政報告\n\n令和六年度の取組の状況を御報告いたします。\n",
            "令和七年六月定例会　市政報告",
            2024,
        ),
    ],
)
def test_heads(top: str, title: str, year: int) -> None:
    head = read(f"{top}\n基本目標１　安心\n\n◆ 相談（福祉課）\n〔実績〕\n２件でした。\n").head
    assert head.title == title
    assert head.fiscal_year == year


UNSEEN = [
    (
        (
            "１　学力\n\n1-1　少人数指導\n　担当課・関係課：義務教育課、高校教育課\n【年度当初】\n　拡大します。\n【年度終了後】\n　48校で実施しました。\n"
            "【次年度に向けて】\n　検討します。\n\n1-2　読書活動\n　担当課・関係課：社会教育課\n【年度当初】\n　５回開きます。\n【年度終了後】\n　６回開きました。\n"
        ),
        [(1, None, "少人数指導", ("義務教育課", "高校教育課")), (1, None, "読書活動", ("社会教育課",))],
    ),
    (
        (
            "第１章　健康\n第１節　予防\n１　健診\n（１）受診勧奨（国保年金課）\n［実績］\n　2,310人に送付しました。\n（２）集団健診（国保年金課、健康増進課）\n"
            "［実績］\n　12会場で実施しました。\n２　教育\n（１）出前講座（健康増進課）\n［実績］\n　①運動講座　18回\n"
        ),
        [
            (1, 1, "受診勧奨", ("国保年金課",)),
            (1, 1, "集団健診", ("国保年金課", "健康増進課")),
            (1, 2, "出前講座", ("健康増進課",)),
        ],
    ),
    (
        (
            "【取組１】乳幼児期\n・ブックスタート\n　所管：子ども家庭課\n　今年度：1,820組に配布した。\n　来年度：対象を広げる。\n・おはなし会\n"
            "　所管：県立図書館\n　今年度：48回開催した。\n　来年度：回数を維持する。\n"
        ),
        [(1, None, "ブックスタート", ("子ども家庭課",)), (1, None, "おはなし会", ("県立図書館",))],
    ),
    (
        "Ⅰ　まもる\n　1　訓練　＜防災課＞\n　　▼ 実施内容\n　　　* 訓練を３回行った。\n　　▼ 次の一手\n　　　回数を増やす。\n　2　備蓄　＜防災課・福祉課＞\n　　▼ 実施内容\n　　　* 1,200食を備えた。\n",
        [(1, None, "訓練", ("防災課",)), (1, None, "備蓄", ("防災課", "福祉課"))],
    ),
    (
        "行　政　報　告\n\n【総務課】\n\n防　災\n　１月26日に出初式を行い、団員118人が参加しました。\n\n【産業振興課】\n\n１．農業の状況\n　作付けは412ヘクタールでした。\n",
        [(None, None, "防　災", ("総務課",)), (None, None, "農業の状況", ("産業振興課",))],
    ),
    (
        "市政報告\n\n　はじめに、防災対策について申し上げます。\n　避難所を５か所に開設しました。\n\n　次に、子育て支援について申し上げます。\n　保育所が開所しました。\n",
        [(None, None, "防災対策", ()), (None, None, "子育て支援", ())],
    ),
]


@pytest.mark.parametrize(("text", "measures"), UNSEEN)
def test_styles_that_no_file_describes(text: str, measures: list[tuple[object, ...]]) -> None:
    report = read(text)
    found = [
        (direction.no, section.no, measure.title, measure.departments)
        for direction in report.directions
        for section in direction.sections
        for measure in section.measures
    ]
    assert found == measures
