"""The page's own files, with the policy that keeps it from running or fetching anything else."""

from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

_HERE = Path(__file__).parent
_STATIC = _HERE / "static"
_VENDOR = _HERE.parent / "vendor"

_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}

_HEADERS = {
    "Content-Security-Policy": "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            # The components colour names and borders by attribute; no style sheet slips in by it.
            "style-src-attr 'unsafe-inline'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def add_files(router: web.UrlDispatcher) -> None:
    """A route for every file there is: no name that a browser sends becomes a path."""
    router.add_get("/", _serve(_STATIC / "index.html"))
    for path in sorted(_STATIC.iterdir()):
        if path.suffix in _TYPES and path.name != "index.html":
            router.add_get(f"/page/{path.name}", _serve(path))
    router.add_get("/page/vendor/discord-components.js", _serve(_VENDOR / "discord-components.js"))


def _serve(path: Path) -> Handler:
    content = path.read_bytes()
    kind = _TYPES[path.suffix]

    async def serve(_: web.Request) -> web.Response:
        return web.Response(body=content, content_type=kind, charset="utf-8", headers=_HEADERS)

    return serve
