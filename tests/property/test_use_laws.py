"""Laws of learning from use: what holds of every log, every cell and every career."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from item_bank.catalogue.builtin import catalogue
from training.tables import InputError
from training.use import careers, disclosure, drift
from training.use.disclosure import LEAST, Background

BACKGROUNDS = st.builds(
    Background,
    tool=st.sampled_from(["orient", "loopbaantest"]),
    bank_version=st.sampled_from(["b1", "b2"]),
    model_version=st.sampled_from(["m1", "m2"]),
    language=st.sampled_from(["nl", "fr"]),
    work_status=st.sampled_from(["", "working", "studying"]),
    month=st.sampled_from(["2026-10", "2026-11"]),
)


@given(st.lists(st.tuples(st.integers(0, 60), BACKGROUNDS), max_size=120))
def test_no_cell_stays_small_and_the_tool_is_never_changed(rows: list[tuple[int, Background]]) -> None:
    given_ = {f"s{n}": (f"p{person}", row) for n, (person, row) in enumerate(rows)}
    kept = disclosure.coarsened(given_)
    assert not disclosure.small((row, given_[session][0]) for session, row in kept.items())
    for session, row in kept.items():
        before = given_[session][1]
        assert (row.tool, row.bank_version) == (before.tool, before.bank_version)
        assert row.language in ("", before.language)


COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 60), min_size=1)


@given(COUNTS, COUNTS)
def test_a_shown_bin_holds_ten_then_and_now_or_nothing_is_shown(now: dict[str, int], then: dict[str, int]) -> None:
    shown = drift.pooled(now, then)
    assert set(shown) == {*now, *then}
    for bin_ in set(shown.values()):
        inside = [name for name, where in shown.items() if where == bin_]
        sums = [sum(counts.get(name, 0) for name in inside) for counts in (now, then)]
        alone = len(set(shown.values())) == 1
        assert alone or min(sums) >= LEAST


@given(st.lists(st.integers(1, 500), min_size=2, max_size=6))
def test_the_index_is_nought_for_equal_shares_and_never_below(many: list[int]) -> None:
    counts = np.array(many, dtype=np.float64)
    assert abs(float(drift.psi(counts, counts))) < 1e-12
    assert float(drift.psi(counts, counts[::-1])) >= 0.0


JOBS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.integers(0, 5000),
        st.one_of(st.none(), st.integers(0, 2000)),
        st.sampled_from(["kok", "bakker"]),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(JOBS)
def test_each_job_begins_a_spell_or_is_a_step_or_lies_within_another(
    jobs: list[tuple[int, int, int | None, str]],
) -> None:
    first = date(2010, 1, 1)
    rows = [
        f"p{person},{first + timedelta(start)},{'' if length is None else first + timedelta(start + length)},{what}\n"
        for person, start, length, what in jobs
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "careers.csv"
        path.write_text("person_id,start,end,occupation\n" + "".join(rows), encoding="utf-8")
        try:
            found = careers.read(path, catalogue(), date(2026, 11, 1))
        except InputError:
            assert not rows
            return
    good = len(set(rows))
    assert good == found.persons + len(found.steps) + found.side_jobs + found.gaps
    moved = sum(step.origin != step.target for step in found.steps)
    assert len(found.spells) == found.persons + moved + found.gaps
    assert sum(spell.left for spell in found.spells) == moved
    assert all(spell.months >= 0 for spell in found.spells)
