"""Packages for tests: good ones from a real plan with its history, and a forger's tools for bad ones."""

from __future__ import annotations

import hashlib
import json
import random
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from gmsc_desktop.models.beside import Beside, ContactRow, DraftRow, Numbers, Outgoing
from gmsc_desktop.models.changesets import HistoryExport
from gmsc_desktop.models.fields import BY_NAME, TABLES
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.package import seal
from gmsc_desktop.package.bag import EvidenceFile, Payload
from gmsc_desktop.package.bag_text import BAGIT, info_text, manifest_text
from gmsc_desktop.package.identity import BACKUP, SUBMISSION, from_fields
from gmsc_desktop.package.keys import SigningKey, signing_key
from gmsc_desktop.package.meter import Meter
from gmsc_desktop.package.write import PackageRequest, Written, write_package
from gmsc_desktop.package.zip_form import STORED, Entry, central_header, dos_stamp, end_records, local_header
from gmsc_desktop.package.zip_writing import ZipWriter
from tests.models.plans import memory_document
from tests.sample_plan import sample_tables

PACKAGE_ID = "0b0c0d0e-1111-4222-8333-444455556666"
MADE_AT = datetime(2026, 11, 21, 9, 30, 14)
FOLDER = "GMSC_73.17_Kab-Luwu_Bimtek-2_r2_20261121"
PICTURE = random.Random(1).randbytes(90_000)


def plan_and_history(*, example: bool = False) -> tuple[Snapshot, HistoryExport]:
    """The sample plan as a person would have typed it: made in one change, then corrected in others."""
    return _made(example)


@cache
def _made(example: bool) -> tuple[Snapshot, HistoryExport]:
    tables = sample_tables()
    tables["plan"][0]["is_example"] = int(example)
    for row, (content, name) in zip(tables["evidence"], evidence_contents(), strict=False):
        row |= {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "original_name": name}
    with memory_document() as document:
        with document.change("Buat rencana") as db:
            for table in TABLES:
                _insert(db, table.name, [dict(row) for row in tables[table.name]])
        for title in ("Judul pertama", "Judul kedua"):
            with document.change("Ubah judul", source="Dinas Kesehatan, WhatsApp, 12 Juni 2026") as db:
                db.exec_driver_sql("UPDATE initiative SET title=? WHERE id=?", (title, tables["initiative"][0]["id"]))
            document.close_open_row()
        with document.freeze() as frozen:
            return frozen.snapshot(), frozen.history()


def _insert(db: Any, table: str, rows: list[dict[str, Any]]) -> None:  # Any: a SQLAlchemy connection
    columns = ("id", *BY_NAME[table].columns)
    query = f"INSERT INTO {table}({','.join(columns)}) VALUES({','.join('?' * len(columns))})"
    for row in rows:
        db.exec_driver_sql(query, tuple(row[column] for column in columns))


def evidence_contents() -> list[tuple[bytes, str]]:
    """What the sample plan's files hold: a picture, a text that shrinks, a blank that shrinks too well, a video."""
    return [
        (PICTURE, "IMG-20250630-WA0012.JPG"),
        (b"Notulen rapat kecamatan terluar.\n" * 3000, "notulen rapat.txt"),
        (bytes(300_000), "pindaian kosong.bmp"),
        (random.Random(2).randbytes(400_000), "video pelatihan.mp4"),
    ]


def evidence_files(folder: Path, snapshot: Snapshot) -> tuple[EvidenceFile, ...]:
    """The sample plan's files in a folder that stands in for the store."""
    contents = {hashlib.sha256(content).hexdigest(): content for content, _name in evidence_contents()}
    files = []
    for row in snapshot.all(Evidence):
        if row.sha256:
            path = folder / row.sha256
            path.write_bytes(contents[row.sha256])
            files.append(EvidenceFile(row.sha256, row.original_name.rpartition(".")[2], path, row.title))
    return tuple(files)


def page(text: str = "<!doctype html><title>Rencana</title>") -> Payload:
    """A document that is made for the package."""

    def write(file: Any) -> None:  # Any: a BinaryIO whose write gives a number
        file.write(text.encode())

    return Payload("index.html", write)


def request(kind: str = SUBMISSION, *, example: bool = False, **more: Any) -> PackageRequest:
    """A request for the sample plan without evidence; ``more`` replaces its fields."""
    snapshot, history = plan_and_history(example=example)
    made = PackageRequest(kind, snapshot, history, PACKAGE_ID, MADE_AT, sequence=5, documents=(page(),))
    if kind == SUBMISSION:
        made = replace(made, stage="bimtek-2", round=2)
    if kind == BACKUP:
        made = replace(made, beside=sample_beside())
    return replace(made, **more)


def sample_beside() -> Beside:
    """What the sample plan has beside its history: contacts of two persons, a text that is no figure, what left."""
    first, second = (row.id for row in plan_and_history()[0].rows("person")[:2])
    contacts = (
        ContactRow(first, "surel", "bappelitbangda@luwukab.go.id"),
        ContactRow(first, "telepon", "(0471) 21001"),
        ContactRow(second, "telepon", "(0471) 387654 psw 12"),
    )
    initiative = plan_and_history()[0].rows("initiative")[0].id
    sent = Outgoing(
        "1b0c0d0e-1111-4222-8333-444455556666", "pengajuan", stage="bimtek-1", round=1, sequence=4,
        made_at="2026-11-20T09:30:14+08:00", made_by="Penyusun", recipient="Kominfo <b>&</b> Ditjen",
        place="/media/FLASHDISK", contents="lengkap", file_name="GMSC.zip", size=123456, digest="ab" * 64,
        seal_hash="cd" * 64, override_reason="Ditandatangani besok.\nMohon maklum.", contacts=2, masked=1,
    )  # fmt: skip
    itself = Outgoing(PACKAGE_ID, "cadangan", sequence=5, made_at="2026-11-21T09:30:14+08:00", contacts=2)
    return Beside(
        contacts,
        (DraftRow("initiative", initiative, "budget_note", "kira-kira 2,5 M?"),),
        (itself, sent),
        Numbers(4, "cd" * 64, {"bimtek-1": 3}),
    )


def written(folder: Path, kind: str = SUBMISSION, *, key: SigningKey | None = None, **more: Any) -> Written:
    """The sample plan's package, with all its evidence unless told otherwise."""
    store = folder / "lampiran"
    store.mkdir(exist_ok=True)
    target = folder / "keluar"
    target.mkdir(exist_ok=True)
    example = more.pop("example", False)
    more.setdefault("evidence", evidence_files(store, plan_and_history(example=example)[0]))
    return write_package(target, request(kind, example=example, **more), key=key or sample_key())


@cache
def sample_key() -> SigningKey:
    """A key pair that is the same in every test."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


def unzip(path: Path) -> dict[str, bytes]:
    """Every file of a package, named from its folder."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


# -- forging: whole bags whose lists and seals fit, so that only the fault itself can be seen --------------------------


@dataclass
class Forgery:
    """A package's files below its folder, to be changed and put together again with lists that fit."""

    files: dict[str, bytes]

    @classmethod
    def of(cls, path: Path) -> Forgery:
        return cls(unzip(path))

    def edit_json(self, change: Callable[[dict[str, Any]], object], name: str = "data/rencana.json") -> Forgery:
        content = json.loads(self.files[name])
        change(content)
        self.files[name] = json.dumps(content, ensure_ascii=False).encode()
        return self

    def edit_text(self, old: str, new: str, name: str = "data/rencana.json") -> Forgery:
        text = self.files[name].decode("utf-8", "surrogatepass")
        assert old in text
        self.files[name] = text.replace(old, new, 1).encode("utf-8", "surrogatepass")
        return self

    def set_info(self, **fields: str) -> Forgery:
        info = _info(self.files["bag-info.txt"]) | {label.replace("_", "-"): value for label, value in fields.items()}
        self.files["bag-info.txt"] = info_text(info.items())
        return self

    def relist(self, *, oxum: bool = True, reseal: bool = True) -> Forgery:
        """New lists, new counts and a new seal over whatever the files are now."""
        payload = {name: data for name, data in self.files.items() if name.startswith("data/")}
        self._mark_history(payload)
        self.files["manifest-sha512.txt"] = manifest_text({name: _sha512(data) for name, data in payload.items()})
        if oxum:
            self.set_info(Payload_Oxum=f"{sum(map(len, payload.values()))}.{len(payload)}")
        if reseal:
            return self.reseal()
        return self.retag()

    def retag(self) -> Forgery:
        tags = {n: d for n, d in self.files.items() if not n.startswith("data/") and n != "tagmanifest-sha512.txt"}
        self.files["tagmanifest-sha512.txt"] = manifest_text({name: _sha512(data) for name, data in tags.items()})
        return self

    def _mark_history(self, payload: dict[str, bytes]) -> None:
        history = payload.get("data/riwayat.jsonl")
        plan = payload.get("data/rencana.json", b"")
        if history is None or b'"history"' not in plan:
            return
        try:
            content = json.loads(plan)
        except ValueError:
            return
        content["history"] = {"changes": history.count(b'{"change":'), "sha512": _sha512(history)}
        self.files["data/rencana.json"] = payload["data/rencana.json"] = json.dumps(content, ensure_ascii=False).encode(
            "utf-8", "surrogatepass"
        )

    def reseal(self, key: SigningKey | None = None) -> Forgery:
        """A new seal and tag manifest over whatever the tag files are now."""
        tags = {name: self.files.get(name, BAGIT) for name in seal.SEALED}
        try:
            identity = from_fields(_info(tags["bag-info.txt"]))
        except Exception:  # a forged bag-info is refused before its seal is looked at
            return self.retag()
        self.files |= seal.make(identity, tags, "", key or sample_key())
        return self.retag()

    def zipped(self, folder: str = FOLDER) -> bytes:
        """The files as a ZIP in the one form that packages have."""
        return zip_of({f"{folder}/{name}": data for name, data in self.files.items()})


def _info(data: bytes) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in data.decode().replace("\n  ", " ").splitlines())


def _sha512(data: bytes) -> str:
    return hashlib.sha512(data).hexdigest()


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """A ZIP in our form, whatever the names."""
    sink = BytesIO()
    writer = ZipWriter(sink, MADE_AT, Meter())
    for name, data in files.items():
        writer.add(name, BytesIO(data), lambda block: None)
    writer.finish()
    return sink.getvalue()


def raw_zip(
    parts: list[tuple[Entry, bytes]],
    *,
    central: Callable[[Entry], bytes] = central_header,
    local: Callable[[Entry], bytes] = local_header,
) -> bytes:
    """A ZIP from entries as told and their packed bytes; each entry's place is filled in."""
    body, placed = b"", []
    for entry, packed in parts:
        placed.append(replace(entry, at=len(body)))
        body += local(placed[-1]) + packed
    directory = b"".join(central(entry) for entry in placed)
    return body + directory + end_records(len(placed), len(body), len(directory))


def plain_entry(name: str, data: bytes) -> tuple[Entry, bytes]:
    """A stored entry for ``raw_zip``."""
    return Entry(name, STORED, dos_stamp(MADE_AT), zlib.crc32(data), len(data), len(data), 0), data


def own_key(folder: Path) -> SigningKey:
    """A key pair made on first use in a folder."""
    return signing_key(folder)
