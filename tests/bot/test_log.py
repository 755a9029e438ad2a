import logging

import pytest

from bot.log import HIDDEN, Redactor, to_terminal

BOT_TOKEN = "MTAxMjM0NTY3ODkwMTIzNDU2Nw.GcAnAr.abcdefghijklmnopqrstuvwxyz0123456789AB"
INTERACTION_TOKEN = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5OmFiY2RlZmdoaWprbG1ub3A"


@pytest.fixture
def terminal(capsys):
    """What was written so far; the root logger is put back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield lambda: capsys.readouterr().err
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"Logging in with {BOT_TOKEN}.", f"Logging in with {HIDDEN}."),
        (
            "POST https://example.org/api/v10/interactions/12/canary/callback with {}",
            f"POST https://example.org/api/v10/interactions/12/{HIDDEN}/callback with {{}}",
        ),
        (
            "PATCH /webhooks/12/canary?wait=true has returned 200",
            f"PATCH /webhooks/12/{HIDDEN}?wait=true has returned 200",
        ),
        ("{'token': 'canary', 'type': 2}", f"{{'token': '{HIDDEN}', 'type': 2}}"),
        ('{"op":2,"d":{"token":"canary"}}', f'{{"op":2,"d":{{"token":"{HIDDEN}"}}}}'),
        ("{'Authorization': 'Bot canary'}", f"{{'Authorization': 'Bot {HIDDEN}'}}"),
        ("Authorization: Bot canary", f"Authorization: Bot {HIDDEN}"),
        (f"the bare {INTERACTION_TOKEN} too", f"the bare {HIDDEN} too"),
        ("mine is playground-token, is it?", f"mine is {HIDDEN}, is it?"),
        ("Two tokens: one more word.", "Two tokens: one more word."),
        ("seed 7, 20 steps, 100.5.3", "seed 7, 20 steps, 100.5.3"),
    ],
)
def test_tokens_are_blacked_out_and_nothing_else(text, shown):
    assert Redactor(["playground-token", ""]).redact(text) == shown


def test_a_record_of_any_logger_is_redacted_with_its_arguments_and_traceback(terminal):
    to_terminal(level="debug", secrets=["canary"])

    logging.getLogger("discord.gateway").debug("Sending %s.", {"token": "canary"})
    try:
        raise RuntimeError("canary was refused")
    except RuntimeError:
        logging.getLogger("bot.app").exception("It failed.", stack_info=True)

    written = terminal()
    assert "discord.gateway: Sending" in written
    assert f"RuntimeError: {HIDDEN} was refused" in written
    assert "Stack (most recent call last)" in written
    assert "canary" not in written


def test_the_level_is_kept(terminal):
    to_terminal(level="warning")

    logging.getLogger("bot").info("not this")
    logging.getLogger("bot").warning("this")

    written = terminal()
    assert written.endswith("WARNING bot: this\n")
    assert "not this" not in written


def test_a_record_that_cannot_be_formatted_does_not_stop_the_bot(terminal):
    to_terminal(level="info")

    logging.getLogger("bot").info("%d of them", "many")

    assert "many" in terminal()
