"""JSON as it travels: whoever reads a field checks it first."""

import json
from typing import Any, TypeAlias

# The one place where `Any` is allowed: Discord's payloads are wide, nested and mostly passed on.
Json: TypeAlias = dict[str, Any]


def dumps(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
