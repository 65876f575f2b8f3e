"""Records as entities of FollowTheMoney, as Aleph and its kin read them.

| record | entity |
|---|---|
| actor | PublicBody, Organization, LegalEntity; Person for officials alone |
| role of an actor | Membership |
| document | Article |
| exchange, agreement | Event |
| claim | Note: what somebody said is no event that happened |
| speaker of a claim | UnknownLink from the actor to the note, with the day on which it was said |
| mention of a claim | Documentation |
| relation | UnknownLink between two notes |
| assessment | none: it is an analyst's judgement and no entity |
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from . import wording
from .collection import Collection, Stored, entries

_SCHEMATA = {
    "STATE": "PublicBody",
    "MINISTRY": "PublicBody",
    "SECURITY_SERVICE": "PublicBody",
    "COORDINATION_BODY": "PublicBody",
    "OMBUDSMAN": "Person",
    "HEAD_OF_STATE": "Person",
    "NAMED_OFFICIAL": "Person",
    "ANONYMOUS_OFFICIAL": "LegalEntity",
    "UNNAMED_GROUP": "LegalEntity",
    "WIRE_AGENCY": "Organization",
    "OUTLET": "Organization",
    "STATE_MEDIA": "Organization",
    "SOCIAL_CHANNEL": "LegalEntity",
    "FORUM": "Organization",
    "INTERNATIONAL_ORGANISATION": "Organization",
    "MEDIATOR": "LegalEntity",
}

#: What an entity's id may be made of.
_ID = re.compile(r"[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?")
_DAY_OR_COARSER = re.compile(r"\d{4}(-\d\d){0,2}")


def write_entities(records: Collection, out: TextIO) -> None:
    """One entity a line. Retracted records give none."""
    for entity in entities(records):
        out.write(json.dumps(entity, ensure_ascii=False, sort_keys=True) + "\n")


def entities(records: Collection) -> Iterator[dict[str, Any]]:
    """The entities, each valid by its schema."""
    makers = {
        "actor": _actor,
        "document": _document,
        "agreement": _agreement,
        "exchange": _exchange,
        "claim": _claim,
        "relation": _relation,
    }
    for kind, make in makers.items():
        for record in records.standing(kind):
            yield from make(records, record)


def _id(record: Stored, *parts: str) -> str:
    name = record.reference.replace("_", "-") if record.id else record.reference
    if not _ID.fullmatch(name):
        # A key may be of any letters; an entity's id is of these alone.
        name = hashlib.sha256(name.encode()).hexdigest()[:32]
    return "-".join(["exclaim", name, *parts])


def _entity(schema: str, id: str, properties: dict[str, Any]) -> dict[str, Any]:
    """An entity. Values that its schema does not take (an address that is none) are left out."""
    from followthemoney import model

    proxy = model.get_proxy({"id": id, "schema": schema, "properties": {}})
    for name, values in properties.items():
        proxy.add(name, [values] if isinstance(values, str) else list(values), quiet=False)
    made = proxy.to_dict()
    proxy.schema.validate(made)  # type: ignore[arg-type,unused-ignore]
    return {name: made[name] for name in ("id", "schema", "properties")}


def _target(records: Collection, record: Stored, path: str, reference: str) -> str:
    """The id of the entity for a reference; empty when its record is not there or was retracted."""
    target = records.target(record, path, reference)
    return _id(target) if target and not target.state else ""


def _given(values: Iterable[str]) -> list[str]:
    return [value for value in values if value]


# MARK: Who and where


def _schema(actor: Stored) -> str:
    return _SCHEMATA.get(actor.content.get("kind", ""), "LegalEntity")


def _actor(records: Collection, actor: Stored) -> Iterator[dict[str, Any]]:
    content, schema = actor.content, _schema(actor)
    side = records.name(actor, "side", content.get("side", ""))
    roles = list(entries(content, "roles"))
    properties: dict[str, Any] = {
        "name": content.get("name") or actor.reference,
        "alias": content.get("aliases", []),
        "notes": content.get("note", ""),
        "country": content.get("name", "") if content.get("kind") == "STATE" else side,
        "keywords": wording.words(content.get("kind", "")),
    }
    if schema == "Person":
        properties["position"] = [role.get("title", "") for _, role in roles]
    yield _entity(schema, _id(actor), properties)
    for index, (path, role) in enumerate(roles):
        place = records.target(actor, f"{path}.organisation", role.get("organisation", ""))
        if place is None or place.state or _schema(place) not in ("PublicBody", "Organization"):
            continue
        yield _entity(
            "Membership",
            _id(actor, "role", str(index)),
            {
                "member": _id(actor),
                "organization": _id(place),
                "role": role.get("title", ""),
                "startDate": wording.day(role.get("from", {})),
                "endDate": wording.day(role.get("to", {})),
            },
        )


def _document(records: Collection, document: Stored) -> Iterator[dict[str, Any]]:
    content = document.content
    yield _entity(
        "Article",
        _id(document),
        {
            "title": content.get("title", ""),
            "author": content.get("byline", ""),
            "publishedAt": wording.day(content.get("published", {})),
            "sourceUrl": content.get("url", ""),
            "publisher": records.name(document, "outlet", content.get("outlet", "")),
            "language": content.get("language", ""),
            "bodyText": content.get("text", ""),
            "notes": _given([content.get("note", ""), _digest(content)]),
        },
    )


def _digest(content: dict[str, Any]) -> str:
    # The schema's own checksum is of another kind (SHA-1).
    return f"SHA-256 {content['sha256']}" if content.get("sha256") else ""


# MARK: What happened


def _dates(date: dict[str, Any]) -> dict[str, Any]:
    """A date as fine as it is known: "2023-11" stays a month."""
    first, slash, last = date.get("edtf", "").partition("/")
    ends = [end if _DAY_OR_COARSER.fullmatch(end) else "" for end in (first, last)]
    if slash:
        return {
            "startDate": ends[0] or date.get("earliest", ""),
            "endDate": ends[1] or date.get("latest", ""),
        }
    if ends[0] or wording.day(date):
        return {"date": ends[0] or wording.day(date)}
    return {"startDate": date.get("earliest", ""), "endDate": date.get("latest", "")}


def _exchange(records: Collection, exchange: Stored) -> Iterator[dict[str, Any]]:
    content = exchange.content
    parties = {
        _target(records, exchange, f"{path}.{side}", leg.get(side, ""))
        for path, leg in entries(content, "legs")
        for side in ("from", "to")
    }
    date = content.get("date") or content.get("plannedDate", {})
    yield _entity(
        "Event",
        _id(exchange),
        {
            "name": content.get("title") or f"Exchange of {wording.date(date) or 'an unknown day'}",
            "involved": sorted(_given(parties)),
            "organizer": _given(
                _target(records, exchange, path, of) for path, of in entries(content, "mediators")
            ),
            "location": _given(place.get("name", "") for place in content.get("places", [])),
            "summary": wording.transfers(records, exchange),
            "notes": content.get("note", ""),
            "keywords": _given(wording.words(content.get(name, "")) for name in ("category", "status")),
            "recordId": exchange.reference,
            **_dates(date),
        },
    )
    for index, (path, reference) in enumerate(entries(content, "agreements")):
        under = _target(records, exchange, path, reference)
        if under:
            yield _link(_id(exchange, "agreement", str(index)), _id(exchange), under, "took place under")


def _agreement(records: Collection, agreement: Stored) -> Iterator[dict[str, Any]]:
    content = agreement.content
    yield _entity(
        "Event",
        _id(agreement),
        {
            "name": content.get("title") or f"Agreement {agreement.reference}",
            "involved": _given(
                _target(records, agreement, path, party) for path, party in entries(content, "parties")
            ),
            "location": content.get("place", ""),
            "notes": content.get("note", ""),
            "keywords": "agreement",
            "recordId": agreement.reference,
            **_dates(content.get("date", {})),
        },
    )


# MARK: What was said


def _claim(records: Collection, claim: Stored) -> Iterator[dict[str, Any]]:
    content = claim.content
    about = [
        _target(records, claim, f"about.{name}", content.get("about", {}).get(name, ""))
        for name in ("exchange", "agreement", "claim", "document")
    ]
    bounds = wording.hard_bounds(content.get("quantity", {}))
    act = wording.words(content.get("speechAct", ""))
    yield _entity(
        "Note",
        _id(claim),
        {
            "name": " ".join(_given([wording.speaker(records, claim), act])),
            "description": wording.proposition(records, claim),
            "entity": _given(about),
            "summary": f"bounds {bounds}" if bounds else "",
            "notes": content.get("note", ""),
            "keywords": _given(
                wording.words(text)
                for text in (
                    content.get("measure", {}).get("topic", ""),
                    content.get("measure", {}).get("category", ""),
                )
            ),
        },
    )
    speaker = _target(records, claim, "speaker.actor", content.get("speaker", {}).get("actor", ""))
    if speaker:
        yield _link(
            _id(claim, "speaker"),
            speaker,
            _id(claim),
            wording.words(content.get("speechAct", "")),
            **_dates(content.get("asserted", {})),
        )
    for index, (path, mention) in enumerate(entries(content, "mentions")):
        document = _target(records, claim, f"{path}.document", mention.get("document", ""))
        if document:
            yield _entity(
                "Documentation",
                _id(claim, "mention", str(index)),
                {
                    "document": document,
                    "entity": _id(claim),
                    "summary": mention.get("quote", ""),
                    "role": ", ".join(
                        _given(wording.words(mention.get(name, "")) for name in ("locus", "voice"))
                    ),
                },
            )


def _relation(records: Collection, relation: Stored) -> Iterator[dict[str, Any]]:
    content = relation.content
    ends = [_target(records, relation, end, content.get(end, "")) for end in ("from", "to")]
    if all(ends):
        yield _link(
            _id(relation),
            ends[0],
            ends[1],
            wording.words(content.get("kind", "")),
            summary=content.get("reason", ""),
        )


def _link(id: str, subject: str, object: str, role: str, **more: Any) -> dict[str, Any]:
    return _entity("UnknownLink", id, {"subject": subject, "object": object, "role": role, **more})
