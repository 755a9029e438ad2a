"""Content Credentials: a signed C2PA manifest in a finished picture. Needs the extra `c2pa`.

A signature holds its time and a salt, so signing twice gives different bytes: what is sent is
signed, what is kept is not.
"""

import io
import json
from importlib.metadata import version
from typing import Final

import c2pa  # type: ignore[import-untyped]  # its package does not say that it has types
from PIL import Image

from engine.errors import CannotSign
from engine.params import Params
from engine.png import MADE, source_type

_FORMATS: Final = {"png": "image/png", "webp": "image/webp"}


class Signer:
    """Signs as whoever the certificates name. Any thread may use it."""

    def __init__(self, certificates: str, key: str) -> None:
        """PEM texts, the signing certificate first; keys are on the P-256 curve.

        Tries them once: what cannot sign is noticed here. Raises `CannotSign`.
        """
        try:
            info = c2pa.C2paSignerInfo(b"es256", certificates.encode(), key.encode(), None)
            self._signer = c2pa.Signer.from_info(info)
            # A preview of the picture inside the picture would only make it larger.
            settings = c2pa.Settings.from_dict({"builder": {"thumbnail": {"enabled": False}}})
            self._context = c2pa.Context(settings)
        except (c2pa.C2paError, ValueError) as error:
            raise CannotSign(f"The certificates and their key cannot be used ({error}).") from error
        trial = io.BytesIO()
        Image.new("RGB", (8, 8)).save(trial, "PNG")
        self._sign(trial.getvalue(), "png", MADE)

    def sign(self, picture: bytes, params: Params, *, extension: str) -> bytes:
        """The same pixels, and a manifest that says where they come from. Blocking.

        Whatever is changed afterwards breaks it: this comes last. Raises `CannotSign`.
        """
        return self._sign(picture, extension, source_type(params))

    def _sign(self, picture: bytes, extension: str, source: str) -> bytes:
        action = {"action": "c2pa.created", "digitalSourceType": source}
        manifest = {
            "claim_generator_info": [{"name": "Easel", "version": version("easel")}],
            "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [action]}}],
        }
        signed = io.BytesIO()
        try:
            with c2pa.Builder(json.dumps(manifest), self._context) as builder:
                builder.sign(self._signer, _FORMATS[extension], io.BytesIO(picture), signed)
        except c2pa.C2paError as error:
            raise CannotSign(f"The picture cannot be signed ({error}).") from error
        return signed.getvalue()
