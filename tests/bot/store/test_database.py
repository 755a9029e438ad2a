import asyncio
import json
import random
import sqlite3

import pytest

from bot.store import State, Store, StoreError
from bot.store.database import Database, migrations

VERSIONS = [number for number, _ in migrations()]


def old_database(path, version, request_of):
    """A database as an older Easel left it: two jobs with a picture each, the last number taken."""
    connection = sqlite3.connect(path)
    for number, sql in migrations():
        if number <= version:
            connection.executescript(f"{sql}\nPRAGMA user_version={number};")
    params = json.dumps(request_of(1).params.to_json())
    connection.execute("INSERT INTO servers (id, seen_at) VALUES (10, 1.0)")
    connection.execute("INSERT INTO facts VALUES ('commands', 'known')")
    for job_id, state, told in ((1, "done", 1), (2, "queued", 0), (9, "failed", 1)):
        connection.execute(
            "INSERT INTO jobs (id, interaction_id, owner_id, server_id, channel_id, message_id, "
            "kind, params, state, notes, told, accepted_at, parent_id) "
            "VALUES (?, ?, 2, 10, 3, 4, 'imagine', ?, ?, '[\"a note\"]', ?, 5, ?)",
            (job_id, job_id, params, state, told, 1 if job_id == 2 else None),
        )
        if job_id == 1:
            connection.execute(
                "INSERT INTO pictures (job_id, number, seed, params, revision, sha256, width, "
                "height, checker, scores, painted_at) "
                "VALUES (1, 0, 7, ?, 'r', 'aa', 64, 64, 'c', '{}', 1.0)",
                (params,),
            )
    connection.execute("DELETE FROM jobs WHERE id = 9")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_database_of_any_older_easel_goes_on(tmp_path, request_of, version):
    old_database(tmp_path / "easel.db", version, request_of)

    async with Store(tmp_path) as store:
        done, waiting = await store.job(1), await store.job(2)
        (picture,) = await store.pictures(1)
        fresh = await store.accept(request_of(50))

        assert (done.state, done.notes, done.params) == (
            State.DONE,
            ("a note",),
            request_of(1).params,
        )
        assert [row.id for row in await store.untold()] == [2, fresh.id]
        assert waiting.request.parent_id == picture.id
        assert (picture.exactness, picture.verdict) == ("exact", "show")
        # The number of a job that was deleted is in somebody's buttons.
        assert fresh.id == 10
        assert await store.fact("commands") == "known"
        await store.erase(1)
        assert (await store.job(2)).request.parent_id is None


async def test_migrations_arrive_at_the_tables_of_a_new_database(tmp_path, request_of):
    def tables(path):
        connection = sqlite3.connect(path / "easel.db")
        found = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name")
        result = found.fetchall()
        connection.close()
        return result

    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    old_database(tmp_path / "old" / "easel.db", 1, request_of)
    for name in ("old", "new"):
        async with Store(tmp_path / name):
            pass

    assert tables(tmp_path / "old") == tables(tmp_path / "new")


async def test_a_migration_that_would_leave_loose_ends_changes_nothing(tmp_path, request_of):
    path = tmp_path / "easel.db"
    old_database(path, 3, request_of)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE pictures SET job_id = 12345")
    connection.commit()
    connection.close()

    with pytest.raises(StoreError, match="refer to nothing"):
        async with Store(tmp_path):
            pass

    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (3,)
    connection.close()


@pytest.fixture
async def database(tmp_path):
    async with Database(tmp_path / "easel.db") as database:
        yield database


def remember(value, *, fail=False):
    async def work(connection):
        await connection.execute(
            "INSERT INTO facts VALUES ('a', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (value,),
        )
        if fail:
            raise RuntimeError(value)
        return value

    return work


async def test_memory_is_changed_once_it_is_committed_and_never_without(database):
    memory = []

    await database.write(remember("one"), then=memory.append)
    with pytest.raises(RuntimeError):
        await database.write(remember("two", fail=True), then=memory.append)

    assert memory == ["one"]
    assert (await database.row("SELECT value FROM facts"))["value"] == "one"


async def test_memory_is_changed_in_the_order_of_the_commits_also_for_cancelled_callers(database):
    memory = []
    writes = [
        asyncio.create_task(database.write(remember(str(n)), then=memory.append)) for n in range(9)
    ]
    await asyncio.sleep(0)  # let them begin
    for task in writes[::2]:
        task.cancel()
    await asyncio.gather(*writes, return_exceptions=True)

    await database.write(remember("last"), then=memory.append)

    assert memory == [*map(str, range(9)), "last"]


async def test_a_checkpoint_empties_the_log(database):
    await database.write(remember("canary"))
    log = database.path.with_name("easel.db-wal")
    assert log.stat().st_size

    assert await database.checkpoint()

    assert log.stat().st_size == 0


@pytest.mark.parametrize("seed", [8, 40, 48])  # where SQLite 3.40 leaves copies otherwise
async def test_a_rewritten_file_has_no_copies_that_rows_left_behind(database, seed):
    chance = random.Random(seed)

    async def come_and_go(connection):
        for number in range(100):
            mine = chance.random() < 0.4
            word = "canary" if mine else "other"
            await connection.execute(
                "INSERT INTO facts VALUES (?, ?)",
                (
                    f"{'mine' if mine else 'o'} {chance.random()}",
                    " ".join([f"{word}-7f3a" if mine else word] * chance.randrange(1, 90)),
                ),
            )
            if chance.random() < 0.3:
                gone = chance.randrange(1, number + 2)
                await connection.execute("DELETE FROM facts WHERE rowid = ?", (gone,))

    await database.write(come_and_go)
    await database.change("DELETE FROM facts WHERE name LIKE 'mine%'", ())

    assert await database.checkpoint(rewrite=True)

    assert b"canary-7f3a" not in database.path.read_bytes()


async def test_keys_are_watched_after_the_migrations(database):
    with pytest.raises(sqlite3.IntegrityError):
        await database.change(
            "INSERT INTO strikes (server_id, owner_id, at, kind, category, floor)"
            " VALUES (404, 1, 1.0, 'prompt', 'x', 0)",
            (),
        )
