"""What adds up to what a member may do."""

import pytest

from playground import Permission, Playground
from playground.permissions import ALL, EVERYONE, NOTHING


@pytest.fixture
def server():
    return Playground().server("Atelier")


@pytest.fixture
def channel(server):
    return server.channel("general")


def test_roles_add_up(server, channel):
    role = server.role("helper", Permission.MANAGE_MESSAGES)
    ada = server.member("Ada", permissions=Permission.MANAGE_GUILD, roles=[role])

    assert ada.permissions(channel) == (
        EVERYONE | Permission.MANAGE_MESSAGES | Permission.MANAGE_GUILD
    )


def test_owner_and_administrators_may_do_everything(server, channel):
    channel.permit(deny=Permission.VIEW_CHANNEL)
    chief = server.member("Chief", permissions=Permission.ADMINISTRATOR)
    owner = server.member("Owner")
    server.record.owner_id = owner.id

    assert chief.permissions(channel) == owner.permissions(channel) == ALL


def test_the_more_personal_overwrite_wins(server, channel):
    role = server.role("painters")
    ada, bob = server.member("Ada", roles=[role]), server.member("Bob", roles=[role])
    channel.permit(deny=Permission.ATTACH_FILES)
    channel.permit(role, allow=Permission.ATTACH_FILES)
    channel.permit(bob, deny=Permission.ATTACH_FILES)

    assert Permission.ATTACH_FILES in ada.permissions(channel)
    assert Permission.ATTACH_FILES not in bob.permissions(channel)


def test_what_one_role_denies_another_may_allow(server, channel):
    denied, allowed = server.role("a"), server.role("b")
    channel.permit(denied, deny=Permission.SEND_MESSAGES)
    channel.permit(allowed, allow=Permission.SEND_MESSAGES)
    ada = server.member("Ada", roles=[denied, allowed])

    assert Permission.SEND_MESSAGES in ada.permissions(channel)


def test_who_cannot_look_can_do_nothing(server, channel):
    ada = server.member("Ada")
    channel.permit(deny=Permission.VIEW_CHANNEL)

    assert ada.permissions(channel) == NOTHING


def test_who_cannot_write_cannot_attach(server, channel):
    ada = server.member("Ada")
    channel.permit(deny=Permission.SEND_MESSAGES)
    thread = channel.thread("t", ada)

    assert Permission.ATTACH_FILES not in ada.permissions(channel)
    # A thread asks for another permission to write.
    assert Permission.ATTACH_FILES in ada.permissions(thread)


def test_a_thread_follows_its_channel(server, channel):
    ada = server.member("Ada")
    thread = channel.thread("t", ada)
    channel.permit(deny=Permission.VIEW_CHANNEL)

    assert ada.permissions(thread) == NOTHING
