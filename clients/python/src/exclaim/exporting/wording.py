"""Values as people read them, as the command line words them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .collection import Collection, Stored, entries


def words(name: str) -> str:
    """NOT_DISCLOSED_POLICY as "not disclosed policy"."""
    return name.lower().replace("_", " ")


def bounds(value: Mapping[str, Any]) -> str:
    """[101, ∞), [674, 2696]; one number stands for itself."""
    low, high = value.get("low"), value.get("high")
    if low is None and high is None:
        return ""
    if high is None:
        return f"[{low}, ∞)"
    return str(high) if str(low or 0) == str(high) else f"[{low or 0}, {high}]"


def hard_bounds(quantity: Mapping[str, Any]) -> str:
    """What the words of a quantity entail, whatever kind of number it is; empty where it is not derived."""
    kind = quantity.get("kind", "")
    inner = bounds(quantity.get("innerHard", {}))
    if kind == "SHARE":
        return _share(quantity.get("hardShare", {}))
    if kind == "RATE":
        return f"{inner} per {quantity['per']}" if quantity.get("per") else inner
    if kind == "ALL_BUT":
        return f"{quantity.get('whole') or 'all'} but {inner or 'some'}"
    return bounds(quantity.get("hard", {}))


def _share(share: Mapping[str, Any]) -> str:
    low, high = _fraction(share.get("low", {}), "0"), _fraction(share.get("high", {}), "1")
    start, end = "(" if share.get("lowExclusive") else "[", ")" if share.get("highExclusive") else "]"
    text = f"{start}{low}, {high}{end}"
    return f"{text} of {share['whole']}" if share.get("whole") else text


def _fraction(value: Mapping[str, Any], absent: str) -> str:
    if not value:
        return absent
    numerator, denominator = value.get("numerator", "0"), value.get("denominator", "1")
    return str(numerator) if str(denominator) == "1" else f"{numerator}/{denominator}"


def date(value: Mapping[str, Any]) -> str:
    """A date, or the words that stand for it; † where it is known from outside the source."""
    text = value.get("edtf") or (f"“{value['words']}”" if value.get("words") else "")
    return f"{text}†" if text and value.get("basis") == "EXTERNAL_KNOWLEDGE" else text


def day(value: Mapping[str, Any]) -> str:
    """The one day that a date means, YYYY-MM-DD; empty when it may be several."""
    first, last = value.get("earliest", ""), value.get("latest", "")
    if first and first == last:
        return str(first)
    text = str(value.get("edtf", ""))
    # Lines for submission carry no derived days.
    is_day = not first and len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdigit()
    return text if is_day else ""


def value(claim: Mapping[str, Any]) -> str:
    """The value of a claim: its words, or why there is none."""
    quantity = claim.get("quantity", {})
    if quantity:
        return quantity.get("words") or hard_bounds(quantity)
    return words(claim.get("valueState", ""))


def powers(records: Collection, claim: Stored, side: str) -> str:
    """Whose people, or in whose hands: names; `side` is dependent or detaining."""
    measure = claim.content.get("measure", {})
    one = measure.get(f"{side}Power", "")
    if one:
        return records.name(claim, f"measure.{side}Power", one)
    several = measure.get(f"{side}Powers", {})
    if several.get("all"):
        return "all parties"
    return " and ".join(
        records.name(claim, f"measure.{side}Powers.{path}", party)
        for path, party in entries(several, "parties")
    )


def speaker(records: Collection, claim: Stored) -> str:
    """Who speaks, by name, and in which role."""
    said = claim.content.get("speaker", {})
    name = records.name(claim, "speaker.actor", said.get("actor", "")) or said.get("words", "")
    return f"{name}, {said['role']}" if said.get("role") and said["role"] != name else name


def proposition(records: Collection, claim: Stored) -> str:
    """What the claim says, without its speaker: "“around 1,348” held, persons unspecified, of Russia"."""
    content = claim.content
    measure = content.get("measure", {})
    quantity = content.get("quantity", {})
    parts: list[str] = []
    said = f"“{quantity['words']}”" if quantity.get("words") else hard_bounds(quantity)
    topic = words(measure.get("topic", ""))
    head = " ".join(filter(None, [said or value(content), topic]))
    parts += [head, words(measure.get("category", ""))]
    of, by = powers(records, claim, "dependent"), powers(records, claim, "detaining")
    parts += [f"of {of}" if of else "", f"in the hands of {by}" if by else "", measure.get("scope", "")]
    described = ", ".join(filter(None, parts))
    own = content.get("proposition", "")
    return f"{own} ({described})" if own and described else own or described


def transfers(records: Collection, exchange: Stored) -> list[str]:
    """The legs of an exchange: "Russia → Ukraine: 71 military unspecified, four civilian unspecified"."""
    lines = []
    for path, leg in entries(exchange.content, "legs"):
        parties = [
            records.name(exchange, f"{path}.{side}", leg.get(side, "")) or "?" for side in ("from", "to")
        ]
        groups = [
            " ".join(filter(None, [value(group), words(group.get("category", ""))]))
            for group in leg.get("persons", [])
        ]
        lines.append(" → ".join(parties) + (f": {', '.join(groups)}" if groups else ""))
    return lines
