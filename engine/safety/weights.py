"""Where a checker's network lies: a folder that is there, or the hub, at one commit. No torch.

Only safetensors weights and the texts beside them are taken. Blocking.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from engine import folder as folders
from engine.config import OPENNSFW, STABLE_DIFFUSION, CheckerConfig
from engine.errors import CheckUnavailable, ModelError

PREPROCESSOR: Final = "preprocessor_config.json"
# Where a checkpoint in the layout of diffusers keeps its own checker.
_PART: Final = "safety_checker"
_EYES: Final = f"feature_extractor/{PREPROCESSOR}"


def locate(config: CheckerConfig, cache: Path | None, *, download: bool) -> Mapping[str, object]:
    """What the checker's process must know: JSON, with folders of this machine. Fetches if it may.

    Raises `CheckUnavailable`.
    """
    if config.kind == OPENNSFW:
        return {"kind": config.kind}
    root = _fetch(config, cache, download=download) if config.remote else _here(config)
    network = root
    preprocessor = root / PREPROCESSOR
    if config.kind == STABLE_DIFFUSION:
        if (root / _PART).is_dir():
            network, preprocessor = root / _PART, root / _EYES
        elif not preprocessor.is_file():
            preprocessor = root.parent / _EYES
    try:
        folders.check_network(network)
        if not preprocessor.is_file():
            raise ModelError(f"{preprocessor} is missing: it says how pictures are prepared.")
        version = config.revision[:12] if config.remote and config.revision else _digest(network)
    except (ModelError, OSError) as error:
        raise CheckUnavailable(f"Picture checker {config.name!r}: {error}") from error
    return {
        "kind": config.kind,
        "folder": str(network),
        "preprocessor": str(preprocessor),
        "version": version,
        "categories": dict(config.categories),
    }


def _here(config: CheckerConfig) -> Path:
    folder = Path(str(config.source)).expanduser()
    if not folder.is_dir():
        raise CheckUnavailable(
            f"Picture checker {config.name!r}: there is no folder {config.source}."
        )
    return folder.resolve()


def _fetch(config: CheckerConfig, cache: Path | None, *, download: bool) -> Path:
    import httpx2
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    files = ["config.json", "model.safetensors", PREPROCESSOR]
    if config.kind == STABLE_DIFFUSION:
        files = [f"{_PART}/config.json", f"{_PART}/model.safetensors", _EYES]
    try:
        return Path(
            snapshot_download(
                str(config.source),
                revision=config.revision,
                cache_dir=cache,
                local_files_only=not download,
                allow_patterns=files,
            )
        )
    except (LocalEntryNotFoundError, httpx2.HTTPError, OSError, ValueError) as error:
        why = "cannot be fetched" if download else "is not here, and downloading is switched off"
        raise CheckUnavailable(
            f"Picture checker {config.name!r} ({config.source}) {why}."
        ) from error


def _digest(folder: Path) -> str:
    """Of a network's files: equal weights, equal version."""
    digest = hashlib.sha256()
    names = sorted(path.name for path in folder.iterdir())
    for name in ("config.json", *folders.weights(names)):
        with (folder / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return f"sha256:{digest.hexdigest()[:12]}"
