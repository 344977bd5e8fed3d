"""The register of career centres: reading with every wrong row named, mandates, versions, and the examples."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from item_bank.loopbaancentra import reading, snapshot
from item_bank.loopbaancentra.codes import LABELS, RegisterError, Status
from item_bank.loopbaancentra.reading import CENTRES, COUNSELLORS, LOCATIONS, RowsError
from item_bank.loopbaancentra.schema import Mandate
from item_bank.manifest import ManifestError
from item_bank.postcodes.table import postcodes
from training.__main__ import main
from training.loopbaancentra import examples

AS_OF = date(2026, 11, 25)
HEAD = "id,name,enterprise_number,head_office,vat,mandate_start,status,sample"
GOOD = {
    CENTRES: f"{HEAD}\nvb-1,Voorbeeldcentrum 1,,9000,yes,2024-01-01,active,yes\n",
    LOCATIONS: "id,centre_id,street,postcode,evening\nvb-1-01,vb-1,Voorbeeldstraat 1,9000,yes\n",
    COUNSELLORS: "id,centre_id,name,role,profile,approved_on\n"
    "vb-1-a,vb-1,Voorbeeldbegeleider A,owner,Tekst,2024-02-01\n",
}


def folder(tmp_path: Path, **changes: str) -> Path:
    found = tmp_path / "register"
    found.mkdir()
    for name, text in GOOD.items():
        (found / name).write_text(changes.get(name.removesuffix(".csv"), text), encoding="utf-8")
    return found


def read(found: Path) -> snapshot.Register:
    return reading.read(found, name="proef", as_of=AS_OF)


def test_a_register_is_read_and_written_without_loss(tmp_path: Path) -> None:
    register = read(folder(tmp_path))
    reading.write(register.centres, tmp_path / "again")
    assert read(tmp_path / "again") == register
    centre = register.centres[0]
    assert centre.locations[0].evening is True
    assert centre.locations[0].access is None
    assert centre.profile.themes is None
    assert centre.counsellors[0].shown_text(date(2024, 1, 31)) == ""
    assert centre.counsellors[0].shown_text(date(2024, 2, 1)) == "Tekst"


CENTRE_ROWS = [
    ("VB 1,Voorbeeldcentrum 1,,9000,yes,2024-01-01,active,yes", "id is 'VB 1'"),
    ("vb-1,,,9000,yes,2024-01-01,active,yes", "name is empty"),
    ("vb-1,Jansens,,9000,yes,2024-01-01,active,yes", "an example is called"),
    ("vb-1,Jansens,,9000,yes,2024-01-01,active,no", "a centre has one"),
    ("vb-1,Jansens,0403019262,9000,yes,2024-01-01,active,no", "enterprise_number is '0403019262'"),
    ("vb-1,Voorbeeldcentrum 1,,99,yes,2024-01-01,active,yes", "head_office is '99'"),
    ("vb-1,Voorbeeldcentrum 1,,9999,yes,2024-01-01,active,yes", "postcode that exists"),
    ("vb-1,Voorbeeldcentrum 1,,9000,,2024-01-01,active,yes", "vat is empty"),
    ("vb-1,Voorbeeldcentrum 1,,9000,ja,2024-01-01,active,yes", "vat is 'ja'"),
    ("vb-1,Voorbeeldcentrum 1,,9000,yes,1/1/2024,active,yes", "mandate_start is '1/1/2024'"),
    ("vb-1,Voorbeeldcentrum 1,,9000,yes,20240101,active,yes", "mandate_start is '20240101'"),
    ("vb-1,Voorbeeldcentrum 1,,9000,yes,2012-01-01,active,yes", "from 2013-07-01"),
    ("vb-1,Voorbeeldcentrum 1,,9000,yes,2024-01-01,open,yes", "allowed are active, passive"),
]


@pytest.mark.parametrize(("row", "message"), CENTRE_ROWS, ids=[message for _, message in CENTRE_ROWS])
def test_a_wrong_centre_is_named_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(RowsError) as caught:
        read(folder(tmp_path, centres=f"{HEAD}\n{row}\n"))
    assert f"{CENTRES}, line 2: " in str(caught.value)
    assert message in str(caught.value)


def test_all_wrong_rows_are_named_at_once(tmp_path: Path) -> None:
    rows = "vb-1-01,vb-1,Straat 1,9000,yes\nvb-1-01,vb-1,Straat 2,9000,yes\nvb-1-03,vb-9,Straat,9000,yes\nx,vb-1,,1,?\n"
    with pytest.raises(RowsError) as caught:
        read(folder(tmp_path, locations=f"id,centre_id,street,postcode,evening\n{rows}"))
    problems = caught.value.problems
    assert [problem.split("line ")[1].split(":")[0] for problem in problems] == ["3", "4", "5"]
    assert "stands there twice" in problems[0]
    assert "centre_id is 'vb-9'" in problems[1]
    assert "(and 2 more); nothing was imported" in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"centres": "id;name\n"}, "needed are"),
        ({"centres": f"{HEAD},colour\n"}, "allowed are"),
        ({"centres": f"{HEAD}\n"}, "has no rows"),
        ({"locations": "id,centre_id,street,postcode\nvb-1-01,vb-1\n"}, "another number of cells"),
        ({"locations": 'id,centre_id,street,postcode\nvb-1-01,vb-1,"Straat,9000\n'}, "not readable as CSV"),
        ({"locations": "id,centre_id,street,postcode\na\0b,vb-1,Straat,9000\n"}, "null character"),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, changes: dict[str, str], message: str) -> None:
    with pytest.raises(RegisterError, match=message):
        read(folder(tmp_path, **changes))


def test_another_encoding_or_a_missing_file_is_refused(tmp_path: Path) -> None:
    found = folder(tmp_path)
    (found / LOCATIONS).write_bytes(b"id,centre_id,street,postcode\nvb-1-01,vb-1,Caf\xe9,9000\n")
    with pytest.raises(RegisterError, match="not in UTF-8"):
        read(found)
    (found / LOCATIONS).unlink()
    with pytest.raises(RegisterError, match="is missing"):
        read(found)


@pytest.mark.parametrize("status", Status)
def test_a_mandate_holds_for_six_years_and_passive_centres_do_not_show(status: Status) -> None:
    start, change = date(2020, 3, 1), date(2022, 1, 1)
    mandate = Mandate(starts_on=start, status=status, status_since=change)
    day = timedelta(days=1)
    assert not mandate.holds(start - day)
    assert mandate.shown(start)
    assert mandate.shown(change - day)
    assert mandate.holds(change) is (status in (Status.ACTIVE, Status.PASSIVE))
    assert mandate.shown(change) is (status is Status.ACTIVE)
    assert mandate.shown(date(2026, 2, 28)) is (status is Status.ACTIVE)
    assert not mandate.holds(date(2026, 3, 1))


def test_versions_are_imported_activated_and_refused_when_damaged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, source = tmp_path / "data", folder(tmp_path)
    where = ["--data-dir", str(data)]
    bring_in = ["loopbaancentra", "import", str(source), "--as-of", "2026-11-25", "--name", "proef", *where]
    assert main(bring_in) == 0
    assert main(bring_in) == 0
    assert "was imported before" in capsys.readouterr().out
    assert snapshot.load_active(data).sample
    assert main(["loopbaancentra", "activate", "proef", *where]) == 0
    assert snapshot.load_active(data).version == read(source).version
    assert main(["loopbaancentra", "activate", "andere", *where]) == 2
    (source / CENTRES).write_text(f"{HEAD}\nvb 1,x,,1,,,,\n", encoding="utf-8")
    assert main(bring_in) == 2
    assert "line 2" in capsys.readouterr().err
    stored = snapshot.versions(data)[0]
    (stored / LOCATIONS).write_text("id\n", encoding="utf-8")
    with pytest.raises(ManifestError):
        snapshot.load_active(data)
    assert main(["loopbaancentra", "activate", "built-in", *where]) == 0
    assert snapshot.load_active(data).version == snapshot.examples().version


def test_the_examples_are_spread_as_the_report_says() -> None:
    centres = snapshot.examples().centres
    assert Counter(centre.mandate.status for centre in centres) == {Status.ACTIVE: 265, Status.PASSIVE: 12}
    province = {place.postcode: place.province for place in postcodes().places}
    active = [centre for centre in centres if centre.mandate.status is Status.ACTIVE]
    heads = Counter(province[centre.head_office] for centre in active)
    present: Counter[str] = Counter()
    locations: Counter[str] = Counter()
    for centre in active:
        present.update({province[place.postcode] for place in centre.locations})
        locations.update(province[place.postcode] for place in centre.locations)
    for row in examples.TABLE_2:
        found = (heads[row.province], present[row.province], locations[row.province])
        assert found == (row.head_offices, row.centres, row.locations), row.province


def test_the_examples_cannot_be_mistaken_for_real_ones() -> None:
    for centre in snapshot.examples().centres:
        assert centre.sample
        assert centre.name.startswith("Voorbeeldcentrum ")
        assert "voorbeeld" in centre.profile.text
        assert (centre.enterprise_number, centre.website, centre.email, centre.phone) == (None, "", "", "")
        assert all(place.street.startswith("Voorbeeldstraat ") for place in centre.locations)
        assert all(person.name.startswith("Voorbeeldbegeleider ") for person in centre.counsellors)


def test_the_examples_can_be_made_again() -> None:
    ordered = tuple(sorted(examples.make(), key=lambda centre: centre.id))
    assert [replace(c, locations=()) for c in ordered] == [
        replace(c, locations=()) for c in snapshot.examples().centres
    ]
    assert reading.tables(ordered) == reading.tables(snapshot.examples().centres)


def test_every_code_has_dutch_words() -> None:
    for code in LABELS:
        assert LABELS[code]
        assert set(type(code)) <= set(LABELS)
