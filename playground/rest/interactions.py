"""The callback: the one answer to an interaction, within three seconds."""

from playground import wire
from playground.components import read_modal
from playground.errors import ApiError
from playground.feed import Event, Kind
from playground.form import Form, Path, refused
from playground.limits import Draft
from playground.model import (
    Acknowledgement,
    Callback,
    Flag,
    Interaction,
    InteractionKind,
    Message,
    MessageKind,
    Modal,
)
from playground.payload import Json
from playground.rest.call import NOTHING, Answer, Call, Route
from playground.rest.drafts import fill
from playground.rest.messages import rewrite

ANSWER_SECONDS = 3.0
MAX_CHOICES = 25


async def callback(call: Call) -> Answer:
    world = call.world
    it = world.interactions.get(call.path["token"])
    if it is None or it.id != call.id("interaction_id"):
        raise ApiError(10062)
    if it.acknowledged:
        raise ApiError(40060)
    if it.failed or world.clock.now() > it.created_at + ANSWER_SECONDS:
        raise ApiError(10062)
    form = Form()
    kind = Callback(form.choice(call.body.get("type"), ("type",), _allowed(it)))
    form.check()
    raw = call.body.get("data")
    data = Form().table({} if raw is None else raw, ("data",))
    inner = Call(
        world=world,
        path=call.path,
        query=call.query,
        content=data,
        prefix=("data",),
        uploads=call.uploads,
    )
    _ANSWERS[kind](inner, it, kind)
    it.acknowledged = Acknowledgement(type=kind, seconds=call.heard_at - it.sent_at)
    it.when_answered()
    it.answered.set()
    world.feed.publish(
        Event(
            kind=Kind.INTERACTION_ANSWERED,
            guild=it.channel.guild,
            channel=it.channel,
            interaction=it,
            user=it.user,
            only_for=it.user,
        )
    )
    if call.query.get("with_response") not in ("1", "true", "True"):
        return NOTHING
    return Answer(body=_response(call, it, kind))


def _allowed(it: Interaction) -> tuple[int, ...]:
    if it.kind is InteractionKind.AUTOCOMPLETE:
        return (Callback.CHOICES,)
    allowed = [Callback.MESSAGE, Callback.DEFERRED_MESSAGE]
    if it.message:
        allowed += [Callback.DEFERRED_UPDATE, Callback.UPDATE]
    if it.kind is not InteractionKind.MODAL_SUBMIT:
        allowed.append(Callback.MODAL)
    return tuple(allowed)


def _response(call: Call, it: Interaction, kind: Callback) -> Json:
    about: Json = {"id": str(it.id), "type": int(it.kind), "channel_id": str(it.channel.id)}
    if it.channel.guild:
        about["guild_id"] = str(it.channel.guild.id)
    made: Json = {"interaction": about}
    if it.original:
        about |= {
            "response_message_id": str(it.original.id),
            "response_message_loading": it.original.loading,
            "response_message_ephemeral": it.original.ephemeral,
        }
        # Deferring makes no message that the answer would show, only its id.
        if kind in (Callback.MESSAGE, Callback.UPDATE):
            made["resource"] = {
                "type": int(kind),
                "message": wire.message(call.world, it.original),
            }
    return made


def answer_message(call: Call, it: Interaction, *, flags: Flag) -> Message:
    """A new message that answers an interaction; a follow-up as well."""
    kind = {
        InteractionKind.COMPONENT: MessageKind.REPLY,
        InteractionKind.COMMAND: MessageKind.CHAT_INPUT_COMMAND,
    }.get(it.kind, MessageKind.REPLY if it.message else MessageKind.CHAT_INPUT_COMMAND)
    if it.target_message or it.target_user:
        kind = MessageKind.CONTEXT_MENU_COMMAND
    private = Flag.EPHEMERAL in flags
    return Message(
        id=call.world.snowflakes.next(),
        channel=it.channel,
        author=call.world.bot,
        created_at=call.world.clock.now(),
        kind=kind,
        flags=flags & (Flag.EPHEMERAL | Flag.LOADING | Flag.SUPPRESS_NOTIFICATIONS),
        interaction=it,
        reference=it.message if kind is MessageKind.REPLY else None,
        visible_to=it.user if private else None,
    )


def _message(call: Call, it: Interaction, kind: Callback) -> None:
    draft = Draft(call.body, prefix=call.prefix)
    message = answer_message(call, it, flags=draft.flags)
    message.tts = draft.tts
    fill(call, message, draft)
    it.original, it.ephemeral = message, message.ephemeral
    call.world.post(message)


def _defer(call: Call, it: Interaction, kind: Callback) -> None:
    draft = Draft({"flags": call.body.get("flags")}, prefix=call.prefix)
    if draft.v2:
        raise refused(
            ("data", "flags"),
            "MESSAGE_FLAGS_INVALID",
            "IS_COMPONENTS_V2 cannot be set while deferring.",
        )
    message = answer_message(call, it, flags=draft.flags | Flag.LOADING)
    it.original, it.ephemeral = message, message.ephemeral
    call.world.post(message)


def _defer_update(call: Call, it: Interaction, kind: Callback) -> None:
    it.original = it.message
    it.ephemeral = it.message is not None and it.message.ephemeral


def _update(call: Call, it: Interaction, kind: Callback) -> None:
    if it.message is None or it.message.deleted:
        raise ApiError(10008)
    rewrite(call, it.message)
    _defer_update(call, it, kind)


def _choices(call: Call, it: Interaction, kind: Callback) -> None:
    form = Form(call.prefix)
    path: Path = ("choices",)
    made: list[Json] = []
    for where, item in form.tables(call.body.get("choices"), path, most=MAX_CHOICES):
        value = item.get("value")
        if isinstance(value, str):
            form.text(value, (*where, "value"), least=1, most=100)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            form.wrong((*where, "value"), "BASE_TYPE_REQUIRED", "This field is required")
        name = form.text(item.get("name"), (*where, "name"), least=1, most=100)
        made.append({"name": name, "value": value})
    form.check()
    it.choices = made


def _modal(call: Call, it: Interaction, kind: Callback) -> None:
    form = Form(call.prefix)
    body = call.body
    custom_id = form.text(body.get("custom_id"), ("custom_id",), least=1, most=100)
    title = form.text(body.get("title"), ("title",), least=1, most=45)
    components = read_modal(form, body.get("components"))
    form.check()
    it.modal = Modal(custom_id=custom_id, title=title, components=components, interaction=it)


_ANSWERS = {
    Callback.MESSAGE: _message,
    Callback.DEFERRED_MESSAGE: _defer,
    Callback.DEFERRED_UPDATE: _defer_update,
    Callback.UPDATE: _update,
    Callback.CHOICES: _choices,
    Callback.MODAL: _modal,
}

ROUTES = (
    Route(
        method="POST",
        path="/interactions/{interaction_id}/{token}/callback",
        work=callback,
        bucket="callback",
        token=False,
    ),
)
