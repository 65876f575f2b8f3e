"""How far the parties of each agreement have come."""

from __future__ import annotations

from typing import Any

from . import charts, words
from .material import Material
from .reading import Answer
from .sides import PLEDGED


def agreements(material: Material) -> list[dict[str, Any]]:
    """One section for each agreement that obliges somebody to something."""
    return [
        _agreement(material, index, answer)
        for index, answer in enumerate(material.progress, 1)
        if answer.get("obligations")
    ]


def _agreement(material: Material, index: int, answer: Answer) -> dict[str, Any]:
    rows = [_obligation(material, obligation) for obligation in answer["obligations"]]
    title = words.plain(answer["agreement"].get("label"))
    return {
        "title": title,
        "ref": material.book.ref(answer["agreement"]),
        "date": material.book.content(answer["agreement"]["id"]).get("date", {}),
        "rows": rows,
        "chart": charts.intervals(
            f"agreement-{index}",
            f"{title}: pledged and recorded",
            [bar for row in rows for bar in row["bars"]],
            "",
        ),
    }


def _obligation(material: Material, obligation: Answer) -> dict[str, Any]:
    pledged, delivered = words.bounds(obligation.get("pledged")), words.bounds(obligation.get("delivered"))
    obligor, whose = words.plain(obligation.get("obligor")), words.plain(obligation.get("dependentPower"))
    between = f"{obligor} to {whose}" if whose else obligor
    return {
        "obligor": obligor,
        "whose": whose,
        "number": material.sides.number(whose),
        "obligation": words.plain(obligation.get("obligation")),
        "pledged": words.in_words(pledged),
        "delivered": words.in_words(delivered),
        "verdict": words.named(obligation.get("verdict")),
        "conditions": [words.plain(condition) for condition in obligation.get("conditions", [])],
        "explanation": words.plain(obligation.get("explanation")),
        "refs": material.book.refs(obligation.get("sources")),
        "bars": [
            charts.Interval(
                f"{between}, pledged: {words.in_words(pledged)}", pledged, None, PLEDGED, "no number pledged"
            ),
            charts.Interval(
                f"{between}, recorded: {words.in_words(delivered)}",
                delivered,
                None,
                material.sides.style(whose),
                "no number recorded",
            ),
        ],
    }
