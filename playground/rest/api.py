"""The pipeline around every route: faults, limits, the token, errors, headers, the record."""

import asyncio
import json
import logging
import time
from collections.abc import Iterable

from aiohttp import BodyPartReader, web
from aiohttp.typedefs import Handler

from playground import errors
from playground.errors import ApiError
from playground.exchange import Exchange, Exchanges, SentFile
from playground.faults import Fault, Faults, Stage
from playground.gateway import MAX_IDENTIFIES, Gateway
from playground.limits import MAX_REQUEST_BYTES
from playground.payload import Json, dumps
from playground.rates import Rates, Verdict
from playground.rest import channels, commands, interactions, messages, places, webhooks
from playground.rest.call import Answer, Call, Route, Upload
from playground.world import World

log = logging.getLogger(__name__)

ROOT = "/api/v10"
_DRAINED_BYTES = 8 * MAX_REQUEST_BYTES  # read and thrown away, so that the 413 can be read at all
_PAGE = b"<html><head><title>Error</title></head><body><center>nginx</center></body></html>"


class Api:
    def __init__(
        self, world: World, gateway: Gateway, *, faults: Faults, rates: Rates, keep: int
    ) -> None:
        self._world = world
        self._gateway = gateway
        self._faults = faults
        self._rates = rates
        self.exchanges = Exchanges(keep=keep)
        self.crashes: list[Exception] = []  # mistakes of the playground itself

    def add_to(self, router: web.UrlDispatcher) -> None:
        for route in self._routes():
            router.add_route(route.method, ROOT + route.path, self._serving(route))
        router.add_route("*", ROOT + "/{tail:.*}", self._serving(None))

    def _serving(self, route: Route | None) -> Handler:
        async def serve(request: web.Request) -> web.StreamResponse:
            return await self._serve(request, route)

        return serve

    def _routes(self) -> Iterable[Route]:
        for module in (channels, commands, interactions, messages, places, webhooks):
            yield from module.ROUTES
        yield Route(method="GET", path="/gateway", work=self._where, token=False)
        yield Route(method="GET", path="/gateway/bot", work=self._where_and_how)

    async def _where(self, call: Call) -> Answer:
        return Answer(body={"url": self._gateway.url})

    async def _where_and_how(self, call: Call) -> Answer:
        limit: Json = {
            "total": MAX_IDENTIFIES,
            "remaining": max(0, MAX_IDENTIFIES - self._gateway.identifies),
            "reset_after": 86_400_000,
            "max_concurrency": 1,
        }
        url, shards = self._gateway.url, self._gateway.shards
        return Answer(body={"url": url, "shards": shards, "session_start_limit": limit})

    async def _serve(self, request: web.Request, route: Route | None) -> web.StreamResponse:
        started = time.perf_counter()
        path = request.path.removeprefix(ROOT)
        fault = self._faults.take(request.method, path)
        call = Call(
            world=self._world,
            path=request.match_info,
            query=request.query,
            heard_at=started,
        )
        verdict = self._verdict(route, request)
        try:
            await self._read(request, call)
            if fault and fault.delay:
                await asyncio.sleep(fault.delay)
            answer = await self._answer(request, route, call, fault, verdict)
        except ApiError as error:
            answer = _failure(error)
        if fault and fault.stage is Stage.AFTER and fault.status is not None:
            answer = _faulty(fault)
        broken = fault is not None and fault.reset
        self._record(request, route, call, answer, 0 if broken else answer.status, started, fault)
        if broken or request.transport is None:
            return _abort(request)
        headers = self._headers(verdict, fault, answer)
        if fault and fault.truncated:
            return await _half(request, answer, headers)
        return _response(answer, headers, html=bool(fault and fault.html))

    def _verdict(self, route: Route | None, request: web.Request) -> Verdict:
        kind = route.bucket if route else "other"
        major = "/".join(request.path.removeprefix(ROOT).split("/")[1:3])
        if kind in ("webhook", "callback"):
            major += request.match_info.get("token", "")
        return self._rates.ask(kind, major, globally=route is None or route.token)

    async def _answer(
        self,
        request: web.Request,
        route: Route | None,
        call: Call,
        fault: Fault | None,
        verdict: Verdict,
    ) -> Answer:
        if fault and fault.stage is Stage.BEFORE and (fault.reset or fault.status is not None):
            return _faulty(fault)
        if self._rates.banned():
            return Answer(status=429, body="error code: 1015")
        if route is None:
            raise errors.not_found()
        if route.token and request.headers.get("Authorization") != f"Bot {self._world.token}":
            raise errors.unauthorized()
        if not verdict.allowed:
            return _limited(verdict.retry_after, is_global=verdict.is_global)
        try:
            return await route.work(call)
        except ApiError:
            raise
        except Exception as error:  # a mistake of ours: the bot gets a 500, the test gets to know
            log.exception("%s %s failed.", request.method, request.path)
            self.crashes.append(error)
            return Answer(status=500, body={"message": "500: Internal Server Error", "code": 0})

    async def _read(self, request: web.Request, call: Call) -> None:
        if request.content_type.startswith("multipart/"):
            try:
                await _read_parts(request, call)
            except ValueError:  # no boundary, or none of what it promises
                raise ApiError(50109) from None
        elif request.can_read_body:
            chunks: list[bytes] = []
            size = 0
            async for chunk in request.content.iter_any():
                size += len(chunk)
                if size <= MAX_REQUEST_BYTES:
                    chunks.append(chunk)
                elif size > _DRAINED_BYTES:
                    break
            if size > MAX_REQUEST_BYTES:
                raise ApiError(40005)
            if text := b"".join(chunks):
                call.content = _parse(text)

    def _record(
        self,
        request: web.Request,
        route: Route | None,
        call: Call,
        answer: Answer,
        status: int,
        started: float,
        fault: Fault | None,
    ) -> None:
        self._rates.answered(status, shared=bool(fault and fault.scope == "shared"))
        self.exchanges.add(
            Exchange(
                at=started,
                seconds=time.perf_counter() - started,
                method=request.method,
                path=request.path.removeprefix(ROOT),
                route=route.path if route else None,
                query=dict(request.query),
                body=call.content,
                files=tuple(
                    SentFile(field=u.field, filename=u.filename, size=len(u.content))
                    for u in call.uploads
                ),
                multipart=request.content_type.startswith("multipart/"),
                status=status,
                answer=answer.body,
                faulted=fault is not None,
            )
        )
        self._world.feed.stir()

    def _headers(self, verdict: Verdict, fault: Fault | None, answer: Answer) -> dict[str, str]:
        headers = dict(verdict.headers)
        cloudflare = (fault is not None and not fault.via) or self._rates.banned()
        if not cloudflare:
            headers["Via"] = "1.1 google"
        if answer.status == 429 and isinstance(answer.body, dict):
            headers["Retry-After"] = str(max(1, round(answer.body.get("retry_after", 1))))
            headers["X-RateLimit-Scope"] = fault.scope if fault else "user"
            if answer.body.get("global"):
                headers["X-RateLimit-Global"] = "true"
        return headers


async def _read_parts(request: web.Request, call: Call) -> None:
    total = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise ApiError(50109)
        content = bytearray()
        while chunk := await part.read_chunk(65_536):
            total += len(chunk)
            if total <= MAX_REQUEST_BYTES:
                content += chunk
            elif total > _DRAINED_BYTES:
                raise ApiError(40005)
        if part.name == "payload_json":
            call.content = _parse(bytes(content))
        elif part.filename is not None:
            call.uploads.append(
                Upload(
                    field=part.name or "",
                    filename=part.filename,
                    content=bytes(content),
                )
            )
    if total > MAX_REQUEST_BYTES:
        call.uploads.clear()
        raise ApiError(40005)


def _parse(text: bytes) -> object:
    try:
        parsed: object = json.loads(text)
    except (ValueError, RecursionError):
        raise ApiError(50109) from None
    return parsed


def _failure(error: ApiError) -> Answer:
    body = error.body()
    if error.status == 429:
        body |= {"retry_after": 1.0, "global": False}
    return Answer(status=error.status, body=body)


def _limited(retry_after: float, *, is_global: bool) -> Answer:
    return Answer(
        status=429,
        body={
            "message": "You are being rate limited.",
            "retry_after": round(retry_after, 3),
            "global": is_global,
            "code": 0,
        },
    )


def _faulty(fault: Fault) -> Answer:
    if fault.html:
        return Answer(status=fault.status or 500, body=None)
    if fault.status == 429 and not fault.code:
        return _limited(fault.retry_after or 0.0, is_global=fault.scope == "global")
    if not fault.code:
        return Answer(status=fault.status or 500, body={"message": fault.message, "code": 0})
    error = ApiError(fault.code, status=fault.status or None, message=fault.message)
    answer = _failure(error)
    if error.status == 429 and fault.retry_after is not None and isinstance(answer.body, dict):
        answer.body["retry_after"] = fault.retry_after
    return answer


def _response(answer: Answer, headers: dict[str, str], *, html: bool) -> web.Response:
    if html:
        return web.Response(
            status=answer.status, body=_PAGE, content_type="text/html", headers=headers
        )
    if answer.body is None:
        return web.Response(status=answer.status, headers=headers)
    if isinstance(answer.body, str):
        return web.Response(status=answer.status, text=answer.body, headers=headers)
    # Bytes, not text: aiohttp would add a charset, and clients compare the type letter by letter.
    return web.Response(
        status=answer.status,
        body=dumps(answer.body),
        content_type="application/json",
        headers=headers,
    )


async def _half(
    request: web.Request, answer: Answer, headers: dict[str, str]
) -> web.StreamResponse:
    body = dumps(answer.body)
    response = web.StreamResponse(status=answer.status, headers=headers)
    response.content_type = "application/json"
    response.content_length = len(body)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    return _abort(request, response)


def _abort(request: web.Request, response: web.StreamResponse | None = None) -> web.StreamResponse:
    if request.transport:
        request.transport.abort()
    return response or web.Response()
