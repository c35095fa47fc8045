"""The Measures tab in a real browser: the number explained down to each request, charts by hand and by keys, the pulse by three people."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from lives import LENA, MARCUS, NINA, PRIYA, answered, delivered, draft, entered, step, told
from pastes import HOSTILE
from playwright.sync_api import Browser, Page, expect
from web_pages import served, within

from clarifier.settings import Settings
from clarifier.team import people
from clarifier.team.database import Database, open_for
from clarifier.team.measures import measures
from clarifier.team.person import alone
from clarifier.web.counting_view import spoken
from clarifier.web.measure_words import named, percent
from clarifier.web.office import office

CALLS = re.compile(r"/component_server\b")
SECRET = "orange lanterns"
TODAY = datetime.now(UTC).date()


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A works with requests of the last months: each third was late, one of them is somebody's with a hostile name."""
    folder = tmp_path_factory.mktemp("measures")
    made = Settings(model_folder=folder / "none", data_folder=folder / "data", person="Lena Brandt", time_zone="UTC")
    database = office(made).database
    for number in range(28):
        day = TODAY - timedelta(days=5 * number + 2)
        request(database, day, day + timedelta(days=3 if number % 3 == 0 else -1), f"Customer {number}")
    request(database, TODAY - timedelta(days=9), TODAY - timedelta(days=9), " ".join(HOSTILE)[:200])
    return made


@pytest.fixture(scope="module")
def address(settings: Settings) -> Iterator[str]:
    with served(settings) as where:
        yield where


@pytest.fixture
def desk(page: Page, address: str) -> Page:
    return opened(page, address)


def request(database: Database, due: date, came: date, customer: str) -> None:
    start = datetime(due.year, due.month, due.day, 9, tzinfo=UTC) - timedelta(days=12)
    asked = [step("asked"), answered(f"500@{due}", buffer_days=2), told(f"500@{due}")]
    asked += [step("emergency", cause="machine")] if came > due else []
    entered(database, draft(customer=customer), *asked, delivered(came.isoformat(), "500"), start=start)


def opened(page: Page, address: str, rest: str = "") -> Page:
    """The Measures tab, open and filled."""
    page.goto(f"{address}/#measures{rest}")
    page.wait_for_selector(".measures[data-ready]", state="attached")
    if not rest:
        expect(page.locator(".measures .head")).to_be_visible()
    return page


def test_the_tab_one_is_in_stands_in_sight_on_a_phone(browser: Browser, address: str) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    phone.goto(f"{address}/#measures")
    expect(phone.locator(".top nav a[aria-current]")).to_have_text("Measures")
    expect(phone.locator(".top nav a[aria-current]")).to_be_in_viewport(ratio=0.99)  # widths are fractions of a pixel
    phone.context.close()


def test_measures_stand_last_in_the_header(desk: Page) -> None:
    expect(desk.locator(".top nav a").last).to_have_text("Measures")


def test_the_number_on_the_page_is_the_measures_and_opens_down_to_a_request(desk: Page, settings: Settings) -> None:
    found = measures(office(settings).database, alone("Lena Brandt"), TODAY).headline
    figure = spoken(found, TODAY)
    assert figure.month and figure.count >= 5
    expect(desk.locator("[data-headline]")).to_have_text(f"{percent(figure.number, figure.count)} %")
    expect(desk.locator("#head-said")).to_contain_text(
        f"{figure.number} of {figure.count} in {named(figure.month, TODAY)}"
    )
    desk.locator("[data-headline]").click()
    missed = figure.count - figure.number
    expect(desk.locator("[data-sum]")).to_have_text(f"{figure.number} kept + {missed} missed = {figure.count}")
    expect(desk.locator(".measures .row")).to_have_count(figure.count)
    expect(desk.locator(".measures .row .status.missing")).to_have_count(missed)
    first = desk.locator(".measures .row").first
    expect(first.locator(".why")).to_contain_text("3 days late")
    number = first.get_attribute("data-number")
    first.click()
    expect(desk.locator(".requests .entry")).to_have_attribute("data-number", str(number))
    desk.go_back()
    expect(desk.locator("[data-sum]")).to_be_visible()
    desk.go_back()
    expect(desk.locator("[data-headline]")).to_be_visible()


def test_a_month_of_the_trend_opens_its_own_list_and_the_next_one_beside_it(desk: Page) -> None:
    spots = desk.locator(".measures .head a.spot")
    where = spots.nth(1).get_attribute("href")
    spots.nth(1).click()
    expect(desk.locator(".behind")).to_be_focused()
    assert desk.url.endswith(str(where))
    expect(desk.locator(".behind a.spot.chosen")).to_have_attribute("href", str(where))
    other = desk.locator(".behind a.spot").nth(2)
    wanted = other.get_attribute("href")
    other.click()
    expect(desk.locator(".behind a.spot.chosen")).to_have_attribute("href", str(wanted))
    desk.locator(".measures .way a").click()
    expect(desk.locator(".measures .head")).to_be_visible()


def test_every_kind_of_figure_opens_a_list(desk: Page) -> None:
    for figure in (
        ".beside a",
        ".padded a.spot",
        ".early a.spot",
        ".expedites .lead a",
        ".causes a",
        ".small .figure a",
        ".head .how a",
    ):
        desk.locator(".measures .head .how").evaluate("details => (details.open = true)")
        desk.locator(f".measures {figure}").first.click()
        expect(desk.locator(".measures .row").first).to_be_visible()
        desk.go_back()
        expect(desk.locator(".measures .head")).to_be_visible()


def test_a_list_is_narrowed_down_by_one_click(desk: Page) -> None:
    desk.locator("[data-headline]").click()
    desk.locator(".choices .chip", has_text="missed").click()
    expect(desk.locator(".choices [aria-current]")).to_contain_text("missed")
    expect(desk.locator(".measures .row .status.found")).to_have_count(0)
    expect(desk.locator(".measures .row .status.missing").first).to_be_visible()


def test_the_keys_go_from_month_to_month_and_open_the_list(desk: Page) -> None:
    chart = desk.locator(".measures .head .chart")
    assert chart.locator("a.spot[tabindex='0']").count() == 1
    chart.locator("a.spot[tabindex='0']").focus()
    desk.keyboard.press("Home")
    expect(chart.locator("a.spot").first).to_be_focused()
    desk.keyboard.press("ArrowRight")
    second = chart.locator("a.spot").nth(1)
    expect(second).to_be_focused()
    expect(second.locator(".says")).to_have_css("visibility", "visible")
    where = second.get_attribute("href")
    desk.keyboard.press("Enter")
    expect(desk.locator(".behind")).to_be_focused()
    desk.go_back()
    expect(desk.locator(f'.measures .head a.spot[href="{where}"]')).to_be_focused()


def test_a_chart_reads_as_a_table_too(desk: Page) -> None:
    card = desk.locator(".measures .head")
    card.locator(".as-table summary").click()
    rows = card.locator("tbody tr")
    assert rows.count() == 6
    rows.nth(1).locator("a").click()
    expect(desk.locator("[data-sum]")).to_be_visible()


def test_hovering_says_the_value_and_moves_nothing(desk: Page) -> None:
    spot = desk.locator(".measures .head a.spot").first
    expect(spot.locator(".says")).to_have_css("visibility", "hidden")
    before = desk.locator(".measures .head").bounding_box()
    spot.hover()
    expect(spot.locator(".says")).to_have_css("visibility", "visible")
    assert desk.locator(".measures .head").bounding_box() == before


def test_how_far_one_looks_back_can_be_chosen(desk: Page) -> None:
    desk.locator(".measures [name=months]").select_option("24")
    expect(desk.locator('.measures .head a[href="#measures/told/last-24"]')).to_have_count(1)


def test_hostile_words_stay_words(desk: Page, address: str) -> None:
    opened(desk, address, "/told/last-12")
    expect(desk.locator(".measures .row", has_text=HOSTILE[0][:30])).to_have_count(1)
    assert desk.evaluate("window.hacked === undefined && !document.querySelector('.measures img, .measures script')")


def test_an_address_that_names_nothing_says_so(desk: Page, address: str) -> None:
    opened(desk, address, "/told/2026-99")
    expect(desk.locator("[data-list-trouble]")).to_contain_text("is no month")
    desk.locator(".measures .way a").click()
    expect(desk.locator(".measures .head")).to_be_visible()
    desk.evaluate("location.hash = '#measures/pulse/99'")
    expect(desk.locator(".measures .error:visible")).to_contain_text("There is no round 99 of the pulse.")


def test_a_server_that_is_gone_is_said_and_the_figures_stay(desk: Page) -> None:
    desk.route(CALLS, lambda route: route.abort())
    desk.locator("[data-headline]").click()
    expect(desk.locator("[data-list-trouble]")).to_contain_text("No answer from clarifier")
    desk.locator(".measures .way a").click()
    expect(desk.locator(".measures [data-trouble]")).to_contain_text("No answer from clarifier")
    expect(desk.locator("[data-headline]")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_phone_shows_it_all_without_scrolling_sideways(browser: Browser, address: str, theme: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=theme)  # type: ignore[arg-type]
    page = opened(context.new_page(), address)
    for details in page.locator(".measures .figures details").all():
        details.evaluate("each => (each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("[data-headline]").click()
    expect(page.locator(".measures .row").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    ground = page.evaluate("getComputedStyle(document.querySelector('.behind')).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (theme == "light")
    context.close()


def test_an_empty_ledger_teaches(page: Page, tmp_path: Path) -> None:
    own = Settings(model_folder=tmp_path / "m", data_folder=tmp_path / "d", time_zone="UTC")
    with served(own) as where:
        page.goto(f"{where}/#measures")
        expect(page.locator(".measures .teach .outcome")).to_contain_text("It fills itself from your requests.")
        expect(page.locator(".measures svg")).to_have_count(0)
        page.locator(".measures .teach .main").click()
        expect(page.locator(".requests")).to_be_visible()


# The pulse, by three people


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page where people sign in."""
    folder = tmp_path_factory.mktemp("works")
    own = Settings(model_folder=folder / "none", data_folder=folder / "data", time_zone="UTC")
    database = open_for(own)
    for each in (PRIYA, MARCUS, LENA, NINA):
        people.add_person(database, each, SECRET)
    request(database, TODAY - timedelta(days=2), TODAY - timedelta(days=3), "Tidewater")
    database.close()
    with served(own) as where:
        yield where


def signed_in(browser: Browser, works: str, login: str) -> Page:
    page = browser.new_context().new_page()
    page.goto(f"{works}/#measures")
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(SECRET)
    page.keyboard.press("Enter")
    expect(page.locator(".measures [data-slot=pulse] > *").first).to_be_visible()
    return page


def give(page: Page, score: int, gap: str = "") -> None:
    page.locator(f".scores input[value='{score}']").check()
    if gap:
        page.locator("[name=gap]").fill(gap)
    page.locator(".ballot .main").click()


def test_everyone_answers_once_and_all_see_the_results_when_the_round_closes(browser: Browser, works: str) -> None:
    lena, priya, nina = (signed_in(browser, works, each) for each in ("lena", "priya", "nina"))
    expect(priya.locator("[data-open-round]")).to_have_count(0)
    expect(nina.locator(".measures .figures")).to_be_hidden()
    expect(nina.locator("[data-closed]")).to_contain_text("the pulse is for everyone")
    lena.locator("[data-running] summary").click()
    expect(lena.locator("[name=expected]")).to_have_value("4")
    lena.locator("[data-open-round] button").click()

    priya.reload()
    expect(priya.locator(".ballot .main")).to_be_disabled()
    priya.locator(".scores input[value='6']").check()
    priya.locator("[name=gap]").fill("Half a thou")
    priya.reload()
    expect(priya.locator(".scores input[value='6']")).to_be_checked()
    expect(priya.locator("[name=gap]")).to_have_value("Half a thou")
    give(priya, 7, "Ask us before you tell them <b>a date</b>.")
    expect(priya.locator("[data-standing]")).to_have_text("1 of 4 have answered; results when the round closes.")
    expect(priya.locator(".ballot")).to_have_count(0)

    nina.reload()
    give(nina, 5)
    expect(nina.locator("[data-standing]")).to_have_text("2 of 4 have answered; results when the round closes.")
    expect(nina.locator(".results")).to_have_count(0)
    marcus = signed_in(browser, works, "marcus")
    give(marcus, 8)
    expect(marcus.locator("[data-standing]")).to_contain_text("3 of 4")
    lena.reload()
    give(lena, 6)

    expect(lena.locator(".mean b")).to_have_text("6.5")
    expect(lena.locator(".nearer")).to_contain_text("one point nearer the middle")
    expect(lena.locator(".comments p").first).to_have_text("“Ask us before you tell them <b>a date</b>.”")
    lena.locator(".tag summary").click()
    lena.locator(".tag input").fill("A screen on the floor")
    lena.locator(".tag button").click()
    expect(lena.locator(".comments .win")).to_contain_text("A screen on the floor")
    for page in (priya, nina, marcus):
        page.reload()
        expect(page.locator(".mean b")).to_have_text("6.5")
        expect(page.locator(".comments .win")).to_contain_text("A screen on the floor")
        expect(page.locator(".tag")).to_have_count(0)
    for page in (lena, priya, nina, marcus):
        page.context.close()


def test_an_answer_that_gets_no_reply_is_sent_again_and_counts_once(browser: Browser, works: str) -> None:
    lena, priya = signed_in(browser, works, "lena"), None
    lena.locator("[data-running] summary").click()
    lena.locator("[name=expected]").fill("")
    lena.locator("[data-open-round] button").click()
    expect(lena.locator(".ballot")).to_be_visible()
    priya = signed_in(browser, works, "priya")

    priya.route(CALLS, lambda route: (route.fetch(), route.abort()))
    give(priya, 4)
    expect(priya.locator("[data-pulse-error]")).to_contain_text("No answer from clarifier")
    priya.unroute(CALLS)
    priya.locator(".ballot .main").click()
    expect(priya.locator("[data-standing]")).to_have_text("1 has answered; results when the round closes.")

    lena.locator("[data-running] summary").click()
    lena.locator("[data-close-round]").click()
    expect(lena.locator(".results .status.unclear")).to_have_text("too few answers to show: 1")
    within(lena, lambda: lena.locator(".ballot").count() == 0)
    for page in (lena, priya):
        page.context.close()


def test_the_pulse_is_answered_with_the_keys_alone(browser: Browser, works: str) -> None:
    lena = signed_in(browser, works, "lena")
    lena.locator("[data-running] summary").click()
    lena.locator("[data-open-round] button").click()
    lena.locator(".scores input").first.focus()
    lena.keyboard.press("Space")
    for _ in range(3):
        lena.keyboard.press("ArrowRight")
    expect(lena.locator(".scores input[value='3']")).to_be_checked()
    lena.locator(".ballot .main").focus()
    lena.keyboard.press("Enter")
    expect(lena.locator("[data-standing]")).to_contain_text("1 of 4")
    lena.context.close()
