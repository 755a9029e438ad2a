"""Channels and threads."""

from playground import wire
from playground.errors import ApiError
from playground.form import Form
from playground.model import Channel, ChannelKind, Message, MessageKind, Thread
from playground.permissions import Permission
from playground.rest.call import NOTHING, Answer, Call, Route

_ARCHIVE_MINUTES = (60, 1440, 4320, 10080)


async def get(call: Call) -> Answer:
    return Answer(body=wire.channel(call.channel))


async def edit(call: Call) -> Answer:
    channel = call.channel
    call.need(
        channel, Permission.MANAGE_THREADS if channel.is_thread else Permission.MANAGE_CHANNELS
    )
    form = Form()
    body = call.body
    if "name" in body:
        channel.name = form.text(body["name"], ("name",), least=1, most=100)
    if channel.thread:
        _edit_thread(form, call, channel.thread)
    else:
        if "topic" in body:
            channel.topic = form.text(body["topic"], ("topic",), most=1024) or None
        if "nsfw" in body:
            channel.nsfw = form.flag(body["nsfw"], ("nsfw",))
    form.check()
    call.world.changed(channel)
    return Answer(body=wire.channel(channel))


def _edit_thread(form: Form, call: Call, thread: Thread) -> None:
    for name in ("archived", "locked"):
        if name in call.body:
            setattr(thread, name, form.flag(call.body[name], (name,)))
            thread.changed_at = call.world.clock.now()


async def delete(call: Call) -> Answer:
    channel = call.channel
    call.need(
        channel, Permission.MANAGE_THREADS if channel.is_thread else Permission.MANAGE_CHANNELS
    )
    made = wire.channel(channel)
    call.world.remove_channel(channel)
    return Answer(body=made)


async def start_thread(call: Call) -> Answer:
    parent = call.channel
    if parent.kind is not ChannelKind.TEXT:
        raise ApiError(50024)
    form = Form()
    kind = form.choice(
        call.body.get("type") or int(ChannelKind.PUBLIC_THREAD),
        ("type",),
        (int(ChannelKind.PUBLIC_THREAD), int(ChannelKind.PRIVATE_THREAD)),
    )
    private = kind == ChannelKind.PRIVATE_THREAD
    call.need(
        parent,
        Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS,
    )
    return _started(call, form, parent, start=None, private=private)


async def start_thread_from(call: Call) -> Answer:
    parent = call.channel
    call.need(parent, Permission.CREATE_PUBLIC_THREADS)
    start = call.world.message(parent, call.id("message_id"))
    if start.thread:
        raise ApiError(160004)
    return _started(call, Form(), parent, start=start, private=False)


def _started(
    call: Call, form: Form, parent: Channel, *, start: Message | None, private: bool
) -> Answer:
    world = call.world
    name = form.text(call.body.get("name"), ("name",), least=1, most=100)
    minutes = form.choice(
        call.body.get("auto_archive_duration") or 1440,
        ("auto_archive_duration",),
        _ARCHIVE_MINUTES,
    )
    form.check()
    thread = world.add_thread(parent, name, world.bot, start=start, private=private)
    if thread.thread:
        thread.thread.auto_archive_minutes = minutes
    if start is None and not private:
        world.post(
            Message(
                id=world.snowflakes.next(),
                channel=parent,
                author=world.bot,
                created_at=world.clock.now(),
                kind=MessageKind.THREAD_CREATED,
                content=name,
            )
        )
    return Answer(status=201, body=wire.channel(thread))


async def join(call: Call) -> Answer:
    channel = call.channel
    if channel.thread is None:
        raise ApiError(50024)
    channel.thread.members.add(call.world.bot.id)
    return NOTHING


async def leave(call: Call) -> Answer:
    channel = call.channel
    if channel.thread is None:
        raise ApiError(50024)
    channel.thread.members.discard(call.world.bot.id)
    return NOTHING


_ONE = "/channels/{channel_id}"

ROUTES = (
    Route(method="GET", path=_ONE, work=get),
    Route(method="PATCH", path=_ONE, work=edit),
    Route(method="DELETE", path=_ONE, work=delete),
    Route(method="POST", path=_ONE + "/threads", work=start_thread),
    Route(method="POST", path=_ONE + "/messages/{message_id}/threads", work=start_thread_from),
    Route(method="PUT", path=_ONE + "/thread-members/@me", work=join),
    Route(method="DELETE", path=_ONE + "/thread-members/@me", work=leave),
)
