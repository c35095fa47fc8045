"""What a body folds, and what it must never fold."""

import pytest

from clarifier.mail.folds import fold
from clarifier.mail.thread import Address

JOE = Address("Joe Marsh", "joe@marshpumps.com")


def folded(body: str, sender: Address | None = JOE) -> list[str]:
    return [body[part.start : part.end] for part in fold(body, sender=sender)]


@pytest.mark.parametrize(
    ("body", "signature"),
    [
        (
            "Need 50.\n\nThx!\nJoe Marsh\nBuyer | Marsh Pumps\no 757-555-0142",
            "Joe Marsh\nBuyer | Marsh Pumps\no 757-555-0142",
        ),
        ("Need 50.\n\n-- \nJoe Marsh\nMarsh Pumps", "-- \nJoe Marsh\nMarsh Pumps"),
        ("Need 50.\nJoe", "Joe"),
        ("Need 50.\n\nPump house, 9 Weir Lane, Alton\n\nJoe Marsh\nMarsh Pumps", "Joe Marsh\nMarsh Pumps"),
        ("Need 50.\n\nJM", "JM"),
        ("Need 50.\n\nFair winds,\nJoe\nMarsh Pumps", "Joe\nMarsh Pumps"),
        ("Need 50.\n\nThank you for your cooperation,\nAnn Lee\nMarsh Pumps", "Ann Lee\nMarsh Pumps"),
        (
            "Brauchen 50.\n\nMit freundlichen Grüßen\nJoe Marsh\nMarsh GmbH\nHafenstr. 4\n20457 Hamburg\nHRB 551207",
            "Joe Marsh\nMarsh GmbH\nHafenstr. 4\n20457 Hamburg\nHRB 551207",
        ),
        ("Need 50.\n\n555-555-0199\nmarsh pumps", "555-555-0199\nmarsh pumps"),
        ("Need 50.\n\nSent from my iPhone", "Sent from my iPhone"),
        ("Need 50.\n\nGet Outlook for iOS", "Get Outlook for iOS"),
        ("Need 50.\n\nVon meinem iPhone gesendet", "Von meinem iPhone gesendet"),
        ("Besoin de 50.\n\nCordialement,\nJoe Marsh\nPompes Marsh depuis 1958", "Joe Marsh\nPompes Marsh depuis 1958"),
    ],
)
def test_a_signature_is_folded(body: str, signature: str) -> None:
    assert folded(body) == [signature]


@pytest.mark.parametrize(
    ("body", "stays"),
    [
        ("Hi\n\n- 250 brackets\n- 40 posts\n\nJoe", "- 250 brackets"),
        ("50 pcs\n\nRegards,\nJoe\n\nP.S. make it 60", "P.S. make it 60"),
        ("50 pcs\n\nSent from my iPhone\n\n60 rather", "60 rather"),
        ("50 pcs\n\nThanks,\nJoe\nactually 60", "actually 60"),
        ("50 pcs\n\nThanks,\nJoe\n555-555-0199\n\nShip to: 4 Dock St", "Ship to: 4 Dock St"),
        ("50 pcs\n\nThanks\nJoe\n\nneed them by 3/14", "need them by 3/14"),
        ("Thanks,\n\nplease send 50 pcs", "please send 50 pcs"),
        ("50 pcs\n\nAddress: 12 Mill Lane, Bury\n\nBest regards\nJoe", "Address: 12 Mill Lane, Bury"),
        ("50 pcs\n\nSent from my desk, is much easier than my mobile phone.", "Sent from my desk"),
        ("60 navy\n50 charcoal\n30 natural", "30 natural"),
        ("50 pcs\n\nJoe\n\nCan you confirm?", "Can you confirm?"),
    ],
)
def test_what_may_be_asked_stays(body: str, stays: str) -> None:
    assert not any(stays in part for part in folded(body))


@pytest.mark.parametrize(
    ("body", "stays"),
    [
        ("Could you quote the 40 hinges?\n\nThanks,\nPriya", "Priya"),
        ("Your plan ends in May.\n\nSincerely,\nNorthern Fabric Club Office", "Northern Fabric Club Office"),
        ("As asked:\n\nMy new address is <pia@lindqvistboats.se>", "My new address is"),
        ("Good, go ahead.\n\n-Oluwaseun Ade\n\n__\nanglers mailing list\nanglers@list.example.org", "-Oluwaseun Ade"),
    ],
)
def test_a_line_that_may_be_no_signature_stays_where_nobody_knows_the_writer(body: str, stays: str) -> None:
    assert not any(stays in part for part in folded(body, sender=None))


@pytest.mark.parametrize(
    ("body", "signature"),
    [
        ("40 hinges?\n\nThanks,\nPriya\nHinge House\n020 7946 0018", "Priya\nHinge House\n020 7946 0018"),
        ("40 hinges?\n\nThanks,\nPriya Nair, Hinge House", "Priya Nair, Hinge House"),
        (
            "Yes!\n\n-- \nTamás Erdei - Fox77\ntamas@erdei.example.org",
            "-- \nTamás Erdei - Fox77\ntamas@erdei.example.org",
        ),
        (
            "Go on.\n\n__\nanglers mailing list\nanglers@list.example.org",
            "__\nanglers mailing list\nanglers@list.example.org",
        ),
    ],
)
def test_a_sure_signature_is_folded_though_nobody_knows_the_writer(body: str, signature: str) -> None:
    assert folded(body, sender=None) == [signature]


def test_a_body_with_nothing_but_names_still_reads() -> None:
    assert folded("Joe Marsh\nMarsh Pumps\n757-555-0142") == []


def test_banners_and_notices_are_disclaimers() -> None:
    body = "[EXTERNAL] This sender is from outside.\n\n50 pcs\n\nThis e-mail is confidential. If you are not the intended recipient, delete it."
    assert [part.kind for part in fold(body)] == ["disclaimer", "disclaimer"]
    assert "50 pcs" not in "".join(folded(body))
