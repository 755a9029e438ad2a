async def test_a_server_is_new_once_and_again_after_it_came_back(store):
    assert await store.servers.joined(10)
    assert not await store.servers.joined(10)

    await store.servers.left(10)

    assert await store.servers.joined(10)


async def test_a_server_that_was_left_while_the_bot_was_off_goes_in_time(store, request_of, clock):
    await store.accept(request_of(1))
    await store.accept(request_of(2, server_id=11))
    await store.servers.left(11)
    await store.servers.present([11])

    clock.pass_days(31)

    assert await store.privacy.retire() == 1
    assert [row.request.server_id for row in await store.untold()] == [11]
