"""The door, request by request: who comes in, who signs in first, what is never let through."""

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

from clarifier.errors import BadSettings, ClarifierError, NotAllowed, StoreError
from clarifier.settings import Settings
from clarifier.team import people
from clarifier.team.database import Database, open_for
from clarifier.team.person import person
from clarifier.team.sessions import LASTS, REFUSAL
from clarifier.web import door, origins
from clarifier.web.app import serve
from clarifier.web.door import NOT_HERE, SIGNED_OUT, STRANGER, Door
from clarifier.web.reception import Reception
from clarifier.web.shield import Shield
from clarifier.web.tries import MOST_FROM_ADDRESS, MOST_KEPT, Tries

SECRET, OTHER = "orange lanterns", "copper kettles"
HERE = "http://127.0.0.1:7860"


def named(_: Request) -> JSONResponse:
    """Who asks, told from a thread of its own as Gradio works."""
    try:
        return JSONResponse({"login": door.person().login, "alone": door.is_alone()})
    except NotAllowed as error:
        return JSONResponse({"error": str(error)})


def home(_: Request) -> HTMLResponse:
    return HTMLResponse("the page", headers={"cache-control": "max-age=60"})


INSIDE = Starlette(routes=[Route("/", home), Route("/{path:path}", named, methods=["GET", "POST", "PUT"])])


class House:
    """A page behind its door, and its clocks."""

    def __init__(self, folder: Path, **more: Any) -> None:
        self.settings = Settings(data_folder=folder / "data", **more)
        self.seconds, self.now = 0.0, datetime(2027, 3, 1, tzinfo=UTC)
        self.opened: Database | None = None
        self.reception = Reception(self.settings, self.database, lambda: self.now)
        self.page = Shield(Door(INSIDE, self.reception, ("/answer/",), lambda: self.seconds))

    def database(self) -> Database:
        self.opened = self.opened or open_for(self.settings)
        return self.opened

    def team(self) -> "House":
        """With Priya and Dana, who sign in."""
        for who, password in (("dana", OTHER), ("priya", SECRET)):
            people.add_person(self.database(), person(who, who.title(), "sales", "admin"))
            with self.database().writing() as connection:
                row = people.PEOPLE.update().where(people.PEOPLE.c.login == who)
                connection.execute(row.values(password_hash=hashed(password)))
        return self

    def browser(self, client: str = "127.0.0.1", at: str = HERE) -> "Browser":
        return Browser(self.page, client, at)


@cache
def hashed(password: str) -> str:
    from clarifier.team.passwords import hashed as made

    return made(password)


class Browser:
    """One browser with its cookies, which follows no redirect by itself."""

    def __init__(self, page: Any, client: str, at: str) -> None:
        self.transport = httpx.ASGITransport(page, client=(client, 50000))
        self.at, self.cookies = at, httpx.Cookies()

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def once() -> httpx.Response:
            async with httpx.AsyncClient(transport=self.transport, base_url=self.at, cookies=self.cookies) as client:
                answer = await client.request(method, path, **more)
                self.cookies = client.cookies
                return answer

        return asyncio.run(once())

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("GET", path, **more)

    def sign_in(self, login: str = "priya", password: str = SECRET, onward: str = "/", **more: Any) -> httpx.Response:
        return self.ask("POST", "/sign-in", data={"login": login, "password": password, "next": onward}, **more)


@pytest.fixture
def alone(tmp_path: Path) -> House:
    return House(tmp_path, person="Dana Whitlock")


@pytest.fixture
def team(tmp_path: Path) -> House:
    return House(tmp_path).team()


# Alone


def test_where_nobody_signs_in_whoever_works_on_this_machine_is_the_person_of_the_settings(alone: House) -> None:
    assert alone.browser().get("/who").json() == {"login": "dana-whitlock", "alone": True}
    assert alone.browser().get("/sign-in").headers["location"] == "/"
    assert alone.opened is None  # no database is made for that
    alone.database()
    assert alone.browser().get("/who", headers={"host": "localhost:7860"}).status_code == 200


@pytest.mark.parametrize(
    ("client", "at", "headers"),
    [
        ("192.168.0.9", HERE, {}),  # another machine
        ("127.0.0.1", "http://192.168.0.2:7860", {}),  # this one, at an address that others reach
        ("127.0.0.1", HERE, {"host": "evil.example"}),  # a website that points its name here
        ("127.0.0.1", HERE, {"host": "localhost.evil.example"}),
        ("127.0.0.1", HERE, {"host": ""}),
        ("127.0.0.1", HERE, {"x-forwarded-for": "203.0.113.9"}),  # a proxy
        ("127.0.0.1", HERE, {"forwarded": "for=203.0.113.9"}),
    ],
)
def test_who_may_be_anybody_stays_outside_while_nobody_signs_in(
    alone: House, client: str, at: str, headers: dict[str, str]
) -> None:
    answer = alone.browser(client, at).get("/", headers=headers)
    assert answer.status_code == 403
    assert NOT_HERE.split(":")[0] in answer.text


def test_the_first_person_with_a_password_closes_the_open_door_without_a_restart(alone: House) -> None:
    browser = alone.browser()
    people.add_person(alone.database(), person("ines", "Ines", "sales", "rep"))
    assert browser.get("/who").status_code == 200  # a name alone closes nothing
    alone.team()
    assert browser.get("/").headers["location"] == "/sign-in"
    alone.opened.close()  # type: ignore[union-attr]
    for file in (alone.settings.data_folder).glob("clarifier.db*"):
        file.unlink()
    assert browser.get("/who").status_code in (303, 503)  # and no vanished database opens it again


def test_a_data_folder_that_cannot_be_made_leaves_whoever_works_alone_at_work(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    assert House(tmp_path).browser().get("/who").json()["alone"]


@pytest.mark.parametrize("path", ["/", "/who", "/gradio_api/component_server"])
def test_a_database_that_cannot_be_read_opens_no_door(team: House, path: str) -> None:
    file = team.settings.data_folder / "clarifier.db"
    team.opened.close()  # type: ignore[union-attr]
    file.write_bytes(b"no database at all, but long enough to be taken for one" * 100)
    for side in ("-wal", "-shm"):
        file.with_name(file.name + side).unlink(missing_ok=True)
    answer = House(team.settings.data_folder.parent).browser().get(path)
    assert answer.status_code == 503
    assert "is damaged" in answer.text
    assert answer.headers["x-frame-options"] == "DENY"


def test_a_stranger_is_not_told_where_the_database_lies(team: House) -> None:
    file = team.settings.data_folder / "clarifier.db"
    team.opened.close()  # type: ignore[union-attr]
    file.write_bytes(b"no database at all, but long enough to be taken for one" * 100)
    for side in ("-wal", "-shm"):
        file.with_name(file.name + side).unlink(missing_ok=True)
    browser = House(team.settings.data_folder.parent).browser("192.0.2.7", "http://works.example")
    for answer in (browser.get("/"), browser.get("/sign-in"), browser.sign_in()):
        assert answer.status_code == 503 and door.AWAY in answer.text and "clarifier.db" not in answer.text


def test_a_database_that_is_locked_opens_no_door_and_is_read_once_it_is_free(team: House) -> None:
    file = team.settings.data_folder / "clarifier.db"
    team.opened.close()  # type: ignore[union-attr]
    holding = sqlite3.connect(file, isolation_level=None)
    holding.execute("PRAGMA journal_mode=DELETE")
    holding.execute("BEGIN EXCLUSIVE")
    again = House(team.settings.data_folder.parent)
    answer = again.browser().get("/")
    assert (answer.status_code, "is being written by another program" in answer.text) == (503, True)
    holding.rollback()
    holding.close()
    assert again.browser().get("/").status_code == 303


# Signing in


def test_whoever_is_not_signed_in_is_led_to_the_sign_in_page_and_back(team: House) -> None:
    browser = team.browser()
    assert browser.get("/").headers["location"] == "/sign-in"
    led = browser.get("/requests/R-0042?view=line")
    assert (led.status_code, led.headers["location"]) == (303, "/sign-in?next=%2Frequests%2FR-0042%3Fview%3Dline")
    page = browser.get(led.headers["location"])
    assert 'value="/requests/R-0042?view=line"' in page.text
    back = browser.sign_in(onward="/requests/R-0042?view=line")
    assert (back.status_code, back.headers["location"]) == (303, "/requests/R-0042?view=line")
    assert browser.get("/who").json() == {"login": "priya", "alone": False}
    assert browser.get("/sign-in?next=/x").headers["location"] == "/x"


def test_a_script_is_told_in_one_sentence(team: House) -> None:
    for method, path in (
        ("POST", "/gradio_api/component_server"),
        ("GET", "/gradio_api/info"),
        ("POST", "/who"),
        ("PUT", "/who"),
    ):
        answer = team.browser().ask(method, path)
        assert (answer.status_code, answer.json()) == (401, {"error": SIGNED_OUT})


@pytest.mark.parametrize(
    "path",
    [
        "/page/who.js",
        "/page/../page/style.css/x",
        "/config",
        "/answer",
        "/answer/../who",
        "/answer//x",
        "//answer/x",
        "/sign-in/x",
    ],
)
def test_nothing_but_the_sign_in_page_is_open(team: House, path: str) -> None:
    transport = team.browser()
    assert transport.ask("GET", HERE + path).status_code in (303, 401)


def test_the_sign_in_page_has_its_own_files_and_the_shields_headers(team: House) -> None:
    browser = team.browser()
    page = browser.get("/sign-in")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    for path in door.OPEN_FILES:
        assert path in page.text
        assert browser.get(path).status_code == 200


def test_a_path_with_its_own_key_is_open_and_knows_nobody(team: House) -> None:
    browser = team.browser()
    assert browser.get("/answer/key").json() == {"error": "Sign in first."}
    browser.sign_in()
    assert browser.get("/answer/key").json()["login"] == "priya"
    assert (
        browser.ask("POST", "/answer/key", headers={"origin": "null"}).status_code == 200
    )  # no other site has the key


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(team: House) -> None:
    plain = team.browser().sign_in().headers.get_list("set-cookie")
    assert all("HttpOnly" in each and "SameSite=lax" in each and "Path=/" in each for each in plain)
    assert not any("Secure" in each for each in plain)
    assert all(
        "Secure" in each for each in team.browser(at="https://127.0.0.1").sign_in().headers.get_list("set-cookie")
    )


def test_what_is_wrong_is_one_sentence_and_the_login_stays_typed(team: House) -> None:
    answer = team.browser().sign_in("pri<ya", "wrong wrong", "/x")
    assert answer.status_code == 401
    assert REFUSAL in answer.text and 'value="pri&lt;ya"' in answer.text and 'value="/x"' in answer.text
    assert "wrong wrong" not in answer.text
    assert "set-cookie" not in answer.headers
    assert team.browser().ask("POST", "/sign-in", content=b"x" * 20_000).status_code == 413
    assert team.browser().ask("POST", "/sign-in", content=b"\xff\x00;;=&login").status_code == 401


def test_signing_out_ends_the_session_and_so_does_signing_in_anew(team: House) -> None:
    browser, stolen = team.browser(), team.browser()
    browser.sign_in()
    stolen.cookies = httpx.Cookies(browser.cookies)
    browser.sign_in()
    assert stolen.get("/who").status_code == 303
    stolen.cookies = httpx.Cookies(browser.cookies)
    answer = browser.ask("POST", "/sign-out")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert [each.get("/who").status_code for each in (browser, stolen)] == [303, 303]
    assert team.browser().get("/sign-out").status_code == 303  # a link signs nobody out


def test_a_session_is_renewed_while_it_is_used(team: House) -> None:
    browser = team.browser()
    browser.sign_in()
    for _ in range(4):
        team.now += LASTS - timedelta(days=1)
        assert browser.get("/who").status_code == 200
    team.now += LASTS
    assert browser.get("/who").status_code == 303


def test_a_page_seen_after_signing_in_is_kept_by_no_browser(team: House) -> None:
    browser = team.browser()
    browser.sign_in()
    assert browser.get("/").headers.get_list("cache-control") == ["no-store"]


def test_another_person_in_the_same_browser_starts_with_nothing_typed(team: House) -> None:
    browser = team.browser()
    browser.sign_in()
    assert "clear-site-data" not in browser.sign_in().headers  # the same one keeps what was typed
    assert browser.sign_in("dana", OTHER).headers["clear-site-data"] == '"storage"'


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site", "origin": HERE},
    ],
)  # fmt: skip
def test_another_website_can_neither_sign_in_nor_out_nor_call(team: House, headers: dict[str, str]) -> None:
    browser = team.browser()
    browser.sign_in()
    for path in ("/sign-in", "/sign-out", "/gradio_api/component_server"):
        answer = browser.ask("POST", path, headers=headers)
        assert (answer.status_code, answer.json()) == (403, {"error": STRANGER})
    assert browser.get("/who").json()["login"] == "priya"


@pytest.mark.parametrize("headers", [{"origin": HERE}, {"sec-fetch-site": "same-origin"}, {}])
def test_our_own_page_can(team: House, headers: dict[str, str]) -> None:
    assert team.browser().sign_in(headers=headers).status_code == 303


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "/\\evil.example", "https://evil.example", "evil.example", "/\t/evil.example", "///evil.example", "javascript:alert(1)",
     "/\nevil", "", "/" + "x" * 600, "/sign-out", "/sign-in?next=/", "/ü", "\\\\evil.example", "/ /evil.example"],
)  # fmt: skip
def test_nobody_is_sent_to_a_strangers_page_after_signing_in(address: str) -> None:
    assert origins.onward(address) == "/"


@pytest.mark.parametrize("address", ["/", "/#learn", "/requests/R-0042?a=b&c=%2F%2Fx#y", "/signed"])
def test_an_address_of_this_page_is_gone_back_to(address: str) -> None:
    assert origins.onward(address) == address


def test_a_websocket_is_closed() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        raise AssertionError("nothing is read")

    asyncio.run(Door(INSIDE, None)({"type": "websocket", "path": "/"}, receive, send))  # type: ignore[arg-type]
    assert sent == [{"type": "websocket.close", "code": 1008}]


# Wrong tries


def test_after_five_wrong_passwords_one_waits_even_with_the_right_one(team: House) -> None:
    browser = team.browser()
    assert [browser.sign_in("Priya", "wrong wrong").status_code for _ in range(5)] == [401] * 5
    team.seconds = 61
    waits = browser.sign_in()
    assert (waits.status_code, "Wait 4 minutes, then try again." in waits.text) == (429, True)
    assert team.browser("127.0.0.9").sign_in().status_code == 429  # from wherever
    assert browser.sign_in("dana", OTHER).status_code == 303  # others go on
    team.seconds = 300
    assert browser.sign_in().status_code == 303


def test_a_right_password_starts_the_count_anew() -> None:
    tries = Tries(lambda: 0.0)
    for turn in range(30):
        for place in range(4):
            tries.begin("priya", f"address-{turn}-{place}")
        tries.begin("priya", "here")
        tries.right("priya", "here")


def test_an_address_that_tries_many_logins_waits_too() -> None:
    tries = Tries(lambda: 0.0)
    for place in range(MOST_FROM_ADDRESS):
        tries.begin(f"login-{place}", "203.0.113.9")
    with pytest.raises(NotAllowed, match="Wait 5 minutes"):
        tries.begin("another", "203.0.113.9")
    tries.begin("another", "203.0.113.10")


def test_made_up_logins_fill_no_memory() -> None:
    tries = Tries(lambda: 0.0)
    for place in range(MOST_KEPT + 100):
        tries.begin(f"login-{place}", f"address-{place}")
    assert len(tries._times) <= MOST_KEPT


# Listening


def refused_to_serve(settings: Settings) -> ClarifierError:
    with pytest.raises((BadSettings, StoreError)) as refused:
        serve("0.0.0.0", 0, settings)
    return refused.value


def test_the_page_does_not_listen_where_others_reach_it_before_somebody_can_sign_in(alone: House) -> None:
    assert "clarifier people add" in str(refused_to_serve(alone.settings))
    alone.team()
    with alone.database().writing() as connection:
        connection.execute(people.PEOPLE.update().values(active=False))
    assert "clarifier people add" in str(refused_to_serve(alone.settings))


def test_it_does_not_listen_there_either_where_nobody_can_tell(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "clarifier.db").write_bytes(b"no database" * 1000)
    assert "is damaged" in str(refused_to_serve(Settings(data_folder=tmp_path / "data")))


@pytest.mark.parametrize(
    ("address", "ours"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("[::1]", True), ("::ffff:127.0.0.1", True), ("0.0.0.0", False), ("::", False),
     ("192.168.0.2", False), ("::ffff:192.168.0.2", False), ("localhost", False), ("", False), ("127.0.0.1.evil.example", False)],
)  # fmt: skip
def test_this_machines_own_addresses_are_known(address: str, ours: bool) -> None:
    assert origins.is_loopback(address) == ours
