"""The HTML view in a real browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from pipeline.run import analyse_bytes
from pipeline.termsheet.view import page as page_of

AGREEMENT = Path("corpus/agreements/rra-harbor/agreement.txt")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    """A page of a headless Chromium that may not reach the network."""
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
        context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
        yield context.new_page()
        browser.close()


def opened(browser_page: Page, tmp_path: Path, data: bytes) -> Page:
    """The browser showing the view of a document."""
    file = tmp_path / "view.html"
    file.write_text(page_of(analyse_bytes(data, "made.txt").findings), encoding="utf-8")
    browser_page.goto(file.as_uri())
    return browser_page


def test_the_text_stands_beside_its_term_sheet(browser_page: Page, tmp_path: Path) -> None:
    """Both sides are visible at once on a wide screen."""
    page = opened(browser_page, tmp_path, AGREEMENT.read_bytes())
    text, sheet = page.locator("main.text").bounding_box(), page.locator("aside.sheet").bounding_box()
    assert text
    assert sheet
    assert text["x"] + text["width"] <= sheet["x"] + 1
    assert sheet["width"] >= 300


def test_a_row_leads_to_its_words(browser_page: Page, tmp_path: Path) -> None:
    """A click on a money row marks the amount in the text and brings it into view."""
    page = opened(browser_page, tmp_path, AGREEMENT.read_bytes())
    row = page.locator("tr[id^='d0-money-']").last
    row.click()
    chosen = page.locator("mark.chosen")
    assert "$" in chosen.first.inner_text()
    box = chosen.first.bounding_box()
    assert box
    assert 0 <= box["y"] <= 900


def test_words_lead_to_their_row(browser_page: Page, tmp_path: Path) -> None:
    """A click on a highlight chooses the row that it belongs to."""
    page = opened(browser_page, tmp_path, AGREEMENT.read_bytes())
    page.locator("mark.money").first.click()
    assert page.locator("tr.chosen").count() == 1


def test_a_documents_markup_is_shown_not_run(browser_page: Page, tmp_path: Path) -> None:
    """Text that looks like a script stays text."""
    hostile = AGREEMENT.read_text(encoding="utf-8").replace(
        "Harborlight Instruments",
        "<script>document.title='owned'</script><img src=x onerror=alert(1)> Harborlight",
        1,
    )
    page = opened(browser_page, tmp_path, hostile.encode())
    assert page.title() != "owned"
    assert page.locator("main.text script, main.text img").count() == 0
    assert "<script>" in page.locator("main.text").inner_text()
