"""Countries as they follow the word `in`: `in Germany`, `in the Netherlands`; `in Deutschland`, `in der Schweiz`."""

from babel import Locale

from handschlag.conditions.sentences.language import Language

#: Countries whose name changes or takes an article after `in`. All others: as Babel names them.
AFTER_IN: dict[Language, dict[str, str]] = {
    "de": {
        "AE": "den Vereinigten Arabischen Emiraten",
        "BS": "den Bahamas",
        "CF": "der Zentralafrikanischen Republik",
        "CH": "der Schweiz",
        "DO": "der Dominikanischen Republik",
        "EH": "der Westsahara",
        "GB": "dem Vereinigten Königreich",
        "HK": "Hongkong",
        "KM": "den Komoren",
        "MN": "der Mongolei",
        "MO": "Macau",
        "MV": "den Malediven",
        "NL": "den Niederlanden",
        "PH": "den Philippinen",
        "PS": "den Palästinensischen Autonomiegebieten",
        "SC": "den Seychellen",
        "SK": "der Slowakei",
        "TR": "der Türkei",
        "UA": "der Ukraine",
        "US": "den Vereinigten Staaten",
        "VA": "der Vatikanstadt",
    },
    "en": {
        "AE": "the United Arab Emirates",
        "BS": "the Bahamas",
        "CF": "the Central African Republic",
        "DO": "the Dominican Republic",
        "GB": "the United Kingdom",
        "HK": "Hong Kong",
        "KM": "the Comoros",
        "MO": "Macao",
        "MV": "the Maldives",
        "NL": "the Netherlands",
        "PH": "the Philippines",
        "PS": "the Palestinian Territories",
        "SC": "the Seychelles",
        "US": "the United States",
    },
}


def in_country(code: str, language: Language) -> str | None:
    """The country of a code of two letters, as it follows `in`; None if there is no such country."""
    if len(code) != 2 or not code.isascii() or not code.isupper():
        return None
    name: str | None = AFTER_IN[language].get(code) or Locale(language).territories.get(code)
    return name
