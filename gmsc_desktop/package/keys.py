"""The keys: this computer's own pair in the folder ``kunci``, and the public keys that earlier packages came with."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import stat
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.paths import data_folder
from gmsc_desktop.platform_files import make_folders, reading_error, write_atomically, writing_error
from gmsc_desktop.text import _

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_PRIVATE, _PUBLIC, _KNOWN = "segel.pem", "segel.pub", "dikenal.json"


class SealState(StrEnum):
    """What a receiver learns from a seal; only a seal that fits its package gets this far."""

    SAME = "ok"  # a key that packages of this plan had before, or this computer's own
    NEW = "unknown"  # the first package of this plan with a seal
    CHANGED = "changed"  # packages of this plan had other keys before
    MISSING = "missing"  # no seal, though packages of this plan had one before
    NONE = "none"


def seal_text(state: SealState) -> str:
    """The state for a person, with what it does not prove."""
    texts = {
        SealState.SAME: _("Segel sah, dari komputer yang sama seperti sebelumnya."),
        SealState.NEW: _("Segel sah. Ini paket pertama dari komputer itu untuk rencana ini."),
        SealState.CHANGED: _(
            "Segel sah, tetapi dari komputer yang lain dari sebelumnya. Tanyakan kepada pengirim apakah ia berganti "
            "komputer."
        ),
        SealState.MISSING: _(
            "Paket ini tidak bersegel, padahal paket sebelumnya dari rencana ini bersegel. Tanyakan kepada pengirim "
            "mengapa."
        ),
        SealState.NONE: _("Paket ini tidak bersegel, sehingga asalnya tidak dapat dibandingkan."),
    }
    if state in (SealState.NONE, SealState.MISSING):
        return texts[state]
    return f"{texts[state]} {_('Segel menunjukkan komputer pembuatnya, bukan tanda tangan resmi.')}"


@dataclass(frozen=True)
class SigningKey:
    """This computer's key pair. ``key_number`` are the eight bytes by which minisign tells keys apart."""

    private: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        """The 32 bytes of the public key."""
        return self.private.public_key().public_bytes_raw()

    @property
    def key_number(self) -> bytes:
        """Derived from the public key, so that it is the same wherever the key is."""
        return _number_of(self.public)

    @property
    def key_id(self) -> str:
        """The key's number as minisign prints it."""
        return key_id_of(self.public)

    @property
    def public_text(self) -> str:
        """The public key as in the second line of a minisign public key file."""
        return base64.b64encode(b"Ed" + self.key_number + self.public).decode("ascii")

    @property
    def public_file(self) -> bytes:
        """A minisign public key file, for whoever checks with that tool."""
        return f"untrusted comment: minisign public key {self.key_id}\n{self.public_text}\n".encode("ascii")

    def sign(self, data: bytes) -> bytes:
        """The 64 bytes of the signature."""
        return self.private.sign(data)


def key_id_of(public: bytes) -> str:
    """The number of a public key in the capitals that minisign prints (a little-endian 64-bit number)."""
    return f"{int.from_bytes(_number_of(public), 'little'):016X}"


def keys_folder() -> Path:
    """Where the keys of this computer lie."""
    return data_folder() / "kunci"


def signing_key(folder: Path | None = None) -> SigningKey:
    """This computer's key pair, made where it is not there yet; two that make it at once have the same.

    Raises ``UserFacingError``.
    """
    place = (folder or keys_folder()) / _PRIVATE
    if not place.exists():
        _make_key(place)
    _keep_private(place, 0o600)
    key = _read_key(place)
    public = place.with_name(_PUBLIC)
    if not public.exists():
        write_atomically(public, lambda file: _put(file.write(key.public_file)))
    return key


def passing_key() -> SigningKey:
    """This computer's pair where it has one; else a pair for this once, where the data folder cannot be written."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    place = keys_folder() / _PRIVATE
    return _read_key(place) if place.exists() else SigningKey(Ed25519PrivateKey.generate())


def _make_key(place: Path) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    text = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _make_folder(place.parent)
    write_atomically(place, lambda file: _put(file.write(text)), read_back=True, private=True, keep=True)


def _put(_count: int) -> None:
    """A writer gives nothing back."""


def _make_folder(folder: Path) -> None:
    try:
        make_folders(folder)
    except OSError as error:
        raise writing_error(error, folder / _PRIVATE) from error
    _keep_private(folder, 0o700)


def _keep_private(path: Path, mode: int) -> None:
    """Take from others what a copy or another program gave them; a file system without such rights has none to take."""
    with contextlib.suppress(OSError):
        if stat.S_IMODE(path.stat().st_mode) != mode:
            path.chmod(mode)


def _read_key(place: Path) -> SigningKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(place.read_bytes(), None)
    except OSError as error:
        raise reading_error(error, place) from error
    except (ValueError, TypeError) as error:
        raise _broken_key() from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _broken_key()
    return SigningKey(key)


def _broken_key() -> UserFacingError:
    return UserFacingError(
        _("Kunci segel komputer ini ({name}) rusak, sehingga paket tidak dapat disegel.").format(name=_PRIVATE),
        _(
            "Pulihkan folder “kunci” dari cadangan. Bila tidak ada, pindahkan berkas itu: kunci baru akan dibuat, dan "
            "penerima diberi tahu bahwa komputernya berganti."
        ),
    )


def seal_state(public_key: str | None, plan_id: str, folder: Path | None = None) -> SealState:
    """Hold a package's public key against those that were remembered for its plan."""
    known = known_keys(folder).get(plan_id, [])
    if public_key is None:
        return SealState.MISSING if known else SealState.NONE
    if public_key in known or public_key == _own_public_text(folder):
        return SealState.SAME
    return SealState.CHANGED if known else SealState.NEW


def remember_key(public_key: str, plan_id: str, folder: Path | None = None) -> None:
    """Note that a person has taken a package of this plan with this key. Raises ``UserFacingError``."""
    place = (folder or keys_folder()) / _KNOWN
    known = known_keys(folder)
    if public_key in known.get(plan_id, []):
        return
    known.setdefault(plan_id, []).append(public_key)
    _make_folder(place.parent)
    text = json.dumps(known, indent=1).encode("ascii") + b"\n"
    write_atomically(place, lambda file: _put(file.write(text)))


def known_keys(folder: Path | None = None) -> dict[str, list[str]]:
    """The public keys of earlier packages, by plan id; what cannot be read is as if it were not there."""
    with contextlib.suppress(OSError, ValueError, AttributeError, TypeError):
        content = json.loads(((folder or keys_folder()) / _KNOWN).read_bytes())
        return {str(plan): [str(key) for key in keys] for plan, keys in content.items()}
    return {}


def _own_public_text(folder: Path | None) -> str:
    try:
        return ((folder or keys_folder()) / _PUBLIC).read_text("ascii").split("\n")[1]
    except (OSError, ValueError, IndexError):
        return ""


def _number_of(public: bytes) -> bytes:
    return hashlib.blake2b(public, digest_size=8).digest()
