"""The review pages in a browser: what people see and do, and that nothing of a report runs."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extractors.mentions import Span
from pipeline import corrections
from pipeline.model import Check, Severity
from pipeline.review import write_review
from pipeline.review.marks import Mark, markup
from pipeline.run import Settings, run_many, run_one
from pipeline.store import Store, reading_of
from pipeline.write import bare

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_REPORT = (
    "「みどり県若者支援計画」に基づく取組の進捗状況について\n\n"
    "令和5年度の上半期の進捗状況を以下のとおり整理しました。\n\n"
    "【取組方向1】相談体制の充実\n\n"
    "○ 巡回相談会の開催（健康部こころ課）\n\n"
    "（取組内容と上半期の進捗状況）\n\n"
    "・第1回巡回相談会：7月24日（火）（12名参加）\n"
    "・第2回巡回相談会：8月21日（月）（𠮷野会場、30名参加）\n"
    "・相談件数：90件（面談82件、電話8件）（8月末現在）\n"
    "・延べ参加者数：1,087人、前年度比 ＋12人\n\n"
    "【取組方向2】居場所\n\n"
    "○ 居場所の開設（福祉部）\n\n"
    "（取組内容と上半期の進捗状況）\n\n"
    "・相談件数：90件\n"
    "・参加者 実40人\n\n"
    "（今後の取組方向）\n\n"
    "令和6年1～2月頃に講座を3回開催し、60人程度の参加を見込みます。\n"
)
_HOSTILE = (
    "「<script>alert(1)</script>みどり県\"計画'」に基づく取組の進捗状況について\n\n"
    "令和5年度の上半期の進捗状況を整理しました。\n\n"
    "【取組方向1】相談</section></div></script><img src=http://127.0.0.1:9/x onerror=alert(2)>\n\n"
    "（1）javascript:alert(3)\n\n"
    "○ \u202e相談会\u202c</textarea>の開催（健康部こころ課）\n\n"
    "（取組内容と上半期の進捗状況）\n\n"
    "・<style>*{display:none}</style><b onclick=alert(4)>参加者</b>：延べ1,087人（うち<script>学生</script>12人）\u2067\n"
    '・=HYPERLINK("http://127.0.0.1:9")：90件 <!-- ]]> {{ 7*7 }} ${alert(5)} \\u003c/script>\n'
    "・第1回 <iframe srcdoc='<script>alert(6)</script>'>相談会：7月24日（火）（34名参加）-->\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports; in the first, checks that cross other marks."""
    where = tmp_path_factory.mktemp("review")
    (where / "plain.txt").write_text(_REPORT, encoding="utf-8")
    (where / "hostile.txt").write_text(_HOSTILE, encoding="utf-8")
    output = where / "output"
    run_many([where / "hostile.txt"], output, Settings())
    dataset = run_one(where / "plain.txt", "plain.txt", Settings()).dataset
    assert dataset is not None
    crossing = Span(_REPORT.index("月24日"), _REPORT.index("12名") + 2)
    words = {"message_ja": "交わる", "message_en": "crossing", "code": "duplicate_figure", "severity": Severity.INFO}
    check = Check(check_id="x", span=crossing, measure_no=1, **words)  # type: ignore[arg-type]
    with Store(output) as store:
        crossed = replace(dataset, checks=(*dataset.checks, check))
        store.put(reading_of(crossed, pipeline_version="1", processed_at="2024-05-01T00:00:00Z"))
        store.save()
    write_review(output)
    return output


def _rows(folder: Path, table: str, name: str) -> list[dict[str, str]]:
    with (folder / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        ids = {row["document_id"] for row in csv.DictReader(file) if row["source_file"] == name}
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["document_id"] in ids]


def _page_of(folder: Path, name: str) -> Path:
    return folder / "review" / f"{_rows(folder, 'documents', name)[0]['document_id']}.html"


def _marked(page: Page, key: str) -> str:
    return page.evaluate(  # type: ignore[no-any-return]
        "key => [...document.querySelectorAll(`#text [data-m~=\"${key}\"]`)].map(e => e.textContent).join('')", key
    )


def _listed(page: Page, table: str) -> list[str]:
    return page.locator(f"#panel-{table} tbody tr:not(.group) .go").all_inner_texts()


def _focused(page: Page) -> str:
    return page.evaluate("document.activeElement.textContent")  # type: ignore[no-any-return]


@pytest.mark.parametrize(("name", "text"), [("plain.txt", _REPORT), ("hostile.txt", _HOSTILE)])
def test_every_mark_stands_at_its_characters(folder: Path, view: Callable[..., Page], name: str, text: str) -> None:
    page = view(_page_of(folder, name))
    assert page.evaluate("document.getElementById('text').textContent") == text
    seen = 0
    for table, key in (("figures", "f"), ("dates", "d"), ("events", "e")):
        for number, row in enumerate(_rows(folder, table, name)):
            assert _marked(page, f"{key}{number}") == text[int(row["offset_start"]) : int(row["offset_end"])]
            seen += 1
    assert seen > 5


def test_a_browser_keeps_every_character(tmp_path: Path, view: Callable[..., Page]) -> None:
    text = (
        "\n\n<\t\x0c\r"
        + "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x250)]))
        + "\u2028\ufeff\ufffd\u3000\r\n\n𠮷&amp;&lt;\x0c\n"
    )
    path = tmp_path / "a.html"
    made = markup(text, [Mark(3, 40, "figure", "f0")], [0, 60], [])
    path.write_bytes(f'<!DOCTYPE html><meta charset="utf-8"><div id="text">{made}</div>'.encode())
    assert view(path).evaluate("document.getElementById('text').textContent") == text


def test_marks_that_cross_are_whole(folder: Path, view: Callable[..., Page]) -> None:
    page = view(_page_of(folder, "plain.txt"))
    keys = [row.get_attribute("data-key") for row in page.locator("#panel-checks tr[data-key]").all()]
    crossing = next(key for key in keys if key and _marked(page, key).endswith("12"))
    assert _marked(page, crossing) == "月24日（火）（12"
    assert page.locator("#text mark mark").count() == 0


def test_checks_come_first_and_lead_to_their_place_and_back(folder: Path, view: Callable[..., Page]) -> None:
    page = view(_page_of(folder, "plain.txt"))
    assert page.locator("#tab-checks").get_attribute("aria-selected") == "true"
    page.locator("#panel-checks .go").first.click()
    assert "now" in (page.evaluate("document.activeElement.className") or "")
    assert _focused(page) in "7月24日（火）"
    page.locator("#back").click()
    assert page.evaluate("document.activeElement.closest('tr').dataset.key") == "c0"
    assert page.locator("#back").is_disabled()


def test_a_click_in_the_text_leads_to_the_row_and_back(folder: Path, view: Callable[..., Page]) -> None:
    page = view(_page_of(folder, "plain.txt"))
    page.locator("#text mark.figure", has_text="82件").click()
    assert page.locator("#tab-figures").get_attribute("aria-selected") == "true"
    assert _focused(page) == "82件"
    page.keyboard.press("Escape")
    assert (_focused(page), page.evaluate("document.activeElement.tagName")) == ("82件", "MARK")


def test_filters_and_search(folder: Path, view: Callable[..., Page]) -> None:
    from playwright.sync_api import expect

    page = view(_page_of(folder, "plain.txt"))
    page.locator("#tab-figures").click()
    everything = _listed(page, "figures")
    page.locator("[data-filter=direction]").select_option("1")
    assert _listed(page, "figures") == ["90件", "40人", "3回", "60人"]
    page.locator("[data-filter=status]").select_option("planned")
    assert _listed(page, "figures") == ["3回", "60人"]
    page.locator("[data-filter=direction]").select_option("")
    page.locator("[data-filter=status]").select_option("")
    page.locator("[data-filter=qualifiers]").select_option("延べ")
    assert _listed(page, "figures") == ["1,087人"]
    page.locator("[data-filter=qualifiers]").select_option("")
    page.locator("[data-filter=kind]").select_option("change")
    assert _listed(page, "figures") == ["12人"]
    page.locator("[data-filter=kind]").select_option("")
    assert _listed(page, "figures") == everything
    page.locator("#query").fill("９０件 面談")
    expect(page.locator("#panel-figures tr[data-key]")).to_have_count(3)
    page.locator("#query").fill("巡回相談会")
    expect(page.locator("#hits")).to_contain_text("3")
    page.keyboard.press("Enter")
    assert page.evaluate("[...CSS.highlights.get('hit-now')][0].toString()") == "巡回相談会"
    page.locator("#query").fill("ありえない")
    expect(page.locator("#panel-figures tr")).to_have_count(0)


def test_a_mark_whose_row_is_filtered_away_is_still_found(folder: Path, view: Callable[..., Page]) -> None:
    page = view(_page_of(folder, "plain.txt"))
    page.locator("#tab-figures").click()
    page.locator("[data-filter=qualifiers]").select_option("延べ")
    page.locator("#text mark.figure", has_text="82件").click()
    assert _focused(page) == "82件"


def test_keyboard_alone_will_do(folder: Path, view: Callable[..., Page]) -> None:
    page = view(_page_of(folder, "plain.txt"))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"
    page.locator("#tab-checks").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-figures"
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#panel-figures td .go')"):
            break
    first = _focused(page)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('#text mark')")
    page.keyboard.press("n")
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('tr') !== null")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert _focused(page) == first


def test_unclaimed_numerals_are_listed_and_rejected_candidates_on_demand(
    folder: Path, view: Callable[..., Page]
) -> None:
    page = view(_page_of(folder, "hostile.txt"))
    unclaimed = [row for row in _rows(folder, "numerals", "hostile.txt") if row["claimed_by"] == "unclaimed"]
    assert unclaimed
    page.locator("#tab-unclaimed").click()
    assert page.locator("#panel-unclaimed tr[data-key]").count() == len(unclaimed)
    assert page.locator("#tab-rejected").is_hidden()
    page.locator("#show-rejected").check()
    page.locator("#tab-rejected").click()
    rejected = json.loads(next(folder.glob(f"reports/{_page_of(folder, 'hostile.txt').stem}.json")).read_bytes())
    assert page.locator("#panel-rejected tr[data-key]").count() == len(rejected["rejected"])


def _correct(page: Page, written: str, column: str, value: str) -> None:
    row = page.locator("#panel-figures tr[data-key]", has_text=written).first
    row.locator("[data-edit]").click()
    page.locator("#editor-column").select_option(column)
    page.locator("#editor-value").fill(value)
    page.locator("#editor-who").fill("山田, 太郎")
    page.locator("#editor-why").fill('=1+1 "誤記"')
    page.locator("#editor button[type=submit]").click()


def test_corrections_are_downloaded_as_promised(folder: Path, view: Callable[..., Page]) -> None:
    page = view(_page_of(folder, "plain.txt"), accept_downloads=True)
    page.locator("#tab-figures").click()
    _correct(page, "30人", "value", "31")
    _correct(page, "40人", "qualifiers", "延べ")
    _correct(page, "40人", "status", "someday")
    assert page.locator("#editor-wrong").inner_text()
    page.locator("#editor-cancel").click()
    page.locator("#tab-corrections").click()
    with page.expect_download() as waiting:
        page.locator("[data-download]").click()
    raw = Path(waiting.value.path()).read_bytes()
    assert waiting.value.suggested_filename == "corrections.csv"
    assert raw.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)
    assert tuple(header) == corrections.COLUMNS
    first, second = (dict(zip(header, map(bare, row), strict=True)) for row in rows)
    at = _REPORT.index("30名")
    assert first["document_id"] == _page_of(folder, "plain.txt").stem
    assert (first["table"], first["quote"], first["occurrence"]) == ("figures", "30名", "1")
    assert first["before"] == _REPORT[at - corrections.CONTEXT : at]
    assert first["after"] == _REPORT[at + 3 : at + 3 + corrections.CONTEXT]
    assert (first["column"], first["machine_value"], first["value"]) == ("value", "30", "31")
    assert (first["who"], first["why"]) == ("山田, 太郎", '=1+1 "誤記"')
    assert ",\"'=1+1 " in raw.decode("utf-8-sig")
    assert (second["machine_value"], second["value"]) == ("実", "延べ")


def test_occurrence_tells_places_with_the_same_surroundings_apart(
    tmp_path: Path, view: Callable[..., Page], report_text: str
) -> None:
    line = "同じ内容の講座を同じ会場で同じように開き、参加者は25人で、感想も同じでした。あいうえおかきくけこ\n"
    (tmp_path / "a.txt").write_text(report_text + line * 3, encoding="utf-8")
    run_many([tmp_path / "a.txt"], tmp_path / "out", Settings())
    write_review(tmp_path / "out")
    page = view(_page_of(tmp_path / "out", "a.txt"))
    at = [k for k, row in enumerate(_rows(tmp_path / "out", "figures", "a.txt")) if row["text"] == "25人"]
    found = [page.evaluate("n => { const r = tables.get('figures').rows[n]; return cited(r[0], r[1]).occurrence }", n) for n in at]  # fmt: skip
    assert found == [1, 2, 3]


def test_both_languages(folder: Path, view: Callable[..., Page]) -> None:
    page = view(folder / "review" / "index.html")
    assert page.evaluate("document.documentElement.lang") == "ja"
    page.locator("#language").click()
    assert page.locator("h1").inner_text() == "Progress report review"
    page.locator("tbody a", has_text="若者支援計画").click()
    page.wait_for_selector("#tabs")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("#tab-figures").inner_text().startswith("Figures")
    page.locator("#language").click()
    assert page.locator("#tab-figures").inner_text().startswith("数値")
    page.locator("header a").click()
    page.wait_for_selector("#reports")
    assert page.evaluate("document.documentElement.lang") == "ja"


def test_the_index_sorts_and_filters(folder: Path, view: Callable[..., Page]) -> None:
    page = view(folder / "review" / "index.html")
    page.locator("th button", has_text="数値").click()
    counts = page.locator("#reports tbody tr td:nth-last-child(2)").all_inner_texts()
    assert counts == sorted(counts, key=int)
    page.locator("#query").fill("若者支援")
    assert page.locator("#reports tbody tr:visible").count() == 1


def test_nothing_of_a_hostile_report_runs(folder: Path, view: Callable[..., Page]) -> None:
    page = view(_page_of(folder, "hostile.txt"))
    for tab in page.locator("[role=tab]:visible").all():
        tab.click()
    for mark in page.locator("#text mark:visible").all()[:20]:
        mark.click()
    assert page.locator("iframe, img, object, embed, base, #text b, #panel style").count() == 0
    assert page.evaluate("document.scripts.length") == 2
    page.locator("#tab-measures").click()
    assert "[U+202E]相談会[U+202C]" in page.locator("#panel-measures").inner_text()
    assert page.locator("#text .bidi").count() == 3


def _received(server: socket.socket) -> bytes:
    """Return what was sent to a server; Chromium opens a line ahead for a frame, and then says nothing on it."""
    server.settimeout(0.1)
    said = b""
    while True:
        try:
            line, _ = server.accept()
        except TimeoutError:
            return said
        with line:
            line.settimeout(0.1)
            with contextlib.suppress(TimeoutError):
                said += line.recv(1000)


def test_the_policy_holds_where_something_got_in(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto(_page_of(folder, "hostile.txt").as_uri())
    with socket.create_server(("127.0.0.1", 0)) as server:
        ran, colour = page.evaluate(
            """(where) => {
                document.body.insertAdjacentHTML('beforeend',
                    `<img src="${where}x" onerror="window.ran=1"><a id=j href="javascript:window.ran=1">x</a>`
                    + `<iframe src="${where}y"></iframe><b id=s style="color: red" onclick="window.ran=1">x</b>`);
                const script = document.createElement('script');
                script.textContent = 'window.ran = 1';
                document.body.append(script);
                document.getElementById('j').click();
                document.getElementById('s').click();
                return new Promise(done => fetch(`${where}z`).catch(() => 0).then(() => setTimeout(done, 300)))
                    .then(() => [window.ran ?? 0, getComputedStyle(document.getElementById('s')).color]);
            }""",
            f"http://127.0.0.1:{server.getsockname()[1]}/",
        )
        page.close()
        assert _received(server) == b""
    assert ran == 0
    assert colour != "rgb(255, 0, 0)"


@pytest.mark.parametrize(
    "options", [{"color_scheme": "dark"}, {"viewport": {"width": 380, "height": 760}}, {"viewport": {"width": 1300, "height": 800}}]
)  # fmt: skip
def test_nothing_is_wider_than_the_window(folder: Path, view: Callable[..., Page], options: dict[str, object]) -> None:
    for path in sorted((folder / "review").glob("*.html")):
        page = view(path, **options)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_print_shows_every_row_and_the_whole_text(folder: Path, view: Callable[..., Page]) -> None:
    page = view(_page_of(folder, "plain.txt"))
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for table in ("figures", "dates", "events", "measures"):
        rows = page.locator(f"#panel-{table} tr[data-key]")
        assert rows.count() == len(_rows(folder, table, "plain.txt"))
        assert rows.first.is_visible()
    assert page.locator("#text").is_visible()
    assert page.locator("#filters").is_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator("#panel-dates").is_hidden()
