"""The page in Chromium, with the small bot in a process of its own."""

import asyncio
import re

import pytest
import pytest_asyncio
from playwright.async_api import expect

from playground import Playground
from playground.faults import slow
from playground.page import mount
from tests.e2e.browser import PHONE, chat, chromium, without_chromium
from tests.playground.conftest import BotProcess

pytestmark = [
    without_chromium,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("page"),
]

HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'


class Stage:
    def __init__(self, pg, bot, browser):
        self.pg = pg
        self.bot = bot
        self.browser = browser
        self.server = pg.server("Atelier")
        self.general = self.server.channel("general")
        self.server.channel("adults-only", nsfw=True)
        self.ada = self.server.member("Ada")
        self.ben = self.server.member("Ben")
        self.mo = self.server.member("Mo", moderator=True)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage():
    async with Playground(mount=mount) as pg, chromium() as browser:
        stage = Stage(pg, BotProcess(pg), browser)
        await stage.bot.start()
        await pg.bot_ready()
        yield stage
        await stage.bot.kill()


@pytest.fixture
def room(stage, request):
    """A channel of the test's own."""
    name = request.node.name.removeprefix("test_").split("[")[0].replace("_", "-")[:40]
    channel = stage.server.channel(name)
    yield channel
    channel.remove()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def window(stage):
    """Ada's page. It stays open: loading it for every test would take most of their time."""
    async with chat(stage.browser, stage.pg.url) as page:
        yield page


@pytest_asyncio.fixture(loop_scope="module")
async def ada(window, room, request):
    """Ada's page, in the test's own channel."""
    failed = request.session.testsfailed
    await window.enter(room.name)
    yield window
    if request.session.testsfailed > failed:
        await window.page.reload()  # whatever that test left open
    window.check()


async def test_it_says_what_it_is_and_that_it_is_not_discord(ada):
    await expect(ada.page.get_by_text("playground, not Discord", exact=True)).to_be_visible()
    await expect(ada.page.get_by_text("Easel is online")).to_be_visible()


async def test_a_newcomer_is_told_what_to_type_and_a_button_types_it(ada, room):
    await expect(ada.page.get_by_role("heading", name=f"Welcome to #{room.name}")).to_be_visible()

    await ada.button("Type it for me").click()

    await expect(ada.field).to_have_value("/paint ")
    await expect(ada.field).to_be_focused()


async def test_words_after_a_command_fill_its_first_required_option(ada):
    await ada.type("/paint a red apple")
    await ada.field.press("Enter")

    await expect(ada.last).to_contain_text("Ada used")
    await expect(ada.last.locator(".content")).to_contain_text("a red apple")
    await expect(ada.button("Again", within=ada.last)).to_be_visible()
    await expect(ada.field).to_have_value("")


async def test_thinking_is_shown_until_the_first_words_come(stage, ada):
    stage.pg.faults.next("PATCH */messages/@original", slow(0.5))

    await ada.send("/paint a pear")

    await expect(ada.last).to_contain_text("Easel is thinking…")
    await expect(ada.last).to_have_attribute("aria-busy", "true")
    await expect(ada.last.locator(".content")).to_contain_text("a pear")
    await expect(ada.last).to_have_attribute("aria-busy", "false")
    await expect(ada.page.locator(".spoken")).to_contain_text("Easel: a pear")


async def test_a_whole_command_can_be_written_with_the_keyboard_alone(ada):
    await ada.type("/pa")
    await expect(ada.picks.first).to_contain_text("/paint")
    await ada.field.press("Enter")
    await ada.type("a plum co")
    await expect(ada.picks).to_have_text(re.compile("^count"))
    await ada.field.press("Tab")
    await ada.type("2 sam")
    await ada.field.press("Tab")
    await ada.type("eu")
    await expect(ada.picks).to_have_count(3)
    await ada.field.press("ArrowDown")
    await ada.field.press("Enter")
    await expect(ada.field).to_have_value("/paint a plum count:2 sampler:euler_a ")
    await ada.field.press("Enter")

    await expect(ada.last.locator(".picture")).to_have_count(2)
    await ada.field.press("ArrowUp")
    await expect(ada.field).to_have_value("/paint a plum count:2 sampler:euler_a")


async def test_escape_closes_the_list_and_tab_then_leaves_the_field(ada):
    await ada.type("/")
    await expect(ada.field).to_have_attribute("aria-expanded", "true")

    await ada.field.press("Escape")
    await expect(ada.field).to_have_attribute("aria-expanded", "false")
    await ada.field.press("Tab")

    await expect(ada.button("Send")).to_be_focused()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/paint x count:9", "count: a number from 1 to 4, please."),
        ("/paint count:2", "prompt is still missing"),
        ("/paint x count:two", "count: a whole number from 1 to 4, please."),
        ("/nothing", "There is no command /nothing."),
        ("/queue list page:1 page:2", "page is given twice."),
    ],
)
async def test_a_mistake_is_told_before_the_bot_is_asked(stage, ada, line, sentence):
    asked = len(stage.pg.interactions)
    await ada.field.fill(line)
    await ada.field.press("Escape")
    await ada.field.press("Enter")

    await expect(ada.page.get_by_role("alert")).to_contain_text(sentence)
    await expect(ada.field).to_have_value(line)
    assert len(stage.pg.interactions) == asked


async def test_every_kind_of_option_reaches_the_bot(stage, ada, room, tmp_path):
    file = tmp_path / "cat.txt"
    file.write_text("meow")
    role = stage.server.role("painters")
    await ada.type("/everything file")
    async with ada.page.expect_file_chooser() as choosing:
        await ada.field.press("Tab")
    await (await choosing.value).set_files(file)
    await expect(ada.page.get_by_text("file: cat.txt")).to_be_visible()
    await ada.type("who:be")
    await expect(ada.picks).to_have_text("@Ben")
    await ada.field.press("Enter")
    await ada.type(f"where:#{room.name} role:@{role.name} amount:1.5 yes:true shape:wi")
    await ada.field.press("Enter")
    await ada.field.press("Enter")

    await expect(ada.last.locator(".content")).to_have_text(
        f"ben {room.name} painters 1.5 True cat.txt 4 3:2"
    )


SCHEMA = {
    "id": "1",
    "name": "imagine",
    "description": "Paint.",
    "options": [
        {"type": 4, "name": "count", "description": "How many.", "min_value": 1, "max_value": 4},
        {"type": 3, "name": "prompt", "description": "What to paint.", "required": True},
        {"type": 3, "name": "shape", "description": "Shape.", "choices": [
            {"name": "Wide", "value": "3:2"},
        ]},
        {"type": 5, "name": "private", "description": "For you."},
        {"type": 10, "name": "guidance", "description": "How closely."},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("/imagine a red apple", {"prompt": "a red apple"}),
        ("/imagine prompt:a red apple count:2", {"prompt": "a red apple", "count": 2}),
        ("/imagine count:2 prompt: a red apple ", {"prompt": "a red apple", "count": 2}),
        ("/imagine a red apple COUNT:2 shape:wide", {
            "prompt": "a red apple", "count": 2, "shape": "3:2",
        }),
        ("/imagine a clock, style:steampunk", {"prompt": "a clock, style:steampunk"}),
        ("/imagine 12:30 on a clock --ar 3:2", {"prompt": "12:30 on a clock --ar 3:2"}),
        ("/imagine a sign\nwith two lines", {"prompt": "a sign\nwith two lines"}),
        ("/imagine a fox private:yes guidance:.5", {
            "prompt": "a fox", "private": True, "guidance": 0.5,
        }),
        ("/imagine a fox count:", {"prompt": "a fox"}),
        ("/imagine a fox private:perhaps", "private: True or False, please."),
        ("/imagine a fox shape:round", "shape: pick one of Wide."),
        ("/imagine a fox guidance:1e9", "guidance: a number, please."),
        ("/imagine", "prompt is still missing: What to paint."),
    ],
)  # fmt: skip
async def test_a_line_is_read_as_it_is_meant(ada, line, options):
    read = await ada.page.evaluate(
        """async ([line, schema]) => {
            const { complete, entriesOf, read } = await import('/page/command_line.js');
            const meant = read(`${line} `, line.length + 1, entriesOf([schema]));
            const known = { chosen: new Map(), names: () => undefined, files: new Map() };
            const { options, problem } = complete(meant, known);
            return problem ?? options;
        }""",
        [line, SCHEMA],
    )

    assert read == options


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**b** *i* _i_ __u__ ~~s~~", "<strong>b</strong> <em>i</em> <em>i</em> <u>u</u> <s>s</s>"),
        ("***both*** **a *b* c**",
         "<strong><em>both</em></strong> <strong>a <em>b</em> c</strong>"),
        ("snake_case_name 2*3*4", "snake_case_name 2<em>3</em>4"),
        (r"\*not\* \`code\`", "*not* `code`"),
        ("`**x**` ``a`b``", "<code>**x**</code> <code>a`b</code>"),
        ("<@1> <#2> <@&3> <@9>",
         '<span class="mention">@Ada</span> <span class="mention">#general</span> '
         '<span class="mention">@painters</span> <span class="mention">@unknown</span>'),
        ("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("https://a.example/b).", '<a href="https://a.example/b" target="_blank" '
         'rel="noopener noreferrer nofollow">https://a.example/b</a>).'),
        ("unclosed **bold and ||spoiler", "unclosed **bold and ||spoiler"),
        ("<:apple:123456789012345678>", ":apple:"),
    ],
)  # fmt: skip
async def test_markdown_becomes_what_discord_makes_of_it(ada, text, html):
    assert await markdown(ada, text) == f'<div class="line">{html}</div>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("-# small", '<div class="small">small</div>'),
        ("## Two", '<div class="heading heading-2" role="heading" aria-level="4">Two</div>'),
        ("> a\n> b\nc", '<blockquote><div class="line">a\nb</div></blockquote>'
         '<div class="line">c</div>'),
        (">>> a\n\nb", '<blockquote><div class="line">a\n\nb</div></blockquote>'),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("```\n<i>\n```", "<pre><code>&lt;i&gt;</code></pre>"),
        ("a\n```py\nx = 1\n```\nb", '<div class="line">a</div><pre><code>x = 1</code></pre>'
         '<div class="line">b</div>'),
        ("", ""),
    ],
)  # fmt: skip
async def test_blocks_stand_by_themselves(ada, text, html):
    assert await markdown(ada, text) == html


async def test_markdown_is_quick_whatever_is_typed(ada):
    for text in ("*" * 2000, "_*" * 1000, "||" * 1000, "[" * 2000, "`" * 2000, "> " * 1000):
        await asyncio.wait_for(markdown(ada, text), 2)


async def markdown(chat, text):
    return await chat.page.evaluate(
        """async (text) => {
            const { markdown } = await import('/page/markdown.js');
            const names = {
                member: (id) => ({ 1: 'Ada' })[id],
                channel: (id) => ({ 2: 'general' })[id],
                role: (id) => ({ 3: 'painters' })[id],
            };
            const box = document.createElement('div');
            box.append(...markdown(text, names));
            return box.innerHTML;
        }""",
        text,
    )


async def test_a_private_answer_is_seen_by_one_and_can_be_dismissed(stage, ada, room):
    async with chat(stage.browser, stage.pg.url) as ben:
        await ben.become("Ben")
        await expect(ben.page.get_by_role("radio", name="Ben")).to_be_checked()
        await ben.enter(room.name)

        await ada.send("/menu private:True")
        await expect(ada.last).to_contain_text("Only you can see this")
        stage.mo.say(room, "hello")

        await expect(ben.messages).to_have_count(1)
        await expect(ben.last).to_contain_text("hello")
        await ada.button("Dismiss message").click()
        await expect(ada.messages).to_have_count(1)


async def test_a_form_opens_filled_in_and_comes_back(ada):
    await ada.send("/form")
    form = ada.page.get_by_role("dialog", name="Edit")
    await expect(form.get_by_label("Prompt")).to_be_focused()
    await expect(form.get_by_label("Prompt")).to_have_value("a pear")
    await form.get_by_label("Prompt").fill("")
    await ada.button("Submit", within=form).click()
    await expect(form).to_be_visible()  # the prompt is required

    await form.get_by_label("Prompt").fill("a fig")
    await form.get_by_label("Shape").select_option("Tall")
    await ada.button("Submit", within=form).click()

    await expect(form).to_be_hidden()
    await expect(ada.last.locator(".content")).to_have_text("a fig||['2:3']")


async def test_buttons_and_menus_of_a_message_work_by_mouse_and_keyboard(ada):
    await ada.send("/menu")
    menu = ada.messages.first
    await expect(ada.button("Off", within=menu)).to_be_disabled()

    await ada.button("Update", within=menu).click()
    await expect(menu.locator(".content")).to_contain_text("updated")
    await ada.button("Later", within=menu).press("Enter")
    await expect(menu.locator(".content")).to_contain_text("later")

    colours = menu.get_by_role("combobox", name="Colour")
    for key in ("Enter", "Enter", "ArrowDown", "Enter"):
        await colours.press(key)
    await ada.page.get_by_role("log").click(position={"x": 5, "y": 5})  # elsewhere: that is all
    await expect(ada.last.locator(".content")).to_have_text("red,blue")

    await menu.get_by_role("combobox", name="Who").click()
    await menu.get_by_role("option", name="@Ben").click()
    await expect(ada.last.locator(".content")).to_have_text("ben")


async def test_a_layout_shows_its_words_picture_and_buttons(ada):
    await ada.send("/layout")

    await expect(ada.last.get_by_role("heading", name="A picture")).to_be_visible()
    await expect(ada.last.get_by_role("img", name="alt")).to_be_visible()
    await expect(ada.button("Side", within=ada.last)).to_be_visible()
    await ada.button("Again", within=ada.last).click()
    await expect(ada.last.locator(".content")).to_have_text("again 7")


async def test_one_picture_is_large_however_small_it_was_painted(ada):
    await ada.send("/paint a cherry")

    picture = ada.last.get_by_role("img", name="picture 0")
    await expect(ada.button("Again", within=ada.last)).to_be_visible()
    box = await picture.bounding_box()
    assert box["width"] >= 320
    assert box["height"] >= 320


async def test_four_pictures_lie_two_by_two_and_open_on_a_click(stage, ada):
    await ada.send("/paint cherries count:4")
    pictures = ada.last.locator(".picture")
    await expect(pictures).to_have_count(4)

    boxes = [await pictures.nth(n).bounding_box() for n in range(4)]
    assert boxes[0]["y"] == boxes[1]["y"] < boxes[2]["y"] == boxes[3]["y"]
    assert boxes[0]["x"] == boxes[2]["x"] < boxes[1]["x"] == boxes[3]["x"]

    await pictures.nth(1).click()
    large = ada.page.get_by_role("dialog", name="Picture")
    await expect(large.get_by_role("img")).to_have_attribute("alt", "picture 1")
    await ada.page.keyboard.press("ArrowRight")
    await expect(large.get_by_role("img")).to_have_attribute("alt", "picture 2")
    link = await large.get_by_role("link", name="Open original").get_attribute("href")
    original = await ada.page.request.get(stage.pg.url + link)
    message = await stage.pg.until(lambda: _newest(stage, "cherries"))
    assert await original.body() == message.attachments[2].content
    await ada.page.keyboard.press("Escape")
    await expect(large).to_be_hidden()
    await expect(pictures.nth(1)).to_be_focused()


def _newest(stage, content):
    found = [
        message
        for channel in stage.server.channels()
        for message in channel.messages()
        if message.content == content
    ]
    return found[-1] if found else None


async def test_nothing_that_is_typed_runs(stage, ada, room):
    room.record.topic = HOSTILE
    eve = stage.server.member(HOSTILE)
    hostile = f"**{HOSTILE}** [x](javascript:alert(1)) ||{HOSTILE}|| # {HOSTILE}"
    eve.say(room, hostile)
    await ada.send(f"/paint {HOSTILE}")

    await expect(ada.last.locator(".content")).to_contain_text(HOSTILE)
    await expect(ada.button("Again", within=ada.last)).to_be_visible()
    assert await ada.page.evaluate("window.hacked") is None
    assert await ada.page.locator("body :is(script, img[src=x])").count() == 0
    assert await ada.page.locator('a[href^="javascript"]').count() == 0


async def test_a_command_of_a_messages_menu_is_reached_by_keyboard(stage, ada, room):
    stage.ben.say(room, "what a lovely day")
    await ada.button("More for this message", within=ada.last).press("Enter")

    await expect(ada.page.get_by_role("menuitem", name="Repeat")).to_be_focused()
    await ada.page.keyboard.press("Enter")

    await expect(ada.messages).to_have_count(2)
    await expect(ada.last.locator(".content")).to_have_text("what a lovely day")


async def test_a_right_click_greets_the_author(stage, ada, room):
    stage.ben.say(room, "good morning")
    await ada.last.click(button="right")

    await ada.page.get_by_role("menuitem", name="Greet").click()

    await expect(ada.last.locator(".content")).to_have_text("hello ben")


async def test_reactions_are_shown_and_moderators_delete(stage, ada, room):
    message = stage.ben.say(room, "spam")
    stage.mo.react(message, "👎")
    await expect(ada.last.get_by_role("img", name="👎, one person")).to_be_visible()
    await ada.last.click(button="right")
    await expect(ada.page.get_by_role("menuitem", name="Copy text")).to_be_visible()
    await expect(ada.page.get_by_role("menuitem", name="Delete message")).to_be_hidden()
    await ada.page.keyboard.press("Escape")

    await ada.become("Mo")
    await expect(ada.page.get_by_role("radio", name="Mo")).to_be_checked()
    await ada.last.click(button="right")
    await ada.page.get_by_role("menuitem", name="Delete message").click()

    await expect(ada.messages).to_have_count(0)
    await ada.become("Ada")
    await expect(ada.page.get_by_role("radio", name="Ada")).to_be_checked()


async def test_silence_is_told_the_way_discord_tells_it(stage, ada):
    await ada.send("/silent")
    await expect(ada.page.get_by_text("Sending…")).to_be_visible()
    stage.pg.clock.advance(3)

    await expect(ada.page.get_by_text("The application did not respond")).to_be_visible()
    await ada.button("Dismiss").click()
    await expect(ada.page.get_by_text("The application did not respond")).to_be_hidden()


async def test_the_bot_may_die_and_come_back_and_old_buttons_answer(stage, ada):
    await ada.send("/paint a quince")
    again = ada.button("Again", within=ada.messages.first)
    await expect(again).to_be_visible()

    await stage.bot.kill()
    await expect(ada.page.get_by_text("Easel is restarting…")).to_be_visible()
    asked = len(stage.pg.interactions)
    await again.click()
    await stage.pg.until(lambda: len(stage.pg.interactions) > asked)
    stage.pg.clock.advance(3)
    await expect(ada.messages.first).to_contain_text("This interaction failed")
    await stage.bot.start()
    await expect(ada.page.get_by_text("Easel is online")).to_be_visible()
    await again.click()

    await expect(ada.last.locator(".content")).to_have_text("again 1")
    await expect(ada.page.get_by_text("This interaction failed")).to_be_hidden()


async def test_the_page_comes_back_by_itself_after_the_playground(stage):
    async with Playground(mount=mount) as pg:
        port = pg.port
        server = pg.server("Before")
        server.channel("hall")
        server.member("Ada")
        async with chat(stage.browser, pg.url) as page:
            await expect(page.page.get_by_role("heading", name="Before")).to_be_visible()
            await pg.__aexit__(None, None, None)
            await expect(page.page.get_by_text("reconnecting…")).to_be_visible()

            async with Playground(port=port, mount=mount) as after:
                server = after.server("After")
                server.channel("hall")
                server.member("Ada")
                await expect(page.page.get_by_role("heading", name="After")).to_be_visible()
                await expect(page.page.get_by_text("Easel is starting…")).to_be_visible()
            page.complaints.clear()


async def test_each_person_is_offered_their_own_commands(ada):
    await ada.type("/ad")
    await expect(ada.page.get_by_text("No command begins with /ad")).to_be_visible()

    await ada.page.get_by_role("button", name="adults-only").click()
    await ada.field.fill("/ad")

    await expect(ada.picks).to_have_text(re.compile("/adult"))


async def test_moments_tick(stage, ada, room):
    now = int(await ada.page.evaluate("Date.now()") / 1000)
    stage.ben.say(room, f"<t:{now + 8}:R>")

    await expect(ada.last.locator("time.moment")).to_have_text(re.compile("^in [78] seconds$"))
    await expect(ada.last.locator("time.moment")).to_have_text(re.compile("^in [3-6] seconds$"))


async def test_a_phone_has_room_for_everything(stage, room):
    async with chat(stage.browser, stage.pg.url, **PHONE, color_scheme="light") as page:
        await page.button("Places and people").tap()
        await page.page.get_by_role("button", name=room.name, exact=True).tap()
        await expect(page.page.get_by_text("playground, not Discord", exact=True)).to_be_visible()
        await page.field.tap()
        await page.type("/paint a melon count:4")
        await page.button("Send").tap()

        await expect(page.last.locator(".picture")).to_have_count(4)
        await expect(page.button("Again", within=page.last)).to_be_in_viewport()
        width = await page.page.evaluate("document.documentElement.scrollWidth")
        assert width == 390
        for picture in await page.last.locator(".picture").all():
            box = await picture.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
        await page.last.locator(".picture").first.tap()
        await expect(page.page.get_by_role("link", name="Open original")).to_be_in_viewport()
