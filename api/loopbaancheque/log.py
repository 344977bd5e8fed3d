"""What the address of a step keeps: the answers as they were typed."""

from api.loopbaancheque.forms import Draft
from api.web.drafts import Shape

DRAFTS = Shape(Draft)
