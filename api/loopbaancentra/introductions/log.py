"""What the address of a step keeps: what was typed into a form with mistakes, or the code of a request."""

from api.loopbaancentra.introductions.forms import Draft
from api.web.drafts import Shape

DRAFTS = Shape(Draft)

CODES = Shape(str)
"""The code of a request that somebody looks at."""
