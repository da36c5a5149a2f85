"""Reports whose measures are cards with fields in plain words, under framed headings or those of Markdown."""

from __future__ import annotations

import pytest

from pipeline.model import Report, ReportHead, SourceDoc
from pipeline.profile import builtin, parse
from pipeline.segment import segment
from pipeline.segment.choice import choose, derived_from
from pipeline.segment.drafts import draft

FRAMES = """令和６年度　青凪市みまもり計画　ふりかえり報告

▽▽▽　柱１　つながる　▽▽▽

▼カード１－１　ご近所サロン
受け持ち／福祉部地域課
ねらい／集まる場をつくる。
できたこと／４か所で開き、延べ２１０人が参加した。
こまったこと／世話役が足りない。
これから／２か所を増やす。

▼カード１－２　見守り隊
受け持ち／福祉部長寿課、消防本部
ねらい／異変に気づく人をふやす。
できたこと／研修を開き、３５人が受けた。
こまったこと／日程が合わない。
これから／オンラインで開く。

▽▽▽　柱２　育てる　▽▽▽

▼カード２－１　子ども食堂
受け持ち／こども部こども課
ねらい／居場所をつくる。
できたこと／６団体に補助した。
こまったこと／置き場がない。
これから／倉庫を借りる。
"""
MARKDOWN = """# 令和6年度 青凪市みまもり計画 進捗報告

## 施策1 つながる

### 1-1 ご近所サロン

- 所管課：福祉部地域課
- ねらい：集まる場をつくる。
- できたこと：4か所で開き、延べ210人が参加した。
- こまったこと：世話役が足りない。
- これから：2か所を増やす。

### 1-2 見守り隊

- **所管課**：福祉部長寿課、消防本部
- **ねらい**：異変に気づく人をふやす。
- **できたこと**：研修を開き、35人が受けた。
- **こまったこと**：日程が合わない。
- **これから**：オンラインで開く。

## 施策2 育てる

### 2-1 子ども食堂

- 所管課：こども部こども課
- ねらい：居場所をつくる。
- できたこと：6団体に補助した。
- こまったこと：置き場がない。
- これから：倉庫を借りる。
"""
BLANKS = """青凪市みまもり計画　令和６年度報告

★☆★　第１章　つながる　★☆★

◎とりくみ１　ご近所サロン
　担い手　福祉部地域課
　ねらい　集まる場をつくる。
　やったこと　４か所で開き、延べ２１０人が参加した。
　こまったこと　世話役が足りない。
　これから　２か所を増やす。

◎とりくみ２　見守り隊
　担い手　福祉部長寿課、消防本部
　ねらい　異変に気づく人をふやす。
　やったこと　研修を開き、３５人が受けた。
　こまったこと　日程が合わない。
　これから　オンラインで開く。

★☆★　第２章　育てる　★☆★

◎とりくみ３　子ども食堂
　担い手　こども部こども課
　ねらい　居場所をつくる。
　やったこと　６団体に補助した。
　こまったこと　置き場がない。
　これから　倉庫を借りる。
"""
BRACKETS = """青凪市みまもり計画　令和６年度報告

━━ 基本目標１ つながる ━━

[事業番号 1] ご近所サロン
〔所管〕 福祉部地域課
〔ねらい〕 集まる場をつくる。
〔結果〕 ４か所で開き、延べ２１０人が参加した。
〔宿題〕 世話役が足りない。
〔来年への一歩〕 ２か所を増やす。

[事業番号 2] 見守り隊
〔所管〕 福祉部長寿課、消防本部
〔ねらい〕 異変に気づく人をふやす。
〔結果〕 研修を開き、３５人が受けた。
〔宿題〕 日程が合わない。
〔来年への一歩〕 オンラインで開く。

━━ 基本目標２ 育てる ━━

[事業番号 3] 子ども食堂
〔所管〕 こども部こども課
〔ねらい〕 居場所をつくる。
〔結果〕 ６団体に補助した。
〔宿題〕 置き場がない。
〔来年への一歩〕 倉庫を借りる。
"""
UNHEARD = """青凪市みまもり計画　令和６年度報告

■■ 重点１ つながる ■■

【カードNo.1】 ご近所サロン
◇だれが：福祉部地域課
◇なにを：集まる場をつくる。
◇やってみて：４か所で開き、延べ２１０人が参加した。
◇むずかしかったこと：世話役が足りない。
◇このあと：２か所を増やす。

【カードNo.2】 見守り隊
◇だれが：福祉部長寿課・消防本部
◇なにを：異変に気づく人をふやす。
◇やってみて：研修を開き、３５人が受けた。
◇むずかしかったこと：日程が合わない。
◇このあと：オンラインで開く。

■■ 重点２ 育てる ■■

【カードNo.3】 子ども食堂
◇だれが：こども部こども課
◇なにを：居場所をつくる。
◇やってみて：６団体に補助した。
◇むずかしかったこと：置き場がない。
◇このあと：倉庫を借りる。
"""
SHEETS = """青凪市みまもり計画　令和６年度報告

>>> 目標１：つながる <<<

--- カード 1 ---
取組名→ ご近所サロン
担当→ 福祉部地域課
ねらい→ 集まる場をつくる。
結果→ ４か所で開き、延べ２１０人が参加した。
困りごと→ 世話役が足りない。
次年度→ ２か所を増やす。

--- カード 2 ---
取組名→ 見守り隊
担当→ 福祉部長寿課、消防本部
ねらい→ 異変に気づく人をふやす。
結果→ 研修を開き、３５人が受けた。
困りごと→ 日程が合わない。
次年度→ オンラインで開く。

>>> 目標２：育てる <<<

--- カード 3 ---
取組名→ 子ども食堂
担当→ こども部こども課
ねらい→ 居場所をつくる。
結果→ ６団体に補助した。
困りごと→ 置き場がない。
次年度→ 倉庫を借りる。
""".replace("取組名→ ", "取組名：")
DOTS = (
    FRAMES.replace("▽▽▽　柱１", "Ⅰ．").replace("▽▽▽　柱２", "Ⅱ．").replace("　▽▽▽", "").replace("▼カード１－", "（事業")
    .replace("（事業１　", "（事業１）").replace("（事業２　", "（事業２）").replace("▼カード２－１　", "（事業３）")
    .replace("受け持ち／", "・担当課…").replace("ねらい／", "・ねらい…").replace("できたこと／", "・実績…")
    .replace("こまったこと／", "・課題…").replace("これから／", "・今後…")
)  # fmt: skip
NUMBERS = FRAMES.replace("▽▽▽", "＝＝").replace("▼カード", "■事業No.").replace("／", "：")
MEASURES = [
    ("つながる", "ご近所サロン", ("福祉部地域課",)),
    ("つながる", "見守り隊", ("福祉部長寿課", "消防本部")),
    ("育てる", "子ども食堂", ("こども部こども課",)),
]


def source(text: str) -> SourceDoc:
    return SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text)


def read(text: str) -> Report:
    return segment(source(text), choose(source(text), builtin()), ReportHead())


def measures(report: Report) -> list[tuple[str | None, str, tuple[str, ...]]]:
    return [
        (direction.title, measure.title, measure.departments)
        for direction in report.directions
        for section in direction.sections
        for measure in section.measures
    ]


@pytest.mark.parametrize("text", [FRAMES, MARKDOWN, BLANKS, BRACKETS, UNHEARD, SHEETS, DOTS, NUMBERS])
def test_cards(text: str) -> None:
    report = read(text)
    assert measures(report) == MEASURES
    assert [direction.no for direction in report.directions] == [1, 2]
    for measure in report.measures():
        aim = "other" if text is UNHEARD else "target"
        assert [block.kind.value for block in measure.blocks] == [aim, "progress", "issues", "outlook"]
    assert report.head.fiscal_year == 2024
    assert report.head.title is not None
    assert not report.head.title.startswith("#")
    assert "".join(text[s.span.start : s.span.end] for s in report.segments) == text
    style = parse(draft(derived_from(source(text)), "my-style", "my style"), "my-style.toml")
    assert measures(segment(source(text), style, ReportHead())) == MEASURES


LABELLED = """青凪市みまもり計画　令和６年度報告

基本目標１　つながる

◆ ご近所サロン（地域課）
〔実績〕
・課題：世話役を探し、３人を見つけた。
会場　公民館
実績　４か所
〔今後〕
・課題：広げる。
会場　公民館

◆ 見守り隊（長寿課）
〔実績〕
・課題：日程を決めた。
会場　公民館
実績　２か所
〔今後〕
・課題：続ける。
"""


def test_points_and_words_before_blanks_are_no_labels_where_labels_stand_in_brackets() -> None:
    report = read(LABELLED)
    assert [[block.kind.value for block in m.blocks] for m in report.measures()] == [["progress", "outlook"]] * 2


def test_a_slash_between_words_is_no_field() -> None:
    text = LABELLED.replace("会場　公民館", "講座/訪問を行った。")
    assert [len(m.blocks) for m in read(text).measures()] == [2, 2]


def test_a_field_of_places_names_no_departments() -> None:
    text = UNHEARD
    for office in ("福祉部地域課", "福祉部長寿課・消防本部", "こども部こども課"):
        text = text.replace(office, "ひだまりセンター")
    assert [measure.departments for measure in read(text).measures()] == [()] * 3


def test_sections_in_brackets_and_as_one_character_are_one_level() -> None:
    text = "青凪市みまもり計画　令和６年度報告\n\n{top}\n" + "".join(
        f"{mark}{title}\n{{ring}} {title}の会（福祉課）\n　３回行いました。\n・会議を開いた。\n"
        for mark, title in (("（１）", "山"), ("⑵ ", "川"), ("(３) ", "海"), ("⑷", "空"))
    )
    for top, ring in (("【取組方向１】相談", "○"), ("第１章　相談", "■"), ("Ⅰ　相談", "▼")):
        report = read(text.format(top=top, ring=ring))
        (direction,) = report.directions
        assert [(s.no, s.title) for s in direction.sections] == [(1, "山"), (2, "川"), (3, "海"), (4, "空")]
        assert not [check for check in report.checks if check.code == "heading_sequence"]
