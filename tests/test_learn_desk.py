"""What the Learn tab asks and shows, as plain functions: quotes that open where they stand, a company's own shelf, five cards a day,
progress that stays, names; and nothing that somebody wrote becomes markup."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from lxml import html

from clarifier.errors import BadSettings, UnreadableInput
from clarifier.model.chat import Stop
from clarifier.rules.review import Card, Day
from clarifier.rules.scenarios import scenarios
from clarifier.settings import Settings
from clarifier.web import learn_desk as desk
from clarifier.web.cards import card
from clarifier.web.classroom import Classroom
from clarifier.web.learn_view import day_view

HOSTILE = "<script>alert(1)</script> ${1+1} {{x}} \" onload=x ' <img src=x onerror=x>"
FIRST = "my customer wants 100 tomorrow, what do I do first?"
SEALS = "May the seal kit SK-4012/B go alone?"
FILE = "---\nid: pump-seals\n{title}source: Handbook {said}\n---\n\n## The rule\n\nThe kit SK-4012/B {said} never goes alone.\n"
OWN, BROKEN = (FILE.format(title=title, said=HOSTILE) for title in (f"title: Seals {HOSTILE}\n", ""))
SCENE = scenarios()["scenario-01"]
BAD = "You need to get all 90 hinges out by Thursday. Make sure it happens."


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A classroom of a company that has one rule of its own, with odd signs in it, and two files that give none."""
    own, folder = tmp_path_factory.mktemp("own"), tmp_path_factory.mktemp("learn")
    for name, text in (("seals.md", OWN), ("broken.md", BROKEN), ("<img src=x onerror=x>.md", BROKEN)):
        (own / name).write_text(text, "utf-8")
    return Classroom(Settings(data_folder=folder / "data", model_folder=folder / "none", knowledge=own))


def seen(markup: str) -> Any:
    return html.fragment_fromstring(markup, create_parent="div")


def said(markup: str) -> str:
    return " ".join(seen(markup).text_content().split())


def marked(room: Classroom, doc_id: str, quote: str) -> list[str]:
    """What is marked in a document that is opened at a quote."""
    return [each.text_content() for each in seen(desk.document(room, doc_id, quote)["document"]).iter("mark")]


def rated(room: Classroom, learner: str, rating: str, count: int) -> dict[str, Any]:
    """What is shown after so many answers."""
    shown = desk.five(room, learner, 0)
    for place in range(count):
        (front,) = seen(shown["five"]).xpath(".//*[@data-card]")
        shown = desk.rate(room, learner, front.get("data-card"), rating, f"key-{place}", 0)
    return shown


def bars(room: Classroom, learner: str) -> dict[str, tuple[int, str]]:
    """The share and the words of each rule's bar."""
    page = seen(desk.progress(room, learner, 0)["progress"])
    words = {each.getparent().get("data-open"): each.text for each in page.xpath(".//*[contains(@class, 'status')]")}
    shares = zip(page.xpath(".//@data-open"), page.xpath(".//meter/@value"), strict=True)
    return {rule: (int(share), words.get(rule, "")) for rule, share in shares}


# Ask, and open what was cited


def test_the_numbers_of_an_answer_are_those_of_its_quotes(room: Classroom) -> None:
    for question, _ in room.library.corpus.asked[::400]:
        answer = seen(desk.ask(room, question, Stop())["answer"])
        quotes, numbers = (answer.xpath(path) for path in (".//li/@data-number", ".//sup/button/@data-quote"))
        assert quotes == [str(place) for place in range(1, len(quotes) + 1)]
        assert list(dict.fromkeys(numbers)) == quotes
        assert bool(quotes) is (answer.xpath(".//section/@data-covered") == ["yes"])


def test_opening_a_citation_marks_exactly_the_quote(room: Classroom) -> None:
    asked = [FIRST, SEALS, *(question for question, _ in room.library.corpus.asked[::250])]
    quotes = [each for question in asked for each in seen(desk.ask(room, question, Stop())["answer"]).xpath(".//button[@class='quote']")]  # fmt: skip
    assert len(quotes) > 10
    for each in quotes:
        assert marked(room, each.get("data-open"), each.get("data-words")) == [each.get("data-words")]
    assert [marked(room, "rule-02", quote) for quote in ("", "  ", "They stand nowhere.", HOSTILE)] == [[]] * 4


def test_an_unknown_document_a_card_and_a_scene_are_one_sentence_each(room: Classroom) -> None:
    calls: tuple[tuple[Callable[..., object], tuple[object, ...]], ...] = (
        (desk.document, ("rule-99",)), (desk.practise, ("../scenario-01", [BAD], "Ada")), (desk.five, ("Ada", 24 * 60)),
        (desk.rate, ("Ada", "rule-99#statement", "good", "k", 0)), (desk.rate, ("Ada", "rule-01#statement", "superb", "k", 0)),
        (lambda _, scene: desk.scene(scene), ("scenario-99",)),
    )  # fmt: skip
    for call, given in calls:
        with pytest.raises(BadSettings, match=r"^[^\n]{20,120}\.$"):
            call(room, *given)


def test_a_companys_documents_have_a_shelf_of_their_own_and_its_problems_are_named(room: Classroom) -> None:
    page = seen(desk.rulebook(room)["rulebook"])
    shelves = {each.get("aria-label"): each.xpath(".//button/@data-open") for each in page.xpath(".//section")}
    assert list(shelves) == ["The ten rules", "Practices behind them", "Your company's own"]
    assert len(shelves["The ten rules"]) == 10 and shelves["Your company's own"] == ["pump-seals"]
    problems = [each.text_content() for each in page.xpath(".//*[@role='alert']/li")]
    assert all(each.endswith("It was left out.") for each in problems)
    told = ["company/<img src=x onerror=x>.md", "company/broken.md"]
    assert [each.partition(", line ")[0] for each in problems] == told


def test_a_message_is_judged_and_only_the_verdicts_are_kept(room: Classroom) -> None:
    first = desk.practise(room, SCENE.id, [BAD], "Bo")
    assert (first["weakest"], first["over"], first["asks"]) == ("rule-04", False, None)
    assert seen(first["feedback"]).xpath(".//li/@data-status") == ["missing", "missing"]
    assert desk.counter(room, SCENE.id, [BAD], Stop()) == {"says": first["says"]}
    last = desk.practise(room, SCENE.id, [SCENE.example] * 3, "Bo")
    assert (last["says"], last["weakest"], last["over"]) == (SCENE.resolved, None, True)
    room.database.close()
    kept = b"".join(path.read_bytes() for path in room.settings.data_folder.glob("clarifier.db*"))
    assert b"scenario-01" in kept and b"hinges" not in kept


@pytest.mark.parametrize("rating", ["again", "easy"])
def test_five_ratings_end_the_day_and_say_when_the_next_cards_come(rating: str, room: Classroom) -> None:
    assert (desk.five(room, rating, 0)["left"], rated(room, rating, rating, 4)["left"]) == (5, 1)
    done = rated(room, f"{rating} too", rating, 5)
    assert done["left"] == 0 and "5 done That's it for today." in said(done["five"])
    assert "The next cards come tomorrow." in said(done["five"]), "new ones are left"


def test_the_same_key_twice_counts_once_and_so_does_a_card_on_one_day(room: Classroom) -> None:
    (front,) = seen(desk.five(room, "Cy", 0)["five"]).xpath(".//@data-card")
    for key in ("one key", "one key", "another key"):
        shown = desk.rate(room, "Cy", front, "good", key, 0)
        assert shown["left"] == 4
    (front,) = seen(shown["five"]).xpath(".//@data-card")
    assert desk.rate(room, "Cy", front, "good", "a third key", 0)["left"] == 3


# Progress, and who it is of


def test_the_bars_rise_with_reviews_and_attempts_and_stay_after_opening_again(room: Classroom) -> None:
    assert set(bars(room, "Dot").values()) == {(0, "")}
    rated(room, "Dot", "good", 2)
    desk.practise(room, SCENE.id, [SCENE.example], "Dot")
    desk.practise(room, "scenario-02", ["Everything is fine, no worries. See below."], "Dot")
    risen = bars(room, "Dot")
    assert risen["rule-01"][0] > 0 < risen["rule-02"][0] and risen["rule-03"][0] == 0
    assert risen["rule-04"][1] == risen["rule-02"][1] == "written well" and risen["rule-09"][1] == "practise it"
    assert desk.progress(room, "Dot", 0)["done"] == ["scenario-01", "scenario-02"]
    room.database.close()
    assert bars(Classroom(room.settings), "Dot") == risen
    assert set(bars(room, "somebody else").values()) == {(0, "")}


def test_a_name_has_one_to_sixty_characters_and_single_spaces(room: Classroom) -> None:
    for name in ("", " \n ", "n" * 61):
        with pytest.raises(UnreadableInput, match=r"^A name has one to 60 characters; yours has \d+\.$"):
            desk.five(room, name, 0)
    rated(room, "  Ada   Lovelace ", "good", 1)
    assert desk.five(room, "Ada Lovelace", 0)["left"] == 4
    assert desk.five(room, HOSTILE[:60], 0)["left"] == desk.five(room, "n" * 60, 0)["left"] == 5


@pytest.mark.xfail(reason="half a sign cannot be written into the database", strict=True)
def test_half_an_emoji_in_a_name_is_no_fault_of_ours(room: Classroom) -> None:
    with suppress(UnreadableInput):
        desk.five(room, "Ada \ud83d", 0)


def test_hostile_words_come_out_as_text_in_every_card(room: Classroom) -> None:
    scene = replace(SCENE, title=HOSTILE, situation=HOSTILE, opening=HOSTILE, task=HOSTILE, counterpart=HOSTILE)
    day = Day((Card("pump-seals#statement", "pump-seals", "pump-seals", HOSTILE, HOSTILE),), 0, None)
    markups = {
        "answer": desk.ask(room, SEALS, Stop())["answer"],
        "document": desk.document(room, "pump-seals", HOSTILE)["document"],
        "rulebook": desk.rulebook(room)["rulebook"],
        "scene": card("scene.html", scenario=scene, names=[("rule-04", HOSTILE)]),
        "feedback": desk.practise(room, SCENE.id, [f"You need to {HOSTILE}"], "Eve")["feedback"],
        "five": card("five.html", view=day_view(day, datetime.now(UTC), room.library.corpus)),
        "progress": desk.progress(room, "Eve", 0)["progress"],
    }
    for name, markup in markups.items():
        page = seen(markup)
        assert not {each.tag for each in page.iter()} & {"script", "img", "iframe"}, name
        assert not [key for each in page.iter() for key in each.attrib if key.startswith("on")], name
        assert "<script>alert(1)</script> ${1+1} {{x}}" in said(markup), name
