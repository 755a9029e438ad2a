"""A chat in a real browser: what a person does and sees on the page."""

import contextlib
import shutil
from urllib.parse import urlsplit

import pytest
from playwright.async_api import async_playwright, expect

CHROMIUM = shutil.which("chromium")
without_chromium = pytest.mark.skipif(
    CHROMIUM is None,
    reason="Chromium is not installed. Type: sudo apt-get install --yes chromium fonts-liberation",
)

# Nothing that a browser does on its own account may look like a request of the page.
_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@contextlib.asynccontextmanager
async def chromium():
    """A browser with an empty profile of its own."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        try:
            yield browser
        finally:
            await browser.close()


class Chat:
    """One open page."""

    def __init__(self, page):
        self.page = page
        self.requests = []
        self.complaints = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, message):
        # A line that is cut is reported by the browser itself, and told to the person by the page.
        if message.type == "error" and "WebSocket connection" not in message.text:
            self.complaints.append(message.text)

    @property
    def field(self):
        return self.page.get_by_role("combobox", name="Message #")

    @property
    def messages(self):
        return self.page.locator(".message")

    @property
    def last(self):
        return self.messages.last

    @property
    def picks(self):
        return self.page.get_by_role("listbox", name="Suggestions").get_by_role("option")

    def button(self, name, *, within=None):
        return (within or self.page).get_by_role("button", name=name, exact=True)

    async def enter(self, channel):
        await self.button(channel).click()
        await expect(self.page.get_by_role("heading", name=channel, level=1)).to_be_visible()

    async def type(self, text):
        await self.field.press_sequentially(text)

    async def send(self, text):
        await self.field.fill(text)
        await self.field.press("Enter")

    async def become(self, person):
        await self.page.get_by_role("radio", name=person).check(force=True)

    def check(self):
        """Nothing was thrown, forbidden or missing so far, and no request left this machine."""
        hosts = {urlsplit(url).hostname for url in self.requests if url.startswith(("http", "ws"))}
        complaints, self.complaints = self.complaints, []
        assert complaints == []
        assert hosts == {"127.0.0.1"}


@contextlib.asynccontextmanager
async def chat(browser, url, **options):
    """A page nobody has used before; afterwards nothing may have gone wrong in it."""
    context = await browser.new_context(**(DESKTOP | {"color_scheme": "dark"} | options))
    chat = Chat(await context.new_page())
    chat.page.set_default_timeout(10_000)
    try:
        await chat.page.goto(url)
        yield chat
        chat.check()
    finally:
        await context.close()
