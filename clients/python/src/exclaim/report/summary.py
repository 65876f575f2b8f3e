"""What the page says, in a few sentences. None of them says who is right."""

from __future__ import annotations

from typing import Any

from . import words
from .material import Material

#: Sides whose returns are told in sentences.
SIDES_TOLD = 4


def summary(material: Material, sections: dict[str, Any]) -> list[str]:
    """The sentences, in the order of the page."""
    if not material.book.records:
        return ["The ledger holds no records that may be shown here, so there is nothing to tell yet."]
    return [
        sentence
        for sentence in (
            _extent(material),
            *_returns(sections["returns"]),
            *_tally(material),
            _contested(sections),
            _conflicts(sections["conflicts"]),
            *_agreements(sections["agreements"]),
            _coverage(sections["coverage"]),
        )
        if sentence
    ]


def _extent(material: Material) -> str:
    claims, exchanges = material.of_kind("claim"), material.of_kind("exchange")
    speakers = {material.book.linked(record["id"], "speaker.actor") for record in claims} - {""}
    documents = len(material.of_kind("document"))
    days = sorted(
        day
        for record in exchanges
        for day in [words.day(record["exchange"].get("date", {}).get("earliest", ""))]
        if day
    )
    text = (
        f"This page sets side by side {words.counted(len(claims), 'statement')} by "
        f"{words.counted(len(speakers), 'speaker')} in {words.counted(documents, 'document')}, "
        f"about {words.counted(len(exchanges), 'recorded exchange')}"
    )
    if len(days) > 1:
        text += f" from {words.day_words(days[0])} to {words.day_words(days[-1])}"
    return text + "."


def _returns(sides: list[dict[str, Any]]) -> list[str]:
    told = []
    for side in sides[:SIDES_TOLD]:
        if not side["count"]:
            continue
        count = words.counted(side["count"], "recorded exchange")
        if side["recorded"] == "no number":
            told.append(
                f"For {side['name']}, {count} brought people home, and no number of them is recorded."
            )
            continue
        text = f"To {side['name']}, {count} brought {side['recorded']} persons home"
        told.append(text + (", with no upper bound, since a number was not given." if side["open"] else "."))
    return told


def _tally(material: Material) -> list[str]:
    return [words.plain(check.get("explanation")) for check in material.tally.get("checks", [])[:4]]


def _contested(sections: dict[str, Any]) -> str:
    count = len(sections["contested"]) + sections["contested_left"]
    if not count:
        return "No number is contested."
    return f"{words.counted(count, 'number is', 'numbers are')} contested, with or without another number."


def _conflicts(section: dict[str, Any]) -> str:
    count = section["contradictions"]
    if not count:
        text = "All recorded numbers can be true together"
    else:
        text = f"In {words.counted(count, 'place')} the recorded numbers cannot all be true"
    if section["tensions"]:
        where = words.counted(section["tensions"], "place")
        text += f"; in {where} they hardly can, by the usual reading of their words"
    return text + "."


def _agreements(sections: list[dict[str, Any]]) -> list[str]:
    return [
        f"{section['title']}. " + " ".join(row["explanation"] for row in section["rows"])
        for section in sections[:3]
    ]


def _coverage(section: dict[str, Any]) -> str:
    return str(section["explanation"])
