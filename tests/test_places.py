"""Where the goods shall go, and where addresses stand."""

from datetime import date
from time import process_time

import pytest
from spoken import MONDAY, clarified, message

from clarifier.request.dates import find_dates
from clarifier.request.destination import find_destination
from clarifier.request.passages import find_passages
from clarifier.request.places import find_places
from clarifier.request.reading import read_message
from clarifier.request.streets import find_streets


def best(text: str) -> str | None:
    dates = [(found.start, found.end) for found in find_dates(text, date(2026, 3, 2), None)]
    places = [place for place in find_places(text, find_passages(text), dates) if place.score >= 2]
    if not places:
        return None
    place = max(places, key=lambda p: (p.score, -p.start))
    return text[place.start : place.end]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Send to the bottling hall not the shop, 310 NE Lantern Way Unit B, Duluth 97702.", "310 NE Lantern Way Unit B, Duluth 97702"),
        ("Drop at the slip please, not the club: Moonbeam Rowing, Lower Slip, by the lock on Crown Lane, Marlow SL7 1QE.", "Moonbeam Rowing, Lower Slip, by the lock on Crown Lane, Marlow SL7 1QE"),
        ("Side lane roller door, 22b Lantern Cres, Yarra, never the front.", "22b Lantern Cres"),
        ("Usual address in Kandy.", "address in Kandy"),
        ("Ship to Dock 4 - no wait, that one is closed - ship to the Moonbeam Mission, 12 Quay St, Duluth.", "the Moonbeam Mission, 12 Quay St, Duluth"),
        ("Deliver to the Hull depot. Sorry, no: make it the Goole yard, 5 Lantern St.", "the Goole yard, 5 Lantern St"),
        ("The lorries go on to the next quarry 11 miles down the road. Lantern pier, PA34 4XX.", "Lantern pier, PA34 4XX"),
        ("Courier to the chandlery, Triq San Pawl 12, Sliema.", "Triq San Pawl 12"),
        ("godown 3 Peenya 2nd stage block c like last time", "godown 3 Peenya 2nd stage block c"),
        ("F.O.B. Destination: Lantern Barn, 1700 Oak St, Duluth. Mail for the District goes to 300 Crown Street Suite 12.", "Lantern Barn, 1700 Oak St, Duluth"),
        ("Courier to: Moonbeam Props, Studio 4 (the one with the blue shutter), 51 Lantern Rd, Yarra", "Moonbeam Props, Studio 4 (the one with the blue shutter), 51 Lantern Rd, Yarra"),
        ("We're still in the old foundry on Lantern Street, use the lift.", "the old foundry on Lantern Street"),
        ("Barn 3 please, the drive by the silo.", "Barn 3"),
        ("Freight collect to our Kandy depot.", "our Kandy depot"),
        ("deliver 1120 s 4th st door 9", "1120 s 4th st"),
        ("Our office is at 9 Elm Park but nothing goes there. Deliver to the yard at Lantern Wharf.", "the yard at Lantern Wharf"),
        ("Despatch to: Plot No. 9, Naka Phata Phase II, Kandy.", "Plot No. 9, Naka Phata Phase II, Kandy"),
        ("Bottler address: Moonbeam Fillers, 77 Lantern Spur, Duluth, MN 55802", "Moonbeam Fillers, 77 Lantern Spur, Duluth, MN 55802"),
        ("Boathouse: 19 Lantern Loop, Duluth MN. I need at least 80 of the PB-2L blades.", "19 Lantern Loop, Duluth MN"),
        ("Deliver on 18 June please, to Gorse Walled Garden, Alford AB33 8NL.", "Gorse Walled Garden, Alford AB33 8NL"),
        ("Harp Furniture, Lantern Mills, Alford AB33 8NL.", "Harp Furniture, Lantern Mills, Alford AB33 8NL"),
        ("Cut-off at the Mersea base (Crown Road, Kirkby KW15 1RG) is noon on Friday.", "the Mersea base (Crown Road, Kirkby KW15 1RG"),
        ("Shed 2, Lantern Mine, via Yarra WA 6753", "Shed 2, Lantern Mine, via Yarra WA 6753"),
        ("They must be here by 12 April at Mondgelände Halle 11, Stand C42.", "Mondgelände Halle 11, Stand C42"),
        ("Ship to our Kandy unit - Gat No. 312, Naka Phata.", "our Kandy unit - Gat No. 312, Naka Phata"),
        ("Send to my attention: Moonbeam Optics, 3 Lantern Drive, Lab 240, Duluth MN.", "Moonbeam Optics, 3 Lantern Drive, Lab 240"),
        ("80 caps\nto Lantern Hall loading bay, Crown Road BH2 5BH by 30 May.", "Lantern Hall loading bay, Crown Road BH2 5BH"),
        ("Inhouse latest at our Unit-II, B-9 Sector 63, Kandy.", "B-9 Sector 63, Kandy"),
        ("Side gate on Lantern Street as always.", "Side gate on Lantern Street"),
        ("Ship to: Moonbeam Theatre, 14 Lantern Street, Duluth MN 55802", "Moonbeam Theatre, 14 Lantern Street, Duluth MN 55802"),
        ("Ship to:\nMoonbeam Theatre\n14 Lantern Street\nDuluth MN 55802\n\nThanks", "Moonbeam Theatre\n14 Lantern Street\nDuluth MN 55802"),
        ("Delivery address: The Old Lighthouse, Pier 7", "The Old Lighthouse, Pier 7"),
        ("Lieferadresse: Mondgasse 14, 50667 Köln", "Mondgasse 14, 50667 Köln"),
        ("Please deliver to the Moonbeam Theatre, 14 Lantern Street.", "the Moonbeam Theatre, 14 Lantern Street"),
        ("They go to our Duluth workshop by Friday.", "our Duluth workshop"),
        ("Please ship them to Duluth, Minnesota.", "Duluth, Minnesota"),
        ("We need them here at 14 Lantern Street, Duluth MN 55802.", "14 Lantern Street, Duluth MN 55802"),
        ("Drop them at gate 4 of the Moonbeam yard please.", "gate 4 of the Moonbeam yard"),
        ("Weld shop, Pier 9, Astoria.", "Weld shop, Pier 9, Astoria"),
        ("Lower yard, Hollow Oak Farm, Wexcombe.", "Lower yard, Hollow Oak Farm, Wexcombe"),
        ("Building 3, gate East, 210 Copper Street, Duluth MN", "Building 3, gate East, 210 Copper Street, Duluth MN"),
        ("Moonbeam Hall, 61 NE Tillamook, Portland", "Moonbeam Hall, 61 NE Tillamook, Portland"),
        ("Livraison : 7 venelle du Lavoir, 29900 Concarneau", "7 venelle du Lavoir, 29900 Concarneau"),
        ("Goods must reach our Harwich depot on or before 9 April.", "our Harwich depot"),
        ("3,000 pcs of caps, to reach Kandy within 14 days", "Kandy"),
        ("They have to hit my shop on Tanner Lane by Friday.", "my shop on Tanner Lane"),
        ("Can you run em to the Route 9 job by 5am", "the Route 9 job"),
        ("Have the lot at the Mersea slipway, 4 Quay Rd, by 3 May.", "the Mersea slipway, 4 Quay Rd"),
        ("The stock should be in Kandy by 1 August.", "Kandy"),
        ("We want everything together on the quay at Mersea by 2 June.", "the quay at Mersea"),
        ("CIF Port Louis please.", "Port Louis"),
        ("Price DDP our Harwich depot.", "our Harwich depot"),
        ("ETA Surabaya in the second half of October.", "Surabaya"),
        ("The dates are arrival at Timaru.", "Timaru"),
        ("Same yard on Airport Road.", "yard on Airport Road"),
        ("Usual dock off Mill Street, ring twice.", "dock off Mill Street"),
        ("harwich depot as usual", "harwich depot"),
        ("Need 40 caps by April 10 please, Harwich depot.", "Harwich depot"),
        ("Delivery : 07/10/2026 at our Harwich godown, Gala No. 14, Naka Phata.", "our Harwich godown, Gala No. 14, Naka Phata"),
        ("Send the 200 caps to Ch. 114+200 camp, Kandy.", "Ch. 114+200 camp, Kandy"),
        ("We need 4 to 6 caps, SS, as soon as you can. Send the driver to the hole: Mill Rd at Fennel.", "the hole: Mill Rd at Fennel"),
        ("Everything at Tidewell, 1195 Middle Harbor Rd, Oakport by Wednesday, February 24", "Tidewell, 1195 Middle Harbor Rd, Oakport"),
        ("Ship-to is 400 W Main, Suite 2, Boise.", "400 W Main, Suite 2, Boise"),
        ("Our address has changed to 77 New Road, Ely.", "77 New Road, Ely"),
        ("Deliver: as last time, Dock 4 at the Toledo plant.", "Dock 4 at the Toledo plant"),
        ("Price for 40 caps delivered Bristol please.", "Bristol"),
        ("Please quote delivered to Inverness.", "Inverness"),
        ("drop ship to our customer Harp Dental, 61 Oak Ave, Tulsa OK 74103", "our customer Harp Dental, 61 Oak Ave, Tulsa OK 74103"),
        ("Invoice head office, goods to the depot at 9 Quay Road.", "the depot at 9 Quay Road"),
        ("Depot: Harbour Board Yard, Northgate Road, Kilrush. Quote our ref.", "Harbour Board Yard, Northgate Road, Kilrush"),
        ("Address is not the showroom but shed D, Appeldijk 31, Boskoop.", "Appeldijk 31"),
        ("To the boat not the office: Quay Lodge, Fenwick Hill.", "Quay Lodge, Fenwick Hill"),
        ("Kindly send to: Lumen Biolab, attn. S. Holm, room 2.117, Hugo Visserplein 28, Leiden.", "Lumen Biolab, attn. S. Holm, room 2.117, Hugo Visserplein 28, Leiden"),
        ("We need them in our warehouse of Bergara (Polígono San Juan, pabellón 3), please.", "our warehouse of Bergara (Polígono San Juan, pabellón 3"),
        ("Give me the tape by 14 May in Gniezno.", "Gniezno"),
        ("School is at 40-62 Plover Rd, Kaniva.", "40-62 Plover Rd, Kaniva"),
        ("140 metres of chain in our beet yard at Ely Road by first light on 5 November", "our beet yard at Ely Road"),
        ("Deliver     Oat & Rye Ltd, Dungloe Road, Youghal, dock 2", "Oat & Rye Ltd, Dungloe Road, Youghal, dock 2"),
        ("Delivery at Halle C, Worpsweder Str. 88, Lilienthal please.", "Halle C, Worpsweder Str. 88, Lilienthal"),
        ("Olive Press S.A., 3rd km Sparti - Mystras", "Olive Press S.A., 3rd km Sparti - Mystras"),
        ("gate 4 wooleen haul rd, ask for me", "gate 4 wooleen haul rd"),
        ("Race Office, Anchor Street, Gozo GZO 1041", "Race Office, Anchor Street, Gozo GZO 1041"),
        ("On site by Friday please: Gorse Hill mast, access lane by the old mill.", "Gorse Hill mast, access lane"),
    ],
)  # fmt: skip
def test_a_place_is_told_by_its_label_or_by_words_of_sending(text: str, place: str) -> None:
    assert best(text) == place


@pytest.mark.parametrize(
    "text",
    [
        "Please send it to me.",
        "The place of delivery I still have to tell you, Porto or Lisbon.",
        "Thanks, Bob, Barn Supplies",
        "40 Goblets, Barn Red, Large",
        "We need them at the same time.",
        "Please deliver to the usual address.",
        "Looking forward to hear from you.",
        "They have to be here in full.",
        "Ship to: same as before",
        "We want to start on Monday.",
        "The office is closed in May.",
        "Invoice to: 12 Mill Lane, Ely",
        "Bill to our head office, 12 Mill Lane, Ely.",
        "Send the drawings to Kim by Friday.",
        "Please send the quote to Bob Tanner by Tuesday.",
        "Please bring this to the attention of Mr Lee by Friday.",
        "Apply it to the Acme account by Friday.",
        "Shop: ask for Kim, she knows",
        "The money goes back to the Department.",
        "Need 40 by April 9 in Red.",
        "I need you to pull in PO 620077 line 3.",
        "You can reach Dave on 555 0142.",
        "You can reach me or Kim by phone.",
        "We have to be in Reno by Friday.",
        "The show opens in Reno by Friday.",
        "Need 75 pins on PO 50921, by April 10.",
        "Delivery: our national holiday is in October, nobody works.",
        "I refer to your offer AN-60233 by Friday.",
        "ETA please.",
        "Please call the office as usual.",
        "Payment terms as usual.",
        "CIF Price USD 400 per set.",
        "I need at least 80 of the PB-2L blades.",
        "We can send our own van down to Kandy if that is quicker.",
        "Our own dispatch to Harp Power is on 21 July.",
        "We ship to Harp Power on 21 July.",
        "At most 40 of the Kandy caps.",
        "Same ship-to as PO 991.",
        "We can receive at either Kandy or Galle, whichever suits your lorry.",
        "Barn 3 burned down in May.",
        "We are still in the middle of harvest.",
        "I am not sure whether to ship to Duluth or to Fargo.",
    ],
)
def test_what_names_no_place_is_none(text: str) -> None:
    assert best(text) is None


def test_a_place_that_is_excluded_is_not_taken() -> None:
    text = "Please deliver to 14 Lantern Street, not to 9 Gasworks Lane."
    assert best(text) == "14 Lantern Street"


def test_a_place_ends_where_the_date_begins() -> None:
    text = "Please ship to Moonbeam Theatre March 12"
    place = find_places(text, find_passages(text), [(31, 39)])[0]
    assert text[place.start : place.end] == "Moonbeam Theatre"


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        ("I need the 40 goblets at the shed by 21 May now.", "Lantern Farm, 9 Hay Road"),
        ("I need the 40 goblets at our boathouse instead, by 21 May.", "our boathouse"),
        ("I need the 40 goblets at Moonbeam Hall by 21 May now.", "Moonbeam Hall"),
    ],
)
def test_a_word_for_places_is_the_address_of_before_unless_it_is_another(answer: str, place: str) -> None:
    readings = [
        read_message(message(text), MONDAY, None) for text in (answer, "Please send them to Lantern Farm, 9 Hay Road.")
    ]
    found = find_destination(readings)
    assert found and found.value == place


def test_an_address_above_the_name_of_who_signs_is_where_it_goes() -> None:
    text = "Please send 40 goblets ZK-4410 by 30 May.\n\nHarp Ice Co., 14 Lantern Ave, North Duluth\nJo Whitby, Plant Supt."
    found = clarified(text).request.ship_to
    assert found and found.value == "Harp Ice Co., 14 Lantern Ave, North Duluth"


def test_a_list_of_items_is_no_place() -> None:
    assert clarified("Please send:\nZK-4410  40 pcs\nZK-7720  12 pcs").request.ship_to is None


def test_a_place_may_stand_behind_the_date() -> None:
    found = clarified("need 40 goblets by April 9 at the Moonbeam Theatre please").request.ship_to
    assert found and found.value == "the Moonbeam Theatre"


def test_a_date_is_no_place() -> None:
    assert clarified("Please deliver 10 crates of pears on April 5.").request.ship_to is None


@pytest.mark.parametrize(
    "text",
    ["14 Lantern Street", "9 rue des Morses", "Mondgasse 14", "Via dei Sogni 9", "4400 N Alder Rd", "ul. Morska 12", "Kanaalstraat 88", "P.O. Box 119"],
)  # fmt: skip
def test_a_street_line_is_known_in_many_manners(text: str) -> None:
    assert find_streets(f"We are at {text}, do come in.")


@pytest.mark.parametrize(
    "text", ["40 goblets for the ball", "we need 12 harps", "rev 4 of the drawing", "3 weeks from now"]
)
def test_an_amount_is_no_house_number(text: str) -> None:
    assert find_streets(text) == ()


def test_a_town_behind_a_street_belongs_to_it() -> None:
    text = "at 14 Lantern Street, Duluth MN 55802 please"
    assert [text[a:b] for a, b in find_streets(text)] == ["14 Lantern Street, Duluth MN 55802"]


def test_a_street_behind_a_general_place_wins() -> None:
    found = clarified("need 40 goblets by April 9\nto the jobsite not the shop - 4400 Alder Rd, Gallup").request.ship_to
    assert found and found.value == "4400 Alder Rd, Gallup"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("I need them by Friday.\n\nLantern Bakery, 15 Mill Race Path, Duluth.\n", "Lantern Bakery, 15 Mill Race Path, Duluth"),
        ("40 goblets please.\n\n3350 SE Gaslight, Duluth\n", "3350 SE Gaslight, Duluth"),
        ("40 goblets please. Building 7, gate West, 400 Lantern Street, Duluth MN", "Building 7, gate West, 400 Lantern Street, Duluth MN"),
        ("40 goblets please. Top yard, Owl Farm, Dentbeck. Mind the dog.", "Top yard, Owl Farm, Dentbeck"),
        ("On site by the day agreed please: Owl Knob mast, access lane off the R316, Bruff.", "Owl Knob mast, access lane off the R316, Bruff"),
    ],
)  # fmt: skip
def test_an_address_may_stand_alone_without_a_word_of_sending(text: str, place: str) -> None:
    assert best(text) == place


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, Bob Hall, Duluth",
        "12 brass goblets, 30 harps, 4 lutes",
        "40 Menu Covers, Black",
        "Bob Hall\nMoonbeam Theatre, 14 Gaslight Reach, Duluth\n218-555-0142",
    ],
)
def test_a_signature_a_list_or_a_sentence_is_no_address_of_its_own(text: str) -> None:
    assert best(text) is None


def test_an_address_above_the_sign_off_counts_where_no_other_place_is_named() -> None:
    found = clarified(
        "Please send 40 goblets ZK-4410.\n\nOwl Chapel, 12 Church Green.\n\nEvery blessing,\nAda Quill\nOwl Chapel\n"
    )
    assert found.request.ship_to
    assert found.request.ship_to.value.rstrip(".") == "Owl Chapel, 12 Church Green"


def test_a_thousand_streets_are_weighed_in_linear_time() -> None:
    def seconds(times: int) -> float:
        text = "12 Mill Harbor " * times
        begin = process_time()
        find_places(text, find_passages(text), [])
        return process_time() - begin

    assert seconds(6000) < 12 * max(seconds(1500), 0.02)
