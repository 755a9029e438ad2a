"""Logging to the terminal; no token ever passes, whoever logs it."""

import logging
import re
import traceback
from collections.abc import Iterable
from typing import Final

HIDDEN: Final = "[hidden]"

# Each leaves what stands in its first and last group.
_SECRETS: Final = (
    # A bot's token: an id, a time and a signature.
    re.compile(r"()\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}()"),
    # An interaction answers to whoever knows its token; so does a webhook.
    re.compile(r"(/(?:interactions|webhooks)/\d+/)[^\s/?\"']+()"),
    re.compile(r"""(["']?\btoken["']?\s*[:=]\s*["'])[^"']+(["'])"""),
    re.compile(r"(\bAuthorization['\"]?\s*[:=]\s*['\"]?(?:Bot |Bearer )?)[^\s'\",]+()", re.I),
    # How every interaction token begins, wherever it turns up.
    re.compile(r"()\baW50ZXJhY3Rpb2[\w=-]+()"),
)


class Redactor(logging.Filter):
    """Blacks out tokens in a record, with its traceback; lets every record pass.

    It belongs on handlers: a logger's filter does not see what its children log.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        # The longest first: a short one may be a part of it.
        self._known = sorted(filter(None, secrets), key=len, reverse=True)

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            message = record.getMessage()
        except Exception:  # noqa: BLE001 -- a slip in a log line must not stop whoever wrote it
            message = f"{record.msg} {record.args}"
        record.msg, record.args = self.redact(message), None
        if record.exc_info and record.exc_info[0] and not record.exc_text:
            record.exc_text = "".join(traceback.format_exception(*record.exc_info)).rstrip()
        if record.exc_text:
            # A formatter prints the text if there is one, and needs the exception no more.
            record.exc_text, record.exc_info = self.redact(record.exc_text), None
        if record.stack_info:
            record.stack_info = self.redact(record.stack_info)
        return True

    def redact(self, text: str) -> str:
        for secret in self._known:
            text = text.replace(secret, HIDDEN)
        for pattern in _SECRETS:
            text = pattern.sub(rf"\g<1>{HIDDEN}\g<2>", text)
        return text


def to_terminal(*, level: str, secrets: Iterable[str] = ()) -> None:
    """Send every record of this process to standard error, without tokens."""
    handler = logging.StreamHandler()
    handler.addFilter(Redactor(secrets))
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    logging.captureWarnings(True)
