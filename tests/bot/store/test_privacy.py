import asyncio
import json
import random
import sqlite3
from dataclasses import replace

from bot.rules import Ban, Level
from bot.store import AppealState, Card, HoldState, State, Store

CANARY = b"canary-7f3a"
OWNER, OTHER = 424242424242424242, 2


def places(folder):
    """Files that hold the canary: the database, its log and index, pictures, images, all else."""
    return [path for path in folder.rglob("*") if path.is_file() and CANARY in path.read_bytes()]


async def fill(store, request_of, painted, ruled, *, owner_id, mark, first):
    """A bit of everything that can be kept about a member. Returns the numbers of the jobs."""
    jobs = []

    async def ask(offset, **params):
        prompt = f"{mark} {offset} " + "x" * random.Random(offset).randrange(0, 900)
        request = request_of(first + offset, owner_id=owner_id, prompt=prompt, **params)
        image = f"{mark} image {offset}".encode()
        request = replace(request, params=request.params.over(image))
        row = await store.accept(request, image=image)
        await store.acknowledged(row.id, 9000 + row.id)
        jobs.append(row.id)
        return row

    for offset in range(12):
        row = await ask(offset, negative=f"{mark} no")
        pictures = painted(row.params, f"{mark} png {offset}".encode())
        await store.painted(row.id, pictures, [f"{mark} note"])
        await store.told(row.id, message_id=None)
    for offset, state in enumerate((HoldState.APPROVED, HoldState.REJECTED, None), 12):
        row = await ask(offset)
        pictures = painted(row.params, f"{mark} held {offset}".encode())
        await store.painted(row.id, pictures, [], rulings=[ruled("hold")], hold_until=9e12)
        (hold,) = await store.desk.of_job(row.id)
        await store.desk.carded(hold.id, Card(channel_id=5, message_id=700 + row.id))
        if state:
            await store.desk.decide(hold.id, state, by=77, sentence=f"{mark} why")
    words = await store.refuse(
        request_of(first + 20, owner_id=owner_id, prompt=f"{mark} refused"), f"{mark} blocked"
    )
    jobs.append(words.id)
    await store.members.strike(
        owner_id=owner_id,
        server_id=10,
        job_id=words.id,
        kind="prompt",
        category="sexual",
        term=f"{mark} term",
    )
    await store.appeals.file(words.id, text=f"{mark} appeal", until=9e12)
    await store.reports.file(
        server_id=10, channel_id=20, message_id=1, job_id=None, by=owner_id, text=f"{mark} report"
    )
    await store.reports.file(
        server_id=10, channel_id=20, message_id=first, job_id=jobs[0], by=3, text=f"{mark} about"
    )
    await store.members.prefer(owner_id, Level.STRICT)
    return jobs


async def test_after_an_erasure_nothing_is_left_in_any_file(
    store, request_of, painted, ruled, caplog
):
    mark = CANARY.decode()
    await fill(store, request_of, painted, ruled, owner_id=OTHER, mark="other", first=100)
    jobs = await fill(store, request_of, painted, ruled, owner_id=OWNER, mark=mark, first=200)
    await store.erase(jobs[1])
    kept = [row.id for row in await store.untold() if row.owner_id == OTHER]
    assert {path.suffix for path in places(store.folder)} >= {".db-wal", ".png"}

    erased = await store.privacy.erase(OWNER)

    assert places(store.folder) == []
    assert CANARY.decode() not in caplog.text
    assert erased.complete
    assert erased.jobs == len(jobs) - 1
    assert Card(channel_id=20, message_id=9000 + jobs[0]) in erased.messages
    assert len(erased.messages) == 14
    assert len(erased.cards) == 3
    assert store.members.level(OWNER) is None
    assert [row.id for row in await store.untold()] == kept
    assert store.members.level(OTHER) is Level.STRICT
    exported = await store.privacy.export(OWNER)
    assert [name for name, value in exported.items() if value not in ([], OWNER)] == []


async def test_an_erasure_leaves_nothing_among_rows_that_came_and_went(
    tmp_path, request_of, painted
):
    chance = random.Random(5)
    async with Store(tmp_path) as store:
        number = 0
        for _ in range(4):
            for _ in range(60):
                number += 1
                mine = chance.random() < 0.4
                word = CANARY.decode() if mine else "other"
                prompt = " ".join([word] * chance.randrange(1, 90))[:1000]
                row = await store.accept(
                    request_of(number, owner_id=OWNER if mine else OTHER, prompt=prompt)
                )
                if chance.random() < 0.5:
                    picture = f"{word} {number}".encode()
                    await store.painted(row.id, painted(row.params, picture), [word])
                if chance.random() < 0.2:
                    await store.erase(chance.randrange(1, number + 1))

            await store.privacy.erase(OWNER)

            assert places(tmp_path) == []


async def test_an_erasure_that_cannot_tidy_up_is_finished_by_the_next_sweep(
    tmp_path, request_of, clock
):
    async with Store(tmp_path, now=clock) as store:
        await store.accept(request_of(1, owner_id=OWNER, prompt=CANARY.decode()))
        reader = sqlite3.connect(tmp_path / "easel.db", isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM jobs").fetchall()

        erased = await store.privacy.erase(OWNER)

        assert (erased.jobs, erased.complete) == (1, False)
        assert places(tmp_path) != []
        reader.close()

    async with Store(tmp_path, now=clock) as store:
        await store.privacy.retire()
        assert places(tmp_path) == []
        assert await store.fact("traces") is None


async def test_a_death_between_rows_and_files_leaves_no_picture_behind(
    tmp_path, request_of, painted
):
    async with Store(tmp_path) as store:
        row = await store.accept(request_of(1))
        await store.painted(row.id, painted(row.params, b"kept"), [])
        store.files.write(b"%s of somebody who was erased" % CANARY)
        store.images.write(b"%s image" % CANARY)

    async with Store(tmp_path) as store:
        assert places(tmp_path) == []
        assert len(await store.pictures(row.id)) == 1
        assert len(list((tmp_path / "pictures").glob("??/*"))) == 1


async def test_what_is_painted_for_somebody_erased_meanwhile_leaves_no_file(
    store, request_of, painted
):
    row = await store.accept(request_of(1, owner_id=OWNER))
    await store.privacy.erase(OWNER)

    assert not await store.painted(row.id, painted(row.params, CANARY), [])
    await store.keep(CANARY)

    assert places(store.folder) == []


async def test_a_file_that_another_member_has_too_survives(store, request_of, painted):
    for number, owner_id in enumerate((OWNER, OTHER)):
        row = await store.accept(request_of(number, owner_id=owner_id))
        await store.painted(row.id, painted(row.params, b"the same"), [])

    await store.privacy.erase(OWNER)

    (picture,) = await store.pictures(row.id)
    assert await store.png(picture.sha256) == b"the same"


async def test_a_ban_and_the_moderators_record_outlive_an_erasure(store, held):
    _, hold = await held(1, owner_id=OWNER)
    await store.desk.decide(hold.id, HoldState.REJECTED, by=77, reason="no")
    ban = Ban(reason="spam", by=77)
    await store.rules.amend(
        10, lambda r: replace(r, bans={OWNER: ban}), by=77, what="ban", member_id=OWNER
    )

    await store.privacy.erase(OWNER)

    assert store.rules.of(10).bans[OWNER] == ban
    about_member, about_picture = await store.acts.page(10)
    assert (about_member.what, about_member.member_id) == ("ban", OWNER)
    assert (about_picture.what, about_picture.member_id) == ("reject", None)


async def test_an_export_has_everything_about_a_member_and_nothing_of_others(
    store, request_of, painted, ruled
):
    await fill(store, request_of, painted, ruled, owner_id=OTHER, mark="other", first=100)
    await fill(store, request_of, painted, ruled, owner_id=OWNER, mark="mine", first=200)
    await store.rules.amend(
        10,
        lambda r: replace(r, bans={OWNER: Ban(reason="spam", by=77)}, timeouts={OWNER: 5.0}),
        by=77,
        what="ban",
        member_id=OWNER,
        reason="spam",
    )

    exported = await store.privacy.export(OWNER)

    text = json.dumps(exported, allow_nan=False)
    empty = {name for name, value in exported.items() if not value}
    assert empty == {"quota_used_by_deleted_jobs", "acts_as_moderator"}
    assert "other" not in text
    assert '"by"' not in text
    assert exported["jobs"][0]["params"]["prompt"].startswith("mine")
    assert exported["rules"] == [
        {"server_id": 10, "ban": {"until": None, "reason": "spam"}, "timeout_until": 5.0}
    ]
    as_moderator = await store.privacy.export(77)
    assert {act["what"] for act in as_moderator["acts_as_moderator"]} >= {"ban", "reject"}


async def test_refused_prompts_go_after_thirty_days(store, request_of, clock):
    refused = await store.refuse(request_of(1), "Blocked.")
    other = await store.accept(request_of(2))
    await store.end(other.id, State.FAILED, "broken")
    await store.told(other.id, message_id=None)

    clock.pass_days(29)
    assert await store.privacy.retire() == 0

    clock.pass_days(2)
    assert await store.privacy.retire() == 1
    assert await store.job(refused.id) is None
    assert await store.job(other.id) is not None


async def test_a_refused_prompt_stays_while_its_appeal_is_open(store, request_of, clock):
    row = await store.refuse(request_of(1), "Blocked.")
    await store.appeals.file(row.id, text="", until=9e12)
    clock.pass_days(31)

    assert await store.privacy.retire() == 0
    await store.appeals.decide(row.id, AppealState.DENIED, by=77)
    assert await store.privacy.retire() == 1


async def test_recipes_go_when_host_or_server_say_so_unless_somebody_waits(
    store, request_of, painted, ruled, held, clock
):
    async def shown(number, **request):
        row = await store.accept(request_of(number, **request))
        pictures = painted(row.params, b"%d" % number)
        await store.painted(row.id, pictures, [], rulings=[ruled("show")])
        await store.told(row.id, message_id=number)
        return row

    here, there = await shown(1), await shown(2, server_id=11)
    waiting, _ = await held(3)
    await store.rules.amend(10, lambda r: replace(r, keep_days=5), by=77, what="keep")
    (picture,) = await store.pictures(here.id)

    clock.pass_days(6)
    assert await store.privacy.retire() == 1
    assert await store.job(here.id) is None
    assert await store.png(picture.sha256) is None
    # The picture's scores stay, and nobody's name is on them.
    assert len(await store.judgements.since(10, seconds=1e9)) == 2

    clock.pass_days(6)
    assert await store.privacy.retire(keep_days=10) == 1
    assert await store.job(there.id) is None
    assert await store.job(waiting.id) is not None


async def test_the_log_goes_after_half_a_year_and_rules_in_force_stay(store, clock):
    await store.rules.amend(10, lambda r: replace(r, level=Level.STRICT), by=77, what="level")
    await store.acts.add(server_id=10, at=clock(), by=77, what="look")
    kept = await store.rules.amend(10, lambda r: replace(r, block=("a",)), by=77, what="word")
    await store.reports.file(server_id=10, channel_id=1, message_id=1, job_id=None, by=3)

    clock.pass_days(179)
    await store.privacy.retire()
    assert len(await store.acts.page(10)) == 3

    clock.pass_days(2)
    await store.privacy.retire()
    assert await store.acts.page(10) == [kept]
    assert len(await store.reports.of_message(1)) == 1


async def test_a_server_is_forgotten_thirty_days_after_it_was_left(
    store, request_of, painted, ruled, clock
):
    mark = CANARY.decode()
    jobs = await fill(store, request_of, painted, ruled, owner_id=OWNER, mark=mark, first=100)
    await store.rules.amend(10, lambda r: replace(r, block=(mark,)), by=77, what="word")
    await store.accept(request_of(1, server_id=11))
    await store.servers.left(10)

    clock.pass_days(29)
    await store.privacy.retire()
    assert places(store.folder) != []

    clock.pass_days(2)
    assert await store.privacy.retire() == len(jobs)
    # What a member prefers and a report elsewhere are theirs, not the server's.
    assert places(store.folder) == []
    assert store.rules.of(10).block == ()
    assert await store.acts.page(10) == []
    assert len(await store.untold()) == 1


async def test_a_server_that_comes_back_in_time_keeps_everything(store, request_of, clock):
    await store.accept(request_of(1))
    await store.servers.left(10)
    clock.pass_days(20)
    await store.servers.joined(10)
    clock.pass_days(20)

    assert await store.privacy.retire() == 0
    assert len(await store.untold()) == 1


async def test_erasing_while_others_write_tears_nothing(store, request_of, painted):
    async def live(number):
        row = await store.accept(request_of(number, owner_id=number % 3))
        await store.painted(row.id, painted(row.params, b"%d" % (number % 4)), [])

    await asyncio.gather(*(live(n) for n in range(40)), *(store.privacy.erase(1) for _ in range(3)))
    await store.privacy.erase(1)

    rows = await store.untold()
    assert {row.owner_id for row in rows} == {0, 2}
    for row in rows:
        assert len(await store.pictures(row.id)) == 1
