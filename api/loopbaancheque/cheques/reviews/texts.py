"""Dutch of the page on which a citizen asks a person to look."""

from models.wording import say

DAY = say("Vraag het op de dag zelf: verander de dag van je aanvraag in vandaag, en probeer het opnieuw.")
ANSWERS = say("Een van je antwoorden klopt niet, zoals een dag of een periode. Ga terug en kijk je antwoorden na.")
PROBLEMS = {
    "consent-missing": say("Duid aan dat we je antwoorden mogen bewaren. Anders kan niemand ze nakijken."),
    "rules-decide": say("De regels zijn hier duidelijk. Niemand hoeft iets na te kijken."),
}
"""What is wrong, by the code of the rule."""
