"""The review page of a report of 200 pages, as text and as PDF, against its bare text in a <pre>, and how it scrolls.

The page of the PDF holds the pictures of its pages, and is scrolled through as text and as pictures. Reports that are
given as arguments take the place of the two.
"""

from __future__ import annotations

import html
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from turns import tell

from pipeline.review import write_review
from pipeline.run import Settings, run_many

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = 200
ROUNDS = 9
LONGEST_TASK = 100  # ms
_HEAD = "「みどり県若者支援計画」に基づく取組の進捗状況について\n\n令和5年度の上半期の進捗状況を整理しました。\n\n"
_OPENED = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() =>
    done(performance.now())))))"""
_SCROLL = """async () => {
    const tasks = [];
    new PerformanceObserver(list => tasks.push(...list.getEntries().map(e => e.duration))).observe({type: 'longtask'});
    const text = document.getElementById('text');
    const frames = [];
    let last = performance.now();
    for (let at = 0; at < text.scrollHeight; at += 900) {
        text.scrollTop = at;
        await new Promise(requestAnimationFrame);
        frames.push(performance.now() - last);
        last = performance.now();
    }
    await new Promise(done => setTimeout(done, 300));
    return [tasks, frames.length, Math.max(...frames)];
}"""


def report() -> str:
    """Return a report of about 1,000 characters for each of 200 pages, with thousands of figures and dates."""
    parts = [_HEAD]
    for n in range(1, PAGES + 1):
        if n % 40 == 1:
            parts.append(f"【取組方向{n // 40 + 1}】相談体制の充実その{n}\n\n")
        parts.append(f"○ 巡回相談会の開催{n}（健康部こころ課）\n\n（取組内容と上半期の進捗状況）\n\n")
        parts += [
            f"・第{k + 1}回巡回相談会：{k % 6 + 4}月{k + n % 17 + 1}日（{10 + k * n % 90}名参加、うち学生{k + 1}名）\n"
            f"・相談件数：{90 + k * n}件（面談{80 + k}件、電話{8 + n % 7}件）で、前年度より{k + 1}件増えました（8月末現在）。\n"
            for k in range(12)
        ]
        parts.append("\n（今後の取組方向）\n\n令和6年1～2月頃に講座を3回開催し、60人程度の参加を見込みます。\n\n")
    return "".join(parts)


def opening(browser: Browser, path: Path) -> float:
    """Return the seconds from the beginning of the navigation until the page stands and answers."""
    page = browser.new_page(viewport={"width": 1360, "height": 850})
    page.goto(path.as_uri())
    taken = float(page.evaluate(_OPENED))
    page.close()
    return taken / 1000


def printed(browser: Browser, text: str, target: Path) -> None:
    """Write a text as a PDF of A4 pages."""
    page = browser.new_page()
    page.set_content(
        '<style>@page { size: A4; margin: 20mm } pre { font: 11pt/1.95 "IPAexMincho", serif; white-space: pre-wrap; margin: 0 }</style>'
        f"<pre>{html.escape(text)}</pre>"
    )
    page.pdf(path=target, prefer_css_page_size=True)
    page.close()


def compare(browser: Browser, report: Path) -> None:
    """Read a report, and tell how its page opens beside its bare text, and how it scrolls."""
    out = report.parent / f"out-{report.suffix[1:]}"
    (entry,) = run_many([report], out, Settings())
    began = time.perf_counter()
    index = write_review(out)
    made = time.perf_counter() - began
    page = index.with_name(f"{entry.document['document_id']}.html")
    counts = ", ".join(
        f"{entry.document[name]} {name}" for name in ("pages", "characters", "figures", "dates", "events")
    )
    print(f"{report.name}: {counts}; page of {page.stat().st_size / 1e6:.1f} MB written in {made:.1f} s")
    text = json.loads((out / "reports" / f"{page.stem}.json").read_text(encoding="utf-8"))["text"]
    bare = report.with_name(f"bare-{report.suffix[1:]}.html")
    bare.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><title>x</title><pre style="white-space: pre-wrap">{html.escape(text)}</pre>',
        encoding="utf-8",
    )
    taken: dict[Path, list[float]] = {page: [], bare: []}
    for turn in range(ROUNDS + 1):
        for path, times in taken.items():
            seconds = opening(browser, path)
            if turn:
                times.append(seconds)
    tell("opening, page / bare text", statistics.median(taken[page]), statistics.median(taken[bare]), 2)
    view = browser.new_page(viewport={"width": 1360, "height": 850})
    view.goto(page.as_uri())
    view.evaluate(_OPENED)
    scroll(view, "text")
    if view.locator("#view").count():
        began = time.perf_counter()
        view.keyboard.press("v")
        view.evaluate(_OPENED)
        print(f"turned to pictures in {time.perf_counter() - began:.2f} s")
        scroll(view, "pictures")
    view.close()


def scroll(view: Page, what: str) -> None:
    """Scroll through a page, and tell its longest task."""
    tasks, frames, slowest = view.evaluate(_SCROLL)
    longest = max(tasks, default=0)
    verdict = "met" if longest <= LONGEST_TASK else "MISSED"
    print(
        f"scrolling {what}, {frames} frames, the slowest {slowest:.0f} ms: longest task {longest:.0f} ms / {LONGEST_TASK} ms "
        f"= {longest / LONGEST_TASK:.2f} (goal 1, {verdict}; tasks below 50 ms are not told)"
    )


def main() -> None:
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("SHINCHOKU_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no Chromium: name one in SHINCHOKU_CHROMIUM")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        folder = Path(name)
        reports = [Path(shutil.copy(given, folder)) for given in sys.argv[1:]]
        if not reports:
            reports = [folder / "long.txt", folder / "long.pdf"]
            reports[0].write_text(report(), encoding="utf-8")
            printed(browser, report(), reports[1])
        for path in reports:
            compare(browser, path)
        browser.close()


if __name__ == "__main__":
    main()
