"""The closed lists of the register: what a centre can be, offer and aim at, each with its Dutch words."""

from enum import StrEnum

from item_bank.schema import CatalogueError


class Status(StrEnum):
    """What a centre does with its mandate. Only active centres are shown to citizens."""

    ACTIVE = "active"
    PASSIVE = "passive"
    SUSPENDED = "suspended"
    STOPPED = "stopped"


class Role(StrEnum):
    """How a counsellor belongs to a centre."""

    OWNER = "owner"
    EMPLOYEE = "employee"
    SUBCONTRACTOR = "subcontractor"


class Way(StrEnum):
    """How a centre meets people."""

    ON_SITE = "on-site"
    ONLINE = "online"
    WALKING = "walking"


class TargetGroup(StrEnum):
    """Groups that a centre says it knows well; the first four are those of the report (2.2)."""

    LOW_EDUCATED = "low-educated"
    OVER_50 = "over-50"
    MIGRATION = "migration"
    DISABILITY = "disability"
    SELF_EMPLOYED = "self-employed"
    CAREER_START = "career-start"
    AFTER_ILLNESS = "after-illness"
    LEADERS = "leaders"


class CareerTheme(StrEnum):
    """The ten career themes and the eleventh, another one (report, 2.6)."""

    JOB_TARGET = "job-target"
    LABOUR_MARKET = "labour-market"
    QUALITIES = "qualities"
    WORKABLE_WORK = "workable-work"
    GROWTH = "growth"
    MEANING = "meaning"
    MOTIVES = "motives"
    BALANCE = "balance"
    RELATIONS = "relations"
    LEADERSHIP = "leadership"
    OTHER = "other"


class Access(StrEnum):
    """What makes a location usable for more people."""

    WHEELCHAIR = "wheelchair"
    NEAR_STOP = "near-stop"
    QUIET_ROOM = "quiet-room"
    HEARING_LOOP = "hearing-loop"


class SupportLanguage(StrEnum):
    """Languages in which a centre helps out besides Dutch, the language of the guidance (ISO 639-1)."""

    FR = "fr"
    EN = "en"
    DE = "de"
    AR = "ar"
    TR = "tr"
    ES = "es"
    PL = "pl"
    RO = "ro"
    UK = "uk"
    SIGN = "vgt"


LABELS: dict[StrEnum, str] = {
    Status.ACTIVE: "actief",
    Status.PASSIVE: "passief",
    Status.SUSPENDED: "geschorst",
    Status.STOPPED: "gestopt",
    Role.OWNER: "zaakvoerder",
    Role.EMPLOYEE: "medewerker",
    Role.SUBCONTRACTOR: "zelfstandige medewerker",
    Way.ON_SITE: "op een adres",
    Way.ONLINE: "online",
    Way.WALKING: "al wandelend",
    TargetGroup.LOW_EDUCATED: "mensen zonder diploma secundair onderwijs",
    TargetGroup.OVER_50: "50-plussers",
    TargetGroup.MIGRATION: "mensen die hier later kwamen wonen",
    TargetGroup.DISABILITY: "mensen met een arbeidshandicap",
    TargetGroup.SELF_EMPLOYED: "zelfstandigen",
    TargetGroup.CAREER_START: "mensen die nog niet lang werken",
    TargetGroup.AFTER_ILLNESS: "mensen die terugkomen na een ziekte",
    TargetGroup.LEADERS: "leidinggevenden",
    CareerTheme.JOB_TARGET: "een nieuw doel zoeken",
    CareerTheme.LABOUR_MARKET: "de arbeidsmarkt leren kennen",
    CareerTheme.QUALITIES: "weten waar je goed in bent",
    CareerTheme.WORKABLE_WORK: "werk dat vol te houden is",
    CareerTheme.GROWTH: "groeien in je werk",
    CareerTheme.MEANING: "zin vinden in je werk",
    CareerTheme.MOTIVES: "weten wat je drijft",
    CareerTheme.BALANCE: "werk en privé in evenwicht",
    CareerTheme.RELATIONS: "omgaan met collega's en leidinggevenden",
    CareerTheme.LEADERSHIP: "leiding geven",
    CareerTheme.OTHER: "iets anders",
    Access.WHEELCHAIR: "toegankelijk met een rolstoel",
    Access.NEAR_STOP: "dicht bij een halte",
    Access.QUIET_ROOM: "een prikkelarme ruimte",
    Access.HEARING_LOOP: "een ringleiding voor hoorapparaten",
    SupportLanguage.FR: "Frans",
    SupportLanguage.EN: "Engels",
    SupportLanguage.DE: "Duits",
    SupportLanguage.AR: "Arabisch",
    SupportLanguage.TR: "Turks",
    SupportLanguage.ES: "Spaans",
    SupportLanguage.PL: "Pools",
    SupportLanguage.RO: "Roemeens",
    SupportLanguage.UK: "Oekraïens",
    SupportLanguage.SIGN: "Vlaamse Gebarentaal",
}
"""Dutch words for every code."""


class RegisterError(CatalogueError):
    """A register that cannot be used; the message names the file, the row, the value and what is allowed."""
