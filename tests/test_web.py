"""The page in a real browser, served as `clarifier app` serves it: a rep's work, and the shield before it."""

import json
import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from pastes import FORWARD, HOSTILE
from playwright.sync_api import Page, expect

from clarifier.web import app
from clarifier.web.app import listening

ANSWER = "Friday the 19th is fine. Make it 130 brackets, not 120. You can send 60 of them first, the rest a week later."
SERVE = """
import pathlib, sys
from clarifier.settings import Settings
from clarifier.web.app import serve
serve("127.0.0.1", 0, Settings(model_folder=pathlib.Path(sys.argv[1])))
"""


# The shield


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for everything the server might leave behind."""
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def address(disk: Path) -> Iterator[str]:
    """A page served by a process of its own, as `clarifier app` serves it."""
    command = [sys.executable, "-c", SERVE, str(disk / "no model")]
    places = dict.fromkeys(("TMPDIR", "GRADIO_TEMP_DIR"), str(disk))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | places) as process:
        assert process.stdout
        line = process.stdout.readline()
        yield re.search(r"http://\S+", line)[0]  # type: ignore[index]
        process.terminate()


def status_of(url: str, data: bytes | None = None) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=data)) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_every_stylesheet_is_linked(address: str) -> None:
    page = urllib.request.urlopen(address).read().decode()
    sheets = sorted(path.name for path in (Path(app.__file__).parent / "static").glob("*.css"))
    assert sheets == sorted(re.findall(r"page/([\w-]+\.css)", page))


def test_every_answer_carries_the_safe_headers(address: str) -> None:
    for path in ("/", "/page/style.css", "/nowhere"):
        try:
            headers = urllib.request.urlopen(address + path).headers
        except urllib.error.HTTPError as error:
            headers = error.headers
        policy = headers["Content-Security-Policy"]
        assert "img-src 'self' data:" in policy
        assert "script-src-attr 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/monitoring", "/gradio_api/file=/etc/passwd"])
def test_what_the_page_does_not_need_is_shut(address: str, path: str) -> None:
    assert status_of(address + path) in (403, 404)


def test_nothing_can_be_left_on_the_server(address: str) -> None:
    assert status_of(f"{address}/gradio_api/upload", b"x") == 404


def test_what_is_too_large_is_refused_with_one_sentence(address: str) -> None:
    request = urllib.request.Request(f"{address}/gradio_api/component_server", data=b" " * (25 * 1024 * 1024 + 1))
    with pytest.raises((urllib.error.HTTPError, urllib.error.URLError)) as refused:
        urllib.request.urlopen(request)
    if isinstance(refused.value, urllib.error.HTTPError):  # else the server had closed before all was sent
        assert refused.value.code == 413
        assert "25 MB" in json.loads(refused.value.read())["error"]


def test_a_port_that_is_taken_makes_way_for_the_next(address: str) -> None:
    taken = int(address.rpartition(":")[2])
    with listening("127.0.0.1", taken) as door:
        assert taken < door.getsockname()[1] < taken + 20
    with socket.socket() as probe:
        probe.settimeout(1)
        probe.connect(("127.0.0.1", taken))


# In the browser


@pytest.fixture
def desk(page: Page, address: str) -> Page:
    """The page, open and ready."""
    page.goto(address)
    page.wait_for_selector(".clarify[data-ready]")
    return page


def paste(desk: Page, text: str, into: str = "textarea[name=email]") -> None:
    """Paste as a rep does: with the keys, from the clipboard."""
    desk.evaluate("text => navigator.clipboard.writeText(text)", text)
    desk.locator(into).focus()
    desk.keyboard.press("Control+V")


def drop(desk: Page, name: str, content: bytes) -> None:
    """Drop a file on the page."""
    transfer = desk.evaluate_handle(
        """([name, bytes]) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([new Uint8Array(bytes)], name));
            return transfer;
        }""",
        [name, list(content)],
    )
    desk.locator(".paste").dispatch_event("drop", {"dataTransfer": transfer})


def pasted(desk: Page, text: str = FORWARD) -> Page:
    paste(desk, text)
    expect(desk.locator(".request .outcome")).to_be_visible()
    return desk


def test_a_paste_is_read_at_once(desk: Page) -> None:
    pasted(desk)
    expect(desk.locator(".request .outcome mark").first).to_be_visible()
    expect(desk.locator(".request tbody tr")).to_have_count(2)
    expect(desk.locator(".request td .value.part_number").first).to_have_text("BR-4410")
    expect(desk.locator(".letter mark", has_text="BR-4410")).to_have_text("BR-4410\xa0part")
    expect(desk.locator(".message .sent-on")).to_have_text("sent Tue 9 Mar 2027 · read from the header")
    expect(desk.locator(".questions h2")).to_have_text("Ask Owen")
    expect(desk.locator(".readiness")).to_contain_text("away from ready")


def test_every_field_says_in_a_word_how_it_stands(desk: Page) -> None:
    fields = pasted(desk).locator(".request .field")
    assert fields.count() > 5
    for field in fields.all():
        expect(field.locator(".status")).not_to_be_empty()


def test_ctrl_v_works_anywhere_on_the_page(desk: Page) -> None:
    desk.evaluate("text => navigator.clipboard.writeText(text)", FORWARD)
    desk.locator(".clarify .teach h3").click()
    desk.keyboard.press("Control+V")
    expect(desk.locator(".request .outcome")).to_be_visible()


def test_a_field_and_its_words_light_up_together(desk: Page) -> None:
    pasted(desk)
    words = desk.locator(".letter mark", has_text="BR-4410")
    field = desk.locator(".request .field", has_text="BR-4410")
    field.hover()
    expect(words).to_have_class(re.compile("lit"))
    desk.locator(".questions h2").hover()
    expect(words).not_to_have_class(re.compile("lit"))
    words.focus()
    expect(field).to_have_class(re.compile("lit"))


def test_the_folded_parts_unfold(desk: Page) -> None:
    pasted(desk)
    note = desk.locator("details.letter", has_text="Nadia, can we?")
    expect(note).to_contain_text("our own note")
    signature = desk.locator("details.fold", has_text="Signature")
    signature.locator("summary").click()
    expect(signature.locator(".words")).to_be_visible()


def test_an_unticked_question_leaves_the_reply_and_an_edited_one_changes_it(desk: Page) -> None:
    pasted(desk)
    reply = desk.locator("textarea[name=reply]")
    first, second = (desk.locator(".asked textarea").nth(place) for place in (0, 1))
    gone = first.input_value()
    expect(reply).to_have_value(re.compile(re.escape(gone)))
    desk.locator(".asked input").first.uncheck()
    expect(reply).not_to_have_value(re.compile(re.escape(gone)))
    second.fill("Would 50 of the brackets help you now?")
    expect(reply).to_have_value(re.compile("Would 50 of the brackets help you now"))
    second.press("Escape")
    expect(reply).not_to_have_value(re.compile("Would 50 of the brackets"))


def test_a_question_opens_its_rule(desk: Page) -> None:
    reason = pasted(desk).locator(".reason").first
    expect(reason.locator("summary")).to_have_text(re.compile(r"Rule \d+ · \w"))
    reason.locator("summary").click()
    expect(reason.locator("blockquote p").first).to_be_visible()


def test_a_draft_in_the_reps_own_words_is_never_overwritten(desk: Page) -> None:
    reply = pasted(desk).locator("textarea[name=reply]")
    reply.fill("Hi Owen, mine.")
    desk.locator(".asked input").first.uncheck()
    renew = desk.locator("#draft-reply .notice button")
    expect(renew).to_have_text("Write it anew")
    expect(reply).to_have_value("Hi Owen, mine.")
    renew.click()
    expect(reply).not_to_have_value("Hi Owen, mine.")
    renew.click()
    expect(reply).to_have_value("Hi Owen, mine.")


def test_copying_takes_one_click_and_says_so(desk: Page) -> None:
    button = pasted(desk).locator("[data-do=copy]")
    button.click()
    expect(button).to_have_text("Copied")
    assert desk.evaluate("navigator.clipboard.readText()") == desk.locator("textarea[name=reply]").input_value()
    desk.get_by_role("tab", name="Ask production").click()
    expect(button).to_have_text("Copy request")
    button.click()
    copied = desk.evaluate("navigator.clipboard.readText()")
    assert copied == desk.locator("textarea[name=ask]").input_value()
    assert "Can you" in copied


def test_the_customers_answer_closes_gaps_and_can_be_taken_back(desk: Page) -> None:
    pasted(desk)
    asked = desk.locator(".asked li").count()
    desk.get_by_role("button", name="Paste Owen’s answer").click()
    paste(desk, ANSWER, "textarea[name=answer]")
    expect(desk.locator(".letter", has_text="You can send 60 of them first")).to_be_visible()
    assert desk.locator(".asked li").count() < asked
    expect(desk.locator(".answered")).to_be_visible()
    expect(desk.locator(".request .field", has_text="130")).to_contain_text("was 120")
    desk.get_by_role("button", name="take the last answer back").click()
    expect(desk.locator(".asked li")).to_have_count(asked)


def test_a_dropped_order_shows_its_words_under_its_own_name(desk: Page) -> None:
    from test_enclosed import BOTH, mail

    drop(
        desk,
        "order.eml",
        mail("Please see our order.", ("PO 77-4410.pdf", BOTH), ("part.step", b"ISO-10303-21;")).as_bytes(),
    )
    letter = desk.locator(".letter", has_text="PO 77-4410.pdf")
    expect(letter.locator("mark", has_text="RB-7001").first).to_be_visible(timeout=20_000)
    expect(letter.locator(".from")).to_contain_text("attached by Ann Vole")
    expect(desk.locator(".attachments")).to_contain_text("part.step · 13 bytes · not read")
    expect(desk.locator("details.aside")).to_contain_text("it is a drawing or a model")


def test_a_dropped_mail_is_read_and_leaves_nothing_on_the_server(desk: Page, disk: Path) -> None:
    mail = (
        "From: Owen Petrak <o.petrak@lumenhoist.example>\r\nTo: nadia@rowebrackets.example\r\nSubject: pins\r\n"
        "Date: Tue, 09 Mar 2027 10:12:00 -0500\r\n\r\n"
        "Hi Nadia,\r\n\r\nplease send 40 pins P-7731 by April 2.\r\n\r\nOwen\r\n"
    )
    drop(desk, "pins.eml", mail.encode())
    expect(desk.locator(".request .outcome")).to_contain_text("40")
    expect(desk.locator(".message .tools")).to_contain_text("pins.eml")
    assert not [path for path in disk.rglob("*") if path.is_file() and b"P-7731" in path.read_bytes()]


def test_bad_input_gets_one_sentence_and_loses_nothing(desk: Page) -> None:
    pasted(desk)
    drop(desk, "photo.eml", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    error = desk.locator("#paste-error")
    expect(error).to_have_text(re.compile(r"^[A-Z][^\n]{20,200}\.$"))
    expect(desk.locator(".request .outcome")).to_be_visible()
    paste(desk, "\0" * 40 + "BR-4410")
    expect(error).to_be_visible()
    expect(desk.locator("textarea[name=email]")).not_to_have_value("")
    expect(desk.locator(".request .outcome")).to_contain_text("BR-4410")


def test_the_day_it_was_sent_can_be_set(desk: Page) -> None:
    pasted(desk, "We need 40 pins P-7731 by next Friday.\n\nOwen")
    desk.locator(".message input[name=sent]").fill("2027-03-09")
    expect(desk.locator(".message .sent-on")).to_contain_text("set by you")
    expect(desk.locator(".request table")).to_contain_text("19 Mar")


def test_a_reload_brings_back_the_paste_the_edits_and_the_drafts(desk: Page) -> None:
    pasted(desk)
    desk.locator(".asked input").first.uncheck()
    desk.locator("textarea[name=reply]").fill("Mine.")
    desk.locator("textarea[name=email]").fill("not yet read")
    desk.wait_for_timeout(600)
    desk.reload()
    expect(desk.locator(".request .outcome")).to_be_visible()
    expect(desk.locator(".asked input").first).not_to_be_checked()
    expect(desk.locator("textarea[name=reply]")).to_have_value("Mine.")
    expect(desk.locator("textarea[name=email]")).to_have_value("not yet read")


def test_starting_over_can_be_undone(desk: Page) -> None:
    pasted(desk)
    desk.get_by_role("button", name="start over").click()
    expect(desk.locator(".clarify .teach")).to_be_visible()
    desk.get_by_role("button", name="Back to the email before").click()
    expect(desk.locator(".request .outcome")).to_be_visible()


@pytest.mark.parametrize(("choice", "name"), [("Excel", "xlsx"), ("CSV", "csv"), ("Markdown", "md"), ("JSON", "json")])
def test_the_request_can_be_taken_along(desk: Page, choice: str, name: str) -> None:
    pasted(desk).locator(".menu summary").click()
    with desk.expect_download() as download:
        desk.get_by_role("button", name=choice).click()
    assert download.value.suggested_filename == f"request.{name}"
    content = download.value.path().read_bytes()
    assert b"BR-4410" in content or content.startswith(b"PK")


def test_the_examples_teach_an_empty_page(desk: Page) -> None:
    titles = desk.locator(".clarify .teach .examples b").all_inner_texts()
    assert len(titles) == 6
    for title in titles:
        desk.get_by_role("button", name=title).first.click()
        expect(desk.locator(".request .outcome")).not_to_be_empty()
        expect(desk.locator("#paste-error")).to_be_hidden()
        desk.get_by_role("button", name="start over").click()


def test_hostile_words_stay_words(desk: Page, address: str) -> None:
    dialogs: list[str] = []
    asked: list[str] = []
    desk.on("dialog", lambda dialog: dialogs.append(dialog.message))
    desk.on("request", lambda request: asked.append(request.url))
    head = f"From: {HOSTILE[0]} <o@lumenhoist.example>\nSubject: {HOSTILE[3]}{HOSTILE[1]}\n"
    body = "\n".join(HOSTILE) + "\n\nPlease send 40 pins P-7731.\n"
    drop(desk, f"{HOSTILE[0]}.eml", f"{head}\n{body}".encode())
    expect(desk.locator(".request .outcome")).to_be_visible()
    for words in HOSTILE:
        expect(desk.locator(".letters")).to_contain_text(words)
    desk.locator(".asked textarea").first.fill(" ".join(HOSTILE))
    expect(desk.locator("textarea[name=reply]")).to_have_value(re.compile(re.escape("{{7*7}}")))
    assert desk.evaluate("window.hacked") is None
    assert not dialogs
    assert desk.locator(".clarify :is(img, script, iframe, a)").count() == 0
    assert all(url.startswith((address, "blob:", "data:")) for url in asked)


def test_the_page_asks_nobody_else_for_anything(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_selector(".clarify[data-ready]")
    pasted(page)
    assert not [url for url in asked if not url.startswith((address, "blob:", "data:"))]


def test_the_page_fits_a_phone(desk: Page) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not desk.evaluate(wide)
    pasted(desk)
    assert not desk.evaluate(wide)
    outcome, letter = (desk.locator(each).first.bounding_box() for each in (".request .outcome", ".letter"))
    assert outcome and letter and outcome["y"] < letter["y"], "the outcome comes first"


def test_the_page_follows_the_systems_dark_side(desk: Page) -> None:
    pasted(desk)
    desk.emulate_media(color_scheme="dark")
    colours = desk.evaluate(
        """() => [...document.querySelectorAll('.card, .top')].map((each) => getComputedStyle(each).backgroundColor)"""
    )
    assert all(sum(map(int, re.findall(r"\d+", colour)[:3])) < 200 for colour in colours)


def test_a_rep_can_work_with_the_keyboard_alone(desk: Page) -> None:
    def tab_to(selector: str) -> None:
        for _ in range(120):
            desk.keyboard.press("Tab")
            if desk.evaluate("selector => document.activeElement?.matches(selector)", selector):
                return
        pytest.fail(f"the Tab key never reaches {selector}")

    desk.locator("body").press("Tab")
    tab_to(".teach [data-example]")
    desk.keyboard.press("Enter")
    expect(desk.locator(".request .outcome")).to_be_visible()
    tab_to(".request .field")
    assert desk.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    expect(desk.locator("mark.lit").first).to_be_visible()
    tab_to(".asked input")
    desk.keyboard.press("Space")
    expect(desk.locator(".asked input").first).not_to_be_checked()
    tab_to(".reason summary")
    desk.keyboard.press("Enter")
    expect(desk.locator(".reason blockquote").first).to_be_visible()
    tab_to("[role=tab]")
    desk.keyboard.press("ArrowRight")
    expect(desk.locator("textarea[name=ask]")).to_be_visible()
    tab_to("[data-do=copy]")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-do=copy]")).to_have_text("Copied")
