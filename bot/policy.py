"""Who may do what, and which pictures may be shown; knows no Discord and no database.

The same functions judge at accept, when a job runs, and when it is delivered: they are given the
rules and the place as they are at that moment, and remember nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.rules import ChannelRules, HostRules, Level, OnBlock, OnReview, Ordered, ServerRules


class Refused(Exception):
    """The answer is no; str(error) says why and what to do, fit to show to the member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a picture would be shown, as Discord has it at this moment."""

    server_id: int | None  # None: a direct message
    channel_id: int
    parent_id: int | None = None  # the channel that a thread belongs to
    age_restricted: bool = False  # the channel; of a thread, its parent

    @property
    def ids(self) -> tuple[int, ...]:
        """The channel, then its parent: what is said of one holds for its threads."""
        return (self.channel_id,) if self.parent_id is None else (self.channel_id, self.parent_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who pressed or typed, with the roles and permissions they have there at this moment."""

    user_id: int
    server_id: int | None
    channel_id: int
    may_use_commands: bool
    moderates: bool  # Manage Messages in that channel
    parent_id: int | None = None
    age_restricted: bool = False
    manages: bool = False  # Manage Server
    roles: frozenset[int] = frozenset()

    @property
    def place(self) -> Place:
        return Place(
            server_id=self.server_id,
            channel_id=self.channel_id,
            parent_id=self.parent_id,
            age_restricted=self.age_restricted,
        )


class Verdict(Ordered):
    """What becomes of a picture; the greater, the less of it is seen."""

    SHOW = "show"
    SPOILER = "spoiler"
    BLUR = "blur"
    HOLD = "hold"
    REFUSE = "refuse"


class Band(Ordered):
    """Where a picture's worst score lies."""

    CLEAR = "clear"
    REVIEW = "review"
    UNKNOWN = "unknown"  # a score that nobody has given thresholds
    BLOCK = "block"
    UNCHECKED = "unchecked"  # no usable scores: to be checked again
    FLOOR = "floor"  # no setting changes this one


@dataclass(frozen=True, slots=True, kw_only=True)
class Effective:
    """What is in force for one member in one place: all layers, the stricter winning."""

    host: HostRules
    level: Level
    review: Verdict  # what becomes of a picture in the review band
    block: Verdict  # what becomes of a blocked one
    unknown: Verdict  # what becomes of one with a score that nobody has given thresholds
    shadow: bool  # score and log, but act on the floor only


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict with what it rests on, for the card, the statistics and the member."""

    verdict: Verdict
    would: Verdict  # the verdict if this were not shadow mode
    band: Band
    name: str | None = None  # of the score that decided
    score: float | None = None
    line: float | None = None  # that it reached
    category: str | None = None

    @property
    def floor(self) -> bool:
        return self.band is Band.FLOOR


_SO: Mapping[Verdict, str] = {
    Verdict.SPOILER: "so it is behind a spoiler.",
    Verdict.BLUR: "so it is blurred.",
    Verdict.HOLD: "so a moderator looks at it first.",
    Verdict.REFUSE: "so it is not shown. Another seed or other words may do: press Reroll or Edit.",
}


def why(judgement: Judgement, host: HostRules) -> str:
    """For the member: why a picture is not shown as it is, and what to do; "" if it is.

    Of the floor it is neutral, and says nothing that helps to find its edge.
    """
    if judgement.verdict is Verdict.SHOW:
        return ""
    if judgement.floor:
        return "I do not show this. Ask for something else."
    if judgement.band is Band.UNCHECKED:
        return (
            "The safety check is not available now. The picture is kept for "
            f"{host.recheck_minutes} minutes and then checked again: you need not do anything."
        )
    so = _SO[judgement.verdict]
    if judgement.score is None or judgement.line is None:
        return f"The safety check gave a score that nobody has set thresholds for, {so}"
    doing = "blocked" if judgement.band is Band.BLOCK else "in doubt"
    return (
        f"The safety check gave {judgement.score:.2f} for {judgement.category} content, and "
        f"pictures are {doing} here from {judgement.line:.2f} on, {so}"
    )


def effective(
    host: HostRules, server: ServerRules, place: Place, member: Level | None = None
) -> Effective:
    """All layers at once. `member` is what a member prefers for themselves: stricter only."""
    if place.server_id is None:  # no moderators, so nothing of theirs counts
        return Effective(
            host=host,
            level=Level.STRICT,
            review=Verdict.REFUSE,
            block=Verdict.REFUSE,
            unknown=Verdict.REFUSE,
            shadow=False,
        )
    level = server.level or host.default_level
    on_block, on_review = server.on_block, server.on_review
    own = _channel_rules(server, place)
    if place.age_restricted:  # only there may a channel be looser than its server
        level = own.level or level
        on_block, on_review = own.on_block or on_block, own.on_review or on_review
    else:
        level = min(level, own.level or level, Level.STANDARD)
        on_block = max(on_block, own.on_block or on_block)
        on_review = max(on_review, own.on_review or on_review)
    hold = Verdict.REFUSE if server.mod_channel is None else Verdict.HOLD
    review = Verdict(on_review) if on_review is not OnReview.HOLD else hold
    if on_review is OnReview.HOLD and server.mod_channel is None and place.age_restricted:
        review = Verdict.SPOILER  # nobody would ever look at it
    block = Verdict.REFUSE if on_block is OnBlock.REFUSE else Verdict.BLUR
    return Effective(
        host=host,
        level=min(level, host.loosest, member or level),
        review=review,
        # A blocked picture is never shown more of than one in doubt.
        block=max(block, review),
        unknown=hold,
        shadow=server.shadow and host.shadow,
    )


def _channel_rules(server: ServerRules, place: Place) -> ChannelRules:
    """A channel's own; of a thread, what it does not say itself is as in its parent."""
    level = on_block = on_review = None
    for channel_id in place.ids:
        own = server.channels.get(channel_id, ChannelRules())
        level = level or own.level
        on_block, on_review = on_block or own.on_block, on_review or own.on_review
    return ChannelRules(level=level, on_block=on_block, on_review=on_review)


def judge(scores: Mapping[str, float], effective: Effective, *, minors: bool = False) -> Judgement:
    """What becomes of a picture with these scores: the worst that one of them says.

    `minors`: the prompt holds a word of the filter's minors list. Fails closed: without scores, or
    with one that cannot be one, a picture is held until it has been checked.
    """
    found = [_judge_one(name, score, effective, minors=minors) for name, score in scores.items()]
    if not scores and effective.host.checked:
        found.append(Judgement(verdict=Verdict.HOLD, would=Verdict.HOLD, band=Band.UNCHECKED))
    clear = Judgement(verdict=Verdict.SHOW, would=Verdict.SHOW, band=Band.CLEAR)
    # Of equals the first one is told, so that the same scores always get the same answer.
    worst = max(found, key=severity, default=clear)
    return replace(worst, would=max((each.would for each in found), default=clear.would))


def severity(judgement: Judgement) -> tuple[int, int, int]:
    """The greater, the worse: of several pictures or scores the worst one is told."""
    return judgement.verdict.place, judgement.would.place, judgement.band.place


def _judge_one(name: str, score: float, effective: Effective, *, minors: bool) -> Judgement:
    scale = effective.host.scale(name)
    band, line = _band(name, score, effective, minors=minors)
    would = {
        Band.CLEAR: Verdict.SHOW,
        Band.REVIEW: effective.review,
        Band.UNKNOWN: effective.unknown,
        Band.BLOCK: effective.block,
        Band.UNCHECKED: Verdict.HOLD,
        Band.FLOOR: Verdict.REFUSE,
    }[band]
    # What could be on the floor, for all that is known, is not let go either.
    may_let_go = band not in (Band.FLOOR, Band.UNCHECKED) and not (minors and band is Band.UNKNOWN)
    return Judgement(
        verdict=Verdict.SHOW if effective.shadow and may_let_go else would,
        would=would,
        band=band,
        name=name,
        score=score,
        line=line,
        category=scale.category if scale else None,
    )


def _band(
    name: str, score: float, effective: Effective, *, minors: bool
) -> tuple[Band, float | None]:
    """Where one score lies, and the line that it reached."""
    kind, _, number = name.rpartition("/")[2].partition(":")
    # Scores with a number are distances from a line of the checkpoint's authors, not likelihoods.
    low, high = (-3, 3) if number else (0, 1)
    if not low <= score <= high:  # NaN is not
        return Band.UNCHECKED, None
    if kind == "special":
        return (Band.FLOOR, 0) if score > 0 else (Band.CLEAR, None)
    floor = effective.host.floor(name) if minors else None
    if floor is not None and score >= floor:
        return Band.FLOOR, floor
    scale = effective.host.scale(name)
    if scale is None:
        off = effective.level is Level.OFF and not minors
        return (Band.CLEAR if off else Band.UNKNOWN), None
    lines = scale.lines(effective.level)
    if lines is None or score < lines[0]:
        return Band.CLEAR, None
    return (Band.BLOCK, lines[1]) if score >= lines[1] else (Band.REVIEW, lines[0])


def check_may_use_commands(actor: Actor) -> None:
    """Raises `Refused`. Buttons ask this too: who may not use /imagine may not reroll."""
    if not actor.may_use_commands:
        raise Refused("You may not use commands in this channel, so its buttons are off too.")


def check_owns_or_moderates(actor: Actor, owner_id: int, *, verb: str) -> None:
    """Raises `Refused` unless the actor is the author or moderates the channel."""
    if actor.user_id != owner_id and not actor.moderates:
        raise Refused(f"Only the author or a moderator can {verb} this.")


def check_manages(actor: Actor) -> None:
    """Raises `Refused` unless the actor may change the rules of the server, now."""
    if actor.server_id is None or not actor.manages:
        raise Refused("Only members with the permission Manage Server can do this.")


def check_may_review(actor: Actor, server: ServerRules) -> None:
    """Raises `Refused` unless the actor may decide about pictures and channels, now."""
    if actor.server_id is None or not (actor.manages or actor.roles & set(server.mod_roles)):
        raise Refused(
            "Only members with the permission Manage Server, or with a role that moderates Easel "
            "here, can do this."
        )


def check_may_see_held(actor: Actor, server: ServerRules) -> None:
    """Raises `Refused` unless the actor may be shown a held picture in full, in private.

    Anywhere but in an age-restricted channel that itself would break Discord's rules.
    """
    check_may_review(actor, server)
    if server.mod_channel is None or server.mod_channel not in actor.place.ids:
        raise Refused("Held pictures can be seen in the channel for moderators only.")
    if not actor.age_restricted:
        raise Refused(
            "Held pictures can be seen in an age-restricted channel only: set the age restriction "
            "in this channel's settings, then press again."
        )
