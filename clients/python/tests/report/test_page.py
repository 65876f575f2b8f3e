"""The page as text: complete, checkable, and safe to open."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import exclaim
from exclaim.report import Heading, internal_page, limits


class Reader(HTMLParser):
    """Names, links and sources of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attributes:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "xlink:href"):
                self.links.append(value or "")
            elif name in ("src", "srcset", "data", "action", "poster"):
                self.sources.append(value or "")
            elif name.startswith("on"):
                self.handlers.append(name)


@pytest.fixture(params=["samples", "contested", "empty"])
def page(request: pytest.FixtureRequest, pages: dict[str, Path]) -> str:
    return pages[request.param].read_text()


def test_the_page_holds_everything_and_loads_nothing(page: str) -> None:
    reader = Reader(page)
    assert not {"script", "link", "img", "iframe", "object", "embed", "form"} & set(reader.tags)
    assert not reader.sources
    assert not reader.handlers
    assert "@import" not in page
    assert not re.findall(r"url\((?!#)", page)
    assert "default-src 'none'" in page


def test_every_link_leads_somewhere_and_every_name_is_given_once(page: str) -> None:
    reader = Reader(page)
    assert len(reader.ids) == len(set(reader.ids))
    missing = [link for link in reader.links if link.startswith("#") and link[1:] not in reader.ids]
    assert not missing


def test_a_page_can_be_sent_by_mail(page: str) -> None:
    assert len(page.encode()) < limits.PAGE_BYTES_MAX


def test_the_page_says_what_it_is_not(page: str) -> None:
    assert "not a tracing service" in page


def test_an_internal_page_is_marked_in_its_head_on_the_screen_and_on_paper(page: str) -> None:
    assert "<title>Internal: " in page
    assert "Internal — not for publication." in page
    assert '@top-center { content: "INTERNAL' in page
    assert 'class="watermark"' in page


def test_the_same_state_gives_the_same_bytes(contested: exclaim.Ledger, pages: dict[str, Path]) -> None:
    assert internal_page(contested, Heading(date="2031-12-31")) == pages["contested"].read_text()


def test_as_of_an_entry_of_the_journal_nothing_later_shows(contested: exclaim.Ledger) -> None:
    before = internal_page(contested, as_of="#5")
    assert "Handover certain" not in before
    assert "entry 5 of the journal" in before


def test_what_the_samples_must_say(pages: dict[str, Path]) -> None:
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", pages["samples"].read_text()))
    assert "Recorded 2 of 66 exchanges, with 190 of 5,857 persons returned to Ukraine" in text
    assert "5,667 persons are unexplained in 64 exchanges not recorded" in text
    assert "All recorded numbers can be true together." in text
    assert "met if this holds: category: citizens counted against soldiers pledged" in text
    assert "To Ukraine, 3 recorded exchanges brought at least 190 persons home" in text
    assert "Held, citizens, of Russia, in the hands of Ukraine: 5 June 2024" in text
    assert "“around 1,348”" in text
    assert "exclaim cite" in text


def test_a_contradiction_shows_its_smallest_set_with_links(pages: dict[str, Path]) -> None:
    page = pages["contested"].read_text()
    section = page[page.index('id="conflict-1"') : page.index('id="agreements"')]
    for key in ("says-sixty", "says-fifty"):
        assert re.search(rf'href="#clm_\w+"[^>]*>{key}</a>', section)


def test_a_contested_exchange_adds_all_that_is_said_of_it_and_picks_none(pages: dict[str, Path]) -> None:
    page = pages["contested"].read_text()
    section = page[page.index('id="returns"') : page.index('id="time-line"')]
    row = next(row for row in re.findall(r"<tr>.*?</tr>", section) if "Handover certain" in row)
    assert "50 to 60" in row


def test_a_side_is_never_told_by_colour_alone(pages: dict[str, Path]) -> None:
    page = pages["contested"].read_text()
    assert "Ministry of the north (Northland)" in page


def test_every_picture_has_its_table(page: str) -> None:
    figures = re.findall(r"</figure>(.*?)(?=<figure>|</section>)", page, re.DOTALL)
    assert all("<table>" in after for after in figures)


def test_names_cannot_become_markup(pages: dict[str, Path]) -> None:
    page = pages["contested"].read_text()
    assert "<script" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_empty_ledger_has_a_page_that_says_so(pages: dict[str, Path]) -> None:
    page = pages["empty"].read_text()
    assert "there is nothing to tell yet" in page
    assert "No exchange is recorded." in page
    assert "<figure>" not in page


def test_a_footnote_is_what_the_ledger_itself_cites(
    contested: exclaim.Ledger, pages: dict[str, Path]
) -> None:
    claim = contested.get("says-sixty")
    cited = contested.call("Analysis/Cite", {"question": {"claim": claim.id}})
    assert f"exclaim cite {cited.arguments}" in html.unescape(pages["contested"].read_text())


def test_what_does_not_fit_is_counted(contested: exclaim.Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exclaim.report.schedule.SCHEDULE_ROWS_MAX", 2)
    assert "The latest 2 of 6 are drawn." in internal_page(contested)
    monkeypatch.setattr("exclaim.report.schedule.SCHEDULE_ROWS_MAX", 6)
    assert "are drawn." not in internal_page(contested)
