"""Dutch words for the lists of a person and for the page of one occupation. Plain Dutch (B1)."""

from collections.abc import Container, Mapping, Sequence
from typing import Any

from api.jobbereik import texts as words
from api.jobbereik.forms import MONTHS_UNTOLD
from item_bank.schema import Frequency, GateKind
from models.contracts import Estimate
from models.cv.languages import small
from models.jobbereik.explanation import doubt_of
from models.jobbereik.parameters import parameters
from models.jobbereik.schema import Candidate, Doubt, ExperienceKind, Gap, NoteCode, Reach, Verdict
from models.jobbereik.shortfall import Shortfall, Wish
from models.wording import say, say_counted, together

FIRST_NOTES = frozenset(
    {
        NoteCode.PROFILE_EMPTY,
        NoteCode.PROFILE_TINY,
        NoteCode.PROFILE_VERY_BROAD,
        NoteCode.PROFILE_CONTRADICTORY,
        NoteCode.FILTERS_REMOVE_MOST,
        NoteCode.NOTHING_WITHIN_REACH,
        NoteCode.REGION_OF_SAMPLES,
    }
)
"""Notes that change how the lists must be read; the others are good to know, behind one tap."""


def notes(found: list[dict[str, str]], reach: Reach) -> dict[str, Any]:
    """Part what must be seen from what is good to know; what a short list says itself is left out."""
    said = {NoteCode.NOTHING_WITHIN_REACH} if reach.short and reach.with_training else set()
    said |= {NoteCode.FILTERS_REMOVE_MOST} if any(row.wish for row in reach.short.values()) else set()
    texts_by_code = dict(zip(reach.notes, (note["text"] for note in found), strict=True))
    simpler = texts_by_code.pop(NoteCode.SIMPLER_FIRST, None)  # it is said of the first list, and stands there
    rows = [(code, text) for code, text in texts_by_code.items() if code not in said]
    first = [text for code, text in rows if code in FIRST_NOTES]
    asides = [text for code, text in rows if code not in FIRST_NOTES]
    return {"notes": first, "asides": asides, "simpler_first": simpler}


def assumed(found: Reach) -> dict[str, Any]:
    """Return what work proves and is no formality, and whether a diploma may do for it: a nurse needs no second one."""
    gates = [gate for gate in found.licences_assumed if not gate.formality]
    by_diploma = any(gate.kind in (GateKind.REGISTRATION, GateKind.DIPLOMA) for gate in gates)
    return {"assumed": [(gate.id, gate.label) for gate in gates], "by_diploma": by_diploma}


GONE = say("een beroep dat niet meer op onze lijst staat")
"""What an occupation is called that the catalogue has no more."""

YEARS = (
    (12, say("minder dan 1 jaar")),
    (36, say("1 tot 3 jaar")),
    (120, say("3 tot 10 jaar")),
    (721, say("meer dan 10 jaar")),
)
"""How long somebody did something, by months below."""

_SIDES = {
    Verdict.WITHIN_REACH: say("Nu binnen bereik"),
    Verdict.WITH_TRAINING: say("Met opleiding"),
    Verdict.FAR: say("Verder weg"),
}


_OF = {
    Verdict.WITHIN_REACH: say("als je nu begint"),
    Verdict.WITH_TRAINING: say("met een opleiding"),
    Verdict.FAR: say("met een opleiding"),
}
"""What a word of doubt is about, by the list."""


def doubt(candidate: Candidate) -> dict[str, str]:
    """Return how sure a step is: a code, one of four words, and what it is about."""
    return {
        "code": candidate.doubt.value,
        "words": words.DOUBTS[candidate.doubt].lower(),
        "of": _OF[candidate.verdict],
    }


MORE_THAN_HALF = 0.5
"""A row that only fills a short list up has a smaller chance for today than this: it says what is to be learned."""

_CLOSE = {
    "work": say("lijkt op wat je al deed"),
    "names": say("dicht bij wat je al deed"),
    "role": say("je rol blijft dezelfde"),
    "level": say("past bij je niveau"),
}


_CLOSE_TO_SOMEBODY = {
    "work": say("lijkt op eerdere ervaring"),
    "names": say("dicht bij eerdere ervaring"),
    "role": say("de rol blijft dezelfde"),
    "level": say("past bij het eigen niveau"),
}
"""The same where others read it too."""


_DONE = {
    ExperienceKind.STUDY: (say("hiervoor studeerde je"), say("hiervoor gestudeerd")),
    ExperienceKind.VOLUNTEERING: (say("dit deed je al als vrijwilliger"), say("al gedaan als vrijwilliger")),
    ExperienceKind.HOBBY: (say("dit is je hobby"), say("dit is een hobby")),
}
"""Why this very work is within reach, to the person and where others read it too."""


def _close(candidate: Candidate, *, own: bool) -> str | None:
    """Return in a few words why work is within reach; ``None`` when nothing speaks for it."""
    if candidate.told_as in _DONE:
        return _DONE[candidate.told_as][0 if own else 1]
    if candidate.below_level:
        return say("werk onder je niveau") if own else say("werk onder het eigen niveau")
    matched, total = len(candidate.matched), len(candidate.matched) + len(candidate.missing)
    for reason in candidate.reasons:
        if reason.weight > 0 and reason.group == "competences" and 2 * matched >= total > 0:
            if own:
                return say("je kan al {matched} van {total} dingen", matched=matched, total=total)
            return say("{matched} van de {total} dingen gaan al", matched=matched, total=total)
        if reason.weight > 0 and reason.group in _CLOSE:
            return _CLOSE[reason.group] if own else _CLOSE_TO_SOMEBODY[reason.group]
    return None


def decides(candidate: Candidate, conditions: Mapping[str, str], *, own: bool = True) -> str:
    """Return the one thing that decides: what the law asks, what is not liked, what is near, or what lacks.

    Work that one could begin tomorrow is not introduced by what could still be learned: a nurse who is told to learn to
    help people eat stops reading. ``own`` says it to the person, and not where others read it too.
    """
    now = candidate.verdict is Verdict.WITHIN_REACH
    unmet = [item.gate for item in candidate.gates if not item.held]
    barriers = [gate.label for gate in unmet if not gate.formality]
    if barriers:
        return say("nodig: {barriers}", barriers=small(barriers[0]))
    often = [conditions[code] for code, how in candidate.avoided if how is Frequency.OFTEN]
    sometimes = [conditions[code] for code, how in candidate.avoided if how is Frequency.SOMETIMES]
    if often or sometimes:
        what = small((often or sometimes)[0])
        return say("vaak {what}", what=what) if often else say("soms {what}", what=what)
    if now and unmet:
        return say("te regelen: {unmet}", unmet=small(unmet[0].label))
    near = _close(candidate, own=own) if now and candidate.told.value >= MORE_THAN_HALF else None
    if near:
        return near
    essential = [item for item in candidate.missing if item.essential] or list(candidate.missing)
    if essential:
        return say("te leren: {essential}", essential=small(essential[0].competence.names.label("nl")))
    return say("je kan al wat dit werk vraagt") if own else say("wat dit werk vraagt, gaat al")


def how_long(months: int) -> str:
    """Return how long in the words of the choice.

    Examples
    --------
    >>> how_long(6), how_long(36), how_long(400)
    ('minder dan 1 jaar', '3 tot 10 jaar', 'meer dan 10 jaar')
    """
    return next(text for below, text in YEARS if months < below)


def _done(label: str, months: int, kind: ExperienceKind) -> str:
    """Return an experience in a few words: what was no job is not told as one."""
    about = [] if kind is ExperienceKind.JOB else [words.KINDS[kind]]
    about += [] if months == MONTHS_UNTOLD else [how_long(months)]
    return together([label, together([" (", together(about), ")"], "")], "") if about else label


def who(done: Sequence[tuple[str, int, ExperienceKind]], competences: Sequence[str] | None) -> str:
    """Return who somebody is in one line.

    Examples
    --------
    >>> job, study = ExperienceKind.JOB, ExperienceKind.STUDY
    >>> who([("Kok", 24, job)], None), who([("Kok", MONTHS_UNTOLD, job)], ["a"]), who([], None)
    ('Kok (1 tot 3 jaar).', 'Kok, 1 competentie.', '')
    >>> who([("Kok", 36, study), ("Kok", MONTHS_UNTOLD, ExperienceKind.HOBBY)], None)
    'Kok (studie, 3 tot 10 jaar), Kok (hobby).'
    """
    parts = [_done(*row) for row in done[:2]]
    parts += (
        [say("nog {jobs} {jobs2}", jobs=len(done) - 2, jobs2=say("ervaring") if len(done) == 3 else say("ervaringen"))]
        if len(done) > 2
        else []
    )
    if competences:
        parts.append(say_counted("{count} competentie", "{count} competenties", len(competences)))
    return together(parts) + "." if parts else ""


NOTHING = say("We vonden hier geen beroepen.")


def _away(found: Shortfall) -> list[str]:
    """Return what keeps other occupations from a short list, counted."""
    law = say("bij {count} vraagt de wet iets dat je nog niet hebt", count=found.law)
    if found.experience:
        level = say_counted(
            "{count} vraagt meestal een hoger diploma", "{count} vragen meestal een hoger diploma", found.level
        )
        far = say_counted("{count} ligt te ver van wat je deed", "{count} liggen te ver van wat je deed", found.unlike)
    else:
        level = say_counted(
            "{count} vraagt meestal een diploma of opleiding",
            "{count} vragen meestal een diploma of opleiding",
            found.level,
        )
        far = say_counted("{count} vraagt vooral iets anders", "{count} vragen vooral iets anders", found.unlike)
    told = ((found.law, law), (found.level, level), (found.unlike, far))
    return [text for count, text in told if count]


def _why_short(found: Shortfall) -> str:
    if not found.looked_at:
        return say("Meer beroepen kennen we hier niet.")
    away = together(_away(found))
    if found.of_sectors:
        return say("Van de {count} andere in wat je koos: {away}.", count=found.looked_at, away=away)
    if found.experience:
        return say("Van de {count} andere die erop lijken: {away}.", count=found.looked_at, away=away)
    return say("Van de {count} die vragen wat jij kan: {away}.", count=found.looked_at, away=away)


def _first_step(reach: Reach, refused: Container[str]) -> str:
    """Name where somebody may begin whose lists are both short, and who did not say no to it."""
    rows = [row for row in (*reach.with_training, *reach.within_reach) if row.occupation.id not in refused]
    if not rows:
        return say("Praat erover met een loopbaancoach of met VDAB: samen vinden jullie een eerste stap.")
    name = rows[0].occupation.names.label("nl")
    if rows[0].doubt is Doubt.GUESS:
        return say(
            "Het dichtst ligt {name}, en dat is een gok. Praat erover met een loopbaancoach of met VDAB.", name=name
        )
    return say("Een eerste stap: {name}. Praat erover met een loopbaancoach of met VDAB.", name=name)


def short(reach: Reach, verdict: Verdict, sectors: Mapping[str, str], refused: Container[str] = ()) -> tuple[str, str]:
    """Return what there is and the nearest ways on, and why a list is short; both empty when it is not.

    Parameters
    ----------
    sectors
        Names of the sectors by their code.
    refused
        Occupations that the person said no to: none of them is named as a first step.
    """
    found = reach.short.get(verdict)
    if found is None:
        return "", ""
    few = say_counted("We vonden hier maar {count} beroep.", "We vonden hier maar {count} beroepen.", found.rows)
    parts = [few if found.rows else NOTHING]
    if verdict is Verdict.WITHIN_REACH and reach.with_training:
        parts.append(say("Wat met een opleiding lukt, staat hieronder."))
    if verdict is Verdict.WITH_TRAINING and Verdict.WITHIN_REACH in reach.short and found.experience:
        parts.append(_first_step(reach, refused))
    named = bool(found.sectors) or found.wish is not Wish.SECTORS  # a catalogue of somebody else may tell no sector
    if found.wish is not None and named and (found.without_wish or 0) > found.rows:
        where = together([together([small(sectors[code]), f" ({rows})"], "") for code, rows in found.sectors])
        parts.append(
            say(
                "Zonder die keuze van sector vinden we er hier {count}: vooral {where}.",
                count=found.without_wish,
                where=where,
            )
            if found.wish is Wish.SECTORS
            else say("Zonder wensen over waar en hoe je werkt, vinden we er hier {count}.", count=found.without_wish)
        )
    if not found.experience:
        parts.append(say("Voeg toe wat je al deed, ook een studie, hobby of vrijwilligerswerk: dan weten we meer."))
    return together(parts, " "), _why_short(found)


def reasons(candidate: Candidate) -> list[str]:
    """Return why an occupation stands where it stands: what its score rests on, then what else is to be known."""
    found = words.reasons(candidate)
    if candidate.below_level:
        found.append(say("Dit werk vraagt minder dan wat je al deed of leerde."))
    if candidate.surprising:
        found.append(say("Dit is een sector die nieuw is voor jou."))
    if candidate.thin_data:
        found.append(say("We hebben weinig gegevens over dit beroep of over jou: we zijn minder zeker."))
    return found


def _words(chance: Estimate) -> str:
    return words.DOUBTS[doubt_of(chance.value, parameters())].lower()


def _moved(before: Gap, after: Gap) -> str:
    """Return how sure an occupation became that moved to a nearer list, each chance beside the same one before.

    The word of the first list is about now, that of the second about now or trained: a row that moves up would seem
    less sure than it was.
    """
    one, other = before.candidate, after.candidate
    told = [
        say(
            "Het gaat van “{sides}” naar “{sides2}”.",
            sides=_SIDES[before.verdict].lower(),
            sides2=_SIDES[after.verdict].lower(),
        )
    ]
    pairs = [(say("Met een opleiding"), one.probability, other.probability)]
    if after.verdict is Verdict.WITHIN_REACH:
        pairs.insert(0, (say("Als je nu begint"), one.probability_now, other.probability_now))
    for what, was, now in pairs:
        same = _words(was) == _words(now)
        told.append(
            say("{what}: het blijft “{now}”.", what=what, now=_words(now))
            if same
            else say("{what}: het was “{was}”, en is nu “{now}”.", what=what, was=_words(was), now=_words(now))
        )
    return together(told, " ")


def changed(label: str, before: Gap, after: Gap) -> dict[str, Any]:
    """Return what a competence more changes for one occupation."""
    was, now = doubt(before.candidate)["words"], doubt(after.candidate)["words"]
    if before.verdict is not after.verdict:
        text = _moved(before, after)
    elif was != now:
        text = say("Dit beroep gaat van “{was}” naar “{now}”.", was=was, now=now)
    elif not after.candidate.missing:
        text = say("Dit beroep blijft “{now}”. Je mist dan niets meer.", now=now)
    else:
        text = say(
            "Dit beroep blijft “{now}”. Je mist dan nog {missing}.",
            now=now,
            missing=_things(len(after.candidate.missing)),
        )
    return {"label": small(label), "text": text}


def _things(count: int) -> str:
    return say("1 ding") if count == 1 else say("{count} dingen", count=count)


def out_of_ten(chance: Estimate) -> str:
    """Return a chance as a count of ten steps, for a table.

    Examples
    --------
    >>> out_of_ten(Estimate(value=0.72, low=0.61, high=0.82, n=900))
    '7 van 10 (6 tot 8)'
    >>> out_of_ten(Estimate(value=0.02, low=0.01, high=0.03, n=900))
    'minder dan 1 van 10'
    >>> out_of_ten(Estimate(value=0.97, low=0.93, high=0.97, n=900))
    'meer dan 9 van 10'
    """
    low, value, high = (round(10 * part) for part in (chance.low, chance.value, chance.high))
    between = say(" ({low} tot {high})", low=low, high=high) if low < high and 0 < value < 10 else ""
    told = {0: say("minder dan 1"), 10: say("meer dan 9")}.get(value, str(value))
    return say("{told} van 10{between}", told=told, between=between)
