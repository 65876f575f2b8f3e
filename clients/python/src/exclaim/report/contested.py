"""The evidence of each contested number: who says what, with its bounds, side by side."""

from __future__ import annotations

from typing import Any

from . import charts, words
from .limits import CONTESTED_MAX, STATEMENTS_MAX
from .material import Material
from .reading import Answer
from .sides import FOLLOWS

CONTESTING = ("CONTRADICTION", "TENSION", "DISPUTE")


def contested(material: Material) -> tuple[list[dict[str, Any]], int]:
    """The numbers that somebody contests or that cannot all be true, and how many more there are."""
    opposed = _opposed(material)
    figures = [
        figure
        for figure in material.consistency.get("figures", [])
        if any(source["id"] in opposed for source in figure.get("sources", []))
    ]
    told = [
        _number(material, index, figure, opposed) for index, figure in enumerate(figures[:CONTESTED_MAX], 1)
    ]
    return told, len(figures) - len(told)


def _opposed(material: Material) -> dict[str, list[str]]:
    """By claim in a conflict, the claims that contest this very number, most without one of their own."""
    found: dict[str, list[str]] = {}
    for conflict in material.conflicts.get("conflicts", []):
        if conflict.get("kind") not in CONTESTING:
            continue
        claims = [member for member in conflict.get("members", []) if member.get("kind") == "claim"]
        for member in claims:
            others = found.setdefault(member["record"]["id"], [])
            if conflict["kind"] == "DISPUTE":
                others += [other["record"]["id"] for other in claims if _contests(other, member)]
    return found


def _contests(other: Answer, member: Answer) -> bool:
    """A number of its own on something else belongs to another figure."""
    return other is not member and (not other.get("words") or other.get("measure") == member.get("measure"))


def _number(material: Material, index: int, figure: Answer, opposed: dict[str, list[str]]) -> dict[str, Any]:
    book = material.book
    ids = [source["id"] for source in figure.get("sources", [])]
    others = [other for id_ in ids for other in opposed.get(id_, [])]
    rows = [_statement(material, id_, figure) for id_ in list(dict.fromkeys([*ids, *others]))]
    rows.sort(key=lambda row: (row["order"], row["who"], row["ref"]["anchor"]))
    rows, left = rows[:STATEMENTS_MAX], max(0, len(rows) - STATEMENTS_MAX)
    follows, usual = words.bounds(figure.get("hard")), words.bounds(figure.get("soft"))
    label = words.sentence(words.plain(figure.get("label")))
    beside = bool(figure.get("besideConflict"))
    result = "What follows from the other records" if beside else "What follows from all records together"
    drawn = [row["bar"] for row in rows]
    drawn.append(
        charts.Interval(
            f"{result}: {words.in_words(follows)}",
            follows,
            usual,
            FOLLOWS,
            "no other record bounds it",
            strong=True,
        )
    )
    return {
        "anchor": f"number-{index}",
        "label": label,
        "rows": rows,
        "left": left,
        "result": result,
        "follows": words.in_words(follows),
        "usual": words.in_words(usual) if usual and usual != follows else "",
        "explanation": words.plain(figure.get("explanation")),
        "origins": figure.get("origins", {}),
        "beside": beside,
        "refs": book.refs([*figure.get("lowSources", []), *figure.get("highSources", [])]),
        "asked": next((id_ for id_ in ids if id_.startswith("clm_")), ids[0] if ids else ""),
        "chart": charts.intervals(
            f"number-{index}-chart",
            f"{label}: what each speaker says",
            drawn,
            words.named(figure.get("measure", {}).get("unit")) or "persons",
        ),
    }


def _statement(material: Material, id_: str, figure: Answer) -> dict[str, Any]:
    """One row: a claim, or the record of an exchange."""
    book, record = material.book, material.book.records.get(id_, {})
    if "exchange" in record:
        return _row(
            material,
            id_,
            book.name(id_),
            "",
            record["exchange"].get("date"),
            "record of the exchange",
            "",
            _recorded(material, id_, figure),
            None,
            "",
        )
    claim, item = record.get("claim", {}), material.evidence_of(id_)
    quantity = claim.get("quantity", {})
    state = claim.get("valueState", "")
    act = words.named(claim.get("speechAct"))
    hard, soft = words.bounds(quantity.get("hard")), words.bounds(quantity.get("soft"))
    absent = "" if hard else f"{act}, {words.VALUE_STATES.get(state, 'no number')}"
    who = words.plain(item.get("speaker")) or book.ref({"id": id_})["label"]
    role = words.plain(item.get("role"))
    return _row(
        material,
        id_,
        f"{who}, {role}" if role else who,
        words.plain(item.get("side")),
        claim.get("asserted"),
        act,
        words.plain(quantity.get("words")),
        hard,
        soft,
        absent,
    )


def _recorded(material: Material, id_: str, figure: Answer) -> words.Bounds | None:
    """What the record of an exchange alone says, where nobody else speaks of the number."""
    if len(figure.get("sources", [])) == 1:
        return words.bounds(figure.get("stated"))
    side = figure.get("measure", {}).get("dependentPower")
    category = figure.get("measure", {}).get("category")
    low, high = 0, None
    for index, leg in enumerate(material.book.content(id_).get("legs", [])):
        if material.book.linked(id_, f"legs[{index}].to") != side:
            continue
        numbers = [
            words.bounds(group.get("quantity", {}).get("hard"))
            for group in leg.get("persons", [])
            if category == "ALL" or group.get("category") == category
        ]
        known = [pair for pair in numbers if pair]
        low += sum(pair[0] for pair in known)
        if known and len(known) == len(numbers) and all(pair[1] is not None for pair in known):
            high = (high or 0) + sum(pair[1] or 0 for pair in known)
    return low, high


def _row(
    material: Material,
    id_: str,
    who: str,
    side: str,
    said: Answer | None,
    act: str,
    text: str,
    hard: words.Bounds | None,
    soft: words.Bounds | None,
    absent: str,
) -> dict[str, Any]:
    label = ", ".join(
        part
        for part in (
            who + (f" ({side})" if side and side != who else ""),
            words.date_words(said) if said else "",
        )
        if part
    )
    if text:
        label += f": “{text}”"
    return {
        "who": who,
        "side": side,
        "number": material.sides.number(side),
        "said": said or {},
        "act": act,
        "words": text,
        "bounds": words.in_words(hard) if hard else absent,
        "usual": words.in_words(soft) if soft and soft != hard else "",
        "ref": material.book.ref({"id": id_}),
        "order": (not side, side, words.date_iso(said)),
        "bar": charts.Interval(label, hard, soft, material.sides.style(side), absent),
    }
