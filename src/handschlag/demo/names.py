"""Invented people, companies and places: word lists and how they are put together."""

import unicodedata

FIRST_NAMES = (
    "Aylin", "Andrea", "Angelika", "Anja", "Anna", "Antje", "Barbara", "Beate", "Birgit", "Britta", "Carla",
    "Christine", "Claudia", "Dagmar", "Daniela", "Doris", "Elif", "Elke", "Eva", "Franziska", "Gabriele", "Gesa",
    "Hanna", "Heike", "Ines", "Iris", "Jana", "Julia", "Karin", "Katharina", "Katrin", "Lara", "Lena", "Magdalena",
    "Maike", "Manuela", "Maren", "Marlene", "Miriam", "Monika", "Nadine", "Nicole", "Petra", "Regina", "Sabine",
    "Sandra", "Silke", "Sonja", "Stefanie", "Susanne", "Svenja", "Tanja", "Ulrike", "Ute", "Wiebke", "Yvonne",
    "Alexander", "Andreas", "Arne", "Axel", "Bastian", "Benjamin", "Bernd", "Björn", "Carsten", "Christian",
    "Clemens", "Daniel", "Detlef", "Dirk", "Emre", "Fabian", "Florian", "Frank", "Georg", "Gerrit", "Götz",
    "Hans-Peter", "Hendrik", "Holger", "Ingo", "Jan", "Jens", "Jochen", "Jörg", "Jürgen", "Kai", "Karsten", "Klaus",
    "Lars", "Lukas", "Marco", "Markus", "Martin", "Matthias", "Mehmet", "Michael", "Nils", "Norbert", "Olaf",
    "Oliver", "Patrick", "Paul", "Piotr", "Rainer", "Ralf", "René", "Roland", "Sebastian", "Simon", "Stefan",
    "Steffen", "Sven", "Thomas", "Thorsten", "Tim", "Tobias", "Torben", "Uwe", "Volker", "Wolfgang",
)  # fmt: skip

LAST_NAMES = (
    "Adler", "Ahrens", "Albrecht", "Arslan", "Bachmeier", "Barth", "Bauer", "Becker", "Behrens", "Berger",
    "Bergmann", "Beyer", "Böhm", "Brandt", "Braun", "Brinkmann", "Bruns", "Busch", "Carstens", "Dahlke", "Demir",
    "Dietrich", "Dittmer", "Dreher", "Ebert", "Eckert", "Engel", "Erdmann", "Ernst", "Fischer", "Förster", "Frank",
    "Freitag", "Friedrich", "Fuchs", "Gärtner", "Gebauer", "Gerlach", "Giese", "Graf", "Groß", "Günther", "Haas",
    "Hahn", "Hansen", "Hartmann", "Heinrich", "Held", "Hellwig", "Henning", "Hermann", "Hesse", "Hoffmann", "Horn",
    "Huber", "Jacobs", "Jäger", "Jansen", "Jung", "Kaiser", "Kaya", "Keller", "Kern", "Klein", "Köhler", "König",
    "Kowalski", "Krämer", "Krause", "Kruse", "Kuhn", "Lange", "Lehmann", "Lindner", "Lorenz", "Ludwig", "Lutz",
    "Maier", "Marquardt", "Mayer", "Meißner", "Mertens", "Meyer", "Möller", "Moser", "Müller", "Naumann", "Neumann",
    "Nowak", "Oppermann", "Otto", "Özdemir", "Paulsen", "Peters", "Pfeiffer", "Pohl", "Prinz", "Rapp", "Raschke",
    "Reichert", "Reuter", "Richter", "Riedel", "Ritter", "Roth", "Sauer", "Schäfer", "Scherer", "Schilling",
    "Schmidt", "Schmitz", "Schneider", "Scholz", "Schreiber", "Schröder", "Schubert", "Schulte", "Schulz",
    "Schuster", "Seidel", "Simon", "Sommer", "Stein", "Steiner", "Stenzel", "Thiel", "Uhlig", "Ullrich", "Urban",
    "Vogel", "Vogt", "Voigt", "Wagner", "Walter", "Weber", "Wegner", "Weiß", "Wendt", "Werner", "Wieland",
    "Winkler", "Winter", "Witt", "Wolf", "Yıldız", "Zander", "Ziegler", "Zimmermann",
)  # fmt: skip

_STEMS = (
    "Ahorn", "Birken", "Buchen", "Distel", "Eichen", "Erlen", "Falken", "Finken", "Ginster", "Hasel", "Heide",
    "Holler", "Kranich", "Lerchen", "Linden", "Milan", "Mühlen", "Nebel", "Otter", "Pappel", "Quellen", "Raben",
    "Reiher", "Sand", "Silber", "Storchen", "Tannen", "Ulmen", "Wacholder", "Weiden", "Wiesen", "Zeder",
)  # fmt: skip
_ENDINGS = (
    "bach", "berg", "brück", "feld", "furt", "grund", "hain", "hausen", "horst", "kamp", "moor", "rode", "stein",
    "tal", "wald", "werth",
)  # fmt: skip

#: What a company makes, and the industry a CRM files it under.
CRAFTS = (
    ("Maschinenbau", "Maschinenbau"), ("Werkzeugbau", "Maschinenbau"), ("Antriebstechnik", "Maschinenbau"),
    ("Hydraulik", "Maschinenbau"), ("Pumpen", "Maschinenbau"), ("Anlagenbau", "Maschinenbau"),
    ("Automotive", "Automobilzulieferer"), ("Fahrzeugteile", "Automobilzulieferer"), ("Feinguss", "Metall"),
    ("Druckguss", "Metall"), ("Metallbau", "Metall"), ("Stahlservice", "Metall"), ("Elektronik", "Elektrotechnik"),
    ("Sensorik", "Elektrotechnik"), ("Schaltanlagen", "Elektrotechnik"), ("Kunststofftechnik", "Kunststoff"),
    ("Spritzguss", "Kunststoff"), ("Medizintechnik", "Medizintechnik"), ("Verpackung", "Verpackung"),
    ("Backwaren", "Lebensmittel"), ("Molkerei", "Lebensmittel"), ("Chemie", "Chemie"), ("Lacke", "Chemie"),
    ("Logistik", "Logistik"), ("Textil", "Textil"), ("Großhandel", "Handel"), ("IT-Beratung", "IT-Dienstleistung"),
    ("Ingenieure", "IT-Dienstleistung"),
)  # fmt: skip
LEGAL_FORMS = (("GmbH", 55.0), ("GmbH & Co. KG", 27.0), ("AG", 9.0), ("SE", 2.0), ("KG", 7.0))

#: City, first digits of its postcodes, federal state, country, weight.
PLACES = (
    ("Hamburg", "20", "HH", "DE", 6), ("Bremen", "28", "HB", "DE", 4), ("Hannover", "30", "NI", "DE", 6),
    ("Osnabrück", "49", "NI", "DE", 4), ("Bielefeld", "33", "NW", "DE", 8), ("Dortmund", "44", "NW", "DE", 6),
    ("Köln", "50", "NW", "DE", 6), ("Siegen", "57", "NW", "DE", 5), ("Kassel", "34", "HE", "DE", 4),
    ("Frankfurt am Main", "60", "HE", "DE", 5), ("Mannheim", "68", "BW", "DE", 5), ("Stuttgart", "70", "BW", "DE", 9),
    ("Reutlingen", "72", "BW", "DE", 5), ("Ulm", "89", "BW", "DE", 4), ("Nürnberg", "90", "BY", "DE", 6),
    ("München", "80", "BY", "DE", 6), ("Augsburg", "86", "BY", "DE", 4), ("Chemnitz", "09", "SN", "DE", 4),
    ("Dresden", "01", "SN", "DE", 3), ("Jena", "07", "TH", "DE", 2), ("Magdeburg", "39", "ST", "DE", 2),
    ("Linz", "40", "", "AT", 3), ("Graz", "80", "", "AT", 2), ("Wien", "10", "", "AT", 2),
    ("Winterthur", "84", "", "CH", 2), ("Basel", "40", "", "CH", 2),
    ("Eindhoven", "56", "", "NL", 1), ("Brno", "60", "", "CZ", 1),
)  # fmt: skip

#: Numbers that the German regulator keeps free for films and books.
FILM_NUMBERS = (
    "+49 30 23125 {:03d}",
    "+49 40 66969 {:03d}",
    "+49 69 90009 {:03d}",
    "+49 89 99998 {:03d}",
    "+49 221 4710 {:03d}",
)

_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def company_stems() -> list[tuple[str, str, str]]:
    """Every (name, craft, industry) that can be put together; far more than are needed."""
    return [(stem + ending, craft, industry) for stem in _STEMS for ending in _ENDINGS for craft, industry in CRAFTS]


def spelt_out(text: str) -> str:
    """German letters as people type them on a foreign keyboard."""
    return text.translate(_SPELT)


def address_part(text: str) -> str:
    """Letters that may stand in a mail address or a domain."""
    plain = unicodedata.normalize("NFKD", spelt_out(text).lower()).encode("ascii", "ignore").decode()
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())


def western(text: str) -> str:
    """What is left of a text in a system that only knows Windows-1252."""
    kept = []
    for letter in text:
        try:
            letter.encode("cp1252")
            kept.append(letter)
        except UnicodeEncodeError:
            plain = address_part(letter) or "?"
            kept.append(plain.upper() if letter.isupper() else plain)
    return "".join(kept)
