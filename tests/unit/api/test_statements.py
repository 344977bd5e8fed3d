"""Statements of the store that are made once."""

import importlib
import pkgutil

import pytest
from sqlalchemy import Select
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.types import NullType

import api.storage

MODULES = [name for _, name, package in pkgutil.iter_modules(api.storage.__path__, "api.storage.") if not package]


def _statements(name: str) -> list[Select[tuple[object]]]:
    found = vars(importlib.import_module(name)).values()
    lists = [value for value in found if isinstance(value, list)]
    return [one for group in (found, *lists) for one in group if isinstance(one, Select)]


def test_some_are_made_once() -> None:
    assert sum(len(_statements(name)) for name in MODULES) >= 8


@pytest.mark.parametrize("name", [name for name in MODULES if _statements(name)])
def test_each_value_has_a_type(name: str) -> None:
    """Without one the driver's own way to write a moment is taken, which is another than the store's."""
    for statement in _statements(name):
        binds = [found for found in visitors.iterate(statement) if isinstance(found, BindParameter)]
        assert not [found.key for found in binds if isinstance(found.type, NullType)]
