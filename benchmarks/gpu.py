"""What shared steps gain on this device: models of the usual shapes, with random weights.

Random weights cost what trained ones cost, so nothing is downloaded. Two things are measured, for
each row count and each way to run the UNet: one forward pass, and whole pictures painted the way
the engine paints them (every picture its own scheduler, one decode each), first one after another,
then sharing their steps. All are guided, so a picture has two rows.

    PYTHONPATH=. python benchmarks/gpu.py --shape sd15 --json sd15.json

Needs torch 2.10 or newer, diffusers, transformers and this source, nothing else.
"""

import argparse
import gc
import json
import platform
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final, TypeVar

import torch
from diffusers.models.autoencoders.autoencoder_kl import AutoencoderKL
from diffusers.models.unets.unet_2d_condition import UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

from engine.families.base import Rows, State
from engine.families.sd import StableDiffusion
from engine.families.sdxl import StableDiffusionXL
from engine.params import Params
from engine.samplers import Training

MODES: Final = ("eager", "blocks", "graphs")
# Words are needed for embeddings of the right shape, and any tokenizer has words.
TOKENIZER: Final = Path(__file__).parents[1] / "models" / "house" / "tokenizer"
WORDS: Final = 77


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A UNet's config as its model's folder has it, and what the model is usually asked for."""

    side: int
    steps: int
    xl: bool
    words: tuple[int, ...]  # width of each text encoder
    decoder: tuple[int, ...]  # channels of the autoencoder's blocks
    unet: Mapping[str, object]


SHAPES: Final[Mapping[str, Shape]] = {
    "sd15": Shape(
        side=512,
        steps=20,
        xl=False,
        words=(768,),
        decoder=(128, 256, 512, 512),
        unet={
            "sample_size": 64,
            "block_out_channels": (320, 640, 1280, 1280),
            "cross_attention_dim": 768,
            "attention_head_dim": 8,
        },
    ),
    "sdxl": Shape(
        side=1024,
        steps=30,
        xl=True,
        words=(768, 1280),
        decoder=(128, 256, 512, 512),
        unet={
            "sample_size": 128,
            "block_out_channels": (320, 640, 1280),
            "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
            "up_block_types": ("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
            "transformer_layers_per_block": (1, 2, 10),
            "cross_attention_dim": 2048,
            "attention_head_dim": (5, 10, 20),
            "use_linear_projection": True,
            "addition_embed_type": "text_time",
            "addition_time_embed_dim": 256,
            "projection_class_embeddings_input_dim": 6 * 256 + 1280,
        },
    ),
    # So small that a CPU is through in seconds: these test this file, and measure nothing.
    "tiny": Shape(
        side=64,
        steps=3,
        xl=False,
        words=(32,),
        decoder=(8, 8, 8, 8),
        unet={
            "sample_size": 8,
            "block_out_channels": (16, 32),
            "down_block_types": ("CrossAttnDownBlock2D", "DownBlock2D"),
            "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D"),
            "layers_per_block": 1,
            "norm_num_groups": 8,
            "cross_attention_dim": 32,
            "attention_head_dim": 4,
        },
    ),
    "tiny-xl": Shape(
        side=64,
        steps=3,
        xl=True,
        words=(16, 32),
        decoder=(8, 8, 8, 8),
        unet={
            "sample_size": 8,
            "block_out_channels": (16, 32),
            "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D"),
            "up_block_types": ("CrossAttnUpBlock2D", "UpBlock2D"),
            "layers_per_block": 1,
            "norm_num_groups": 8,
            "transformer_layers_per_block": (1, 2),
            "cross_attention_dim": 48,
            "attention_head_dim": (2, 4),
            "use_linear_projection": True,
            "addition_embed_type": "text_time",
            "addition_time_embed_dim": 8,
            "projection_class_embeddings_input_dim": 6 * 8 + 32,
        },
    ),
}

Figures = dict[str, object]


def build(shape: Shape, device: torch.device, dtype: torch.dtype) -> StableDiffusion:
    """The family that the engine paints such models with."""
    torch.manual_seed(0)
    with torch.device(device):
        unet = UNet2DConditionModel(**shape.unet)
        vae = AutoencoderKL(
            block_out_channels=shape.decoder,
            down_block_types=("DownEncoderBlock2D",) * len(shape.decoder),
            up_block_types=("UpDecoderBlock2D",) * len(shape.decoder),
            layers_per_block=2 if shape.decoder[0] > 8 else 1,
            norm_num_groups=min(32, shape.decoder[0]),
            force_upcast=False,
        )
    for module in (placed(unet, device, dtype), placed(vae, device, dtype)):
        if device.type == "cuda":
            module.to(memory_format=torch.channels_last)
    tokenizer = CLIPTokenizer.from_pretrained(TOKENIZER, local_files_only=True)
    tokenizer.model_max_length = WORDS
    # Encoding is done once a picture and kept for the next: a single layer stands in for all.
    configs = [
        CLIPTextConfig(
            vocab_size=len(tokenizer),
            max_position_embeddings=WORDS,
            bos_token_id=tokenizer.bos_token_id,
            eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.pad_token_id,
            hidden_size=width,
            intermediate_size=4 * width,
            num_hidden_layers=2,
            num_attention_heads=4,
            projection_dim=width,
        )
        for width in shape.words
    ]
    first = placed(CLIPTextModel(configs[0]), device, dtype)
    if not shape.xl:
        return StableDiffusion(
            tokenizer=tokenizer, text_encoder=first, unet=unet, vae=vae, training=Training()
        )
    return StableDiffusionXL(
        tokenizer=tokenizer,
        tokenizer_2=tokenizer,
        text_encoder=first,
        text_encoder_2=placed(CLIPTextModelWithProjection(configs[1]), device, dtype),
        unet=unet,
        vae=vae,
        training=Training(),
    )


Module = TypeVar("Module", bound=torch.nn.Module)


def placed(module: Module, device: torch.device, dtype: torch.dtype) -> Module:
    # Not by the libraries' own `to`: diffusers' warns on the console that this needs thought.
    torch.nn.Module.to(module, device, dtype)
    return module.eval()


def synchronize(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def median_seconds(work: Callable[[], object], device: torch.device, *, repeats: int) -> float:
    for _ in range(2):
        work()
    times = []
    for _ in range(repeats):
        synchronize(device)
        began = time.perf_counter()
        work()
        synchronize(device)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


Forward = Callable[[Sequence[Rows]], list[torch.Tensor]]


class Graphs:
    """A recorded forward pass for each number of pictures: replayed, it needs no Python."""

    def __init__(self, family: StableDiffusion) -> None:
        self._family = family
        self._recorded: dict[int, tuple[torch.cuda.CUDAGraph, list[Rows], list[torch.Tensor]]] = {}

    def __call__(self, batch: Sequence[Rows]) -> list[torch.Tensor]:
        if len(batch) not in self._recorded:
            self._recorded[len(batch)] = self._record(batch)
        graph, inside, out = self._recorded[len(batch)]
        for theirs, given in zip(inside, batch, strict=True):
            theirs.sample.copy_(given.sample)
            theirs.timesteps.copy_(given.timesteps)
            for name, tensor in theirs.conditioning.items():
                tensor.copy_(given.conditioning[name])
        graph.replay()
        return [prediction.clone() for prediction in out]

    def _record(
        self, batch: Sequence[Rows]
    ) -> tuple[torch.cuda.CUDAGraph, list[Rows], list[torch.Tensor]]:
        inside = [
            Rows(
                sample=rows.sample.clone(),
                timesteps=rows.timesteps.clone(),
                conditioning={name: t.clone() for name, t in rows.conditioning.items()},
            )
            for rows in batch
        ]
        aside = torch.cuda.Stream()  # type: ignore[no-untyped-call]  # torch has no type here
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):  # kernels are chosen and compiled outside the recording
            for _ in range(3):
                self._family.forward(inside)
        torch.cuda.current_stream().wait_stream(aside)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            out = self._family.forward(inside)
        return graph, inside, out


def start(family: StableDiffusion, shape: Shape, seed: int) -> State:
    return family.start(
        Params(
            prompt="a red apple",
            model="random",
            width=shape.side,
            height=shape.side,
            steps=shape.steps,
            guidance=5.0,
            sampler="dpmpp_2m",
            seed=seed,
        )
    )


def paint(family: StableDiffusion, forward: Forward, shape: Shape, *, together: int) -> None:
    states = [start(family, shape, seed) for seed in range(together)]
    while not states[0].done:
        predictions = forward([family.rows(state) for state in states])
        for state, prediction in zip(states, predictions, strict=True):
            family.advance(state, prediction)
    for state in states:
        family.decode_latents(state.latents).cpu()


def measure(
    family: StableDiffusion, shape: Shape, mode: str, counts: Sequence[int], *, repeats: int
) -> Figures:
    """One mode: seconds of a forward pass and of whole pictures, at each number of pictures."""
    device = family.device
    forward: Forward = Graphs(family) if mode == "graphs" else family.forward
    passes: dict[int, float] = {}
    pictures: dict[int, float] = {}
    one = family.rows(start(family, shape, 0))
    lone = Rows(
        sample=one.sample[:1],
        timesteps=one.timesteps[:1],
        conditioning={name: tensor[:1] for name, tensor in one.conditioning.items()},
    )
    passes[1] = median_seconds(lambda: forward([lone]), device, repeats=repeats)
    if mode == "graphs":
        forward = Graphs(family)  # recorded anew: a graph fits one number of rows
    for count in counts:
        batch = [family.rows(start(family, shape, seed)) for seed in range(count)]
        passes[2 * count] = median_seconds(lambda b=batch: forward(b), device, repeats=repeats)  # type: ignore[misc]  # the default binds the loop's value
        took = median_seconds(
            lambda c=count: paint(family, forward, shape, together=c),  # type: ignore[misc]  # as above
            device,
            repeats=max(1, repeats // 5),
        )
        pictures[count] = count / took
    return {
        "forward_ms": {str(rows): 1000 * seconds for rows, seconds in passes.items()},
        "images_per_second": {str(count): rate for count, rate in pictures.items()},
    }


def options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shape", choices=SHAPES, default="sd15")
    parser.add_argument("--modes", nargs="+", choices=MODES, default=list(MODES))
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument(
        "--pictures", nargs="+", type=int, default=[1, 2, 4, 6, 8, 12, 16], help="at once"
    )
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--json", type=Path, help="write the figures there")
    return parser.parse_args(arguments)


def name_of(device: torch.device) -> str:
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return f"{device.type} ({platform.machine()}, {torch.get_num_threads()} threads)"


def main(arguments: Sequence[str] | None = None) -> int:
    given = options(arguments)
    device, shape = torch.device(given.device), SHAPES[given.shape]
    counts = sorted({1, *given.pictures})
    dtype = torch.bfloat16
    results: dict[str, Figures] = {}
    skipped: dict[str, str] = {}
    compiled = False
    with torch.inference_mode():
        family = build(shape, device, dtype)
        for mode in given.modes:
            if mode == "graphs" and device.type != "cuda":
                skipped[mode] = "CUDA graphs need a CUDA device"
                continue
            if mode != "eager" and not compiled:
                torch._dynamo.config.recompile_limit = 64  # one for each number of rows
                family.unet.compile_repeated_blocks(dynamic=False)  # type: ignore[no-untyped-call]  # diffusers has no types
                compiled = True
            results[mode] = measure(family, shape, mode, counts, repeats=given.repeats)
            gc.collect()
    report: Figures = {
        "device": name_of(device),
        "shape": given.shape,
        "precision": "bf16",
        "side": shape.side,
        "steps": shape.steps,
        "torch": torch.__version__,
        "diffusers": version("diffusers"),
        "modes": results,
        "skipped": skipped,
    }
    if device.type == "cuda":
        report["peak_gb"] = torch.cuda.max_memory_allocated(device) / 1e9
    show(report, results, skipped)
    if given.json:
        given.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return 0


def show(report: Figures, results: Mapping[str, Figures], skipped: Mapping[str, str]) -> None:
    print(f"{report['device']}: {report['shape']}, {report['side']} px, {report['steps']} steps, "
          f"bf16, torch {report['torch']}, diffusers {report['diffusers']}")  # fmt: skip
    for mode, figures in results.items():
        passes, rates = figures["forward_ms"], figures["images_per_second"]
        assert isinstance(passes, dict)
        assert isinstance(rates, dict)
        print(f"\n{mode}\n{'pictures':>10} {'rows':>6} {'forward ms':>12} {'images/s':>10} "
              f"{'against 1':>10}")  # fmt: skip
        for count, rate in rates.items():
            rows = 2 * int(count)
            print(f"{count:>10} {rows:>6} {passes[str(rows)]:>12.2f} {rate:>10.2f} "
                  f"{rate / rates['1']:>9.2f}x")  # fmt: skip
    for mode, why in skipped.items():
        print(f"\n{mode}: not measured; {why}.")


if __name__ == "__main__":
    raise SystemExit(main())
