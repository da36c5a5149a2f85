"""Measures without a mark whose institution stands where the others have their departments, and lines that only look so."""

from __future__ import annotations

import pytest

from pipeline.model import Measure, ReportHead, SourceDoc
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose

_HEAD = "汐波町まなびの計画　令和６年度の実施状況\n\n汐波町教育委員会\n\n一　親しむ\n\n"
_BEFORE = "朝の教室　　　　　学校教育課\n\n　児童が毎朝集まりました。次の冬も開く予定です。\n\n"
_BEHIND = (
    "二　伝える\n\n古文書を読む会　　　　　生涯学習課\n\n　会員が２０人になりました。春に展示を行う予定です。\n\n"
    "民話の語り継ぎ　　　　　生涯学習課・こども課\n\n　語り手が３校を訪ねました。\n"
)


def _measures(text: str) -> list[Measure]:
    source = SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text)
    return list(segment(source, choose(source, builtin()), ReportHead()).measures())


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("よるのとしょかん", "図書館"),
        ("うみを知る日", "郷土資料館"),
        ("星を見る月", "プラネタリウム館"),
        ("出会いの年", "中央公民館"),
        ("「波の声」を聴く日", "郷土資料館"),
        ("しおかぜ号の巡回", "図書館"),
        ("子どもの学び舎", "青少年センター"),
        ("はじめての一冊", "図書館・郷土資料館"),
        ("暮らしの手仕事", "南地区公民館"),
    ],
)
@pytest.mark.parametrize("wide", [3, 5, 9])
def test_an_institution_in_the_column_of_departments(title: str, name: str, wide: int) -> None:
    own = f"{title}{'　' * wide}{name}\n\n　この年度は１２回行いました。\n　秋には場所を広げる予定です。\n\n"
    found = _measures(_HEAD + _BEFORE + own + _BEHIND)
    assert [m.title for m in found] == ["朝の教室", title, "古文書を読む会", "民話の語り継ぎ"]
    assert list(found[1].departments) == name.split("・")


@pytest.mark.parametrize(
    "line",
    [
        "　会場　　　　　図書館\n",
        "会場　　　　　中央公民館\n",
        "　星を見る会　　　　　中央公民館\n　海を知る会　　　　　郷土資料館\n",
        "星を見る会　　　　　中央公民館\n海を知る会　　　　　郷土資料館\n",
        "\n第１回　　　　　中央公民館\n第２回　　　　　郷土資料館\n",
        "\n　星を見る会　　　　　中央公民館\n\n　会は３回開きました。\n",
        "\n星を見る会　中央公民館\n\n　会は３回開きました。\n",
        "\n参加者は１２人でした。　　　　　図書館\n\n　会は３回開きました。\n",
        "\n４月　　　　　図書館\n\n　会は３回開きました。\n",
    ],
)
def test_lines_that_only_say_where_something_was_held(line: str) -> None:
    text = _HEAD + _BEFORE.rstrip("\n") + "\n" + line + "\n" + _BEHIND
    assert [m.title for m in _measures(text)] == ["朝の教室", "古文書を読む会", "民話の語り継ぎ"]


def test_no_column_shows_it_where_the_others_name_theirs_in_brackets() -> None:
    text = _HEAD + _BEFORE + "よるの海　　　　　図書館\n\n　この年度は１２回行いました。\n\n" + _BEHIND
    for office in ("学校教育課", "生涯学習課・こども課", "生涯学習課"):
        text = text.replace(f"　　　　　{office}\n", f"（{office}）\n")
    assert "よるの海" not in [m.title for m in _measures(text)]


_LISTED = "（{n}）{title}{office}\nア　取組\n　{n}回開きました。\nイ　今後の予定\n　回数を増やします。\n"


def _listed(*offices: str) -> list[tuple[str | None, tuple[str, ...]]]:
    titles = ("朝の教室", "海の観察", "夜の読み聞かせ", "山歩き", "古文書の講読")
    measures = [_LISTED.format(n=n, title=t, office=o) for n, (t, o) in enumerate(zip(titles, offices, strict=True), 1)]
    return [(m.title, m.departments) for m in _measures(_HEAD.replace("一　", "第１　") + "".join(measures))]


@pytest.mark.parametrize("name", ["県立図書館", "図書館", "郷土資料館、県立博物館", "市立病院"])
def test_an_institution_behind_one_blank_where_the_others_have_their_offices(name: str) -> None:
    found = _listed(" 学校教育課", " 環境課", f" {name}", " 生涯学習課、こども課", " 文化財課")
    assert found[2] == ("夜の読み聞かせ", tuple(name.split("、")))


@pytest.mark.parametrize(
    "others",
    [
        ("", "", "", ""),
        ("（学校教育課）", "（環境課）", "（公園課）", "（文化財課）"),
        (" 学校教育課", " 環境課", "", ""),
    ],
)
def test_a_venue_behind_one_blank_where_the_others_name_their_offices_otherwise(others: tuple[str, ...]) -> None:
    found = _listed(*others[:2], " 中央図書館", *others[2:])
    assert found[2] == ("夜の読み聞かせ 中央図書館", ())


@pytest.mark.parametrize(
    ("others", "named"),
    [
        (("博物館 学芸係", "総務課／市民会館 管理係", "博物館 学芸係"), ("南分館",)),
        (("総務部 経営課", "博物館　学芸係", "海の家 業務係"), ("南分館",)),
        (("山本", "木下 千里", "佐藤"), ()),
        (("市民会館 大ホール", "博物館 展示室", "海の家 広間"), ()),
    ],
)
def test_an_institution_behind_a_tab_where_others_name_offices_of_institutions(
    others: tuple[str, ...], named: tuple[str, ...]
) -> None:
    rows = "".join(
        f"1-{n}\t{title}\n担当\t{name}\n実績\t{n}回開いた。\n課題\t人が足りない。\n\n"
        for n, (title, name) in enumerate(zip(("展示", "講座", "貸出", "会報"), (*others, "南分館"), strict=True), 1)
    )
    assert _measures(f"潮路市文化計画　令和６年度実績\n\n柱１　学び\n\n{rows}")[-1].departments == named
