"""Parameters of the loopbaancheque: what a file may hold, and what each version says."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from item_bank.schema import CatalogueError
from models.loopbaancheque import dated
from models.loopbaancheque.dated import (
    Confidence,
    Missing,
    ParameterNotInForceError,
    parameters,
    read_parameter,
    read_parameters,
    stale,
)
from models.loopbaancheque.money import fee_cents, state_share_cents
from models.loopbaancheque.rules import SCHEME, build_timeline, rules_on, timeline

ROW = {"value": 4, "confidence": "high", "instrument": "BVR", "article": None, "url": None, "source": "rapport"}
FILE = {
    "description": "Hours",
    "dutch": "uren",
    "unit": "hours",
    "last_checked_on": date(2026, 11, 23),
    "values": {date(2013, 7, 1): ROW},
}


def write(folder: Path, **changes: object) -> Path:
    path = folder / "hours.yaml"
    body = {key: value for key, value in (FILE | changes).items() if value != "gone"}
    path.write_text(yaml.safe_dump(body, sort_keys=False), encoding="utf-8")
    return path


def row(**changes: object) -> dict[date, object]:
    return {date(2013, 7, 1): ROW | changes}


def test_a_file_is_read(tmp_path: Path) -> None:
    found = read_parameter(write(tmp_path))
    assert found.name == "hours"
    assert found.at(date(2013, 7, 1)).confidence is Confidence.HIGH


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"dutch": "gone"}, "'dutch' is missing; allowed are"),
        ({"author": "x"}, "'author' is unknown"),
        ({"last_checked_on": "gisteren"}, "'gisteren' is not a day"),
        ({"values": {}}, "values is {}"),
        ({"values": row(value=4.5)}, "value is 4.5; allowed for hours is a whole number from 0"),
        ({"values": row(value=-1)}, "value is -1"),
        ({"values": row(value=True)}, "value is True"),
        ({"values": row(value="four")}, "unknown or not-applicable"),
        ({"values": row(confidence="sure")}, "confidence is 'sure'; allowed are ['high', 'medium', 'low']"),
        ({"values": row(source="")}, "source is ''"),
        ({"values": row(remark="x")}, "'remark' is unknown"),
        ({"values": {"ooit": ROW}}, "'ooit' is not a day"),
        ({"values": {date(2020, 1, 1): ROW, date(2013, 7, 1): ROW}}, "not in order"),
        ({"unit": "boolean"}, "allowed for boolean is true or false"),
    ],
)
def test_a_file_that_cannot_be_used_names_file_key_value_and_what_is_allowed(
    tmp_path: Path, changes: dict[str, object], words: str
) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_parameter(write(tmp_path, **changes))
    assert words in str(caught.value)
    assert "hours.yaml" in str(caught.value)


def test_a_folder_without_files_is_no_law(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="no parameter file"):
        read_parameters(tmp_path)


def test_a_day_before_the_first_value_is_never_answered_with_the_oldest_one() -> None:
    with pytest.raises(ParameterNotInForceError, match="own_contribution has no value on 2013-06-30"):
        parameters()["own_contribution"].at(date(2013, 6, 30))


def test_unknown_and_not_applicable_are_said_and_are_not_zero() -> None:
    assert parameters()["hourly_rate"].at(date(2025, 11, 1)).value is Missing.UNKNOWN
    assert parameters()["hours_second_cheque"].at(date(2025, 11, 1)).value is Missing.NOT_APPLICABLE
    assert parameters()["stimulation_amount"].at(date(2021, 1, 1)).value is Missing.UNKNOWN


def test_the_versions_are_those_of_the_law() -> None:
    assert [rules.first_day for rules in timeline().versions] == [
        date(2013, 7, 1),
        date(2017, 11, 23),
        date(2020, 1, 1),
        date(2024, 1, 1),
        date(2025, 3, 4),
        date(2025, 11, 1),
    ]
    assert timeline().versions[-1].last_day == date(2026, 12, 31)


@pytest.mark.parametrize("rules", timeline().versions, ids=lambda rules: str(rules.first_day))
def test_every_version_starts_and_ends_on_its_days(rules: object) -> None:
    assert rules_on(rules.first_day) is rules
    assert rules_on(rules.last_day) is rules
    assert rules_on(rules.first_day - timedelta(days=1)) is not rules
    assert rules_on(rules.last_day + timedelta(days=1)) is not rules


def test_days_outside_the_scheme_have_no_rules() -> None:
    assert rules_on(date(2013, 6, 30)) is None
    assert rules_on(date(2027, 1, 1)) is None
    assert timeline().after(date(2013, 6, 30)) is timeline().versions[0]
    assert timeline().after(date(2026, 1, 1)) is None


def test_a_change_on_a_day_without_a_version_is_refused(tmp_path: Path) -> None:
    found = dict(parameters()) | {"hours": read_parameter(write(tmp_path, values={date(2014, 1, 1): ROW}))}
    with pytest.raises(ValueError, match="hours changes on 2014-01-01"):
        build_timeline(found)


@pytest.mark.parametrize(
    ("day", "half_hours", "without", "with_vat"),
    [
        (date(2016, 5, 2), 8, 55_000, 66_550),
        (date(2020, 1, 1), 8, 56_100, 67_881),
        (date(2020, 1, 1), 6, 42_075, 50_911),
        (date(2020, 1, 1), 7, 49_088, 59_396),
        (date(2020, 1, 1), 5, 35_063, 42_426),
        (date(2016, 5, 2), 2, 13_750, 16_638),
        (date(2024, 1, 1), 1, 7_500, 9_075),
        (date(2024, 1, 1), 6, 45_000, 54_450),
        (date(2024, 1, 1), 0, 0, 0),
    ],
)
def test_fees_agree_to_the_cent(day: date, half_hours: int, without: int, with_vat: int) -> None:
    rules = rules_on(day)
    assert fee_cents(half_hours, rules.hourly_rate) == without
    assert fee_cents(half_hours, rules.hourly_rate, rules.vat_percent) == with_vat


def test_flanders_never_pays_less_than_nothing() -> None:
    assert state_share_cents(9_075, 4_500) == 4_575
    assert state_share_cents(7_500, 9_000) == 0


def test_half_hours_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="half hours are -1"):
        fee_cents(-1, 1_375_000)


def test_a_parameter_that_nobody_checked_for_a_year_is_named() -> None:
    cap = parameters()["monthly_cap"]
    assert cap not in stale(parameters(), cap.last_checked_on + timedelta(days=365))
    assert cap in stale(parameters(), cap.last_checked_on + timedelta(days=366))


def read_by_rules() -> set[str]:
    """Names that rules read: as a member of a version, as a key, or as what a condition is about."""
    folder = Path(dated.__file__).parent
    nodes = [node for path in folder.glob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    members = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    keys = [node.slice for node in nodes if isinstance(node, ast.Subscript)]
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    keys += [value for node in calls for value in (*node.args, *(keyword.value for keyword in node.keywords))]
    return (
        members | {key.value for key in keys if isinstance(key, ast.Constant) if isinstance(key.value, str)} | {SCHEME}
    )


def test_each_parameter_is_read_by_a_rule_or_says_why_it_is_not() -> None:
    read = read_by_rules()
    for name, parameter in parameters().items():
        assert (name in read) != bool(parameter.documentary), name
