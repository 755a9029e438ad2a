"""Discord's own names, led to a playground: a certificate for them, and a resolver.

With these a bot that was told nothing at all, built and configured as for release, talks to the
playground and cannot know. The certificate is trusted by nobody but the connector made here.
"""

import datetime
import ssl

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from playground import Addresses

DISCORD = Addresses(
    api="https://discord.com/api/v10",
    gateway="wss://gateway.discord.gg",
    cdn="https://cdn.discordapp.com",
)


class Impostor:
    def __init__(self, folder):
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "playground")])
        now = datetime.datetime.now(datetime.UTC)
        names = [x509.DNSName(host) for host in sorted(DISCORD.hosts())]
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(minutes=1))
            .not_valid_after(now + datetime.timedelta(hours=1))
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        self.certificate = folder / "certificate.pem"
        self.certificate.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        private = folder / "key.pem"
        private.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        self.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.tls.load_cert_chain(self.certificate, private)


def connector(certificate, port):
    """What the bot's client is given: everything else about it is as released."""
    trust = ssl.create_default_context(cafile=certificate)
    return aiohttp.TCPConnector(resolver=Misled(port), ssl=trust)


class Misled(AbstractResolver):
    """Finds every host on this machine, at one port."""

    def __init__(self, port):
        self._port = port

    async def resolve(self, host, port=0, family=0):
        return [
            ResolveResult(
                hostname=host, host="127.0.0.1", port=self._port, family=2, proto=0, flags=0
            )
        ]

    async def close(self):
        """Nothing is held open."""
