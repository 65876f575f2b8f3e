"""The records behind a page: how each is called, where it stands on the page, and which were referred to."""

import re
from collections.abc import Iterable
from typing import Any, Optional

from markupsafe import Markup, escape

from . import words
from .reading import Answer

KINDS = ("actor", "document", "claim", "exchange", "agreement", "relation", "assessment")


class Book:
    """All records of a reading. Whoever refers to one gets its link here, and it gets into the appendix."""

    def __init__(self, records: Iterable[Answer], ids: Optional[dict[str, str]] = None) -> None:
        """``ids`` gives the ids that records have in their ledger, by key, where the reading has others."""
        self.records: dict[str, Answer] = {}
        self._ids = ids
        self._cited: set[str] = set()
        self._by_key: Optional[dict[str, str]] = None
        for record in records:
            if record.get("state") != "REDACTED" and self.kind(record):
                self.records[record["id"]] = record

    @property
    def is_public(self) -> bool:
        """Whether these are records as they may be published."""
        return self._ids is not None

    @staticmethod
    def kind(record: Answer) -> str:
        return next((kind for kind in KINDS if kind in record), "")

    def content(self, id_: str) -> Answer:
        """What the record says; empty for one that is not there."""
        record = self.records.get(id_, {})
        return dict(record.get(self.kind(record), {}))

    def linked(self, id_: str, field: str) -> str:
        """The id for which the reference in a field stands; empty where there is none."""
        links = self.records.get(id_, {}).get("links", [])
        return next((link["id"] for link in links if link.get("field") == field), "")

    def links_below(self, id_: str, prefix: str) -> list[str]:
        links = self.records.get(id_, {}).get("links", [])
        return [link["id"] for link in links if link.get("field", "").startswith(prefix)]

    def name(self, id_: str) -> str:
        """The name of an actor, the title of anything else; its key where it has neither."""
        content = self.content(id_)
        return words.plain(
            content.get("name") or content.get("title") or content.get("key") or self.shown(id_)
        )

    def shown(self, id_: str) -> str:
        """The id by which the ledger knows the record."""
        if self._ids is None:
            return id_
        key = self.content(id_).get("key", "")
        return self._ids.get(key, key)

    def ref(self, source: Optional[Answer]) -> dict[str, str]:
        """A link to a record in the appendix: its text, its place, what it is. Cites it."""
        source = source or {}
        id_ = source.get("id", "")
        if id_ not in self.records:
            return {"text": words.plain(source.get("key") or id_), "anchor": "", "label": ""}
        self._cite(id_)
        key = self.content(id_).get("key", "")
        label = source.get("label") or self.name(id_)
        return {
            "text": words.plain(key or self.shown(id_)),
            "anchor": self.shown(id_),
            "label": words.plain(label),
        }

    def marked(self, text: Any) -> Markup:
        """A sentence of the ledger with the records that it names in brackets, "(s2-1)", as links."""
        if self._by_key is None:
            self._by_key = {self.content(id_).get("key", ""): id_ for id_ in self.records}
        parts = []
        for part in re.split(r"(\([^()\s]+\))", words.plain(text)):
            id_ = self._by_key.get(part[1:-1]) if part.startswith("(") else None
            ref = self.ref({"id": id_}) if id_ else None
            parts.append(
                Markup('(<a class="ref" href="#{}" title="{}">{}</a>)').format(
                    ref["anchor"], ref["label"], ref["text"]
                )
                if ref
                else escape(part)
            )
        return Markup("").join(parts)

    def refs(self, sources: Optional[Iterable[Answer]]) -> list[dict[str, str]]:
        return [self.ref(source) for source in sources or []]

    def _cite(self, id_: str) -> None:
        """Takes a record into the appendix, and with it the documents in which it stands."""
        if id_ in self._cited or id_ not in self.records:
            return
        self._cited.add(id_)
        for document in self.links_below(id_, "mentions["):
            self._cite(document)

    def appendix(self) -> list[dict[str, Any]]:
        """The records that were referred to, by kind and then in the order of the journal."""
        cited = [self.records[id_] for id_ in self.records if id_ in self._cited]
        order = ("exchange", "agreement", "claim", "document", "relation", "assessment", "actor")
        return [self._entry(record) for kind in order for record in cited if self.kind(record) == kind]

    def _entry(self, record: Answer) -> dict[str, Any]:
        id_, kind = record["id"], self.kind(record)
        content = self.content(id_)
        facts = [fact for fact in getattr(self, f"_{kind}")(id_, content) if fact[1]]
        return {
            "kind": kind,
            "id": self.shown(id_),
            "key": words.plain(content.get("key", "")),
            "title": words.shortened(
                content.get("title") or content.get("name") or self._claim_title(id_, content)
            ),
            "retracted": record.get("state") == "RETRACTED",
            "facts": facts,
            "recorded": words.day_of(record.get("recordedAt", "")) if self._ids is None else "",
            "note": words.shortened(content.get("note", "")),
        }

    def _claim_title(self, id_: str, content: Answer) -> str:
        speaker = self.linked(id_, "speaker.actor")
        return self.name(speaker) if speaker else ""

    def side(self, actor: str) -> str:
        """The name of the side to which an actor belongs; a state that is one belongs to itself."""
        party = self.linked(actor, "side")
        return self.name(party) if party else ""

    def _claim(self, id_: str, content: Answer) -> list[Any]:
        speaker, quantity = content.get("speaker", {}), content.get("quantity", {})
        side = self.side(self.linked(id_, "speaker.actor"))
        who = ", ".join(part for part in (words.plain(speaker.get("role")), side and f"side: {side}") if part)
        number = words.in_words(words.bounds(quantity.get("hard"))) if "hard" in quantity else ""
        usual = words.bounds(quantity.get("soft"))
        if usual and quantity.get("soft") != quantity.get("hard"):
            number += f"; by the usual reading {words.in_words(usual)}"
        state = content.get("valueState", "")
        return [
            ("Speaker", who),
            ("Does", words.named(content.get("speechAct"))),
            ("Said", self._when(content.get("asserted"))),
            ("Counts", self.measure(id_, content.get("measure", {}))),
            ("Words", f"“{words.plain(quantity.get('words'))}”" if quantity.get("words") else ""),
            ("Bounds", number),
            ("Value", words.VALUE_STATES.get(state, words.named(state))),
            ("Says", words.shortened(content.get("proposition", ""))),
            ("Quote", self._quote(content)),
            (
                "Stands in",
                [
                    self.ref({"id": document})
                    for document in dict.fromkeys(self.links_below(id_, "mentions["))
                ],
            ),
        ]

    @staticmethod
    def _quote(content: Answer) -> str:
        quote = next((m["quote"] for m in content.get("mentions", []) if m.get("quote")), "")
        return f"“{words.shortened(quote)}”" if quote else ""

    def measure(self, id_: str, measure: Answer, path: str = "measure") -> str:
        """What is counted, in words."""
        parts = [words.named(measure.get("topic"))]
        if measure.get("category"):
            parts.append(words.CATEGORIES.get(measure["category"], words.named(measure["category"])))
        for field, begin in (("dependentPower", "of"), ("detainingPower", "in the hands of")):
            whole = measure.get(field + "s", {})
            parties = self.links_below(id_, f"{path}.{field}")
            if parties:
                parts.append(f"{begin} {' and '.join(map(self.name, parties))}")
            elif whole.get("all"):
                parts.append(f"{begin} all parties")
        if measure.get("scope"):
            parts.append(f"“{words.plain(measure['scope'])}”")
        text = ", ".join(part for part in parts if part)
        times = [words.date_words(measure[name]) for name in ("at", "from", "to") if name in measure]
        return f"{text}: {' to '.join(times)}" if times else text

    def _exchange(self, id_: str, content: Answer) -> list[Any]:
        facts: list[Any] = [
            ("Date", self._when(content.get("date"))),
            ("Planned for", self._when(content.get("plannedDate"))),
            ("Status", words.named(content.get("status"))),
            ("Kind", words.named(content.get("category"))),
            ("In the official tally", words.named(content.get("inOfficialTally"))),
            ("Mediators", ", ".join(map(self.name, self.links_below(id_, "mediators[")))),
            ("Places", ", ".join(self._place(place) for place in content.get("places", []))),
        ]
        for index, leg in enumerate(content.get("legs", [])):
            giver, taker = (self.linked(id_, f"legs[{index}].{end}") for end in ("from", "to"))
            groups = "; ".join(self._group(group) for group in leg.get("persons", []))
            facts.append((f"{self.name(giver)} to {self.name(taker)}", groups or "no number"))
        return facts

    @staticmethod
    def _place(place: Answer) -> str:
        role = words.named(place.get("role"))
        return words.plain(place.get("name")) + (f" ({role})" if role else "")

    @staticmethod
    def _group(group: Answer) -> str:
        category = words.CATEGORIES.get(group.get("category", ""), "")
        quantity = group.get("quantity", {})
        if not quantity:
            state = group.get("valueState", "")
            return f"{category}: {words.VALUE_STATES.get(state, 'no number')}"
        number = words.in_words(words.bounds(quantity.get("hard")))
        return f"{category}: “{words.plain(quantity.get('words'))}” ({number})"

    def _agreement(self, id_: str, content: Answer) -> list[Any]:
        facts: list[Any] = [
            ("Date", self._when(content.get("date"))),
            ("Place", words.plain(content.get("place"))),
            ("Parties", ", ".join(map(self.name, self.links_below(id_, "parties[")))),
        ]
        for index, obligation in enumerate(content.get("obligations", [])):
            path = f"obligations[{index}]"
            quantity = obligation.get("quantity", {})
            number = f", “{words.plain(quantity['words'])}”" if quantity.get("words") else ""
            what = self.measure(id_, obligation.get("measure", {}), f"{path}.measure")
            facts.append((f"{self.name(self.linked(id_, path + '.obligor'))} must", what + number))
        return facts

    def _document(self, id_: str, content: Answer) -> list[Any]:
        outlet = self.linked(id_, "outlet")
        return [
            ("Outlet", self.name(outlet) if outlet else ""),
            ("Byline", words.plain(content.get("byline"))),
            ("Published", self._when(content.get("published"))),
            ("Language", words.plain(content.get("language"))),
            ("Address", words.plain(content.get("url"))),
            ("SHA-256 of the copy", content.get("sha256", "")),
        ]

    def _relation(self, id_: str, content: Answer) -> list[Any]:
        return [
            ("Claim", [self._name_of({"id": self.linked(id_, "from")})]),
            (sentence_of(content.get("kind")), [self._name_of({"id": self.linked(id_, "to")})]),
            ("Why", words.shortened(content.get("reason", ""))),
        ]

    def _assessment(self, id_: str, content: Answer) -> list[Any]:
        return [
            ("Claim", [self._name_of({"id": self.linked(id_, "claim")})]),
            ("State", words.named(content.get("state"))),
            ("Why", words.shortened(content.get("reason", ""))),
        ]

    def _actor(self, id_: str, content: Answer) -> list[Any]:
        return [("Kind", words.named(content.get("kind"))), ("Side", self.side(id_))]

    def _name_of(self, source: Answer) -> dict[str, str]:
        """A link if the record is in the appendix already, else its name alone."""
        if source["id"] in self._cited:
            return self.ref(source)
        return {
            "text": words.plain(self.content(source["id"]).get("key", source["id"])),
            "anchor": "",
            "label": "",
        }

    def _when(self, date: Optional[Answer]) -> str:
        if not date:
            return ""
        text, iso = words.date_words(date), words.date_iso(date)
        basis = words.DATE_BASES.get(date.get("basis", ""), "")
        said = f"“{words.plain(date['words'])}”" if date.get("words") else ""
        notes = ", ".join(part for part in (iso, said, basis) if part)
        return f"{text} ({notes})" if notes else text


def sentence_of(value: Optional[str]) -> str:
    return words.sentence(words.named(value))
