"""The page in a browser: at two widths, in light and dark, on paper, and for people who do not see it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from exclaim.report import public_page
from exclaim.report.scratch import scratch_ledger

from .browser import NARROW, WIDE, Opened, chromium
from .ledgers import BASE, fill, public, returned

NAMES = ["samples", "contested", "empty"]
LOOKS = [(NARROW, "light"), (NARROW, "dark"), (WIDE, "light"), (WIDE, "dark")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_it_opens_without_an_error_a_request_or_a_side_scroll(
    browser: Browser, pages: dict[str, Path], name: str, width: int, scheme: str, tmp_path: Path
) -> None:
    opened = Opened(browser, pages[name], width, scheme)
    assert opened.said == []
    assert opened.asked == [pages[name].as_uri()]
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    # Screenshots are for people to look at.
    folder = Path(os.environ.get("EXCLAIM_SCREENSHOTS", tmp_path))
    picture = folder / f"{name}-{width}-{scheme}.png"
    opened.page.screenshot(path=picture, full_page=True)
    assert picture.stat().st_size > 10_000


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [*(("contested", *look) for look in LOOKS), ("samples", WIDE, "light"), ("empty", NARROW, "dark")],
)
def test_axe_finds_nothing_wrong(
    browser: Browser, pages: dict[str, Path], name: str, width: int, scheme: str
) -> None:
    opened = Opened(browser, pages[name], width, scheme)
    opened.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    violations = Axe().run(opened.page).response["violations"]
    assert [(found["id"], found["nodes"][0]["html"][:200]) for found in violations] == []


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_text_and_bars_stand_out_from_the_paper(
    browser: Browser, pages: dict[str, Path], scheme: str
) -> None:
    """Text at 4.5 to 1, marks at 3 to 1, as WCAG 2.2 asks; computed from the style sheet's own colours."""
    opened = Opened(browser, pages["contested"], WIDE, scheme)
    if scheme == "print":
        opened.page.emulate_media(media="print")
    colours: dict[str, str] = opened.page.evaluate(
        """names => Object.fromEntries(names.map(
            name => [name, getComputedStyle(document.body).getPropertyValue('--' + name).trim()]))""",
        [*TEXT, *MARKS, "paper", "tint"],
    )
    for paper in ("paper", "tint"):
        assert {
            name: ratio for name in TEXT if (ratio := contrast(colours[name], colours[paper])) < 4.5
        } == {}
        assert {name: ratio for name in MARKS if (ratio := contrast(colours[name], colours[paper])) < 3} == {}


TEXT = ["ink", "ink-soft", "accent", "link", "warn"]
MARKS = ["ink-faint", "no-side", *(f"side-{number}" for number in range(6))]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", NAMES)
def test_headings_descend_by_one_and_the_first_is_the_title(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    opened = Opened(browser, pages[name], WIDE)
    levels: list[int] = opened.page.evaluate(
        "[...document.querySelectorAll('main h2, main h3, main h4, header h1')].map(each => +each.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(levels, levels[1:]))


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_exactly_one_drawing_of_each_picture_shows_and_none_is_cut_off(
    browser: Browser, pages: dict[str, Path], width: int
) -> None:
    opened = Opened(browser, pages["contested"], width)
    shown: list[list[Any]] = opened.page.evaluate(
        """[...document.querySelectorAll('figure')].map(figure => {
            const visible = [...figure.querySelectorAll('svg')].filter(each => each.getClientRects().length);
            const frame = visible[0].getBoundingClientRect();
            const words = [...visible[0].querySelectorAll('text')].map(each => each.getBoundingClientRect());
            return [visible.length, Math.max(...words.map(each => each.right)) - frame.right];
        })"""
    )
    assert shown
    assert all(count == 1 and beyond <= 1 for count, beyond in shown)


def test_text_in_pictures_is_large_enough_to_read_on_a_phone(
    browser: Browser, pages: dict[str, Path]
) -> None:
    opened = Opened(browser, pages["contested"], NARROW)
    heights: list[float] = opened.page.evaluate(
        """[...document.querySelectorAll('.narrow svg text')].map(each => {
            const drawing = each.ownerSVGElement;
            const scale = drawing.clientWidth / drawing.viewBox.baseVal.width;
            return parseFloat(getComputedStyle(each).fontSize) * scale;
        })"""
    )
    assert min(heights) >= 11


def test_without_scripts_everything_is_there(browser: Browser, pages: dict[str, Path]) -> None:
    opened = Opened(browser, pages["contested"], WIDE, script=False)
    assert opened.page.locator("figure svg:visible").count() > 3
    opened.page.locator("summary").first.click()
    assert opened.page.locator("details table").first.is_visible()


def test_a_link_leads_to_its_record(browser: Browser, pages: dict[str, Path]) -> None:
    opened = Opened(browser, pages["contested"], WIDE)
    link = opened.page.locator("#contradictions ~ article a.ref").first
    link.click()
    target = opened.page.evaluate("document.querySelector(':target').textContent")
    assert link.inner_text() in target


def test_the_keyboard_reaches_the_summary_first(browser: Browser, pages: dict[str, Path]) -> None:
    opened = Opened(browser, pages["samples"], WIDE)
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.textContent") == "Skip to the summary"


def test_on_paper_every_table_is_open_and_every_sheet_of_an_internal_page_is_marked(
    browser: Browser, pages: dict[str, Path], tmp_path: Path
) -> None:
    opened = Opened(browser, pages["contested"], WIDE)
    opened.page.emulate_media(media="print")
    sheet = printed(opened, tmp_path)
    assert len(sheet) > 3
    assert all("INTERNAL — not for publication" in text for text in sheet)
    # The last column of a table that is folded on the screen.
    assert any("What they do" in text for text in sheet)


def test_a_public_page_on_paper_has_no_mark(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "public.html"
    with scratch_ledger() as ledger:
        fill(ledger, public([*BASE, returned("said", "ministry", "100")]))
        path.write_text(public_page(ledger))
    sheet = printed(Opened(browser, path, WIDE), tmp_path)
    assert not any("INTERNAL" in text for text in sheet)


def printed(opened: Opened, folder: Path) -> list[str]:
    """The text of each sheet of paper."""
    from pypdf import PdfReader

    path = folder / "page.pdf"
    opened.page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    return [sheet.extract_text() for sheet in PdfReader(path).pages]
