"""A public page says what follows from public records, and nothing of what was withheld."""

from __future__ import annotations

import re

import pytest

import exclaim
from exclaim.report import Heading, public_page
from exclaim.report.lines import Lines
from exclaim.report.public import submit
from exclaim.report.scratch import NoServer, scratch_ledger

from .ledgers import BASE, exchange, fill, public, returned

WOUNDED, YOUNG, TOGETHER = "3", "47", "50"
SMALL = [
    *public(BASE),
    *public(
        [
            {
                "exchange": {
                    "key": "small",
                    "title": "A small handover",
                    "date": {"edtf": "2031-06-01"},
                    "status": "COMPLETED",
                    "legs": [
                        {
                            "from": "south",
                            "to": "north",
                            "persons": [
                                {"category": "SERIOUSLY_WOUNDED_OR_SICK", "quantity": {"words": WOUNDED}},
                                {"category": "UNDER_25", "quantity": {"words": YOUNG}},
                            ],
                        }
                    ],
                }
            },
            returned("wounded", "ministry", WOUNDED, "small", category="SERIOUSLY_WOUNDED_OR_SICK"),
            returned("together", "ministry", TOGETHER, "small"),
        ]
    ),
]


def numbers(page: str) -> set[str]:
    """Every number that a reader or a machine can find in the page, but for coordinates and names."""
    body = re.sub(r"<style.*?</style>", "", page, flags=re.DOTALL)
    text = re.sub(r"<code.*?</code>|<a [^>]*>|<(?!text)[^>]*>", " ", body, flags=re.DOTALL)
    return set(re.findall(r"(?<![\w.-])\d[\d,]*(?![\w-])", text))


def test_a_withheld_number_does_not_come_back_through_a_figure() -> None:
    with scratch_ledger() as ledger:
        fill(ledger, SMALL)
        page = public_page(ledger, Heading("Small numbers", "2031-12-31"))
        shown = numbers(page)
        assert TOGETHER in shown
        assert YOUNG not in shown
        assert "withheld here, for the protection of people" in page
        assert "3 fields withheld" in page
        assert f"“{WOUNDED}”" not in page
        # The test would see the numbers if they were there.
        open_page = public_page(ledger, threshold=1)
        assert {TOGETHER, YOUNG} <= numbers(open_page)
        assert f"“{WOUNDED}”" in open_page


def test_records_that_are_not_public_change_no_byte() -> None:
    with scratch_ledger() as ledger:
        fill(ledger, SMALL)
        before = public_page(ledger)
        team = [
            exchange("secret", "2031-07-01", "999"),
            returned("secret-count", "ministry", "48", "small"),
            {
                "assessment": {
                    "key": "secret-view",
                    "claim": "together",
                    "state": "REJECTED",
                    "reason": "wrong",
                }
            },
        ]
        fill(ledger, team)
        assert public_page(ledger) == before


def test_the_same_public_records_in_another_ledger_tell_the_same() -> None:
    pages = []
    for _ in range(2):
        with scratch_ledger() as ledger:
            fill(ledger, SMALL)
            page = public_page(ledger, Heading(date="2031-12-31"))
            # Each ledger gives ids of its own; everything else is alike.
            pages.append(re.sub(r"\b(act|doc|clm|exc)_\w{26}", r"\1_", page))
    assert pages[0] == pages[1]


def test_what_a_second_person_let_pass_is_taken_into_the_private_ledger() -> None:
    note = "The prisoner Ivan Petrenko, born 3 February 1990, told it on +380 44 123 45 67."
    flagged = {"document": {"key": "flagged", "title": "A letter", "note": note}}
    with scratch_ledger() as private:
        # It is flagged: without a reason it is refused.
        assert private.submit([flagged]).refused == 1
        submit(private, Lines([{"id": "doc_1", **flagged}]))
        assert private.get("flagged").document.note == note


def test_a_public_page_is_not_marked_as_internal() -> None:
    with scratch_ledger() as ledger:
        fill(ledger, SMALL)
        page = public_page(ledger)
    assert "INTERNAL" not in page
    assert "not for publication" not in page
    assert "public reading" in page


def test_as_of_a_day_only_what_was_published_by_then_is_told() -> None:
    with scratch_ledger() as ledger:
        fill(ledger, SMALL)
        assert "together" in public_page(ledger, as_of="2031-06-03")
        assert ">together<" not in public_page(ledger, as_of="2031-06-02")


def test_without_the_servers_program_it_says_how_to_get_it(samples: exclaim.Ledger) -> None:
    with pytest.raises(NoServer, match="--exclaimd"):
        public_page(samples, exclaimd="/nowhere/exclaimd")
