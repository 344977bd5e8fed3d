"""What the address of a step keeps: the draft of the form as JSON, and how it is read back.

Each step has a draft of its own that never changes, so that Back, reload and a second tab show what they showed.
"""

from pydantic import TypeAdapter, ValidationError

from api.jobbereik.forms import Draft

_DRAFTS = TypeAdapter(Draft)


def write(draft: Draft) -> str:
    """Return a draft as the text that is kept for its address."""
    return _DRAFTS.dump_json(draft, by_alias=True, exclude_none=True).decode()


def read(text: str) -> Draft | None:
    """Return the draft of an address, or ``None`` when it was written in another shape than drafts have now.

    Examples
    --------
    >>> kept = Draft(search="kok", errors={"zoek": "Typ eerst iets in het zoekveld."})
    >>> read(write(kept)) == kept, read('{"profile": 3}')
    (True, None)
    """
    try:
        return _DRAFTS.validate_json(text)
    except ValidationError:
        return None
