"""The bot's account: whose token it is, asked once before anything heavy is loaded."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

import aiohttp
from pydantic import SecretStr

from bot.config import Config

# View Channel, Send Messages, Embed Links, Attach Files, Read Message History and Send Messages
# in Threads; the bits are Discord's.
PERMISSIONS: Final = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 38

_PATIENCE: Final = aiohttp.ClientTimeout(total=15)


class AccountError(Exception):
    """Discord did not let us in; str(error) says what to do."""


class TokenRefused(AccountError):
    """Asking again would not help, and too many such questions ban this machine's address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    id: int
    name: str


def invite_link(application_id: int) -> str:
    """Opened in a browser, it adds the bot to a server."""
    query = {
        "client_id": application_id,
        "scope": "bot applications.commands",
        "permissions": PERMISSIONS,
    }
    return f"https://discord.com/oauth2/authorize?{urlencode(query)}"


async def ask(config: Config, token: SecretStr) -> Account:
    """Raises `AccountError`."""
    url = f"{config.discord.api_url}/users/@me"
    headers = {"Authorization": f"Bot {token.get_secret_value()}"}
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE) as session,
            session.get(url, headers=headers, allow_redirects=False) as response,
        ):
            if response.status == 401:
                raise TokenRefused(
                    "Discord refuses the token. Reset it at "
                    "https://discord.com/developers/applications under Bot, and give the new one."
                )
            if response.status != 200:
                raise AccountError(
                    f"{config.discord.api_url} answers {response.status} instead of telling whose "
                    "token this is. Is api_url right? Else try again later."
                )
            user = await response.json(content_type=None)
            return Account(id=int(user["id"]), name=str(user["username"]))
    except (aiohttp.ClientError, TimeoutError) as error:
        raise AccountError(
            f"{config.discord.api_url} cannot be reached ({type(error).__name__}). "
            "Check this machine's network, proxy and clock."
        ) from error
    except (KeyError, TypeError, ValueError) as error:
        raise AccountError(
            f"{config.discord.api_url} does not answer as Discord does. Is api_url right?"
        ) from error
