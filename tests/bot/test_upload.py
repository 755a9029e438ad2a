"""The file of a member, from a real server that does what hostile ones do."""

from types import SimpleNamespace

import discord
import pytest
from aiohttp import web

from bot import upload
from bot.policy import Refused
from engine.picture import MAX_UPLOAD


@pytest.fixture
async def server():
    """Serves one body; writes down what it was asked."""
    serving = SimpleNamespace(asked=[], body=b"picture", status=200, headers={})

    async def answer(request):
        serving.asked.append(request.raw_path)
        return web.Response(body=serving.body, status=serving.status, headers=serving.headers)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    serving.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield serving
    await runner.cleanup()


@pytest.fixture
def cdn(server, monkeypatch):
    """The server is Discord's CDN."""
    monkeypatch.setattr(discord.Asset, "BASE", server.url)
    return server


def given(url, *, size=7, content_type="image/png"):
    payload = {"id": "1", "filename": "a.png", "size": size, "url": url, "proxy_url": url}
    if content_type is not None:
        payload["content_type"] = content_type
    return discord.Attachment(data=payload, state=SimpleNamespace(http=None))


async def test_a_file_is_fetched_by_its_address_as_it_was_signed(cdn):
    signed = "/attachments/1/2/a%20b.png?ex=66&is=65&hm=ab%2Fcd&"

    assert await upload.fetch(given(cdn.url + signed)) == b"picture"
    assert cdn.asked == [signed]


@pytest.mark.parametrize(
    "url",
    [
        "{server}/attachments/1/2/a.png",
        "http://169.254.169.254/latest/meta-data",
        "https://cdn.discordapp.com.evil.example/a.png",
        "https://cdn.discordapp.com:8443/a.png",
        "http://cdn.discordapp.com/a.png",
        "https://cdn.discordapp.com@127.0.0.1/a.png",
        "file:///etc/passwd",
        "/etc/passwd",
        "",
    ],
)
async def test_nothing_is_fetched_from_anywhere_else(server, url):
    with pytest.raises(Refused, match="files from Discord only"):
        await upload.fetch(given(url.format(server=server.url)))

    assert server.asked == []


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ({"content_type": "image/gif"}, "none of them"),
        ({"content_type": "text/html"}, "none of them"),
        ({"content_type": None}, "none of them"),
        ({"size": MAX_UPLOAD + 1}, "8 MB is the most I take"),
    ],
)
async def test_what_its_label_rules_out_is_not_fetched(cdn, file, says):
    with pytest.raises(Refused, match=says):
        await upload.fetch(given(f"{cdn.url}/a.png", **file))

    assert cdn.asked == []


async def test_a_file_larger_than_its_label_is_not_read_to_its_end(cdn):
    cdn.body = bytes(MAX_UPLOAD * 2)

    with pytest.raises(Refused, match=r"8\.\d MB; 8 MB is the most"):
        await upload.fetch(given(f"{cdn.url}/a.png"))


async def test_a_redirect_is_not_followed(cdn):
    cdn.status, cdn.headers = 302, {"Location": f"{cdn.url}/secret"}

    with pytest.raises(Refused, match="did not hand over"):
        await upload.fetch(given(f"{cdn.url}/a.png"))

    assert cdn.asked == ["/a.png"]


@pytest.mark.parametrize("status", [403, 404, 500])
async def test_a_file_that_is_gone_is_a_sentence(cdn, status):
    cdn.status = status

    with pytest.raises(Refused, match="Attach it again"):
        await upload.fetch(given(f"{cdn.url}/a.png"))


async def test_a_cdn_that_is_down_is_a_sentence(monkeypatch):
    monkeypatch.setattr(discord.Asset, "BASE", "http://127.0.0.1:9")

    with pytest.raises(Refused, match="Attach it again"):
        await upload.fetch(given("http://127.0.0.1:9/a.png"))
