"""Countries as people write them: codes of ISO 3166, and names in Dutch, French, English and German.

Upstream: none. Downstream: ``training.vacancies.places`` reads them, ``api.vacancies`` shows them in Dutch.
"""

import re
from collections.abc import Mapping

from item_bank.postcodes.naming import fold
from item_bank.postcodes.table import PROVINCES

BELGIUM = "BE"

_NAMES: Mapping[str, str] = {
    "BE": "België|BEL|B|Belgique|Belgium|Belgien|Belgie|Koninkrijk België|Vlaanderen|Flanders|Flandre|Flandern"
    "|Vlaams Gewest"
    "|Wallonië|Wallonie|Wallonia|Brussel|Bruxelles|Brussels|Bruxelles-Capitale|Waals Gewest|Brussels Gewest"
    "|Kingdom of Belgium",
    "NL": "Nederland|NLD|Pays-Bas|Netherlands|The Netherlands|Niederlande|Holland|Hollande",
    "LU": "Luxemburg|LUX|L|Luxembourg|Groothertogdom Luxemburg|Grand-Duché de Luxembourg|Grand Duchy of Luxembourg",
    "FR": "Frankrijk|FRA|F|France|Frankreich",
    "DE": "Duitsland|DEU|D|GER|Allemagne|Germany|Deutschland",
    "GB": "Verenigd Koninkrijk|GBR|UK|Royaume-Uni|United Kingdom|Great Britain|England|Engeland|Schotland"
    "|Scotland|Wales",
    "IE": "Ierland|IRL|Irlande|Ireland|Irland",
    "ES": "Spanje|ESP|Espagne|Spain|Spanien|España",
    "PT": "Portugal|PRT",
    "IT": "Italië|ITA|Italie|Italy|Italien|Italia",
    "CH": "Zwitserland|CHE|Suisse|Switzerland|Schweiz",
    "AT": "Oostenrijk|AUT|Autriche|Austria|Österreich",
    "PL": "Polen|POL|Pologne|Poland|Polska",
    "DK": "Denemarken|DNK|Danemark|Denmark|Dänemark",
    "SE": "Zweden|SWE|Suède|Sweden|Schweden",
    "NO": "Noorwegen|NOR|Norvège|Norway|Norwegen",
    "FI": "Finland|FIN|Finlande|Finnland",
    "CZ": "Tsjechië|CZE|Tchéquie|Czechia|Czech Republic|Tschechien",
    "SK": "Slowakije|SVK|Slovaquie|Slovakia|Slowakei",
    "HU": "Hongarije|HUN|Hongrie|Hungary|Ungarn",
    "RO": "Roemenië|ROU|Roumanie|Romania|Rumänien",
    "BG": "Bulgarije|BGR|Bulgarie|Bulgaria|Bulgarien",
    "GR": "Griekenland|GRC|Grèce|Greece|Griechenland",
    "HR": "Kroatië|HRV|Croatie|Croatia|Kroatien",
    "SI": "Slovenië|SVN|Slovénie|Slovenia|Slowenien",
    "EE": "Estland|EST|Estonie|Estonia",
    "LV": "Letland|LVA|Lettonie|Latvia|Lettland",
    "LT": "Litouwen|LTU|Lituanie|Lithuania|Litauen",
    "US": "Verenigde Staten|USA|États-Unis|United States|United States of America|Vereinigte Staaten",
    "CA": "Canada|CAN|Kanada",
    "TR": "Turkije|TUR|Turquie|Turkey|Türkiye|Türkei",
    "MA": "Marokko|MAR|Maroc|Morocco",
    "UA": "Oekraïne|UKR|Ukraine",
    "IN": "India|IND|Inde|Indien",
}
_EUROPE = frozenset({"eu", "europa", "europe", "benelux", "wereldwijd", "worldwide", "world", "international", "emea"})
_CODES = {fold(name): code for code, names in _NAMES.items() for name in (code, *names.split("|"))}
_CODES |= {fold(name): BELGIUM for name in PROVINCES if name != "Luxemburg"}
_TWO = re.compile(r"[A-Z]{2}")


def country_code(text: str) -> str | None:
    """Return the code of a country, the text itself where it is no country that is known, ``None`` where it says none.

    Examples
    --------
    >>> [country_code(text) for text in ("NLD", "Nederland", "belgique", "Utopia", "EU", "")]
    ['NL', 'NL', 'BE', 'Utopia', None, None]
    """
    plain = fold(text.rstrip("/").rsplit("/", 1)[-1] if "://" in text else text)
    if not plain or plain in _EUROPE:
        return None
    code = _CODES.get(plain)
    if code is not None:
        return code
    bare = text.strip().upper()
    return bare if _TWO.fullmatch(bare) else text.strip()[:60]


def is_country(text: str) -> bool:
    """Return whether a text is the name or code of a country that is known."""
    return fold(text) in _CODES


def in_dutch(code: str) -> str:
    """Return what a country is called in Dutch; a code that is not known stays as it is.

    Examples
    --------
    >>> in_dutch("NL"), in_dutch("Utopia")
    ('Nederland', 'Utopia')
    """
    return _NAMES[code].split("|", 1)[0] if code in _NAMES else code
