"""Stored records as lines that can be submitted to another server: what `exclaim export` writes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from .book import Book
from .reading import Answer

#: What the author says of a quantity; a server derives the rest.
SAID_OF_QUANTITY = {"words", "language", "unclearHedge"}
#: What a server derives of a date.
DERIVED_OF_DATE = {"earliest", "latest", "precision"}


class Lines:
    """Records without what a server derives. Each has a key, and references follow it."""

    def __init__(self, records: Iterable[Answer]) -> None:
        self._keys: dict[str, str] = {}
        records = list(records)
        taken: set[str] = set()
        for record in records:
            # Keys are unique for each author only, and the lines have one author. No key looks like an id.
            own = record["id"].replace("_", "-")
            key = record[Book.kind(record)].get("key", "")
            self._keys[record["id"]] = own if not key or key in taken else key
            taken.add(self._keys[record["id"]])
        self.records = [self._line(record) for record in records]
        #: The id of each record, by the key of its line.
        self.ids = {key: id_ for id_, key in self._keys.items()}

    def text(self) -> str:
        """The lines as `exclaim export` writes them."""
        return "".join(
            json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n" for record in self.records
        )

    def digest(self) -> str:
        """SHA-256 of the text, in hexadecimal digits."""
        return hashlib.sha256(self.text().encode()).hexdigest()

    def _line(self, record: Answer) -> Answer:
        kind = Book.kind(record)
        content = _said(record[kind])
        for link in record.get("links", []):
            key = self._keys.get(link["id"])
            if key and key != link["reference"]:
                _replace(content, link["field"], link["reference"], key)
        if self._keys[record["id"]] != content.get("key"):
            content.pop("key", None)
            content = {"key": self._keys[record["id"]], **content}
        return {kind: content}


def _said(value: Any) -> Any:
    if isinstance(value, list):
        return [_said(element) for element in value]
    if not isinstance(value, dict):
        return value
    # Only a quantity has a rule, and every stored one has. Bounds that the author gave are content.
    rule = value.get("rule")
    if rule is None:
        return {name: _said(inner) for name, inner in value.items() if name not in DERIVED_OF_DATE}
    kept = SAID_OF_QUANTITY | ({"hard", "soft"} if rule.startswith("given/") else set())
    return {name: _said(inner) for name, inner in value.items() if name in kept}


def _replace(content: Any, path: str, old: str, new: str) -> None:
    """Puts another reference at a path such as "legs[0].from"."""
    steps = [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", path)]
    for step in steps[:-1]:
        if not _has(content, step):
            return
        content = content[step]
    if _has(content, steps[-1]) and content[steps[-1]] == old:
        content[steps[-1]] = new


def _has(content: Any, step: Any) -> bool:
    if isinstance(content, list):
        return isinstance(step, int) and step < len(content)
    return isinstance(content, dict) and step in content
