"""The records behind a page: how each is called, where it stands on the page, and which were referred to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

from . import words
from .reading import Answer

KINDS = ("actor", "document", "claim", "exchange", "agreement", "relation", "assessment")


class Book:
    """All records of a reading. Whoever refers to one gets its link here, and it gets into the appendix."""

    def __init__(self, records: Iterable[Answer], ids: dict[str, str] | None = None) -> None:
        """``ids`` gives the ids that records have in their ledger, by key, where the reading has others."""
        self.records: dict[str, Answer] = {}
        self._ids = ids
        self._cited: set[str] = set()
        self._by_key: dict[str, str] | None = None
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
        key = str(self.content(id_).get("key", ""))
        return self._ids.get(key, key)

    def ref(self, source: Answer | None) -> dict[str, str]:
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

    def refs(self, sources: Iterable[Answer] | None) -> list[dict[str, str]]:
        return [self.ref(source) for source in sources or []]

    def _cite(self, id_: str) -> None:
        """Takes a record into the appendix, and with it the documents in which it stands."""
        if id_ in self._cited or id_ not in self.records:
            return
        self._cited.add(id_)
        for document in self.links_below(id_, "mentions["):
            self._cite(document)

    def cited(self) -> list[Answer]:
        """The records that were referred to, in the order of the journal."""
        return [self.records[id_] for id_ in self.records if id_ in self._cited]

    def is_cited(self, id_: str) -> bool:
        """Whether a record was referred to."""
        return id_ in self._cited

    def left_out(self, id_: str, measure: Answer) -> list[str]:
        """What a claim's number leaves out, in words."""
        said = [
            words.plain(item.get("words")) or words.CATEGORIES.get(item.get("category", ""), "")
            for item in measure.get("excludes", [])
        ]
        named = map(self.name, self.links_below(id_, "measure.excludes["))
        return [text for text in (*said, *named) if text]

    def side(self, actor: str) -> str:
        """The name of the side to which an actor belongs; a state that is one belongs to itself."""
        party = self.linked(actor, "side")
        return self.name(party) if party else ""
