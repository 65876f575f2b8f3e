"""How to get a figure again: the command, and the state of the ledger on which it holds."""

from __future__ import annotations

import base64
import shlex
from typing import Any

from .material import Material


class Footnotes:
    """Commands that give the figures of a page again, each as a numbered note."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._reading = material.reading
        self.is_public = material.book.is_public
        self.notes: dict[str, int] = {}

    @property
    def root(self) -> str:
        """The root of the tree over the journal, in hexadecimal digits."""
        return base64.b64decode(self._reading.head.get("root", "")).hex()

    def note(self, command: str) -> dict[str, Any]:
        """The note of a command without its moment, such as ``tally``. The same command has the same note."""
        whole = f"exclaim {command}"
        if not self.is_public or not self._reading.as_of.startswith("#"):
            if self._reading.as_of:
                whole += f" --as-of {shlex.quote(self._reading.as_of)}"
            if self._reading.known and not self._reading.as_of.startswith("#"):
                whole += f" --known {self._reading.known.lower()}"
        number = self.notes.setdefault(whole, len(self.notes) + 1)
        return {"number": number, "command": whole}

    def cite(self, id_: str) -> dict[str, Any]:
        """The note of a figure by a record that speaks of it."""
        key = self._material.book.content(id_).get("key", "")
        if not self._reading.as_of.startswith("#"):
            # A citation is as of a place in the journal; what was public by a day may be recorded later.
            return self.note("consistency")
        # A citation's own arguments: the record, and the entry as of which it holds.
        return self.note(f"cite {shlex.quote(key if self.is_public else id_)}")
