"""The page with the real weights on this machine: the offline reading at once, the model's after it."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from web_pages import opened, served

from clarifier.model import local
from clarifier.model.install import adopt
from clarifier.settings import Settings

EMAIL = "Hi Sam,\n\nplease send 40 perforated baking trays by March 19, the old ones are worn out.\n\nThanks\nIngrid"
LINE = ".clarify .engine [data-line]"


@pytest.fixture(scope="module")
def address(weights: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page with the installed weights, and no answer kept from before."""
    folder = tmp_path_factory.mktemp("models")
    adopt(weights, folder)
    with served(Settings(model_folder=folder, model_seconds=300)) as address:
        yield address
    local.close()


def test_the_offline_reading_is_there_at_once_and_the_second_one_follows(page: Page, address: str) -> None:
    desk = opened(page, address)
    began = time.monotonic()
    desk.locator("textarea[name=email]").fill(EMAIL)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("[data-slot=request]")).to_contain_text("40 perforated baking trays")
    assert time.monotonic() - began < 10
    outcome = desk.locator("[data-slot=request] .outcome").bounding_box()
    expect(desk.locator(LINE)).to_contain_text("Read once more with qwen", timeout=240_000)
    expect(desk.locator("[data-slot=request]")).to_contain_text("40 perforated baking trays")
    after = desk.locator("[data-slot=request] .outcome").bounding_box()
    assert outcome and after and (outcome["x"], outcome["y"]) == (after["x"], after["y"])  # nothing jumped
