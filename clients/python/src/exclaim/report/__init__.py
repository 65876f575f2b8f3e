"""One HTML page with what a ledger says, for people who have no ledger.

    import exclaim
    from exclaim.report import internal_page, public_page

    with exclaim.connect() as ledger:
        html = public_page(ledger)

It needs the extra `report` (Jinja2 for the page, Vega-Lite by way of vl-convert-python for the pictures).
"""

from __future__ import annotations

from dataclasses import replace

import exclaim

from .material import Material
from .page import Heading, render
from .public import public_reading
from .reading import Reading, ask_ledger

__all__ = ["Heading", "internal_page", "public_page"]


def public_page(
    ledger: exclaim.Ledger,
    heading: Heading | None = None,
    *,
    as_of: str = "",
    threshold: int | None = None,
    exclaimd: str | None = None,
) -> str:
    """A page for publication: from public records alone, after what would expose people was withheld.

    Args:
        ledger: Where the records are.
        heading: Title and date; the digest of the records and the number of withheld fields are filled in.
        as_of: A day, by which everything on the page was published.
        threshold: The smallest number that may stand by itself; the server's own when it is None.
        exclaimd: Path of the server's program, which keeps the public records apart for the time of one page.
    """
    with public_reading(ledger, threshold, exclaimd) as public:
        whole = replace(heading or Heading(), digest=public.lines.digest(), withheld=public.withheld)
        return render(Material(Reading(public.ask, as_of), public.lines.ids, public.last_day), whole)


def internal_page(
    ledger: exclaim.Ledger, heading: Heading | None = None, *, as_of: str = "", known: str = ""
) -> str:
    """A page with whatever the caller may read, marked as not for publication.

    Args:
        ledger: Where the records are.
        heading: Title and date.
        as_of: A day, a time, or "#" and a place in the journal; the journal's end when it is empty.
        known: By which clock: "PUBLIC" or "RECORDED".
    """
    return render(Material(Reading(ask_ledger(ledger), as_of, known)), heading)
