"""Where a model's files come from: a folder that is there, or the hub, asked once.

What was fetched is found again without the network. Blocking: call it off the event loop.
"""

import errno
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine import folder as folders
from engine.catalog import BUNDLED, Model
from engine.errors import ModelError

if TYPE_CHECKING:
    from huggingface_hub import HfApi, RepoFile
    from huggingface_hub.utils.tqdm import tqdm

# Bytes that are here, bytes in all. May raise to stop the transfer.
OnBytes = Callable[[int, int], None]


def fetch(model: Model, cache: Path | None, *, offline: bool, progress: OnBytes) -> Path:
    """The folder with the model's files, each of them whole. Raises `ModelError`.

    `cache` is where models from the hub are kept; `None` is the hub's own folder.
    """
    if not model.remote:
        folder = locate(model)
        folders.check(folder)
        return folder
    kept = _kept(model, cache)
    if kept is not None:
        return kept
    if offline:
        raise ModelError(
            f"Model {model.name!r} ({model.source}) is not on this machine, and downloading is "
            "switched off. Switch it on for one start, or name a local folder."
        )
    return _Transfer(model, cache, progress).run()


def revision(model: Model, folder: Path) -> str:
    """Which weights exactly: the hub's commit, or a digest of a local folder's files."""
    return folder.name if model.remote else folders.fingerprint(folder)


def locate(model: Model) -> Path:
    """Where a model that is not on the hub lies. Raises `ModelError` if no folder is there."""
    if model.source.startswith(BUNDLED):
        name = model.source.removeprefix(BUNDLED)
        package = Path(__file__).parent
        # In an installed wheel the models lie inside the package, in a checkout beside it.
        for folder in (package / "models" / name, package.parent / "models" / name):
            if folder.is_dir():
                return folder
        raise ModelError(f"The bundled model {name!r} is missing: install Easel again.")
    folder = Path(model.source).expanduser()
    if not folder.is_dir():
        raise ModelError(f"Model {model.name!r}: there is no folder {model.source}.")
    return folder.resolve()


def _kept(model: Model, cache: Path | None) -> Path | None:
    """The folder of a model that was fetched before and is whole, without the network."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        folder = Path(
            snapshot_download(
                model.source,
                revision=model.revision,
                cache_dir=cache,
                local_files_only=True,
                allow_patterns=[folders.INDEX],  # the folder is asked for here, and checked below
            )
        )
        folders.check(folder)
    except (LocalEntryNotFoundError, ModelError):
        return None
    return folder


class _Transfer:
    """One fetch of one model."""

    def __init__(self, model: Model, cache: Path | None, progress: OnBytes) -> None:
        self._model = model
        self._what = f"Model {model.name!r} ({model.source})"
        self._cache = cache
        self._progress = progress
        self._done = 0
        self._total = 0

    def run(self) -> Path:
        import httpx2
        from huggingface_hub import HfApi

        try:
            return self._run(HfApi())
        # The last three: an answer that is not what a hub would say.
        except (httpx2.HTTPError, OSError, ValueError, TypeError, KeyError) as error:
            raise ModelError(f"{self._what} {_explain(error, self._model)}") from error

    def _run(self, api: "HfApi") -> Path:
        # Asked first because it fails at once where the hub cannot be reached.
        api.repo_info(self._model.source, revision=self._model.revision)
        # By its own name, so that a tag is known without the network next time.
        index = self._file(folders.INDEX, str(self._model.revision))
        commit = index.parent.name
        files = self._wanted(api, commit, folders.read_index(index))
        self._total = sum(file.size for file in files)
        arrived = self._done = 0
        for file in files:
            path = self._file(file.path, commit)
            if not _is_whole(path, file):
                path = self._file(file.path, commit, again=True)
                if not _is_whole(path, file):
                    raise ModelError(f"{self._what}: {file.path} is not what the hub promises.")
            arrived += file.size
            self._advance(arrived - self._done)  # a file that was here already moved no bytes
        folders.check(index.parent)
        return index.parent

    def _wanted(self, api: "HfApi", commit: str, parts: list[folders.Part]) -> list["RepoFile"]:
        """The texts of each part and one set of weights of each: half precision if all have it."""
        from huggingface_hub import RepoFile

        tree = [
            entry
            for entry in api.list_repo_tree(self._model.source, recursive=True, revision=commit)
            if isinstance(entry, RepoFile)
        ]
        texts: list[RepoFile] = []
        weights: list[dict[str, RepoFile]] = []
        for part in parts:
            inside = {
                entry.path.removeprefix(f"{part.name}/"): entry
                for entry in tree
                if entry.path.startswith(f"{part.name}/")
            }
            texts += [entry for name, entry in inside.items() if folders.is_text(name)]
            if part.has_weights:
                weights.append(inside)
                if not folders.weights(inside):
                    raise ModelError(
                        f"{self._what} has no safetensors weights in {part.name}: "
                        "pickled ones can run code and are not fetched."
                    )
        half = all(folders.weights(inside, variant="fp16") for inside in weights)
        return texts + [
            inside[name]
            for inside in weights
            for name in folders.weights(inside, variant="fp16" if half else None)
        ]

    def _file(self, name: str, commit: str, *, again: bool = False) -> Path:
        from huggingface_hub import hf_hub_download

        return Path(
            hf_hub_download(
                self._model.source,
                name,
                revision=commit,
                cache_dir=self._cache,
                force_download=again,
                tqdm_class=self._bar(),
            )
        )

    def _bar(self) -> type["tqdm"]:
        """A progress bar for the hub's library that draws nothing and counts for this transfer."""
        from huggingface_hub.utils.tqdm import tqdm

        transfer = self

        class Bar(tqdm):
            def __init__(self, *, initial: int = 0, **kwargs: object) -> None:
                super().__init__(disable=True)  # type: ignore[no-untyped-call] # theirs
                transfer._advance(initial)

            def update(self, n: float | None = 1) -> None:
                transfer._advance(int(n or 0))

            def update_transfer(self, n: float | None = 1) -> None:
                """Bytes on the wire; those on the disk are counted above, and once is enough."""

        return Bar

    def _advance(self, moved: int) -> None:
        self._done += moved
        if self._total:
            self._progress(min(self._done, self._total), self._total)


def _explain(error: Exception, model: Model) -> str:
    """The end of a sentence that begins with the model, from what the hub's library raised."""
    from huggingface_hub.errors import (
        EntryNotFoundError,
        GatedRepoError,
        HfHubHTTPError,
        LocalEntryNotFoundError,
        OfflineModeIsEnabled,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    if isinstance(error, LocalEntryNotFoundError) and isinstance(error.__cause__, Exception):
        error = error.__cause__  # "not here either" hides why it was not fetched
    match error:
        case OfflineModeIsEnabled():
            return "is not on this machine, and HF_HUB_OFFLINE forbids to fetch it."
        case RevisionNotFoundError():
            return f"has no revision {model.revision!r} on the hub."
        case GatedRepoError():
            return "is gated: accept its terms on the hub and set HF_TOKEN."
        case RepositoryNotFoundError():
            return "is not on the hub, or it is private and HF_TOKEN does not open it."
        case EntryNotFoundError():
            return f"is not a diffusers model: it has no {folders.INDEX}."
        case HfHubHTTPError():
            return f"cannot be fetched: the hub answers {error.response.status_code}."
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return "cannot be fetched: the disk is full."
        case OSError() if error.errno is not None:
            return f"cannot be fetched: {error.strerror} ({error.filename})."
        case ValueError() | TypeError() | KeyError():
            return "cannot be fetched: what answers is not a hub."
        case _:
            return "cannot be fetched: the hub does not answer. What has arrived is kept."


def _is_whole(path: Path, file: "RepoFile") -> bool:
    """Hold a file against the size, and a large one against the digest, that the hub gives."""
    if path.stat().st_size != file.size:
        return False
    if file.lfs is None:
        return True
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == file.lfs.sha256
