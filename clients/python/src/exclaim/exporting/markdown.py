"""Claims as a table in Markdown, with a footnote for each document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from . import wording
from .collection import Collection, Stored, entries

_HEADER = ("Speaker", "Date", "Words", "Bounds", "Record", "Document")
#: What Markdown reads as more than a sign, HTML included.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SIGNS = re.compile(r"([\\`*_\[\]<>|~$&])")


def write_markdown(records: Collection, out: TextIO) -> None:
    """The claims that stand: who, when, in which words, what these entail, and where it can be read."""
    notes: dict[str, int] = {}
    sources: list[str] = []
    out.write(_line(_HEADER) + "\n" + _line(["---"] * len(_HEADER)) + "\n")
    for claim in records.standing("claim"):
        marks: list[str] = []
        for path, mention in entries(claim.content, "mentions"):
            document = records.target(claim, f"{path}.document", mention.get("document", ""))
            if document is None or document.state:
                continue
            if document.reference not in notes:
                notes[document.reference] = len(notes) + 1
                sources.append(_source(records, document))
            mark = f"[^{notes[document.reference]}]"
            if mark not in marks:
                marks.append(mark)
        content = claim.content
        out.write(
            _line(
                [
                    _text(wording.speaker(records, claim)),
                    _text(wording.date(content.get("asserted", {}))),
                    _text(_words(content)),
                    _text(wording.hard_bounds(content.get("quantity", {}))),
                    _reference(claim),
                    "".join(marks),
                ]
            )
            + "\n"
        )
    if sources:
        out.write("\n" + "".join(f"[^{number}]: {text}\n" for number, text in enumerate(sources, start=1)))
    if any("†" in wording.date(claim.content.get("asserted", {})) for claim in records.standing("claim")):
        out.write("\n† The date rests on knowledge from outside the text.\n")


def _words(claim: Mapping[str, Any]) -> str:
    """The words of the number, and what else there is; a speech act that is no assertion comes first."""
    quoted = claim.get("quantity", {}).get("words", "")
    said = f"“{quoted}”" if quoted else wording.value(claim)
    act = claim.get("speechAct", "")
    parts = [wording.words(act) if act != "ASSERTS" else "", said, claim.get("proposition", "")]
    return ": ".join(filter(None, parts))


def _reference(record: Stored) -> str:
    return _text(record.reference) if set("`|") & set(record.reference) else f"`{record.reference}`"


def _source(records: Collection, document: Stored) -> str:
    content = document.content
    outlet = records.name(document, "outlet", content.get("outlet", ""))
    title = content.get("title", "")
    parts = [
        _text(content.get("byline", "")),
        f"“{_text(title)}”" if title else "",
        _text(outlet),
        _text(wording.date(content.get("published", {}))),
        _address(content.get("url", "")),
        f"record {_reference(document)}",
        f"SHA-256 {content['sha256']}" if content.get("sha256") else "",
    ]
    return ", ".join(filter(None, parts)) + "."


def _address(url: str) -> str:
    """An address as a link; as text where it is none that a page should lead to."""
    is_plain = re.fullmatch(r"https?://[^\s<>]+", url)
    return f"<{url}>" if is_plain else _text(url)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(text: str) -> str:
    """Text on one line in which nothing is markup."""
    return _SIGNS.sub(r"\\\1", " ".join(_CONTROLS.sub(" ", text).split()))
