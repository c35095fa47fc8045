"""Where goods shall go, told as people talk: who takes them in, which door, where they work now."""

from time import process_time

import pytest
from test_places import best

from clarifier.request.cues import cue


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The lorry can tip them at my uncle's yard beside the mart in Kandy.", "my uncle's yard beside the mart in Kandy"),
        ("If the ford's up, leave the lot with the feed store in Duluth.", "the feed store in Duluth"),
        ("You can drop them at the vestry door, the verger is close by.", "the vestry door"),
        ("Bring them round to the old creamery, there is always a light on.", "the old creamery"),
        ("Just get 'em as far as the Yarra depot and we'll do the rest.", "the Yarra depot"),
        ("Put the boxes behind the tack room on Lantern Lane.", "the tack room on Lantern Lane"),
        ("Could your driver pull in at the lay-by on Lantern Lane?", "the lay-by on Lantern Lane"),
        ("Your chap should report to the gatehouse on Lantern Road.", "the gatehouse on Lantern Road"),
        ("Could you meet me at Kirkby mart on the Friday with them?", "Kirkby mart"),
        ("The workshop is empty by then, so do please use the stage door on Lantern Row.", "the stage door on Lantern Row"),
        ("Please use the North Road gate, the front is dug up.", "the North Road gate"),
        ("It's all going to the Moonbeam Caravan Park this time.", "the Moonbeam Caravan Park"),
        ("This lot isn't ours, it's for the Kirkby branch.", "the Kirkby branch"),
        ("If I'm out, the Lantern Garage will sign for them.", "the Lantern Garage"),
        ("We rehearse in the annexe on Lantern Street now, and that is where I'd like them left.", "the annexe on Lantern Street now"),
        ("From May nobody can get in by the front, so it's the Crown Road gate please.", "the Crown Road gate"),
        ("Tell the driver it's the green shed behind the pavilion, code 4471.", "the green shed behind the pavilion"),
        ("The drop point is the estates compound off Lantern Road, blue gates.", "the estates compound off Lantern Road, blue gates"),
        ("I won't be at the shed. Have them come to the house, that's 4470 Lantern Pass.", "4470 Lantern Pass."),
        ("Please send to my own house as the chapel is not staffed, 41 Lantern Close.", "41 Lantern Close."),
    ],
)  # fmt: skip
def test_a_place_is_told_in_prose(text: str, place: str) -> None:
    assert best(text) == place


@pytest.mark.parametrize(
    "text",
    [
        "I saw your stand at the Lantern hall and liked the hooks.",
        "We met at the yard in Dover.",
        "Lovely to meet you at the Makers Fair.",
        "I took the last two to the church.",
        "Talk to Jim at the office about the bill.",
        "We have 40 beds at the Crown Road site.",
        "The old shop on Lantern Street is a nail bar now.",
        "I'll come and get them with the trailer.",
        "Your driver will want to come by the Kirkby side, the other road is shut.",
        "We use the hall on Saturdays.",
        "It's all going to be late.",
        "Mum will take them in.",
        "Your driver came to the gate at noon and left again.",
    ],
)
def test_what_tells_a_story_names_no_place_for_goods(text: str) -> None:
    assert best(text) is None


@pytest.mark.parametrize("list_of_cues", ["cues", "excluded"])
def test_long_lines_of_the_words_are_read_in_linear_time(list_of_cues: str) -> None:
    began = process_time()
    for text in (
        "leave the boxes " * 4000,
        "the shop at the yard and " * 2000,
        "driver can the " * 4000,
        "we use the hall " * 3000,
    ):
        sum(1 for _ in cue(f"places/places/{list_of_cues}").finditer(text[:30000]))
    assert process_time() - began < 12
