"""What an interaction's token opens for fifteen minutes: its answer, and follow-ups to it."""

from playground import wire
from playground.errors import ApiError
from playground.limits import Draft
from playground.model import Interaction, Message
from playground.rest.call import NOTHING, Answer, Call, Route
from playground.rest.drafts import fill
from playground.rest.interactions import answer_message
from playground.rest.messages import rewrite

TOKEN_SECONDS = 15 * 60.0
MAX_USER_FOLLOWUPS = 5


def _interaction(call: Call) -> Interaction:
    world = call.world
    if call.id("webhook_id") != world.application_id:
        raise ApiError(10015)
    it = world.interactions.get(call.path["token"])
    if it is None:
        raise ApiError(50027)
    if world.clock.now() > it.created_at + TOKEN_SECONDS:
        raise ApiError(50027)
    if it.acknowledged is None:
        raise ApiError(10015)
    return it


async def follow_up(call: Call) -> Answer:
    it = _interaction(call)
    world = call.world
    draft = Draft(call.body)
    if it.original and it.original.loading and it.original.interaction is it:
        # The first follow-up takes the place of "thinking", as private as that was.
        rewrite(call, it.original)
        return Answer(body=wire.message(world, it.original))
    if it.integration == 1 and len(it.followups) >= MAX_USER_FOLLOWUPS:
        raise ApiError(40094)
    message = answer_message(call, it, flags=draft.flags)
    message.tts = draft.tts
    message.reference = it.original if it.original and not it.original.deleted else None
    fill(call, message, draft)
    it.followups.append(message)
    world.post(message)
    return Answer(body=wire.message(world, message))


def _target(call: Call) -> Message:
    it = _interaction(call)
    wanted = call.path["message_id"]
    if wanted == "@original":
        if it.original is None or it.original.deleted:
            raise ApiError(10008)
        return it.original
    mine = [it.original, *it.followups]
    number = call.id("message_id")
    for message in mine:
        if message and message.id == number and not message.deleted:
            return message
    raise ApiError(10008)


async def get(call: Call) -> Answer:
    return Answer(body=wire.message(call.world, _target(call)))


async def edit(call: Call) -> Answer:
    message = _target(call)
    if message.channel.thread and message.channel.thread.archived:
        raise ApiError(50083)
    rewrite(call, message)
    return Answer(body=wire.message(call.world, message))


async def delete(call: Call) -> Answer:
    call.world.delete(_target(call))
    return NOTHING


_HOOK = "/webhooks/{webhook_id}/{token}"
_MESSAGE = _HOOK + "/messages/{message_id}"

ROUTES = (
    Route(method="POST", path=_HOOK, work=follow_up, bucket="webhook", token=False),
    Route(method="GET", path=_MESSAGE, work=get, bucket="webhook", token=False),
    Route(method="PATCH", path=_MESSAGE, work=edit, bucket="webhook", token=False),
    Route(method="DELETE", path=_MESSAGE, work=delete, bucket="webhook", token=False),
)
