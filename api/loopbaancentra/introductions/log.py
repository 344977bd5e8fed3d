"""What the address of a step keeps: what was typed into a form with mistakes."""

from api.loopbaancentra.introductions.forms import Draft
from api.web.drafts import Shape

DRAFTS = Shape(Draft)
