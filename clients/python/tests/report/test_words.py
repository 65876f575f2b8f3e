"""Numbers and dates in plain English."""

from __future__ import annotations

import pytest

from exclaim.report import words


@pytest.mark.parametrize(
    ("interval", "told"),
    [
        (None, "no number"),
        ((0, None), "no number"),
        ((115, 115), "115"),
        ((1001, None), "at least 1,001"),
        ((0, 150), "at most 150"),
        ((674, 2696), "674 to 2,696"),
        ((0, 0), "0"),
    ],
)
def test_an_interval_says_what_is_open(interval: words.Bounds | None, told: str) -> None:
    assert words.in_words(interval) == told


@pytest.mark.parametrize(
    ("first", "last", "edtf", "told", "iso"),
    [
        ("2024-06-05", "2024-06-05", "2024-06-05", "5 June 2024", "2024-06-05"),
        ("2024-06-06", "2024-06-14", "", "6 to 14 June 2024", "2024-06-06/2024-06-14"),
        ("2023-11-01", "2023-11-30", "2023-11", "November 2023", "2023-11-01/2023-11-30"),
        ("2024-01-01", "2024-12-31", "2024", "2024", "2024-01-01/2024-12-31"),
        ("2024-08-13", "2024-08-19", "2024-08-16~", "about 13 to 19 August 2024", "2024-08-13/2024-08-19"),
        ("2031-03-01", "2031-05-31", "", "1 March 2031 to 31 May 2031", "2031-03-01/2031-05-31"),
        ("", "2024-06-06", "../2024-06-06", "until 6 June 2024", "../2024-06-06"),
        ("2024-06-06", "", "2024-06-06/..", "since 6 June 2024", "2024-06-06/.."),
        ("", "", "", "not dated", ""),
    ],
)
def test_a_date_is_as_uncertain_as_its_source(first: str, last: str, edtf: str, told: str, iso: str) -> None:
    date = {"earliest": first, "latest": last, "edtf": edtf}
    assert words.date_words(date) == told
    assert words.date_iso(date) == iso


def test_text_cannot_turn_what_stands_around_it() -> None:
    assert words.plain("a\u202eb\x00c\u2066d") == "a\ufffdb\ufffdc\ufffdd"
    assert words.plain("Київ — „тисяча“") == "Київ — „тисяча“"
