"""The real GPU thread on a small model, and companies of jobs that come and go as a test says."""

import itertools
import queue
import zlib
from collections import deque
from dataclasses import dataclass, field, replace

import torch
from diffusers import AutoencoderKL, EulerDiscreteScheduler, StableDiffusionPipeline
from diffusers import UNet2DConditionModel as UNet
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from engine import exactness
from engine.catalog import HOUSE
from engine.executor import TorchExecutor
from engine.params import Params
from engine.seam import Ended, Painted, Ready, Started, Stepped, Ticket

SOON = 60  # seconds; a bound for a stuck thread, not a wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A job, and when it comes and goes; times are told in reports, never in seconds."""

    name: str
    params: Params
    level: str | None = None
    owner: int = 0
    image: bytes | None = None
    arrives: int = 0  # reports of its company before it comes
    leaves: int | None = None  # steps of its own after which it is cancelled


@dataclass(slots=True)
class Outcome:
    """What became of a job."""

    pictures: dict[int, Painted] = field(default_factory=dict)
    error: Exception | None = None
    before: int = 0  # how many jobs had ended when it did

    @property
    def pixels(self):
        return {number: painted.pixels for number, painted in self.pictures.items()}


@dataclass(eq=False, slots=True)
class Company:
    """Jobs that share the device, and how far their story is."""

    coming: deque[Visit]
    inside: set[str] = field(default_factory=set)
    heard: int = 0


class Studio:
    """An executor, and what it said."""

    def __init__(self, model, cache, **options):
        self.model = model
        self.reports = queue.SimpleQueue()
        # Every pass takes one tick, however busy this machine is: larger ones always pay.
        ticks = itertools.count()
        self.executor = TorchExecutor(
            device="cpu", threads=1, cache=cache, now=lambda: next(ticks) / 1000, **options
        )
        self.executor.start(self.reports.put)
        self.executor.load(model)
        self.ready = self.until(Ready)
        self.passes = []
        family = self.warm.family

        def counted(batch, forward=family.forward):
            self.passes.append(sum(len(rows) for rows in batch))
            return forward(batch)

        family.forward = counted

    @property
    def warm(self):
        return next(iter(self.executor._pool._warm.values()))

    @property
    def survey(self):
        """What was found out about the model's usual size."""
        return next(iter(self.executor._batcher._curves.values())).survey

    @property
    def pinned(self):
        """The level `pinned` as a picture records it on this device."""
        return exactness.choose(self.survey, exactness.PINNED).level

    def pairs(self, level):
        """How many guided pictures of a level one pass holds at the most."""
        wants = exactness.wanted(self.survey, level, 2)
        most = 0
        for classes in self.survey.slots.values():
            slot = held = 0
            while slot + 2 <= len(classes):
                found = classes[slot : slot + 2] == wants
                held += found
                slot += 2 if found else 1
            most = max(most, held)
        return most

    def until(self, kind):
        while True:
            report = self.reports.get(timeout=SOON)
            if isinstance(report, kind):
                return report

    def paint(self, asked, *, cancel=()):
        """Everything in `asked` at once, by name; what was painted and how each job ended."""
        for name, (recipe, level) in asked.items():
            self._submit(
                Visit(
                    name=name,
                    params=HOUSE.params(**recipe),
                    level=level,
                    owner=zlib.crc32(name.encode()) % 3,
                )
            )
            if name in cancel:
                self.executor.cancel(name)
        painted, ended = {}, {}
        while len(ended) < len(asked):
            match report := self.reports.get(timeout=SOON):
                case Painted():
                    painted[report.job_id, report.picture] = report
                case Ended():
                    ended[report.job_id] = report.error
                case Started() | Stepped():
                    pass
        return painted, ended

    def alone(self, params, level, image=None):
        """What a job gets that has the device to itself."""
        visit = Visit(name="alone", params=params, level=level, image=image)
        return self.play([[visit]])["alone"]

    def play(self, companies, *, at_once=1):
        """Let companies come and go, so many of them side by side; how each job ended, by name.

        Holds the executor to its word: nothing is said of a job before it came or after it ended,
        no picture comes twice or from a job that failed half, and at the end nobody is left.
        """
        waiting = deque(companies)
        of = {}  # the company and the visit of each job that is inside
        outcomes = {}
        ended = set()
        while waiting or of:
            while waiting and len({id(company) for company, _ in of.values()}) < at_once:
                self._admit(Company(deque(sorted(waiting.popleft(), key=_arrives))), of)
            if not of:
                continue
            report = self.reports.get(timeout=SOON)
            assert report.job_id not in ended, f"{report} after its job had ended"
            company, visit = of[report.job_id]
            outcome = outcomes.setdefault(visit.name, Outcome())
            company.heard += 1
            match report:
                case Stepped():
                    assert 1 <= report.step <= report.steps
                    if visit.leaves is not None and report.step >= visit.leaves:
                        self.executor.cancel(visit.name)
                case Painted():
                    assert report.picture not in outcome.pictures
                    outcome.pictures[report.picture] = report
                case Ended():
                    outcome.error, outcome.before = report.error, len(ended)
                    complete = set(outcome.pictures) == set(range(visit.params.count))
                    assert report.error is not None or complete
                    ended.add(visit.name)
                    company.inside.remove(visit.name)
                    del of[visit.name]
            self._admit(company, of)
        assert self.reports.empty()
        assert not self.executor._pictures
        assert not self.executor._orders
        assert not self.executor._new
        return outcomes

    def _admit(self, company, of):
        while company.coming and (company.coming[0].arrives <= company.heard or not company.inside):
            visit = company.coming.popleft()
            company.inside.add(visit.name)
            of[visit.name] = company, visit
            self._submit(visit)
            if visit.leaves == 0:
                self.executor.cancel(visit.name)

    def _submit(self, visit):
        self.executor.paint(
            Ticket(
                job_id=visit.name,
                params=replace(visit.params, model=self.model.name),
                model=self.model,
                preview_every=0,
                owner=visit.owner,
                exactness=visit.level,
                image=visit.image,
            )
        )


def _arrives(visit):
    return visit.arrives


def build_tiny(folder, source):
    """A whole Stable Diffusion of random weights in 1 MB; its words are those of `source`."""
    torch.manual_seed(0)
    tokenizer = CLIPTokenizer.from_pretrained(source, subfolder="tokenizer")
    words = CLIPTextConfig(
        vocab_size=len(tokenizer),
        max_position_embeddings=tokenizer.model_max_length,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
    )
    unet = UNet(
        sample_size=16,
        block_out_channels=(16, 32),
        norm_num_groups=8,
        layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=4,
        cross_attention_dim=32,
    )
    vae = AutoencoderKL(
        block_out_channels=(8, 8),
        down_block_types=("DownEncoderBlock2D",) * 2,
        up_block_types=("UpDecoderBlock2D",) * 2,
        norm_num_groups=4,
        layers_per_block=1,
    )
    scheduler = EulerDiscreteScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", steps_offset=1
    )
    StableDiffusionPipeline(
        tokenizer=tokenizer,
        text_encoder=CLIPTextModel(words),
        unet=unet,
        vae=vae,
        scheduler=scheduler,
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(folder)
    return replace(
        HOUSE,
        name="tiny",
        source=str(folder),
        revision="tiny-in-the-tests",
        width=32,
        height=32,
        shapes=(),
    )
