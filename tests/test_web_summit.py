"""The Summit tab in a real browser: drafted, edited, run by two at once, caught by keyboard, closed, remembered; a killed server loses nothing."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from agendas import CAPS, agenda
from children import child
from lives import answered, draft, entered, step, told
from pastes import HOSTILE
from playwright.sync_api import Browser, Locator, Page, Route, expect
from web_pages import served, within

from clarifier.settings import Settings
from clarifier.team import people, pulse, summits
from clarifier.team.ledger import Submission
from clarifier.team.person import Person, Role, Team, person
from clarifier.team.summits import Summit
from clarifier.web.app import listening
from clarifier.web.office import office

CALLS = re.compile(r"/component_server\b")
LENA = Person("lena", "Lena", Team.management, Role.manager)
HEATED = "Lena's people should finally confirm the plater's slot by Thu 5 Dec"
KINDER = "Can Lena's people confirm the plater's slot by Thu 5 Dec?"
ALONE = """
import sys, pathlib
from clarifier.settings import Settings
from clarifier.web.app import serve
folder = pathlib.Path(sys.argv[1])
serve("127.0.0.1", int(sys.argv[2]), Settings(model_folder=folder / "none", data_folder=folder, person="Lena", time_zone="Europe/Berlin"))
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("summit")
    return Settings(model_folder=folder / "none", data_folder=folder / "data", person="Lena", time_zone="Europe/Berlin")


@pytest.fixture(scope="module")
def address(settings: Settings) -> Iterator[str]:
    with served(settings) as where:
        yield where


def by(settings: Settings) -> Submission:
    return Submission(LENA, datetime.now(UTC), settings.zone)


def day(ahead: int) -> str:
    return (datetime.now(UTC) + timedelta(days=ahead)).date().isoformat()


def planned(settings: Settings, **more: object) -> Summit:
    """An hour tomorrow at ten with four items."""
    starts = datetime.now(settings.zone).replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=1)
    made = replace(agenda(), starts=starts, **more)  # type: ignore[arg-type]
    return summits.plan(office(settings).database, made, by(settings))


def running(settings: Settings, item: str = "caps") -> Summit:
    """The same, begun, at this item."""
    found = planned(settings)
    database = office(settings).database
    summits.move(database, found.id, "start", by(settings), seen=None)
    return summits.move(database, found.id, "jump", by(settings), seen=None, item=item)


def now(settings: Settings, number: int) -> Summit:
    return summits.summit(office(settings).database, number)


def opened(page: Page, address: str, number: int | str = "") -> Page:
    page.goto(f"{address}/#summit{f'/{number}' if number else ''}")
    page.wait_for_selector(".summit[data-ready]", state="attached")
    return page


def at_table(page: Page, address: str, number: int) -> Page:
    opened(page, address, number)
    expect(page.locator(".summit .now h2")).to_be_visible()
    return page


def titles(page: Page) -> list[str]:
    return page.locator(".summit .items .title").all_inner_texts()


def caught(page: Page) -> Locator:
    return page.locator(".summit .caught textarea")


def catch(page: Page, words: str, key: str = "") -> None:
    """Typed, chosen, kept, by keyboard alone."""
    expect(caught(page)).to_be_visible()
    caught(page).focus()
    page.keyboard.type(words)
    if key:
        page.keyboard.press(f"Control+{key}")
    page.keyboard.press("Enter")


# The whole way


def test_a_manager_drafts_edits_runs_closes_and_the_next_draft_opens_with_what_is_open(
    page: Page, address: str, settings: Settings
) -> None:
    expect_empty = page.locator(".summit .teach .outcome")
    opened(page, address)
    expect(expect_empty).to_contain_text("agenda that writes itself")
    late = entered(
        office(settings).database, draft({"description": "bearing caps", "quantity": 500, "requested": day(-4)}), step("asked"),
        answered(f"500@{day(-4)}"), told(f"500@{day(-4)}"), start=datetime.now(UTC) - timedelta(days=20),
    )  # fmt: skip
    page.locator(".summit .draft [name=topic]").fill(
        "Your people NEVER answer, it's a disgrace. Can we tell Kolb one date?"
    )
    page.locator(".summit .draft [type=submit]").click()
    expect(page.locator(".summit .total")).to_contain_text("60 of 60 minutes")
    number = int(page.url.rsplit("/", 1)[1])
    drafted = titles(page)
    assert any("Tidewater" in each for each in drafted) and any(
        "Can we tell Kolb one date?" in each for each in drafted
    )
    assert "disgrace" not in page.locator(".summit .planning").inner_text()

    first = page.locator(".summit .item").first
    first.locator("[data-step='1']").click()
    expect(page.locator(".summit .item").nth(1).locator(".title")).to_have_text(drafted[0])
    page.locator(".summit .item").nth(1).locator("[data-edit]").click()
    form = page.locator(".summit form.editing:visible")
    form.locator("[name=title]").fill("Thanks to the night shift")
    form.locator("[name=options]").fill("A card\\n\\nA cake".replace("\\n", "\n"))
    form.locator("[type=submit]").click()
    expect(page.locator(".summit .item").nth(1)).to_contain_text("Thanks to the night shift")
    expect(page.locator(".summit .item").nth(1).locator(".options li")).to_have_count(2)
    assert [each.title for each in now(settings, number).agenda.items][1] == "Thanks to the night shift"

    page.locator(".summit [data-start]").click()
    expect(page.locator(".summit [data-start]")).to_contain_text("It is planned for")  # in a week: no slip begins it
    page.locator(".summit [data-start]").click()
    expect(page.locator(".summit .now .about")).to_contain_text("1 of ")
    expect(page.locator(".summit [data-clock] b")).to_have_text(re.compile(r"^0\d:\d\d$"))
    catch(page, "A for rev D")
    expect(page.locator(".summit .note")).to_have_count(1)
    page.keyboard.type("Call the plater")
    page.keyboard.press("Control+a")  # who and when are asked
    expect(page.locator(".summit .caught [name=owner]")).to_be_focused()
    page.keyboard.type("Marcus")
    page.locator(".summit .caught [name=due]").fill(day(9))
    page.keyboard.press("Enter")
    catch(page, "The powder line", "p")
    expect(page.locator(".summit .note")).to_have_count(3)
    kept = [(each.kind, each.text, each.owner) for each in now(settings, number).notes]
    assert kept == [
        ("decision", "A for rev D", None),
        ("action", "Call the plater", "Marcus"),
        ("parking", "The powder line", None),
    ]
    page.locator(".summit .stops li").last.locator("button").click()
    page.locator(".summit [data-rate='8']").click()
    expect(page.locator(".summit [data-rated]")).to_contain_text("Thank you")
    page.locator(".summit [data-close-summit]").click()
    expect(page.locator(".summit .minutes h2.outcome")).to_have_text("One decision and one action; 1 still open.")
    expect(page.locator(".summit .minutes")).to_contain_text("Rated 8 of 10 by one.")
    page.locator(".summit .minutes [data-copy-text]").click()
    expect(page.locator(".summit .minutes [data-copy-text]")).to_have_text("Copied")
    assert "Call the plater (Marcus" in page.evaluate("navigator.clipboard.readText()")
    page.locator(".summit .minutes details.menu summary").click()
    with page.expect_download() as waited:
        page.locator(".summit .minutes [data-export=docx]").click()
    assert waited.value.suggested_filename.endswith("-minutes.docx")
    assert Path(waited.value.path()).read_bytes().startswith(b"PK")

    page.locator(".summit .way a").click()
    expect(page.locator("[data-sentence]:visible")).to_contain_text("The last summit was today")
    expect(page.locator(".summit .actions")).to_contain_text("Call the plater")
    page.locator(".summit .draft [type=submit]").click()
    expect(page.locator(".summit .item").nth(1)).to_contain_text("Call the plater")
    page.locator(f".summit .items [data-request={late.number}]").first.click()
    expect(page.locator(".requests .entry")).to_have_attribute("data-number", late.number)


# The draft


def test_items_move_by_keys_and_by_dragging_and_the_grip_keeps_the_focus(
    page: Page, address: str, settings: Settings
) -> None:
    number = planned(settings).id
    opened(page, address, number)
    expect(page.locator(".summit .item")).to_have_count(4)
    page.locator("[data-item=crane] [data-grip]").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".summit")).to_have_attribute("data-version", "3")
    assert now(settings, number).plan.order == ("crane", "thanks", "caps", "close")
    expect(page.locator("[data-item=crane] [data-grip]")).to_be_focused()
    page.locator("[data-item=close] [data-grip]").scroll_into_view_if_needed()
    page.locator("[data-item=caps] [data-grip]").drag_to(
        page.locator("[data-item=crane]"), target_position={"x": 200, "y": 4}
    )
    within(page, lambda: now(settings, number).plan.order == ("caps", "crane", "thanks", "close"))


def test_what_is_too_long_is_parked_and_comes_back_and_the_total_runs_along(
    page: Page, address: str, settings: Settings
) -> None:
    number = planned(settings).id
    opened(page, address, number)
    expect(page.locator(".summit .total")).to_contain_text("5 minutes are free")
    minutes = page.locator("[data-item=caps] [data-minutes]")
    minutes.fill("40")
    minutes.press("Enter")
    expect(page.locator(".summit .total")).to_contain_text("70 of 60 minutes")
    expect(page.locator(".summit [data-start]")).to_be_disabled()
    page.locator("[data-item=caps] [data-park]").click()
    expect(page.locator(".summit .total")).to_contain_text("30 of 60 minutes")
    page.locator("[data-parked=caps] [data-return]").click()
    expect(page.locator("[data-item=caps]")).to_contain_text("A standing stock of 150")
    minutes.fill("many")
    minutes.press("Enter")
    expect(page.locator(".summit [data-entry-trouble]:visible")).to_contain_text("Minutes must be a whole number")
    expect(minutes).to_have_value("40")


def test_who_comes_who_leads_and_when_are_arranged_beside_the_draft(
    page: Page, address: str, settings: Settings
) -> None:
    number = planned(settings).id
    opened(page, address, number)
    page.locator(".summit .seat [name=name]").fill("Ana Ruiz")
    page.keyboard.press("Enter")
    expect(page.locator(".summit .guests [data-name]")).to_have_count(3)
    expect(page.locator(".summit .seat [name=name]")).to_have_value("")
    page.locator(".summit [data-name=Marcus] [data-unseat]").click()
    page.locator(".summit [data-arrange=facilitator]").fill("Ana Ruiz")
    page.keyboard.press("Enter")
    page.locator(".summit .when [name=minutes]").fill("45")
    page.locator(".summit .adding [name=title]").fill("half an item")
    page.locator("[data-item=crane] [data-park]").click()
    expect(page.locator(".summit .when [name=minutes]")).to_have_value("45")  # not sent yet, and not lost
    page.locator(".summit .when [type=submit]").click()
    expect(page.locator(".summit .total")).to_contain_text("35 of 45 minutes")
    page.reload()
    expect(page.locator(".summit .adding [name=title]")).to_have_value("half an item")
    page.locator(".summit .adding [type=submit]").click()
    expect(page.locator(".summit .item")).to_have_count(4)
    page.locator("[data-parked=crane] [data-drop]").click()
    expect(page.locator("[data-parked=crane]")).to_have_count(0)
    found = now(settings, number).agenda
    assert ([each.name for each in found.attendees], found.facilitator) == (["Priya", "Ana Ruiz"], "Ana Ruiz")
    assert found.items[-2].title == "half an item"
    page.locator(".summit .away summary").click()
    page.locator(".summit [data-discard]").click()
    expect(page.locator(".summit .overview")).to_be_visible()
    assert now(settings, number).state == "discarded"


def test_an_answer_that_comes_while_one_types_leaves_the_caret_where_it_is(
    page: Page, address: str, settings: Settings
) -> None:
    opened(page, address, planned(settings).id)
    minutes = page.locator(".summit .when [name=minutes]")
    minutes.select_text()
    page.locator("[data-item=crane] [data-park]").evaluate("button => button.click()")
    expect(page.locator(".summit .item")).to_have_count(3)
    page.keyboard.type("4")
    page.locator("[data-parked=crane] [data-return]").evaluate("button => button.click()")
    expect(page.locator(".summit .item")).to_have_count(4)
    page.keyboard.type("5")
    expect(minutes).to_have_value("45")


def test_two_who_edit_at_once_lose_nothing(page: Page, browser: Browser, address: str, settings: Settings) -> None:
    number = planned(settings).id
    other = browser.new_context().new_page()
    for each in (page, other):
        opened(each, address, number)
        expect(each.locator(".summit .item")).to_have_count(4)
    page.locator("[data-item=caps] [data-edit]").click()
    title = page.locator("form[data-of=caps] [name=title]")
    title.fill("One date for the caps, and keep it")
    other.locator("[data-item=crane] [data-park]").click()
    expect(other.locator(".summit .item")).to_have_count(3)
    page.locator("form[data-of=caps] [type=submit]").click()
    expect(page.locator("form[data-of=caps] .error")).to_contain_text("was faster and changed the agenda")
    expect(title).to_have_value("One date for the caps, and keep it")
    expect(page.locator(".summit .item")).to_have_count(3)
    page.reload()
    expect(title).to_have_value("One date for the caps, and keep it")
    page.locator("form[data-of=caps] [type=submit]").click()
    expect(page.locator("[data-item=caps] .title")).to_have_text("One date for the caps, and keep it")
    other.context.close()


# The run


def test_two_browsers_see_the_same_item_clock_and_notes(
    page: Page, browser: Browser, address: str, settings: Settings
) -> None:
    number = running(settings).id
    other = browser.new_context().new_page()
    for each in (page, other):
        at_table(each, address, number)
    caught(other).fill("half a thought")
    page.locator("[data-move=next]").click()
    expect(other.locator(".summit .now h2")).to_have_text("Halvorsen: crane on the 27th")
    catch(page, "The crane is ours on the 27th")
    expect(other.locator(".summit .note")).to_contain_text("The crane is ours on the 27th")
    expect(caught(other)).to_have_value("half a thought")
    clocks = [each.locator("[data-clock] b").inner_text() for each in (page, other)]
    seconds = [int(each[:2]) * 60 + int(each[3:]) for each in clocks]
    assert abs(seconds[0] - seconds[1]) <= 2 and 1150 <= seconds[0] <= 1200
    page.locator("[data-move=pause]").click()
    expect(other.locator(".summit .now .about")).to_contain_text("paused")
    other.locator("[data-move=resume]").click()
    expect(page.locator(".summit .now .about")).not_to_contain_text("paused")
    other.locator("[data-move=extend]").click()
    expect(page.locator("[data-clock] b")).to_have_text(re.compile("^2[45]:"))
    other.context.close()


def test_the_clock_is_the_servers_however_wrong_this_machine_is(
    browser: Browser, address: str, settings: Settings
) -> None:
    number = running(settings, "crane").id
    context = browser.new_context()
    page = context.new_page()
    page.clock.install(time=datetime.now(UTC) - timedelta(hours=7))
    at_table(page, address, number)
    expect(page.locator("[data-clock] b")).to_have_text(re.compile("^(20:00|19:)"))
    context.close()


def test_an_item_that_takes_too_long_says_over_beside_its_colour(page: Page, address: str, settings: Settings) -> None:
    database, found = office(settings).database, planned(settings)
    begun = Submission(LENA, datetime.now(UTC) - timedelta(minutes=6), settings.zone)
    summits.move(database, found.id, "start", begun, seen=None)
    at_table(page, address, found.id)
    expect(page.locator("[data-clock].late .over")).to_be_visible()
    expect(page.locator("[data-clock] b")).to_have_text(re.compile("^01:"))
    expect(page.locator("[data-ends]")).to_have_text(re.compile(r"ends about \d\d:\d\d"))


def test_heat_is_marked_and_a_kinder_wording_is_one_click_away(page: Page, address: str, settings: Settings) -> None:
    at_table(page, address, running(settings).id)
    caught(page).fill(HEATED)
    expect(page.locator(".summit .layer mark")).to_contain_text("Lena's people should finally")
    expect(page.locator(".summit .kinder:visible")).to_contain_text(KINDER)
    page.locator(".summit [data-use]").click()
    expect(caught(page)).to_have_value(KINDER)
    expect(page.locator(".summit .layer mark")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(caught(page)).to_have_value(HEATED)


def test_an_option_becomes_a_decision_and_a_note_is_worded_anew_or_struck(
    page: Page, address: str, settings: Settings
) -> None:
    number = running(settings).id
    at_table(page, address, number)
    page.locator(".summit [data-option]").first.click()
    expect(caught(page)).to_have_value(CAPS.options[0])
    page.keyboard.press("Enter")
    note = page.locator(".summit .note")
    expect(note).to_contain_text(CAPS.options[0])
    note.locator("[data-reword]").click()
    note.locator("textarea").fill("200 first, the rest by the 5th")
    page.reload()
    expect(note.locator("textarea")).to_have_value("200 first, the rest by the 5th")
    note.locator("textarea").focus()
    page.keyboard.press("Enter")
    expect(note.locator(".text")).to_have_text("200 first, the rest by the 5th")
    note.locator("[data-strike=out]").click()
    expect(note.locator("s")).to_be_visible()
    assert now(settings, number).agenda.decisions == ()


def test_a_capture_that_gets_no_answer_is_kept_and_counts_once(page: Page, address: str, settings: Settings) -> None:
    number = running(settings).id
    at_table(page, address, number)

    def lost(route: Route) -> None:
        if "capture" in (route.request.post_data or ""):
            route.fetch()
        route.abort()

    page.route(CALLS, lost)
    catch(page, "A for rev D", "d")
    expect(page.locator("[data-capture-error]")).to_contain_text("No answer from clarifier")
    page.unroute(CALLS)
    page.reload()
    expect(caught(page)).to_have_value("A for rev D")
    caught(page).focus()
    page.keyboard.press("Enter")
    expect(caught(page)).to_have_value("")
    assert [each.text for each in now(settings, number).notes] == ["A for rev D"]


def test_what_is_typed_while_the_last_note_is_on_its_way_is_another_note(
    page: Page, address: str, settings: Settings
) -> None:
    number = running(settings).id
    at_table(page, address, number)
    caught(page).focus()
    page.keyboard.type("One")
    page.keyboard.press("Enter")
    page.keyboard.type("Two")
    page.keyboard.press("Enter")
    page.keyboard.type("Three")
    expect(page.locator(".summit .note")).to_have_count(2)
    expect(caught(page)).to_have_value("Three")
    assert [each.text for each in now(settings, number).notes] == ["One", "Two"]


def test_requests_open_in_place_and_nobody_leaves_the_table(page: Page, address: str, settings: Settings) -> None:
    entry = entered(office(settings).database, draft(), step("asked"))
    database = office(settings).database
    item = replace(CAPS, why=f"{entry.number}: told three dates.", evidence=())
    found = planned(settings, items=(item,))
    summits.move(database, found.id, "start", by(settings), seen=None)
    at_table(page, address, found.id)
    caught(page).fill("half a thought")
    page.locator(f".summit .now [data-request={entry.number}]").click()
    expect(page.locator(".summit .peek")).to_contain_text("needs 500 bearing caps")
    expect(page.locator(".summit .peek a")).to_have_attribute("target", "_blank")
    page.locator(".top nav a[href='#requests']").click()
    page.go_back()
    expect(page.locator(".summit .now h2")).to_be_visible()
    expect(caught(page)).to_have_value("half a thought")


def test_everybody_signals_before_anybody_talks(page: Page, address: str, settings: Settings) -> None:
    found = planned(settings, items=(replace(CAPS, id="pulse", kind="pulse", evidence=()), CAPS))
    summits.move(office(settings).database, found.id, "start", by(settings), seen=None)
    at_table(page, address, found.id)
    page.locator(".summit .signal [data-running] summary").click()
    page.locator(".summit .signal [data-open-round] [name=expected]").fill("5")
    page.locator(".summit .signal [data-open-round] button").click()
    page.locator(".summit .signal .scores label").nth(7).click()
    page.locator(".summit .signal .ballot [type=submit]").click()
    expect(page.locator(".summit .signal [data-standing]")).to_have_text(
        "1 of 5 have answered; results when the round closes."
    )
    current = pulse.current_round(office(settings).database)
    assert current is not None
    pulse.answer(office(settings).database, current.id, "other", 6, datetime.now(UTC), "", "sales", "k")
    expect(page.locator(".summit .signal [data-standing]")).to_contain_text("2 of 5")
    page.locator("[data-move=next]").click()
    expect(page.locator(".summit .signal")).to_be_hidden()


def test_a_rep_follows_the_run_and_rates_it_and_moves_nothing(browser: Browser, tmp_path: Path) -> None:
    own = Settings(model_folder=tmp_path / "none", data_folder=tmp_path, time_zone="Europe/Berlin")
    secret = "orange lanterns"
    for login, team, role in (("lena", "management", "manager"), ("priya", "sales", "rep")):
        people.add_person(office(own).database, person(login, login.capitalize(), team, role), secret)
    number = running(own).id
    with served(own) as address:
        pages = {}
        for login in ("lena", "priya"):
            pages[login] = page = browser.new_context().new_page()
            page.goto(f"{address}/#summit/{number}")
            page.locator("[name=login]").fill(login)
            page.locator("[name=password]").fill(secret)
            page.keyboard.press("Enter")
            expect(page.locator(".summit .now h2")).to_be_visible()
        for sign in (".summit .capture", ".summit [data-jump]", ".summit [data-option]"):
            expect(pages["priya"].locator(sign).filter(visible=True)).to_have_count(0)
        catch(pages["lena"], "A for rev D")
        expect(pages["priya"].locator(".summit .note")).to_contain_text("A for rev D")
        expect(pages["priya"].locator(".summit [data-strike]")).to_have_count(0)
        pages["lena"].locator(".summit .stops button").last.click()
        pages["priya"].locator(".summit [data-rate='9']").click()
        expect(pages["priya"].locator(".summit [data-rated]")).to_contain_text("Thank you")
        expect(pages["priya"].locator(".summit [data-close-summit]")).to_be_hidden()
        pages["lena"].locator(".summit [data-rate='6']").click()
        pages["lena"].locator(".summit [data-close-summit]").click()
        for page in pages.values():
            expect(page.locator(".summit .minutes")).to_contain_text("Rated 7.5 of 10 by 2.")
            page.context.close()


@contextmanager
def alone(folder: Path, port: int) -> Iterator[int]:
    """A server in a process of its own; it may be killed."""
    with child(ALONE, folder, port) as process:
        assert process.stdout is not None
        assert "is open at" in process.stdout.readline()
        try:
            yield process.pid
        finally:
            process.kill()


def test_a_server_that_is_killed_in_the_middle_loses_nothing(page: Page, tmp_path: Path) -> None:
    with listening("127.0.0.1", 0) as door:
        port = door.getsockname()[1]
    own = Settings(model_folder=tmp_path / "none", data_folder=tmp_path, person="Lena", time_zone="Europe/Berlin")
    with alone(tmp_path, port) as process:
        number = running(own).id
        at_table(page, f"http://127.0.0.1:{port}", number)
        catch(page, "A for rev D")
        expect(page.locator(".summit .note")).to_have_count(1)
        caught(page).fill("half a thought")
        before = page.locator("[data-clock] b").inner_text()
        os.kill(process, signal.SIGKILL)
        expect(page.locator(".summit [data-entry-trouble]:visible")).to_contain_text("No answer from clarifier")
        expect(page.locator("[data-clock] b")).not_to_have_text(before)  # it goes on ticking
    with alone(tmp_path, port):
        expect(page.locator(".summit [data-entry-trouble]")).to_be_hidden()
        expect(caught(page)).to_have_value("half a thought")
        caught(page).focus()
        page.keyboard.press("Enter")
        expect(page.locator(".summit .note")).to_have_count(2)
        page.locator("[data-move=next]").click()
        expect(page.locator(".summit .now h2")).to_have_text("Halvorsen: crane on the 27th")
        page.reload()
        expect(page.locator(".summit .note")).to_have_count(2)
        expect(page.locator(".summit .stops .done")).to_have_count(1)
        assert [each.text for each in now(own, number).notes] == ["A for rev D", "half a thought"]


# Any words, any screen


def test_hostile_words_stay_words_everywhere(page: Page, address: str, settings: Settings) -> None:
    words = f"{' '.join(HOSTILE)} \u202etxet"
    item = replace(
        CAPS, title=words[:300], why=words, customer=words[:200], owner=words[:200], options=(HOSTILE[0], HOSTILE[3])
    )
    found = planned(settings, title=words[:300], items=(item,), facilitator=HOSTILE[5])
    opened(page, address, found.id)
    expect(page.locator(".summit .item .title")).to_contain_text(HOSTILE[0])
    page.locator("[data-item=caps] [data-edit]").click()
    expect(page.locator("form[data-of=caps] [name=title]")).to_have_value(re.compile(re.escape(HOSTILE[3])))
    page.locator("form[data-of=caps] [data-leave]").click()
    page.locator(".summit [data-start]").dblclick()
    catch(page, f"{HOSTILE[0]} {HOSTILE[4]}")
    expect(page.locator(".summit .note .text")).to_contain_text(HOSTILE[4])
    page.locator("[data-close-summit]").click()
    expect(page.locator(".summit .minutes .decided")).to_contain_text(HOSTILE[0])
    assert page.evaluate("window.hacked === undefined && !document.querySelector('.summit img, .summit script')")


def test_a_phone_reads_the_minutes_and_the_agenda_without_scrolling_sideways(
    page: Page, address: str, settings: Settings
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    fits = "document.documentElement.scrollWidth <= innerWidth"
    found = planned(settings, items=(replace(CAPS, title="W" * 200, owner="Very-Long-Name" * 8), *agenda().items[2:]))
    for begin, shown in ((False, ".summit .planning"), (True, ".summit .run")):
        if begin:
            summits.move(office(settings).database, found.id, "start", by(settings), seen=None)
            page.reload()
        opened(page, address, found.id)
        expect(page.locator(shown)).to_be_visible()
        assert page.evaluate(fits), shown
    said = {"kind": "action", "text": "Call the plater " * 9, "owner": "Very-Long-Name" * 8, "due": day(3)}
    summits.capture(office(settings).database, found.id, said, by(settings))
    summits.close(office(settings).database, found.id, by(settings))
    expect(page.locator(".summit .minutes")).to_be_visible()
    expect(page.locator(".summit .minutes .acts")).to_contain_text("Call the plater")
    assert page.evaluate(fits)
    opened(page, address)
    expect(page.locator(".summit .actions .act").first).to_be_visible()
    assert page.evaluate(fits)
