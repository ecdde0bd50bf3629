"""Every reason why a source's totals and ours differ, in words: the one table that command and page show."""

#: Reason to its words. The order is the order in which they are shown.
REASONS: dict[str, dict[str, str]] = {
    "quarantined": {
        "de": "Liegt in der Quarantäne: die Zeile war nicht zu verstehen",
        "en": "In quarantine: the row could not be understood",
    },
    "dismissed": {
        "de": "Hier ausgelassen: jemand hat entschieden, dass die Zeile nicht zählt",
        "en": "Left out here: somebody decided that the row does not count",
    },
    "repeated_row": {
        "de": "Wiederholte Zeile: dieselbe Datei sagt dasselbe noch einmal",
        "en": "Repeated row: the same file says the same once more",
    },
    "same_person_in_source": {
        "de": "Dieselbe Person wie ein anderer Datensatz dieser Quelle",
        "en": "The same person as another record of this source",
    },
    "same_person_in_other_source": {
        "de": "Dieselbe Person wie ein Datensatz einer anderen Quelle, die sie früher kannte; dort gezählt",
        "en": "The same person as a record of another source that knew it earlier; counted there",
    },
    "same_company_in_source": {
        "de": "Dasselbe Unternehmen wie ein anderer Datensatz dieser Quelle",
        "en": "The same company as another record of this source",
    },
    "same_company_in_other_source": {
        "de": "Dasselbe Unternehmen wie ein Datensatz einer anderen Quelle, die es früher kannte; dort gezählt",
        "en": "The same company as a record of another source that knew it earlier; counted there",
    },
    "no_counting_touch": {
        "de": "Kein Kontakt, der zählt: es begann kein Durchlauf",
        "en": "No touch that counts: no pass began",
    },
    "existing_customer": {
        "de": "Bestandskunde: Erweiterung und Verlängerung zählen getrennt vom Neugeschäft",
        "en": "Existing customer: expansion and renewal are counted apart from new business",
    },
    "came_back": {
        "de": "Kam nach einem beendeten Durchlauf wieder: ein weiterer Durchlauf derselben Person",
        "en": "Came back after a pass had ended: one more pass of the same person",
    },
    "second_opportunity": {
        "de": "Weitere Verkaufschance derselben Person: sie begann einen eigenen Durchlauf",
        "en": "A further opportunity of the same person: it opened a pass of its own",
    },
    "opportunity_without_lead": {
        "de": "Verkaufschance ohne Lead: vom Vertrieb eröffnet, ohne bekannte Person",
        "en": "Opportunity without a lead: opened by sales, no person known",
    },
    "named_only": {
        "de": "Nur von einem anderen Datensatz genannt, selbst nicht geliefert",
        "en": "Only named by another record, not delivered itself",
    },
    "company_by_domain": {
        "de": "Nur an der Domain von E-Mail-Adressen erkannt, selbst nicht geliefert",
        "en": "Only recognised by the domain of e-mail addresses, not delivered itself",
    },
    "reopened": {
        "de": "Gewonnen gemeldet, danach wieder geöffnet",
        "en": "Reported as won, and reopened afterwards",
    },
    "other_outcome": {
        "de": "Gewonnen gemeldet, danach anders beendet",
        "en": "Reported as won, and ended otherwise afterwards",
    },
    "win_without_value": {
        "de": "Gewinn ohne Wert: er zählt, fehlt aber in beiden Summen",
        "en": "Win without a value: it counts, and is missing in both sums",
    },
    "other_statement": {
        "de": "Mehrere Fassungen des Datensatzes: hier zählt die spätere",
        "en": "Several versions of the record: here the later one counts",
    },
    "corrected": {
        "de": "Hier berichtigt: die gelieferte Angabe gilt nicht",
        "en": "Corrected here: what was delivered does not hold",
    },
    "time_zone": {
        "de": "Derselbe Zeitpunkt, in den Zeitzonen von Quelle und Haus an verschiedenen Tagen",
        "en": "The same instant, on different days in the time zones of source and house",
    },
    "other_time": {
        "de": "Die Quelle legte den Datensatz zu einer anderen Zeit an, als er hier zu zählen beginnt",
        "en": "The source made the record at another time than the one from which it counts here",
    },
}

#: What is compared, in the order shown.
OBJECTS: dict[str, dict[str, str]] = {
    "lead": {"de": "Leads", "en": "Leads"},
    "company": {"de": "Unternehmen", "en": "Companies"},
    "opportunity": {"de": "Verkaufschancen", "en": "Opportunities"},
    "won": {"de": "Gewonnen", "en": "Won"},
    "value": {"de": "Gewonnener Wert", "en": "Won value"},
    "activity": {"de": "Kontakte und Aktivitäten", "en": "Touches and activities"},
    "other": {"de": "Weitere Angaben", "en": "Further statements"},
}
