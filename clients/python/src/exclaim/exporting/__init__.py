"""Records in the formats of other tools.

from exclaim.exporting import Collection, TABLES, write_parquet

records = Collection.from_public_export(ledger)
write_parquet(records, TABLES["claim"], "claims.parquet")
"""

from .claim_review import reviews, write_reviews
from .collection import Collection, LineError, Stored
from .files import write_csv, write_json_lines, write_parquet
from .follow_the_money import entities, write_entities
from .markdown import write_markdown
from .tables import TABLES, Table

__all__ = [
    "TABLES",
    "Collection",
    "LineError",
    "Stored",
    "Table",
    "entities",
    "reviews",
    "write_csv",
    "write_entities",
    "write_json_lines",
    "write_markdown",
    "write_parquet",
    "write_reviews",
]
