"""Dutch words of the director's desk; a desk of staff has no other language."""

from collections.abc import Sequence

NOT_IDENTIFIED = "Het aanmelden is niet gelukt. Misschien heb je geen toegang tot de regie."

FIELDS = {
    "text": "de uitleg",
    "reasons": "de redenen",
    "reason": "de reden",
    "employee": "de medewerker",
    "month": "de maand",
    "year": "het jaar",
    "first": "de eerste dag",
    "last": "de laatste dag",
    "servedOn": "de dag van de aangetekende brief",
    "startsOn": "de eerste dag",
    "until": "de laatste dag",
    "centreId": "het centrum",
    "enterpriseNumber": "het ondernemingsnummer",
    "chequeNumber": "het nummer van de cheque",
    "percent": "het deel, van 1 tot 100 procent",
    "experienceYears": "de jaren ervaring",
    "kind": "de soort",
    "day": "de dag",
    "theme": "het thema",
    "agreements": "de afspraken",
    "followUpOn": "de dag van de opvolging",
    "result": "het resultaat",
}
"""Fields of forms, by the name that programs know."""

BUSY = "Iemand anders veranderde hier tegelijk iets. Verstuur het nog eens."

PROBLEMS = {
    "citizen-asked": "De burger kan nog antwoorden op je vraag. Wacht tot dan.",
    "questions-over": "Je kan nu niets meer vragen: er zijn al drie vragen, of iemand besliste al.",
    "not-heard": "Hoor eerst beide kanten. Wie gevraagd is en niet antwoordt, telt als gehoord na de laatste dag.",
    "asked-before": "Deze kant is al gevraagd of gehoord.",
    "heard-before": "Deze kant is al gehoord.",
    "side": "Bij deze klacht hoor je niemand anders.",
    "unfounded": "Bij een ongegronde klacht volgt er niets. Duid ook geen vormfout aan.",
    "wrong-kind": "Dit gevolg kan alleen bij een klacht over de begeleiding.",
    "remedy-missing": "Kies wat er volgt: nieuwe begeleiding, een nieuwe cheque, recht hersteld of terugvorderen.",
    "no-formal-breach": "Het recht komt alleen terug als het centrum de vormregels brak. Duid dat dan ook aan.",
    "refund-missing": "Vorder je terug van het centrum? Dan krijgt de burger ook de eigen bijdrage terug.",
    "files-left": "Nog niet alle dossiers van de steekproef zijn bekeken.",
    "told-before": "Het centrum kreeg het voorlopige resultaat al.",
    "not-drawn": "Dit dossier zit niet in de steekproef.",
    "decided-before": "Jij besliste of keek al mee over deze cheque. Nu is iemand anders aan de beurt.",
    "other-way": "Over deze cheque besliste of keek al iemand via het andere systeem van VDAB. Werk daar verder.",
    "wrong-status": "Dat kan nu niet meer: iemand anders was je voor, of het is afgerond. Bekijk hoe het staat.",
    "reason-missing": "Schrijf waarom. Bij een weigering duid je ook elke voorwaarde aan die niet in orde is.",
    "no-such-cheque": "Op de dag van de aanvraag bestond deze cheque niet.",
    "defence-runs": "Het centrum kan zich nog verdedigen. Wacht tot de termijn voorbij is.",
    "no-notice": "Meld het eerst met een aangetekende brief. Daarna heeft het centrum vijftien dagen.",
    "noticed-before": "Het centrum weet het al. De termijn begon toen.",
    "day": "Deze dag kan niet. Kijk hem na.",
    "follow-up-day": "De opvolging komt na het gesprek en hoogstens twee jaar later.",
    "talk-to-come": "Het gesprek moet nog komen. Schrijf het verslag daarna.",
    "reply-runs": "Het centrum kan nog antwoorden. Wacht tot de termijn voorbij is.",
    "result": "Dit resultaat past niet bij wat er gebeurde.",
    "month": "Schrijf een maand zoals 2026-10.",
    "month-not-over": "Deze maand is nog niet voorbij.",
    "month-before-last-run": "Een latere maand is al afgerekend. Wat hierbij hoort, komt in de volgende afrekening.",
    "no-files": "Dit centrum sloot in die tijd geen cheques af.",
    "no-recovery": "Dat kan na een beslissing om terug te vorderen.",
    "other-centre": "Het centrum van dit dossier begeleidt geen cheque met dit nummer.",
    "recovered-before": "De vergoeding van deze cheque is al teruggevorderd, voor een ander deel of dossier.",
    "no-signal": "Dat jaar heeft dit signaal niet.",
    "file-incomplete": "Het dossier is niet volledig. Bekijk wat er ontbreekt.",
    "no-application": "Er wacht geen aanvraag meer. Misschien besliste een collega net. Bekijk hoe het staat.",
    "nothing-to-lift": "Er is geen melding en geen schorsing meer. Misschien hief een collega ze net op.",
    "new-enterprise": "Een ander ondernemingsnummer is een nieuw mandaat. Maak een nieuwe aanvraag.",
    "applied-before": "Er wacht al een aanvraag.",
    "unknown-centre": "Kies een centrum uit het register.",
    "reading-reason": "Schrijf waarom je meeleest, in hoogstens 500 letters.",
    "action-busy": BUSY,
    "case-busy": BUSY,
    "check-busy": BUSY,
    "complaint-busy": BUSY,
    "unknown-button": "Kies een knop op deze pagina. Er is niets veranderd.",
    "defence-too-late": "De laatste dag om te antwoorden is voorbij.",
}
"""What is wrong, by the code of the rule."""


def problem(code: str, detail: str) -> str:
    """Return what is wrong in Dutch; a rule without words of its own is shown as programs say it."""
    return PROBLEMS.get(code, f"Dat kan niet. De regel zegt: {detail}.")


def wrong(fields: Sequence[str]) -> str:
    """Return which fields cannot be used.

    Examples
    --------
    >>> wrong(["text", "month"])
    'Kijk na wat je invulde: de uitleg, de maand.'
    """
    return f"Kijk na wat je invulde: {', '.join(FIELDS.get(name, name) for name in dict.fromkeys(fields))}."
