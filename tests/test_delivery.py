"""Which of the dates of a mail is the delivery date."""

import json
from datetime import date
from pathlib import Path

import pytest
from spoken import clarified

from clarifier import clarify, read
from clarifier.request.facts import Period

SAID = [
    json.loads(line) for line in (Path(__file__).parent / "cases/delivery_days.jsonl").read_text("utf-8").splitlines()
]


def due(*bodies: str) -> Period | None:
    return clarified(*bodies).request.needed_by


def day(*bodies: str) -> date | None:
    found = due(*bodies)
    return found.latest if found else None


@pytest.mark.parametrize(
    "words",
    [
        "We need them by April 9.",
        "Please deliver no later than April 9.",
        "They have to be here by April 9 at the latest.",
        "Delivery date: April 9",
        "Required by: 9 April 2027",
        "Can you get them to us before April 10?",
        "April 9 would be fine for us.",
        "We want them in our hands on 9 April.",
        "Deadline is April 9.",
        "April 9 would be ideal.",
        "April 9 is what our programme says. We could live with April 14.",
        "The hotel wants its 90 chairs by May 3 so I'd like them by April 9.",
        "By April 9 please. There is no wriggling on the 9th.",
        "Need them by April 9. If only 5 are cut by April 5 that is fine.",
    ],
)
def test_words_of_needing_make_a_date_the_delivery_date(words: str) -> None:
    assert day(f"Please send 40 goblets ZK-4410. {words}" if ":" not in words else f"Please send 40 goblets ZK-4410.\n{words}") == date(2027, 4, 9)  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "Our theatre opens on April 9.",
        "The ball is on April 9.",
        "Your quote is valid until April 9.",
        "You promised us a reply by April 9.",
        "Please let me know by April 9 whether you can do it.",
        "Please send the proof by April 9.",
        "Thank you for your email of March 1.",
        "The walrus inspection starts on April 9.",
        "I am on vacation until April 9.",
        "Payment follows on April 9.",
    ],
)
def test_a_date_of_something_else_is_no_delivery_date(words: str) -> None:
    assert day(f"Please send 40 goblets ZK-4410 within two weeks. {words}") == date(2027, 3, 22)


@pytest.mark.parametrize(
    "words",
    [
        "Your quote is valid until April 9.",
        "Your mail of March 1 was lovely.",
        "The theatre opens on April 9.",
        "Please let me know by April 9 whether you can do it.",
    ],
)
def test_without_a_delivery_date_there_is_none(words: str) -> None:
    assert due(f"Please send 40 goblets ZK-4410. {words}") is None


def test_what_is_no_delivery_date_is_set_aside_with_a_reason() -> None:
    found = clarified("Please send 40 goblets by April 9. The theatre opens on April 20.").set_aside
    assert ("2027-04-20", "a date of something else than the delivery") in [(one.value, one.why) for one in found]


def test_a_day_in_the_past_is_set_aside() -> None:
    found = clarified("Please send 40 goblets by April 9. The last ones came on February 2.").set_aside
    assert "a day in the past" in [one.why for one in found if one.field == "needed_by"]


def test_the_delivery_date_wins_over_the_day_of_the_event() -> None:
    assert day("We need 40 goblets by April 9, the ball is on April 12.") == date(2027, 4, 9)


def test_by_then_points_back_at_the_day_just_named() -> None:
    assert day("The ball is on April 12. We need 40 goblets by then.") == date(2027, 4, 12)


def test_not_before_and_by_are_one_period() -> None:
    found = due("Please deliver 40 goblets not before April 5 and by April 9.")
    assert found and (found.earliest, found.latest) == (date(2027, 4, 5), date(2027, 4, 9))


def test_asap_is_no_date() -> None:
    assert due("We urgently need 40 goblets ZK-4410 as soon as possible.") is None


# --- two statements


def test_two_dates_of_one_message_are_a_conflict() -> None:
    found = due("We need 40 goblets by April 9. Please deliver them by April 16.")
    assert found and found.status == "conflicting"
    assert {found.latest, *found.alternatives} == {date(2027, 4, 9), date(2027, 4, 16)}


def test_a_correction_in_the_same_message_settles_it() -> None:
    found = due("We need 40 goblets by April 9. Sorry, make that by April 16.")
    assert found and (found.latest, found.status) == (date(2027, 4, 16), "stated")


def test_a_later_message_moves_the_date_and_keeps_the_one_before() -> None:
    found = due("We need 40 goblets by April 9.", "We need them by April 2 now, sorry.")
    assert found and (found.latest, found.alternatives) == (date(2027, 4, 2), (date(2027, 4, 9),))


def test_a_later_message_about_something_else_leaves_the_date() -> None:
    found = due("We need 40 goblets by April 9.", "Please make it 50 goblets.")
    assert found and (found.latest, found.evidence.message) == (date(2027, 4, 9), 1)


def test_a_day_without_its_month_is_the_day_named_before() -> None:
    assert day("We need 40 goblets by April 15.", "Any news? We still need them by the 15th.") == date(2027, 4, 15)


# --- lines


LIST = "For the ball we need the following things by April 9:\n- 40 goblets ZK-4410\n- 12 harps ZK-7720"


def line_days(*bodies: str) -> list[date | None]:
    return [line.needed_by.latest if line.needed_by else None for line in clarified(*bodies).request.lines]


def test_a_line_has_a_date_of_its_own_only_where_it_differs() -> None:
    assert line_days(LIST) == [None, None]


def test_what_is_set_apart_from_the_rest_has_its_own_day() -> None:
    body = (
        "Please send 40 goblets and 12 harps. All of it by April 9, apart from the harps, these may be here by May 3."
    )
    assert line_days(body) == [None, date(2027, 5, 3)]


def test_a_date_in_a_row_is_the_rows() -> None:
    body = "For the ball we need the following by April 9:\n- 40 goblets ZK-4410\n- 12 harps ZK-7720, by April 23"
    assert line_days(body) == [None, date(2027, 4, 23)]
    assert day(body) == date(2027, 4, 9)


def test_a_sentence_that_names_an_item_dates_its_line() -> None:
    assert line_days(f"{LIST}\n\nWe need the harps by April 2 already.") == [None, date(2027, 4, 2)]


@pytest.mark.parametrize(
    ("later", "days"),
    [
        ("Can the harps come by April 2?", [None, date(2027, 4, 2)]),
        ("In addition we need 6 gongs by April 16.", [None, None, date(2027, 4, 16)]),
    ],
)
def test_a_later_date_of_one_line_leaves_the_others(later: str, days: list[date | None]) -> None:
    first = "Please send 40 goblets ZK-4410 and 12 harps by April 9."
    assert (day(first, later), line_days(first, later)) == (date(2027, 4, 9), days)


def test_two_instalments_are_no_conflict() -> None:
    found = due("We would like 60 lanterns. We need 20 by April 5 and the remaining 40 by April 19.")
    assert found and found.status == "stated"


@pytest.mark.parametrize(
    "body",
    [
        "We need 40 goblets by April 9. The harps are due by April 16, 12 of them please.",
        "We need 40 goblets by 04/09/2027 and 12 harps by 04/16/2027.",
        "We need 40 goblets by April 9 and 12 harps by April 16.",
        "We need 40 goblets (ZK-4410) by the 9th of April, 12 harps by the 16th.",
    ],
)
def test_two_things_with_their_own_dates_are_no_conflict(body: str) -> None:
    request = clarified(body).request
    days = [(line.needed_by or request.needed_by) for line in request.lines]
    assert [period and (period.latest, period.status, period.ambiguous) for period in days] == [
        (date(2027, 4, 9), "stated", False),
        (date(2027, 4, 16), "stated", False),
    ]


def test_an_earlier_order_in_the_sentence_does_not_hide_the_date() -> None:
    assert day("Looking for 40 of the same goblets as order 77120 from 2024, to be here by 9 April.") == date(
        2027, 4, 9
    )


def test_one_date_shared_by_all_rows_is_the_requests() -> None:
    body = "Part\tQty\tNeed by\nZK-4410\t40\tApril 9\nZK-7720\t12\tApril 9"
    assert (day(f"Please supply:\n\n{body}"), line_days(f"Please supply:\n\n{body}")) == (
        date(2027, 4, 9),
        [None, None],
    )


def test_a_date_that_most_rows_share_is_the_requests_and_the_others_keep_theirs() -> None:
    body = "Part\tQty\tNeed by\nZK-4410\t40\tApril 9\nZK-7720\t12\tApril 9\nZK-9910\t3\tMay 7"
    assert (day(f"Our order:\n\n{body}"), line_days(f"Our order:\n\n{body}")) == (date(2027, 4, 9), [None, None, date(2027, 5, 7)])  # fmt: skip


def test_the_words_behind_a_date_are_the_date_as_written() -> None:
    found = due("We need 40 goblets by April 9, please.")
    assert found and found.evidence.quote == "by April 9"


def test_a_date_may_end_an_order_without_a_word_of_its_own() -> None:
    assert day("18 saw guides SG-44, April 9.") == date(2027, 4, 9)
    assert day("Can I get 4 doors PBD-30 and 12 latches LK-9 for April 9.") == date(2027, 4, 9)


@pytest.mark.parametrize(
    ("words", "latest"),
    [
        ("Our stand goes up on 9 April, have them on the dock the Wednesday before.", date(2027, 4, 7)),
        ("The regatta starts on April 9. Everything has to be there two days before.", date(2027, 4, 7)),
        ("They must be here before the regatta (9 April).", date(2027, 4, 8)),
        ("They have to be in a week ahead of the open day. Open day is 9 April.", date(2027, 4, 2)),
        ("We need them before eid, eid is 9 april.", date(2027, 4, 8)),
        ("I sail on April 16 and must have them by the 14th.", date(2027, 4, 14)),
        ("Please push delivery from 9 April to 23 April.", date(2027, 4, 23)),
        ("Kindly pull them in (currently due April 23) to April 9.", date(2027, 4, 9)),
        ("So the 9th of April rather than the 16th of April please.", date(2027, 4, 9)),
        ("The old stock lasts until June 1. So we want them by April 9.", date(2027, 4, 9)),
        ("Please send your price by Friday. Goods needed by April 9.", date(2027, 4, 9)),
        ("You offered April 30, and we need April 9.", date(2027, 4, 9)),
        ("The 9th of April which you offered works for us.", date(2027, 4, 9)),
        ("Latest receipt date 9 April, and our course begins on 20 April.", date(2027, 4, 9)),
        ("We could take 20 first, provided that the first 20 are here by 2 April. All by April 9.", date(2027, 4, 9)),
        ("April 9 at the outside, before the new wing takes guests on Monday 12 April.", date(2027, 4, 9)),
        ("Delivery: 12 working days", date(2027, 3, 24)),
        ("To reach our yard before 10 April.", date(2027, 4, 9)),
    ],
)
def test_the_day_is_found_among_events_offers_and_earlier_dates(words: str, latest: date) -> None:
    assert day(f"Please send 40 goblets ZK-4410.\n{words}") == latest


@pytest.mark.parametrize(
    ("words", "latest"),
    [
        ("We are lost if they come later than Friday 9 April.", date(2027, 4, 9)),
        ("Anything later than 9 April is no use to us.", date(2027, 4, 9)),
        ("After April 9 we don't need them any more.", date(2027, 4, 9)),
        ("We move house on 20 April, hence we would like them on 9 April.", date(2027, 4, 9)),
        ("The tank is full on 9 April. So everything until 9 April.", date(2027, 4, 9)),
        ("Unless they are painted by then the pier stays shut: the inspector comes on 20 April. Here by 9 April.", date(2027, 4, 9)),
        ("The fitters are on site only until 14 April, hence by 9 April please.", date(2027, 4, 9)),
        ("Our last stock lasts until June. We want them by 9 April.", date(2027, 4, 9)),
        ("Goods in is open between 7.30 and 15.00. We want them by 9 April.", date(2027, 4, 9)),
        ("Invitations go out on 30 April, so we need them by Fri 9th.", date(2027, 4, 9)),
    ],
)  # fmt: skip
def test_the_last_day_is_told_from_what_leads_to_it(words: str, latest: date) -> None:
    found = due(f"Please send 40 goblets ZK-4410.\n{words}")
    assert found
    assert (found.latest, found.status) == (latest, "stated")


@pytest.mark.parametrize(
    ("words", "earliest"),
    [
        ("Please deliver on 9 April.", date(2027, 4, 9)),
        ("They should reach us by first light on Friday 9 April.", None),
        ("We reopen on 9 April and want them on the shelf for that.", None),
        ("Kindly deliver by 10 am on 9 April.", None),
    ],
)
def test_a_day_is_the_only_one_where_the_goods_come_on_it(words: str, earliest: date | None) -> None:
    found = due(f"Please send 40 goblets ZK-4410.\n{words}")
    assert found
    assert (found.earliest, found.latest) == (earliest, date(2027, 4, 9))


def lines_due(*bodies: str) -> list[date | None]:
    return [line.needed_by.latest if line.needed_by else None for line in clarified(*bodies).request.lines]


def test_each_block_of_an_order_has_the_day_below_its_items() -> None:
    order = "Hi,\n\nLeeds (hall 5):\n  14 x banner poles BP-14\n  by Thursday 11 March\n\nHull (quay):\n  9 x banner frames BF-9\n  by Tuesday 6 April\n\nMoll"
    assert day(order) == date(2027, 3, 11)
    assert lines_due(order) == [None, date(2027, 4, 6)]


def test_the_short_names_in_a_list_tell_whose_day_it_is() -> None:
    order = (
        "Please supply:\n\n* 84 - panel type P1\n* 37 - panel type P2\n* 6 tubes of glue\n\n"
        "Have the P1s here March 26. P2s aren't needed till 2 April."
    )
    assert day(order) == date(2027, 3, 26)
    assert lines_due(order) == [None, date(2027, 4, 2), None]


def test_a_day_for_quotes_is_no_conflict() -> None:
    found = due("Please quote 40 goblets for delivery between June 14 and June 25. Quotes are due April 30, 3 PM.")
    assert found
    assert (found.latest, found.status, found.ambiguous) == (date(2027, 6, 25), "stated", False)


def test_what_was_said_in_a_month_gone_by_is_none() -> None:
    assert lines_due("I know I said in December that I'd want 40 goblets, forget that.\n\na. 55 goblets\nb. 30 harps\n\nAll by April 9.") == [None, None]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "latest"),
    [
        ("We need them before we start casting on Monday 12 April.", date(2027, 4, 11)),
        ("They have to be in before the lads break ground on 12 April.", date(2027, 4, 11)),
        ("The lorry is Sat 10 April early, so we'd want them the day before.", date(2027, 4, 9)),
        ("The ferry sails on Sunday 11 April, cut-off at the quay (Dock Road, Kirkwall KW15 1RG) is noon on the Friday.", date(2027, 4, 9)),
        ("The fair opens on Monday 12 April. Please have them here by the Friday.", date(2027, 4, 9)),
        ("The judge comes on 14 April so I want them a few days before that, say the 9th April at the latest.", date(2027, 4, 9)),
        ("We can take them between 5 April and 9 April only. The yard is fenced off before that.", date(2027, 4, 9)),
        ("Delivery until 09.04.2027. Parts of it may come if you notify us 4 days in advance.", date(2027, 4, 9)),
        ("Delivery by 9 April. Please ring the gatehouse the day before.", date(2027, 4, 9)),
        ("Now we need them by April 9, because the tasting for our backer is moved up to April 12.", date(2027, 4, 9)),
        ("They brought the premiere forward to 12 April, so we need them by 9 April.", date(2027, 4, 9)),
        ("The slab cures until mid-April, so delivery by 9 April to the yard.", date(2027, 4, 9)),
        ("We need them by April 9. If there is any risk to it I need to know in March.", date(2027, 4, 9)),
        ("Sales reckon 900 of them a year by 2029. Please deliver by April 9.", date(2027, 4, 9)),
        ("If you want a date for your board call it April 9.", date(2027, 4, 9)),
        ("As of today we have none left. By April 9 please.", date(2027, 4, 9)),
        ("April 9 please, but if you'd rather bring them in late April then do.", date(2027, 4, 9)),
        ("April 9 please, the 16th of April at a push.", date(2027, 4, 9)),
        ("April 9 please. We might stretch to April 16.", date(2027, 4, 9)),
    ],
)  # fmt: skip
def test_the_day_the_goods_are_needed_is_told_from_days_beside_it(words: str, latest: date) -> None:
    found = due(f"Please send 40 goblets ZK-4410.\n{words}")
    assert found
    assert (found.latest, found.ambiguous) == (latest, False)


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("Spread them through Q2 as your van runs.", (date(2027, 4, 1), date(2027, 6, 30))),
        ("Between 5 April and 9 April only, the yard is locked before that.", (date(2027, 4, 5), date(2027, 4, 9))),
        ("The floor dries until mid-April, so delivery the week of April 12.", (date(2027, 4, 12), date(2027, 4, 16))),
        ("Revision K came out over the weekend. By April 9 please.", (None, date(2027, 4, 9))),
    ],
)
def test_a_stretch_of_days_has_both_its_ends(words: str, period: tuple[date | None, date]) -> None:
    found = due(f"Please send 40 goblets ZK-4410.\n{words}")
    assert found
    assert (found.earliest, found.latest) == period


@pytest.mark.parametrize(
    "words",
    [
        "14 by April 2 for the west wall, then the other 26 by April 9.",
        "Drop 1: 14 by 2 April. Drop 2: 26 by 9 April.",
        "Get me 14 so they're here by Friday. The remaining 26 can take their time as long as they're here by April 9.",
    ],
)
def test_all_of_it_is_there_by_the_day_of_the_rest(words: str) -> None:
    found = due(f"Please send 40 goblets ZK-4410. {words}")
    assert found
    assert (found.latest, found.status) == (date(2027, 4, 9), "stated")


@pytest.mark.parametrize(
    ("words", "latest"),
    [
        ("If they're not on the shelf by April 9 the promo is dead.", date(2027, 4, 9)),
        ("I can give you until April 9.", date(2027, 4, 9)),
        ("Our crew flies out April 12, so Friday the 9th.", date(2027, 4, 9)),
        ("I'll send my van on Friday 9 April.", date(2027, 4, 9)),
        ("I'll pick them up April 9.", date(2027, 4, 9)),
        ("Ex works 9 April.", date(2027, 4, 9)),
        ("April 23 no longer works, April 9 it is.", date(2027, 4, 9)),
        ("Forget the 23rd of April, we're now at April 9.", date(2027, 4, 9)),
        ("not april 2, april 9!!", date(2027, 4, 9)),
        ("We close for Easter from 26 March until 29 March, please deliver by April 9.", date(2027, 4, 9)),
        ("we open saturday 10 april, day before is fine", date(2027, 4, 9)),
        ("By the time the crane arrives on 10 April they must be on site.", date(2027, 4, 9)),
        ("The audit is 16 April. We'd want them in place a full week ahead of it.", date(2027, 4, 9)),
        ("Our customer's date is 16 April, mine is 9 April.", date(2027, 4, 9)),
        ("Please confirm by Friday that we will have them on April 9.", date(2027, 4, 9)),
        ("20 by 26 March, 20 by 9 April.", date(2027, 4, 9)),
        ("I'd like the first ten by 26 March. Everything else can follow by 9 April.", date(2027, 4, 9)),
        ("The other 15 we will take next quarter under a separate PO. By April 9 please.", date(2027, 4, 9)),
        ("If they are not here until April 9 the line stops.", date(2027, 4, 9)),
        ("I'd want all of it delivered on the 9th of April.", date(2027, 4, 9)),
    ],
)
def test_a_day_of_delivery_is_heard_in_many_wordings(words: str, latest: date) -> None:
    found = due(f"Please send 40 goblets ZK-4410.\n{words}")
    assert found
    assert (found.latest, found.ambiguous) == (latest, False)


@pytest.mark.parametrize(
    "words",
    [
        "We could take them any day from 5 to 9 April.",
        "Our dock is only open April 5 thru April 9.",
        "Nothing can be received before 5 April; after 9 April it is too late.",
        "I can't take anything until Monday 5 April, and by Friday 9th I need the lot.",
    ],
)
def test_days_on_which_goods_can_be_taken_in_are_a_period(words: str) -> None:
    found = due(f"Please send 40 goblets ZK-4410.\n{words}")
    assert found
    assert (found.earliest, found.latest, found.ambiguous) == (date(2027, 4, 5), date(2027, 4, 9), False)


@pytest.mark.parametrize("case", SAID, ids=[case["said"] for case in SAID])
def test_the_day_is_found_in_the_words_of_a_case(case: dict[str, str | None]) -> None:
    mail = f"Hi Sam,\n\nPlease put us down for 40 of the KB-12 brackets. {case['said']}\n\nThanks\nRob\n"
    found = clarify(read(mail.encode()), sent=date(2026, 3, 10)).request.needed_by
    days = (found.latest, found.earliest) if found else (None, None)
    assert tuple(day and day.isoformat() for day in days) == (case["latest"], case["earliest"])


def test_a_day_that_is_taken_back_is_no_longer_asked_for_though_no_other_is_named() -> None:
    asked = "We need 40 brackets KB-12 by April 22."
    assert day(asked, "The 22nd is off, I will tell you when I know more.") is None
    assert day(asked, "Make that 50.") == date(2027, 4, 22)


ITEMS = "Please supply 40 brackets KB-12, 25 hinges HN-7 and 60 latches LT-3."
NUMBERED = "CLIN   P/N     NOMENCLATURE    U/I   QTY\n0001   KB-12   BRACKET,ANGLE   EA    40\n0002   HN-7    HINGE,BUTT      EA    25\n0003   LT-3    LATCH,SLIDE     EA    60\n"


@pytest.mark.parametrize(
    "words",
    [
        f"{NUMBERED}\nCLIN 0001-0002 RDD 4 MAY 2027. CLIN 0003 RDD 18 MAY 2027.",
        f"{NUMBERED}\nNo. 1 to 2 are due 4 May and no. 3 on 18 May.",
        f"{ITEMS} Needed by May 4. Latches: May 18.",
        f"{ITEMS} KB-12 and HN-7 are wanted for 4 May. LT-3 may follow by 18 May.",
        f"{ITEMS} We'd want the latches here by 18 May and everything else by 4 May.",
        f"{ITEMS} By May 4 the brackets and the hinges, by May 18 the latches.",
        "Item      Qty    Need\nbracket KB-12   40    May 4\nhinge HN-7   25    May 4\nlatch LT-3   60    May 18",
    ],
)
def test_each_line_has_the_day_that_is_said_of_it(words: str) -> None:
    whole = day(f"Our order:\n\n{words}")
    assert [own or whole for own in line_days(f"Our order:\n\n{words}")] == [date(2027, 5, 4), date(2027, 5, 4), date(2027, 5, 18)]  # fmt: skip
