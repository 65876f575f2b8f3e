"""Numbers, dates and names of values in plain English."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, Optional

from .limits import TEXT_CHARACTERS_MAX

Bounds = tuple[int, Optional[int]]

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

#: Characters that change how their surroundings are shown, or that HTML may not hold.
UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")

CATEGORIES = {
    "ALL": "soldiers and civilians",
    "MILITARY": "military of every kind",
    "PRISONER_OF_WAR": "prisoners of war",
    "SERIOUSLY_WOUNDED_OR_SICK": "seriously wounded or sick",
    "UNDER_25": "under 25 years",
    "MILITARY_WOMEN": "women in armed forces",
    "MILITARY_UNSPECIFIED": "soldiers",
    "CIVILIAN": "civilians of every kind",
    "CHILDREN": "children",
    "HOSTAGES": "hostages",
    "POLITICAL_PRISONERS": "political prisoners",
    "CIVILIAN_UNSPECIFIED": "civilians",
    "PERSONS_UNSPECIFIED": "persons, not said of which kind",
    "WOMEN": "women",
    "FOREIGN_NATIONALS": "foreign nationals",
    "MORTAL_REMAINS": "mortal remains",
}

VALUE_STATES = {
    "NOT_DISCLOSED_POLICY": "no number: withheld by a stated policy",
    "NOT_DISCLOSED_UNSTATED": "no number given, no reason given",
    "NOT_DISCLOSED_DEFERRED": "number promised for later",
    "NOT_DISCLOSED_NO_COMMENT": "no comment",
    "UNKNOWN_TO_SPEAKER": "number not known to the speaker",
    "QUALITATIVE": "no number belongs to it",
    "NONE": "none, said without a number",
    "WITHHELD": "number withheld here, for the protection of people",
}

DATE_BASES = {
    "STATED": "stated by the source",
    "RESOLVED_WEEKDAY": "worked out from the weekday",
    "RESOLVED_RELATIVE": "worked out from the words",
    "EXTERNAL_KNOWLEDGE": "known from outside the document",
    "UNKNOWN": "nobody knows",
}


def plain(text: Any) -> str:
    """Text that can be shown: without characters that would change what stands around it."""
    return UNSHOWABLE.sub("\ufffd", str(text or ""))


def shortened(text: Any, most: int = TEXT_CHARACTERS_MAX) -> str:
    whole = plain(text)
    return whole if len(whole) <= most else whole[: most - 1].rstrip() + "…"


def named(value: str | None) -> str:
    """The name of an enumeration's value: "MET_IF_SCOPES_MATCH" is "met if scopes match"."""
    return (value or "").replace("_", " ").lower()


def sentence(text: str) -> str:
    """The text with a capital at its head."""
    return text[:1].upper() + text[1:]


def counted(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def bounds(message: dict[str, Any] | None) -> Bounds | None:
    """Bounds from their JSON; None where there are none."""
    if message is None:
        return None
    high = message.get("high")
    return int(message.get("low", 0)), None if high is None else int(high)


def in_words(interval: Bounds | None) -> str:
    """An interval: "115", "at least 101", "674 to 2,696", "no number"."""
    if interval is None:
        return "no number"
    low, high = interval
    if high is None:
        return "no number" if low == 0 else f"at least {low:,}"
    if low == high:
        return f"{low:,}"
    return f"at most {high:,}" if low == 0 else f"{low:,} to {high:,}"


def day(text: str) -> date | None:
    """A day from "YYYY-MM-DD"; None where there is none, or none that a calendar holds."""
    try:
        return date(*map(int, text.split("-")))
    except (ValueError, TypeError, AttributeError):
        return None


def day_words(when: date) -> str:
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def date_words(message: dict[str, Any] | None) -> str:
    """A date of the ledger: "5 June 2024", "6 to 14 June 2024", "November 2023", "not dated"."""
    message = message or {}
    first, last = day(message.get("earliest", "")), day(message.get("latest", ""))
    if first is None:
        return f"until {day_words(last)}" if last else "not dated"
    if last is None:
        return f"since {day_words(first)}"
    about = "about " if "~" in message.get("edtf", "") else ""
    if first == last:
        return about + day_words(first)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{about}{MONTHS[first.month - 1]} {first.year}"
        if first.month == 1 and last.month == 12 and first.year == last.year:
            return f"{about}{first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{about}{first.day} to {day_words(last)}"
    return f"{about}{day_words(first)} to {day_words(last)}"


def date_iso(message: dict[str, Any] | None) -> str:
    """The same in ISO 8601: "2024-06-05", "2024-06-06/2024-06-14"."""
    message = message or {}
    first, last = str(message.get("earliest", "")), str(message.get("latest", ""))
    if first == last:
        return first
    return f"{first or '..'}/{last or '..'}"


def day_of(timestamp: str) -> str:
    """The day of a time: "2026-11-21T23:14:36Z" is "2026-11-21"."""
    return timestamp[:10]
