"""Answers as tables."""

from __future__ import annotations

import pytest

import exclaim

pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")


def test_a_list_is_a_table_with_a_row_for_each_record(samples: list, ledger) -> None:
    claims = [line["claim"] for line in samples if "claim" in line]
    for frame in (exclaim.to_pandas(ledger.list("claim")), exclaim.to_polars(ledger.list("claim"))):
        assert len(frame) == len(claims)
        assert set(frame["claim.key"]) == {claim["key"] for claim in claims}
        assert not any(name.startswith("actor") for name in frame.columns), (
            "kinds that are not there have no columns"
        )


def test_values_have_the_types_of_the_protos(samples: list, ledger) -> None:
    frame = exclaim.to_pandas(ledger.list("claim")).set_index("claim.key")
    assert str(frame["claim.quantity.hard.low"].dtype) == "Int64"
    assert frame.loc["s0-1", "claim.quantity.hard.low"] == 674
    assert frame.loc["s0-1", "claim.measure.topic"] == "HELD"
    assert pandas.isna(frame.loc["s1-2", "claim.quantity.hard.low"]), "no number is no zero"
    assert str(frame["recorded_at"].dtype) == "datetime64[ns, UTC]"
    table = exclaim.to_polars(ledger.list("claim"))
    assert table.schema["claim.quantity.hard.low"] == polars.Int64
    assert table.schema["recorded_at"] == polars.Datetime("us", "UTC")
    row = table.filter(polars.col("claim.key") == "s0-1")
    assert row["claim.chain"][0][0]["actor"] == "putin"


def test_every_analysis_is_a_table(samples: list, ledger) -> None:
    answers = [
        ledger.evidence(topic="HELD"),
        ledger.conflicts(),
        ledger.consistency(),
        ledger.tally(),
        ledger.parity("x-2024-08-24"),
        ledger.progress("istanbul-2"),
        ledger.coverage(),
        ledger.origins(),
        ledger.timeline(),
        ledger.drift(claim="s0-1"),
        ledger.compare(one="ru", other="ua"),
        ledger.cite(exchange="x-2024-08-24"),
        ledger.as_of("2024-09-01", diff="2025-07-28"),
        ledger.history("s0-1"),
        ledger.status(),
    ]
    for answer in answers:
        name = answer.DESCRIPTOR.name
        one, other = exclaim.to_pandas(answer), exclaim.to_polars(answer)
        assert len(one) == len(other) > 0, name
        assert list(one.columns) == other.columns, name


def test_rows_names_another_list_of_an_answer(samples: list, ledger) -> None:
    answer = ledger.as_of("2024-09-01", diff="2025-07-28")
    assert len(exclaim.to_pandas(answer, rows="added")) == len(answer.added)
    with pytest.raises(ValueError, match="added"):
        exclaim.to_pandas(answer, rows="nothing")


def test_an_empty_answer_has_the_columns_of_any_other(ledger) -> None:
    empty = exclaim.messages.TimelineResponse()
    full = exclaim.messages.TimelineResponse(events=[{"kind": "claim"}])
    assert exclaim.to_polars(empty).schema == exclaim.to_polars(full).schema
    assert list(exclaim.to_pandas(empty).dtypes) == list(exclaim.to_pandas(full).dtypes)
