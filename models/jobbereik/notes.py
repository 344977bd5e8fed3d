"""What must be said beside a result: an empty, tiny, broad or contradictory profile, and what is not known."""

from collections.abc import Sequence

from item_bank.catalogue.table import UNKNOWN
from models.jobbereik.facts import OccupationFacts
from models.jobbereik.listing import Lists
from models.jobbereik.parameters import Parameters
from models.jobbereik.profile import Reading
from models.jobbereik.schema import ExperienceKind, NoteCode, Profile


def _contradictory(facts: OccupationFacts, reading: Reading, profile: Profile, parameters: Parameters) -> bool:
    """Tell whether the stated level lies far below that of a job, or of a study that lasted for long enough."""
    level, told = profile.filters.eqf_level, (ExperienceKind.JOB, ExperienceKind.STUDY)
    worked = [position for position, kind in reading.told_as.items() if kind in told]
    if level is None or not worked:
        return False
    highest = max(int(facts.eqf[i]) for i in worked)
    return highest - level >= parameters.contradictory_levels


def for_profile(
    facts: OccupationFacts, reading: Reading, profile: Profile, parameters: Parameters
) -> tuple[NoteCode, ...]:
    """Return what must be said about the profile itself."""
    size = len(reading.held)
    found = []
    if size == 0:
        found.append(NoteCode.PROFILE_EMPTY)
    elif size < parameters.tiny_profile:
        found.append(NoteCode.PROFILE_TINY)
    elif size > parameters.broad_profile:
        found.append(NoteCode.PROFILE_VERY_BROAD)
    if _contradictory(facts, reading, profile, parameters):
        found.append(NoteCode.PROFILE_CONTRADICTORY)
    if reading.derived:
        found.append(NoteCode.COMPETENCES_DERIVED)
    return tuple(found)


def _unknowns(facts: OccupationFacts, profile: Profile, shown: Sequence[int]) -> list[NoteCode]:
    """Return what the catalogue does not know of the occupations shown, as far as the person asked for it."""
    filters, positions = profile.filters, list(shown)
    found = []
    if not facts.gates_known[positions].all():
        found.append(NoteCode.GATES_UNKNOWN)
    if filters.eqf_level is not None and (facts.eqf[positions] < 0).any():
        found.append(NoteCode.LEVEL_UNKNOWN)
    if filters.avoid and facts.avoided_unknown(filters)[positions].any():
        found.append(NoteCode.CONDITIONS_UNKNOWN)
    if (filters.sectors or filters.include_surprising) and (facts.sector[positions] == "").any():
        found.append(NoteCode.SECTORS_UNKNOWN)
    return found


def for_reach(
    facts: OccupationFacts,
    reading: Reading,
    profile: Profile,
    parameters: Parameters,
    lists: Lists,
) -> tuple[NoteCode, ...]:
    """Return what must be said beside the two lists."""
    found = list(for_profile(facts, reading, profile, parameters))
    if lists.removed > len(lists.within) + len(lists.training):
        found.append(NoteCode.FILTERS_REMOVE_MOST)
    if not lists.within and reading.held:
        found.append(NoteCode.NOTHING_WITHIN_REACH)
    level = profile.filters.eqf_level  # work of the stated level is no simpler work, whatever the person did
    below = level is None or facts.eqf[lists.within[:1]].max(initial=UNKNOWN) < level
    if lists.simpler_first and below and not profile.filters.below_level:
        found.append(NoteCode.SIMPLER_FIRST)
    if lists.simpler:
        found.append(NoteCode.SIMPLER_LEFT_OUT)
    return (*found, *_unknowns(facts, profile, [*lists.within, *lists.training]))
