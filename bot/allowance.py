"""How much a member may ask for, and whether at all: bans, time-outs, limits and quotas."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bot.policy import Actor, Refused, check_may_use_commands
from bot.rules import MAX_PICTURES, Allowance, HostRules, Limits, Quota, ServerRules
from engine import Params

STRIKES: Final = 3
STRIKE_SECONDS: Final = 24 * 3600.0  # within which they count together
TIMEOUT_SECONDS: Final = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What has been asked for so far. Jobs that failed or were refused are not among it."""

    hour: int = 0  # pictures of the last 60 minutes
    day: int = 0  # pictures of the last 24 hours
    queued: int = 0  # jobs that wait or run


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """As the store finds it at this moment, without the job in question."""

    member: Use = Use()
    together: Use = Use()  # of all members of the server


def timeout_until(strikes: Iterable[float]) -> float | None:
    """When a member's latest time-out ends, from the times of their strikes; None: they had none.

    In seconds since the epoch. Never a ban, and never Discord's own time-out.
    """
    times = sorted(strikes)
    third = [
        last
        for first, last in zip(times, times[STRIKES - 1 :], strict=False)
        if last - first < STRIKE_SECONDS
    ]
    return third[-1] + TIMEOUT_SECONDS if third else None


def allowance(server: ServerRules, user_id: int, roles: Iterable[int]) -> Allowance:
    """What is said for the member counts, then the most of what is said for their roles, then what
    is said for the server; each number by itself. Multipliers are of what a role or the server
    gives, and the greatest of a member's roles counts.
    """
    roles = set(roles)
    own = server.members.get(user_id, Allowance())
    theirs = [given for role, given in server.roles.items() if role in roles]
    factor = max((m for role, m in server.multipliers.items() if role in roles), default=1.0)
    quotas = [given.quota for given in theirs]
    limits = [given.limits for given in theirs]

    def quota(mine: int | None, by_roles: Sequence[int | None], usual: int | None) -> int | None:
        if mine is not None:
            return mine
        most = _most(by_roles, usual)
        # 10 times 0.3 is 3, although a computer says a little less of some such products.
        return None if most is None else min(math.floor(most * factor + 1e-9), MAX_PICTURES)

    models = own.limits.models
    if models is None and (lists := [each.models for each in limits if each.models is not None]):
        models = tuple(dict.fromkeys(name for names in lists for name in names))
    usual = server.limits
    return Allowance(
        quota=Quota(
            per_hour=quota(own.quota.per_hour, [q.per_hour for q in quotas], server.quota.per_hour),
            per_day=quota(own.quota.per_day, [q.per_day for q in quotas], server.quota.per_day),
            queued=quota(own.quota.queued, [q.queued for q in quotas], server.quota.queued),
        ),
        limits=Limits(
            pixels=_first(own.limits.pixels, _most([x.pixels for x in limits], usual.pixels)),
            steps=_first(own.limits.steps, _most([x.steps for x in limits], usual.steps)),
            count=_first(own.limits.count, _most([x.count for x in limits], usual.count)),
            models=usual.models if models is None else models,
        ),
    )


def _first(mine: int | None, other: int | None) -> int | None:
    return other if mine is None else mine


def _most(by_roles: Sequence[int | None], usual: int | None) -> int | None:
    return max((number for number in by_roles if number is not None), default=usual)


def check_may_ask(
    host: HostRules,
    server: ServerRules,
    actor: Actor,
    *,
    now: float,
    params: Params | None = None,
    usage: Usage | None = None,
) -> None:
    """Raises `Refused` with the reason and what to do. From the cheap to the particular, so that a
    banned member hears of the ban.

    Without `params` nothing is measured: for forms, and for pictures that are painted already.
    Without `usage` no quota is asked for: a job that is judged again was counted when it came.
    """
    if actor.user_id in host.banned:
        raise Refused("Whoever runs this bot has banned you from it. Only they can lift that.")
    if actor.server_id in host.banned:
        raise Refused(
            "Whoever runs this bot has turned it off in this server. Only they can lift that."
        )
    if actor.server_id is None:
        if not host.direct_messages:
            raise Refused("I paint in servers only: type /imagine in a channel of one.")
        return  # what follows is a server's business
    check_may_use_commands(actor)
    _check_ban(server, actor, now)
    _check_place(server, actor)
    own = allowance(server, actor.user_id, actor.roles)
    if params is not None:
        _check_limits(own.limits, params)
        if usage is not None:
            _check_quota(own.quota, usage.member, params.count, "You", "your")
            _check_quota(server.together, usage.together, params.count, "All here", "everybody's")


def _check_ban(server: ServerRules, actor: Actor, now: float) -> None:
    ban = server.bans.get(actor.user_id)
    if ban is not None and (ban.until is None or now < ban.until):
        end = "" if ban.until is None else f" until {_moment(ban.until)}"
        reason = f" The reason: {ban.reason.rstrip('.')}." if ban.reason.strip() else ""
        raise Refused(
            f"A moderator has banned you from painting in this server{end}.{reason} "
            "Only the moderators can lift that: ask them."
        )
    until = server.timeouts.get(actor.user_id, 0)
    if now < until:
        raise Refused(
            f"You may not paint in this server until {_moment(until)}: it is a time-out. "
            "Try again then."
        )


def _moment(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"


def _check_place(server: ServerRules, actor: Actor) -> None:
    here = set(actor.place.ids)
    if here & set(server.channels_denied) or (
        server.channels_allowed and not here & set(server.channels_allowed)
    ):
        raise Refused(
            "The moderators have turned me off in this channel. Try another one, or ask them."
        )
    if actor.roles & set(server.roles_denied):
        raise Refused("One of your roles may not paint in this server. Ask the moderators.")
    if server.roles_allowed and not actor.roles & set(server.roles_allowed):
        raise Refused(
            "Painting in this server needs a role that you do not have. Ask the moderators."
        )


def _check_limits(limits: Limits, params: Params) -> None:
    pixels = params.width * params.height
    if limits.pixels is not None and pixels > limits.pixels:
        raise Refused(
            f"{params.width} x {params.height} is {pixels / 1e6:.2f} megapixels, and you may ask "
            f"for {limits.pixels / 1e6:.2f} here: choose a smaller picture."
        )
    if limits.steps is not None and params.steps > limits.steps:
        raise Refused(
            f"You may ask for {limits.steps} steps at most here, not {params.steps}: choose fewer."
        )
    if limits.count is not None and params.count > limits.count:
        raise Refused(
            f"You may ask for {_pictures(limits.count)} at once here, not {params.count}: "
            "choose fewer."
        )
    if limits.models is not None and params.model not in limits.models:
        offered = f"choose {', '.join(limits.models)}" if limits.models else "ask the moderators"
        raise Refused(f"You may not use the model {params.model} here: {offered}.")


def _check_quota(quota: Quota, use: Use, count: int, who: str, whose: str) -> None:
    for most, used, span in (
        (quota.per_hour, use.hour, "hour"),
        (quota.per_day, use.day, "day"),
    ):
        if most is None or used + count <= most:
            continue
        left = max(most - used, 0)
        more = f"{_pictures(left)} of {whose} quota left: choose fewer" if left else ""
        raise Refused(
            f"{who} may paint {_pictures(most)} in one {span} in this server, and "
            + (more or "that many were painted: try again later")
            + ". A picture that failed or was refused does not count."
        )
    if quota.queued is not None and use.queued >= quota.queued:
        raise Refused(
            f"{who} may have {quota.queued} jobs in line in this server: wait until one has ended, "
            "or cancel one in /queue."
        )


def _pictures(count: int) -> str:
    return "1 picture" if count == 1 else f"{count:,} pictures"
