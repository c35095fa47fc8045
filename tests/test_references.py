"""The order that a thread is about: the customer's own number, not an earlier one and not one that only complains."""

import pytest
from spoken import clarified

from clarifier import read
from clarifier.request.clarify import clarify


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Need 600 caps, same as PO 4419 but new PO is 4502. By 12 May.", "4502"),
        ("Need 600 caps on PO 4419 by 12 May.", "4419"),
        ("Please send 40 rings by 12 May. Our ref: KL/JT/2291", None),
        ("We order herewith under our number KL-2602: 40 rings by 12 May.", "KL-2602"),
        ("Please send 40 rings by 12 May. The PO is in Ariba, number 45-0088.", "45-0088"),
        ("Go ahead with the 40 rings for 12 May, the PO is attached (ref NB 0412).", "NB 0412"),
        ("Please send 40 rings by 12 May. PO follows tomorrow under number 88123.", "88123"),
        ("Kindly supply 40 rings by 12 May. Order number for this is 4500099812.", "4500099812"),
        ("Where are the 40 rings? The PO ref from us was KL2208.", "KL2208"),
        ("The customer's PO is 99182 but ours to you is W-3310: 40 rings by 12 May.", "W-3310"),
        ("Our order to you is 22 rings by 12 May. Our order number KL/17/26.", "KL/17/26"),
        ("Please send 40 rings for order, 12 of them by 12 May.", None),
        ("Please send 40 rings by 12 May, our order no. 8814. Our ref: KL/JT/2291", "8814"),
        ("Please send 40 rings by 12 May. Quote our ref KL-RDS-2231 (PO to follow).", None),
        ("14 of the 40 rings from order 55120 are bent. Please send 14 rings by 12 May.", None),
        ("Wrong PO, sorry: 50921 is the mill's. The 40 rings go on 50931. We need them by 12 May.", "50931"),
    ],
)
def test_the_order_number_is_the_one_that_stands(text: str, number: str | None) -> None:
    found = clarified(text).request.po_number
    assert (found.value if found else None) == number


def test_an_order_number_may_stand_below_the_name() -> None:
    raw = "From: Jo <jo@harp.example>\nSubject: rings\n\nPlease send 40 rings by 12 May.\n\nRegards\nJo Whitby\nHarp Concrete Ltd\nPO RM-5518"
    found = clarify(read(raw)).request.po_number
    assert found and found.value == "RM-5518"
