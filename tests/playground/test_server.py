"""Who may call the playground at all."""

import asyncio
import signal
import sys

import aiohttp
import pytest

from playground import Playground, Unreachable


@pytest.fixture
async def browser():
    async with aiohttp.ClientSession() as session:
        yield session


PATHS = ["/api/v10/gateway", "/gateway", "/embed/avatars/0.png", "/attachments/1/2/a.png"]


@pytest.mark.parametrize("path", PATHS)
async def test_a_name_that_is_not_its_own_is_refused(pg, browser, path):
    # DNS rebinding: a page's own name suddenly leads to 127.0.0.1.
    headers = {"Host": f"evil.example:{pg.port}"}
    async with browser.get(pg.url + path, headers=headers) as response:
        assert response.status == 421


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
async def test_a_page_from_elsewhere_is_refused(pg, browser, path, origin):
    async with browser.get(pg.url + path, headers={"Origin": origin}) as response:
        assert response.status == 403


async def test_its_own_page_and_a_bot_without_a_page_are_let_in(pg, browser):
    for headers in ({}, {"Origin": pg.url}, {"Host": f"localhost:{pg.port}"}):
        async with browser.get(pg.url + "/api/v10/gateway", headers=headers) as response:
            assert response.status == 200


async def test_without_its_token_a_bot_gets_nowhere(pg, browser):
    for token in ("Bot wrong", pg.token, ""):
        headers = {"Authorization": token}
        async with browser.get(pg.api_url + "/users/@me", headers=headers) as response:
            body = await response.json()
            assert (response.status, body["message"]) == (401, "401: Unauthorized")
    assert pg.invalid_requests == 3


async def test_it_listens_on_this_one_address(pg):
    # Another name of this machine: whoever listened on all addresses would answer here.
    with pytest.raises(OSError, match=r"127\.0\.0\.2"):
        await asyncio.open_connection("127.0.0.2", pg.port)


async def test_a_taken_port_is_said_in_one_sentence(pg):
    with pytest.raises(Unreachable, match=f"Port {pg.port} cannot be used: .*another port"):
        async with Playground(port=pg.port):
            raise AssertionError


async def test_its_address_is_known_once_it_is_open():
    with pytest.raises(RuntimeError, match="async with"):
        _ = Playground().api_url


async def test_it_runs_in_a_process_of_its_own_until_told_to_stop(browser):
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "playground", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    try:
        line = (await asyncio.wait_for(process.stdout.readline(), 20)).decode()
        async with browser.get(line.split()[-1] + "/api/v10/gateway") as response:
            assert response.status == 200
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert "not Discord" in line


async def test_the_process_says_when_its_port_is_taken(pg):
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "playground", "--port", str(pg.port), stderr=asyncio.subprocess.PIPE
    )
    _, said = await asyncio.wait_for(process.communicate(), 20)

    assert process.returncode == 1
    assert said.decode().startswith(f"Port {pg.port} cannot be used")
    assert "Traceback" not in said.decode()
