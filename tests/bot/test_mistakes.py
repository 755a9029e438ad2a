import re

import pytest

from bot.config import Config, ConfigError
from bot.mistakes import line_of


@pytest.fixture
def mistakes(tmp_path):
    """What is said about a config.toml, without the folder."""

    def load(text):
        (tmp_path / "config.toml").write_text(text, encoding="utf-8", newline="")
        with pytest.raises(ConfigError) as caught:
            Config.load(tmp_path / "config.toml", {})
        return str(caught.value).replace(f"{tmp_path}/", "")

    return load


MISTAKES = {
    '[engine]\ndevcie = "cpu"': "config.toml, line 2: [engine] has no setting devcie; "
    "did you mean device?",
    "[engien]": "config.toml, line 1: there is no table or setting engien; did you mean engine?",
    "\n\n[safety]\nxyzzy = 1": "config.toml, line 4: [safety] has no setting xyzzy; "
    "there are default_level, loosest, shadow, direct_messages, banned, thresholds.",
    '[discord]\ntoken = "secret"': "config.toml, line 2: the token does not belong into this "
    "file: put it into one of its own, named by token_file, or into the environment as "
    "EASEL_TOKEN.",
    '[discord]\nshards = "two"': "config.toml, line 2: [discord] shards must be a whole number, "
    'not "two".',
    "[discord]\nshards = -1": "config.toml, line 2: [discord] shards must be at least 0, not -1.",
    '[discord]\napi_url = "http://example.org/api"': "config.toml, line 2: [discord] api_url "
    "must begin with https://, or the token travels unencrypted.",
    '[discord]\napi_url = "https://example.org/"': "config.toml, line 2: [discord] api_url "
    "must not end with a slash.",
    '[discord]\ngateway_url = "https://example.org"': "config.toml, line 2: [discord] "
    "gateway_url must begin with wss://.",
    '[engine]\ndevice = "gpu"': 'config.toml, line 2: [engine] device must be "auto", "cpu", '
    '"mps", "cuda" or "cuda:1" with a number.',
    '[engine]\nprecision = "int8"': "config.toml, line 2: [engine] precision must be "
    '"auto", "fp32", "fp16" or "bf16", not "int8".',
    "[engine]\ndownload = 1": "config.toml, line 2: [engine] download must be true or false, "
    "not 1.",
    "[storage]\npath = 5": "config.toml, line 2: [storage] path must be a path in quotes, not 5.",
    "storage = 5": "config.toml, line 1: storage must be a table, not 5.",
    '[safety]\nloosest = "open"': 'config.toml, line 2: [safety] loosest must be "strict", '
    '"standard", "lenient" or "off", not "open".',
    '[safety]\nloosest = "strict"': "config.toml, line 1: safety default_level must not be looser "
    "than loosest.",
    '[safety]\nbanned = ["5"]': "config.toml, line 2: [safety] banned.0 must be a whole number, "
    'not "5".',
    '[safety.thresholds."a/b"]\nstrict = [0.5, 0.2]\nstandard = [0.5, 0.6]\nlenient = [0.6, 0.7]': (
        "config.toml, line 1: [safety] thresholds.a/b must rise from review to block, and from "
        "strict to standard to lenient."
    ),
    '[safety.thresholds."a/b"]\nstrict = [0.5, 0.6]': "config.toml, line 1: [safety] "
    "thresholds.a/b needs a standard.\nconfig.toml, line 1: [safety] thresholds.a/b needs a "
    "lenient.",
    '[safety.thresholds."strict"]\nblock = 1': "config.toml, line 1: [safety] thresholds.strict "
    "needs a strict.",
    "[safety.thresholds.strict]\nstict = [0, 1]\nstandard = [0, 1]\nlenient = [0, 1]": (
        "config.toml, line 1: [safety] thresholds.strict needs a strict.\nconfig.toml, line 2: "
        "[safety] thresholds.strict has no setting stict; did you mean strict?"
    ),
    '[[models]]\nname = "a"\n\n[[models]]\nlabel = "b"': "config.toml, line 4: [[models]] "
    "number 2 needs a name.",
    '[[models]]\nname = "a"\nshapes = [\n  { name = "q", widht = 3 },\n]': "config.toml, "
    "line 3: [[models]] number 1, shapes.0 needs a width.\n"
    "config.toml, line 3: [[models]] number 1, shapes.0 needs a height.\n"
    "config.toml, line 3: [[models]] number 1, shapes.0 has no setting widht; "
    "did you mean width?",
    '[[models]]\nname = "a"\nusual_steps = [1, 2, 3]': "config.toml, line 3: [[models]] "
    "number 1, usual_steps must be two numbers, from low to high.",
    '[[models]]\nname = "a"\nsteps = 900': "config.toml, line 1: Model 'a' contradicts itself: ",
    '# one\n[[models]]\nname = "a"\nsource = "x/y"': "config.toml, line 2: Model 'a' comes from "
    "the hub, so its revision must be pinned: ",
    '[[models]]\nname = "a"\n[[models]]\nname = "a"': "config.toml: Two models are called 'a'.",
    '# one\ndefault_model = "b"\n[[models]]\nname = "a"': "config.toml, line 2: The default "
    "model 'b' is not among: a.",
    "[engine]\ndevice = = 1": "config.toml, line 2: this is not valid TOML: invalid value.",
    "[engine]\nthreads = [1,": "config.toml, line 2: this is not valid TOML: ",
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_a_sentence_with_its_line(mistakes, text):
    assert mistakes(text).startswith(MISTAKES[text])


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(mistakes):
    said = mistakes("[safety]\nshadw = 1\n[engine]\nthreads = -1\n[discord]\nshards = 1.5")

    assert re.findall(r"line (\d+)", said) == ["2", "4", "6"]


def test_a_mistake_is_found_behind_long_strings_and_windows_line_ends(mistakes):
    text = 'default_model = """\n[engine]\ndevcie = 1\n"""\r\n\r\n[engine]\r\ndevcie = "cpu"\r\n'

    assert "line 7: [engine] has no setting devcie" in mistakes(text)


def test_a_secret_in_the_wrong_place_is_not_repeated(mistakes):
    assert "canary" not in mistakes('[discord]\ntoken = "canary"')


def test_the_line_of_a_value_is_where_it_begins():
    text = 'a = [\n  1,\n  2,\n]\n\n# b\n[b]\nc.d = """\n\n"""\n[[e]]\n[[e]]\nf = 1'

    places = [("a",), ("a", 1), ("b",), ("b", "c", "d"), ("e", 0), ("e", 1), ("e", 1, "f")]

    assert [line_of(text, place) for place in places] == [1, 1, 7, 8, 11, 12, 13]


def test_a_value_that_is_not_there_stands_on_the_line_of_its_table():
    assert line_of("x = 1\n[a]\nb = 1", ("a", "c")) == 2
    assert line_of("x = 1", ("a", "c")) is None
