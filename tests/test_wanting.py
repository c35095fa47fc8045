"""Whether a thread asks for goods at all."""

import pytest
from spoken import clarified


@pytest.mark.parametrize(
    "body",
    [
        "Please send 40 goblets.",
        "We need ZK-4410 urgently, can you help?",
        "Could you quote 12 harps for June?",
        "I would like to order 3 trapeze nets, the wide ones.",
        "PO 88-1147\n\nZK-4410  40 pcs\nZK-7720  12 pcs",
        "Send 40 goblets to Duluth.",
        "Ship 40 goblets.",
        "The last lot faded. I'm not asking for a credit, but we'd like 25 more goblets by Friday.",
        "Please send 40 goblets. Same crate, nothing else has changed.",
        "We need 12 goblets by 5 May. The blue ones, if that settles it.",
        "do you have 40 goblets?",
        "How much for 40 goblets delivered to Duluth?",
        "Interested in 40 goblets.",
        "What is your lead time on 40 goblets ZK-4410?",
        "We are 8 harps short. Could you rush them to the theatre?",
        "need 40 goblets asap",
        "40 goblets by friday pls",
        "Thank you for the quick delivery. Please send 40 goblets by May 3.",
        "40 goblets asap pls",
        "Another 15 goblets please.",
        "Thanks for the gongs, they are lovely. Now we need 40 goblets by May 3.",
        "Thanks for getting back to me. Please send 40 goblets.",
        "Can you do us the lantern shades again, same as last time? We want them by the 2nd of April.",
        "Wir benötigen 40 Stück ZK-4410 bis 9. April.",
        "Moll, same again as last time pls, the harp covers and their straps. Thursday 1st of April is grand.",
        "The vestry has at last approved new hassocks: twenty-two, in the green hide. End of May would do.",
        "Please send 40 goblets by May 3. Free samples of the new gilding would be welcome, too.",
        "The last goblets landed safely and everybody loved them. Could we have 40 more by May 3?",
        "We are a maker of bells in Duluth. Please quote 40 clappers ZK-4410 for May 3.",
        "We decided against the harps, so only 40 goblets ZK-4410 by May 3, please.",
        "Our receiving is moving to Dock 4. Please ship 40 goblets ZK-4410 there by May 3.",
        "I'm not after a refund for the chipped ones. Please send 40 goblets ZK-4410 by May 3.",
        "Please enter the order under PO 88-1147: 40 goblets ZK-4410, May 3. Nothing else to quote.",
        "Two more drums of the clear varnish for Thursday, Moll.",
        "Let me have 20 of the long harps and 5 of the short ones, as soon as you like.",
        "Requirement for the week of 29 March: 2,000 lids, 2,000 goblets.",
        "I'd be glad of a dozen more harps when you next come this way.",
        "Our buyer is away so I'm doing it: 10 boxes of goblets.",
        "The 24 harps you quoted are approved. Please get them into production.",
        "Following our chat I can confirm we'd like to proceed with the 12 harps.",
        "Would you mind putting together 18 hampers like the ones of last Christmas?",
        "Go ahead on the 40 harps. They have to be at ours by the 7th of April.",
        "Ready for the balance now: the other 60 of PO 118.",
        "PO GF-61 for 36 goblets, the tall ones, lids not needed.",
        "The vestry needs new hassocks, and the rector has finally said yes to twenty-six of the long hassocks.",
        "Thanks for your kind reply. We issue P/O as following: 40 goblets ZK-4410.",
        "I come back to you about the harps. Please send 40.",
        "chasing some of those clasps off your stand, prob about 350ish? sometime in june would be sweet",
    ],
)
def test_a_mail_that_asks_for_goods_is_a_request(body: str) -> None:
    assert clarified(body).request.is_request


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            "Your invoice was paid by BACS. Could you let me have a statement showing a nil balance by 1 June?",
            id="paid",
        ),
        pytest.param(
            "Two of the goblets let go at the stem. I don't want anything sent, call me Monday before ten and tell me why.",
            id="angry",
        ),
        pytest.param("Just a note to say thank you for the 40 goblets, they arrived on Tuesday.", id="thanks"),
        pytest.param("Could you send me the signed delivery ticket? Audit wants it cleared by May 3.", id="paper"),
        pytest.param("Before we talk about 2029 volumes, have you 15 minutes on Tuesday or Thursday?", id="talk"),
        pytest.param("Could you do the invoice again please?", id="invoice"),
        pytest.param("Where is my order of 40 goblets? Any news on the shipment?", id="status"),
        pytest.param("Three of the 40 goblets arrived cracked. Please issue a credit note.", id="complaint"),
        pytest.param(
            "Your invoice 99120 shows 40 goblets but we got 38. Please send a corrected invoice.", id="invoice"
        ),
        pytest.param("Please cancel our order of 40 goblets.", id="cancelled"),
        pytest.param("We are now closed until January 7.", id="closed"),
        pytest.param("You are invited to our webinar on gilding. RSVP by May 3.", id="invitation"),
        pytest.param("We are a family foundry and offer 400 shapes of bells. Unsubscribe here.", id="advertisement"),
        pytest.param("Your shipment of 40 cartons has left. Tracking number 9911-2277-AB.", id="shipping notice"),
        pytest.param("Nothing needed right now, we still have 40 goblets.", id="nothing needed"),
        pytest.param("Statement of account: invoice 99120 is past due.", id="statement"),
        pytest.param("Dear Sirs, please complete the attached supplier questionnaire by May 3.", id="questionnaire"),
        pytest.param(
            "On Tuesday we ordered 40 goblets ZK-4410, to be here on May 3. I see nothing in your portal. Can you confirm it was received?",
            id="status of a placed order",
        ),
        pytest.param(
            "We ordered 40 goblets ZK-4410 last week. Please do not enter it again, we only want the tracking.",
            id="not twice",
        ),
        pytest.param("Kindly put PO 8814 for 40 goblets on hold until further notice.", id="on hold"),
        pytest.param(
            "We received your letter on prices. Please reconsider and send your best one by May 3.", id="haggling"
        ),
        pytest.param(
            "I want to talk through moving from 30,000 to 50,000 goblets a year, would May 3 suit for a coffee?",
            id="coffee",
        ),
        pytest.param(
            "Nothing for you to ship or quote, I only want this on file: of 40 goblets 6 came chipped.", id="on record"
        ),
        pytest.param(
            "The credit closes the matter. We no longer need the missing goblets now, so leave them.", id="closed case"
        ),
        pytest.param(
            "We are a leading manufacturer of goblets since 1994. Our advantages: lead time only 20 days, free sample 10 pcs. "
            "If you need 500 or 5,000 goblets send us your drawings and we quote within 24 hours.",
            id="somebody sells",
        ),
        pytest.param(
            "Payment advice\n\nPayment date  05/03/2029\n\nInvoice   Qty   Amount\nZK-4410   40   $880.00\n\nThis inbox is unmonitored.",
            id="payment",
        ),
        pytest.param(
            "Dear valued vendor, from May 3 our goods-in is relocating to 40 Harp Street. Please update your records.",
            id="moving",
        ),
        pytest.param("Can we move the plant tour to May 3? We are 6 now and need 4 hard hats.", id="visit"),
        pytest.param(
            "The 40 goblets arrived in one piece on Friday and the guests raved. You saved our fair with two days to go!",
            id="they love them",
        ),
        pytest.param(
            "On the 40 goblets for May 3: the board decided not to, and we took the rest elsewhere.", id="declined"
        ),
        pytest.param("Have a quick demo with us next week: our platform plans 40 orders by May 3.", id="software"),
        pytest.param("We offer 40 harps in beech, ex stock, while they last.", id="stock offer"),
        pytest.param(
            "Thanks for the quote on 40 harps. The board meets on the 24th and I'll come back to you.", id="later"
        ),
        pytest.param("Your 40 harps are rather more than we budgeted, so we'll leave it this year.", id="too dear"),
        pytest.param("We've booked your 12 harps in for collection on the 14th, the driver will text.", id="carrier"),
        pytest.param("I left 2 messages about my refund for the 6 broken harps.", id="refund"),
        pytest.param(
            "For your planning: we expect to use 4,000 lids by autumn. Orders will come monthly.", id="forecast"
        ),
        pytest.param("The 200 harps of PO 881 failed inspection, we need an 8D report by 25 March.", id="inspection"),
        pytest.param("Attached is our signed copy of the contract for 40 harps.", id="contract"),
        pytest.param(
            "Thank you for the price of 400 harps with delivery 30 January. We have decided to place the order with a maker nearby.",
            id="placed elsewhere",
        ),
        pytest.param("Happy new year to everybody in the workshop!", id="greeting"),
        pytest.param("", id="nothing"),
        "The board has not said yes to the 26 harps. I will come back to you.",
        "Thanks for your visit and the samples, the harps have arrived safely.",
    ],
)
def test_a_mail_that_asks_for_nothing_is_none(body: str) -> None:
    assert not clarified(body or " ").request.is_request


def test_an_order_that_is_cancelled_later_asks_for_nothing() -> None:
    assert not clarified(
        "Please send 40 goblets.", "Please cancel the whole order, the ball is off."
    ).request.is_request


def test_what_is_no_request_has_no_lines_gaps_or_questions() -> None:
    told = clarified("Just a note to say thank you for the 40 goblets, they arrived on Tuesday.")
    assert (told.request.lines, told.gaps, told.questions, told.readiness.ready) == ((), (), (), False)


def test_a_complaint_is_kept_where_nothing_is_asked_for() -> None:
    told = clarified("The goblets arrived two weeks late and three of them were cracked. No action needed.")
    assert told.request.complaint and not told.request.is_request


@pytest.mark.parametrize(
    "text",
    [
        "Could you send me a copy of the test certificate for batch 22-118? We delivered those 40 crates to a customer.",
        "I want to return 6 of the 20 goblets, they are the wrong blue. Please send an RMA number.",
        "Your order #20391 has shipped! 3 items are on their way and should arrive by Friday.",
        "We have 500 surplus goblets new in box, would you be interested in buying them back?",
        "Thank you for your order. We confirm 250 pcs of goblet G-20, delivery 14 April.",
        "The blue of the last batch is off again. 30 of the 150 lids are more grey than blue. What do you intend to do about it?",
        "We received 12 crates today but the packing list says 14. Please check whether two crates are still at your depot.",
        "Our spring sale: 20% off all goblets until 30 April! Order 10 and get 2 free.",
        "Can you please amend invoice 3391? Amend the invoice so the order number is 7741.",
        "Happy birthday! 50 already. See you at the party on the 5th.",
        "I am sorry to say that we decided to place the order for 400 goblets with a supplier nearer by.",
        "Thanks but no thanks on the extra 20, we're fine with what we have.",
        "¿Me puede enviar el catálogo y los precios de este año?",
    ],
)
def test_returns_notices_sales_and_papers_ask_for_no_goods(text: str) -> None:
    assert not clarified(text).request.is_request


@pytest.mark.parametrize(
    "text",
    [
        "Could you see your way to letting us have 3 pallets of goblets on Monday?",
        "Would appreciate your best offer for 600 m of ribbon RB-3, delivery end of the month.",
        "Can the 150 goblets come a week earlier? The fair was moved.",
        "Please treat this as our official order: 75 kg of wax pellets. Delivery before the 20th.",
        "Let me have 20 m of the blue rope and 10 shackles with the next van.",
        "We need 40 goblets by Friday, and send the certificate with them please.",
        "We're 8 minutes from you and need 40 goblets.",
        "We'd be looking at around 2,000 goblets for the trial. Could you quote?",
        "1) the credit for 26 February still hasn't shown up\n2) thanks for the sample\n\nAnd the order: 60 goblets, here by the 3rd of April please.",
    ],
)
def test_roundabout_orders_ask_for_goods(text: str) -> None:
    assert clarified(text).request.is_request
