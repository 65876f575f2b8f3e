"""How returns add up."""

from __future__ import annotations

from datetime import date

from exclaim.report.returns import Return, steps


def day(number: int) -> date:
    return date(2031, 1, number)


def test_a_certain_day_moves_both_ends_and_an_uncertain_one_moves_them_apart() -> None:
    rows = [
        Return("a", day(2), day(2), (10, 10)),
        Return("b", day(4), day(8), (20, 30)),
    ]
    assert steps(rows) == [(day(2), (10, 10)), (day(4), (10, 40)), (day(8), (30, 40))]


def test_one_number_that_nobody_knows_opens_the_band_from_its_day_on() -> None:
    rows = [Return("a", day(2), day(2), (10, 10)), Return("b", day(5), day(5), (0, None))]
    assert steps(rows) == [(day(2), (10, 10)), (day(5), (10, None))]


def test_two_records_that_may_tell_of_one_event_count_once_from_below() -> None:
    alike = [Return("a", day(2), day(2), (10, 20)), Return("b", day(2), day(2), (15, 15))]
    assert steps(alike) == [(day(2), (15, 35))]
    unlike = [Return("a", day(2), day(2), (10, 10)), Return("b", day(2), day(2), (15, 15))]
    assert steps(unlike) == [(day(2), (25, 25))]


def test_what_has_no_day_is_in_no_step() -> None:
    assert steps([Return("a", None, None, (5, 5))]) == []
