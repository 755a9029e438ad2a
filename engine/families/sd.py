"""Stable Diffusion 1.x and 2.x, and what else wears their clothes: the house model does.

Bit for bit what `StableDiffusionPipeline` and `StableDiffusionImg2ImgPipeline` compute for one
prompt with a CPU generator, on unmodified diffusers modules; the order of every operation below is
the pipelines'.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Self

import torch
from diffusers.image_processor import VaeImageProcessor
from diffusers.models.autoencoders.autoencoder_kl import AutoencoderKL
from diffusers.models.unets.unet_2d_condition import UNet2DConditionModel
from PIL import Image
from transformers import CLIPTextModel, CLIPTokenizer

from engine import picture, samplers
from engine.errors import InvalidParams, RenderFault
from engine.families.base import Rows, State, starting_noise
from engine.families.embeddings import Embeddings, Encoded
from engine.families.loader import Loader
from engine.params import Params
from engine.samplers import Training
from engine.seam import Pixels

# Two of 255 levels: whatever a decoder paints, even a white wall varies by more.
_FLAT = 2 / 255 * 2


class StableDiffusion:
    """Implements `Family`."""

    parts = 4  # that `load` asks for

    def __init__(
        self,
        *,
        tokenizer: CLIPTokenizer,
        text_encoder: CLIPTextModel,
        unet: UNet2DConditionModel,
        vae: AutoencoderKL,
        training: Training,
    ) -> None:
        self.tokenizer = tokenizer
        self.text_encoder = text_encoder
        self.unet = unet
        self.vae = vae
        self.training = training
        self.device: torch.device = unet.device
        self.dtype: torch.dtype = unet.dtype
        self.scale: int = 2 ** (len(vae.config["block_out_channels"]) - 1)
        self._to_pixels = VaeImageProcessor(vae_scale_factor=self.scale)
        self._encodes_in: torch.dtype = vae.dtype
        self._embedded = Embeddings()

    @classmethod
    def load(cls, loader: Loader) -> Self:
        return cls(
            tokenizer=loader.tokenizer("tokenizer"),
            text_encoder=loader.part(CLIPTextModel, "text_encoder"),
            unet=loader.part(UNet2DConditionModel, "unet"),
            vae=loader.part(AutoencoderKL, "vae"),
            training=loader.training(),
        )

    @property
    def modules(self) -> tuple[torch.nn.Module, ...]:
        return self.text_encoder, self.unet, self.vae

    def to(self, device: torch.device) -> None:
        for module in self.modules:
            module.to(device)
        self.device = device

    def ignored(self, text: str) -> str:
        read = self.tokenizer(text, return_offsets_mapping=True, verbose=False)
        limit = self.tokenizer.model_max_length
        if len(read.input_ids) <= limit:
            return ""
        # One place of the limit goes to the end token. A word that was cut is named whole.
        start, _ = read.offset_mapping[limit - 1]
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        return text[start:].strip()

    def start(self, params: Params, image: bytes | None = None) -> State:
        skipped = params.steps - params.steps_walked
        scheduler = samplers.scheduler(
            params.sampler, self.training, steps=params.steps, skipped=skipped
        )
        begin = skipped * scheduler.order
        embedded = self.unet.config["time_cond_proj_dim"] is not None
        guided = params.guidance > 1 and not embedded
        conditioning = dict(self._encode(params, guided=guided))
        if embedded:
            conditioning["guidance"] = self._guidance_embedding(params.guidance)
        shape = (
            1,
            self.unet.config["in_channels"],
            params.height // self.scale,
            params.width // self.scale,
        )
        # As in the pipeline, the generator that drew the noise goes on into the steps; along a
        # chain it is the base seed's, so that only the beginning is blended.
        generator = torch.Generator().manual_seed(params.seed)
        if params.image is None:
            noise = starting_noise(params, shape, generator=generator, dtype=self.dtype)
            latents = noise.to(self.device) * scheduler.init_noise_sigma
        elif image is None:
            raise InvalidParams("The picture to paint over is not here.")
        else:
            shown = picture.pixels(image, width=params.width, height=params.height)
            under = self._latents_of(shown, generator)
            noise = starting_noise(params, shape, generator=generator, dtype=self.dtype)
            # On the CPU: where this happens, some schedulers leave their tables behind.
            first = scheduler.timesteps[begin : begin + 1]
            latents = scheduler.add_noise(under.cpu(), noise, first).to(self.device)
        return State(
            params=params,
            scheduler=scheduler,
            generator=generator,
            timesteps=scheduler.timesteps[begin:].to(self.device, torch.float32),
            latents=latents,
            conditioning=conditioning,
            guidance=params.guidance if guided else None,
            begin=begin,
        )

    def rows(self, state: State) -> Rows:
        timestep = state.timestep(state.step)
        state.sample = state.scheduler.scale_model_input(state.latents, timestep)
        count = 1 if state.guidance is None else 2
        return Rows(
            sample=torch.cat([state.sample] * count),
            timesteps=state.timesteps[state.step].expand(count),
            conditioning=state.conditioning,
        )

    def forward(self, batch: Sequence[Rows]) -> list[torch.Tensor]:
        conditioning = {
            name: torch.cat([rows.conditioning[name] for rows in batch])
            for name in batch[0].conditioning
        }
        (predicted,) = self.unet(
            torch.cat([rows.sample for rows in batch]),
            torch.cat([rows.timesteps for rows in batch]),
            encoder_hidden_states=conditioning["prompt"],
            timestep_cond=conditioning.get("guidance"),
            added_cond_kwargs=self._added(conditioning),
            return_dict=False,
        )
        return list(predicted.split([len(rows) for rows in batch]))

    def advance(self, state: State, prediction: torch.Tensor) -> None:
        if state.guidance is not None:
            negative, positive = prediction.chunk(2)
            prediction = negative + state.guidance * (positive - negative)
            if state.params.rescale > 0:
                prediction = _rescaled(prediction, positive, state.params.rescale)
        state.prediction = prediction
        state.latents = samplers.step(
            state.params.sampler,
            state.scheduler,
            prediction,
            state.timestep(state.step),
            state.latents,
            state.generator,
        )
        state.step += 1

    def clean(self, state: State) -> torch.Tensor:
        noisy, predicted = state.sample, state.prediction
        if noisy is None or predicted is None:
            return state.latents
        kept = samplers.signal(state.scheduler, state.timestep(state.step - 1))
        signal, noise = math.sqrt(kept), math.sqrt(1 - kept)
        match self.training.prediction_type:
            case "epsilon":
                return (noisy - noise * predicted) / signal
            case "v_prediction":
                return signal * noisy - noise * predicted
            case _:
                return predicted

    def encode_image(self, image: torch.Tensor) -> torch.Tensor:
        with self._decoder_in(torch.float32):
            latents: torch.Tensor = self.vae.encode(image.to(self.device)).latent_dist.mean
        scaled: torch.Tensor = latents * self.vae.config["scaling_factor"]
        return scaled

    def decode_latents(self, latents: torch.Tensor) -> torch.Tensor:
        latents = latents.to(self.vae.dtype) / self.vae.config["scaling_factor"]
        image: torch.Tensor = self.vae.decode(latents, return_dict=False)[0]
        return image

    def decode(self, state: State) -> Pixels:
        if not state.latents.isfinite().all():
            raise RenderFault(
                "The model lost the picture on the way (its numbers overflowed). Try again with "
                "a lower guidance or another sampler."
            )
        image = self.decode_latents(state.latents)
        if _broken(image) and self.vae.dtype != torch.float32:
            # Half-precision decoders overflow to black now and then: once more, in full.
            with self._decoder_in(torch.float32):
                image = self.decode_latents(state.latents)
        if _broken(image):
            raise RenderFault(
                "The picture came out broken: one flat colour, or none at all. Try again with "
                "another seed, more steps or a lower guidance."
            )
        [shown] = self._to_pixels.postprocess(image, output_type="pil")
        return Pixels(width=shown.width, height=shown.height, rgb=shown.tobytes())

    def _latents_of(self, image: Pixels, generator: torch.Generator) -> torch.Tensor:
        """A picture's latents, drawn from the encoder's posterior as in the pipeline."""
        shown = Image.frombytes("RGB", (image.width, image.height), image.rgb)
        values = self._to_pixels.preprocess(shown).to(self.device, self.dtype)
        with self._decoder_in(self._encodes_in):
            posterior = self.vae.encode(values.to(self._encodes_in)).latent_dist
        drawn: torch.Tensor = posterior.sample(generator).to(self.dtype)
        scaled: torch.Tensor = self.vae.config["scaling_factor"] * drawn
        return scaled

    def _encode(self, params: Params, *, guided: bool) -> Mapping[str, torch.Tensor]:
        texts = [params.negative, params.prompt] if guided else [params.prompt]
        known = (self._embedded.get(text, self._embedding) for text in texts)
        return {"prompt": torch.cat([prompt for (prompt,) in known])}

    def _embedding(self, text: str) -> Encoded:
        """[1, tokens, D]"""
        read = self.tokenizer(
            text,
            padding="max_length",
            max_length=self.tokenizer.model_max_length,
            truncation=True,
            return_tensors="pt",
        )
        masked = getattr(self.text_encoder.config, "use_attention_mask", False)
        mask = read.attention_mask.to(self.device) if masked else None
        embedded: torch.Tensor = self.text_encoder(
            read.input_ids.to(self.device), attention_mask=mask
        )[0]
        return (embedded,)

    def _added(self, conditioning: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor] | None:
        """What the UNet takes besides the prompt."""
        return None

    def _guidance_embedding(self, guidance: float) -> torch.Tensor:
        """[1, D]: distilled models read the guidance (less one) as they read a timestep.

        Section 3.1 of "On Distillation of Guided Diffusion Models" (Meng et al., 2023).
        """
        size = self.unet.config["time_cond_proj_dim"]
        half = size // 2
        falling = torch.exp(
            torch.arange(half, dtype=torch.float32)
            * -(torch.log(torch.tensor(10000.0)) / (half - 1))
        )
        angles = (torch.tensor([guidance - 1]) * 1000.0)[:, None] * falling[None, :]
        waves = torch.cat([torch.sin(angles), torch.cos(angles)], dim=1)
        return torch.nn.functional.pad(waves, (0, size % 2)).to(self.device, self.dtype)

    @contextmanager
    def _decoder_in(self, dtype: torch.dtype) -> Iterator[None]:
        """The autoencoder in another precision for a while; going back up and down loses no bit."""
        usual = self.vae.dtype
        cast_to(self.vae, dtype)
        try:
            yield
        finally:
            cast_to(self.vae, usual)


def cast_to(module: torch.nn.Module, dtype: torch.dtype) -> None:
    # Not by diffusers' own `to`, which warns on the console that this needs thought. It got some.
    torch.nn.Module.to(module, dtype)


def _rescaled(guided: torch.Tensor, positive: torch.Tensor, share: float) -> torch.Tensor:
    """A guided prediction, `share` of it with the spread that the prompt's own has.

    Section 3.4 of "Common Diffusion Noise Schedules and Sample Steps are Flawed" (Lin et al.,
    2023).
    """
    dims = tuple(range(1, guided.ndim))
    wanted, spread = (values.std(dim=dims, keepdim=True) for values in (positive, guided))
    # The ratio first, as in the pipeline: another order rounds otherwise.
    return share * (guided * (wanted / spread)) + (1 - share) * guided


def _broken(image: torch.Tensor) -> bool:
    """Not finite, or the same colour everywhere."""
    if not image.isfinite().all():
        return True
    shown = image.clamp(-1, 1)
    spread = shown.amax(dim=(2, 3)) - shown.amin(dim=(2, 3))
    return bool((spread < _FLAT).all())
