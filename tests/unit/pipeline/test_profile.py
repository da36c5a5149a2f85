"""Profiles prove themselves when they load, and exactly one is chosen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractors.view import fold
from pipeline.errors import ProfileError
from pipeline.model import BlockKind, SourceDoc
from pipeline.profile import GROUPS, KEYS, HeadingRule, Level, Profile, base, builtin, load, parse
from pipeline.segment.forms import reader_of

SMALL = """
id = "hama"
title = "浜辺型"
signature = ['''^\\[柱 [0-9]\\]''']

[[heading]]
level = "direction"
pattern = '''^\\[柱 (?P<no>[0-9])\\] ?(?P<title>.*)$'''
examples = ["［柱　１］相談"]
not_examples = ["【柱1】相談"]

[[heading]]
level = "measure"
pattern = '''^★ ?(?P<title>.+)$'''
examples = ["★ 相談"]

[vocabulary]
pattern = '''(?:今後|実績|の|取組)+'''
examples = ["今後の取組"]

[[block]]
kind = "outlook"
pattern = '''今後'''
examples = ["今後の取組"]

[[block]]
kind = "progress"
pattern = '''実績|取組'''
examples = ["実績"]
not_examples = ["今後の取組"]

[[furniture]]
pattern = '''- [0-9]+ -'''
examples = ["－　３　－"]
"""


def source(text: str) -> SourceDoc:
    return SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text)


def small(change: str = "") -> Profile:
    old, _, new = change.partition("=>")
    assert old in SMALL
    return parse(SMALL.replace(old, new, 1) if old else SMALL, "hama.toml")


def test_a_style_is_read_and_sees_folded_lines() -> None:
    profile = small()
    assert profile.fits("まえがき\n[柱 2]交流")
    assert not profile.fits("【柱2】交流")
    assert profile.kind_of("今後 の 取組") is BlockKind.OUTLOOK
    assert profile.kind_of("講師") is None


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("^ *[甲乙]案", "乙案", True),
        ("^ *[甲乙]案", "前文\n  甲案", True),
        ("^ *[甲乙]案", "前文 甲案", False),
        ("^甲案|^乙案", "前文\n乙案", True),
        ("^甲案|^乙案", "前文 乙案", False),
        ("^甲案|乙案", "前文 乙案", True),
        ("(?:^甲|乙)案", "前文 乙案", True),
        (r"^[)|(]甲|^\\(乙\\|", "前文\n(乙|", True),
        ("(?<=文)甲案", "前文甲案", True),
        ("(?<!.)甲案", "甲案", True),
    ],
)
def test_a_signature_is_found_where_its_pattern_says(pattern: str, text: str, fits: bool) -> None:
    written = SMALL.split("signature = ", 1)[1].partition("\n")[0]
    profile = small(f'signature = {written}=>signature = ["{pattern}"]')
    assert profile.fits(text) is fits


def test_a_signature_may_be_the_mark_of_headings() -> None:
    written = SMALL.split("signature = ", 1)[1].partition("\n")[0]
    profile = small(f'signature = {written}=>signature = [{{ form = "重点施策(1)" }}]')
    assert profile.fits("表紙\n 重点施策(2) 学びの場\n")
    assert not profile.fits("重点施策の(2)番目")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('id = "hama"=>id = "other"', "id"),
        ('title = "浜辺型"=>titel = "浜辺型"', "titel"),
        ('title = "浜辺型"=>title = 3', "title"),
        ('title = "浜辺型"=>title = "浜辺型"\noutline = "guess"', "outline"),
        ("pattern = '''^★ ?(?P<title>.+)$'''=>form = ''", "form"),
        ("pattern = '''^★ ?(?P<title>.+)$'''=>form = '☆'", "★ 相談"),
        ('examples = ["★ 相談"]=>examples = ["★ 相談"]\nstarts = "☆"', "starts"),
        ('examples = ["★ 相談"]=>examples = ["★ 相談"]\nholds = "：／"', "holds"),
        ('examples = ["★ 相談"]=>examples = ["★ 相談"]\nholds = ["：／"]', "holds"),
        ('examples = ["★ 相談"]=>examples = ["★ 相談"]\nform = "★"', "form"),
        ("signature = ['''^\\[柱 [0-9]\\]''']=>signature = []", "signature"),
        ("signature = ['''^\\[柱 [0-9]\\]''']=>signature = [{ form = ' ' }]", "signature 1 form"),
        ("signature = ['''^\\[柱 [0-9]\\]''']=>signature = [{ mark = '1' }]", "signature 1"),
        ("signature = ['''^\\[柱 [0-9]\\]''']=>signature = ['''(''']", "signature 1"),
        ('level = "measure"=>level = "measures"', "direction"),
        ('kind = "progress"=>kind = "past"', "outlook"),
        ("^★ ?(?P<title>.+)$=>^★ ?.+$", "title"),
        ("^★ ?(?P<title>.+)$=>^★(?P<nr>[0-9])? ?(?P<title>.+)$", "title"),
        ("^★ ?(?P<title>.+)$=>^★ ?(?P<title>.+", "[[heading]] 2"),
        ('examples = ["★ 相談"]=>examples = ["☆ 相談"]', "☆ 相談"),
        ('examples = ["★ 相談"]=>examples = []', "examples"),
        ('examples = ["★ 相談"]\n=>', "examples"),
        ('not_examples = ["【柱1】相談"]=>not_examples = ["［柱1］相談"]'.replace("柱1］", "柱 1］"), "柱 1"),
        ('examples = ["実績"]=>examples = ["今後の実績"]', "今後の実績"),
        ('not_examples = ["今後の取組"]=>not_examples = ["実績"]', "実績"),
        ('examples = ["－　３　－"]=>examples = ["－ 三 －"]', "三"),
        ('examples = ["－　３　－"]=>examples = ["－　３　－"]\nstarts = "0-9"', "starts"),
        ("[vocabulary]=>[[vocabulary]]", "vocabulary"),
        ('id = "hama"=>id = hama', "TOML"),
    ],
)
def test_a_style_that_contradicts_itself_is_refused(change: str, said: str) -> None:
    with pytest.raises(ProfileError) as caught:
        small(change)
    assert "hama.toml" in caught.value.ja
    assert said in caught.value.ja
    assert "hama.toml" in caught.value.en


def test_a_file_is_loaded_or_named_in_the_error(tmp_path: Path) -> None:
    (tmp_path / "hama.toml").write_text(SMALL, encoding="utf-8-sig")
    assert load(tmp_path / "hama.toml").id == "hama"
    (tmp_path / "sjis.toml").write_bytes("title = '浜'".encode("cp932"))
    for name in ("sjis.toml", "missing.toml"):
        with pytest.raises(ProfileError, match=name):
            load(tmp_path / name)


@pytest.mark.parametrize("rule", [rule for rule in base().headings if rule.holds], ids=lambda rule: rule.example)
def test_what_a_line_must_hold_each_match_of_its_pattern_has(rule: HeadingRule) -> None:
    line = fold(rule.example).strip()
    assert rule.pattern.match(line)
    assert not rule.pattern.match("".join(c for c in line if c not in rule.holds))


@pytest.mark.parametrize(("line", "tried"), [("★ 相談：窓口", True), ("★ 相談／窓口", True), ("★ 相談", False)])
def test_a_line_without_what_a_heading_must_hold_is_none(line: str, tried: bool) -> None:
    profile = small('examples = ["★ 相談"]=>examples = ["★ 相談：窓口"]\nholds = "：／"')
    levels = [level for _, level, _ in reader_of(profile).rules(fold(line))]
    assert (Level.MEASURE in levels) is tried


def test_a_mark_stands_for_a_pattern() -> None:
    style = parse(SMALL.replace("pattern = '''^★ ?(?P<title>.+)$'''", 'form = "★"'), "hama.toml")
    (rule,) = (rule for rule in style.headings if rule.form == "★")
    match = rule.pattern.match("★相談")
    assert match is not None
    assert match["title"] == "相談"


def test_a_style_adds_to_what_all_styles_share() -> None:
    style = parse(SMALL.partition("[vocabulary]")[0], "hama.toml")
    assert style.vocabulary is base().vocabulary
    assert style.kind_of("今後の取組方向") is BlockKind.OUTLOOK
    assert set(base().headings) < set(style.headings)


@pytest.mark.parametrize("style", builtin(), ids=lambda style: style.id)
def test_no_signature_of_a_built_in_style_fits_plain_prose(style: Profile) -> None:
    assert not style.fits("昨日は晴れでした。\n参加者は3人です。\n")


def test_every_pattern_gives_up_quickly_on_long_lines() -> None:
    hostile = [
        "（" * 200,
        "【取組方向" * 40,
        "○" + "（課" * 100,
        "1" * 200,
        "・" * 200,
        "令和" * 100,
        "年度末の" * 50,
        " " * 200,
    ]
    for profile in (base(), *builtin()):
        for line in hostile:
            for rule in profile.headings:
                rule.pattern.match(line)
            profile.kind_of(line[:40])
            profile.kind_of("1" * 39 + "あ")


def test_words_of_labels_are_parted_in_one_way() -> None:
    """With two ways for each of ten words there are a thousand for a line that is no label in the end."""
    pattern = base().vocabulary.pattern
    one = pattern[pattern.index("(?:") : pattern.rindex("+")]
    words = "令和6年度上期末まで、第2四半期、9月末、直近の半年の実績・実施した点・改善すべき点・未達成の主な要因・道半ばのこと"
    part = re.compile(rf"(?x)(?=.*\n(?P<rest>.*)\Z){one}(?=(?P=rest)$)", re.MULTILINE)  # ends where the next line tells
    ways = [1, *(0 for _ in words)]
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            if ways[start] and part.match(f"{words}\n{words[end:]}", start):
                ways[end] += ways[start]
    assert ways[-1] == 1


def test_the_table_of_keys_is_complete(root: Path) -> None:
    text = (root / "docs" / "profiles.md").read_text(encoding="utf-8")
    keys = re.findall(r"^\| (\(top\)|`\w+`) \| `(\w+)` \|", text, re.MULTILINE)
    listed = [("" if table == "(top)" else table.strip("`"), key) for table, key in keys]
    assert sorted(listed) == sorted((table, key) for table, allowed in KEYS.items() for key in allowed)
    levels = re.findall(
        r"^\| `(\w+)` \| [^|]+ \| ([\w, -]+) \| ([\w, -]+) \|$", text.partition("## Levels")[2], re.MULTILINE
    )
    written = {
        level: tuple(frozenset(re.findall(r"\w+", cell)) for cell in (needed, allowed))
        for level, needed, allowed in levels
    }
    assert written == {level.value: groups for level, groups in GROUPS.items()}


@pytest.mark.timeout(20)
def test_a_pattern_of_a_user_does_not_lose_itself(tmp_path: Path) -> None:
    """Nested repeats: `re` would try each of the ways to divide the line, 2**40 and more."""
    path = tmp_path / "hama.toml"
    path.write_text(SMALL.replace("^★ ?(?P<title>.+)$", r"^★ ?(?P<title>(?:\w+ ?)+)$"), encoding="utf-8")
    measure = next(rule for rule in load(path).headings if rule.level == "measure")
    assert measure.pattern.match("★" + "基本施策" * 20 + "。") is None


def test_a_wrong_pattern_of_a_user_is_told(tmp_path: Path) -> None:
    path = tmp_path / "hama.toml"
    path.write_text(SMALL.replace("^★ ?(?P<title>.+)$", "^★ ?(?P<title>.+$"), encoding="utf-8")
    with pytest.raises(ProfileError, match="正規表現の誤り"):
        load(path)
