"""What the page of the lists says of marks and of a competence that is tried out, and what is kept of it."""

import asyncio
import html
import json
import re
import tracemalloc
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.jobbereik import answers, dependencies, log, texts
from api.jobbereik.competences import answers as written
from api.jobbereik.forms import Draft, Step
from api.jobbereik.result import texts as result_texts
from api.jobbereik.result import views
from api.jobbereik.schemas import ProfileIn, ReachIn
from api.web.fragments import fragment
from item_bank.schema import OccupationId
from models.jobbereik.engine import Jobbereik
from models.jobbereik.planning import learn_next
from models.jobbereik.schema import Doubt, Experience, ExperienceKind, Gap, Profile, Verdict

ON = date(2026, 11, 29)
STEPS = (("kok", "construction"), ("lasser", "wood-furniture"))
"""Work and a wish that leave both lists short."""

JOBS = [{"occupationId": id_, "months": 60} for id_ in ("verpleegkundige", "kok")]


@pytest.fixture
def engine(client: TestClient) -> Jobbereik:
    return replace(client.app.state.engines.current)  # type: ignore[attr-defined] # that one the service writes for


def lists(engine: Jobbereik, marks: dict[str, bool]) -> dict[str, Any]:
    rows = [{"occupationId": id_, "interested": yes} for id_, yes in marks.items()]
    profile = ProfileIn.model_validate({"experiences": JOBS, "marks": rows})
    return views.lists(engine, Draft(profile=profile, step=Step.RESULT), ON)


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


def test_what_is_kept_stands_as_on_the_page(engine: Jobbereik) -> None:
    first, *_, last = ids(lists(engine, {})["within"])
    shown = lists(engine, {first: False, last: True})
    kept = log.lists_of(json.loads(shown["document"]))
    assert kept is not None
    assert [row.id for row in kept.within] == ids(shown["within"])
    assert [row.id for row in kept.training] == ids(shown["training"])
    assert (kept.within[0].id, first in ids(shown["within"])) == (last, False)
    assert kept.all_refused == shown["all_refused"] == []


def test_who_said_no_to_a_whole_list_is_not_told_that_nothing_was_found(client: TestClient, engine: Jobbereik) -> None:
    marks = dict.fromkeys(ids(lists(engine, {})["training"]), False)
    shown = lists(engine, marks)
    kept = log.lists_of(json.loads(shown["document"]))
    assert kept is not None
    assert (kept.training, kept.all_refused) == ([], ["training"])
    known = {"experiences": JOBS, "marks": [{"occupationId": id_, "interested": False} for id_ in marks]}
    data = {"stap": "wensen", "doe": "naar:resultaat", "profiel": json.dumps(known)}
    text = client.post("/jobbereik", data=data).text
    assert text.count("Je zei nee op alles hier.") == 1
    assert "We vonden hier geen beroepen." not in text


@pytest.mark.parametrize(
    ("after", "new", "same"),
    [
        (["bakker", "kok"], [], True),
        (["kok", "bakker"], [], False),
        (["kok", "bakker", "slager"], ["Slager"], False),
    ],
)
def test_a_row_that_only_moves_past_the_cut_is_not_new(
    engine: Jobbereik, monkeypatch: pytest.MonkeyPatch, after: list[str], new: list[str], same: bool
) -> None:
    def found(_: Jobbereik, body: ReachIn, __: date, ___: object = ()) -> SimpleNamespace:
        order = after if "verkopen" in (body.competence_ids or ()) else ["bakker", "kok"]
        positions = [engine.catalogue.occupation_index(id_) for id_ in order[: body.limit]]
        return SimpleNamespace(
            within_reach=[
                SimpleNamespace(occupation=engine.catalogue.occupation(p)) for p in positions if p is not None
            ]
        )

    monkeypatch.setattr(views.service, "find_reach", found)
    profile = ProfileIn.model_validate({"experiences": JOBS, "competenceIds": ["verkopen"]})
    draft = Draft(profile=profile, step=Step.RESULT, tried="verkopen", shown=1)
    tried = views._tried(engine, draft, ON)
    assert tried is not None
    assert (tried["new"], tried["same"]) == (new, same)


NEVER_BOTH = (
    ("Het beroep ligt dicht bij wat je al deed", "Het werk lijkt weinig op wat je al deed"),
    ("Het werk lijkt op wat je al deed", "Het beroep ligt verder van wat je al deed"),
    ("Het niveau past bij wat je al deed", "Dit werk vraagt minder dan wat je al deed"),
)


@pytest.mark.parametrize("job", ["jurist", "verpleegkundige", "kassamedewerker"])
def test_reasons_do_not_contradict_each_other(engine: Jobbereik, job: str) -> None:
    profile = Profile(experiences=(Experience(occupation_id=job, months=240),))  # type: ignore[arg-type]
    found = engine.reach(profile, limit=20, on=ON)
    rows = [
        (row, " ".join(result_texts.reasons(row)))
        for row in (*found.within_reach, *found.with_training, *found.further)
    ]
    assert len(rows) > 15
    for row, told in rows:
        assert not [pair for pair in NEVER_BOTH if all(words in told for words in pair)], (row.occupation.id, told)
        if any(not gate.held for gate in row.gates):
            assert "De wet vraagt niets dat je nog mist" not in told


@pytest.mark.parametrize("done", ["verpleegkundige", "boekhouder", "kapper"])
@pytest.mark.parametrize("kind", list(ExperienceKind))
def test_nothing_speaks_against_the_very_work_that_somebody_did(
    engine: Jobbereik, done: str, kind: ExperienceKind
) -> None:
    own = Experience(occupation_id=OccupationId(done), months=36, kind=kind, ended_on=date(2025, 6, 30))
    row = engine.gap(Profile(experiences=(own,)), own.occupation_id, on=ON).candidate
    told = result_texts.reasons(row)
    assert row.told_as is kind
    assert "Het werk lijkt op wat je al deed." in told
    assert not {texts._AGAINST[group] for group in ("work", "names", "role", "level", "judged")} & set(told)


def test_what_only_fits_something_is_told_as_that(engine: Jobbereik) -> None:
    row = engine.reach(Profile(competence_ids=("verkopen",)), limit=5, on=ON).within_reach[0]  # type: ignore[arg-type]
    assert texts.verdict(row) == "Dit beroep past bij iets wat je kan. Meer weten we nog niet."


def test_the_same_question_again_keeps_nothing_more(engine: Jobbereik) -> None:
    rows = [{"occupationId": id_, "months": 60} for id_ in ("verpleegkundige", "kok") for _ in range(12)]
    body = ReachIn.model_validate({"experiences": rows, "limit": 100})
    sizes = []
    for _ in range(2):
        answers.reach(engine, body, ON)
        sizes.append(len(written._kept(engine, None).items.items))
    assert sizes[0] == sizes[1] > 0


def test_a_writer_is_found_while_another_thread_adds_one(engine: Jobbereik, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: deque[Any] = deque(maxlen=4)

    class Meanwhile:
        on = None

        @property
        def engine(self) -> None:
            kept.append(self)

    kept.extend([Meanwhile(), Meanwhile()])
    monkeypatch.setattr(written, "_KEPT", kept)
    assert written._kept(engine, None).engine is engine


def promised(engine: Jobbereik) -> Iterator[tuple[Gap, Gap]]:
    """Return rows that one competence more moves to the first list under a weaker word: before, and after."""
    for number in range(0, engine.catalogue.n_occupations, 2):
        job = Profile(experiences=(Experience(occupation_id=engine.catalogue.occupation(number).id, months=60),))
        held = tuple(row.competence.id for row in engine.suggest_competences(job.experiences, on=ON, limit=999))
        told = replace(job, competence_ids=held)
        for item in learn_next(engine, told, limit=3, on=ON).items:
            more = replace(job, competence_ids=(*held, item.competence.competence.id))
            for target in item.occupations:
                before, after = (engine.gap(profile, target.id, on=ON) for profile in (told, more))
                if before.verdict is Verdict.WITH_TRAINING and weaker(after.candidate.doubt, before.candidate.doubt):
                    yield before, after


def weaker(now: Doubt, was: Doubt) -> bool:
    return list(Doubt).index(now) > list(Doubt).index(was)


def test_who_learned_reads_like_beside_like_and_never_less(engine: Jobbereik) -> None:
    """A row that moves to the first list has the chance of now as its number: its word alone is a weaker one."""
    found = list(islice(promised(engine), 3))
    assert len(found) == 3
    for before, after in found:
        reads_like_beside_like(before, after)


def reads_like_beside_like(before: Gap, after: Gap) -> None:
    assert after.verdict is Verdict.WITHIN_REACH
    order = [texts.DOUBTS[word].lower() for word in Doubt]
    moved, *said = result_texts.changed("x", before, after)["text"].split(". ")
    assert "“nu binnen bereik”" in moved
    assert [part.split(": ")[0] for part in said] == ["Als je nu begint", "Met een opleiding"]
    for part in said:
        was, *_, now = [word for word in re.findall("“([^”]*)”", part) for _ in range(2)]
        assert order.index(now) <= order.index(was), part


def test_a_short_list_says_why_and_where_there_is_more(client: TestClient) -> None:
    profile = {"experiences": JOBS[:1], "filters": {"sectors": ["construction"]}}
    answer = client.post("/api/v1/jobbereik/reach", json=profile).json()
    lists = {"within-reach": answer["withinReach"], "with-training": answer["withTraining"]}
    short, *others = answer["shortfalls"]
    assert all(row["rows"] == len(lists[row["verdict"]]) < 5 for row in answer["shortfalls"])
    assert short["verdict"] == "within-reach"
    (other,) = others
    assert re.search("(Het dichtst ligt .+, en dat is een gok|Een eerste stap: .+)\\. Praat erover", other["text"])
    data = {"stap": "ervaring", "doe": "naar:resultaat", "profiel": json.dumps(profile)}
    page = client.post("/jobbereik", data=data).text
    said = " ".join(re.sub("<[^>]+>", " ", page).split())
    assert "Waarom zo weinig?" in said
    for row in answer["shortfalls"]:
        for sentence in row["text"].removesuffix(".").split(". "):
            assert html.escape(sentence, quote=False) in said
    assert "Door je wensen vallen meer beroepen weg" not in page
    assert 'value="alle-sectoren"' in page
    freed = client.post("/jobbereik", data=data | {"stap": "resultaat", "doe": "alle-sectoren"}).text
    assert 'class="short"' not in freed
    free = client.post("/api/v1/jobbereik/reach", json={"experiences": JOBS[:1], "limit": 100}).json()
    assert (short["withoutWish"], free["shortfalls"]) == (len(free["withinReach"]), [])
    nurse = {"experiences": [{"occupationId": "verpleegkundige", "months": 60}], "filters": {"sectors": ["ict-media"]}}
    texts_of = [row["text"] for row in client.post("/api/v1/jobbereik/reach", json=nurse).json()["shortfalls"]]
    assert ["Het dichtst ligt " in text for text in texts_of] == [False, True], "a guess is no first step"


def test_a_first_step_is_named_as_sure_as_it_is_and_never_one_that_was_refused(engine: Jobbereik) -> None:
    """Who said no to what stands first is named the next one, and who said no to all of it nothing."""
    talk = "Praat erover met een loopbaancoach of met VDAB"
    seen = set()
    for job, sector in STEPS:
        profile = {"experiences": [{"occupationId": job, "months": 60}], "filters": {"sectors": [sector]}}
        found = engine.reach(ProfileIn.model_validate(profile).to_profile(), limit=100, on=ON)
        assert {*found.short} == {Verdict.WITHIN_REACH, Verdict.WITH_TRAINING}
        rows = [*found.with_training, *found.within_reach]
        for no in range(len(rows) + 1):
            marks = [{"occupationId": row.occupation.id, "interested": False} for row in rows[:no]]
            draft = Draft(profile=ProfileIn.model_validate(profile | {"marks": marks}), step=Step.RESULT)
            said = views.lists(engine, draft, ON)["short_training"][0]
            if no == len(rows):
                assert f"{talk}: samen vinden jullie een eerste stap." in said
                continue
            name, guess = rows[no].occupation.names.label("nl"), rows[no].doubt is Doubt.GUESS
            seen.add(guess)
            assert (f"Het dichtst ligt {name}, en dat is een gok. {talk}." in said) == guess
            assert (f"Een eerste stap: {name}. {talk}." in said) == (not guess)
    assert seen == {False, True}, "both sentences"


def test_what_everybody_is_shown_is_written_before_somebody_asks(
    engine: Jobbereik, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(written, "_KEPT", deque(maxlen=64))  # services of other tests write into it meanwhile
    for position in range(engine.catalogue.n_occupations):
        answers.prepare(engine, position)
    kept = written._kept(engine, None)
    parts, items = set(kept.parts), len(kept.items.items)
    first = answers.reach(engine, ReachIn.model_validate({"experiences": JOBS}), ON)
    assert {key[0] for key in set(kept.parts) - parts} <= {"gate"}
    assert [item for item in kept.items.items[items:] if not item.probability] == []
    monkeypatch.setattr(written, "_KEPT", deque(maxlen=64))
    assert answers.reach(engine, ReachIn.model_validate({"experiences": JOBS}), ON) == first


def test_each_engine_that_serves_is_written_for_also_after_one_that_fails(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[tuple[int, int]] = []
    engines: Any = SimpleNamespace(current=None)

    def write(engine: Any, position: int) -> None:
        seen.append((engine.number, position))
        if (engine.number, position) == (1, 1):
            raise OSError("what this says may be of a citizen")

    async def replaced() -> None:
        running = None
        for number in (1, 2):
            engines.current = SimpleNamespace(number=number, catalogue=SimpleNamespace(n_occupations=2))
            running = running or asyncio.create_task(dependencies.run(engines, write, pause=0, look=0))
            async with asyncio.timeout(5):
                while len(seen) < 2 * number:
                    await asyncio.sleep(0)
        assert running is not None
        assert not running.done()
        running.cancel()

    asyncio.run(replaced())
    assert seen == [(1, 0), (1, 1), (2, 0), (2, 1)], "one that failed is not tried again"
    (told,) = (record.getMessage() for record in caplog.records if record.name == dependencies.__name__)
    assert told.endswith(": OSError"), "its type, and nothing of what it says"


def test_a_part_that_is_kept_takes_no_more_than_its_text() -> None:
    tracemalloc.start()
    kept = [fragment({"id": "kok", "number": number}) for number in range(200)]
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < len(kept) * 400
