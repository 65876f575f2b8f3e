"""One reading of the ledger: everything that a page tells is asked through it, as of one moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Callable

import exclaim

Answer = dict[str, Any]
#: Asks one method ("Analysis/Tally") with a request in proto3's JSON mapping; answers in the same.
Ask = Callable[[str, Answer], Answer]

#: The most that a server gives in one page.
PAGE_ITEMS = 1000


def ask_ledger(ledger: exclaim.Ledger) -> Ask:
    """Asks a server through its client."""
    return lambda method, request: exclaim.to_dict(ledger.call(method, request))


class Reading:
    """Answers of one server, all as of one moment.

    Without ``as_of`` that is the end of the journal as it is now, so that somebody who writes meanwhile
    does not make two parts of the page disagree.
    """

    def __init__(self, ask: Ask, as_of: str = "", known: str = "") -> None:
        self._ask = ask
        self.head = ask("Journal/TreeHead", {})
        entries = int(self.head.get("size", 0))
        self.as_of = as_of or (f"#{entries}" if entries else "")
        self.known = known or ("RECORDED" if self.as_of.startswith("#") else "")

    @property
    def moment(self) -> Answer:
        fields = {"asOf": self.as_of, "known": self.known}
        return {name: value for name, value in fields.items() if value}

    def one(self, method: str, **fields: Any) -> Answer:
        """One answer to a request that names its moment itself."""
        return self._ask(method, {**fields, **self.moment})

    def question(self, method: str, kinds: Sequence[str] = (), **fields: Any) -> Answer:
        """One answer to a request whose moment is part of its question; ``kinds`` stands beside that."""
        beside = {"kinds": list(kinds)} if kinds else {}
        return self._ask(method, {"question": {**fields, **self.moment}, **beside})

    def all(self, method: str, items: str, nested: bool = True, **fields: Any) -> Answer:
        """All pages of an answer as one: the first page, with the items of all."""
        ask = self.question if nested else self.one
        first = page = ask(method, limit=PAGE_ITEMS, **fields)
        whole = list(page.get(items, []))
        while page.get("nextCursor"):
            page = ask(method, limit=PAGE_ITEMS, cursor=page["nextCursor"], **fields)
            whole += page.get(items, [])
        return {**first, items: whole}

    def records(self) -> list[Answer]:
        """Every record that stood at the moment, in the order of the journal."""
        return list(self.all("Records/List", "records", nested=False)["records"])
