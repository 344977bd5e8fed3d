"""The points of postcodes agree with the public list of 2017 that they were carried over from."""

import csv
import os
from collections import defaultdict
from pathlib import Path

import pytest

from item_bank.postcodes.table import postcodes

REFERENCE = os.environ.get("REFERENCE_DIR", "")

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(not REFERENCE, reason="REFERENCE_DIR is empty: it names the folder of reference data"),
]

AS_ROUNDED = 0.00006
"""Half of the last decimal that the table keeps, in degrees."""


def test_nearly_every_point_is_one_that_the_list_gives_for_the_postcode() -> None:
    listed = defaultdict(list)
    path = Path(REFERENCE) / "geo" / "zipcode_belgium.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for code, _, longitude, latitude in csv.reader(file):
            listed[code].append((float(latitude), float(longitude)))
    places = postcodes().places
    assert set(listed) <= {place.postcode for place in places}
    carried = sum(
        any(
            abs(place.latitude - latitude) < AS_ROUNDED and abs(place.longitude - longitude) < AS_ROUNDED
            for latitude, longitude in listed[place.postcode]
        )
        for place in places
    )
    assert carried / len(places) > 0.88  # the others are medians, see the README
