"""Application commands: registering, reading and removing them."""

from playground import wire
from playground.commands import MAX_CREATES, MAX_OF_KIND, read_command
from playground.errors import ApiError
from playground.feed import Event, Kind
from playground.form import Form
from playground.model import Command, CommandKind
from playground.payload import Json
from playground.rest.call import NOTHING, Answer, Call, Route
from playground.world import World


def _scope(call: Call) -> int | None:
    if call.id("application_id") != call.world.application_id:
        raise ApiError(20012, status=403, message="You are not authorized for this application")
    if "guild_id" not in call.path:
        return None
    return call.guild.id


def _in_scope(world: World, guild_id: int | None) -> list[Command]:
    return [c for c in world.commands.values() if c.guild_id == guild_id]


def _store(call: Call, payload: Json, guild_id: int | None) -> Command:
    """Create, or replace the one with the same name and type, which then keeps its id."""
    world = call.world
    for old in _in_scope(world, guild_id):
        if (old.name, old.kind) == (payload["name"], CommandKind(payload["type"])):
            if old.payload != payload:
                old.payload, old.version = payload, world.snowflakes.next()
            return old
    if world.command_creates >= MAX_CREATES:
        raise ApiError(30034)
    world.command_creates += 1
    number = world.snowflakes.next()
    command = Command(id=number, version=number, guild_id=guild_id, payload=payload)
    world.commands[command.id] = command
    return command


def _synced(call: Call) -> None:
    call.world.synced = True
    call.world.feed.publish(Event(kind=Kind.COMMANDS_SYNCED, user=call.world.bot))


async def get_all(call: Call) -> Answer:
    found = _in_scope(call.world, _scope(call))
    return Answer(body=[wire.command(call.world, c) for c in found])


async def overwrite(call: Call) -> Answer:
    guild_id = _scope(call)
    world = call.world
    form = Form()
    most = sum(MAX_OF_KIND.values())
    payloads = [
        read_command(form, raw, path) for path, raw in form.tables(call.content, (), most=most)
    ]
    for kind, limit in MAX_OF_KIND.items():
        if sum(p["type"] == kind for p in payloads) > limit:
            form.wrong((), "BASE_TYPE_MAX_LENGTH", f"Must be {limit} or fewer in length.")
    seen: set[tuple[str, int]] = set()
    for index, payload in enumerate(payloads):
        key = (payload["name"], payload["type"])
        if key in seen:
            form.wrong(
                (index,),
                "APPLICATION_COMMANDS_DUPLICATE_NAME",
                "Application command names must be unique",
            )
        seen.add(key)
    form.check()
    kept = [_store(call, payload, guild_id) for payload in payloads]
    for old in _in_scope(world, guild_id):
        if old not in kept:
            del world.commands[old.id]
    _synced(call)
    return Answer(body=[wire.command(world, c) for c in kept])


async def create(call: Call) -> Answer:
    guild_id = _scope(call)
    form = Form()
    payload = read_command(form, call.body, ())
    form.check()
    before = len(call.world.commands)
    kind = CommandKind(payload["type"])
    command = _store(call, payload, guild_id)
    if sum(c.kind is kind for c in _in_scope(call.world, guild_id)) > MAX_OF_KIND[kind]:
        del call.world.commands[command.id]
        limit = MAX_OF_KIND[kind]
        raise ApiError(30032, message=f"Maximum number of application commands reached ({limit}).")
    _synced(call)
    status = 201 if len(call.world.commands) > before else 200
    return Answer(status=status, body=wire.command(call.world, command))


def _one(call: Call) -> Command:
    guild_id = _scope(call)
    command = call.world.commands.get(call.id("command_id"))
    if command is None or command.guild_id != guild_id:
        raise ApiError(10063)
    return command


async def get(call: Call) -> Answer:
    return Answer(body=wire.command(call.world, _one(call)))


async def edit(call: Call) -> Answer:
    command = _one(call)
    form = Form()
    payload = read_command(form, command.payload | call.body | {"type": command.kind}, ())
    form.check()
    command.payload, command.version = payload, call.world.snowflakes.next()
    _synced(call)
    return Answer(body=wire.command(call.world, command))


async def delete(call: Call) -> Answer:
    del call.world.commands[_one(call).id]
    _synced(call)
    return NOTHING


def _routes(base: str) -> tuple[Route, ...]:
    one = base + "/{command_id}"
    return (
        Route(method="GET", path=base, work=get_all, bucket="commands"),
        Route(method="PUT", path=base, work=overwrite, bucket="commands"),
        Route(method="POST", path=base, work=create, bucket="commands"),
        Route(method="GET", path=one, work=get, bucket="commands"),
        Route(method="PATCH", path=one, work=edit, bucket="commands"),
        Route(method="DELETE", path=one, work=delete, bucket="commands"),
    )


ROUTES = (
    *_routes("/applications/{application_id}/commands"),
    *_routes("/applications/{application_id}/guilds/{guild_id}/commands"),
)
