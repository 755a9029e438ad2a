import asyncio
import hashlib
import json
import os
import sqlite3
import sys
from dataclasses import replace

import pytest

from bot.store import Kind, State, Store, StoreError
from bot.store.database import migrations


async def test_an_accepted_request_comes_back_whole(store, request_of):
    request = request_of(1, negative="blur", count=2)

    row = await store.accept(request)

    assert await store.job(row.id) == row
    assert (row.request, row.state, row.told) == (request, State.ACCEPTED, False)


async def test_one_interaction_has_one_job(store, request_of):
    first = await store.accept(request_of(1))

    assert await store.accept(request_of(1, prompt="something else")) is None
    assert [row.id for row in await store.untold()] == [first.id]


async def test_a_job_walks_through_its_states(store, request_of, painted):
    row = await store.accept(request_of(1, count=2))

    assert await store.acknowledged(row.id, 99)
    assert await store.started(row.id)
    assert await store.painted(row.id, painted(row.params, b"one", b"two"), ["a note"])
    await store.told(row.id, message_id=None)

    last = await store.job(row.id)
    assert (last.state, last.message_id, last.told) == (State.DONE, 99, True)
    assert last.notes == ("a note",)
    assert last.ended_at is not None
    assert [p.params for p in await store.pictures(row.id)] == [
        row.params.alone(0),
        row.params.alone(1),
    ]
    assert {p.exactness for p in await store.pictures(row.id)} == {"pinned:4"}
    assert await store.png(hashlib.sha256(b"two").hexdigest()) == b"two"


async def test_only_one_end_wins(store, request_of, painted):
    row = await store.accept(request_of(1))

    assert await store.end(row.id, State.CANCELLED, "stopped")
    assert not await store.end(row.id, State.FAILED, "too late")
    assert not await store.painted(row.id, painted(row.params, b"late"), [])

    assert (await store.job(row.id)).reason == "stopped"
    assert await store.pictures(row.id) == []


async def test_a_painted_job_can_no_longer_be_cancelled(store, request_of, painted):
    row = await store.accept(request_of(1))
    await store.painted(row.id, painted(row.params, b"done"), [])

    assert not await store.cancel(row.id)
    assert (await store.job(row.id)).state is State.PAINTED


async def test_after_a_restart_waiting_jobs_come_back_in_order(tmp_path, request_of):
    async with Store(tmp_path) as store:
        for number in (1, 2, 3):
            row = await store.accept(request_of(number))
            await store.acknowledged(row.id, 90 + number)
        await store.started(row.id)
        gone = await store.accept(request_of(4))
        await store.end(gone.id, State.CANCELLED)
        await store.told(gone.id, message_id=None)

    async with Store(tmp_path) as store:
        assert await store.requeue_orphans() == 1
        waiting = await store.untold()

    assert [row.request.interaction_id for row in waiting] == [1, 2, 3]
    assert {row.state for row in waiting} == {State.QUEUED}
    assert {row.params.seed for row in waiting} == {7}


async def test_an_erased_job_takes_its_pictures_and_leaves_shared_files(store, request_of, painted):
    row = await store.accept(request_of(1, count=2))
    await store.painted(row.id, painted(row.params, b"mine", b"shared"), [])
    (_, shared) = await store.pictures(row.id)
    alone = await store.accept(request_of(2, kind=Kind.SINGLE, parent_id=shared.id))
    await store.painted(alone.id, painted(alone.params, b"shared"), [])

    await store.erase(row.id)

    assert await store.job(row.id) is None
    assert await store.png(hashlib.sha256(b"mine").hexdigest()) is None
    assert await store.png(shared.sha256) == b"shared"
    assert (await store.job(alone.id)).request.parent_id is None


async def test_files_expire_but_their_recipes_stay(store, request_of, painted):
    row = await store.accept(request_of(1))
    await store.painted(row.id, painted(row.params, b"old"), [])
    await store.told(row.id, message_id=None)
    (picture,) = await store.pictures(row.id)
    os.utime(store.files.path(picture.sha256), (0, 0))

    assert await store.expire(keep_days=7) == 1

    assert await store.png(picture.sha256) is None
    assert await store.picture(picture.id) == picture


async def test_a_file_that_nobody_was_shown_yet_does_not_expire(store, request_of, painted):
    row = await store.accept(request_of(1))
    await store.painted(row.id, painted(row.params, b"old"), [])
    (picture,) = await store.pictures(row.id)
    os.utime(store.files.path(picture.sha256), (0, 0))

    assert await store.expire(keep_days=7) == 0


async def test_a_cancelled_caller_does_not_tear_a_write(store, request_of):
    writing = asyncio.create_task(store.accept(request_of(1)))
    await asyncio.sleep(0)  # let it begin
    writing.cancel()

    row = await store.accept(request_of(2))

    assert [r.request.interaction_id for r in await store.untold()] == [1, 2]
    assert row.id == 2


async def test_a_second_easel_on_the_same_folder_is_refused_and_the_first_named(store):
    code = (
        "import asyncio, sys; from pathlib import Path; from bot.store import Store\n"
        "async def main():\n"
        "    async with Store(Path(sys.argv[1])): pass\n"
        "asyncio.run(main())"
    )

    second = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, str(store.folder), stderr=asyncio.subprocess.PIPE
    )
    _, said = await second.communicate()

    assert second.returncode != 0
    assert f"Another Easel (process {os.getpid()})" in said.decode()


async def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "data").write_text("a file, not a folder")

    with pytest.raises(StoreError, match="cannot be written"):
        async with Store(tmp_path / "data"):
            pass


async def test_a_damaged_database_is_never_replaced_by_an_empty_one(tmp_path, request_of):
    async with Store(tmp_path) as store:
        for number in range(50):
            await store.accept(request_of(number))
    path = tmp_path / "easel.db"
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 3] = b"\xff" * 4096 * 2
    path.write_bytes(content)

    with pytest.raises(StoreError, match=r"damaged|cannot be used"):
        async with Store(tmp_path):
            pass


async def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "easel.db").write_bytes(b"not a database" * 500)

    with pytest.raises(StoreError, match="cannot be opened"):
        async with Store(tmp_path):
            pass


async def test_a_database_of_a_newer_easel_is_refused(tmp_path):
    async with Store(tmp_path):
        pass
    with sqlite3.connect(tmp_path / "easel.db") as connection:
        connection.execute("PRAGMA user_version=999")

    with pytest.raises(StoreError, match="newer Easel"):
        async with Store(tmp_path):
            pass


async def test_facts_are_remembered(store):
    await store.remember("commands", "one")
    await store.remember("commands", "two")

    assert await store.fact("commands") == "two"
    assert await store.fact("nothing") is None


async def test_what_is_committed_survives_in_wal_mode_with_full_sync(store):
    connection = sqlite3.connect(store.folder / "easel.db")

    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


@pytest.fixture
def request_over(request_of):
    """A request to paint over an image."""

    def make(interaction_id, image, **options):
        request = request_of(interaction_id, **options)
        return replace(request, params=request.params.over(image))

    return make


async def test_an_image_is_there_for_every_job_that_is_painted_over_it(store, request_over):
    row = await store.accept(request_over(1, b"image"), image=b"image")
    again = await store.accept(request_over(2, b"image"), image=b"image")

    assert row.params.image == again.params.image
    assert await store.image(row.params.image) == b"image"
    assert await store.image("0" * 64) is None


async def test_an_image_does_not_expire_while_a_recipe_needs_it(store, request_over):
    row = await store.accept(request_over(1, b"image"), image=b"image")
    os.utime(store.images.path(row.params.image), (0, 0))

    await store.expire(keep_days=7)

    assert await store.image(row.params.image) == b"image"


async def test_an_image_is_erased_with_the_last_job_that_needs_it(store, request_over):
    first = await store.accept(request_over(1, b"image"), image=b"image")
    second = await store.accept(request_over(2, b"image"), image=b"image")
    await store.accept(request_over(3, b"another"), image=b"another")

    await store.erase(first.id)
    assert await store.image(first.params.image) == b"image"

    await store.erase(second.id)
    assert await store.image(first.params.image) is None
    assert len(list((store.folder / "images").glob("??/*"))) == 1


async def test_a_job_that_comes_while_the_last_one_goes_keeps_its_image(store, request_over):
    row = await store.accept(request_over(0, b"image"), image=b"image")
    for number in range(1, 20):
        accepting = store.accept(request_over(number, b"image"), image=b"image")

        row, _ = await asyncio.gather(accepting, store.erase(row.id))

        assert await store.image(row.params.image) == b"image"


async def test_an_image_without_a_row_is_dropped_at_the_next_start(tmp_path, request_over):
    async with Store(tmp_path) as store:
        row = await store.accept(request_over(1, b"image"), image=b"image")
        orphan = store.images.write(b"nobody came to ask for this one")

    async with Store(tmp_path) as store:
        assert await store.image(row.params.image) == b"image"
        assert await store.image(orphan) is None


async def test_a_database_from_before_there_were_images_goes_on(tmp_path, request_of):
    connection = sqlite3.connect(tmp_path / "easel.db")
    number, first = migrations()[0]
    connection.executescript(f"{first} PRAGMA user_version={number};")
    connection.execute(
        "INSERT INTO jobs (interaction_id, owner_id, channel_id, kind, params, state, accepted_at) "
        "VALUES (1, 2, 3, 'imagine', ?, 'queued', 4)",
        (json.dumps(request_of(1).params.to_json()),),
    )
    connection.commit()
    connection.close()

    async with Store(tmp_path) as store:
        (row,) = await store.untold()

    assert row.params == request_of(1).params
