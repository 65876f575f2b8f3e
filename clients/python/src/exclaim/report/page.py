"""The page as a whole: sections into a template, with the style sheet in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from . import words
from .agreements import agreements
from .appendix import Appendix
from .conflicts import conflicts
from .contested import contested
from .coverage import coverage
from .footnotes import Footnotes
from .limits import SIDES_MAX
from .material import Material
from .returns import returns
from .schedule import schedule
from .summary import summary

TITLE = "Prisoner exchanges: what is said, and what follows from it"


@dataclass(frozen=True)
class Heading:
    """What stands at the head of a page."""

    title: str = TITLE
    #: The day of making, "YYYY-MM-DD"; without it, that of the latest record.
    date: str = ""
    #: For a public page: SHA-256 of the records' lines, and how many numbers were withheld.
    digest: str = ""
    withheld: int = 0


def render(material: Material, heading: Heading | None = None) -> str:
    """The page. The same records, moment and heading give the same text, byte for byte."""
    heading = heading or Heading()
    told, left = contested(material)
    sides, sides_left = returns(material)
    sections: dict[str, Any] = {
        "returns": sides,
        "returns_left": sides_left,
        "schedule": schedule(material),
        "contested": told,
        "contested_left": left,
        "conflicts": conflicts(material),
        "agreements": agreements(material),
        "coverage": coverage(material),
    }
    notes = Footnotes(material)
    sections["summary"] = summary(material, sections)
    sections["checks"] = [
        {
            "explanation": words.plain(check.get("explanation")),
            "refs": material.book.refs(
                [source for source in (check.get("exchangesClaim"), check.get("personsClaim")) if source]
            ),
        }
        for check in material.tally.get("checks", [])
    ]
    environment = _environment()
    environment.filters["marked"] = material.book.marked
    made = words.day(heading.date or material.last_day)
    return environment.get_template("page.html").render(
        **sections,
        heading=heading,
        reading=material.reading,
        sides=material.sides,
        notes=notes,
        made=words.day_words(made) if made else "",
        made_iso=made.isoformat() if made else "",
        is_public=material.book.is_public,
        records=len(material.book.records),
        appendix=Appendix(material),
        style=_style(environment),
        sides_max=SIDES_MAX,
    )


def _style(environment: Environment) -> Markup:
    return (
        Markup(environment.loader.get_source(environment, "style.css")[0])
        if environment.loader
        else Markup("")
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("exclaim.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        counted=words.counted, date_words=words.date_words, date_iso=words.date_iso, sentence=words.sentence
    )
    return environment
