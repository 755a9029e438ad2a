"""The gateway: sessions that outlive their connections, and whatever can go wrong with them."""

import asyncio
import contextlib
import json
import secrets
from collections import deque

from aiohttp import WSCloseCode, WSMessage, WSMsgType, web

from playground import wire
from playground.compression import Stream, stream
from playground.dispatches import MAX_INTENTS, PRIVILEGED, Dispatch, Intent, translate, wanted
from playground.feed import Event, Kind
from playground.model import Guild
from playground.opcodes import CloseCode, Op
from playground.payload import Json, dumps
from playground.world import World

SESSION_SECONDS = 180.0  # how long a lost connection can be resumed
REPLAY_KEPT = 5_000
MAX_IDENTIFIES = 1_000  # a day


class _Closed(Exception):
    """This side ends the connection."""

    def __init__(self, code: int, reason: str) -> None:
        self.code = code
        self.reason = reason
        super().__init__(reason)


class Connection:
    """One websocket. What is sent goes through a queue, so that nobody waits for a slow bot."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request, pack: Stream | None):
        self._socket = socket
        self._request = request
        self._pack = pack
        self._outgoing: asyncio.Queue[Json | int] = asyncio.Queue()
        self.session: Session | None = None
        self.frozen = False  # a zombie: open, and silent both ways

    def send(
        self, op: int, data: object, *, seq: int | None = None, name: str | None = None
    ) -> None:
        self._outgoing.put_nowait({"op": op, "d": data, "s": seq, "t": name})

    def close(self, code: int) -> None:
        """After everything that was sent before."""
        self._outgoing.put_nowait(code)

    def abort(self) -> None:
        """As if the cable were cut: no goodbye."""
        if transport := self._request.transport:
            transport.abort()

    async def write(self) -> None:
        with contextlib.suppress(ConnectionError):
            while True:
                item = await self._outgoing.get()
                if self.frozen:
                    continue
                if isinstance(item, int):
                    await self._socket.close(code=item)
                    return
                message = dumps(item)
                if self._pack:
                    await self._socket.send_bytes(self._pack.pack(message))
                else:
                    await self._socket.send_str(message.decode())


class Session:
    """What the bot identified as; survives its connections and remembers what it sent."""

    def __init__(self, *, shard: tuple[int, int], intents: Intent) -> None:
        self.id = secrets.token_hex(16)
        self.shard = shard
        self.intents = intents
        self.seq = 0
        self.link: Connection | None = None
        self.lost_at = 0.0
        self.sent: deque[tuple[int, str, Json]] = deque(maxlen=REPLAY_KEPT)

    def covers(self, guild: Guild | None) -> bool:
        number, count = self.shard
        return number == ((guild.id >> 22) % count if guild else 0)

    def dispatch(self, name: str, data: Json) -> None:
        self.seq += 1
        self.sent.append((self.seq, name, data))
        if self.link:
            self.link.send(Op.DISPATCH, data, seq=self.seq, name=name)

    def has_all_after(self, seq: int) -> bool:
        return seq <= self.seq and (seq == self.seq or self.sent[0][0] <= seq + 1)


class Gateway:
    """Serves the websocket; `cut`, `reconnect`, `invalidate`, `freeze` are its faults."""

    def __init__(
        self,
        world: World,
        *,
        shards: int,
        heartbeat_seconds: float,
        privileged: bool,
        require_shards: int = 1,
    ) -> None:
        self._world = world
        self.url = ""  # known once the playground listens
        self.shards = shards
        self.heartbeat_seconds = heartbeat_seconds
        self.privileged = privileged
        self.require_shards = require_shards
        self.identifies = 0
        self.resumes = 0
        self.heartbeats = 0
        self._duplicates = 0
        self._sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        world.feed.listen(self._spread)

    # What tests and the page ask

    def online(self) -> frozenset[int]:
        """The shards that are connected and identified."""
        return frozenset(c.session.shard[0] for c in self._connections if c.session)

    def hears(self, guild: Guild | None) -> bool:
        """Whether a bot that is connected, or may still resume, is responsible here."""
        self._forget_old()
        return any(session.covers(guild) for session in self._sessions.values())

    def cut(self) -> None:
        """Break every connection without a goodbye; sessions can be resumed."""
        for connection in tuple(self._connections):
            connection.abort()

    def close(self, code: int) -> None:
        for connection in self._connections:
            connection.close(code)

    def reconnect(self) -> None:
        """Ask every connection to come back and resume (op 7)."""
        for connection in self._connections:
            connection.send(Op.RECONNECT, None)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every connection that its session is invalid (op 9)."""
        for connection in self._connections:
            if connection.session and not resumable:
                self._end(connection.session)
            connection.send(Op.INVALID_SESSION, resumable)

    def freeze(self) -> None:
        """Turn every connection into a zombie: open, but nothing is answered any more."""
        for connection in self._connections:
            connection.frozen = True

    def duplicate_next_interaction(self, times: int = 1) -> None:
        """Send the next INTERACTION_CREATE so many times more."""
        self._duplicates = times

    # Dispatching

    def _spread(self, event: Event) -> None:
        self._forget_old()
        wants = wanted(self._world, event)
        listening = [
            session
            for session in self._sessions.values()
            if session.covers(event.guild) and wants & session.intents == wants
        ]
        # Most events are of no interest to a bot with few intents: do not even word them.
        dispatch = translate(self._world, event) if listening else None
        if dispatch is None:
            return
        copies = 1
        if event.kind is Kind.INTERACTION_CREATE:
            copies += self._duplicates
            self._duplicates = 0
        for session in listening:
            for _ in range(copies):
                session.dispatch(dispatch.name, _readable(dispatch, session))

    def _forget_old(self) -> None:
        since = self._world.clock.now() - SESSION_SECONDS
        for session in tuple(self._sessions.values()):
            if session.link is None and session.lost_at < since:
                self._end(session)

    def _end(self, session: Session) -> None:
        self._sessions.pop(session.id, None)

    # One connection

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        try:
            pack = stream(request.query.get("compress", ""))
        except ValueError as error:
            raise web.HTTPBadRequest(text=str(error)) from None
        socket = web.WebSocketResponse(max_msg_size=16_384, compress=False)
        await socket.prepare(request)
        connection = Connection(socket, request, pack)
        writer = asyncio.create_task(connection.write(), name="gateway writer")
        try:
            if request.query.get("v", "10") not in ("9", "10"):
                raise _Closed(CloseCode.INVALID_VERSION, "Invalid API version")
            interval = int(self.heartbeat_seconds * 1000)
            connection.send(Op.HELLO, {"heartbeat_interval": interval, "_trace": []})
            await self._read(connection, socket)
        except _Closed as end:
            await socket.close(code=end.code, message=end.reason.encode())
        finally:
            writer.cancel()
            self._lost(connection, socket.close_code)
        return socket

    async def _read(self, connection: Connection, socket: web.WebSocketResponse) -> None:
        while True:
            try:
                # A bot that skips two heartbeats is gone.
                async with asyncio.timeout(self.heartbeat_seconds * 2):
                    message = await socket.receive()
            except TimeoutError:
                raise _Closed(CloseCode.SESSION_TIMED_OUT, "Session timed out") from None
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                return
            if not connection.frozen:
                op, data = _parse(message)
                try:
                    self._handle(connection, op, data)
                except (ValueError, TypeError):  # a field is not what it should be
                    raise _Closed(CloseCode.DECODE_ERROR, "Decode error") from None

    def _handle(self, connection: Connection, op: int, data: object) -> None:
        if op == Op.HEARTBEAT:
            self.heartbeats += 1
            connection.send(Op.HEARTBEAT_ACK, None)
            return
        if op in (Op.IDENTIFY, Op.RESUME):
            if connection.session:
                raise _Closed(CloseCode.ALREADY_AUTHENTICATED, "Already authenticated")
            if not isinstance(data, dict):
                raise _Closed(CloseCode.DECODE_ERROR, "Decode error")
            if data.get("token") != self._world.token:
                raise _Closed(CloseCode.AUTHENTICATION_FAILED, "Authentication failed")
            if op == Op.IDENTIFY:
                self._identify(connection, data)
            else:
                self._resume(connection, data)
            return
        if connection.session is None:
            raise _Closed(CloseCode.NOT_AUTHENTICATED, "Not authenticated")
        if op == Op.REQUEST_MEMBERS and isinstance(data, dict):
            self._send_members(connection.session, data)
        elif op not in (Op.PRESENCE, Op.VOICE_STATE):
            raise _Closed(CloseCode.UNKNOWN_OPCODE, "Unknown opcode")

    def _identify(self, connection: Connection, data: Json) -> None:
        intents = data.get("intents")
        if not isinstance(intents, int) or not 0 <= intents <= MAX_INTENTS:
            raise _Closed(CloseCode.INVALID_INTENTS, "Invalid intent(s)")
        if PRIVILEGED & intents and not self.privileged:
            raise _Closed(CloseCode.DISALLOWED_INTENTS, "Disallowed intent(s)")
        number, count = _shard(data.get("shard"))
        if count < self.require_shards:
            raise _Closed(CloseCode.SHARDING_REQUIRED, "Sharding required")
        self.identifies += 1
        session = Session(shard=(number, count), intents=Intent(intents))
        self._sessions[session.id] = session
        self._join(connection, session)
        world = self._world
        mine = [g for g in world.guilds.values() if world.bot.id in g.members and session.covers(g)]
        session.dispatch(
            "READY",
            {
                "v": 10,
                "user": wire.own_user(world.bot),
                "guilds": [{"id": str(g.id), "unavailable": True} for g in mine],
                "session_id": session.id,
                "session_type": "normal",
                "resume_gateway_url": self.url,
                "shard": [number, count],
                "application": {"id": str(world.application_id), "flags": 0},
                "private_channels": [],
                "relationships": [],
                "presences": [],
                "user_settings": {},
                "_trace": [],
            },
        )
        for guild in mine:
            session.dispatch("GUILD_CREATE", wire.full_guild(world, guild))

    def _resume(self, connection: Connection, data: Json) -> None:
        self._forget_old()
        session = self._sessions.get(str(data.get("session_id")))
        seq = data.get("seq")
        if session is None or not isinstance(seq, int) or not session.has_all_after(seq):
            connection.send(Op.INVALID_SESSION, False)
            return
        if session.link:
            session.link.abort()
            session.link.session = None
        self.resumes += 1
        missed = [item for item in session.sent if item[0] > seq]
        self._join(connection, session)
        for number, name, payload in missed:
            connection.send(Op.DISPATCH, payload, seq=number, name=name)
        session.dispatch("RESUMED", {"_trace": []})

    def _join(self, connection: Connection, session: Session) -> None:
        was_online = self.online()
        connection.session = session
        session.link = connection
        self._connections.add(connection)
        if not was_online:
            self._world.feed.publish(Event(kind=Kind.BOT_ONLINE, user=self._world.bot))
        self._world.feed.stir()

    def _lost(self, connection: Connection, code: int | None) -> None:
        session, connection.session = connection.session, None
        self._connections.discard(connection)
        if session is None or session.link is not connection:
            return
        session.link = None
        session.lost_at = self._world.clock.now()
        if code in (WSCloseCode.OK, WSCloseCode.GOING_AWAY):
            self._end(session)
        if not self.online():
            self._world.feed.publish(Event(kind=Kind.BOT_OFFLINE, user=self._world.bot))
        self._world.feed.stir()

    def _send_members(self, session: Session, data: Json) -> None:
        guild = self._world.guilds.get(int(data.get("guild_id") or 0))
        if guild is None or self._world.bot.id not in guild.members:
            return
        wanted = data.get("user_ids") or []
        wanted = {str(item) for item in (wanted if isinstance(wanted, list) else [wanted])}
        query = str(data.get("query") or "").lower()
        found = [
            wire.member(member)
            for member in guild.members.values()
            if (str(member.user.id) in wanted if wanted else member.name.lower().startswith(query))
        ]
        chunk: Json = {
            "guild_id": str(guild.id),
            "members": found[: int(data.get("limit") or 0) or None],
            "chunk_index": 0,
            "chunk_count": 1,
        }
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk | {"nonce": data.get("nonce")})


def _readable(dispatch: Dispatch, session: Session) -> Json:
    if dispatch.without_content is None or Intent.MESSAGE_CONTENT in session.intents:
        return dispatch.data
    return dispatch.without_content


def _parse(message: WSMessage) -> tuple[int, object]:
    try:
        frame = json.loads(message.data)
        return int(frame["op"]), frame.get("d")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise _Closed(CloseCode.DECODE_ERROR, "Decode error") from None


def _shard(value: object) -> tuple[int, int]:
    match value:
        case None:
            return 0, 1
        case [int(number), int(count)] if 0 <= number < count:
            return number, count
    raise _Closed(CloseCode.INVALID_SHARD, "Invalid shard")
