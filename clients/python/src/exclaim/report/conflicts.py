"""What cannot be true together, what hardly can, what is disputed, and what only looks alike."""

from __future__ import annotations

from typing import Any

from . import charts, words
from .limits import CONTRADICTIONS_MAX, PAIRS_MAX
from .material import Material
from .reading import Answer


def conflicts(material: Material) -> dict[str, Any]:
    """Contradictions and tensions one by one; disputes and look-alikes as tables."""
    by_kind: dict[str, list[Answer]] = {}
    for conflict in material.conflicts.get("conflicts", []):
        by_kind.setdefault(conflict.get("kind", ""), []).append(conflict)
    sets = by_kind.get("CONTRADICTION", []) + by_kind.get("TENSION", [])
    disputes, alike = by_kind.get("DISPUTE", []), material.alike.get("conflicts", [])
    told = [_set(material, index, conflict) for index, conflict in enumerate(sets[:CONTRADICTIONS_MAX], 1)]
    return {
        "contradictions": len(by_kind.get("CONTRADICTION", [])),
        "tensions": len(by_kind.get("TENSION", [])),
        "sets": told,
        "sets_left": len(sets) - len(told),
        "disputes": [_pair(material, conflict) for conflict in disputes[:PAIRS_MAX]],
        "dispute_count": len(disputes),
        "alike": [_pair(material, conflict) for conflict in alike],
        "alike_count": int(material.alike.get("notComparable", 0)),
    }


def _set(material: Material, index: int, conflict: Answer) -> dict[str, Any]:
    rows = [_member(material, member) for member in conflict.get("members", [])]
    is_tension = conflict.get("kind") == "TENSION"
    title = f"{'Tension' if is_tension else 'Contradiction'} {index}"
    bars = [row["bar"] for row in rows if row["bar"].hard or row["bar"].absent]
    return {
        "anchor": f"conflict-{index}",
        "title": title,
        "tension": is_tension,
        "rows": rows,
        "explanation": words.plain(conflict.get("explanation")),
        "chart": charts.intervals(f"conflict-{index}-chart", f"{title}: the numbers of its records", bars, "")
        if bars
        else "",
    }


def _member(material: Material, member: Answer) -> dict[str, Any]:
    hard = words.bounds(member.get("hard"))
    side, text = words.plain(member.get("side")), words.plain(member.get("words"))
    who = words.plain(member.get("speaker")) or words.plain(member["record"].get("label"))
    absent = "" if hard else _recorded(material, member)
    label = who + (f" ({side})" if side and side != who else "") + (f": “{text}”" if text else "")
    return {
        "who": who,
        "side": side,
        "number": material.sides.number(side),
        "date": member.get("date", {}),
        "kind": member.get("kind", ""),
        "words": text,
        "bounds": words.in_words(hard) if hard else absent,
        "measure": words.plain(member.get("measure")),
        "ref": material.book.ref(member["record"]),
        "bar": charts.Interval(label, hard, None, material.sides.style(side), absent),
    }


def _recorded(material: Material, member: Answer) -> str:
    """What the record of an exchange says of its numbers; empty for anything else."""
    if member.get("kind") != "exchange":
        return ""
    return "; ".join(material.numbers_of(member["record"]["id"])) or "recorded without a number"


def _pair(material: Material, conflict: Answer) -> dict[str, Any]:
    return {
        "explanation": words.plain(conflict.get("explanation")),
        "refs": material.book.refs(member["record"] for member in conflict.get("members", [])),
    }
