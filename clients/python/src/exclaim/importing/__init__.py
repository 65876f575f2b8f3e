"""Records out of what people have: tables (CSV, Excel) and folders of saved articles.

from exclaim.importing import Mapping, entries_of, preview, read_articles, read_table, submit

mapping = Mapping.read("desk.toml")
entries = entries_of(read_table("desk.xlsx", **mapping.table), mapping)
preview(ledger, entries)
for entry in entries:
    print(entry.origin, entry.outcome, *entry.problems)
"""

from .articles import read_articles
from .mapping import Mapping
from .problems import ImportProblem, Problem
from .rows import Entry, entries_of
from .submitting import preview, submit
from .tables import Table, read_table

__all__ = [
    "Entry",
    "ImportProblem",
    "Mapping",
    "Problem",
    "Table",
    "entries_of",
    "preview",
    "read_articles",
    "read_table",
    "submit",
]
