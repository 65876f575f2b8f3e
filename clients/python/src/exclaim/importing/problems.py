"""What is wrong with a row, a file or a mapping: always where, which value, why, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

#: Characters of a value that a message repeats.
_VALUE_CHARACTERS = 60


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong."""

    #: Where: "C12", "Sheet2!C12", "row 12", or a file's name.
    place: str
    #: Path of the field in the record: "claim.measure.topic"; empty when it is about the whole.
    field: str
    #: The value that was found.
    value: str
    #: What is wrong with it.
    reason: str
    #: What to do.
    remedy: str

    def __str__(self) -> str:
        parts = [f"{self.place}:"]
        if self.field:
            parts.append(self.field)
        if self.value:
            parts.append(f"“{shortened(self.value)}”")
        text = " ".join(parts) + f" {self.reason}"
        return printable(f"{text}; {self.remedy}" if self.remedy else text)


class ImportProblem(Exception):
    """The import cannot begin: a file, a sheet or the mapping is wrong as a whole."""

    def __init__(self, place: str, reason: str, remedy: str, value: str = "", field: str = "") -> None:
        self.problem = Problem(place, field, value, reason, remedy)
        super().__init__(str(self.problem))


def printable(text: str) -> str:
    """Text on one line, without what would move a terminal's cursor."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def shortened(value: str) -> str:
    """A value on one line, cut when it is long."""
    text = printable(value)
    return text if len(text) <= _VALUE_CHARACTERS else text[: _VALUE_CHARACTERS - 1] + "…"
