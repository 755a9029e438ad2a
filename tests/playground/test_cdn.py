"""Files: their links, which end, and what a browser may do with them."""

import aiohttp
import pytest

from playground import File
from playground.world import DROPPED_KEPT


@pytest.fixture
def shared(ada, channel):
    """Puts a file into the channel and gives it."""

    def share(name="a.png", content=b"bytes"):
        return ada.say(channel, "", files=[File(name=name, content=content)]).attachments[0]

    return share


async def get(url):
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.read(), response.headers


async def test_a_link_works_for_a_day(pg, shared):
    link = pg.link(shared())

    assert (await get(link))[:2] == (200, b"bytes")
    pg.clock.advance(86_401)
    status, body, _ = await get(link)
    assert status == 404
    assert b"no longer available" in body
    assert (await get(pg.link(next(iter(pg.world.attachments.values())))))[0] == 200


async def test_a_link_stays_the_same_for_a_while(pg, shared):
    file = shared()
    pg.clock.advance(3600 - pg.clock.now() % 3600)
    first = pg.link(file)
    pg.clock.advance(1800)

    assert pg.link(file) == first


@pytest.mark.parametrize(
    "spoil",
    [
        lambda url: url.partition("?")[0],
        lambda url: url.replace("hm=", "hm=0"),
        lambda url: url.replace("ex=", "ex=f"),
        lambda url: url.replace("ex=", "ex=x"),
        lambda url: url.replace("/a.png", "/b.png"),
    ],
)
async def test_a_link_that_was_changed_does_not_work(pg, shared, spoil):
    assert (await get(spoil(pg.link(shared()))))[0] == 404


async def test_a_deleted_message_takes_its_files_with_it_in_the_end(pg, ada, channel, shared):
    file = shared()
    pg.delete(channel.messages()[0])
    for _ in range(DROPPED_KEPT):
        shared()
        pg.delete(channel.messages()[0])

    assert (await get(pg.link(file)))[0] == 404
    assert len(pg.world.attachments) == DROPPED_KEPT


async def test_an_upload_never_runs_as_a_page(pg, shared):
    for name in ("a.html", "a.svg", "a.js"):
        _, _, headers = await get(pg.link(shared(name, b"<script>alert(1)</script>")))

        assert headers["Content-Type"] == "application/octet-stream"
        assert headers["Content-Disposition"].startswith("attachment")
        assert headers["X-Content-Type-Options"] == "nosniff"
    _, _, headers = await get(pg.link(shared()))
    assert headers["Content-Type"] == "image/png"
    assert "sandbox" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("my cat.png", "my_cat.png"),
        ("../../etc/passwd", "etc_passwd"),
        ('a"b\r\nc.png', "a_b_c.png"),
        ("...", "unknown"),
    ],
)
async def test_names_are_made_harmless(pg, shared, name, stored):
    file = shared(name)

    assert file.filename == stored
    assert (await get(pg.link(file)))[0] == 200


async def test_avatars_are_pictures(pg):
    for path in ("/embed/avatars/3.png", "/avatars/1/hash.png"):
        status, body, headers = await get(pg.cdn_url + path)

        assert (status, headers["Content-Type"]) == (200, "image/png")
        assert body.startswith(b"\x89PNG")
