"""The rules against a second opinion that looks day by day: every pair and triple of answers, and random requests.

``make fuzz`` tries half a million random requests; CI tries 20,000.
"""

import os
import random
from datetime import date, timedelta
from itertools import islice

import pytest

from api.loopbaancheque.schemas import EligibilityIn
from models.loopbaancheque.assessment import assess
from tests import cheque_oracle
from tests.cheque_cases import Json, boundary_days, default, dice, pairs_and_triples, random_request

SEED = 20261125
CASES = int(os.environ.get("FUZZ_CASES", "20000"))
PARTS = 4
EVERY_DAY = 150
"""One in so many answers about a later day is checked on every day; the others around it and on days by chance."""


def ours(request: Json) -> Json:
    found = assess(EligibilityIn.model_validate(request).to_facts())
    share, version = found.state_share, found.rule_version
    return {
        "outcome": found.outcome.value,
        "ruleVersion": version and version.isoformat(),
        "reasons": [code.value for code in found.reasons],
        "chequeNumber": found.cheque_number,
        "hours": found.hours,
        "ownContributionCents": found.own_contribution,
        "stateShareCents": share and {"exclVat": share.excl_vat, "inclVat": share.incl_vat},
        "next": found.next_eligible_on,
    }


def check_next(request: Json, claimed: date | None, rng: random.Random, *, every_day: bool) -> None:
    if not cheque_oracle.only_time_is_missing(request):
        assert claimed is None, request
    elif every_day:
        assert claimed == cheque_oracle.first_eligible(request), request
    else:
        first = date.fromisoformat(request["requestedOn"]) + timedelta(days=1)
        stop = claimed or cheque_oracle.END + timedelta(days=1)
        span = (stop - first).days
        tried = {first + timedelta(days=rng.randrange(span)) for _ in range(3)} if span > 0 else set()
        if span > 0:
            tried |= {first, stop - timedelta(days=1)}
        assert not [day for day in tried if cheque_oracle.eligible_later(request, day)], request
        assert claimed is None or cheque_oracle.eligible_later(request, claimed), request


def check(request: Json, rng: random.Random, *, every_day: bool) -> None:
    found = ours(request)
    claimed = found.pop("next")
    assert found == cheque_oracle.answer(request), request
    check_next(request, claimed, rng, every_day=every_day)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_pair_and_triple_of_answers(part: int) -> None:
    rng = dice(SEED)
    for number, request in enumerate(islice(pairs_and_triples(), part, None, PARTS)):
        check(request, rng, every_day=number % (4 * EVERY_DAY) == 0)


@pytest.mark.parametrize("part", range(PARTS))
def test_random_requests(part: int) -> None:
    rng = dice(SEED + part)
    for number in range(CASES // PARTS):
        check(random_request(rng), rng, every_day=number % EVERY_DAY == 0)


@pytest.mark.parametrize("day", boundary_days(), ids=str)
def test_the_days_around_each_change(day: date) -> None:
    check(default(day), dice(SEED), every_day=True)
    check(
        default(day) | {"workPeriods": [{"start": "2018-10-01", "end": None, "kind": "employee"}]},
        dice(SEED),
        every_day=True,
    )
