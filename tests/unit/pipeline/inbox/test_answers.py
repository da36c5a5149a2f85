from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.inbox.answers import amount
from pipeline.inbox.deliveries import Delivery, Kind
from pipeline.inbox.reasons import explain

from .desk import Desk


class _Tags(HTMLParser):
    """Every tag of a page with its attributes, and whether each is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _page(tmp_path: Path, title: str = "計画", name: str = "a.txt") -> str:
    desk = Desk(tmp_path)
    desk.drop(name, f"{title}|1087")
    desk.round()
    (answer,) = (desk.folders.done / "2024-05-01").glob("*.html")
    return answer.read_text(encoding="utf-8")


def test_the_page_shows_measures_figures_and_checks(tmp_path: Path) -> None:
    page = _page(tmp_path)
    for words in ("計画", "みどり県計画", "令和5年度", "上半期", "=相談会|の開催", "健康部、福祉｜課", "1,087円", "12.5人",
                  "2023-08-31", "要確認", "=曜日", "1 か所"):  # fmt: skip
        assert words in page, words
    assert _Tags(page).open == []


def test_nothing_of_a_report_becomes_part_of_the_page(tmp_path: Path) -> None:
    page = _page(tmp_path, "<script>alert(1)</script>\"'&", "<b>&.txt".replace("<", "＜"))
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_page_loads_nothing_and_lets_in_its_own_style_only(tmp_path: Path) -> None:
    page = _page(tmp_path)
    tags = _Tags(page).tags
    (policy,) = (a["content"] for tag, a in tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy
    assert len(style) == 1
    assert not [a for _, a in tags if {"src", "href", "style", "onclick"} & set(a)]
    assert "url(" not in page
    assert "@import" not in page


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        ({"value": "1087", "unit_norm": "人"}, "1,087人"),
        ({"value": "1", "unit_norm": "回", "per": "month"}, "月1回"),
        ({"value": "10", "value_max": "2000", "unit_norm": "件"}, "10～2,000件"),
        ({"value": "73.5", "unit_norm": "%"}, "73.5%"),
        ({"value": "-12345.50", "unit_norm": "円"}, "-12,345.50円"),
        ({"kind": "ratio", "value": "0.5", "text": "1/2"}, "1/2"),
        ({"kind": "ratio", "value": "0.3", "unit_norm": "割", "text": "３割"}, "３割"),
        ({"kind": "change", "value": "4.2", "unit_norm": "%"}, "+4.2%"),
        ({"kind": "change", "value": "-1200", "unit_norm": "人"}, "-1,200人"),
        ({"kind": "change", "value": "0", "unit_norm": "件"}, "0件"),
    ],
)
def test_figures_are_shown_as_people_write_them(figure: dict[str, str], shown: str) -> None:
    assert amount({"kind": "count", "value_max": "", "per": "", "unit_norm": ""} | figure) == shown


@pytest.mark.parametrize(
    "code", ["unsupported_format", "password", "no_text_layer", "no_profile", "timeout", "internal"]
)
def test_a_note_says_what_happened_and_what_to_do_without_jargon(tmp_path: Path, code: str) -> None:
    delivery = Delivery(
        name="部/a.pdf",
        sha256="ab" * 32,
        kind=Kind.FAILED,
        target="x",
        at="2024-05-01T09:30:00",
        code=code,
        reason="詳細",
    )
    what, _, detail = explain(delivery, Desk(tmp_path).folders).partition("■ 担当者の方へ")
    assert "「a.pdf」は読み取れませんでした" in what
    assert "消えていません" in what
    assert "1. " in what
    assert "受付フォルダー" in what
    assert "--" not in what
    assert code in detail
    assert "詳細" in detail


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("月報.zip", "解凍"),
        ("写真.JPG", "画像を PDF に"),
        ("一覧.xlsx", "Excel で開き"),
        ("報告．ｔｘｔ", "半角"),
        ("報告", "半角"),
        ("報告.docx", "Word"),
    ],
)
def test_a_note_says_what_to_do_about_a_file_of_its_kind(tmp_path: Path, name: str, word: str) -> None:
    delivery = Delivery(
        name=f"部/{name}",
        sha256="ab" * 32,
        kind=Kind.FAILED,
        target="x",
        at="2024-05-01T09:30:00",
        code="unsupported_format",
        reason="詳細",
    )
    steps = explain(delivery, Desk(tmp_path).folders).partition("■ どうすればよいか")[2]
    assert word in steps.partition("■ 担当者の方へ")[0]


def test_no_control_of_a_report_or_a_name_stands_in_the_page(tmp_path: Path) -> None:
    page = _page(tmp_path, "計画\u202e画計\x1b[31m", "a\u202etxt.txt")
    assert not {"\x1b", "\u202e"} & set(page)
