"""Records as tables: which there are, and their columns. CSV and Parquet write the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Callable

from . import wording
from .collection import Collection, Stored, at, entries

#: A row: its record, the element of it that the row shows (its content as a rule), and that one's path.
Row = tuple[Stored, Mapping[str, Any], str]


@dataclass(frozen=True)
class Column:
    """A column."""

    name: str
    #: text, integer, day, time, or texts: a list.
    type: str
    value: Callable[[Collection, Row], Any]


@dataclass(frozen=True)
class Table:
    """A table."""

    name: str
    columns: list[Column]
    rows: Callable[[Collection], Iterable[Row]]

    def values(self, records: Collection) -> Iterator[list[Any]]:
        """The rows: texts, whole numbers, lists of texts; None for what is not known."""
        for row in self.rows(records):
            yield [column.value(records, row) for column in self.columns]


def _text(name: str, path: str) -> Column:
    return Column(name, "text", lambda records, row: at(row[1], path) or None)


def _integer(name: str, path: str) -> Column:
    def value(records: Collection, row: Row) -> Any:
        number = at(row[1], path)
        return None if number is None else int(number)

    return Column(name, "integer", value)


def _texts(name: str, path: str) -> Column:
    return Column(name, "texts", lambda records, row: list(at(row[1], path) or []))


def _reference(name: str, path: str) -> Column:
    """A reference as the `id` column has it: the id, or the key of a record that came without one."""

    def value(records: Collection, row: Row) -> Any:
        record, element, around = row
        given = at(element, path)
        full = f"{around}.{path}" if around else path
        target = records.target(record, full, given or "")
        return target.reference if target else record.links.get(full) or given or None

    return Column(name, "text", value)


def _references(name: str, path: str) -> Column:
    def value(records: Collection, row: Row) -> Any:
        record, element, around = row
        full = f"{around}.{path}" if around else path
        targets = [
            (records.target(record, f"{full}[{i}]", given), given)
            for i, given in enumerate(at(element, path) or [])
        ]
        return [target.reference if target else given for target, given in targets]

    return Column(name, "texts", value)


def _date(name: str, path: str) -> list[Column]:
    return [
        _text(name, f"{path}.edtf"),
        Column(f"{name}_earliest", "day", _days(path, "earliest")),
        Column(f"{name}_latest", "day", _days(path, "latest")),
        _text(f"{name}_basis", f"{path}.basis"),
    ]


def _days(path: str, end: str) -> Callable[[Collection, Row], Any]:
    def value(records: Collection, row: Row) -> Any:
        date = at(row[1], path) or {}
        return date.get(end) or wording.day(date) or None

    return value


def _quantity(path: str = "quantity", before: str = "") -> list[Column]:
    return [
        _text(f"{before}words", f"{path}.words"),
        *(
            _integer(f"{before}{kind}_{end}", f"{path}.{kind}.{end}")
            for kind in ("hard", "soft")
            for end in ("low", "high")
        ),
        _text(f"{before}rule", f"{path}.rule"),
    ]


def _named(name: str, path: str) -> Column:
    """The name of the actor, or the title of the record, to which a reference leads."""

    def value(records: Collection, row: Row) -> Any:
        record, element, around = row
        return records.name(record, f"{around}.{path}" if around else path, at(element, path) or "") or None

    return Column(name, "text", value)


def _whole(kind: str) -> Callable[[Collection], Iterable[Row]]:
    return lambda records: ((record, record.content, "") for record in records.of(kind))


def _parts(kind: str, *names: str) -> Callable[[Collection], Iterable[Row]]:
    """A row for each element of a list in records of a kind, or of a list in such elements."""

    def rows(records: Collection) -> Iterator[Row]:
        for record in records.of(kind):
            found = list(entries(record.content, names[0]))
            for name in names[1:]:
                found = [
                    (f"{path}.{inner}", {**element, "_around": around})
                    for path, around in found
                    for inner, element in entries(around, name)
                ]
            for path, element in found:
                yield record, element, path

    return rows


_RECORD = [
    Column("id", "text", lambda records, row: row[0].reference),
    Column("key", "text", lambda records, row: row[0].key or None),
    Column("revision", "integer", lambda records, row: row[0].revision or None),
    Column("sequence", "integer", lambda records, row: row[0].sequence or None),
    Column("recorded_at", "time", lambda records, row: row[0].recorded_at or None),
    Column("visibility", "text", lambda records, row: row[0].visibility or None),
    Column("state", "text", lambda records, row: row[0].state or None),
]


def _part_of(name: str) -> list[Column]:
    return [
        Column(name, "text", lambda records, row: row[0].reference),
        Column("field", "text", lambda records, row: row[2]),
    ]


def _leg_reference(name: str, path: str) -> Column:
    def value(records: Collection, row: Row) -> Any:
        record, element, around = row
        given = at(element["_around"], path)
        target = records.target(record, f"{around.split('.')[0]}.{path}", given or "")
        return target.reference if target else given or None

    return Column(name, "text", value)


_TABLES = [
    Table(
        "actor",
        [
            *_RECORD,
            _text("kind", "kind"),
            _text("name", "name"),
            _texts("aliases", "aliases"),
            _reference("side", "side"),
            _text("note", "note"),
        ],
        _whole("actor"),
    ),
    Table(
        "document",
        [
            *_RECORD,
            _reference("outlet", "outlet"),
            _named("outlet_name", "outlet"),
            _text("title", "title"),
            _text("byline", "byline"),
            _text("url", "url"),
            *_date("published", "published"),
            _text("language", "language"),
            _text("sha256", "sha256"),
            _text("cluster", "cluster"),
            _reference("edition_of", "editionOf"),
            _text("edition", "edition"),
            _text("note", "note"),
        ],
        _whole("document"),
    ),
    Table(
        "claim",
        [
            *_RECORD,
            _text("act", "speechAct"),
            _reference("speaker", "speaker.actor"),
            _named("speaker_name", "speaker.actor"),
            _text("role", "speaker.role"),
            *_date("said", "asserted"),
            _text("topic", "measure.topic"),
            _text("unit", "measure.unit"),
            _reference("of", "measure.dependentPower"),
            _reference("by", "measure.detainingPower"),
            _text("category", "measure.category"),
            _text("scope", "measure.scope"),
            *_date("at", "measure.at"),
            *_date("from", "measure.from"),
            *_date("to", "measure.to"),
            *_quantity(),
            _text("value_state", "valueState"),
            _reference("exchange", "about.exchange"),
            _reference("agreement", "about.agreement"),
            _reference("about_claim", "about.claim"),
            _text("proposition", "proposition"),
            _text("note", "note"),
        ],
        _whole("claim"),
    ),
    Table(
        "mention",
        [
            *_part_of("claim"),
            _reference("document", "document"),
            _text("quote", "quote"),
            _integer("start", "start"),
            _integer("end", "end"),
            _text("locus", "locus"),
            _text("voice", "voice"),
        ],
        _parts("claim", "mentions"),
    ),
    Table(
        "exchange",
        [
            *_RECORD,
            _text("title", "title"),
            *_date("date", "date"),
            *_date("planned", "plannedDate"),
            _text("category", "category"),
            _text("status", "status"),
            _text("in_official_tally", "inOfficialTally"),
            _references("agreements", "agreements"),
            _references("mediators", "mediators"),
            Column(
                "places",
                "texts",
                lambda records, row: [place.get("name", "") for place in row[1].get("places", [])],
            ),
            _text("note", "note"),
        ],
        _whole("exchange"),
    ),
    Table(
        "transfer",
        [
            *_part_of("exchange"),
            _leg_reference("from", "from"),
            _leg_reference("to", "to"),
            _text("category", "category"),
            _text("unit", "unit"),
            *_quantity(),
            _text("value_state", "valueState"),
            *_quantity("planned", "planned_"),
        ],
        _parts("exchange", "legs", "persons"),
    ),
    Table(
        "agreement",
        [
            *_RECORD,
            _text("title", "title"),
            _references("parties", "parties"),
            *_date("date", "date"),
            _text("place", "place"),
            _text("note", "note"),
        ],
        _whole("agreement"),
    ),
    Table(
        "obligation",
        [
            *_part_of("agreement"),
            _reference("obligor", "obligor"),
            _text("topic", "measure.topic"),
            _reference("of", "measure.dependentPower"),
            _reference("by", "measure.detainingPower"),
            _text("category", "measure.category"),
            *_quantity(),
            *_date("due", "due"),
            _text("description", "description"),
        ],
        _parts("agreement", "obligations"),
    ),
    Table(
        "relation",
        [
            *_RECORD,
            _reference("from", "from"),
            _text("kind", "kind"),
            _reference("to", "to"),
            _text("reason", "reason"),
            _text("note", "note"),
        ],
        _whole("relation"),
    ),
    Table(
        "assessment",
        [
            *_RECORD,
            _reference("claim", "claim"),
            _integer("credibility", "credibility"),
            _text("judged", "state"),
            _text("reason", "reason"),
            _text("note", "note"),
        ],
        _whole("assessment"),
    ),
]

#: The tables by name.
TABLES: dict[str, Table] = {table.name: table for table in _TABLES}
