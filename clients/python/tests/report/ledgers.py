"""Records for the tests of pages."""

from __future__ import annotations

from typing import Any

import exclaim

HOSTILE = '<script>alert(1)</script>\u202e & "Sons"\''


def actor(key: str, name: str, **fields: Any) -> dict[str, Any]:
    return {"actor": {"key": key, "kind": "STATE", "name": name, **fields}}


def returned(key: str, speaker: str, words: str, exchange: str = "", **measure: Any) -> dict[str, Any]:
    """Somebody says how many came back to the north."""
    whole = {"topic": "RETURNED", "dependentPower": "north", "detainingPower": "south", "category": "ALL"}
    return {
        "claim": {
            "key": key,
            "speechAct": "ASSERTS",
            "speaker": {"actor": speaker},
            "asserted": {"edtf": "2031-06-02"},
            "measure": {**whole, **measure},
            "quantity": {"words": words},
            **({"about": {"exchange": exchange}} if exchange else {}),
            "mentions": [{"document": "paper", "locus": "BODY", "voice": "INDIRECT"}],
        }
    }


def exchange(key: str, edtf: str, words: str, **fields: Any) -> dict[str, Any]:
    """Prisoners of war come from the south to the north."""
    person = {"category": "PRISONER_OF_WAR", "quantity": {"words": words}}
    if not words:
        person = {"category": "PRISONER_OF_WAR", "valueState": "NOT_DISCLOSED_UNSTATED"}
    return {
        "exchange": {
            "key": key,
            "title": f"Handover {key}",
            "status": "COMPLETED",
            "legs": [{"from": "south", "to": "north", "persons": [person]}],
            **({"date": {"edtf": edtf}} if edtf else {}),
            **fields,
        }
    }


BASE = [
    actor("north", "Northland"),
    actor("south", "Southland"),
    actor("ministry", "Ministry of the north", kind="MINISTRY", side="north"),
    {"document": {"key": "paper", "title": "A paper", "published": {"edtf": "2031-06-03"}, "language": "en"}},
]

CONTESTED = [
    *BASE,
    actor("hostile", HOSTILE, side="south"),
    exchange("certain", "2031-06-01", "60"),
    exchange("uncertain", "2031-03/2031-05", "40 to 60"),
    exchange("begun", "../2031-02-15", "more than 10"),
    exchange("undated", "", "5"),
    exchange("silent", "2031-07-01", ""),
    exchange("cancelled", "2031-08-01", "70", status="CANCELLED"),
    returned("says-sixty", "ministry", "60", "certain"),
    returned("says-fifty", "hostile", "50", "certain"),
    returned(
        "total", "ministry", "more than 400", **{"from": {"edtf": "2031-01-01"}, "to": {"edtf": "2031-06-30"}}
    ),
    {
        "agreement": {
            "key": "bridge",
            "title": "Agreement of the bridge",
            "parties": ["north", "south"],
            "date": {"edtf": "2031-01-10"},
            "obligations": [
                {
                    "obligor": "south",
                    "measure": {
                        "topic": "RETURNED",
                        "dependentPower": "north",
                        "detainingPower": "south",
                        "category": "ALL",
                    },
                    "quantity": {"words": "at least 500"},
                }
            ],
        }
    },
]


def public(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same records, for everybody."""
    return [
        {kind: {**content, "visibility": "PUBLIC"} for kind, content in record.items()} for record in records
    ]


def fill(ledger: exclaim.Ledger, records: list[dict[str, Any]]) -> None:
    answer = ledger.submit(records, atomic=True)
    assert answer.created == len(records)
