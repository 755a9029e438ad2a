"""The page's routes, without a browser: what they serve, tell and refuse."""

import asyncio
import io
import json
import re
from pathlib import Path

import aiohttp
import pytest
import yarl

import playground
from playground import Playground
from playground.page import mount
from playground.permissions import Permission

VENDOR = Path(playground.__file__).parent / "vendor"
STATIC = Path(playground.__file__).parent / "page" / "static"


@pytest.fixture
async def pg():
    async with Playground(mount=mount) as pg:
        yield pg


@pytest.fixture
async def web(pg):
    async with aiohttp.ClientSession(pg.url) as session:
        yield session


@pytest.fixture
def mo(server):
    return server.member("Mo", moderator=True)


def form(**payload):
    sent = aiohttp.FormData()
    sent.add_field("payload", json.dumps(payload), content_type="application/json")
    return sent


async def post(web, path, sent):
    """The status and the answer."""
    async with web.post(f"/page/{path}", data=sent) as response:
        return response.status, await response.json()


async def told(line, *kinds):
    """The next event of one of these types."""
    while True:
        event = await line.receive_json(timeout=5)
        if event["type"] in kinds:
            return event


async def test_the_page_and_everything_it_links_to_is_served(web):
    async with web.get("/") as response:
        page = await response.text()

    names = re.findall(r'(?:src|href)="(/[^"]+)"', page)
    assert len(names) > 4
    for name in names:
        async with web.get(name) as response:
            assert response.status == 200, name
            assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_scripts_run_from_the_playground_alone(web):
    async with web.get("/") as response:
        policy = dict(
            each.split(" ", 1) for each in response.headers["Content-Security-Policy"].split("; ")
        )

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["connect-src"] == "'self'"


@pytest.mark.parametrize("path", ["/page/../control.py", "/page/..%2fcontrol.py", "/page/x.js"])
async def test_no_name_becomes_a_path(web, path):
    async with web.get(yarl.URL(path, encoded=True)) as response:
        assert response.status == 404


def test_no_file_of_the_page_knows_another_machine():
    served = [*STATIC.iterdir(), VENDOR / "discord-components.js"]
    for path in served:
        found = set(re.findall(r"https?://[\w.$-]+", path.read_text(encoding="utf-8")))
        assert found <= {"http://www.w3.org"}, path.name


def test_the_bundle_brings_its_notices():
    notices = (VENDOR / "NOTICES.md").read_text(encoding="utf-8")

    assert "MIT License" in notices
    assert "BSD 3-Clause License" in notices
    assert "NOTICES.md" in (VENDOR / "discord-components.js").read_text(encoding="utf-8")[:400]
    lock = (VENDOR / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in lock
    assert '"resolved"' not in lock


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Host": "evil.example"}, 421), ({"Origin": "https://evil.example"}, 403)],
)
@pytest.mark.parametrize("path", ["/", "/page/socket"])
async def test_other_names_and_other_pages_are_refused(web, path, headers, status):
    async with web.get(path, headers=headers) as response:
        assert response.status == status


async def test_another_page_cannot_act(web, ada, channel):
    sent = form(**{"as": str(ada.id)}, channel=str(channel.id), content="hello")
    async with web.post(
        "/page/messages", data=sent, headers={"Origin": "https://evil.example"}
    ) as response:
        assert response.status == 403
    assert channel.messages() == []


async def test_a_page_waits_until_somebody_is_there(web):
    with pytest.raises(aiohttp.WSServerHandshakeError, match="409"):
        await web.ws_connect("/page/socket")


async def test_a_snapshot_shows_what_one_person_may_see(web, pg, server, channel, ada, mo):
    secret = server.channel("secret")
    secret.permit(deny=Permission.VIEW_CHANNEL)
    secret.permit(mo, allow=Permission.VIEW_CHANNEL)
    mo.say(secret, "hush")
    ada.say(channel, "hello")

    async with web.ws_connect(f"/page/socket?as={ada.id}") as line:
        hers = await line.receive_json(timeout=5)
    async with web.ws_connect(f"/page/socket?as={mo.id}") as line:
        his = await line.receive_json(timeout=5)

    assert hers["type"] == "snapshot"
    assert hers["you"] == str(ada.id)
    assert [c["name"] for c in hers["servers"][0]["channels"]] == ["general"]
    assert [c["name"] for c in his["servers"][0]["channels"]] == ["general", "secret"]
    assert "hush" not in json.dumps(hers)
    assert [m["content"] for m in his["messages"][str(secret.id)]] == ["hush"]
    people = {p["name"]: p for p in hers["people"]}
    assert people["Mo"]["moderator"]
    assert not people["Ada"]["moderator"]
    assert people["Easel"]["bot"]
    assert hers["bots"][0] == {
        "id": str(pg.world.bot.id),
        "name": "Easel",
        "online": False,
        "seen": False,
    }


async def test_somebody_who_is_not_there_becomes_the_first_who_is(web, ada, channel):
    async with web.ws_connect("/page/socket?as=12345") as line:
        snapshot = await line.receive_json(timeout=5)

    assert snapshot["you"] == str(ada.id)


async def test_events_follow_the_snapshot(web, server, channel, ada, mo):
    async with web.ws_connect(f"/page/socket?as={ada.id}") as line:
        await told(line, "snapshot")

        message = mo.say(channel, "hello")
        created = await told(line, "message")
        mo.react(message, "👍")
        reacted = await told(line, "message")
        mo.delete(message)
        gone = await told(line, "gone")
        server.channel("attic")
        places = await told(line, "places")

    assert created["message"]["content"] == "hello"
    assert reacted["message"]["reactions"][0]["count"] == 1
    assert gone == {"type": "gone", "channel": str(channel.id), "id": str(message.id)}
    assert "attic" in [c["name"] for c in places["servers"][0]["channels"]]


async def test_commands_and_the_bot_itself_are_told(web, bot, pg, channel, ada):
    async with web.ws_connect(f"/page/socket?as={ada.id}") as line:
        snapshot = await told(line, "snapshot")
        await bot.tree.sync()
        commands = await told(line, "commands")
        await bot.close()
        away = await told(line, "bots")

    names = {command["name"] for command in snapshot["commands"]}
    assert {"paint", "Repeat", "Greet"} <= names
    offered = [c for c in snapshot["commands"] if c["id"] in snapshot["offered"][str(channel.id)]]
    assert "adult" not in [command["name"] for command in offered]
    assert len(commands["commands"]) == len(snapshot["commands"])
    assert [it["online"] for it in snapshot["bots"]] == [True]
    assert [it["online"] for it in away["bots"]] == [False]


async def test_a_command_is_run_with_its_files_and_answers_once_the_bot_did(
    web, bot, pg, server, channel, ada
):
    role = server.role("painters")
    everything = next(c for c in pg.world.commands.values() if c.name == "everything")
    options = {
        "who": str(ada.id),
        "where": str(channel.id),
        "role": str(role.id),
        "amount": 1.5,
        "yes": True,
        "shape": "3:2",
    }
    sent = form(
        **{"as": str(ada.id)},
        channel=str(channel.id),
        command=str(everything.id),
        path=["everything"],
        options=options,
    )
    sent.add_field("file", b"meow", filename="cat.txt")

    status, answer = await post(web, "commands", sent)

    assert (status, answer) == (200, {"failed": False, "modal": None})
    assert channel.messages()[-1].content == "ada general painters 1.5 True cat.txt 4 3:2"


async def test_a_form_comes_with_the_answer_and_goes_back_by_its_token(
    web, bot, pg, channel, ada, mo
):
    command = next(c for c in pg.world.commands.values() if c.name == "form")
    who = {"as": str(ada.id)}
    _, answer = await post(
        web,
        "commands",
        form(**who, channel=str(channel.id), command=str(command.id), path=["form"], options={}),
    )
    modal = answer["modal"]
    fields = {
        (each["component"] if each["type"] == 18 else each["components"][0])["custom_id"]: each
        for each in modal["components"]
    }
    prompt, negative, shape = fields

    stolen = form(**{"as": str(mo.id)}, token=modal["token"], answers={shape: ["3:2"]})
    assert (await post(web, "modals", stolen))[0] == 409
    status, _ = await post(
        web,
        "modals",
        form(**who, token=modal["token"], answers={prompt: "a fig", shape: ["3:2"]}),
    )

    assert modal["title"] == "Edit"
    assert status == 200
    assert channel.messages()[-1].content == "a fig||['3:2']"
    assert negative in fields


async def test_what_cannot_be_is_refused_with_a_sentence(web, bot, pg, server, channel, ada):
    hidden = server.channel("hidden")
    hidden.permit(deny=Permission.VIEW_CHANNEL)
    his = server.member("Ben").say(channel, "mine")
    paint = next(c for c in pg.world.commands.values() if c.name == "paint")
    where = {"as": str(ada.id), "channel": str(channel.id)}
    command = where | {"command": str(paint.id), "path": ["paint"]}
    cases = {
        "messages": [
            ({}, "'as' is missing."),
            (where | {"as": "x"}, "'as' is an id."),
            (where | {"as": "1"}, "Nobody here has this id."),
            (where | {"channel": str(hidden.id)}, "You are not in this channel."),
            (where | {"content": "x" * 2001}, "A message has at most 2000 characters."),
        ],
        "commands": [
            (where | {"command": "1"}, "This command is outdated. Try again."),
            (command | {"path": ["paint", "x"]}, "/paint has no subcommand 'x'."),
            (command | {"options": []}, "'options' is a table."),
            (command | {"options": {"nope": 1}}, "There is no option 'nope'."),
            (command | {"options": {"prompt": ["a"]}}, "['a'] is no answer."),
            (command | {"options": {}}, "/paint needs 'prompt'."),
        ],
        "deletions": [
            (where | {"message": str(his.id)}, "Only its author and moderators can delete"),
        ],
        "components": [
            (where | {"message": "1", "component": "x"}, "The message was deleted."),
        ],
        "modals": [
            ({"as": str(ada.id), "token": "x"}, "This form is too old. Open it again."),
        ],
    }

    for path, sent in cases.items():
        for payload, problem in sent:
            status, answer = await post(web, path, form(**payload))
            assert status == 409
            assert answer["problem"].startswith(problem)


async def test_what_is_no_form_is_refused(web):
    async with web.post("/page/messages", data=b"{}") as response:
        assert await response.json() == {"problem": "The page sends forms."}

    broken = aiohttp.FormData()
    broken.add_field("payload", "{", content_type="application/json")
    assert await post(web, "messages", broken) == (409, {"problem": "The payload is not JSON."})

    empty = aiohttp.FormData()
    empty.add_field("file", b"x", filename="x")
    assert await post(web, "messages", empty) == (409, {"problem": "The form has no payload."})

    heavy = form()
    heavy.add_field("file", io.BytesIO(bytes(26 * 1024 * 1024)), filename="x")
    status, answer = await post(web, "messages", heavy)
    assert status == 409
    assert answer["problem"] == "Files of at most 25 MiB together, please."


async def test_silence_is_an_answer_too(web, pg, bot, channel, ada):
    silent = next(c for c in pg.world.commands.values() if c.name == "silent")
    sent = form(
        **{"as": str(ada.id)}, channel=str(channel.id), command=str(silent.id), path=["silent"]
    )
    asking = asyncio.create_task(post(web, "commands", sent))
    await pg.until(lambda: pg.interactions)
    pg.clock.advance(3)

    assert await asking == (200, {"failed": True, "modal": None})
