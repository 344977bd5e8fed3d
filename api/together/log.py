"""What the session of something open together keeps beside the tool's own events: who holds the pen, and states.

Who made a move is told by who held the pen at its place in the log, so that tools need not know.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from api.sessions.opened import Opened
from api.storage.sessions import Event

TOOL = "together"
"""Tool of these sessions: no cookie and no code of a tool opens them."""

PEN, STATE = "pen", "state"
"""Kinds of events: the pen goes to somebody; all of what lies there, where a tool keeps no moves of its own."""


class Side(StrEnum):
    """Whose screen it is."""

    CITIZEN = "citizen"
    COACH = "coach"


def pen(events: Sequence[Event]) -> Side:
    """Return who holds the pen: the citizen, unless it was given."""
    return next((Side(event.subject) for event in reversed(events) if event.kind == PEN), Side.CITIZEN)


def moves(events: Sequence[Event]) -> list[tuple[Side, datetime]]:
    """Return by whom each move was made and when, the newest last."""
    found, holder = [], Side.CITIZEN
    for event in events:
        if event.kind == PEN:
            holder = Side(event.subject)
        elif event.position or event.kind != STATE:  # a state at the start is what lay there
            found.append((holder, event.recorded_at))
    return found


def pen_event(opened: Opened, to: Side, now: datetime) -> Event:
    """Return that the pen goes to somebody."""
    return opened.event(PEN, to.value, now=now)


def state(opened: Opened) -> Any:  # noqa: ANN401 - what a tool wrote
    """Return all of what lies there now, as the tool wrote it."""
    return next(event.payload for event in reversed(opened.events) if event.kind == STATE)


def state_event(opened: Opened, written: str, now: datetime) -> Event:
    """Return all of what lies there, written as JSON."""
    return opened.event(STATE, "all", now=now, payload=json.loads(written))
