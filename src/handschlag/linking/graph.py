"""The records as a graph: which subjects share evidence of being one, and which stand in a relation."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from handschlag.linking.groups import Groups
from handschlag.linking.keys import OF_PERSONS, Key


class Record(NamedTuple):
    """What a source has about one subject (a person, a company, an opportunity). A subject may come several times."""

    subject: str
    about: str
    keys: Collection[Key]


class Relation(NamedTuple):
    """A relation fact: `subject` names `related` in this role (company, primary_contact, converted_lead, ...)."""

    subject: str
    related: str
    role: str


#: Company subjects that no source delivered: a domain from which people write.
DERIVED = "derived:domain:"


class Graph:
    """Subjects numbered in their alphabetical order, companies that linking derived behind them.

    The smallest number of a group stands for it, so that nothing depends on the order in which records came.
    """

    def __init__(
        self,
        records: Iterable[Record],
        relations: Iterable[tuple[str, str, str]],
        unlinked: Collection[tuple[str, str]],
    ) -> None:
        self.unlinked = frozenset(unlinked)
        found = {Relation(*relation) for relation in relations}
        self.relations = sorted(
            r for r in found if r.role != "campaign" and self.holds(r.subject, f"relation:{r.related}")
        )
        about, evidence = self._collected(records)
        self.subjects = sorted(about)
        self.about = [about[subject] for subject in self.subjects]
        self.evidence = [evidence.get(subject, ()) for subject in self.subjects]
        self.number = {subject: number for number, subject in enumerate(self.subjects)}
        self.by_key: dict[str, int] = {}
        self.groups = Groups(len(self.subjects))
        for number in range(len(self.subjects)):
            self._join_by_keys(number)

    def holds(self, subject: str, key: str) -> bool:
        return not self.unlinked or (subject, key) not in self.unlinked

    def identity(self, number: int) -> list[Key]:
        """The keys that say who this subject is; a person's domain and company name only say where it belongs."""
        about = self.about[number]
        return [key for key in self.evidence[number] if about == "company" or key.reason in OF_PERSONS]

    def derive_company(self, key: str) -> None:
        """Add the company behind a domain from which people write."""
        subject = DERIVED + key.removeprefix("domain:")
        if subject in self.number:
            return
        number = self.number[subject] = len(self.subjects)
        self.subjects.append(subject)
        self.about.append("company")
        self.evidence.append((Key(key, "email_domain"),))
        self.groups.add()
        self._join_by_keys(number)

    def _join_by_keys(self, number: int) -> None:
        for key in self.identity(number):
            other = self.by_key.setdefault(key.text, number)
            if other != number:
                self.groups.join(number, other)

    def _collected(self, records: Iterable[Record]) -> tuple[dict[str, str], dict[str, tuple[Key, ...]]]:
        about: dict[str, str] = {}
        evidence: dict[str, tuple[Key, ...]] = {}
        for subject, kind, keys in records:
            about[subject] = max(kind, about.get(subject, ""))
            kept = tuple(key for key in keys if self.holds(subject, key.text))
            if subject in evidence:
                kept = tuple(sorted({*kept, *evidence[subject]}))
            evidence[subject] = kept
        for relation in self.relations:
            about.setdefault(relation.subject, "")
            if not about.get(relation.related):
                about[relation.related] = "company" if relation.role == "company" else "person"
        return about, evidence
