"""Commands: what may be registered, and what stays when it is registered again."""

import pytest


def command(name="paint", **fields):
    return {"name": name, "description": "Paint", "type": 1, **fields}


def option(name="prompt", **fields):
    return {"type": 3, "name": name, "description": "x", **fields}


def having(*options):
    return [command(options=list(options))]


def choices(count, name="x"):
    return [{"name": f"{name}{n}", "value": "v"} for n in range(count)]


LONG = [option(f"o{n}", choices=choices(4, "x" * 99)) for n in range(20)]


@pytest.fixture
def here(pg):
    return f"/applications/{pg.application_id}/commands"


async def test_what_is_registered_again_keeps_its_id(pg, bare, here):
    _, first, _ = await bare.ask("PUT", here, [command(), command("gone")])
    _, second, _ = await bare.ask("PUT", here, [command(description="Changed"), command("new")])
    _, listed, _ = await bare.ask("GET", here)

    assert second[0]["id"] == first[0]["id"]
    assert second[0]["version"] != first[0]["version"]
    assert listed == second
    assert pg.world.command_creates == 3


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ([command("Paint")], "APPLICATION_COMMAND_INVALID_NAME"),
        ([command("two words")], "APPLICATION_COMMAND_INVALID_NAME"),
        ([command("x" * 33)], "BASE_TYPE_BAD_LENGTH"),
        ([command(description="x" * 101)], "BASE_TYPE_BAD_LENGTH"),
        ([command(description="")], "BASE_TYPE_BAD_LENGTH"),
        ([command(), command()], "APPLICATION_COMMANDS_DUPLICATE_NAME"),
        ([command(f"c{n}") for n in range(101)], "BASE_TYPE_MAX_LENGTH"),
        ([{"name": f"M {n}", "type": 3} for n in range(6)], "BASE_TYPE_MAX_LENGTH"),
        (having(*(option(f"o{n}") for n in range(26))), "BASE_TYPE_BAD_LENGTH"),
        (having(option(), option()), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"),
        (
            having(option(), option("b", required=True)),
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        ),
        (having(option(choices=choices(26))), "BASE_TYPE_BAD_LENGTH"),
        (having(option(choices=choices(1, "x" * 100))), "BASE_TYPE_BAD_LENGTH"),
        (
            having(option(choices=choices(1), autocomplete=True)),
            "APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES",
        ),
        (having(option(type=5, autocomplete=True)), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"),
        (having(*LONG), "APPLICATION_COMMAND_TOO_LARGE"),
        (having(option(type=1, options=[option(type=1)])), "BASE_TYPE_CHOICES"),
        (having(option(type=2, options=[option(type=2)])), "BASE_TYPE_CHOICES"),
        (having(option(type=2, options=[option(type=3)])), "BASE_TYPE_CHOICES"),
        (having(option(type=4, min_value=2**53 + 1)), "NUMBER_TYPE_MAX"),
        (having(option(type=4, max_value=0.5)), "NUMBER_TYPE_COERCE"),
        (having(option(type=4, choices=choices(1))), "NUMBER_TYPE_COERCE"),
        (having(option(max_length=6001)), "NUMBER_TYPE_MAX"),
        ([command(contexts=[3])], "BASE_TYPE_CHOICES"),
        ([command(name_localizations={"de": ""})], "BASE_TYPE_BAD_LENGTH"),
        (
            [{"name": "Repeat", "type": 3, "description": "x"}],
            "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION",
        ),
        ([command(default_member_permissions="all")], "NUMBER_TYPE_COERCE"),
    ],
)
async def test_what_cannot_be_registered_is_named(bare, here, body, wrong):
    status, answer, _ = await bare.ask("PUT", here, body)

    assert (status, answer["code"]) == (400, 50035)
    assert wrong in str(answer["errors"])
    assert (await bare.ask("GET", here))[1] == []


async def test_a_group_in_a_command_holds_subcommands(bare, here, ada, channel):
    inner = option("now", type=1, options=[option("text", required=True)])
    status, _, _ = await bare.ask("PUT", here, having(option("all", type=2, options=[inner])))

    asked = ada.slash("paint all now", channel=channel, text="x")

    assert status == 200
    assert asked.record.payload["options"] == [
        {
            "name": "all",
            "type": 2,
            "options": [
                {
                    "name": "now",
                    "type": 1,
                    "options": [{"name": "text", "type": 3, "value": "x"}],
                }
            ],
        }
    ]


async def test_one_command_is_created_read_changed_and_deleted(bare, here):
    created, body, _ = await bare.ask("POST", here, command())
    replaced, _, _ = await bare.ask("POST", here, command(description="Other"))
    one = f"{here}/{body['id']}"
    _, changed, _ = await bare.ask("PATCH", one, {"description": "Changed"})
    _, read, _ = await bare.ask("GET", one)
    deleted, _, _ = await bare.ask("DELETE", one)

    assert (created, replaced, deleted) == (201, 200, 204)
    assert read == changed
    assert read["description"] == "Changed"
    assert (await bare.ask("GET", one))[1]["code"] == 10063


async def test_commands_of_a_server_are_its_own(pg, bare, server, ada, channel):
    there = f"/applications/{pg.application_id}/guilds/{server.id}/commands"
    other = pg.server("Elsewhere")
    room, bob = other.channel("room"), other.member("Bob")
    await bare.ask("PUT", there, [command("local")])

    assert [c.name for c in ada.offered(channel)] == ["local"]
    assert bob.offered(room) == []


async def test_two_hundred_creates_are_a_day(pg, bare, here):
    pg.world.command_creates = 200

    status, answer, _ = await bare.ask("POST", here, command())
    assert (status, answer["code"]) == (429, 30034)


async def test_another_application_is_none_of_the_bots_business(bare):
    status, _, _ = await bare.ask("GET", "/applications/1/commands")

    assert status == 403
