"""The rules of every server: answered from memory, kept as revisions in the audit log."""

import json
from collections.abc import Callable, Mapping

import aiosqlite

from bot.rules import RulesError, ServerRules
from bot.store.acts import Act, enter
from bot.store.database import Database
from bot.store.rows import StoreError

_IN_FORCE = "SELECT server_id, after FROM acts WHERE after IS NOT NULL"
_DEFAULT = ServerRules()


def _text(rules: ServerRules) -> str:
    return json.dumps(rules.to_json(), separators=(",", ":"))


def undone(
    now: Mapping[str, object], *, before: Mapping[str, object], after: Mapping[str, object]
) -> dict[str, object]:
    """`now` without one earlier change: what that changed is as it was before, all else stays."""
    result = dict(now)
    for key in before.keys() | after.keys():
        old, new, here = before.get(key), after.get(key), now.get(key)
        if old == new:
            continue
        if isinstance(old, Mapping) and isinstance(new, Mapping) and isinstance(here, Mapping):
            result[key] = undone(here, before=old, after=new)
        elif key in before:
            result[key] = old
        else:
            result.pop(key, None)
    return result


class Rulebook:
    """A change is read, made and written in one transaction: two moderators cannot lose one
    another's. Memory follows each commit, whether or not somebody still waits for it.
    """

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now
        self._rules: dict[int, ServerRules] = {}

    async def load(self) -> None:
        """Raises `StoreError`: rules that cannot be read are never taken for no rules."""
        rows = await self._database.rows(
            f"{_IN_FORCE} AND id IN "
            "(SELECT max(id) FROM acts WHERE after IS NOT NULL GROUP BY server_id)"
        )
        for row in rows:
            try:
                self._rules[row["server_id"]] = ServerRules.from_json(json.loads(row["after"]))
            except (RulesError, json.JSONDecodeError) as error:
                raise StoreError(
                    f"The rules of server {row['server_id']} cannot be read ({error}). Install the "
                    "Easel that wrote them, or restore a backup: without them nothing is shown."
                ) from error

    def of(self, server_id: int | None) -> ServerRules:
        """What is in force; the defaults where nobody has decided anything."""
        return _DEFAULT if server_id is None else self._rules.get(server_id, _DEFAULT)

    def decided(self) -> Mapping[int, ServerRules]:
        """The rules of every server whose moderators have changed any."""
        return dict(self._rules)

    async def amend(
        self,
        server_id: int,
        change: Callable[[ServerRules], ServerRules],
        *,
        by: int | None,
        what: str,
        member_id: int | None = None,
        reason: str | None = None,
    ) -> Act | None:
        """Write a new revision: `change` of what is in force. None if it changes nothing.

        What `change` raises goes through, and then nothing is written. `by` is None for Easel.
        """

        async def work(connection: aiosqlite.Connection) -> Act | None:
            before = self.of(server_id)
            after = change(before)
            if after == before:
                return None
            return await enter(
                connection,
                server_id=server_id,
                at=self._now(),
                by=by,
                what=what,
                member_id=member_id,
                reason=reason,
                before=_text(before),
                after=_text(after),
            )

        return await self._database.write(work, then=self._remember)

    def _remember(self, act: Act | None) -> None:
        if act is not None and act.after is not None:
            self._rules[act.server_id] = ServerRules.from_json(json.loads(act.after))

    async def revert(self, act: Act, *, by: int | None) -> Act | None:
        """Take one change back, in a revision of its own; what came later stays.

        None if nothing is left of it. Raises `RulesError` if what came later does not go with it.
        """
        if act.before is None or act.after is None:
            return None
        before, after = json.loads(act.before), json.loads(act.after)

        def change(rules: ServerRules) -> ServerRules:
            values = undone(rules.to_json(), before=before, after=after)
            return ServerRules.from_json(values)

        return await self.amend(
            act.server_id, change, by=by, what=f"revert #{act.id}", member_id=act.member_id
        )

    def forget(self, server_id: int) -> None:
        """Its rows are gone."""
        self._rules.pop(server_id, None)
