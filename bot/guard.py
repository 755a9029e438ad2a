"""What may be asked for and shown, by the rules and the place as they are at that moment: the
policy, the words, the strikes and what the store knows of them, joined. No Discord in here.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot import allowance
from bot.allowance import STRIKES, TIMEOUT_SECONDS, Use
from bot.policy import (
    Actor,
    Band,
    Effective,
    Judgement,
    Place,
    Refused,
    Verdict,
    effective,
    judge,
    severity,
)
from bot.rules import HostRules, ServerRules
from bot.store import JobRow, Kind, Request, Ruling, Store, Usage
from bot.words import CATEGORIES, BadEntry, Filter, Hit

log = logging.getLogger(__name__)

_HOUR: Final = 3600.0
_BLOCKED_ALERT: Final = 3  # blocked prompts of an hour


class Blocked(Refused):
    """The filter does not let a prompt pass. `job_id` is its row, once it has one."""

    def __init__(self, sentence: str, *, hit: Hit) -> None:
        super().__init__(sentence)
        self.hit = hit
        self.job_id: int | None = None

    @property
    def may_appeal(self) -> bool:
        return self.job_id is not None and not self.hit.floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something that the moderators of a server should know at once."""

    server_id: int
    text: str
    prompt: str | None = None  # shown behind a spoiler


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the policy says of the pictures of one job, in their order."""

    judgements: tuple[Judgement, ...]
    rulings: tuple[Ruling, ...]

    @property
    def worst(self) -> Judgement:
        return max(self.judgements, key=severity)

    @property
    def unchecked(self) -> bool:
        return any(ruling.unchecked for ruling in self.rulings)

    def count(self, verdict: Verdict) -> int:
        return sum(found.verdict is verdict for found in self.judgements)


def nowhere(request: Request) -> Place:
    """The stricter of what a place can be, where nobody knows it."""
    return Place(server_id=request.server_id, channel_id=request.channel_id)


def _quietly(alert: Alert) -> None:
    log.warning("Server %d: %s", alert.server_id, alert.text)


class Guard:
    """Remembers nothing: whoever changes a rule changes what is said of the next picture."""

    def __init__(
        self,
        store: Store,
        host: HostRules,
        words: Filter,
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.store = store
        self.host = host
        self.words = words
        self.now = now
        # Both are Discord's business, and are set by who talks to it.
        self.place_of: Callable[[Request], Place] = nowhere
        self.alarm: Callable[[Alert], None] = _quietly

    def rules(self, server_id: int | None) -> ServerRules:
        return self.store.rules.of(server_id)

    def check_may_ask(self, actor: Actor) -> None:
        """Raises `Refused`. From memory: it is asked before the member is answered."""
        allowance.check_may_ask(self.host, self.rules(actor.server_id), actor, now=self.now())

    def admit(self, actor: Actor, request: Request) -> Callable[[Usage, Usage], None]:
        """What the store asks before it commits a row. Raises `Refused`."""

        def check(own: Usage, together: Usage) -> None:
            used = allowance.Usage(member=_use(own), together=_use(together))
            free = request.kind is Kind.SINGLE  # paid for with its grid
            allowance.check_may_ask(
                self.host,
                self.rules(request.server_id),
                actor,
                now=self.now(),
                params=request.params,
                usage=None if free else used,
            )

        return check

    def in_force(self, request: Request, place: Place | None = None) -> Effective:
        """For this member, in this place as it is now."""
        return effective(
            self.host,
            self.rules(request.server_id),
            place or self.place_of(request),
            self.store.members.level(request.owner_id),
        )

    # Prompts

    def hit(self, request: Request, place: Place | None = None) -> Hit | None:
        """The rule that a prompt breaks, if it breaks one; in shadow mode only the floor counts.

        Raises `Refused` if the server's own list cannot be read.
        """
        rules = self.rules(request.server_id)
        categories = CATEGORIES if rules.categories is None else rules.categories
        try:
            hits = self.words.scan(
                request.params.prompt,
                categories=[name for name in categories if name in CATEGORIES],
                block=rules.block,
                allow=rules.allow,
            )
        except BadEntry as error:
            raise Refused(
                f"I cannot read this server's own list of words, so I take no prompts: {error} "
                "Please tell its moderators."
            ) from error
        shadow = self.in_force(request, place).shadow
        for hit in hits:
            if hit.floor or not shadow:
                return hit
            log.info("Shadow: the %s list %s would have blocked a prompt.", hit.list, hit.category)
        return None

    def check_prompt(self, request: Request, place: Place | None = None) -> None:
        """Raises `Blocked`."""
        if hit := self.hit(request, place):
            raise Blocked(_sentence(hit), hit=hit)

    async def blocked(self, request: Request, blocked: Blocked) -> bool:
        """Write a refused prompt down, with its strike. False if this interaction was told already.

        Moderators hear of the floor at once, and of others when there are several in an hour.
        """
        row = await self.store.refuse(request, str(blocked))
        if row is None:
            return False
        blocked.job_id = row.id
        hit = blocked.hit
        await self.strike(
            row,
            kind="prompt",
            category=hit.category,
            term=hit.term,
            source=hit.list,
            floor=hit.floor,
        )
        server_id = request.server_id
        if server_id is None:
            return True
        who = f"<@{request.owner_id}>"
        if hit.floor:
            self.alarm(
                Alert(
                    server_id=server_id,
                    text=f"A prompt of {who} was on the floor: refused, whatever the settings say.",
                    prompt=request.params.prompt,
                )
            )
        elif await self.store.members.struck(server_id=server_id, seconds=_HOUR, kind="prompt") == (
            _BLOCKED_ALERT
        ):
            self.alarm(
                Alert(
                    server_id=server_id,
                    text=f"{_BLOCKED_ALERT} prompts were blocked here within an hour, the last one "
                    f"of {who} by the {hit.list} list “{hit.category}”.",
                )
            )
        return True

    async def strike(
        self,
        row: JobRow,
        *,
        kind: str,
        category: str,
        term: str | None = None,
        source: str | None = None,
        floor: bool,
    ) -> None:
        """Note a hit. The third in 24 hours is an hour without Easel: never a ban, never Discord's
        own time-out.
        """
        server_id = row.request.server_id
        count = await self.store.members.strike(
            owner_id=row.owner_id,
            server_id=server_id,
            job_id=row.id,
            kind=kind,
            category=category,
            term=term,
            source=source,
            floor=floor,
        )
        if server_id is None or count < STRIKES:
            return
        until = await self.time_out(server_id, row.owner_id, by=None, reason=f"{count} strikes")
        self.alarm(
            Alert(
                server_id=server_id,
                text=f"<@{row.owner_id}> had {count} blocked requests in 24 hours, and may not "
                f"paint until <t:{int(until)}:t>.",
            )
        )

    async def time_out(
        self, server_id: int, member_id: int, *, by: int | None, reason: str
    ) -> float:
        """No Easel jobs for an hour, from now on. Returns when it ends."""
        now = self.now()
        until = now + TIMEOUT_SECONDS

        def change(rules: ServerRules) -> ServerRules:
            others = {each: end for each, end in rules.timeouts.items() if end > now}
            return replace(rules, timeouts={**others, member_id: until})

        await self.store.rules.amend(
            server_id, change, by=by, what="time-out", member_id=member_id, reason=reason
        )
        return until

    # Pictures

    def judge(self, request: Request, scores: Sequence[Mapping[str, float]]) -> Found:
        """By the rules and the place of this moment."""
        place = self.place_of(request)
        rules = self.in_force(request, place)
        minors = self.words.speaks_of_minors(request.params.prompt)
        judgements = tuple(judge(each, rules, minors=minors) for each in scores)
        return Found(
            judgements=judgements,
            rulings=tuple(
                Ruling(
                    verdict=found.verdict,
                    would=found.would,
                    band=found.band,
                    level=rules.level,
                    age_restricted=place.age_restricted,
                    category=found.category,
                )
                for found in judgements
            ),
        )

    def check_still(self, request: Request, *, granted: bool) -> None:
        """The member and the words once more, when the job was painted. Raises `Refused`.

        `granted`: moderators looked at the words and let them pass; that opens no floor.
        """
        server = self.rules(request.server_id)
        place = self.place_of(request)
        # Which roles somebody has is known only at the moment in which they ask.
        roleless = replace(server, roles_allowed=(), roles_denied=())
        actor = Actor(
            user_id=request.owner_id,
            server_id=place.server_id,
            channel_id=place.channel_id,
            parent_id=place.parent_id,
            may_use_commands=True,
            moderates=False,
        )
        allowance.check_may_ask(self.host, roleless, actor, now=self.now())
        hit = self.hit(request, place)
        if hit is not None and (hit.floor or not granted):
            raise Blocked(_sentence(hit), hit=hit)

    async def note(self, row: JobRow, found: Found) -> None:
        """Strikes and alerts for what was judged: one for a job, however many pictures it has."""
        worst = max(found.judgements, key=lambda each: (each.floor, severity(each)))
        acts = worst.verdict in (Verdict.REFUSE, Verdict.BLUR)
        if not worst.floor and not (worst.band is Band.BLOCK and acts):
            return
        await self.strike(
            row, kind="picture", category=worst.category or "unknown", floor=worst.floor
        )
        if worst.floor and row.request.server_id is not None:
            self.alarm(
                Alert(
                    server_id=row.request.server_id,
                    text=f"A picture of <@{row.owner_id}> was on the floor: it is deleted, and "
                    "nobody can see it.",
                )
            )


def _use(usage: Usage) -> Use:
    return Use(hour=usage.hour, day=usage.day, queued=usage.queued)


def _sentence(hit: Hit) -> str:
    """For the member. Of the floor it is neutral, and says nothing that helps to find its edge."""
    if hit.floor:
        return "I do not paint this. Ask for something else."
    if hit.list == "server":
        return (
            "I do not paint this: your prompt holds something that the moderators of this server "
            "put on their own list of words. Edit it, or ask them for a review."
        )
    return (
        f"I do not paint this: your prompt holds something on the built-in list “{hit.category}” "
        f"({CATEGORIES[hit.category]}). Choose other words, or ask a moderator."
    )
