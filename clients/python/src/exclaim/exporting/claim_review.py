"""Claims as ClaimReview of schema.org, in JSON-LD.

A review carries a rating only where an analyst has given one: an assessment. Several analysts who judge one
claim give several reviews; a claim that nobody has judged gives one without a rating.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from . import wording
from .collection import Collection, Stored, entries

CONTEXT = "https://schema.org"

#: The credibility of an assessment (NATO Admiralty scale, 1 the best) in words.
CREDIBILITY = {
    1: "confirmed by independent sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
#: 1 to 5 as schema.org has it, where more is better. 6 is no middle: it has no value.
_WORST, _BEST = 1, 5

_PERSONS = ("OMBUDSMAN", "HEAD_OF_STATE", "NAMED_OFFICIAL")
_GOVERNMENT = ("STATE", "MINISTRY", "SECURITY_SERVICE", "COORDINATION_BODY")


def write_reviews(records: Collection, out: TextIO, author: str = "", author_url: str = "") -> None:
    """All reviews as one JSON-LD document."""
    document = {"@context": CONTEXT, "@graph": list(reviews(records, author, author_url))}
    out.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def reviews(records: Collection, author: str = "", author_url: str = "") -> Iterator[dict[str, Any]]:
    """The reviews of all claims that were not retracted. `author` is who publishes them."""
    assessments: dict[str, list[Stored]] = {}
    for judgement in records.standing("assessment"):
        target = records.target(judgement, "claim", judgement.content.get("claim", ""))
        if target is not None:
            assessments.setdefault(target.reference, []).append(judgement)
    by = (
        {"author": _without_empty({"@type": "Organization", "name": author, "url": author_url})}
        if author
        else {}
    )
    for claim in records.standing("claim"):
        judged: list[Stored | None] = [*assessments.get(claim.reference, [])]
        for assessment in judged or [None]:
            yield {**_review(records, claim, assessment), **by}


def _review(records: Collection, claim: Stored, assessment: Stored | None) -> dict[str, Any]:
    identifiers = [claim.reference] + ([assessment.reference] if assessment else [])
    return _without_empty(
        {
            "@type": "ClaimReview",
            "@id": "urn:exclaim:" + ":".join(identifiers),
            "identifier": identifiers[-1],
            "claimReviewed": _words(records, claim),
            "itemReviewed": _item(records, claim),
            "datePublished": assessment.recorded_at if assessment else "",
            "reviewBody": assessment.content.get("reason", "") if assessment else "",
            "reviewRating": _rating(assessment.content) if assessment else {},
        }
    )


def _words(records: Collection, claim: Stored) -> str:
    act = claim.content.get("speechAct", "")
    said = wording.proposition(records, claim)
    return said if act in ("", "ASSERTS") else f"{wording.words(act)}: {said}"


def _rating(assessment: dict[str, Any]) -> dict[str, Any]:
    credibility = int(assessment.get("credibility", 0))
    state = wording.words(assessment.get("state", ""))
    name = "; ".join(filter(None, [CREDIBILITY.get(credibility, ""), state]))
    if not name:
        return {}
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": name}
    if _WORST <= credibility <= _BEST:
        # As schema.org wants it, where more is better.
        rating.update(ratingValue=_BEST + _WORST - credibility, bestRating=_BEST, worstRating=_WORST)
    if assessment.get("reason"):
        rating["ratingExplanation"] = assessment["reason"]
    return rating


def _item(records: Collection, claim: Stored) -> dict[str, Any]:
    content = claim.content
    appearances = []
    for path, mention in entries(content, "mentions"):
        document = records.target(claim, f"{path}.document", mention.get("document", ""))
        made = _article(records, document) if document and not document.state else {}
        if made and made not in appearances:
            appearances.append(made)
    return _without_empty(
        {
            "@type": "Claim",
            "@id": f"urn:exclaim:{claim.reference}:claim",
            "author": _speaker(records, claim),
            "datePublished": wording.day(content.get("asserted", {})),
            "appearance": appearances,
        }
    )


def _speaker(records: Collection, claim: Stored) -> dict[str, Any]:
    said = claim.content.get("speaker", {})
    actor = records.target(claim, "speaker.actor", said.get("actor", ""))
    kind = actor.content.get("kind", "") if actor else ""
    type = (
        "Person" if kind in _PERSONS else "GovernmentOrganization" if kind in _GOVERNMENT else "Organization"
    )
    return _without_empty(
        {
            "@type": type,
            "name": records.name(claim, "speaker.actor", said.get("actor", "")) or said.get("words", ""),
            "alternateName": actor.content.get("aliases", []) if actor else [],
            "jobTitle": said.get("role", "") if type == "Person" else "",
        }
    )


def _article(records: Collection, document: Stored) -> dict[str, Any]:
    content = document.content
    outlet = records.name(document, "outlet", content.get("outlet", ""))
    return _without_empty(
        {
            "@type": "NewsArticle",
            "@id": f"urn:exclaim:{document.reference}",
            "headline": content.get("title", ""),
            "url": content.get("url", ""),
            "datePublished": wording.day(content.get("published", {})),
            "inLanguage": content.get("language", ""),
            "publisher": {"@type": "NewsMediaOrganization", "name": outlet} if outlet else {},
        }
    )


def _without_empty(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value not in ("", [], {}, None)}
