"""Events, and waiting for what they change."""

import asyncio

import pytest

from playground.feed import Event, Feed, Kind
from playground.model import User

ADA = User(id=1, name="Ada")
BOB = User(id=2, name="Bob")


async def test_a_subscriber_gets_every_event_in_order_until_it_leaves():
    feed = Feed()
    with feed.subscribe() as events:
        feed.publish(Event(kind=Kind.BOT_ONLINE))
        feed.publish(Event(kind=Kind.BOT_OFFLINE))
        heard = [(await anext(events)).kind for _ in range(2)]
    feed.publish(Event(kind=Kind.BOT_ONLINE))

    assert heard == [Kind.BOT_ONLINE, Kind.BOT_OFFLINE]
    assert [event async for event in events] == []


async def test_whoever_waits_looks_again_when_something_happens():
    feed, seen, looked = Feed(), [], asyncio.Event()

    def look():
        looked.set()
        return seen

    waiting = asyncio.create_task(feed.until(look, seconds=5))
    await looked.wait()
    seen.append("it")
    feed.publish(Event(kind=Kind.TYPING))

    assert await waiting == ["it"]


async def test_waiting_ends():
    with pytest.raises(TimeoutError):
        await Feed().until(lambda: False, seconds=0.01)


async def test_who_waited_in_vain_is_told_what_the_bot_asked_last(pg, bare):
    await bare.ask("GET", "/users/1")

    with pytest.raises(TimeoutError, match=r"GET /users/1 -> 404 .*Unknown User"):
        await pg.until(lambda: False, seconds=0.01)


def test_a_private_event_concerns_one_person():
    event = Event(kind=Kind.MESSAGE_CREATE, only_for=ADA)

    assert event.concerns(ADA)
    assert not event.concerns(BOB)
    assert Event(kind=Kind.MESSAGE_CREATE).concerns(BOB)


async def test_the_page_hears_what_a_command_sets_in_motion(pg, bot, ada, channel):
    with pg.subscribe() as events:
        await (await ada.slash("paint", channel=channel, prompt="x")).done(lambda m: m.edits == 3)
        heard = []
        async for event in events:
            heard.append(event.kind)
            if heard.count(Kind.MESSAGE_UPDATE) == 3:
                break

    assert heard == [
        Kind.INTERACTION_CREATE,
        Kind.MESSAGE_CREATE,
        Kind.INTERACTION_ANSWERED,
        *[Kind.MESSAGE_UPDATE] * 3,
    ]
