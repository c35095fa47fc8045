"""The order that a thread is about: the customer's own number, not an earlier one and not one that only complains."""

import pytest
from spoken import clarified


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Need 600 caps, same as PO 4419 but new PO is 4502. By 12 May.", "4502"),
        ("Need 600 caps on PO 4419 by 12 May.", "4419"),
        ("Please send 40 rings by 12 May. Our ref: KL/JT/2291", "KL/JT/2291"),
        ("Please send 40 rings by 12 May, our order no. 8814. Our ref: KL/JT/2291", "8814"),
        ("Please send 40 rings by 12 May. Quote our ref KL-RDS-2231 (PO to follow).", None),
        ("14 of the 40 rings from order 55120 are bent. Please send 14 rings by 12 May.", None),
        ("Wrong PO, sorry: 50921 is the mill's. The 40 rings go on 50931. We need them by 12 May.", "50931"),
    ],
)
def test_the_order_number_is_the_one_that_stands(text: str, number: str | None) -> None:
    found = clarified(text).request.po_number
    assert (found.value if found else None) == number
