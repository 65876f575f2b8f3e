"""The appendix: each record that the page refers to, with what it says."""

from __future__ import annotations

from typing import Any, Callable

from . import words
from .book import Book
from .material import Material
from .reading import Answer

#: Events first, then what was said of them.
ORDER = ("exchange", "agreement", "claim", "document", "relation", "assessment", "actor")


class Appendix:
    """The records of a page that were referred to. Asked last, when all of them have been."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._book = material.book
        self._facts: dict[str, Callable[[str, Answer], list[Any]]] = {
            "actor": self._actor,
            "agreement": self._agreement,
            "assessment": self._assessment,
            "claim": self._claim,
            "document": self._document,
            "exchange": self._exchange,
            "relation": self._relation,
        }

    def entries(self) -> list[dict[str, Any]]:
        """The records by kind, and then in the order of the journal."""
        cited = self._book.cited()
        return [self._entry(record) for kind in ORDER for record in cited if Book.kind(record) == kind]

    def _entry(self, record: Answer) -> dict[str, Any]:
        id_, kind = record["id"], Book.kind(record)
        content = self._book.content(id_)
        facts = [fact for fact in self._facts[kind](id_, content) if fact[1]]
        return {
            "kind": kind,
            "id": self._book.shown(id_),
            "key": words.plain(content.get("key", "")),
            "title": words.shortened(
                content.get("title") or content.get("name") or self._claim_title(id_, content)
            ),
            "retracted": record.get("state") == "RETRACTED",
            "facts": facts,
            "recorded": words.day_of(record.get("recordedAt", "")) if not self._book.is_public else "",
            "note": words.shortened(content.get("note", "")),
        }

    def _claim_title(self, id_: str, content: Answer) -> str:
        speaker = self._book.linked(id_, "speaker.actor")
        return self._book.name(speaker) if speaker else ""

    def _claim(self, id_: str, content: Answer) -> list[Any]:
        speaker, quantity = content.get("speaker", {}), content.get("quantity", {})
        side = self._book.side(self._book.linked(id_, "speaker.actor"))
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
            ("Counts", self._measure(id_, content.get("measure", {}))),
            ("Leaves out", ", ".join(self._book.left_out(id_, content.get("measure", {})))),
            ("Words", f"“{words.plain(quantity.get('words'))}”" if quantity.get("words") else ""),
            ("Bounds", number),
            ("Value", words.VALUE_STATES.get(state, words.named(state))),
            ("Says", words.shortened(content.get("proposition", ""))),
            ("Quote", self._quote(content)),
            ("Came by", " → ".join(map(words.plain, self._material.evidence_of(id_).get("chain", [])))),
            (
                "Stands in",
                [
                    self._book.ref({"id": document})
                    for document in dict.fromkeys(self._book.links_below(id_, "mentions["))
                ],
            ),
        ]

    @staticmethod
    def _quote(content: Answer) -> str:
        quote = next((m["quote"] for m in content.get("mentions", []) if m.get("quote")), "")
        return f"“{words.shortened(quote)}”" if quote else ""

    def _measure(self, id_: str, measure: Answer, path: str = "measure") -> str:
        """What is counted, in words."""
        parts = [words.named(measure.get("topic"))]
        if measure.get("category"):
            parts.append(words.CATEGORIES.get(measure["category"], words.named(measure["category"])))
        for field, begin in (("dependentPower", "of"), ("detainingPower", "in the hands of")):
            whole = measure.get(field + "s", {})
            parties = self._book.links_below(id_, f"{path}.{field}")
            if parties:
                parts.append(f"{begin} {' and '.join(map(self._book.name, parties))}")
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
            ("Mediators", ", ".join(map(self._book.name, self._book.links_below(id_, "mediators[")))),
            ("Places", ", ".join(self._place(place) for place in content.get("places", []))),
        ]
        for index, leg in enumerate(content.get("legs", [])):
            giver, taker = (self._book.linked(id_, f"legs[{index}].{end}") for end in ("from", "to"))
            groups = "; ".join(self._group(group) for group in leg.get("persons", []))
            facts.append((f"{self._book.name(giver)} to {self._book.name(taker)}", groups or "no number"))
        return facts

    @staticmethod
    def _place(place: Answer) -> str:
        role = words.named(place.get("role"))
        return words.plain(place.get("name")) + (f" ({role})" if role else "")

    @staticmethod
    def _group(group: Answer) -> str:
        category = words.CATEGORIES.get(group.get("category", ""), "persons")
        if group.get("unit", "PERSONS") != "PERSONS":
            category += f", {words.named(group['unit'])}"
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
            ("Parties", ", ".join(map(self._book.name, self._book.links_below(id_, "parties[")))),
        ]
        for index, obligation in enumerate(content.get("obligations", [])):
            path = f"obligations[{index}]"
            quantity = obligation.get("quantity", {})
            number = f", “{words.plain(quantity['words'])}”" if quantity.get("words") else ""
            what = self._measure(id_, obligation.get("measure", {}), f"{path}.measure")
            obligor = self._book.name(self._book.linked(id_, f"{path}.obligor"))
            facts.append((f"{obligor} must", what + number))
        return facts

    def _document(self, id_: str, content: Answer) -> list[Any]:
        outlet = self._book.linked(id_, "outlet")
        return [
            ("Outlet", self._book.name(outlet) if outlet else ""),
            ("Byline", words.plain(content.get("byline"))),
            ("Published", self._when(content.get("published"))),
            ("Language", words.plain(content.get("language"))),
            ("Address", words.plain(content.get("url"))),
            ("SHA-256 of the copy", content.get("sha256", "")),
        ]

    def _relation(self, id_: str, content: Answer) -> list[Any]:
        return [
            ("Claim", [self._name_of({"id": self._book.linked(id_, "from")})]),
            (
                words.sentence(words.named(content.get("kind"))),
                [self._name_of({"id": self._book.linked(id_, "to")})],
            ),
            ("Why", words.shortened(content.get("reason", ""))),
        ]

    def _assessment(self, id_: str, content: Answer) -> list[Any]:
        return [
            ("Claim", [self._name_of({"id": self._book.linked(id_, "claim")})]),
            ("State", words.named(content.get("state"))),
            ("Why", words.shortened(content.get("reason", ""))),
        ]

    def _actor(self, id_: str, content: Answer) -> list[Any]:
        return [("Kind", words.named(content.get("kind"))), ("Side", self._book.side(id_))]

    def _name_of(self, source: Answer) -> dict[str, str]:
        """A link if the record is in the appendix already, else its name alone."""
        if self._book.is_cited(source["id"]):
            return self._book.ref(source)
        return {
            "text": words.plain(self._book.content(source["id"]).get("key", source["id"])),
            "anchor": "",
            "label": "",
        }

    def _when(self, date: Answer | None) -> str:
        if not date:
            return ""
        text, iso = words.date_words(date), words.date_iso(date)
        basis = words.DATE_BASES.get(date.get("basis", ""), "")
        said = f"“{words.plain(date['words'])}”" if date.get("words") else ""
        notes = ", ".join(part for part in (iso, said, basis) if part)
        return f"{text} ({notes})" if notes else text
