"""Messages and their reactions."""

from playground import wire
from playground.errors import ApiError
from playground.feed import Event, Kind
from playground.form import Form
from playground.limits import Draft
from playground.model import Channel, Flag, Message, MessageKind
from playground.permissions import Permission
from playground.rest.call import NOTHING, Answer, Call, Route
from playground.rest.drafts import fill
from playground.snowflake import born

_OLD_SECONDS = 14 * 86_400.0


async def create(call: Call) -> Answer:
    channel = call.channel
    _may_write(call, channel)
    draft = Draft(call.body)
    if call.body.get("enforce_nonce") and draft.nonce is not None:
        already = call.world.repeated(channel, call.world.bot, draft.nonce)
        if already:
            return Answer(body=wire.message(call.world, already))
    world = call.world
    reference = _reference(call, channel)
    message = Message(
        id=world.snowflakes.next(),
        channel=channel,
        author=world.bot,
        created_at=world.clock.now(),
        kind=MessageKind.REPLY if reference else MessageKind.DEFAULT,
        flags=draft.flags & Flag.SUPPRESS_NOTIFICATIONS,
        tts=draft.tts,
        nonce=draft.nonce,
        reference=reference,
    )
    fill(call, message, draft)
    world.post(message)
    return Answer(body=wire.message(world, message))


def _may_write(call: Call, channel: Channel) -> None:
    if channel.recipient and not channel.recipient.dms_open:
        raise ApiError(50007)
    speak = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
    call.need(channel, speak)
    if channel.thread and channel.thread.archived and channel.thread.locked:
        raise ApiError(50083)
    if call.uploads:
        call.need(channel, Permission.ATTACH_FILES)
    if call.body.get("embeds"):
        call.need(channel, Permission.EMBED_LINKS)


def _reference(call: Call, channel: Channel) -> Message | None:
    raw = call.body.get("message_reference")
    if not raw:
        return None
    form = Form()
    table = form.table(raw, ("message_reference",))
    wanted = form.snowflake(table.get("message_id"), ("message_reference", "message_id"))
    found = channel.messages.get(wanted)
    if found is None and table.get("fail_if_not_exists") is not False:
        form.wrong(("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
    form.check()
    return found


async def edit(call: Call) -> Answer:
    channel = call.channel
    message = call.world.message(channel, call.id("message_id"))
    if message.author is not call.world.bot:
        raise ApiError(50005)
    if message.ephemeral:
        raise ApiError(10008)  # only its interaction's token reaches it
    if channel.thread and channel.thread.archived:
        raise ApiError(50083)
    if call.uploads:
        call.need(channel, Permission.ATTACH_FILES)
    rewrite(call, message)
    return Answer(body=wire.message(call.world, message))


def rewrite(call: Call, message: Message) -> None:
    """An edit of the bot, by whichever way it came."""
    draft = Draft(call.body, prefix=call.prefix, was_v2=Flag.COMPONENTS_V2 in message.flags)
    was_loading = message.loading
    fill(call, message, draft)
    message.flags &= ~Flag.LOADING
    call.world.edited(message, visibly=not was_loading)


async def delete(call: Call) -> Answer:
    channel = call.channel
    message = call.world.message(channel, call.id("message_id"))
    if message.ephemeral:
        raise ApiError(10008)
    if message.author is not call.world.bot:
        call.need(channel, Permission.MANAGE_MESSAGES)
    call.world.delete(message)
    return NOTHING


async def get(call: Call) -> Answer:
    channel = call.channel
    call.need(channel, Permission.READ_MESSAGE_HISTORY)
    message = call.world.message(channel, call.id("message_id"))
    if message.ephemeral:
        raise ApiError(10008)
    return Answer(body=wire.message(call.world, message))


async def history(call: Call) -> Answer:
    channel = call.channel
    form = Form()
    query = call.query
    limit = form.number(_int(query.get("limit")), ("limit",), least=1, most=100, default=50)
    bounds = {
        name: form.snowflake(query[name], (name,))
        for name in ("before", "after", "around")
        if name in query
    }
    form.check()
    world = call.world
    if channel.guild:
        bits = Permission.READ_MESSAGE_HISTORY
        try:
            call.need(channel, bits)
        except ApiError as error:
            if error.code != 50013:
                raise
            return Answer(body=[])  # who may not read the past is told that there is none
    found = [m for m in channel.messages.values() if not m.ephemeral]
    if "after" in bounds:
        found = [m for m in found if m.id > bounds["after"]][:limit]
    elif "around" in bounds:
        found.sort(key=lambda m: abs(m.id - bounds["around"]))
        found = found[:limit]
    else:
        found = [m for m in found if m.id < bounds.get("before", 2**64)][-limit:]
    found.sort(key=lambda m: m.id, reverse=True)
    return Answer(body=[wire.message(world, m) for m in found])


def _int(text: str | None) -> int | str | None:
    return int(text) if text and text.isdigit() else text


async def bulk_delete(call: Call) -> Answer:
    channel = call.channel
    call.need(channel, Permission.MANAGE_MESSAGES)
    form = Form()
    items = form.items(call.body.get("messages"), ("messages",), least=2, most=100)
    ids = [form.snowflake(item, ("messages", i)) for i, item in enumerate(items)]
    form.check()
    if any(born(i) < call.world.clock.now() - _OLD_SECONDS for i in ids):
        raise ApiError(50034)
    for message in [channel.messages[i] for i in ids if i in channel.messages]:
        call.world.delete(message)
    return NOTHING


async def react(call: Call) -> Answer:
    channel = call.channel
    call.need(channel, Permission.READ_MESSAGE_HISTORY)
    message = call.world.message(channel, call.id("message_id"))
    if call.path["emoji"] not in message.reactions:
        call.need(channel, Permission.ADD_REACTIONS)
    call.world.react(message, call.world.bot, call.path["emoji"])
    return NOTHING


async def unreact(call: Call) -> Answer:
    channel = call.channel
    message = call.world.message(channel, call.id("message_id"))
    who = call.world.bot
    if call.path["user_id"] != "@me":
        who = call.world.user(call.id("user_id"))
    if who is not call.world.bot:
        call.need(channel, Permission.MANAGE_MESSAGES)
    call.world.unreact(message, who, call.path["emoji"])
    return NOTHING


async def reactors(call: Call) -> Answer:
    message = call.world.message(call.channel, call.id("message_id"))
    who = message.reactions.get(call.path["emoji"], set())
    return Answer(body=[wire.user(call.world.users[i]) for i in sorted(who)])


async def typing(call: Call) -> Answer:
    channel = call.channel
    call.need(channel, Permission.SEND_MESSAGES)
    world = call.world
    world.feed.publish(
        Event(kind=Kind.TYPING, guild=channel.guild, channel=channel, user=world.bot)
    )
    return NOTHING


_ALL = "/channels/{channel_id}/messages"
_ONE = _ALL + "/{message_id}"
_EMOJI = _ONE + "/reactions/{emoji}"

ROUTES = (
    Route(method="POST", path=_ALL, work=create, bucket="message"),
    Route(method="GET", path=_ALL, work=history),
    Route(method="POST", path=_ALL + "/bulk-delete", work=bulk_delete, bucket="delete"),
    Route(method="GET", path=_ONE, work=get),
    Route(method="PATCH", path=_ONE, work=edit, bucket="message"),
    Route(method="DELETE", path=_ONE, work=delete, bucket="delete"),
    Route(method="PUT", path=_EMOJI + "/@me", work=react, bucket="reaction"),
    Route(method="DELETE", path=_EMOJI + "/{user_id}", work=unreact, bucket="reaction"),
    Route(method="GET", path=_EMOJI, work=reactors),
    Route(method="POST", path="/channels/{channel_id}/typing", work=typing),
)
