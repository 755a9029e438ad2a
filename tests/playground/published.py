"""Discord's published schema as the judge of recorded traffic.

The document is not part of this repository; `DISCORD_OPENAPI` names a copy of it.
"""

import json
import os
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

VARIABLE = "DISCORD_OPENAPI"
_DOCUMENT = "discord"


class Published:
    """Says what is wrong with an exchange. Validators are made when first needed."""

    def __init__(self, document):
        resource = Resource(contents=document, specification=DRAFT202012)
        self._registry = Registry().with_resource(_DOCUMENT, resource)
        self._responses = document["components"]["responses"]
        self._validators = {}
        # A path without parameters goes before one that it also matches.
        self._paths = sorted(
            ((_pattern(path), path, methods) for path, methods in document["paths"].items()),
            key=lambda row: row[1].count("{"),
        )

    def complaints(self, exchange):
        """One line for everything the document does not allow in this request and its answer."""
        where = f"{exchange.method} {exchange.path}"
        found = next((row for row in self._paths if row[0].fullmatch(exchange.path)), None)
        if found is None or exchange.method.lower() not in found[2]:
            return [f"{where}: no such endpoint"]
        _, path, methods = found
        method = exchange.method.lower()
        lines = self._request(exchange, methods[method], ["paths", path, method])
        # A broken connection and a proxy's error page have no body to judge.
        if exchange.status and not exchange.faulted:
            lines += self._answer(exchange, methods[method], ["paths", path, method])
        return [f"{where}: {line}" for line in lines]

    def _request(self, exchange, operation, pointer):
        kinds = operation.get("requestBody", {}).get("content", {})
        if exchange.body is None:
            required = operation.get("requestBody", {}).get("required")
            return ["a body is required"] if required and not exchange.files else []
        if exchange.multipart and "multipart/form-data" not in kinds:
            return ["no multipart body is allowed"]
        if "application/json" not in kinds:
            return ["no body is allowed"]
        pointer = [*pointer, "requestBody", "content", "application/json", "schema"]
        # A refused request may be wrong; that it was refused is what the playground is for.
        if 400 <= exchange.status < 500:
            return []
        return self._errors(with_ids_as_text(exchange.body), pointer, "request")

    def _answer(self, exchange, operation, pointer):
        answers = operation["responses"]
        status = str(exchange.status)
        if status not in answers:
            status = f"{status[0]}XX"
        if status not in answers:
            return [f"no answer {exchange.status} is documented"]
        documented, pointer = answers[status], [*pointer, "responses", status]
        if "$ref" in documented:
            pointer = documented["$ref"].removeprefix("#/").split("/")
            documented = self._responses[pointer[-1]]
        if "application/json" not in documented.get("content", {}):
            return [] if exchange.answer is None else ["no body is documented for this answer"]
        body = with_numbered_codes(exchange.answer)
        pointer = [*pointer, "content", "application/json", "schema"]
        return self._errors(body, pointer, "answer")

    def _errors(self, value, pointer, what):
        key = "/".join(part.replace("~", "~0").replace("/", "~1") for part in pointer)
        if key not in self._validators:
            reference = {"$ref": f"{_DOCUMENT}#/{key}"}
            self._validators[key] = Draft202012Validator(reference, registry=self._registry)
        errors = self._validators[key].iter_errors(value)
        return [f"{what} {_deepest(error)}" for error in errors]


def _pattern(path):
    literal = (re.escape(part) for part in re.split(r"\{\w+\}", path))
    return re.compile("[^/]+".join(literal))


def _deepest(error):
    """Of the branches of a union, say what is wrong with the one that came closest."""
    while error.context:
        error = max(error.context, key=lambda inner: len(inner.absolute_path))
    return f"{error.json_path}: {error.message[:300]}"


def with_ids_as_text(body, key=""):
    """discord.py sends ids as numbers; the document writes every id as text.

    Discord takes both. What stays a number is the `id` of a component, which is a small one.
    """
    if isinstance(body, dict):
        return {name: with_ids_as_text(value, f"{key}.{name}") for name, value in body.items()}
    if isinstance(body, list):
        return [with_ids_as_text(item, key) for item in body]
    is_id = key.endswith(("_id", ".messages", ".users", ".roles", ".attachments.id"))
    is_number = isinstance(body, int) and not isinstance(body, bool)
    return str(body) if is_number and (is_id or body >= 2**60) else body


def with_numbered_codes(body):
    """The document says that codes inside `errors` are numbers; Discord sends words there, and
    its own reference shows words."""
    if isinstance(body, dict):
        return {
            key: [{**item, "code": 0} for item in value]
            if key == "_errors"
            else with_numbered_codes(value)
            for key, value in body.items()
        }
    return [with_numbered_codes(item) for item in body] if isinstance(body, list) else body


def published():
    """The judge, or a skipped test where no copy of the document is."""
    path = os.environ.get(VARIABLE)
    if not path:
        pytest.skip(f"{VARIABLE} does not name a copy of Discord's OpenAPI document")
    return Published(json.loads(Path(path).read_text(encoding="utf-8")))


def complaints(playground):
    """What Discord's published schema says against everything this playground recorded."""
    judge = published()
    return sorted({line for exchange in playground.requests for line in judge.complaints(exchange)})
