"""How quick and how steady the widget is in a browser, over a server that runs.

Called as ``python -m tests.browser.bench ADDRESS``, with the address of a server over the starter corpus. Prints JSON:
the milliseconds from Enter to the first block on the screen, layout shift (as browsers define it, which leaves out the half
second after a key; and all of it from the first block of an answer on), the share of frames that were late while 60
messages were scrolled through, and the bytes of the widget on the way.
"""

from __future__ import annotations

import json
import statistics
import sys
from itertools import pairwise
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.browser.finding import launch

QUESTIONS = (
    "What is the maximum subsidy of the Catalonia CAPEX incentive?",
    "加泰罗尼亚建厂最多能补多少？",
    "From which amount does an Italian development contract apply?",
    "电池出口退税2027年怎么变？",
    "Who can handle overseas warehouses and multimodal logistics?",
    "摩洛哥丹吉尔科技城免哪些税？",
)
MESSAGES = 60
FRAME_MS = 1000 / 60

WATCH = """() => {
    window.shifts = [];
    window.drawn = []; // when the first block of each answer was there
    new PerformanceObserver((list) => {
        for (const { startTime, value, hadRecentInput } of list.getEntries()) {
            const answering = drawn.length && startTime > drawn.at(-1) && startTime > entered;
            shifts.push({ value, hadRecentInput, answering: Boolean(answering && drawn.at(-1) > entered) });
        }
    }).observe({ type: "layout-shift" });
    const root = document.querySelector("going-global-chat").shadowRoot;
    addEventListener("keydown", (event) => { if (event.key === "Enter") window.entered = performance.now(); }, true);
    new MutationObserver(() => {
        const turn = root.querySelector(".turn:last-child");
        if (!turn || turn.timed || !turn.querySelector(".blocks > *")) return;
        turn.timed = true;
        drawn.push(performance.now());
        requestAnimationFrame(() => requestAnimationFrame(() => { turn.dataset.first = performance.now() - entered; }));
    }).observe(root, { subtree: true, childList: true });
}"""

SCROLL = """async () => {
    const times = [];
    window.scrollTo(0, 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const end = document.documentElement.scrollHeight;
    for (let at = 0; at < end; at += 60) {
        window.scrollTo(0, at);
        times.push(await new Promise(requestAnimationFrame));
    }
    return times;
}"""


SIZE = """async () => {
    await (await fetch("/widget.js", { cache: "no-store" })).text();
    return performance.getEntriesByType("resource").findLast(({ name }) => name.endsWith("/widget.js")).encodedBodySize;
}"""


def measure(page: Page) -> dict[str, Any]:
    """All figures of one visit."""
    page.evaluate(WATCH)
    box = page.get_by_role("textbox")
    first: list[float] = []
    for place in range(MESSAGES // 2):
        box.fill(QUESTIONS[place % len(QUESTIONS)])
        box.press("Enter")
        turn = page.locator(".turn").nth(place)
        turn.and_(page.locator("[data-first][data-outcome]")).wait_for()
        first.append(float(turn.get_attribute("data-first") or 0))
    page.wait_for_timeout(600)
    shifts = page.evaluate("shifts")
    times = page.evaluate(SCROLL)
    gaps = [later - earlier for earlier, later in pairwise(times)]
    late = sum(gap > 1.5 * FRAME_MS for gap in gaps)
    return {
        "first_block_ms": {"median": round(statistics.median(first), 1), "worst": round(max(first), 1)},
        "questions": len(first),
        "layout_shift": round(sum(item["value"] for item in shifts if not item["hadRecentInput"]), 4),
        "layout_shift_from_first_block_on": round(sum(item["value"] for item in shifts if item["answering"]), 4),
        "scrolled_frames": len(gaps),
        "late_frames_share": round(late / len(gaps), 4),
        "widget_bytes": page.evaluate(SIZE),
    }


def main(address: str) -> None:
    """Measure and print."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1100, "height": 800})
        page.goto(address)
        page.locator(".examples .chip").first.wait_for()
        print(json.dumps(measure(page), indent=2))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
