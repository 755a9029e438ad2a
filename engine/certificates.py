"""Self-made certificates for signing pictures, and their key. Needs the extra `c2pa`."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from engine.errors import CannotSign

_LIFE: Final = timedelta(days=3650)
_USES: Final = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
    *("key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


def make(certificates: Path, key: Path, *, name: str, replace: bool = False) -> None:
    """Write a chain of two and the key of its first, both readable by their owner alone.

    The root's own key is forgotten: nothing else will ever be signed with it. Raises `CannotSign`.
    """
    if not replace and (there := [path for path in (certificates, key) if path.exists()]):
        raise CannotSign(f"{there[0]} is there already. With --replace a new one takes its place.")
    chain, private = _chain(name)
    try:
        _write(key, private)
        _write(certificates, chain)
    except OSError as error:
        raise CannotSign(f"{error.filename} cannot be written: {error.strerror}.") from error


def _write(path: Path, text: bytes) -> None:
    """Whole or not at all, and never readable by others, not for a moment."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.tmp")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)
    draft.replace(path)


def _chain(name: str) -> tuple[bytes, bytes]:
    """PEM: the certificate of `name` with the root that vouches for it; and its key.

    C2PA takes no certificate that vouches for itself, hence the root.
    """
    now = datetime.now(UTC)
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name, own_name = _named(f"{name}: root"), _named(name)

    def begin(subject: x509.Name, public: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        own_id = x509.SubjectKeyIdentifier.from_public_key(public)
        return x509.CertificateBuilder(
            subject_name=subject,
            issuer_name=root_name,
            public_key=public,
            serial_number=x509.random_serial_number(),
            not_valid_before=now - timedelta(days=1),  # clocks disagree
            not_valid_after=now + _LIFE,
        ).add_extension(own_id, critical=False)

    root = (
        begin(root_name, root_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    issuer_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    # Of the purposes that C2PA lists, the one that its library takes from a chain of one's own.
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
    own = (
        begin(own_name, key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage("digital_signature"), critical=True)
        .add_extension(purpose, critical=False)
        .add_extension(issuer_id, critical=False)
        .sign(root_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return own.public_bytes(pem) + root.public_bytes(pem), private


def _named(name: str) -> x509.Name:
    try:
        return x509.Name(
            [
                x509.NameAttribute(NameOID.COMMON_NAME, name),
                # Programs show this one as the issuer.
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"{name} (self-made)"[:64]),
            ]
        )
    except ValueError as error:
        raise CannotSign("The name must have 1 to 58 characters.") from error


def _usage(*uses: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{use: use in uses for use in _USES})
