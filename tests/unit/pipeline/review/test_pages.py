"""The pages as files: what stands in them, what may run in them, which of them there are."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest

from pipeline.amend.intake import correctable
from pipeline.errors import UsageError
from pipeline.lock import hold
from pipeline.review import write_review
from pipeline.review.shell import words
from pipeline.store import Store, reading_of, reading_of_failure
from pipeline.tables import TABLES

from ..sample_dataset import TEXT, sample_dataset


class _Page(HTMLParser):
    """The tags of a page, and the text of its element #text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.content: list[str] = []
        self._depth = 0
        self.source = path.read_text(encoding="utf-8")
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if dict(attrs).get("id") == "text" or (self._depth and tag not in ("hr",)):
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        self._depth -= bool(self._depth)

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.content.append(data)

    @property
    def data(self) -> dict[str, object]:
        found = re.search(r'<script type="application/json" id="data">(.*?)</script>', self.source, re.DOTALL)
        assert found
        return json.loads(found[1])  # type: ignore[no-any-return]


def _put(folder: Path, *seeds: str, **more: object) -> None:
    with Store(folder) as store:
        for seed in seeds:
            dataset = sample_dataset(seed, **more)  # type: ignore[arg-type]
            store.put(reading_of(dataset, pipeline_version="1", processed_at="2024-05-01T00:00:00Z"))
        store.save()


def _pages(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "review").iterdir()}


@pytest.mark.parametrize("suffix", ["txt", "pdf"])
def test_the_page_holds_the_text_character_by_character(tmp_path: Path, suffix: str) -> None:
    _put(tmp_path, "a", suffix=suffix)
    write_review(tmp_path)
    page = _Page(tmp_path / "review" / f"{sample_dataset('a').source.document_id}.html")
    assert "".join(page.content) == TEXT
    separators = [a["data-page"] for tag, a in page.tags if a.get("class") == "page"]
    assert separators == (["2"] if suffix == "pdf" else [])


def test_every_page_lets_in_its_own_parts_only(tmp_path: Path) -> None:
    _put(tmp_path, "a", title="</script><script>alert(1)</script>\"'")
    write_review(tmp_path)
    for path in (tmp_path / "review").glob("*.html"):
        page = _Page(path)
        (policy,) = (a["content"] for _, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
        assert policy is not None
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        parts = [
            *re.findall(r"<style>(.*?)</style>", page.source, re.DOTALL),
            *re.findall(r"<script>(.*?)</script>", page.source, re.DOTALL),
        ]
        assert len(parts) == 2
        for part in parts:
            assert f"sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}" in policy
        assert page.source.count("</script>") == 2
        assert not [a for _, a in page.tags if {"src", "style"} & set(a) or any(n.startswith("on") for n in a)]
        links = {a["href"] for _, a in page.tags if "href" in a}
        assert all(re.fullmatch(r"index\.html|[0-9a-f]{16}\.html", str(link)) for link in links)
        assert "url(" not in page.source.split("<body")[0]


def test_cells_are_those_of_the_tables(tmp_path: Path) -> None:
    _put(tmp_path, "a")
    write_review(tmp_path)
    document_id = sample_dataset("a").source.document_id
    data = _Page(tmp_path / "review" / f"{document_id}.html").data
    tables = {t["name"]: t for t in data["tables"]}  # type: ignore[attr-defined]
    figures = tables["figures"]
    first = dict(zip(figures["columns"], figures["rows"][0], strict=True))
    assert (TEXT[first["at"] : first["to"]], first["value"], first["direction"]) == ("2千円", "2000", 0)
    assert len(tables["unclaimed"]["rows"]) == len(tables["rejected"]["rows"]) == 1
    assert [name for name, *_ in figures["edited"]][:4] == ["label", "kind", "value", "value_max"]
    assert not tables["measures"]["edited"]
    for table in TABLES:  # what the page offers is taken in
        offered = {name for name, *_ in tables.get(table.name, {}).get("edited", [])}
        assert offered <= set(correctable(table)) - {"machine_values", "source"}


def test_a_second_time_nothing_changes(tmp_path: Path) -> None:
    _put(tmp_path, "a", "b")
    write_review(tmp_path)
    before = _pages(tmp_path)
    stamps = {path: path.stat().st_mtime_ns for path in (tmp_path / "review").iterdir()}
    assert write_review(tmp_path) == tmp_path / "review" / "index.html"
    assert _pages(tmp_path) == before
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "review").iterdir()} == stamps


def test_pages_of_reports_that_are_gone_go_and_nothing_else(tmp_path: Path) -> None:
    _put(tmp_path, "a", "b")
    write_review(tmp_path)
    (tmp_path / "review" / "note.txt").write_text("keep", encoding="utf-8")
    gone, stays = (sample_dataset(seed).source.document_id for seed in "ab")
    with Store(tmp_path) as store:
        store.ledger.forget(gone)
    write_review(tmp_path)
    assert set(_pages(tmp_path)) == {"index.html", f"{stays}.html", "note.txt"}


@pytest.mark.parametrize(
    ("failure", "ja", "en"),
    [
        ("b.txt: 空です。 / b.txt: empty.", "空です。", "empty."),
        ("部/b.txt: 別紙1: 表 / 図がありません。 / 部/b.txt: no table.", "別紙1: 表 / 図がありません。", "no table."),
        ("空です / empty", "空です", "empty"),
        ("空です", "空です", "空です"),
    ],
)
def test_a_report_that_failed_is_listed_first_with_its_reason(tmp_path: Path, failure: str, ja: str, en: str) -> None:
    _put(tmp_path, "a")
    with Store(tmp_path) as store:
        store.put(reading_of_failure(name="b.txt", sha256="0" * 64, format="txt", failure=failure, pipeline_version="1", processed_at="2024-05-01T00:00:00Z"))  # fmt: skip
    write_review(tmp_path)
    source = _Page(tmp_path / "review" / "index.html").source
    rows = source[source.index("<tbody") :]
    assert f"<span data-ja>{ja}</span><span data-en>{en}</span>" in rows
    assert rows.index(">b.txt<") < rows.index("data-page")
    assert "0" * 16 + ".html" not in _pages(tmp_path)


def test_another_run_may_hold_the_folder(tmp_path: Path) -> None:
    _put(tmp_path, "a")
    with hold(tmp_path):
        write_review(tmp_path)


def test_tables_without_a_ledger_will_do(tmp_path: Path) -> None:
    _put(tmp_path, "a")
    write_review(tmp_path)
    before = _pages(tmp_path)
    for path in (tmp_path / ".shinchoku").iterdir():
        path.unlink()
    write_review(tmp_path)
    assert _pages(tmp_path) == before


def test_a_folder_without_tables_is_refused_and_left_alone(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="shinchoku run"):
        write_review(tmp_path / "nowhere")
    assert not list(tmp_path.iterdir())


def test_every_word_has_two_languages_and_every_word_asked_for_is_there() -> None:
    assert all(len(pair) == 2 and all(pair) for pair in words().values())
    here = files("pipeline.review")
    asked = set()
    for name in (
        "report.html",
        "index.html",
        "charts.html",
        "plan.html",
        "common.js",
        "report.js",
        "pictures.js",
        "editor.js",
        "index.js",
    ):
        source = (here / name).read_text(encoding="utf-8")
        asked |= set(re.findall(r"\bws?\('(\w+)'\)|\bsay\('(\w+)'", source))
        asked |= {(key, "") for key in re.findall(r'data-w-(?:label|placeholder)="(\w+)"', source)}
    assert len(asked) > 40
    assert {first or second for first, second in asked} <= set(words())
