"""The schedule's page in a real browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from pipeline.schedules.page import page as page_of
from tests.schedules import schedules

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()


def opened(browser: Browser, folder: Path, name: str, *, width: int = 1280, scheme: str = "light") -> Page:
    """A page without network that shows a schedule; what it complains of is an error."""
    file = folder / "schedule.html"
    file.write_text(page_of(schedules.SCHEDULES[name](), agreement=schedules.AGREEMENT), encoding="utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        offline=True,
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.on("console", lambda message: pytest.fail(message.text))
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize("name", schedules.SCHEDULES)
@pytest.mark.parametrize("width", [1280, 380])
def test_nothing_is_wider_than_the_screen(browser: Browser, tmp_path: Path, name: str, width: int) -> None:
    """Whatever the words and the screen, only the timeline scrolls sideways, in its own frame."""
    page = opened(browser, tmp_path, name, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_trace_opens(browser: Browser, tmp_path: Path) -> None:
    """A click shows how a day was found, down to the fact."""
    page = opened(browser, tmp_path, "small")
    leaf = page.locator(".leaf", has_text="closing_date").first
    assert not leaf.is_visible()
    page.locator("summary", has_text="How the day was found").first.click()
    assert leaf.is_visible()
    assert "2004-03-19" in leaf.inner_text()


def test_labels_keep_to_their_column(browser: Browser, tmp_path: Path) -> None:
    """No label of the timeline runs into the days, whatever letters it is made of."""
    for name in ("small", "hostile", "many"):
        page = opened(browser, tmp_path, name)
        overlaps = page.evaluate(
            """() => [...document.querySelectorAll('.tl-row')].filter(row => {
                const texts = [...row.children].filter(node => node.tagName === 'text');
                const boxes = texts.map(node => node.getBBox());
                boxes.sort((a, b) => a.x - b.x);
                const frame = row.ownerSVGElement.viewBox.baseVal.width;
                return boxes.some((box, at) => box.x < 0 || box.x + box.width > frame
                    || at && boxes[at - 1].x + boxes[at - 1].width > box.x);
            }).length"""
        )
        assert overlaps == 0


def test_dark_and_light(browser: Browser, tmp_path: Path) -> None:
    """Words stand out from their ground in either, on the page and in the picture."""
    for scheme in ("light", "dark"):
        page = opened(browser, tmp_path, "small", scheme=scheme)
        worst = page.evaluate(
            """() => {
                const channels = words => words.match(/[\\d.]+/g).slice(0, 3).map(Number);
                const light = words => channels(words).map(c => c / 255)
                    .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
                const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
                const ground = node => {
                    for (; node; node = node.parentElement) {
                        const of = getComputedStyle(node).backgroundColor;
                        if (!of.endsWith(', 0)')) return of;
                    }
                    return 'rgb(255, 255, 255)';
                };
                const paper = getComputedStyle(document.querySelector('.tl-paper')).fill;
                const drawn = [...document.querySelectorAll('.tl text:not(.tl-amount)')]
                    .map(node => contrast(getComputedStyle(node).fill, paper));
                const written = [...document.querySelectorAll('td, th, b, span, small, summary, h1, h2, p')]
                    .filter(node => !node.closest('svg') && node.textContent.trim())
                    .map(node => contrast(getComputedStyle(node).color, ground(node)));
                return Math.min(...drawn, ...written);
            }"""
        )
        assert worst >= 4.5


def test_a_documents_markup_is_shown_not_run(browser: Browser, tmp_path: Path) -> None:
    """Words that look like a script stay words."""
    page = opened(browser, tmp_path, "hostile")
    assert page.locator("script, img").count() == 0
    assert "<script>" in page.locator("h1").inner_text()
