"""A model's folder on disk: what lies in it, whether all of it is whole, which weights exactly.

The layout is that of diffusers: `model_index.json` names the parts, and each part is a folder.
Only safetensors weights and the texts around them count: a pickle can run code when it is opened.
Blocking: call it off the event loop.
"""

import hashlib
import json
import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

from engine.errors import ModelError

INDEX: Final = "model_index.json"

# `diffusion_pytorch_model.fp16-00001-of-00002.safetensors` and the like, in both orders.
_WEIGHTS: Final = re.compile(
    r"(?:model|diffusion_pytorch_model)"
    r"(?:\.(?P<before>\w+))?(?:-\d{5}-of-\d{5})?(?:\.(?P<after>\w+))?\.safetensors"
)
_SHARDS: Final = re.compile(
    r"(?:model|diffusion_pytorch_model)\.safetensors\.index(?:\.(?P<variant>\w+))?\.json"
)
_TEXTS: Final = re.compile(r"[\w.-]+\.(?:json|txt|model)")
_PICKLES: Final = frozenset({".bin", ".ckpt", ".pt", ".pth", ".pkl"})
# The engine checks pictures itself, so the checkpoint's own checker need not be there.
_UNUSED: Final = frozenset({"safety_checker", "feature_extractor", "image_encoder"})
_MAX_HEADER: Final = 100_000_000


class Part:
    """One entry of the index: a folder beside it."""

    def __init__(self, name: str, kind: str) -> None:
        self.name = name
        self.is_tokenizer = "Tokenizer" in kind
        self.is_scheduler = kind.endswith("Scheduler")
        self.has_weights = not (
            self.is_tokenizer or self.is_scheduler or kind.endswith(("Processor", "Extractor"))
        )

    @classmethod
    def all_of(cls, index: Mapping[str, object]) -> list[Self]:
        """Raises `ValueError` for a name that is not that of a plain folder."""
        parts = []
        for name, entry in index.items():
            if name in _UNUSED or not isinstance(entry, list) or len(entry) != 2:
                continue
            kind = entry[1]
            if kind is None:
                continue
            if not isinstance(kind, str) or not re.fullmatch(r"\w+", name):
                raise ValueError(f"unexpected entry {name[:40]!r}")
            parts.append(cls(name, kind))
        if not any(part.has_weights for part in parts):
            raise ValueError("it names no model")
        return parts


def check(folder: Path) -> None:
    """Raise `ModelError` naming the first file that is missing, damaged or not allowed."""
    with _readable(folder):
        for part in _parts(folder):
            _check_part(folder / part.name, part)


def check_network(folder: Path) -> None:
    """The same of one network's folder: its `config.json` and its weights."""
    with _readable(folder):
        _json_object(folder / "config.json")
        _check_weights(folder)


def fingerprint(folder: Path) -> str:
    """A digest of every file that the engine reads: equal weights, equal words, equal recipe.

    Raises `ModelError`.
    """
    digest = hashlib.sha256()
    with _readable(folder):
        files = [folder / INDEX]
        for part in _parts(folder):
            inside = (folder / part.name).iterdir()
            files += [p for p in inside if is_text(p.name) or _WEIGHTS.fullmatch(p.name)]
        for path in sorted(files):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return f"sha256:{digest.hexdigest()[:16]}"


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    """What the disk has to say becomes a sentence."""
    try:
        yield
    except OSError as error:
        raise ModelError(f"{error.filename or folder} cannot be read: {error.strerror}.") from error


def is_text(name: str) -> bool:
    """Whether a file of that name is a configuration or a vocabulary."""
    return _TEXTS.fullmatch(name) is not None and _SHARDS.fullmatch(name) is None


def weights(names: Iterable[str], *, variant: str | None = None) -> list[str]:
    """Of the files in one folder, one whole set of weights with its list of shards, if any.

    With a `variant` that one or nothing; without, the plain set before half precision.
    """
    sets: dict[str | None, list[str]] = {}
    shards: dict[str | None, str] = {}
    for name in names:
        if found := _WEIGHTS.fullmatch(name):
            sets.setdefault(found["before"] or found["after"], []).append(name)
        elif found := _SHARDS.fullmatch(name):
            shards[found["variant"]] = name
    for kind in [variant] if variant else [None, "fp16", "bf16"]:
        if chosen := sets.get(kind):
            is_split = len(chosen) > 1 and kind in shards
            return [*chosen, shards[kind]] if is_split else chosen
    return []


def read_index(path: Path) -> list[Part]:
    """The parts that a `model_index.json` names. Raises `ModelError`."""
    try:
        return Part.all_of(_json_object(path))
    except ValueError as error:
        raise ModelError(f"{path} is not the index of a diffusers model: {error}.") from None


def _parts(folder: Path) -> list[Part]:
    return read_index(folder / INDEX)


def _check_part(folder: Path, part: Part) -> None:
    if not folder.is_dir():
        raise ModelError(f"The model is incomplete: the folder {folder} is missing.")
    if part.is_scheduler:
        _json_object(folder / "scheduler_config.json")
    elif part.is_tokenizer:
        _json_object(folder / "tokenizer_config.json")
        if (folder / "tokenizer.json").exists():
            _json_object(folder / "tokenizer.json")
        elif not any((folder / name).exists() for name in ("vocab.json", "spiece.model")):
            raise ModelError(f"The model is incomplete: {folder} has no vocabulary.")
    elif part.has_weights:
        _json_object(folder / "config.json")
        _check_weights(folder)


def _check_weights(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir())
    chosen = weights(names)
    if not chosen:
        if any(Path(name).suffix in _PICKLES for name in names):
            raise ModelError(
                f"{folder} has only pickled weights, which can run code: "
                "Easel reads safetensors only."
            )
        raise ModelError(f"The model is incomplete: {folder} has no safetensors weights.")
    for name in chosen:
        if not _SHARDS.fullmatch(name):
            _check_safetensors(folder / name)
            continue
        shards = _json_object(folder / name).get("weight_map")
        wanted = {str(shard) for shard in shards.values()} if isinstance(shards, dict) else set()
        if missing := sorted(wanted.difference(names)):
            raise ModelError(f"The model is incomplete: {folder / missing[0]} is missing.")


def _check_safetensors(path: Path) -> None:
    """Hold the header against the length of the file: a copy that was cut shows here."""
    size = path.stat().st_size
    try:
        with path.open("rb") as file:
            start = file.read(8)
            length = struct.unpack("<Q", start)[0] if len(start) == 8 else 0
            if not 2 <= length <= min(_MAX_HEADER, size - 8):
                raise ModelError(f"{path} is damaged: it does not begin like safetensors.")
            header = json.loads(file.read(length))
        tensors = [entry for name, entry in header.items() if name != "__metadata__"]
        end = max((int(entry["data_offsets"][1]) for entry in tensors), default=0)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise ModelError(f"{path} is damaged: its header is not that of safetensors.") from None
    if size != 8 + length + end:
        raise ModelError(
            f"{path} is damaged: it has {size:,} bytes and should have {8 + length + end:,}. "
            "Fetch or copy it again."
        )


def _json_object(path: Path) -> dict[str, object]:
    try:
        value = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise ModelError(f"The model is incomplete: {path} is missing.") from None
    except (ValueError, RecursionError):
        raise ModelError(f"{path} is damaged: it is not JSON.") from None
    if not isinstance(value, dict):
        raise ModelError(f"{path} is damaged: it is not a JSON object.")
    return value
