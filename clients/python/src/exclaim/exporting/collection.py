"""Records to be exported, and what their references stand for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from .._convert import to_dict
from .._ledger import Ledger

#: Kinds of record, in the order in which exports write them.
KINDS = ("actor", "document", "agreement", "exchange", "claim", "relation", "assessment")

#: Kinds that stand and fall with claims, and where they refer to them.
_OF_CLAIMS = {"claim": (), "relation": ("from", "to"), "assessment": ("claim",)}


class LineError(ValueError):
    """A line of a file is no record. It says which, why, and what to do."""


@dataclass
class Stored:
    """One record."""

    kind: str
    content: dict[str, Any]
    id: str = ""
    revision: int = 0
    sequence: int = 0
    recorded_at: str = ""
    #: RETRACTED, or empty for a record that stands.
    state: str = ""
    #: For each path of a reference: the id for which it stands.
    links: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return str(self.content.get("key", ""))

    @property
    def reference(self) -> str:
        """The id; the key where the record came without one."""
        return self.id or self.key

    @property
    def visibility(self) -> str:
        return str(self.content.get("visibility", ""))

    @property
    def line(self) -> dict[str, Any]:
        """The record as `exclaim list --output jsonl` writes it, without its author."""
        links = [{"field": path, "id": target} for path, target in self.links.items()]
        members = {
            "id": self.id,
            "revision": self.revision,
            "sequence": str(self.sequence) if self.sequence else "",
            "recordedAt": self.recorded_at,
            "links": links,
            "state": self.state,
            self.kind: self.content,
        }
        return {name: value for name, value in members.items() if value}

    @classmethod
    def of(cls, line: Mapping[str, Any]) -> Stored | None:
        """A record from its dict; None for one without content: it was redacted."""
        kind = next((kind for kind in KINDS if isinstance(line.get(kind), dict)), None)
        if kind is None:
            return None
        return cls(
            kind,
            dict(line[kind]),
            line.get("id", ""),
            int(line.get("revision", 0)),
            int(line.get("sequence", 0)),
            line.get("recordedAt", ""),
            line.get("state", ""),
            {link["field"]: link["id"] for link in line.get("links", []) if "field" in link and "id" in link},
        )


class Collection:
    """Records of all kinds."""

    def __init__(self, records: Iterable[Stored] = ()) -> None:
        self._by_kind: dict[str, list[Stored]] = {kind: [] for kind in KINDS}
        self._by_reference: dict[str, Stored] = {}
        #: What was left out of them, in words, for whoever exports.
        self.left_out: list[str] = []
        for record in records:
            self.add(record)

    def add(self, record: Stored) -> None:
        self._by_kind[record.kind].append(record)
        # Keys are unique for each author only; a link says which record is meant where there are two.
        for reference in filter(None, (record.id, record.key)):
            self._by_reference.setdefault(reference, record)

    def of(self, kind: str) -> list[Stored]:
        """The records of a kind, in the order in which they came."""
        return self._by_kind[kind]

    def standing(self, kind: str) -> list[Stored]:
        """Those that were not retracted."""
        return [record for record in self.of(kind) if not record.state]

    def __iter__(self) -> Iterator[Stored]:
        return (record for kind in KINDS for record in self.of(kind))

    def __len__(self) -> int:
        return sum(map(len, self._by_kind.values()))

    def target(self, record: Stored, path: str, reference: str) -> Stored | None:
        """The record that a reference stands for; None when it is not among these."""
        if not reference:
            return None
        return self._by_reference.get(record.links.get(path, "") or reference)

    def name(self, record: Stored, path: str, reference: str) -> str:
        """Name or title of the record that a reference stands for; the reference where there is none."""
        target = self.target(record, path, reference)
        if target is None:
            return reference
        return target.content.get("name") or target.content.get("title") or target.reference

    def with_claims(self, path: str, value: str) -> Collection:
        """The same records, but of claims only those that have this value at a path: `measure.topic`, HELD.

        A reference is compared by key and by id. Relations and assessments of other claims go with them.
        """
        kept = Collection(record for record in self if record.kind not in _OF_CLAIMS)
        for claim in self.of("claim"):
            given = at(claim.content, path)
            target = self.target(claim, path, given) if isinstance(given, str) else None
            if value in (given, target.key if target else None, target.id if target else None):
                kept.add(claim)
        for kind, ends in _OF_CLAIMS.items():
            for record in self.of(kind) if ends else ():
                if all(kept.target(record, end, record.content.get(end, "")) for end in ends):
                    kept.add(record)
        kept.left_out = list(self.left_out)
        return kept

    # MARK: Where records come from

    @classmethod
    def from_lines(cls, lines: Iterable[str], name: str = "input") -> Collection:
        """Records of the lines that `exclaim export` or `exclaim-export jsonl` wrote."""
        made, redacted = cls(), 0
        for number, text in enumerate(lines, start=1):
            if not text.strip():
                continue
            try:
                line = json.loads(text)
            except ValueError as error:
                raise LineError(
                    f"{name}, line {number}: is no JSON ({error}); give what exclaim export wrote"
                ) from None
            if not isinstance(line, dict):
                raise LineError(f"{name}, line {number}: is no record; give what exclaim export wrote")
            record = Stored.of(line)
            if record is not None:
                made.add(record)
            elif line.get("state") == "REDACTED":
                redacted += 1
            else:
                raise LineError(
                    f"{name}, line {number}: is no record; its content has to be one of: {', '.join(KINDS)}"
                )
        made._tell_redacted(redacted)
        return made

    @classmethod
    def from_files(cls, paths: Iterable[str], stdin: TextIO) -> Collection:
        """Records of several such files; `-` is the standard input."""
        whole = cls()
        for path in paths:
            try:
                lines = list(stdin) if path == "-" else Path(path).read_text("utf-8").splitlines()
            except (OSError, UnicodeDecodeError) as error:
                raise LineError(
                    f"{path}: cannot be read ({error}); give a file of JSON Lines in UTF-8"
                ) from None
            part = cls.from_lines(lines, path)
            whole.left_out += part.left_out
            for record in part:
                whole.add(record)
        return whole

    @classmethod
    def from_ledger(cls, ledger: Ledger) -> Collection:
        """All records that you may read, as of one moment."""
        made, redacted = cls(), 0
        moment = f"#{ledger.status().sequence}"
        for message in ledger.list(as_of=moment, known="RECORDED"):
            record = Stored.of(to_dict(message))
            if record is None:
                redacted += 1
            else:
                made.add(record)
        made._tell_redacted(redacted)
        return made

    @classmethod
    def from_public_export(cls, ledger: Ledger, threshold: int = 0) -> Collection:
        """What may be published, as the server decides it."""
        made, left_out = cls(), cls().left_out
        for answer in ledger.export_public(threshold=threshold or None):
            for message in answer.records:
                record = Stored.of(to_dict(message))
                if record is not None:
                    made.add(record)
            left_out += [f"{cell.id}: {cell.field} withheld: it {cell.reason}" for cell in answer.withheld]
            left_out += [
                f"{id} left out: likely personal data, which no second person has let pass"
                for id in answer.flagged
            ]
            left_out += [
                f"{id} left out: it refers to a record that is not published" for id in answer.dependent
            ]
        made.left_out = left_out
        return made

    def _tell_redacted(self, count: int) -> None:
        if count:
            self.left_out.append(f"left out {count} redacted records")


def at(content: Mapping[str, Any], path: str) -> Any:
    """The value at a path of names with dots; None when nothing stands there."""
    value: Any = content
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def entries(content: Mapping[str, Any], name: str) -> Iterator[tuple[str, Any]]:
    """The elements of a list, each with its path: ("legs[0]", {…})."""
    for index, element in enumerate(content.get(name, [])):
        yield f"{name}[{index}]", element
