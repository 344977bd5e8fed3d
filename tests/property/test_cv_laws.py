"""Laws of the CV: our own file gives the profile back, whatever the texts; and no file breaks the reader."""

from contextlib import suppress
from datetime import date

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.jobbereik.cv import answers, service
from api.jobbereik.cv.schemas import CvIn
from api.jobbereik.schemas import ProfileIn
from item_bank.catalogue.builtin import catalogue
from models.cv import xml
from models.cv.candidate import candidate
from models.cv.found import Found
from models.cv.matching import match
from models.cv.passport import skills_passport
from models.cv.reading.file import UnreadableError, read_file
from models.jobbereik.schema import ExperienceKind
from tests import europass

ON = date(2026, 11, 29)
OCCUPATIONS = [str(catalogue().occupation(i).id) for i in range(0, catalogue().n_occupations, 7)]
COMPETENCES = [str(catalogue().competence(i).id) for i in range(0, catalogue().n_competences, 11)]
TEXT = st.text(max_size=60).map(lambda text: text.replace("\0", "").encode("utf-8", "ignore").decode().strip())
SPOKEN = st.sampled_from(["nl", "fr", "en"])

experiences = st.fixed_dictionaries(
    {
        "occupationId": st.sampled_from(OCCUPATIONS),
        "months": st.integers(0, 720),
        "kind": st.sampled_from([kind.value for kind in ExperienceKind]),
    },
    optional={"endedOn": st.dates(date(1950, 1, 1), date(2026, 11, 1)).map(str)},
)
entries = st.fixed_dictionaries(
    {}, optional={"title": TEXT, "employer": TEXT, "city": TEXT, "description": TEXT, "start": st.just("2015-03")}
)
profiles = st.fixed_dictionaries(
    {
        "experiences": st.lists(experiences, max_size=6),
        "competenceIds": st.none() | st.lists(st.sampled_from(COMPETENCES), max_size=8, unique=True),
        "licencesHeld": st.lists(st.sampled_from(sorted(catalogue().gates)), max_size=4, unique=True),
    }
)


def key(profile: ProfileIn) -> tuple[object, ...]:
    """Return what a CV says of a profile; kinds stand in sections, so only the order within a kind counts."""
    rows = sorted(profile.experiences, key=lambda row: row.kind)
    competences = None if profile.competence_ids is None else sorted(profile.competence_ids)
    told = [(row.occupation_id, row.months, row.kind, row.ended_on) for row in rows]
    return told, competences, sorted(profile.licences_held)


@pytest.mark.parametrize("write", [candidate, skills_passport], ids=["xml", "json"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(profile=profiles, said=st.lists(entries, max_size=6), name=TEXT, introduction=st.none() | TEXT, spoken=SPOKEN)
def test_our_own_file_gives_the_profile_back(
    app: FastAPI,
    write: object,
    profile: dict[str, object],
    said: list[object],
    name: str,
    introduction: str | None,
    spoken: str,
) -> None:
    engine = app.state.engines.current
    known = len(profile["experiences"])  # type: ignore[arg-type]
    texts = {"person": {"givenName": name}, "introduction": introduction, "entries": said[:known], "language": spoken}
    body = CvIn.model_validate(profile | {"texts": texts})
    cv = service.compose(engine, body, body.texts, ON, exact=True)
    found = answers.matched(engine, match(engine, read_file(write(cv)), ON)).profile  # type: ignore[operator]
    given_back = ProfileIn.model_validate(found.model_dump(by_alias=True, mode="json"))
    assert key(given_back) == key(body)


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=400))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    for begin in (b"", b"%PDF-1.7\n", b"<Candidate>", b'{"SkillsPassport":', b"\xff\xfe<\x00"):
        with suppress(UnreadableError):
            assert isinstance(read_file(begin + content), Found)


GOOD = europass.candidate(europass.work("Kok", "2019-01", "2019-12"), europass.MORE)


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, len(GOOD) - 1), cut=st.integers(0, 40), put=st.binary(max_size=20))
def test_no_damage_to_a_good_file_breaks_the_reader(place: int, cut: int, put: bytes) -> None:
    with suppress(UnreadableError):
        assert isinstance(read_file(GOOD[:place] + put + GOOD[place + cut :]), Found)


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200), value=st.text(max_size=50))
def test_any_text_makes_xml_that_can_be_read(text: str, value: str) -> None:
    root = xml.Node("a", children=[xml.Node("b", text, {"c": value}, own=[f'{{"x": "{value}"}}'])])
    read = xml.read(xml.write(root))
    assert read.say("b") == xml.clean(text)
