"""Rule 38: the evidence is there, whole, and fit to be read by whoever receives it."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.models.checks.case import Case, Fault
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.records import Evidence, EvidenceLink
from gmsc_desktop.text import _
from gmsc_desktop.values import format_size

LARGE_FILE = 25 * 1024 * 1024  # bytes; what the larger mail services still carry
EMPTY, CUT_OFF, LOCKED = "kosong", "terpotong", "terkunci"


def whole(case: Case) -> Iterator[Fault]:
    """Rule 38: each piece of evidence has a file or a link, and its file is there, unchanged and whole."""
    for evidence in case.snapshot.all(Evidence):
        lack = _lack(case, evidence)
        if lack is not None:
            aspect, sentence = lack
            place = Place("evidence", evidence.id, "url" if aspect == "nothing" else "sha256")
            yield Fault((evidence.id, aspect), sentence.format(name=case.name(evidence)), place)


def _lack(case: Case, evidence: Evidence) -> tuple[str, str] | None:
    if not evidence.sha256:
        text = _("Bukti “{name}” belum memiliki berkas atau tautan. Tambahkan berkasnya, atau hapus bukti ini.")
        return None if evidence.url.strip() else ("nothing", text)
    if evidence.state == EMPTY or evidence.size == 0:
        return "empty", _("Berkas bukti “{name}” kosong (0 bita). Tambahkan lagi berkas yang utuh.")
    if evidence.state == CUT_OFF:
        return "cut-off", _("Berkas bukti “{name}” terpotong. Tambahkan lagi berkas yang utuh.")
    state = case.files.state(evidence.sha256) if case.files is not None else "unchecked"
    if state == "missing":
        return "missing", _("Berkas bukti “{name}” tidak ditemukan. Tambahkan lagi berkasnya, atau hapus bukti ini.")
    if state == "changed":
        return "changed", _("Isi berkas bukti “{name}” tidak lagi seperti semula. Tambahkan lagi berkas aslinya.")
    return None


def readable(case: Case) -> Iterator[Fault]:
    """Rule 38b: no file is locked, double, a video or very large; a link tells when it was seen."""
    first: dict[str, Evidence] = {}
    for evidence in case.snapshot.all(Evidence):
        name = case.name(evidence)
        if evidence.sha256:
            yield from _file(case, evidence)
            original = first.setdefault(evidence.sha256, evidence)
            if original is not evidence:
                sentence = _(
                    "Bukti “{name}” berisi berkas yang sama dengan “{other}”. Pakai satu bukti untuk keduanya."
                )
                sentence = sentence.format(name=name, other=case.name(original))
                yield Fault((evidence.id, "double"), sentence, Place("evidence", evidence.id, "sha256"))
        elif evidence.url.strip() and not evidence.seen_on:
            sentence = _("Tautan bukti “{name}” belum menyebut kapan dilihat. Isi tanggal dilihatnya.").format(
                name=name
            )
            yield Fault((evidence.id, "seen"), sentence, Place("evidence", evidence.id, "seen_on"))


def _file(case: Case, evidence: Evidence) -> Iterator[Fault]:
    place = Place("evidence", evidence.id, "sha256")
    words = {"name": case.name(evidence), "size": format_size(evidence.size or 0)}
    if evidence.state == LOCKED:
        sentence = _("Berkas bukti “{name}” terkunci kata sandi. Tambahkan berkas yang dapat dibuka penelaah.")
        yield Fault((evidence.id, "locked"), sentence.format(**words), place)
    if evidence.media_type.startswith("video/"):
        sentence = _("Bukti “{name}” adalah berkas video ({size}). Sebaiknya cantumkan tautan videonya.")
        yield Fault((evidence.id, "video"), sentence.format(**words), place)
    elif (evidence.size or 0) > LARGE_FILE and not _is_original(case, evidence):
        sentence = _("Berkas bukti “{name}” sangat besar ({size}). Perkecil, misalnya dengan memindai ulang.")
        yield Fault((evidence.id, "large"), sentence.format(**words), place)


def _is_original(case: Case, evidence: Evidence) -> bool:
    """Whether it is the file of an original document, which is kept as it was signed however large it is."""
    links = case.snapshot.where(EvidenceLink, "evidence_id", evidence.id)
    return any(link.original_document_id for link in links)
