"""What the address of a step keeps: the network, and what was typed."""

from api.netwerk.forms import Draft
from api.web.drafts import Shape

DRAFTS = Shape(Draft)
