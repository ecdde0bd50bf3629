"""What comparisons are called in each language: the visible tables behind every sentence."""

from dataclasses import dataclass

from handschlag.conditions.sentences.language import Language


@dataclass(frozen=True)
class Wording:
    """The words of one language. Tables by operator; {0} is the value, {1} a second one."""

    number: dict[str, str]
    number_as_field: dict[str, str]
    count: dict[str, str]
    date: dict[str, str]
    date_as_field: dict[str, str]
    text: dict[str, str]
    text_as_field: dict[str, str]
    pattern: dict[str, tuple[str, str]]
    known: tuple[str, str]
    yes: tuple[str, str]
    same_answer: tuple[str, str]
    met: tuple[str, str]
    any_case: str
    field: str
    function: dict[str, str]
    criterion: str
    rule: str
    applies: tuple[str, str]


WORDINGS: dict[Language, Wording] = {
    "en": Wording(
        number={
            "=": "is {0}",
            "<>": "is not {0}",
            "<": "is less than {0}",
            "<=": "is at most {0}",
            ">": "is more than {0}",
            ">=": "is at least {0}",
            "between": "is between {0} and {1}",
            "outside": "is less than {0} or more than {1}",
        },
        number_as_field={
            "=": "is as much as {0}",
            "<>": "is not as much as {0}",
            "<": "is less than {0}",
            "<=": "is at most as much as {0}",
            ">": "is more than {0}",
            ">=": "is at least as much as {0}",
        },
        count={
            "=": "exactly {0}",
            "<": "fewer than {0}",
            "<=": "at most {0}",
            ">": "more than {0}",
            ">=": "at least {0}",
            "between": "between {0} and {1}",
            "outside": "fewer than {0} or more than {1}",
        },
        date={
            "=": "is {0}",
            "<>": "is not {0}",
            "<": "is before {0}",
            "<=": "is on or before {0}",
            ">": "is after {0}",
            ">=": "is on or after {0}",
            "between": "is between {0} and {1}",
            "outside": "is before {0} or after {1}",
        },
        date_as_field={
            "=": "is the same day as {0}",
            "<>": "is another day than {0}",
            "<": "is earlier than {0}",
            "<=": "is not later than {0}",
            ">": "is later than {0}",
            ">=": "is not earlier than {0}",
        },
        text={
            "=": "is {0}",
            "<>": "is not {0}",
            "<": "comes before {0} in the alphabet",
            "<=": "is {0} or comes before it in the alphabet",
            ">": "comes after {0} in the alphabet",
            ">=": "is {0} or comes after it in the alphabet",
            "between": "lies between {0} and {1} in the alphabet",
            "outside": "lies before {0} or after {1} in the alphabet",
        },
        text_as_field={
            "=": "is the same as {0}",
            "<>": "is not the same as {0}",
            "<": "comes before {0} in the alphabet",
            "<=": "does not come after {0} in the alphabet",
            ">": "comes after {0} in the alphabet",
            ">=": "does not come before {0} in the alphabet",
        },
        pattern={
            "begins": ("begins with {0}", "does not begin with {0}"),
            "ends": ("ends with {0}", "does not end with {0}"),
            "contains": ("contains {0}", "does not contain {0}"),
            "is": ("is {0}", "is not {0}"),
            "matches": ("matches the pattern {0}", "does not match the pattern {0}"),
        },
        known=("is known", "is unknown"),
        yes=("is “yes”", "is “no”"),
        same_answer=("has the same answer as {0}", "has another answer than {0}"),
        met=("is met", "is not met"),
        any_case=" (capitals or not)",
        field="the field “{0}”",
        function={
            "lower": "{0} in small letters",
            "upper": "{0} in capitals",
            "length": "the number of characters of “{0}”",
            "coalesce": "{0} (or, where unknown, {1})",
        },
        criterion="the criterion “{0}”",
        rule="the rule “{0}”",
        applies=("applies", "does not apply"),
    ),
    "de": Wording(
        number={
            "=": "beträgt {0}",
            "<>": "beträgt nicht {0}",
            "<": "beträgt weniger als {0}",
            "<=": "beträgt höchstens {0}",
            ">": "beträgt mehr als {0}",
            ">=": "beträgt mindestens {0}",
            "between": "beträgt zwischen {0} und {1}",
            "outside": "beträgt weniger als {0} oder mehr als {1}",
        },
        number_as_field={
            "=": "ist so groß wie {0}",
            "<>": "ist nicht so groß wie {0}",
            "<": "ist kleiner als {0}",
            "<=": "ist höchstens so groß wie {0}",
            ">": "ist größer als {0}",
            ">=": "ist mindestens so groß wie {0}",
        },
        count={
            "=": "genau {0}",
            "<": "weniger als {0}",
            "<=": "höchstens {0}",
            ">": "mehr als {0}",
            ">=": "mindestens {0}",
            "between": "zwischen {0} und {1}",
            "outside": "weniger als {0} oder mehr als {1}",
        },
        date={
            "=": "ist der {0}",
            "<>": "ist nicht der {0}",
            "<": "liegt vor dem {0}",
            "<=": "liegt am oder vor dem {0}",
            ">": "liegt nach dem {0}",
            ">=": "liegt am oder nach dem {0}",
            "between": "liegt zwischen dem {0} und dem {1}",
            "outside": "liegt vor dem {0} oder nach dem {1}",
        },
        date_as_field={
            "=": "ist derselbe Tag wie {0}",
            "<>": "ist ein anderer Tag als {0}",
            "<": "liegt früher als {0}",
            "<=": "liegt nicht später als {0}",
            ">": "liegt später als {0}",
            ">=": "liegt nicht früher als {0}",
        },
        text={
            "=": "ist {0}",
            "<>": "ist nicht {0}",
            "<": "steht alphabetisch vor {0}",
            "<=": "ist {0} oder steht alphabetisch davor",
            ">": "steht alphabetisch nach {0}",
            ">=": "ist {0} oder steht alphabetisch danach",
            "between": "liegt alphabetisch zwischen {0} und {1}",
            "outside": "liegt alphabetisch vor {0} oder nach {1}",
        },
        text_as_field={
            "=": "ist dasselbe wie {0}",
            "<>": "ist nicht dasselbe wie {0}",
            "<": "steht alphabetisch früher als {0}",
            "<=": "steht alphabetisch nicht später als {0}",
            ">": "steht alphabetisch später als {0}",
            ">=": "steht alphabetisch nicht früher als {0}",
        },
        pattern={
            "begins": ("beginnt mit {0}", "beginnt nicht mit {0}"),
            "ends": ("endet auf {0}", "endet nicht auf {0}"),
            "contains": ("enthält {0}", "enthält nicht {0}"),
            "is": ("ist {0}", "ist nicht {0}"),
            "matches": ("entspricht dem Muster {0}", "entspricht nicht dem Muster {0}"),
        },
        known=("ist bekannt", "ist unbekannt"),
        yes=("ist „ja“", "ist „nein“"),
        same_answer=("hat dieselbe Antwort wie {0}", "hat eine andere Antwort als {0}"),
        met=("ist erfüllt", "ist nicht erfüllt"),
        any_case=" (Groß- und Kleinschreibung egal)",
        field="das Feld „{0}“",
        function={
            "lower": "{0} in Kleinbuchstaben",
            "upper": "{0} in Großbuchstaben",
            "length": "die Zeichenzahl von „{0}“",
            "coalesce": "{0} (oder, falls unbekannt, {1})",
        },
        criterion="das Kriterium „{0}“",
        rule="die Regel „{0}“",
        applies=("trifft zu", "trifft nicht zu"),
    ),
}
