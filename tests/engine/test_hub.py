"""The hub is a stand-in on 127.0.0.1; its library reads the address at import, so each fetch
runs in a process of its own."""

import errno
import hashlib
import json
import os
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from engine import hub
from engine.catalog import HOUSE, SD15
from engine.errors import ModelError

COMMIT = "0123456789abcdef0123456789abcdef01234567"
UNET = "unet/diffusion_pytorch_model.safetensors"

FETCH = """
import json, sys
from dataclasses import replace
from pathlib import Path
from engine import hub
from engine.catalog import SD15
from engine.errors import ModelError

cache, revision, offline = json.loads(sys.argv[1])
model = replace(SD15, name="tiny", source="owner/tiny", revision=revision)
seen = []
try:
    folder = hub.fetch(
        model, Path(cache), offline=offline, progress=lambda done, all: seen.append([done, all])
    )
    print(json.dumps([str(folder), hub.revision(model, folder), seen]))
except ModelError as error:
    print(json.dumps(str(error)))
"""

START = """
import asyncio, json, sys
from dataclasses import replace
from pathlib import Path
from engine import HOUSE, Engine, EngineConfig

cache, revision, _ = json.loads(sys.argv[1])
model = replace(HOUSE, name="tiny", source="owner/tiny", revision=revision)
config = EngineConfig(models=(model,), cache=Path(cache), download=True, checkers=())
seen = []

async def main():
    async with Engine.from_config(config, on_loading=seen.append) as engine:
        job = engine.submit(model.params(prompt="a red apple", seed=7, steps=2), owner=1)
        [picture] = await job.pictures()
        return picture.model_revision

print(json.dumps([asyncio.run(main()), [[loading.text, loading.fraction] for loading in seen]]))
"""


@dataclass(eq=False)
class Hub:
    """What the stand-in serves, what it was asked for, and how it misbehaves."""

    folder: Path
    address: str = ""
    asked: list[str] = field(default_factory=list)  # "GET path" or "GET path bytes=..."
    cuts: dict[str, int] = field(default_factory=dict)  # path -> how often it breaks half-way
    refuses: tuple[int, str] | None = None
    is_a_web_page: bool = False
    lies: frozenset[str] = frozenset()  # paths whose content is not what the tree says

    def files(self):
        return [path for path in self.folder.rglob("*") if path.is_file()]

    def name(self, path):
        return path.relative_to(self.folder).as_posix()

    def tree(self):
        entries = []
        for path in self.files():
            content = path.read_bytes()
            entry = {"type": "file", "path": self.name(path), "size": len(content), "oid": "0" * 40}
            if path.suffix not in (".json", ".txt"):
                digest = hashlib.sha256(content).hexdigest()
                entry["lfs"] = {"size": len(content), "oid": digest, "pointerSize": 130}
            entries.append(entry)
        return entries

    def fetched(self):
        return [asked.split("/", 5)[-1] for asked in self.asked if asked.startswith("GET /owner")]


class Desk(BaseHTTPRequestHandler):
    """One request to the stand-in."""

    protocol_version = "HTTP/1.1"

    @property
    def hub(self):
        return self.server.hub

    def log_message(self, *args):
        """The list of what was asked is enough."""

    def do_HEAD(self):
        self.answer(body=False)

    def do_GET(self):
        self.answer(body=True)

    def answer(self, *, body):
        asked = f"{self.command} {self.path}"
        if span := self.headers.get("Range"):
            asked += f" {span}"
        self.hub.asked.append(asked)
        if self.hub.is_a_web_page:
            self.json(["Sign in to continue"])
            return
        path = self.path.split("?")[0].strip("/").split("/")
        if self.hub.refuses:
            self.refuse(*self.hub.refuses)
        elif path[:2] == ["api", "models"] and path[5] not in (COMMIT, "v1"):
            self.refuse(404, "RevisionNotFound")
        elif path[:2] == ["api", "models"]:
            info = {"id": "owner/tiny", "sha": COMMIT}
            self.json(info if path[4] == "revision" else self.hub.tree())
        elif path[3] not in (COMMIT, "v1"):
            self.refuse(404, "RevisionNotFound")
        else:
            self.file("/".join(path[4:]), body=body)

    def refuse(self, status, code):
        self.send_response(status)
        self.send_header("X-Error-Code", code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def json(self, value):
        content = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def file(self, name, *, body):
        path = self.hub.folder / name
        if not path.is_file():
            self.refuse(404, "EntryNotFound")
            return
        content = path.read_bytes()
        etag = hashlib.sha256(content).hexdigest()
        if name in self.hub.lies:
            content = content[:-1] + b"!"
        start = int((self.headers.get("Range") or "bytes=0-")[6:].rstrip("-"))
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - start))
        self.send_header("ETag", f'"{etag}"')
        self.send_header("X-Repo-Commit", COMMIT)
        self.end_headers()
        if not body:
            return
        if self.hub.cuts.get(name, 0) > 0:
            self.hub.cuts[name] -= 1
            self.wfile.write(content[start : (start + len(content)) // 2])
            self.close_connection = True
        else:
            self.wfile.write(content[start:])


@pytest.fixture
def stand_in(tiny_model):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    server.daemon_threads = True
    server.hub = Hub(folder=tiny_model, address=f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server.hub
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def fetch(stand_in, tmp_path):
    def fetch(
        *, code=FETCH, revision=COMMIT, offline=False, address=stand_in.address, **environment
    ):
        clean = {key: value for key, value in os.environ.items() if not key.startswith("HF_")}
        environment |= {
            "HF_ENDPOINT": address,
            "HF_HOME": str(tmp_path / "hub-home"),
            "HF_HUB_DISABLE_TELEMETRY": "1",
            "NO_PROXY": "127.0.0.1",
        }
        process = subprocess.run(
            [sys.executable, "-c", code, json.dumps([str(tmp_path / "kept"), revision, offline])],
            env=clean | environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert process.returncode == 0, process.stderr
        return json.loads(process.stdout)

    return fetch


def test_a_local_folder_is_checked_where_it_lies(tiny_model):
    mine = replace(HOUSE, name="mine", source=str(tiny_model))

    folder = hub.fetch(mine, None, offline=True, progress=lambda done, total: None)

    assert folder == tiny_model
    assert hub.revision(mine, folder).startswith("sha256:")


def test_the_bundled_model_is_found_wherever_easel_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    folder = hub.fetch(HOUSE, None, offline=True, progress=lambda done, total: None)

    assert (folder / "model_index.json").is_file()


def test_a_wheel_carries_the_bundled_model_where_it_is_looked_for(tmp_path, monkeypatch):
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    installed = tmp_path / carried["models/house"]
    installed.mkdir(parents=True)

    monkeypatch.setattr(hub, "__file__", str(tmp_path / "engine/hub.py"))

    assert hub.locate(HOUSE) == installed


@pytest.mark.parametrize("source", ["/nowhere/at/all", "./nowhere", "bundled:nothing"])
def test_a_folder_that_is_not_there_is_named(source):
    with pytest.raises(ModelError, match=r"nowhere|'nothing' is missing"):
        hub.fetch(
            replace(HOUSE, source=source), None, offline=True, progress=lambda done, total: None
        )


def test_a_model_is_fetched_with_progress_and_found_again_without_the_hub(fetch, stand_in):
    folder, revision, seen = fetch()

    total = sum(path.stat().st_size for path in stand_in.files())
    assert revision == COMMIT
    assert Path(folder).name == COMMIT
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    index = (stand_in.folder / "model_index.json").stat().st_size
    assert seen[-1] == [total - index, total - index], "the index is read before the count begins"

    stand_in.asked.clear()
    assert fetch(offline=True)[:2] == [folder, COMMIT]
    assert fetch(HF_HUB_OFFLINE="1")[:2] == [folder, COMMIT]
    assert fetch()[:2] == [folder, COMMIT]
    assert stand_in.asked == []


def test_an_engine_fetches_its_model_at_the_start_tells_how_far_it_is_and_paints(fetch, stand_in):
    stand_in.folder = hub.locate(HOUSE)

    revision, seen = fetch(code=START)

    assert revision == COMMIT
    fetching = [fraction for text, fraction in seen if text.startswith("Fetching tiny: ")]
    assert fetching == sorted(fetching)
    assert len(fetching) > 5
    assert fetching[-1] == 1
    assert seen[len(fetching) - 1][0] == "Fetching tiny: 47 of 47 MB"
    assert len(seen) > len(fetching), "then it is loaded"


def test_a_tag_is_as_good_as_a_commit_and_remembered(fetch, stand_in):
    folder, revision, _ = fetch(revision="v1")

    stand_in.asked.clear()
    again = fetch(revision="v1", offline=True)

    assert revision == COMMIT
    assert again[:2] == [folder, COMMIT]
    assert stand_in.asked == []


def test_a_cut_is_resumed_where_it_happened(fetch, stand_in, safetensors):
    # The hub's library keeps what it has in pieces of 10 MiB.
    (stand_in.folder / UNET).write_bytes(safetensors(bytes(25 * 2**20)))
    stand_in.cuts[UNET] = 1

    folder, _, seen = fetch()

    assert (Path(folder) / UNET).read_bytes() == (stand_in.folder / UNET).read_bytes()
    assert [asked for asked in stand_in.fetched() if UNET in asked] == [
        UNET,
        f"{UNET} bytes={10 * 2**20}-",
    ]
    assert seen[-1][0] == seen[-1][1]


def test_after_a_cut_that_lasts_the_next_start_goes_on_from_there(fetch, stand_in):
    stand_in.cuts["vae/diffusion_pytorch_model.safetensors"] = 99
    assert "the hub does not answer. What has arrived is kept." in fetch()
    stand_in.cuts.clear()
    stand_in.asked.clear()

    _, revision, seen = fetch()

    assert revision == COMMIT
    assert UNET not in stand_in.fetched()
    assert seen[-1][0] == seen[-1][1]


def test_a_file_that_is_not_what_the_hub_promised_is_refused_and_fetched_again(fetch, stand_in):
    stand_in.lies = frozenset({UNET})
    assert f"{UNET} is not what the hub promises" in fetch()
    stand_in.lies = frozenset()

    folder, _, _ = fetch()

    assert (Path(folder) / UNET).read_bytes() == (stand_in.folder / UNET).read_bytes()


def test_a_kept_file_that_was_damaged_is_fetched_again(fetch, stand_in):
    folder, _, _ = fetch()
    with (Path(folder) / UNET).open("r+b") as file:
        file.truncate(1000)

    again, _, _ = fetch()

    assert (Path(again) / UNET).read_bytes() == (stand_in.folder / UNET).read_bytes()


def test_only_what_is_needed_is_fetched(fetch, stand_in):
    for extra in (
        "README.md",
        "v1-5-pruned.safetensors",
        "unet/diffusion_pytorch_model.bin",
        "unet/diffusion_pytorch_model.non_ema.safetensors",
        "unet/modeling.py",
        "safety_checker/model.safetensors",
        "vae_decoder/model.onnx",
    ):
        (stand_in.folder / extra).parent.mkdir(exist_ok=True)
        (stand_in.folder / extra).write_bytes(b"never mind")

    folder, _, _ = fetch()

    names = {path.relative_to(folder).as_posix() for path in Path(folder).rglob("*.*")}
    assert names == {
        "model_index.json",
        "scheduler/scheduler_config.json",
        "text_encoder/config.json",
        "text_encoder/model.safetensors",
        "tokenizer/tokenizer.json",
        "tokenizer/tokenizer_config.json",
        "unet/config.json",
        UNET,
        "vae/config.json",
        "vae/diffusion_pytorch_model.safetensors",
    }


def test_half_precision_is_fetched_where_every_part_has_it(fetch, stand_in):
    for path in stand_in.files():
        if path.suffix == ".safetensors":
            path.with_suffix(".fp16.safetensors").write_bytes(path.read_bytes())

    folder, _, _ = fetch()

    weights = [path.name for path in Path(folder).rglob("*.safetensors")]
    assert len(weights) == 3
    assert all(name.endswith(".fp16.safetensors") for name in weights)


def test_full_precision_is_fetched_where_one_part_has_no_half(fetch, stand_in):
    unet = stand_in.folder / UNET
    unet.with_suffix(".fp16.safetensors").write_bytes(unet.read_bytes())

    folder, _, _ = fetch()

    assert not list(Path(folder).rglob("*.fp16.safetensors"))


def test_pickles_are_never_fetched(fetch, stand_in):
    (stand_in.folder / UNET).rename(stand_in.folder / "unet/diffusion_pytorch_model.bin")

    assert "pickled ones can run code and are not fetched" in fetch()
    assert not [asked for asked in stand_in.asked if ".bin" in asked]


@pytest.mark.parametrize("revision", ["f" * 40, "v2"])
def test_a_revision_that_is_not_there_is_named(fetch, revision):
    assert fetch(revision=revision) == (
        f"Model 'tiny' (owner/tiny) has no revision '{revision}' on the hub."
    )


@pytest.mark.parametrize(
    ("refusal", "sentence"),
    [
        ((404, "RepoNotFound"), "is not on the hub, or it is private"),
        ((403, "GatedRepo"), "is gated: accept its terms on the hub and set HF_TOKEN"),
        ((400, "Whatever"), "the hub answers 400"),
    ],
)
def test_a_refusal_of_the_hub_gets_its_sentence(fetch, stand_in, refusal, sentence):
    stand_in.refuses = refusal

    assert sentence in fetch()


def test_without_permission_nothing_is_asked(fetch, stand_in):
    assert "is not on this machine, and downloading is switched off" in fetch(offline=True)
    assert stand_in.asked == []


def test_the_hubs_own_offline_switch_is_honoured(fetch, stand_in):
    assert "HF_HUB_OFFLINE forbids to fetch it" in fetch(HF_HUB_OFFLINE="1")
    assert stand_in.asked == []


def test_a_hub_that_does_not_answer_is_said_to(fetch):
    assert "the hub does not answer" in fetch(address="http://127.0.0.1:9")


def test_something_else_at_the_hubs_address_is_said_to_be_no_hub(fetch, stand_in):
    stand_in.is_a_web_page = True

    assert "what answers is not a hub" in fetch()


def test_a_folder_that_cannot_be_written_is_named(fetch, tmp_path):
    (tmp_path / "kept").write_text("a file where a folder should be")

    sentence = fetch()

    assert "cannot be fetched: " in sentence
    assert str(tmp_path / "kept") in sentence


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_to_be_full(number):
    error = OSError(number, "No space left on device")

    assert hub._explain(error, SD15) == "cannot be fetched: the disk is full."


def test_a_model_that_is_no_diffusers_model_is_refused(fetch, stand_in):
    (stand_in.folder / "model_index.json").unlink()

    assert (
        fetch() == "Model 'tiny' (owner/tiny) is not a diffusers model: it has no model_index.json."
    )


def test_naming_a_model_needs_no_hub_library():
    code = "import sys, engine; assert 'huggingface_hub' not in sys.modules"

    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_the_template_for_the_hub_is_pinned_to_a_commit():
    assert SD15.remote
    assert len(SD15.revision) == 40
