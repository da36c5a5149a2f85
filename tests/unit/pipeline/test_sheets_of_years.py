"""Sheets whose fields name their year (R6計画, R6実績, R7計画), reports of other twelve months, and what frames them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.model import Dataset, Period, SegmentKind
from pipeline.run import Settings, run_one

from .invented_report import read


def _run(tmp_path: Path, text: str) -> Dataset:
    path = tmp_path / "r.txt"
    path.write_text(text, encoding="utf-8")
    outcome = run_one(path, "r.txt", Settings())
    assert outcome.dataset is not None, outcome.error
    return outcome.dataset


def _told(text: str) -> list[str]:
    return ["".join(block.kind.value[0] for block in measure.blocks) for measure in read(text).measures()]


def _sheets(now: str, later: str, sign: str) -> str:
    """Return a report of three measures, the second without issues."""

    def sheet(no: int, title: str, plan: str, done: str, issues: str | None, ahead: str) -> str:
        fields = [("取組番号", str(no)), ("取組名", title), ("所管", "総務部 管財課"), (now.format("計画"), plan)]
        fields += [(now.format("実績"), done), *([("課題", issues)] if issues else []), (later.format("計画"), ahead)]
        return "\n".join(f"{label}{sign}{words}" for label, words in fields) + "\n\n"

    return (
        "月代市行財政改革プラン　令和６年度報告\n\n重点項目１　しごとの見直し\n\n"
        + sheet(
            1,
            "鍵の電子化",
            "会議室の鍵を替える。",
            "会議室12室の鍵を替えた。",
            "倉庫の鍵が足りない。",
            "倉庫も替える。",
        )
        + sheet(2, "名札の統一", "全課で付ける。", "全課で付けた。", None, "支所でも付ける。")
        + "重点項目２　ものの見直し\n\n"
        + sheet(
            3, "机の共用", "２課で試す。", "２課で試し、机を９台減らした。", "荷物の置き場がない。", "４課に広げる。"
        )
    )


@pytest.mark.parametrize("sign", ["　", "　　　", "：", "　　：", "／"])
@pytest.mark.parametrize(
    ("now", "later"),
    [
        ("R6{}", "R7{}"),
        ("Ｒ６{}", "Ｒ７{}"),
        ("R６年度{}", "R７年度{}"),
        ("令和６年度{}", "令和７年度{}"),
        ("令和６年度の{}", "令和７年度の{}"),
        ("６年度{}", "７年度{}"),
        ("2024年度{}", "2025年度{}"),
    ],
)
def test_fields_that_name_their_year_open_blocks(now: str, later: str, sign: str) -> None:
    assert _told(_sheets(now, later, sign)) == ["tpio", "tpo", "tpio"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("R6収集量", "310トン"),
        ("R5来館者", "4,120人"),
        ("R6職員数", "405人"),
        ("R4残高", "12億円"),
        ("R6年12月", "3回"),
    ],
)
def test_counted_years_open_no_blocks(field: str, value: str) -> None:
    measure = f"担当課　環境課\n実績\n　次のとおりである。\n　{field}　{value}\n課題\n　人手が足りない。\n"
    assert _told(f"汐入市総合計画　令和６年度報告\n\n１　川\n{measure}\n２　山\n{measure}") == ["pi", "pi"]


@pytest.mark.parametrize(
    ("months", "begins"),
    [
        ("2024年10月～2025年９月", dt.date(2024, 10, 1)),
        ("令和６年10月１日～令和７年９月30日", dt.date(2024, 10, 1)),
        ("令和５年10月から令和６年９月まで", dt.date(2023, 10, 1)),
        ("令和６年１月～12月", dt.date(2024, 1, 1)),
        ("令和６年４月～令和７年３月", None),
        ("令和６年10月～令和７年３月", None),
        ("令和６年10月～令和８年９月", None),
        ("令和４年度～令和８年度", None),
    ],
)
def test_a_year_of_other_months(months: str, begins: dt.date | None) -> None:
    head = read(
        f"朝凪市地域公共交通計画　令和６年度（{months}）評価\n\n１　路線バス（交通課）\n実績\n　３便を加えた。\n"
    ).head
    assert (head.fiscal_year, head.begins) == (2024, begins)
    if begins is not None:
        assert head.period is Period.FY
        assert head.period_start == begins
        assert head.period_end == begins.replace(year=begins.year + 1) - dt.timedelta(days=1)


def test_days_lie_in_the_report_s_own_twelve_months(tmp_path: Path) -> None:
    text = "１　路線バス（交通課）\n実績\n　10月に２便を加え、８月10日（日）の祭りの日に臨時便を出した。２月に説明会を開いた。\n"
    found = _run(tmp_path, f"朝凪市交通計画　令和６年度（2024年10月～2025年９月）評価\n\n{text}")
    days = {date.date.text: date.date.start for date in found.dates}
    assert days["10月"] == dt.date(2024, 10, 1)
    assert days["８月10日（日）"] == dt.date(2025, 8, 10)
    assert days["２月"] == dt.date(2025, 2, 1)
    assert not [check for check in found.checks if check.code == "weekday_mismatch"]
    other = _run(tmp_path, f"朝凪市交通計画　令和６年度評価\n\n{text}")
    assert "weekday_mismatch" in {check.code for check in other.checks}


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("７月の強調月間に啓発を行う。", 2024),
        ("毎年の行事として、11月に祭りを開く。", 2024),
        ("７月に公表する予定である。", 2025),
    ],
)
def test_what_a_measure_is_tells_of_the_year_reported(tmp_path: Path, sentence: str, year: int) -> None:
    body = f"［担当］福祉課\n［事業概要］{sentence}\n［実績］駅前で配った。\n［課題］若い人が少ない。\n"
    found = _run(tmp_path, f"朝凪市福祉計画　令和６年度報告\n\n◇ 啓発\n{body}\n◇ 見守り\n{body}")
    assert {d.date.start.year for d in found.dates if d.date.start and d.date.text in ("７月", "11月")} == {year}


def _pages(header: str, *bodies: str) -> str:
    return "".join(f"- {no} -\n{header}\n\n{body}\n" for no, body in enumerate(bodies, start=1))


_BODIES = tuple(
    f"{no}　{title}（福祉課）\n実績\n　{no}0回開いた。\n課題\n　人手が足りない。\n"
    for no, title in enumerate(("見守り", "相談", "移動"), start=1)
)


@pytest.mark.parametrize(
    ("header", "furniture"),
    [
        ("海鳴町福祉計画　点検シート", 2),
        ("海鳴町福祉計画　点検シート（令和６年度）", 2),
        ("次のとおり実施した。", 0),
        ("【実績】", 0),
    ],
)
def test_what_comes_back_beside_numbers_of_pages_is_a_running_header(header: str, furniture: int) -> None:
    text = "海鳴町福祉計画　令和６年度報告\n\n" + _pages(header, *_BODIES)
    report = read(text)
    off = [text[s.span.start : s.span.end] for s in report.segments if s.kind is SegmentKind.FURNITURE]
    assert off.count(header) == furniture
    assert len(list(report.measures())) == len(_BODIES)


@pytest.mark.parametrize(
    ("top", "title"),
    [
        (
            "雨宮広域連合　第９期介護保険事業計画\n\n「自立支援」に係る\n取組の自己評価シート\n（令和６年度　年度末評価）\n\n",
            "雨宮広域連合　第９期介護保険事業計画 「自立支援」に係る取組の自己評価シート",
        ),
        ("団体名：雨宮広域連合\n年度：令和６年度\n取組と目標の評価シート\n\n", "取組と目標の評価シート"),
        ("雨宮市行財政改革大綱\n\n令和６年度　取組状況報告書\n\n", "雨宮市行財政改革大綱 令和６年度　取組状況報告書"),
        ("雨宮市行財政改革大綱　令和６年度報告\n\n市長あいさつ\n\n", "雨宮市行財政改革大綱　令和６年度報告"),
    ],
)
def test_titles_below_the_name_of_the_plan(top: str, title: str) -> None:
    head = read(top + _BODIES[0] + _BODIES[1]).head
    assert (head.title, head.fiscal_year) == (title, 2024)
    assert head.organisation in ("雨宮広域連合", "雨宮市")


def test_a_plan_of_next_year_is_not_the_plan_reported_on() -> None:
    top = "緑岡町行財政改革　令和６年度実績・令和７年度計画　個票\n\n"
    assert read(top + _BODIES[0] + _BODIES[1]).head.plan_name is None


@pytest.mark.parametrize("label", ["実　績", "実績", "実　 績"])
def test_a_label_that_is_set_wide_names_no_occasion(tmp_path: Path, label: str) -> None:
    told = f"　{label}：11月３日（日・祝）に開き、412人が参加した。\n　課　題：雨の日の会場がない。\n"
    found = _run(
        tmp_path,
        f"白鳥市スポーツ計画　令和６年度報告\n\n１　歩く大会（体育課）\n{told}\n２　走る大会（体育課）\n{told}",
    )
    assert [event.title for event in found.events] == ["歩く大会", "走る大会"]


@pytest.mark.parametrize(
    ("line", "came"),
    [
        ("講演会（７月20日、市民会館）　412人", 412),
        ("講演会（７月20日、市民会館）412人", 412),
        ("講演会（７月20日・市民会館）　参加者412人", 412),
        ("講演会（７月20日、市民会館）　定員412人", None),
        ("講演会（７月20日、市民会館）　講師２人", None),
    ],
)
def test_a_count_behind_the_bracket_of_day_and_place(tmp_path: Path, line: str, came: int | None) -> None:
    found = _run(tmp_path, f"白鳥市福祉計画　令和６年度報告\n\n１　啓発（福祉課）\n実績\n・{line}\n")
    assert [(event.venue, event.participants) for event in found.events] == [("市民会館", came)]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("委託先の職員が出られない。", "i"),
        ("材料費が上がった。", "i"),
        ("夜の相談が多い。", "i"),
        ("依頼が秋に偏る。", "i"),
        ("日程を早めなければならない。", "o"),
        ("手引を作り、秋に配る。", "o"),
        ("協議会の議論が欠かせない。", "o"),
    ],
)
def test_what_is_no_plan_below_issues_and_plans(sentence: str, kind: str) -> None:
    body = f"実績\n　３回開いた。\n課題と対応策\n　{sentence}動画を配る。\n"
    told = _told(f"海鳴町福祉計画　令和６年度報告\n\n１　教室（福祉課）\n{body}\n２　相談（福祉課）\n{body}")
    assert told == ["pio" if kind == "i" else "po"] * 2


@pytest.mark.parametrize(
    ("line", "departments"),
    [
        ("建築年度：昭和55年度　延床面積：860㎡　所管：建設課", ("建設課",)),
        ("開設：平成２年　所管課：福祉課", ("福祉課",)),
        ("建築年度：昭和55年度　延床面積：860㎡　会場：公民館", ()),
    ],
)
def test_departments_in_the_last_field_of_a_line(line: str, departments: tuple[str, ...]) -> None:
    body = f"　{line}\n　実績：屋根を直した。\n　課題：壁が古い。\n"
    text = f"海老沼町施設計画　令和６年度報告\n\n１．学校\n(1) 北校舎\n{body}(2) 南校舎\n{body}"
    assert [measure.departments for measure in read(text).measures()] == [departments] * 2
