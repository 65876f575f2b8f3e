"""Cumulative returns for each side: bounds from the recorded exchanges, and the totals that were stated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from . import charts, words
from .limits import RETURNS_SIDES_MAX, TABLE_ROWS_MAX, TOTALS_MAX
from .material import Material
from .reading import Answer
from .words import Bounds

#: An exchange that has not begun brings nobody home.
NOT_BEGUN = ("PROPOSED", "AGREED", "PLANNED", "POSTPONED", "CANCELLED")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class Return:
    """Persons whom one exchange brought to one side."""

    exchange: str
    first: date | None
    last: date | None
    persons: Bounds


def returns(material: Material) -> tuple[list[dict[str, Any]], int]:
    """The sides to which persons returned, or of which a total was stated, and how many more there are."""
    brought, stated = _brought(material), _totals(material)
    found = {side: len(brought.get(side, [])) + len(stated.get(side, [])) for side in (*brought, *stated)}
    kept = sorted(found, key=lambda side: (-found[side], material.book.name(side), side))[:RETURNS_SIDES_MAX]
    sides = sorted(kept, key=lambda side: (material.book.name(side), side))
    days = [end for rows in brought.values() for row in rows for end in (row.first, row.last) if end]
    days += [total["day"] for rows in stated.values() for total in rows]
    told = [_side(material, side, brought.get(side, []), stated.get(side, []), days) for side in sides]
    names = [side["name"] for side in told]
    for side, actor in zip(told, sides):
        # Two actors of one name are told apart by their keys.
        side["key"] = material.book.ref({"id": actor})["text"] if names.count(side["name"]) > 1 else ""
    return told, len(found) - len(told)


def _brought(material: Material) -> dict[str, list[Return]]:
    """By side, what each exchange brought, as tightly as all records together bound it."""
    whole = _wholes(material)
    begun = [r for r in material.of_kind("exchange") if r["exchange"].get("status") not in NOT_BEGUN]
    wholes = {part for record in begun for part in material.book.links_below(record["id"], "partOf[")}
    found: dict[str, list[Return]] = {}
    for record in begun:
        # The handovers of a larger exchange are counted, and not it as well.
        if record["id"] in wholes:
            continue
        for side in _receivers(material, record):
            date_ = record["exchange"].get("date", {})
            first, last = words.day(date_.get("earliest", "")), words.day(date_.get("latest", ""))
            persons = whole.get((record["id"], side)) or (0, None)
            found.setdefault(side, []).append(Return(record["id"], first, last, persons))
    return found


def _wholes(material: Material) -> dict[tuple[str, str], Bounds]:
    """By exchange and side, how many came home from all hands together."""
    found: dict[tuple[str, str], dict[str, Bounds]] = {}
    for figure in material.consistency.get("figures", []):
        measure = figure["measure"]
        is_whole = measure.get("topic") == "RETURNED" and measure.get("category") == "ALL"
        is_counted = measure.get("unit", "PERSONS") == "PERSONS" and not measure.get("scope")
        if figure.get("exchange") and is_whole and is_counted:
            place = (figure["exchange"]["id"], measure.get("dependentPower", ""))
            found.setdefault(place, {})[measure.get("detainingPower", "")] = _bounds(material, figure)
    return {place: _sum(by_hands) for place, by_hands in found.items()}


def _sum(by_hands: dict[str, Bounds]) -> Bounds:
    """The sum over those in whose hands they were; what was said of nobody's hands is that sum itself."""
    if "" in by_hands:
        return by_hands[""]
    highs = [high for _, high in by_hands.values()]
    known = [high for high in highs if high is not None]
    return sum(low for low, _ in by_hands.values()), sum(known) if len(known) == len(highs) else None


def _bounds(material: Material, figure: Answer) -> Bounds:
    """What follows for a number; where statements on it contradict each other, from least to greatest."""
    if not figure.get("besideConflict"):
        return words.bounds(figure.get("hard")) or (0, None)
    book, said = material.book, []
    label = f"returned to {book.name(figure['measure'].get('dependentPower', ''))}"
    for source in figure.get("sources", []):
        content = book.content(source["id"])
        said += [words.bounds(content.get("quantity", {}).get("hard"))]
        said += [
            words.bounds(number.get("hard"))
            for number in material.event(source["id"]).get("numbers", [])
            if source["id"].startswith("exc_") and number.get("label") == label
        ]
    told = [interval for interval in said if interval]
    if not told:
        return 0, None
    highs = [high for _, high in told]
    return min(low for low, _ in told), None if None in highs else max(high or 0 for high in highs)


def _receivers(material: Material, record: dict[str, Any]) -> list[str]:
    """Those to whom persons of their own came home, and not only remains."""
    sides = []
    for index, leg in enumerate(record["exchange"].get("legs", [])):
        taker = material.book.linked(record["id"], f"legs[{index}].to")
        whose = material.book.linked(record["id"], f"legs[{index}].dependentPower") or taker
        persons = [
            g for g in leg.get("persons", []) if g.get("unit", "PERSONS") in ("PERSONS", "UNSPECIFIED")
        ]
        alive = [g for g in persons if g.get("category") != "MORTAL_REMAINS"]
        if taker and taker == whose and (alive or not leg.get("persons")):
            sides.append(taker)
    return list(dict.fromkeys(sides))


def _totals(material: Material) -> dict[str, list[dict[str, Any]]]:
    """By side, the running totals of persons returned that somebody stated."""
    found: dict[str, list[dict[str, Any]]] = {}
    for record in material.of_kind("claim"):
        claim, id_ = record["claim"], record["id"]
        measure, quantity = claim.get("measure", {}), claim.get("quantity", {})
        side = material.book.linked(id_, "measure.dependentPower")
        if measure.get("topic") != "RETURNED" or "from" not in measure or "hard" not in quantity or not side:
            continue
        if measure.get("unit", "PERSONS") != "PERSONS" or claim.get("speechAct") in ("PLEDGES", "PROPOSES"):
            continue
        until = measure.get("to") or claim.get("asserted") or {}
        when = words.day(until.get("latest", "")) or words.day(until.get("earliest", ""))
        interval = words.bounds(quantity["hard"])
        if when and interval:
            found.setdefault(side, []).append(
                {
                    "day": when,
                    "until": words.day_words(when),
                    "since": words.date_words(measure["from"]),
                    "bounds": interval,
                    "number": words.in_words(interval),
                    "words": words.plain(quantity.get("words")),
                    "speaker": words.plain(
                        material.evidence_of(id_).get("speaker") or material.book.ref(record)["label"]
                    ),
                    "counts": words.CATEGORIES.get(measure.get("category", ""), "persons"),
                    "beside": _beside(material, id_, measure),
                    "source": {"id": id_},
                }
            )
    return {side: sorted(rows, key=lambda row: row["day"])[-TOTALS_MAX:] for side, rows in found.items()}


def _beside(material: Material, id_: str, measure: dict[str, Any]) -> str:
    """What a total leaves out, and the agreement under which it counts."""
    left_out = material.book.left_out(id_, measure)
    parts = ["leaves out " + ", ".join(left_out)] if left_out else []
    agreement = material.book.linked(id_, "about.agreement")
    if agreement:
        parts.append("only under " + material.book.name(agreement))
    return "; ".join(parts)


def steps(rows: list[Return]) -> list[tuple[date, Bounds]]:
    """The bounds day by day: what certainly had come by then, and what may have."""
    dated = [row for row in rows if row.first and row.last]
    days = sorted({day for row in dated for day in (row.first, row.last) if day})
    steps: list[tuple[date, Bounds]] = []
    for day in days:
        certain = [row for row in dated if row.last and row.last <= day]
        possible = [row.persons[1] for row in dated if row.first and row.first <= day]
        high = None if None in possible else sum(number for number in possible if number is not None)
        steps.append((day, (_least(certain), high)))
    return steps


def _least(rows: list[Return]) -> int:
    """The least number that all of them brought: two of one day with numbers that may be one are one."""
    kept: list[Return] = []
    for row in sorted(rows, key=lambda row: -row.persons[0]):
        if not any(
            row.first == row.last == other.first == other.last and _meet(row, other) for other in kept
        ):
            kept.append(row)
    return sum(row.persons[0] for row in kept)


def _meet(one: Return, other: Return) -> bool:
    low = max(one.persons[0], other.persons[0])
    return all(high is None or low <= high for high in (one.persons[1], other.persons[1]))


def _side(
    material: Material, side: str, rows: list[Return], stated: list[dict[str, Any]], days: list[date]
) -> dict[str, Any]:
    book, name = material.book, material.book.name(side)
    grown = steps(rows)
    for letter, total in zip(LETTERS, stated):
        total["letter"] = letter
        total["ref"] = book.ref(total["source"])
    drawn = charts.Growth(
        grown,
        [(total["day"], total["bounds"], total["letter"]) for total in stated],
        material.sides.style(name),
    )
    title = (
        f"Persons returned to {name}, as recorded: {words.in_words(grown[-1][1]) if grown else 'no exchange'}"
    )
    if stated:
        title += "; totals stated: " + ", ".join(f"{total['letter']} {total['number']}" for total in stated)
    table = [
        {
            "date": material.book.content(row.exchange).get("date", {}),
            "number": words.in_words(row.persons),
            "ref": book.ref({"id": row.exchange}),
            "title": book.name(row.exchange),
        }
        for row in sorted(rows, key=lambda row: (row.first or date.max, row.exchange))[-TABLE_ROWS_MAX:]
    ]
    recorded = grown[-1][1] if grown else None
    is_drawn = bool(stated) or any(low or high for _, (low, high) in grown)
    return {
        "name": name,
        "number": material.sides.number(name),
        "totals": stated,
        "exchanges": table,
        "count": len(rows),
        "recorded": words.in_words(recorded) if recorded else "no number",
        "open": bool(recorded and recorded[1] is None),
        "undated": sum(not (r.first and r.last) for r in rows),
        "chart": charts.growth(f"returns-{book.shown(side)}", title, drawn, days) if is_drawn else "",
    }
