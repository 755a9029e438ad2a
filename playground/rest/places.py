"""Servers, their members and roles, users, and the bot's own account."""

from playground import wire
from playground.errors import ApiError
from playground.form import Form
from playground.model import Guild, Member
from playground.payload import Json
from playground.permissions import of_member
from playground.rest.call import NOTHING, Answer, Call, Route
from playground.world import World


async def me(call: Call) -> Answer:
    return Answer(body=wire.own_user(call.world.bot))


async def application(call: Call) -> Answer:
    return Answer(body=_application(call.world))


def _application(world: World) -> Json:
    return {
        "id": str(world.application_id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": wire.user(world.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": wire.user(world.owner),
        "approximate_guild_count": sum(world.bot.id in g.members for g in world.guilds.values()),
        "approximate_user_install_count": sum(u.installed for u in world.users.values()),
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
    }


async def user(call: Call) -> Answer:
    return Answer(body=wire.user(call.world.user(call.id("user_id"))))


async def my_guilds(call: Call) -> Answer:
    world = call.world
    mine = [
        (g, g.members[world.bot.id]) for g in world.guilds.values() if world.bot.id in g.members
    ]
    return Answer(body=[_my_guild(guild, bot) for guild, bot in mine])


def _my_guild(guild: Guild, bot: Member) -> Json:
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "banner": None,
        "owner": False,
        "permissions": str(int(of_member(bot))),
        "features": [],
    }


async def leave_guild(call: Call) -> Answer:
    call.world.kick_bot(call.guild)
    return NOTHING


async def open_conversation(call: Call) -> Answer:
    form = Form()
    wanted = form.snowflake(call.body.get("recipient_id"), ("recipient_id",))
    form.check()
    person = call.world.user(wanted)
    if person.bot:
        raise ApiError(50007)
    return Answer(body=wire.channel(call.world.conversation(person)))


async def guild(call: Call) -> Answer:
    made = wire.guild(call.guild)
    if call.query.get("with_counts") in ("1", "true", "True"):
        members = len(call.guild.members)
        made |= {"approximate_member_count": members, "approximate_presence_count": members}
    return Answer(body=made)


async def channels(call: Call) -> Answer:
    found = call.guild.channels.values()
    return Answer(body=[wire.channel(c) for c in found if not c.is_thread])


async def active_threads(call: Call) -> Answer:
    found = call.guild.channels.values()
    open_ones = [c for c in found if c.thread and not c.thread.archived]
    return Answer(
        body={
            "threads": [wire.channel(c) for c in open_ones],
            "members": [],
            "has_more": False,
        }
    )


async def roles(call: Call) -> Answer:
    return Answer(body=[wire.role(r) for r in call.guild.roles.values()])


async def members(call: Call) -> Answer:
    limit = call.query.get("limit", "1")
    after = call.query.get("after", "0")
    form = Form()
    most = form.number(int(limit) if limit.isdigit() else limit, ("limit",), least=1, most=1000)
    beyond = form.snowflake(after, ("after",))
    form.check()
    found = sorted(call.guild.members.values(), key=lambda m: m.user.id)
    found = [m for m in found if m.user.id > beyond][:most]
    return Answer(body=[wire.member(m) for m in found])


async def member(call: Call) -> Answer:
    found = call.guild.members.get(call.id("user_id"))
    if found is None:
        raise ApiError(10007)
    return Answer(body=wire.member(found))


_GUILD = "/guilds/{guild_id}"

ROUTES = (
    Route(method="GET", path="/users/@me", work=me),
    Route(method="GET", path="/users/@me/guilds", work=my_guilds),
    Route(method="DELETE", path="/users/@me/guilds/{guild_id}", work=leave_guild),
    Route(method="POST", path="/users/@me/channels", work=open_conversation),
    Route(method="GET", path="/users/{user_id}", work=user),
    Route(method="GET", path="/applications/@me", work=application),
    Route(method="GET", path="/oauth2/applications/@me", work=application),
    Route(method="GET", path=_GUILD, work=guild),
    Route(method="GET", path=_GUILD + "/channels", work=channels),
    Route(method="GET", path=_GUILD + "/threads/active", work=active_threads),
    Route(method="GET", path=_GUILD + "/roles", work=roles),
    Route(method="GET", path=_GUILD + "/members", work=members),
    Route(method="GET", path=_GUILD + "/members/{user_id}", work=member),
)
