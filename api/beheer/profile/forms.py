"""Reads the forms of a centre's profile; what was typed stays, also where it cannot be used."""

from enum import StrEnum

from starlette.datastructures import FormData

from api.beheer.files.forms import Draft, filled
from api.beheer.profile import texts
from api.web.forms import paragraph, text, version
from api.web.forms import texts as several
from item_bank.loopbaancentra.codes import Access, CareerTheme, SupportLanguage, TargetGroup, Way
from item_bank.loopbaancentra.schema import HOURS_MAX, TEXT_MAX, Centre, Location, LocationId, Profile
from item_bank.postcodes.table import postcodes

NONE = "geen"
"""What stands for "none of these"; nothing ticked means that the centre does not say."""

LISTS: tuple[tuple[str, str, type[StrEnum]], ...] = (
    ("hoe", "ways", Way),
    ("taal", "languages", SupportLanguage),
    ("thema", "themes", CareerTheme),
    ("groep", "target_groups", TargetGroup),
)
"""Name of the field, member of the profile, and codes."""

OPEN, PASSIVE = "open", "passief"
STATES = ((OPEN, "Ja, we ontvangen hier mensen"), (PASSIVE, "Nee, het adres is passief"))
EVENINGS = (("ja", "Ja"), ("nee", "Nee"), ("", "Dat zeggen we niet"))
SHOW, BACK = "toon", "terug"
"""Buttons beside what waits; another one decides nothing."""


def _ticked(found: frozenset[StrEnum] | None) -> list[str]:
    return [] if found is None else sorted(map(str, found)) or [NONE]


def _said(draft: Draft, name: str, kind: type[StrEnum]) -> frozenset[StrEnum] | None:
    chosen = draft.chosen[name]
    found = frozenset(code for code in kind if str(code) in chosen)
    if NONE in chosen and found:
        draft.errors[name] = texts.NONE_OR_SOME
    return found if found or NONE in chosen else None


def first_offer(found: Profile, seen: int) -> Draft:
    """Return the form of an offer as it begins."""
    chosen = {name: _ticked(getattr(found, member)) for name, member, _ in LISTS}
    return filled({"tekst": found.text}, chosen, seen)


def offer(form: FormData) -> Draft:
    """Return what a centre offers, in its own words and lists."""
    draft = Draft(
        typed={"tekst": paragraph(form, "tekst", TEXT_MAX + 1)},
        chosen={name: several(form, name) for name, _, _ in LISTS},
        seen=version(form),
    )
    if len(draft.typed["tekst"]) > TEXT_MAX:
        draft.errors["tekst"] = texts.LONG
    said = {member: _said(draft, name, kind) for name, member, kind in LISTS}
    if not draft.errors:
        draft.values["offer"] = Profile(text=draft.typed["tekst"], **said)  # type: ignore[arg-type] # codes of its kind
    return draft


def first_location(found: Location | None, seen: int) -> Draft:
    """Return the form of a location as it begins; an empty one for a new location."""
    if found is None:
        return filled({"straat": "", "postcode": "", "uren": "", "avond": "", "stand": OPEN}, {"toegang": []}, seen)
    typed = {
        "straat": found.street,
        "postcode": found.postcode,
        "uren": found.hours,
        "avond": "" if found.evening is None else "ja" if found.evening else "nee",
        "stand": OPEN if found.active else PASSIVE,
    }
    return filled(typed, {"toegang": _ticked(found.access)}, seen)


def location(form: FormData, centre: Centre, id_: str) -> Draft:
    """Return a location with its hours and how it can be reached."""
    draft = Draft(
        typed={name: text(form, name, texts.STREET_MAX + 1) for name in ("straat", "postcode", "avond", "stand")},
        chosen={"toegang": several(form, "toegang")},
        seen=version(form),
    )
    draft.typed["uren"] = paragraph(form, "uren", HOURS_MAX + 1)
    typed = draft.typed
    if not typed["straat"] or "\0" in typed["straat"] or len(typed["straat"]) > texts.STREET_MAX:
        draft.errors["straat"] = texts.STREET
    if postcodes().find(typed["postcode"]) is None:
        draft.errors["postcode"] = texts.POSTCODE
    if len(typed["uren"]) > HOURS_MAX:
        draft.errors["uren"] = texts.HOURS
    if typed["stand"] not in (OPEN, PASSIVE):
        draft.errors["stand"] = texts.STATE
    access = _said(draft, "toegang", Access)
    if not draft.errors:
        draft.values["location"] = Location(
            id=LocationId(id_),
            centre_id=centre.id,
            street=typed["straat"],
            postcode=typed["postcode"],
            active=typed["stand"] == OPEN,
            access=access,  # type: ignore[arg-type] # codes of its kind
            evening={"ja": True, "nee": False}.get(typed["avond"]),
            hours=typed["uren"],
        )
    return draft


def words(form: FormData) -> Draft:
    """Return a counsellor's own text: plain, of a bounded length."""
    draft = Draft(typed={"tekst": paragraph(form, "tekst", TEXT_MAX + 1)}, seen=version(form))
    if not draft.typed["tekst"]:
        draft.errors["tekst"] = texts.EMPTY
    elif len(draft.typed["tekst"]) > TEXT_MAX:
        draft.errors["tekst"] = texts.LONG
    return draft


def verdict(form: FormData) -> Draft:
    """Return what is decided about words that wait: shown, or sent back with a reason."""
    typed = {"wat": text(form, "wat", 80), "doe": text(form, "doe", 10)}
    draft = Draft(typed=typed | {"reden": paragraph(form, "reden", texts.REASON_MAX + 1)}, seen=version(form))
    if draft.typed["doe"] not in (SHOW, BACK):
        draft.errors[""] = texts.BUTTON
    if draft.typed["doe"] == BACK:
        if not draft.typed["reden"]:
            draft.errors["reden"] = texts.REASON
        elif len(draft.typed["reden"]) > texts.REASON_MAX:
            draft.errors["reden"] = texts.REASON_LONG
    return draft
