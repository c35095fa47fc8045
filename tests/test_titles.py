"""What subject lines say of an order, and when they say nothing."""

from datetime import date

import pytest
from spoken import message

from clarifier.mail.thread import Thread
from clarifier.request.clarify import Clarification, clarify

SENT = date(2027, 3, 8)


def titled(subject: str, body: str) -> Clarification:
    return clarify(Thread("", (message(body, day=SENT, subject=subject),), customer_message=0))


def test_a_subject_is_the_order_where_the_body_only_says_thanks() -> None:
    found = titled("24 oar collars OC-19 by Thursday, all together please", "thanks, Moll").request
    assert found.is_request
    assert [(line.part_number.value, line.quantity.value) for line in found.lines if line.part_number and line.quantity] == [("OC-19", 24)]  # fmt: skip
    assert found.needed_by
    assert found.needed_by.latest == date(2027, 3, 11)
    assert found.needed_by.evidence.part == "subject"
    assert found.needed_by.evidence.quote == "by Thursday"


def test_a_subject_that_names_another_day_than_the_body_is_asked_about() -> None:
    found = titled(
        "24 oar collars reqd before 20 April", "Kindly despatch 24 oar collars OC-19. They must be here by 27 April."
    )
    assert found.request.needed_by
    assert found.request.needed_by.latest == date(2027, 4, 27)
    assert found.request.needed_by.alternatives == (date(2027, 4, 19),)
    assert "date_conflict" in [gap.field for gap in found.gaps]


@pytest.mark.parametrize("prefix", ["Re:", "RE:", "Fwd:", "AW:", "Re[2]:"])
def test_an_answers_subject_is_the_older_mails(prefix: str) -> None:
    found = titled(f"{prefix} 24 oar collars OC-19 by 20 April", "Please send 24 oar collars OC-19 by 27 April.")
    assert found.request.needed_by
    assert found.request.needed_by.alternatives == ()


def test_a_subject_over_a_long_complaint_orders_nothing() -> None:
    words = "The oar collars we had from you last month have all split along the seam and our crew had to row home with bare oars, which is the second time now. We would like to hear what went wrong and who pays for it."
    assert not titled("600 oar collars OC-19, order 5519", words).request.is_request
