"""Who asks: contact, company, email, phone, from the header, the signature and the words."""

import pytest
from spoken import message

from clarifier.mail.thread import Address, Folded, Message
from clarifier.request.customer import find_customer
from clarifier.request.facts import Customer

SIGNED = "Please send 40 goblets.\n\n"
SIGNATURE = "Pippa Quillfeather\nStage manager\nMarzipan Works Ltd | 14 Lantern Street\nTel: 218-555-0147"


def signed(signature: str = SIGNATURE, sender: Address | None = None) -> Customer:
    body = SIGNED + signature
    fold = Folded("signature", len(SIGNED), len(body))
    return find_customer([Message(0, body, "customer", sender, folded=(fold,))])


def company(signature: str, email: str | None = None) -> str | None:
    found = signed(signature, Address("Pippa Quillfeather", email) if email else None).company
    return found.value if found else None


def test_a_signature_tells_who_and_which_company_and_phone() -> None:
    customer = signed()
    assert customer.contact and customer.company and customer.phone
    assert (customer.contact.value, customer.company.value, customer.phone.value) == ("Pippa Quillfeather", "Marzipan Works Ltd", "218-555-0147")  # fmt: skip


def test_every_value_stands_in_the_message() -> None:
    customer = signed()
    for fact in (customer.contact, customer.company, customer.phone):
        assert fact and (SIGNED + SIGNATURE)[fact.evidence.start : fact.evidence.end] == fact.value


def test_the_senders_line_gives_name_and_address() -> None:
    customer = find_customer([message("Please send 40 goblets.")])
    assert customer.contact and customer.email
    assert (customer.contact.value, customer.contact.evidence.part) == ("Pippa Quillfeather", "from")
    assert customer.email.value == "pippa@marzipanworks.example"


def test_a_name_written_the_other_way_round_is_turned() -> None:
    customer = find_customer([message("Hello", sender=Address("Quillfeather, Pippa", "p@m.example"))])
    assert customer.contact and customer.contact.value == "Pippa Quillfeather"


@pytest.mark.parametrize(
    ("sender", "signed", "wanted"),
    [
        ("TESSANDIER Odile", "Odile Tessandier", "Odile Tessandier"),
        ("Bertolucci Simone", "SIMONE BERTOLUCCI", "SIMONE BERTOLUCCI"),
        ("García López Ana", "Ana García López", "Ana García López"),
        ("TESSANDIER Odile", "Le magasin", "TESSANDIER Odile"),
        ("Odile Tessandier", "Odile Tessandier", "Odile Tessandier"),
    ],
)
def test_who_writes_the_family_name_first_is_named_as_they_sign(sender: str, signed: str, wanted: str) -> None:
    customer = find_customer([message(f"Please send 40 goblets.\n\n{signed}", sender=Address(sender, "o@m.example"))])
    assert customer.contact and customer.contact.value == wanted


@pytest.mark.parametrize("name", ["Purchasing", "no-reply", "Sales Team", "Orders Dept"])
def test_a_department_is_no_person(name: str) -> None:
    customer = find_customer([message("Please send 40 goblets.\n\nPippa Quillfeather", sender=Address(name, "orders@m.example"))])  # fmt: skip
    assert customer.contact and customer.contact.value == "Pippa Quillfeather"


@pytest.mark.parametrize(
    ("signature", "email", "wanted"),
    [
        ("Pippa\nMarzipan Works GmbH", None, "Marzipan Works GmbH"),
        ("Pippa Quillfeather | Buyer | Marzipan & Sons", "pippa@marzipanandsons.example", "Marzipan & Sons"),
        ("Pippa\nBuyer, Moonbeam Theatre", "pippa@moonbeamtheatre.example", "Moonbeam Theatre"),
        ("Pippa Quillfeather\nBuyer\n14 Lantern Street", None, None),
        (
            "Restaurant: 14 Lantern Street, use the kitchen door.\n\nPippa\nLantern Oyster House",
            "p@lanternoyster.example",
            "Lantern Oyster House",
        ),
        ("P. Quillfeather\nMarzipan Rail Authority", "pippa@marzipanrail.example", "Marzipan Rail Authority"),
        ("Pippa Quillfeather\nLantern Lane Interiors", None, "Lantern Lane Interiors"),
        ("Pippa\nSent from my telescope", "pippa@gmail.com", None),
    ],
)
def test_a_company_is_taken_where_it_is_written(signature: str, email: str | None, wanted: str | None) -> None:
    assert company(signature, email) == wanted


def test_a_company_is_never_guessed_from_the_domain() -> None:
    assert company("Pippa", "pippa@marzipanworks.example") is None


@pytest.mark.parametrize(
    ("body", "contact", "firm"),
    [
        ("Bram here from Tumbleweed Circus. Need 40 hoops", "Bram", "Tumbleweed Circus"),
        ("phone, Curtis at Tumbleweed Heating, 10:40\nneeds 40 hoops", "Curtis", "Tumbleweed Heating"),
        ("Name: Odette Vandersloot\nCompany: Swan & Anchor\nPhone: 218-555-0150\nWe need 40 hoops", "Odette Vandersloot", "Swan & Anchor"),
        ("Hi, this is Bram from Tumbleweed Circus, we need 40 hoops.", "Bram", "Tumbleweed Circus"),
        ("This is Bram from Tumbleweed Circus, we need 40 hoops.", "Bram", "Tumbleweed Circus"),
        ("need 40 hoops. two boxes will do. Nell Harrow, Harrow Dairy\n", "Nell Harrow", "Harrow Dairy"),
        ("Call, Curtis at Tumbleweed Heating, 10:40\nneeds 40 hoops", "Curtis", "Tumbleweed Heating"),
    ],
)  # fmt: skip
def test_a_customer_introduces_himself(body: str, contact: str, firm: str) -> None:
    customer = find_customer([message(body, sender=None)])
    assert (customer.contact and customer.contact.value, customer.company and customer.company.value) == (contact, firm)


@pytest.mark.parametrize(
    ("sender", "body", "wanted"),
    [
        (Address("Lantern & Goblet", "hello@news.lanternandgoblet.example"), "Forty goblets are back!", ("Lantern & Goblet", None)),
        (Address("Lantern Freight", "no-reply@lanternfreight.example"), "Origin: Moonbeam Theatre Ltd, Duluth", ("Lantern Freight", None)),
        (Address("Lantern Goblets News", "news@lantern-goblets.example"), "Goblets from 9.50", ("Lantern Goblets", None)),
        (Address("Pippa Lantern", "pippa@pippalantern.example"), "40 goblets, please.", (None, "Pippa Lantern")),
    ],
)  # fmt: skip
def test_a_sender_that_is_a_company_is_no_person(sender: Address, body: str, wanted: tuple[str | None, str | None]) -> None:  # fmt: skip
    customer = find_customer([message(body, sender=sender)])
    assert (customer.company and customer.company.value, customer.contact and customer.contact.value) == wanted


@pytest.mark.parametrize(
    ("email", "body", "wanted"),
    [
        ("buyer@quillandgoblet.example", "QUILL AND GOBLET, INC.\nPURCHASE ORDER\n\nItem 1   Goblets   40 EA\nItem 2   Harps   12 EA\nNet 30", "QUILL AND GOBLET, INC."),
        ("pippa@sundaygoblets.example", "40 goblets, please.\n\nPippa\nSUNDAY GOBLETS | feasts & weddings", "SUNDAY GOBLETS"),
        ("pippa@tinpost.example", "I am new here at St. Anselm's. 40 goblets. The check comes from St. Anselm's Church.\n\nPippa", "St. Anselm's Church"),
        ("v@kettledrumelectro.example", "Consignee: Kettledrum Electro Systems, Plot 4\n\nRegards\nPippa V\nAsst. Manager", "Kettledrum Electro Systems"),
    ],
)  # fmt: skip
def test_the_surest_name_of_a_company_wins_wherever_it_stands(email: str, body: str, wanted: str) -> None:
    customer = find_customer([message(body, sender=Address("Pippa V", email))])
    assert customer.company and customer.company.value == wanted


def test_a_company_right_below_the_folded_name_is_seen() -> None:
    body = SIGNED + "Pippa Quillfeather\nQuillfeather & Daughter Goblets, 7 Lantern Row\n\n01570 555 013"
    fold = Folded("signature", len(SIGNED), len(SIGNED) + len("Pippa Quillfeather"))
    sender = Address("Pippa Quillfeather", "p@quillfeather.example")
    customer = find_customer([Message(0, body, "customer", sender, folded=(fold,))])
    assert customer.company and customer.company.value == "Quillfeather & Daughter Goblets"


def test_a_fax_number_is_no_phone() -> None:
    assert signed("Pippa Quillfeather\nMarzipan Works Ltd\nFax: 218-555-0199").phone is None


def test_an_unsigned_answer_borrows_the_company_of_the_first_mail() -> None:
    older = SIGNED + SIGNATURE
    first = Message(1, older, "customer", folded=(Folded("signature", len(SIGNED), len(older)),))
    customer = find_customer([message("Yes please."), first])
    assert customer.company and (customer.company.value, customer.company.evidence.message) == ("Marzipan Works Ltd", 1)


def test_nobody_speaking_is_nobody() -> None:
    assert find_customer([]) == Customer()


@pytest.mark.parametrize(
    ("body", "contact", "firm"),
    [
        ('Txt from Rona @ Larkhill Paving, typed as is - Nate\n\n"need 6 rollers"', "Rona", "Larkhill Paving"),
        ('"We would like 45 yards of flax. Jo Farr, East Quay Canvas"', "Jo Farr", "East Quay Canvas"),
        ("Morning Keith, Wilf Oxley, Greyhill Farms. Put me down for 24 bags.", "Wilf Oxley", "Greyhill Farms"),
        ("I run the Beacon Lifeboat Shop and we sell your mugs. 120 please.", None, "Beacon Lifeboat Shop"),
        ("40 rings please.\n\nSd/-\nDipak Sahu\nKoraput Roads Ltd", "Dipak Sahu", "Koraput Roads Ltd"),
        ("Requester: Marit Dahl, Stores\nItem: tray\nQty: 26", "Marit Dahl", None),
        ("40 rings please.\n\nCarys xoxo", "Carys", None),
        ("40 rings please.\n\nThe Revd Canon Hugh Maltby", "Hugh Maltby", None),
        ("Part shipment: no, reopening is for the full hospital", None, None),
        ("the grain is running across and the paper labels came off", None, None),
    ],
)
def test_who_speaks_is_told_without_a_header(body: str, contact: str | None, firm: str | None) -> None:
    customer = find_customer([Message(0, body, "customer")])
    assert (customer.contact and customer.contact.value, customer.company and customer.company.value) == (contact, firm)


@pytest.mark.parametrize(
    ("sender", "signature"),
    [
        ("Dan L.", "Dan L."),
        ("Stacy Blane", "Stacy B."),
        ("Dr. Sanne Holm", "Sanne Holm"),
        ("Tanaka Yuko", "Tanaka Yuko (Ms.)"),
    ],
)
def test_a_person_is_no_company_however_shortened(sender: str, signature: str) -> None:
    assert signed(signature, Address(sender, "x@bluewater.example")).company is None
    named = signed(f"{signature}\nKodiak Drilling", Address(sender, "x@bluewater.example")).company
    assert named and named.value == "Kodiak Drilling"


@pytest.mark.parametrize("name", ["QA", "Parks & Open Spaces", "Technical"])
def test_an_office_that_sends_is_no_person(name: str) -> None:
    customer = find_customer([message("40 rings please.\n\nPippa Quillfeather", sender=Address(name, "x@m.example"))])
    assert customer.contact and customer.contact.value == "Pippa Quillfeather"


def test_a_shared_mailbox_with_its_domains_name_is_no_person() -> None:
    house = find_customer([message("Save your seat.", sender=Address("Bindery Days", "hello@binderydays.example"))])
    person = find_customer([message("40 rings.", sender=Address("Ada Quill", "ada@adaquill.example"))])
    assert house.contact is None
    assert person.contact and person.contact.value == "Ada Quill"


def test_a_rank_is_no_part_of_a_name() -> None:
    customer = find_customer([message("18 covers.", sender=Address("WO2 Rebecca Thorne", "r.thorne@mod.example"))])
    assert customer.contact and customer.contact.value == "Rebecca Thorne"


@pytest.mark.parametrize(
    "name",
    ["GAEC des Quatre Vents", "Coopérative du Val d'Arly", "Talleres Quijano", "Finca El Olivar", "Comune di Asolo", "Cantina Sociale di Barolo"],
)  # fmt: skip
def test_a_trade_of_another_language_makes_a_name_a_companys(name: str) -> None:
    assert company(f"Pippa Quillfeather\n{name}") == name


BELOW = "Julia Arrieta", "julia@camaslerma.es"


@pytest.mark.parametrize("closing", ["Un fuerte abrazo,\nJulia", "Belle journée\nJulia Arrieta", ""])
def test_who_signs_an_answer_without_a_header_is_known_from_the_mail_below(closing: str) -> None:
    answer = Message(0, f"Que sean 90 en vez de 60.\n\n{closing}", "customer")
    customer = find_customer([answer, Message(1, "Necesito 60 resortes.", "customer", Address(*BELOW))])
    assert customer.contact and customer.email
    assert (customer.contact.value, customer.email.value) == BELOW


def test_who_signs_with_another_name_is_not_who_wrote_below() -> None:
    answer = Message(0, "Que sean 90 en vez de 60.\n\nSaludos,\nMarta Pons", "customer")
    customer = find_customer([answer, Message(1, "Necesito 60 resortes.", "customer", Address(*BELOW))])
    assert customer.contact and (customer.contact.value, customer.email) == ("Marta Pons", None)


@pytest.mark.parametrize(
    ("signature", "wanted"),
    [
        ("Pippa Quillfeather, verger\nSt Odo's Cove Rowing Club", "St Odo's Cove Rowing Club"),
        ("Pippa Quillfeather\nMarzipan Groundworks 0555 010 0147", "Marzipan Groundworks"),
        ("Pippa Quillfeather, Panadería Mazapán (Cuenca) 969 55 01 47", "Panadería Mazapán"),
        ("Cheers, Pippa Quillfeather\nTown of Marzipan", "Town of Marzipan"),
        ("Groet, Pippa Quillfeather\nStichting Marsepein", "Stichting Marsepein"),
        ("Pippa Quillfeather\nMarzipan School District 417", "Marzipan School District 417"),
        ("Pippa Quillfeather\nShip to the old clinic barn", None),
        ("Frohe Ostern\nPippa Quillfeather", None),
        ("Pippa Quillfeather\nThe Old Forge", None),
    ],
)
def test_a_company_below_a_name_is_read_whole(signature: str, wanted: str | None) -> None:
    assert company(signature) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Hi Rick, it's Pippa from the Marzipan PTA, the loud one. Can we have 40 goblets?", "Marzipan PTA"),
        ("hey its pippa w/ Three Moons Feed. need 40 goblets", "Three Moons Feed"),
        ("I look after kit for Marzipan Lock Rowing Club. We need 40 goblets.", "Marzipan Lock Rowing Club"),
        ("its pippa at moonbeam theatre, 40 goblets please", "moonbeam theatre"),
        ("Pippa from accounts says hello. 40 goblets please.", None),
    ],
)
def test_who_writes_says_from_where(said: str, wanted: str | None) -> None:
    email = "pippa@moonbeamtheatre.example" if "moonbeam" in said else "pippa@gmail.com"
    found = find_customer([message(said, sender=Address("Pippa Quillfeather", email))]).company
    assert (found.value if found else None) == wanted


def test_a_text_message_is_signed_at_a_company() -> None:
    customer = find_customer([Message(0, "need 40 goblets for sat, ring me\nSanj @ Spice Moon", "customer", None)])
    assert customer.contact and customer.company
    assert (customer.contact.value, customer.company.value) == ("Sanj", "Spice Moon")


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("Delivery on Monday, gate 2.\n\nMfg Pippa Quillfeather, Disposition\nMarzipan GmbH", "Pippa Quillfeather"),
        ("Marisol,\nPlease send 40 goblets.\nP. Quillfeather x2214\nMarzipan Works Ltd", "P. Quillfeather"),
        ("40 goblets please.\nks. Pippa Quillfeather\nParafia Marcepanowa", "Pippa Quillfeather"),
        ("40 goblets please.\nSent from Outlook Mail", None),
    ],
)
def test_who_signs_is_found_behind_a_closing_a_title_or_an_extension(lines: str, wanted: str | None) -> None:
    contact = find_customer([Message(0, lines, "customer", None)]).contact
    assert (contact.value if contact else None) == wanted


def test_a_form_with_dots_names_the_company() -> None:
    body = "ORDER FORM\nCompany ........ Marzipan Works LLC\nYour name ...... Pippa Quillfeather\nQty ............ 40 goblets"
    customer = find_customer([Message(0, body, "customer", Address(None, "no-reply@shop.example"))])
    assert customer.company and customer.contact
    assert (customer.company.value, customer.contact.value) == ("Marzipan Works LLC", "Pippa Quillfeather")


@pytest.mark.parametrize("email", ["ivan@gmail.com", "ivan@firma.example"])
def test_a_name_in_other_letters_is_a_persons(email: str) -> None:
    contact = find_customer([message("Please send 40 goblets.", sender=Address("Иван Петров", email))]).contact
    assert contact and contact.value == "Иван Петров"


@pytest.mark.parametrize(
    ("last", "wanted"),
    [
        ("Friends of Wharfside Library", None),
        ("Bank of Marzipan Ltd", None),
        ("Greetings from Sunny Cornwall", None),
        ("LG Electronics", None),
        ("LG Nico", "Nico"),
        ("Sanj at Spice Moon", "Sanj"),
    ],
)
def test_the_last_line_names_a_person_only_where_it_says_so(last: str, wanted: str | None) -> None:
    contact = find_customer([Message(0, f"Please send 40 goblets.\n\n{last}", "customer", None)]).contact
    assert (contact.value if contact else None) == wanted
