"""Days as people type them are read where only one reading is possible, and nothing else is."""

from datetime import date

import pytest

from api.loopbaancheque.forms import read_day as read_cheque_day
from api.web.days import read_day, read_month

THIRD = date(2014, 9, 3)


@pytest.mark.parametrize(
    "typed",
    [
        "3/9/2014", "03-09-2014", "3.9.2014", "3 9 2014", "3. 9. 2014", "3 - 9 - 2014", "3–9–2014", "2014-09-03",
        "2014/9/3", "3/9/14", "3-9-14", "3.9.14", "03/09/'14", "3 sept 2014", "3 sept. 2014", "3 sep '14",
        "3 september 2014", "3 Septembre 2014", "3-sep-2014", "3sep2014", "3e september 2014", "3de sept 2014",
        "September 3, 2014", "woensdag 3 september 2014", "wo 3/9/2014", "3 SEPT 14", "  3/9/2014 ", "3 sept ’14",
        "3\u00a0september\u00a02014",
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert read_day(typed) == THIRD


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1 mrt 2020", date(2020, 3, 1)),
        ("1er août 2019", date(2019, 8, 1)),
        ("1 mai 2019", date(2019, 5, 1)),
        ("1ste okt 2019", date(2019, 10, 1)),
        ("31 déc 98", date(1998, 12, 31)),
        ("15/6/63", date(1963, 6, 15)),
        ("1/1/00", date(2000, 1, 1)),
        ("29 februari 2016", date(2016, 2, 29)),
    ],
)
def test_names_of_months_and_two_digits_are_read(typed: str, day: date) -> None:
    assert read_day(typed) == day


@pytest.mark.parametrize(
    "typed",
    [
        "", "3/9", "3/9/40", "3/9/1", "31/2/2014", "31/13/2014", "9/23/2014", "3 foo 2014", "sept", "2014", "3/9/214",
        "3//9/2014", "03092014", "3 sept okt 2014", "gisteren", "3/9/20145", "-3/9/2014", "'", "3 sept", "９/9/2014a",
        "3/2014/9", "29 februari 2015", "x" * 500,
    ],
)  # fmt: skip
def test_what_has_no_reading_or_two_is_no_day(typed: str) -> None:
    assert read_day(typed) is None


def test_a_month_without_a_day_is_its_first_or_last_day() -> None:
    for typed in ("09-2014", "9/2014", "sept 2014", "sept. 2014", "september 2014", "2014-09", "sep '14", "9.2014"):
        assert read_month(typed) == date(2014, 9, 1), typed
        assert read_cheque_day(typed, last=True) == date(2014, 9, 30), typed
        assert read_cheque_day(typed, months=False) is None, typed
    for typed in ("sept 14", "9/14", "13-2014", "00-2014", "3/9/2014", "9-0000"):
        assert read_month(typed) is None, typed
