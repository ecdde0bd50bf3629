"""What a person allowed: the newest word per purpose; unknown is neither yes nor no."""

from hypothesis import given, strategies as st

from handschlag.consent.rules import Receipt, Word, receipts


def test_the_newest_word_counts_and_all_are_kept() -> None:
    words = [Word("email", "given", 1, "a"), Word("email", "withdrawn", 3, "c"), Word("email", "given", 2, "b")]
    assert receipts(["email", "phone"], words, 9) == [
        Receipt("email", "withdrawn", 3, ("c", "b", "a"), True),
        Receipt("phone", "unknown", None, (), True),
    ]


def test_later_words_do_not_exist_yet() -> None:
    words = [Word("email", "given", 1, "a"), Word("email", "withdrawn", 3, "c")]
    assert receipts(["email"], words, 2) == [Receipt("email", "given", 1, ("a",), True)]


def test_a_purpose_the_agreement_does_not_know_is_shown_too() -> None:
    assert receipts(["email"], [Word("fax", "given", 1, "a")], 2) == [
        Receipt("email", "unknown", None, (), True),
        Receipt("fax", "given", 1, ("a",), False),
    ]


@given(st.permutations([Word("email", "given", 5, "z"), Word("email", "withdrawn", 5, "a")]))
def test_in_doubt_nobody_is_written_to(words: list[Word]) -> None:
    assert receipts(["email"], words, 5) == [Receipt("email", "withdrawn", 5, ("a", "z"), True)]
