"""What a page is made of: every answer is asked for once, and all sections look at the same."""

from __future__ import annotations

from . import words
from .book import Book
from .limits import PAIRS_MAX
from .reading import Answer, Reading
from .sides import Sides


class Material:
    """The answers of one reading."""

    def __init__(self, reading: Reading, ids: dict[str, str] | None = None, last_day: str = "") -> None:
        """``ids``: as in :class:`Book`; ``last_day``: of the latest record, where the reading has another."""
        self.reading = reading
        records = reading.records()
        self.book = Book(records, ids)
        self.last_day = last_day or max(
            (words.day_of(record.get("recordedAt", "")) for record in records), default=""
        )
        self.evidence: Answer = reading.all("Analysis/Evidence", "items", nested=False)
        self._claims = {item["claim"]["id"]: item for item in self.evidence["items"]}
        self.consistency: Answer = reading.all("Analysis/Consistency", "figures")
        contesting = ["CONTRADICTION", "TENSION", "DISPUTE"]
        self.conflicts: Answer = reading.all("Analysis/Conflicts", "conflicts", kinds=contesting)
        self.alike: Answer = reading.question("Analysis/Conflicts", kinds=["NOT_COMPARABLE"], limit=PAIRS_MAX)
        self.timeline: Answer = reading.all("Analysis/Timeline", "events")
        self._events = {event["record"]["id"]: event for event in self.timeline["events"]}
        self.coverage: Answer = reading.all("Analysis/Coverage", "rows")
        self.tally: Answer = reading.one("Analysis/Tally")
        self.progress: list[Answer] = [
            reading.one("Analysis/Progress", agreement=record["id"]) for record in self.of_kind("agreement")
        ]
        self.sides = Sides(self._parties())

    def of_kind(self, kind: str) -> list[Answer]:
        """The records of one kind that stand."""
        return [
            record
            for record in self.book.records.values()
            if kind in record and record.get("state") != "RETRACTED"
        ]

    def event(self, id_: str) -> Answer:
        """What the time line says of a record; empty for one that is not on it."""
        return dict(self._events.get(id_, {}))

    def numbers_of(self, id_: str) -> list[str]:
        """The numbers of an exchange or agreement in words: "returned to Ukraine: 75"."""
        return [
            f"{number.get('label', '')}: {words.in_words(words.bounds(number.get('hard')))}"
            for number in self.event(id_).get("numbers", [])
        ]

    def _parties(self) -> list[str]:
        """Everybody on whose side somebody is, whose people are counted, or who gives and takes."""
        names = [item.get("side", "") for item in self.evidence.get("items", [])]
        for record in self.of_kind("exchange"):
            for link in record.get("links", []):
                if link["field"].endswith((".from", ".to", ".dependentPower")):
                    names.append(self.book.name(link["id"]))
        return names

    def evidence_of(self, id_: str) -> Answer:
        """What the evidence says of one claim; empty for one of which it says nothing."""
        return dict(self._claims.get(id_, {}))
