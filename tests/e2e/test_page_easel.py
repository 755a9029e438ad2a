"""The promise of the README, in a browser: a newcomer, the page, and the real bot."""

import asyncio
import io
import json
import os
import re
import sys
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import expect

from playground import Playground
from playground.page import mount
from tests.e2e.browser import chat, chromium, without_chromium
from tests.e2e.house import Easel, pngs

pytestmark = [without_chromium, pytest.mark.asyncio, pytest.mark.xdist_group("page-easel")]

# Where the picture of the README goes; nothing is written without it.
SCREENSHOT = os.environ.get("EASEL_SCREENSHOT")
PAINTED = 60_000  # milliseconds, on a busy machine


def pixels(image):
    return image.convert("RGB").tobytes()


async def seen(picture):
    """The pixels of a picture as the browser shows them, before it is enlarged."""
    width, height, values = await picture.evaluate(
        """(image) => {
            const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
            const pen = canvas.getContext('2d');
            pen.drawImage(image, 0, 0);
            const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
            return [canvas.width, canvas.height, [...data]];
        }"""
    )
    return pixels(Image.frombytes("RGBA", (width, height), bytes(values)))


async def painted_again(recipe, folder):
    """What `easel paint` makes of it."""
    (folder / "recipe.json").write_text(json.dumps(recipe), encoding="utf-8")
    out = folder / "again.png"
    painting = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "paint"),
        *("--recipe", str(folder / "recipe.json"), "--out", str(out)),
        stdout=asyncio.subprocess.DEVNULL,
    )
    assert await painting.wait() == 0
    return out.read_bytes()


async def test_a_newcomer_sees_a_red_apple_grow_and_varies_it(tmp_path):
    async with Playground(mount=mount) as pg, chromium() as browser:
        server = pg.server("Atelier")
        channel = server.channel("general")
        server.channel("adults-only", nsfw=True)
        server.member("Ada")
        server.member("Ben")
        server.member("Mo", moderator=True)
        easel = Easel(pg, tmp_path)
        await easel.start()
        try:
            async with chat(browser, pg.url) as ada:
                await paint_and_vary(ada, easel, channel, tmp_path)
                await watch_and_cancel(ada)
                await survive_a_power_cut(ada, easel)
        finally:
            await easel.kill()


async def paint_and_vary(ada, easel, channel, folder):
    await ada.button("Type it for me").click()
    await expect(ada.field).to_have_value("/imagine a red apple")
    await ada.field.press("Enter")

    first = ada.messages.first
    await expect(first).to_contain_text("Ada used")
    await expect(first).to_contain_text("Easel is thinking…")
    await expect(ada.button("V2", within=first)).to_be_visible(timeout=PAINTED)

    pictures = first.locator(".picture img")
    await expect(pictures).to_have_count(4)
    (message,) = channel.messages()
    for number, png in enumerate(pngs(message)):
        picture = pictures.nth(number)
        await expect(picture).to_have_attribute("alt", message.attachments[number].description)
        assert await seen(picture) == pixels(Image.open(io.BytesIO(png)))
    again = await painted_again(easel.recipe(message, 1), folder)
    assert again == pngs(message)[1]

    if SCREENSHOT:
        await ada.page.set_viewport_size({"width": 1120, "height": 920})
        await ada.page.mouse.move(0, 0)
        await expect(ada.button("U4", within=first)).to_be_in_viewport()
        await ada.page.screenshot(path=Path(SCREENSHOT))

    await ada.button("V2", within=first).click()
    await expect(ada.messages).to_have_count(2)
    await expect(ada.last.locator(".reference")).to_contain_text("a red apple")
    await expect(ada.button("V2", within=ada.last)).to_be_visible(timeout=PAINTED)
    await expect(ada.last.locator(".picture img")).to_have_count(4)
    assert pngs(channel.messages()[1])[0] != pngs(message)[1]


async def watch_and_cancel(ada):
    await ada.send("/imagine a rocket steps:150")
    await expect(ada.last.locator(".content")).to_contain_text("Painting", timeout=PAINTED)
    await expect(ada.last.locator("time.moment")).to_have_text(re.compile("^in "))
    preview = ada.last.locator(".picture img")
    await expect(preview).to_have_count(1, timeout=PAINTED)
    assert (await preview.bounding_box())["width"] >= 320
    await ada.button("Cancel", within=ada.last).click()

    await expect(ada.last.locator(".content")).to_contain_text("ancelled", timeout=PAINTED)
    await expect(preview).to_have_count(0)


async def survive_a_power_cut(ada, easel):
    await easel.kill()
    await expect(ada.page.get_by_text("Easel is restarting…")).to_be_visible()
    await easel.start()
    await expect(ada.page.get_by_text("Easel is online")).to_be_visible(timeout=PAINTED)

    await ada.button("Info", within=ada.messages.first).click()

    await expect(ada.last).to_contain_text("Only you can see this")
    await expect(ada.last.locator(".content")).to_contain_text("seed")
