"""The facts of a ready mapping with a file's columns; what the file lacks is left out and named."""

from collections.abc import Mapping, Sequence

from handschlag.files import Text, both
from handschlag.mapping.requirements import NAMED, NEEDED_FIELDS, is_record
from handschlag.mapping.suggest.headers import normal
from handschlag.mapping.suggest.known import Known, meanings
from handschlag.mapping.suggest.narrowing import Narrowing
from handschlag.mapping.suggest.parts import among, columns_of, field, word
from handschlag.mapping.suggest.tables import Document, Table
from handschlag.mapping.suggest.words import outcome_of

#: Fields whose values are written as conditions use them.
_TRANSLATED = {"country", "seniority", "employees", "revenue"}
#: Amounts in the house's own currency, where the deal's currency is not exported.
_HOME = (
    "amount in company currency", "betrag in firmenwährung", "betrag in unternehmenswährung", "amount_in_home_currency",
    "amount (converted)", "betrag (konvertiert)", "betrag (umgerechnet)",
)  # fmt: skip
_WORDS = ("name", "side", "actor", "channel", "campaign", "key")


def instant_of(
    table: Table, raw: Document | str, names: Mapping[str, str], usual: Sequence[str], *, optional: bool = False
) -> Document | None:
    """How an instant is read: in the formats its values have; None if the file lacks it or has something else there."""
    wanted = raw if isinstance(raw, str) else raw["column"]
    if wanted not in names:
        return None
    column = table.sample.columns[names[wanted]]
    if column.values and not column.formats:
        return None
    formats = list(column.formats or usual)
    found = {} if isinstance(raw, str) else {key: value for key, value in raw.items() if key != "format"}
    found["column"] = column.name
    return found if formats == ["iso"] else found | {"format": formats if len(formats) > 1 else formats[0]}


class Fitting:
    """A file, and by which of its columns each name of a ready part is read."""

    def __init__(
        self, table: Table, names: Mapping[str, str], wanted: Sequence[str], known: Known, formats: Sequence[str]
    ) -> None:
        self._table, self._names, self._wanted, self._known, self._formats = table, names, wanted, known, formats

    def facts(self, raws: Sequence[Document]) -> tuple[list[Document], list[Text]]:
        """The facts that the file can state; of kinds that it cannot state at all, why."""
        found = [(raw, self._fact(raw)) for raw in raws]
        found += [(raw, fact) for raw, lost in found if lost and (fact := self._undecided(raw, lost))]
        stated = {_told(raw) for raw, fact in found if fact}
        lost = {_told(raw): self._lacks(raw) for raw, fact in found if not fact and _told(raw) not in stated}
        dropped = [
            both(f"kein {told}: es fehlt {' und '.join(needs)}", f"no {told}: it needs {' and '.join(needs)}")
            for told, needs in lost.items()
            if needs
        ]
        return [fact for _, fact in found if fact], dropped

    def _undecided(self, raw: Document, lost: Document) -> Document | None:
        """Words of the file for "no decision" are an end of their own, and no loss."""
        if raw["kind"] != "opportunity_lost" or "when" not in lost:
            return None
        narrowing = Narrowing(self._table, self._names, self._wanted, "lost")
        narrowing.text(raw["when"])
        column = narrowing.ends
        condition = column and among(
            self._table, column, [w for w in column.distinct if outcome_of(w) == "no_decision"]
        )
        if not condition:
            return None
        fact = {key: value for key, value in lost.items() if key != "name"} | {"when": condition}
        lost["when"] = f"({lost['when']}) and not ({condition})"
        return fact | {"kind": "opportunity_no_decision"} | self._reason("no_decision", raw.get("name"))

    def _reason(self, outcome: str, raw: Document | str | None) -> Document:
        """Why it ended, in the agreement's words where it has them."""
        name = self._word(raw, "name") if raw else None
        if isinstance(name, dict) and "column" in name and outcome in self._known.reasons:
            reason = self._table.sample.columns[name["column"]]
            name = word(reason, dict(meanings(reason.distinct, self._known.reasons[outcome])))
        return {"name": name} if name else {}

    def _lacks(self, raw: Document) -> list[str]:
        """Which columns a fact cannot do without, of those that the file lacks."""
        needed = {raw["subject"]["id"], *([raw["related"]["id"]] if "related" in raw else [])}
        needed |= columns_of({"at": raw["at"]}) if "at" in raw else set()
        needed |= columns_of({"name": raw["name"]}) if raw["kind"] in NAMED and isinstance(raw["name"], dict) else set()
        return [f"`{name}`" for name in sorted(needed - self._names.keys())]

    def _fact(self, raw: Document) -> Document | None:
        """A fact with the file's columns; None where it cannot do without one that the file lacks."""
        subjects = {key: self._subject(raw[key]) for key in ("subject", "related") if key in raw}
        if None in subjects.values():
            return None
        fact: Document = {"kind": raw["kind"]} | dict(subjects)
        if "at" in raw:
            fact["at"] = instant_of(self._table, raw["at"], self._names, self._formats)
            if fact["at"] is None:
                return None
        if "version" in raw:
            fact["version"] = instant_of(self._table, raw["version"], self._names, self._formats)
        outcome = raw["kind"].removeprefix("opportunity_") if raw["kind"].startswith("opportunity_") else ""
        if "when" in raw:
            ends = outcome if outcome in ("won", "lost") else ""
            when = Narrowing(self._table, self._names, self._wanted, ends).text(raw["when"])
            if when is False:
                return None
            fact |= {"when": when} if isinstance(when, str) else {}
        for key in _WORDS:
            if key in raw and (value := self._word(raw[key], key)):
                fact[key] = value
        fact |= self._reason(outcome, raw.get("name"))
        if raw["kind"] in NAMED and "name" not in fact:
            return None
        fields = {name: told for name, one in raw.get("fields", {}).items() if (told := self._field(name, one))}
        if not set(NEEDED_FIELDS.get(raw["kind"], ())) <= fields.keys():
            return None
        relations = {role: told for role, one in raw.get("relations", {}).items() if (told := self._subject(one))}
        amount = self._amount(raw["amount"]) if "amount" in raw else None
        kept = {"amount": amount, "fields": fields, "relations": relations}
        return fact | {key: value for key, value in kept.items() if value}

    def _subject(self, raw: Document) -> Document | None:
        return raw | {"id": self._names[raw["id"]]} if raw["id"] in self._names else None

    def _word(self, raw: Document | str, key: str) -> Document | str | None:
        """A word: fixed, or of a column (a plain word is the column, where it is the key of an event)."""
        if key == "key" and isinstance(raw, str):
            return self._names.get(raw)
        if fixed := fixed_word(raw):
            return {"constant": fixed} if fixed in self._table.sample.columns else fixed
        assert isinstance(raw, dict)
        if "column" not in raw:
            return raw
        return raw | {"column": self._names[raw["column"]]} if raw["column"] in self._names else None

    def _field(self, name: str, raw: Document | str) -> Document | str | None:
        plain = {"column": raw} if isinstance(raw, str) else raw
        if "column" not in plain:
            return plain
        if plain["column"] not in self._names:
            return None
        column = self._table.sample.columns[self._names[plain["column"]]]
        if name in _TRANSLATED:
            return field(self._table, column, name)
        if plain.get("type") in ("date", "instant"):
            return instant_of(self._table, plain, self._names, self._formats)
        return column.name if isinstance(raw, str) else raw | {"column": column.name}

    def _amount(self, raw: Document) -> Document | None:
        """The amount with its currency; without one the amount in the house's own, if there is one."""
        told = raw["currency"]
        code = self._names.get(told["column"]) if isinstance(told, dict) else None
        if code:
            column = self._table.sample.columns[code]
            if column.values and all(len(value) == 3 and value.isupper() for value in column.distinct):
                return {"column": self._names[raw["column"]], "currency": {"column": code}} if self._has(raw) else None
        home = {normal(one) for one in _HOME}
        own = next((name for name in self._table.sample.columns if normal(name) in home), None)
        amount = own or (self._names[raw["column"]] if self._has(raw) else None)
        return {"column": amount, "currency": "HOUSE"} if amount else None

    def _has(self, raw: Document) -> bool:
        return raw["column"] in self._names


def fixed_word(raw: Document | str | None) -> str | None:
    """The word itself, where it is the same in every row."""
    return raw.get("constant") if isinstance(raw, dict) else raw


def _told(raw: Document) -> str:
    """What a fact is called in a remark: its kind, and its name where that is fixed."""
    kind, name = raw["kind"], fixed_word(raw.get("name"))
    return f"{kind} {name}" if name and not is_record(kind) else kind
