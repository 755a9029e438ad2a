"""Stable Diffusion XL: two text encoders, a pooled embedding and the picture's size besides.

Bit for bit what `StableDiffusionXLPipeline` and `StableDiffusionXLImg2ImgPipeline` compute for one
prompt with a CPU generator, without the watermark, which they add only where a package happens to
be installed.
"""

from collections.abc import Mapping
from typing import Self

import torch
from diffusers.models.autoencoders.autoencoder_kl import AutoencoderKL
from diffusers.models.unets.unet_2d_condition import UNet2DConditionModel
from transformers import CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

from engine.families.embeddings import Encoded
from engine.families.loader import Loader
from engine.families.sd import StableDiffusion, cast_to
from engine.params import Params
from engine.samplers import Training


class StableDiffusionXL(StableDiffusion):
    """Implements `Family`."""

    parts = 6

    def __init__(
        self,
        *,
        tokenizer: CLIPTokenizer,
        tokenizer_2: CLIPTokenizer,
        text_encoder: CLIPTextModel,
        text_encoder_2: CLIPTextModelWithProjection,
        unet: UNet2DConditionModel,
        vae: AutoencoderKL,
        training: Training,
        empty_is_zero: bool = True,
    ) -> None:
        """`empty_is_zero`: without a negative prompt its embeddings are zeros."""
        super().__init__(
            tokenizer=tokenizer, text_encoder=text_encoder, unet=unet, vae=vae, training=training
        )
        self.tokenizer_2 = tokenizer_2
        self.text_encoder_2 = text_encoder_2
        self.empty_is_zero = empty_is_zero
        if vae.dtype == torch.float16 and vae.config["force_upcast"]:
            # The pipeline moves it there and back for each picture, because it overflows.
            cast_to(vae, torch.float32)
        if vae.config["force_upcast"]:
            self._encodes_in = torch.float32

    @classmethod
    def load(cls, loader: Loader) -> Self:
        return cls(
            tokenizer=loader.tokenizer("tokenizer"),
            tokenizer_2=loader.tokenizer("tokenizer_2"),
            text_encoder=loader.part(CLIPTextModel, "text_encoder"),
            text_encoder_2=loader.part(CLIPTextModelWithProjection, "text_encoder_2"),
            unet=loader.part(UNet2DConditionModel, "unet"),
            vae=loader.part(AutoencoderKL, "vae"),
            training=loader.training(),
            empty_is_zero=bool(loader.index().get("force_zeros_for_empty_prompt", True)),
        )

    @property
    def modules(self) -> tuple[torch.nn.Module, ...]:
        return *super().modules, self.text_encoder_2

    def _encode(self, params: Params, *, guided: bool) -> Mapping[str, torch.Tensor]:
        prompt, pooled = self._embedded.get(params.prompt, self._embeddings)
        if guided:
            if params.negative or not self.empty_is_zero:
                negative, negative_pooled = self._embedded.get(params.negative, self._embeddings)
            else:
                negative, negative_pooled = torch.zeros_like(prompt), torch.zeros_like(pooled)
            prompt = torch.cat([negative, prompt])
            pooled = torch.cat([negative_pooled, pooled])
        # Original size, crop, target size: the picture was never scaled and never cropped.
        size = (params.height, params.width)
        sizes = torch.tensor([[*size, 0, 0, *size]], dtype=prompt.dtype, device=self.device)
        return {"prompt": prompt, "pooled": pooled, "sizes": sizes.repeat(len(prompt), 1)}

    def _embeddings(self, text: str) -> Encoded:
        """[1, tokens, D1 + D2] and the second encoder's pooled [1, D2]."""
        first = self.text_encoder(self._ids(self.tokenizer, text), output_hidden_states=True)
        second = self.text_encoder_2(self._ids(self.tokenizer_2, text), output_hidden_states=True)
        # The layer before the last, of both.
        hidden = torch.cat([first.hidden_states[-2], second.hidden_states[-2]], dim=-1)
        return hidden, second.text_embeds

    def _ids(self, tokenizer: CLIPTokenizer, text: str) -> torch.Tensor:
        read = tokenizer(
            text,
            padding="max_length",
            max_length=tokenizer.model_max_length,
            truncation=True,
            return_tensors="pt",
        )
        ids: torch.Tensor = read.input_ids
        return ids.to(self.device)

    def _added(self, conditioning: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor] | None:
        return {"text_embeds": conditioning["pooled"], "time_ids": conditioning["sizes"]}
