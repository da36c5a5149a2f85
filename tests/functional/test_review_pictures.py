"""The pages of a PDF as pictures: every value in its place, there and back, by mouse and keyboard."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw
import pytest

from pipeline.cli import main
from pipeline.review import write_review
from pipeline.review.pictures import Album
from pipeline.run import Settings, run_many

if TYPE_CHECKING:
    from playwright.sync_api import Page

_SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "tatara-r5-h1.pdf"
_INK = """async ([n]) => {
    const image = document.querySelector(`.sheet[data-page="${n}"] img`);
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    pen.drawImage(image, 0, 0);
    const ink = (x, y, w, h) => { const d = pen.getImageData(x, y, w, h).data;
        let n = 0; for (let k = 0; k < d.length; k += 4) n += d[k + 1] < 128; return n; };
    const scale = image.naturalWidth / page.sizes[n - 1][0];
    return [...document.querySelectorAll(`.sheet[data-page="${n}"] rect.figure`)].map(r =>
        ink(...['x', 'y', 'width', 'height'].map(a => Math.round(r.getAttribute(a) * scale))));
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("pictures")
    shutil.copy(_SAMPLE, where)
    run_many([where / _SAMPLE.name], where / "output", Settings())
    write_review(where / "output")
    return where / "output"


def _page(folder: Path) -> Path:
    (page,) = (p for p in (folder / "review").glob("*.html") if p.name != "index.html")
    return page


def _rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _turned(page: Page) -> None:
    page.keyboard.press("v")
    page.wait_for_selector(".sheet.pictured img")


def test_every_value_has_its_box_with_ink_in_it(folder: Path, view: Callable[..., Page]) -> None:
    page = view(_page(folder))
    assert page.locator(".picture").count() == 0  # nothing is drawn before somebody wants it
    _turned(page)
    figures = _rows(folder, "figures")
    assert page.evaluate("Object.keys(places).filter(key => key[0] === 'f').length") == len(figures)
    for number in sorted({int(row["page"]) for row in figures}):
        page.locator(f'.sheet[data-page="{number}"]').scroll_into_view_if_needed()
        page.wait_for_selector(f'.sheet[data-page="{number}"] img')
        ink = page.evaluate(_INK, [number])
        boxes = sum(len(row["bbox"].split("|")) for row in figures if row["page"] == str(number))
        assert len(ink) == boxes
        assert min(ink) > 0
    counted = page.evaluate("Object.keys(places).map(key => key[0])")
    assert counted.count("e") == len(_rows(folder, "events"))
    assert counted.count("m") == len(_rows(folder, "measures"))
    assert counted.count("d") == len(_rows(folder, "dates"))


def test_a_value_leads_to_its_box_and_back(folder: Path, view: Callable[..., Page]) -> None:
    page = view(_page(folder))
    _turned(page)
    page.click("#tab-figures")
    button = page.locator("#panel-figures [data-go^=f]").last
    key = button.get_attribute("data-go")
    button.click()
    box = page.locator(f'rect[data-m="{key}"]').first
    assert box.evaluate("e => e === document.activeElement && e.classList.contains('now')")
    seen = page.locator("#text").bounding_box()
    place = box.bounding_box()
    assert seen is not None
    assert place is not None
    assert seen["y"] < place["y"] < seen["y"] + seen["height"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('tr').dataset.key") == key
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.m") == key
    page.click("#tab-checks")
    box.click()
    assert page.evaluate("document.activeElement.closest('tr').dataset.key[0]") in "fedc"


def test_the_keyboard_goes_from_box_to_box_over_pages(folder: Path, view: Callable[..., Page]) -> None:
    page = view(_page(folder))
    _turned(page)
    keys = page.evaluate("stops()")
    assert all(isinstance(key, str) for key in keys)
    for key in keys[:5]:
        page.keyboard.press("n")
        assert page.evaluate("document.activeElement.dataset.m") == key
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.dataset.m") == keys[3]
    page.evaluate("focusOn(elementAt(stops().at(-1)))")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.dataset.m") == keys[0]


@pytest.mark.parametrize("width", [1400, 500])
def test_no_button_covers_text_and_every_width_shows_whence(
    folder: Path, view: Callable[..., Page], width: int
) -> None:
    page = view(_page(folder), viewport={"width": width, "height": 1000})
    for button, sheet in zip(page.locator(".flip").all(), page.locator(".sheet").all(), strict=True):
        covering, covered = button.bounding_box(), sheet.bounding_box()
        assert covering is not None
        assert covered is not None
        assert covering["y"] + covering["height"] <= covered["y"]
    assert page.locator(".over a").is_visible()
    assert page.locator(".head", has_text=_SAMPLE.name).is_visible()


def test_one_page_may_be_a_picture_and_the_text_stays_whole(folder: Path, view: Callable[..., Page]) -> None:
    page = view(_page(folder))
    text = json.loads(next((folder / "reports").glob("*.json")).read_text(encoding="utf-8"))["text"]
    page.locator(".flip").nth(1).click()
    assert page.locator(".sheet.pictured").count() == 1
    assert page.locator('.sheet[data-page="2"] .stretch').first.is_hidden()
    assert page.locator('.sheet[data-page="1"] .stretch').first.is_visible()
    assert page.evaluate("document.getElementById('text').textContent") == text
    second = json.loads(next((folder / "reports").glob("*.json")).read_text(encoding="utf-8"))["page_starts"][1]
    page.fill("#query", text[second : second + 40].split("\n")[0][:6])
    page.wait_for_selector("#hits:not(:empty)")
    while page.locator(".sheet.pictured").count():  # what is sought is marked in the text
        page.press("#query", "Enter")
    assert page.locator('.sheet[data-page="2"] .stretch').first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_are_printed(folder: Path, view: Callable[..., Page], scheme: str) -> None:
    page = view(_page(folder), color_scheme=scheme)
    _turned(page)
    printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))
    images = [list(sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])) for sheet in printed]
    assert sum(map(len, images)) == 3


def test_pictures_stay_when_the_file_is_gone_and_only_then(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = shutil.copy(_SAMPLE, tmp_path / "report.pdf")
    output = tmp_path / "output"
    assert main(["run", str(file), "--output", str(output), "--review", "--quiet"]) == 0
    whole = _page(output).read_bytes()
    assert whole.count(b"\niVBOR") == 3
    file.unlink()
    assert main(["review", "--output", str(output)]) == 0
    assert _page(output).read_bytes() == whole
    assert main(["review", "--output", str(output), "--pictures", "0"]) == 0
    assert b'id="pictures"' not in _page(output).read_bytes()
    assert b"report.pdf\xef\xbc\x89\xe3\x81\x8c" not in _page(output).read_bytes()  # none are wanted: nothing to say
    assert main(["review", "--output", str(output)]) == 0
    assert "元の PDF（report.pdf）が読み取ったときの場所に見つからない" in _page(output).read_text(encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(_SAMPLE, elsewhere / "report.pdf")
    assert main(["review", "--output", str(output), "--source", str(elsewhere)]) == 0
    assert _page(output).read_bytes() == whole
    capsys.readouterr()


def test_a_file_that_changed_gives_no_pictures(tmp_path: Path) -> None:
    file = shutil.copy(_SAMPLE, tmp_path / "report.pdf")
    run_many([file], tmp_path / "output", Settings())
    file.write_bytes(file.read_bytes() + b"\n% more")
    write_review(tmp_path / "output")
    page = _page(tmp_path / "output").read_text(encoding="utf-8")
    assert 'id="pictures"' not in page
    assert "読み取ったときと変わっている" in page


def test_pictures_that_would_be_too_large_are_left_out_and_the_page_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, view: Callable[..., Page]) -> None:  # fmt: skip
    monkeypatch.setattr("pipeline.review.pictures._MB", 20 * 1024)
    run_many([_SAMPLE], tmp_path / "output", Settings())
    write_review(tmp_path / "output", Album(limit_mb=2))
    page = view(_page(tmp_path / "output"), "?en")
    assert "they exceed 2 MB" in page.locator(".why").inner_text()
    assert page.locator("#view, .flip").count() == 0


def test_the_index_leads_to_a_value_by_its_id(folder: Path, view: Callable[..., Page]) -> None:
    row = _rows(folder, "figures")[-1]
    page = view(_page(folder), f"#{row['figure_id']}")
    assert page.evaluate("document.activeElement.closest('.stretch') !== null")
    assert page.evaluate("[...document.querySelectorAll('#text .now')].map(e => e.textContent).join('')") == row["text"]
    assert page.locator("tr.now").count() == 1
