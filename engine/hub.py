"""Where a model's files come from: a folder that is there, or the hub, asked once.

What was fetched is found again without the network. Blocking: call it off the event loop.
"""

import errno
import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine import folder as folders
from engine.catalog import BUNDLED, Model
from engine.errors import ModelError

if TYPE_CHECKING:
    from huggingface_hub import HfApi, RepoFile
    from huggingface_hub.utils.tqdm import tqdm

# Bytes that are here, bytes in all. May raise to stop the transfer.
OnBytes = Callable[[int, int], None]

_COMMIT: Final = re.compile(r"[0-9a-f]{40}")


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
        from huggingface_hub.errors import (
            EntryNotFoundError,
            GatedRepoError,
            HfHubHTTPError,
            LocalEntryNotFoundError,
            OfflineModeIsEnabled,
            RepositoryNotFoundError,
            RevisionNotFoundError,
        )

        what = self._what
        try:
            return self._run(HfApi())
        except RevisionNotFoundError:
            wrong = self._model.revision
            raise ModelError(f"{what} has no revision {wrong!r} on the hub.") from None
        except GatedRepoError:
            raise ModelError(
                f"{what} is gated: accept its terms on the hub and set HF_TOKEN."
            ) from None
        except RepositoryNotFoundError:
            raise ModelError(
                f"{what} is not on the hub, or it is private and HF_TOKEN does not open it."
            ) from None
        except OfflineModeIsEnabled:
            raise ModelError(
                f"{what} is not on this machine, and HF_HUB_OFFLINE forbids to fetch it."
            ) from None
        except (LocalEntryNotFoundError, httpx2.TransportError) as error:
            raise ModelError(
                f"{what} cannot be fetched: the hub does not answer. "
                "Files that have arrived are kept for the next try."
            ) from error
        except EntryNotFoundError:
            raise ModelError(f"{what} is not a diffusers model: no {folders.INDEX}.") from None
        except HfHubHTTPError as error:
            status = error.response.status_code
            raise ModelError(f"{what} cannot be fetched: the hub answers {status}.") from error
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise ModelError(f"{what} cannot be fetched: the disk is full.") from error
            raise ModelError(f"{what} cannot be fetched: {error}") from error

    def _run(self, api: "HfApi") -> Path:
        commit = self._model.revision or ""
        if not _COMMIT.fullmatch(commit):  # a tag
            commit = api.repo_info(self._model.source, revision=commit).sha or ""
        index = self._file(folders.INDEX, commit)
        files = self._wanted(api, commit, folders.read_index(index))
        self._total = sum(file.size for file in files)
        # A file that is here already moves no bytes.
        arrived = self._done = 0
        for file in files:
            path = self._file(file.path, commit)
            if not _is_whole(path, file):
                path = self._file(file.path, commit, again=True)
                if not _is_whole(path, file):
                    raise ModelError(f"{self._what}: {file.path} is not what the hub promises.")
            arrived += file.size
            self._advance(arrived - self._done)
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


def _is_whole(path: Path, file: "RepoFile") -> bool:
    """Hold a file against the size, and a large one against the digest, that the hub gives."""
    if path.stat().st_size != file.size:
        return False
    if file.lfs is None:
        return True
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == file.lfs.sha256
