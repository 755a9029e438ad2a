import asyncio
import json
import sqlite3
from dataclasses import replace

import pytest

from bot.rules import Ban, Level, RulesError, ServerRules
from bot.store import Store, StoreError
from bot.store.rulebook import undone


def level(value):
    return lambda rules: replace(rules, level=value)


def block(word):
    return lambda rules: replace(rules, block=(*rules.block, word))


async def test_rules_are_answered_from_memory_and_survive_a_restart(tmp_path, clock):
    async with Store(tmp_path, now=clock) as store:
        assert store.rules.of(10) == store.rules.of(None) == ServerRules()
        await store.rules.amend(10, level(Level.STRICT), by=77, what="level strict")
        assert store.rules.of(10).level is Level.STRICT
        assert store.rules.of(11).level is None

    async with Store(tmp_path, now=clock) as store:
        assert store.rules.of(10).level is Level.STRICT


async def test_every_change_is_on_record_with_before_and_after(store, clock):
    act = await store.rules.amend(
        10,
        lambda rules: replace(rules, bans={5: Ban(reason="spam", by=77)}),
        by=77,
        what="ban",
        member_id=5,
        reason="spam",
    )

    assert await store.acts.page(10) == [act]
    assert await store.acts.get(act.id) == act
    assert (act.by, act.what, act.member_id, act.at) == (77, "ban", 5, clock())
    assert ServerRules.from_json(json.loads(act.before)) == ServerRules()
    assert ServerRules.from_json(json.loads(act.after)).bans[5].reason == "spam"


async def test_a_change_that_changes_nothing_is_none(store):
    assert await store.rules.amend(10, lambda rules: rules, by=77, what="nothing") is None
    assert await store.acts.page(10) == []


async def test_a_change_that_is_refused_changes_nothing(store):
    with pytest.raises(RulesError):
        await store.rules.amend(10, block(""), by=77, what="word")

    assert store.rules.of(10) == ServerRules()
    assert await store.acts.page(10) == []


async def test_moderators_who_change_rules_at_once_lose_nothing_of_one_another(store):
    await asyncio.gather(
        *(store.rules.amend(10, block(f"word {n}"), by=n, what="word") for n in range(20))
    )

    assert set(store.rules.of(10).block) == {f"word {n}" for n in range(20)}


async def test_memory_follows_a_change_whose_caller_went_away(store):
    changing = asyncio.create_task(store.rules.amend(10, block("one"), by=77, what="word"))
    await asyncio.sleep(0)  # let it begin
    changing.cancel()

    await store.rules.amend(10, block("two"), by=77, what="word")

    assert store.rules.of(10).block == ("one", "two")


async def test_a_change_is_taken_back_and_what_came_later_stays(store):
    first = await store.rules.amend(10, level(Level.STRICT), by=77, what="level")
    await store.rules.amend(10, block("word"), by=77, what="word")

    act = await store.rules.revert(first, by=78)

    assert store.rules.of(10) == ServerRules(block=("word",))
    assert (act.what, act.by) == (f"revert #{first.id}", 78)
    assert len(await store.acts.page(10)) == 3
    assert await store.rules.revert(first, by=78) is None


async def test_a_revert_can_be_reverted(store):
    first = await store.rules.amend(10, level(Level.STRICT), by=77, what="level")
    second = await store.rules.revert(first, by=78)

    await store.rules.revert(second, by=77)

    assert store.rules.of(10).level is Level.STRICT


def test_undoing_one_ban_leaves_the_others():
    now = {"bans": {"1": "a", "2": "b", "3": "c"}, "level": "strict"}

    result = undone(now, before={"bans": {"1": "a"}}, after={"bans": {"1": "a", "2": "b"}})

    assert result == {"bans": {"1": "a", "3": "c"}, "level": "strict"}


async def test_what_changed_no_rules_cannot_be_reverted(store):
    act = await store.acts.add(server_id=10, at=1.0, by=77, what="look", job_id=3)

    assert await store.rules.revert(act, by=77) is None


async def test_the_log_is_read_page_by_page_and_new_lines_move_no_page(store):
    for number in range(5):
        await store.acts.add(server_id=10, at=float(number), by=77, what=f"act {number}")
    await store.acts.add(server_id=11, at=9.0, by=77, what="elsewhere")

    first = await store.acts.page(10, limit=2)
    await store.acts.add(server_id=10, at=10.0, by=77, what="newer")
    second = await store.acts.page(10, before=first[-1].id, limit=2)

    assert [act.what for act in first + second] == ["act 4", "act 3", "act 2", "act 1"]


async def test_the_log_cannot_be_rewritten(store):
    await store.acts.add(server_id=10, at=1.0, by=77, what="look")
    connection = sqlite3.connect(store.folder / "easel.db")

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("UPDATE acts SET by = 1")
    connection.close()


async def test_rules_that_cannot_be_read_are_never_taken_for_none(tmp_path):
    async with Store(tmp_path) as store:
        await store.rules.amend(10, level(Level.STRICT), by=77, what="level")
    connection = sqlite3.connect(tmp_path / "easel.db")
    connection.execute("DROP TRIGGER acts_are_append_only")
    connection.execute("UPDATE acts SET after = '{\"colour\": 1}'")
    connection.commit()
    connection.close()

    with pytest.raises(StoreError, match="rules of server 10 cannot be read"):
        async with Store(tmp_path):
            pass
