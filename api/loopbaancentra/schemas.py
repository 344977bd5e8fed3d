"""HTTP shapes of career centres: search, one in full, and the reasoned list of next steps."""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from api.schemas import SHAPE, Flag, In, Out, Postcode, Whole
from item_bank.loopbaancentra.codes import Access, CareerTheme, Role, SupportLanguage, TargetGroup, Way
from item_bank.loopbaantest.schema import Band, Theme
from models.loopbaancentra.query import Wishes
from models.loopbaancentra.referral import Situation, ThemeScore
from models.loopbaancheque.schema import Code, Outcome

LIMIT_MAX = 100
OFFSET_MAX = 10_000
RADIUS_MAX = 200

Score = Annotated[float, Field(strict=True, ge=0, le=100, allow_inf_nan=False)]


class WishesIn(In):
    """What a centre must say that it offers; empty and false mean no wish."""

    languages: list[SupportLanguage] = Field(default=[], max_length=len(SupportLanguage))
    ways: list[Way] = Field(default=[], max_length=len(Way), description="On an address, online, or walking.")
    target_groups: list[TargetGroup] = Field(default=[], max_length=len(TargetGroup))
    themes: list[CareerTheme] = Field(default=[], max_length=len(CareerTheme))
    access: list[Access] = Field(default=[], max_length=len(Access))
    evening: Flag = Field(default=False, description="Also in the evening.")

    def to_wishes(self) -> Wishes:
        """Return them as the search knows them."""
        return Wishes(
            languages=frozenset(self.languages),
            ways=frozenset(self.ways),
            target_groups=frozenset(self.target_groups),
            themes=frozenset(self.themes),
            access=frozenset(self.access),
            evening=self.evening,
        )


class SearchIn(WishesIn):
    """A search among career centres."""

    evening: bool = Field(default=False, description="Also in the evening.")
    postcode: Postcode | None = Field(default=None, description="From where distances are measured.", examples=["9000"])
    radius_km: Annotated[int, Field(ge=1, le=RADIUS_MAX)] | None = Field(
        default=None, description="Largest distance in kilometres; needs a postcode."
    )
    limit: Annotated[int, Field(ge=1, le=LIMIT_MAX)] = 20
    offset: Annotated[int, Field(ge=0, le=OFFSET_MAX)] = 0


class RulesAnswerIn(In):
    """What the rules of the cheque answered."""

    outcome: Outcome
    reasons: list[Code] = Field(default=[], max_length=len(Code), description="Only with outcome not-eligible.")

    @model_validator(mode="after")
    def _reasons_fit(self) -> "RulesAnswerIn":
        if self.reasons and self.outcome is not Outcome.NOT_ELIGIBLE:
            raise ValueError("reasons are for outcome not-eligible; leave them out otherwise")
        return self


class ThemeScoreIn(In):
    """A score of the Loopbaantest; null where it is not known."""

    theme: Theme
    score: Score | None
    low: Score | None = None
    high: Score | None = None
    band: Band | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "ThemeScoreIn":
        known = [value for value in (self.low, self.score, self.high) if value is not None]
        if known != sorted(known):
            raise ValueError("low, score and high stand in that order")
        return self

    def to_domain(self) -> ThemeScore:
        """Return it as the referral knows it."""
        return ThemeScore(theme=self.theme, score=self.score, low=self.low, high=self.high, band=self.band)


class ReferralIn(In):
    """A situation; everything may be left out."""

    model_config = SHAPE | {
        "json_schema_extra": {
            "examples": [
                {
                    "eligibility": {"outcome": "not-eligible", "reasons": ["work-experience"]},
                    "themeScores": [{"theme": "balans", "score": 30, "low": 15, "high": 45, "band": "starting"}],
                    "postcode": "9000",
                    "radiusKm": 20,
                    "wishes": {"ways": ["on-site"], "evening": True},
                }
            ]
        }
    }

    eligibility: RulesAnswerIn | None = None
    theme_scores: list[ThemeScoreIn] = Field(default=[], max_length=len(Theme), description="Each theme at most once.")
    postcode: Postcode | None = None
    radius_km: Whole | None = Field(default=None, ge=1, le=RADIUS_MAX, description="Needs a postcode.")
    wishes: WishesIn = Field(default=WishesIn())
    limit: Whole = Field(default=5, ge=1, le=20, description="Centres in the answer.")

    @model_validator(mode="after")
    def _fits(self) -> "ReferralIn":
        themes = [row.theme for row in self.theme_scores]
        if len(set(themes)) < len(themes):
            raise ValueError("themeScores holds a theme twice; each may stand there once")
        return self

    def to_situation(self) -> Situation:
        """Return it as the referral knows it."""
        found = self.eligibility
        return Situation(
            outcome=found.outcome if found else None,
            reasons=tuple(found.reasons) if found else (),
            scores=tuple(row.to_domain() for row in self.theme_scores),
        )


class CentreTermOut(Out):
    """A code and its Dutch words."""

    code: str
    label: str


class LocationOut(Out):
    """Where a centre receives people; null means that it did not say."""

    id: str
    street: str
    postcode: str
    municipality: str
    access: list[Access] | None
    evening: bool | None
    hours: str = Field(description="When it is open, in the centre's own words; empty where it did not say.")


class CentreOut(Out):
    """A centre in a list, at its nearest location that fits."""

    id: str
    name: str
    sample: bool = Field(description="True: an example that does not exist.")
    location: LocationOut | None = Field(description="Null for a centre without an address.")
    distance_km: float | None = Field(description="As the crow flies, between the middles of two postcodes.")
    band: int = Field(description="Distance band, 0 is nearest; within a band the order changes every day.")
    locations: int = Field(description="How many of its locations fit.")


class CentresOut(Out):
    """Centres that were found, in a fair order."""

    register_version: str
    sample: bool = Field(description="True: all centres are examples that do not exist.")
    as_of: date = Field(description="Day on which the register was true.")
    total: int
    unsaid: int = Field(description="Left out only because they did not say whether they offer what is wished.")
    items: list[CentreOut]


class CounsellorOut(Out):
    """Who guides people; the text is empty until the centre has approved it."""

    id: str
    name: str
    role: Role
    text: str


class CentreDetailsOut(Out):
    """A centre in full; null means that it did not say."""

    id: str
    name: str
    sample: bool
    text: str
    mandate_starts_on: date
    mandate_ends_before: date
    target_groups: list[TargetGroup] | None
    themes: list[CareerTheme] | None
    languages: list[SupportLanguage] | None
    ways: list[Way] | None
    website: str
    email: str
    phone: str
    locations: list[LocationOut]
    counsellors: list[CounsellorOut]


class NextStepOut(Out):
    """A step, where it is, and why it comes up."""

    code: str
    text: str = Field(description="In Dutch, for citizens.")
    address: str | None = Field(description="Path of this site or address of another; null when it lies elsewhere.")
    why: list[str] = Field(description="Reasons in Dutch.")


class NextStepsOut(Out):
    """Next steps with their reasons, and centres where these help."""

    steps: list[NextStepOut]
    centres: CentresOut | None = Field(description="Null while a rule sends somebody elsewhere first.")
    notes: list[str] = Field(description="What should be known beside the list, in Dutch.")


class CentreVocabularyOut(Out):
    """The codes that a search may name."""

    languages: list[CentreTermOut]
    ways: list[CentreTermOut]
    target_groups: list[CentreTermOut]
    themes: list[CentreTermOut]
    access: list[CentreTermOut]
