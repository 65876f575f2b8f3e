"""Exclaim's client for Python: what parties to prisoner exchanges say, and what follows from it.

import exclaim

with exclaim.connect() as ledger:
    for record in ledger.list("claim", topic="HELD"):
        print(record.claim.key, record.claim.quantity.words)
"""

from . import _proto as messages
from ._async_ledger import AsyncLedger, connect_async
from ._convert import to_dict
from ._ledger import Ledger, connect
from ._proto import Record
from ._version import VERSION as __version__
from .errors import *  # noqa: F403
from .errors import __all__ as _errors
from .tables import to_pandas, to_polars

__all__ = [
    "AsyncLedger",
    "Ledger",
    "Record",
    "__version__",
    "connect",
    "connect_async",
    "messages",
    "to_dict",
    "to_pandas",
    "to_polars",
    *_errors,
]
