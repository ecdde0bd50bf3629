"""One house, whoever asks it."""

from handschlag.access.actors import NOBODY, Actor


def test_what_one_has_read_nobody_reads_again(new_sqlite_house):
    house = new_sqlite_house()
    erika = house.asked_by(Actor("erika", "sdr"))
    agreement, terms, label = erika.agreement, erika.terms, erika.agreement_label
    (house.path / "agreement.yaml").unlink()
    for other in (house, house.asked_by(NOBODY), erika.asked_by(NOBODY)):
        assert other.agreement is agreement
        assert other.terms is terms
        assert other.agreement_label == label
    assert (house.by.username, erika.by.username) == ("cli", "erika")
