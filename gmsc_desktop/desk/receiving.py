"""Takes a team copy over as the plan that it is, or tells how it stands to the plan here; knows its sender again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import attachments, library, restoring
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.merge import HistoryProblem
from gmsc_desktop.models.parting import Parted, parted
from gmsc_desktop.models.records import Evidence
from gmsc_desktop.models.restoring import Restored, Tell, in_silence
from gmsc_desktop.models.snapshot import Snapshot
from gmsc_desktop.package.identity import BACKUP, WORKING_COPY
from gmsc_desktop.package.keys import SealState, remember_key, seal_state, seal_text
from gmsc_desktop.package.read import OpenedPackage
from gmsc_desktop.text import _


@dataclass(frozen=True, slots=True)
class Standing:
    """Changes that only the copy has, and those that only the plan here has; ``parted`` is where they differ now.

    ``here`` is the plan of this computer as it was compared; ``problem`` says why there is no list.
    """

    new: int
    own: int
    parted: tuple[Parted, ...] = ()
    here: Snapshot | None = None
    problem: str = ""
    kind: str = WORKING_COPY

    @property
    def sentence(self) -> str:
        """How the two stand to each other."""
        if self.kind == BACKUP:
            return self._of_backup()
        if not self.new:
            return _("Semua isi salinan kerja ini sudah ada di rencana Anda.")
        if not self.own:
            return _("Salinan kerja ini lebih maju: ada {new} perubahan yang belum ada di rencana Anda.").format(
                new=self.new
            )
        return _("Keduanya berubah: {new} perubahan hanya di salinan kerja, {own} hanya di rencana Anda.").format(
            new=self.new, own=self.own
        )

    def _of_backup(self) -> str:
        if not self.new and not self.own:
            return _("Isi cadangan ini sama dengan rencana Anda sekarang.")
        if not self.new:
            return _("Cadangan ini lebih lama: sesudahnya ada {own} perubahan di rencana Anda.").format(own=self.own)
        return _(
            "Cadangan ini memuat {new} perubahan yang tidak ada di rencana Anda; di rencana Anda ada {own}."
        ).format(new=self.new, own=self.own)


@dataclass(frozen=True, slots=True)
class Sender:
    """What the seal of a package that was opened says of its sender: both texts are for the person, ``note`` may be "".

    ``changed``: packages of this plan came with another key before, or with a seal at all; to be shown as a warning.
    """

    state: SealState
    key_id: str
    sentence: str
    note: str

    @property
    def changed(self) -> bool:
        return self.state in (SealState.CHANGED, SealState.MISSING)


def meet_sender(package: OpenedPackage, *, accept: bool = False, keys: Path | None = None) -> Sender:
    """Hold a package's key against those that came before, to be called once for each package that a person opens.

    The first key of a plan is remembered at first sight. Another one is told each time, until a person says
    (``accept``) that the sender has changed computers or is a colleague; then it is remembered beside the others.
    """
    seal, plan_id = package.seal, package.identity.plan_id
    state = seal_state(seal.public_key if seal else None, plan_id, keys)
    note = ""
    if seal is not None and (state is SealState.NEW or (state is SealState.CHANGED and accept)):
        note = _("Komputer pengirim diingat untuk rencana ini; paket dari komputer lain akan ditandai.")
        try:
            remember_key(seal.public_key, plan_id, keys)
        except UserFacingError as told:
            note = _("Komputer pengirim tidak dapat diingat. {sentence}").format(sentence=told.sentence)
    return Sender(state, seal.key_id if seal else "", seal_text(state), note)


def accept_sender(package: OpenedPackage, *, keys: Path | None = None) -> Sender:
    """A person says that a computer that was told as another one is the sender's: its packages are not told again.

    Raises ``UserFacingError`` where that cannot be remembered.
    """
    if package.seal is None:
        raise ValueError("a package without a seal has no key to accept")
    remember_key(package.seal.public_key, package.identity.plan_id, keys)
    return meet_sender(package, keys=keys)


def take_over(package: OpenedPackage, evidence: Mapping[str, Path] | None = None) -> str:
    """Make the plan of a team copy or a backup that is not here yet; its id. ``evidence`` as for ``restore``."""
    if package.history is None:
        raise ValueError("a submission has no history to take over")
    plan_id = package.identity.plan_id
    files = evidence if evidence is not None else package.evidence
    library.create_from(
        plan_id, package.history, lambda folder: _bring(files, folder), package.snapshot, package.beside
    )
    return plan_id


def restore(
    package: OpenedPackage,
    evidence: Mapping[str, Path] | None = None,
    document: Document | None = None,
    tell: Tell = in_silence,
) -> Restored:
    """Make the plan of a backup or team copy the plan of this computer again; the state that it replaces is kept.

    ``evidence`` are files by SHA-256, where others lie beside those of the package; ``document`` and ``tell`` as for
    ``restoring.restore_backup``.
    """
    if package.history is None:
        raise UserFacingError(
            _("Paket pengajuan tidak memuat riwayat, sehingga rencana tidak dapat dipulihkan darinya."),
            _("Pilih salinan kerja atau cadangan."),
        )
    plan_id = package.identity.plan_id
    files = evidence if evidence is not None else package.evidence

    def bring(folder: Path) -> None:
        _bring(files, folder, tell)

    return restoring.restore_copy(plan_id, package.history, bring, package.snapshot, document, tell, package.beside)


def beside(package: Path, snapshot: Snapshot) -> dict[str, Path]:
    """The evidence files, by SHA-256, that lie beside a package in a second place and that its plan names."""
    store = package.absolute().parent / "bukti"
    found: dict[str, Path] = {}
    for sha256 in {row.sha256 for row in snapshot.all(Evidence) if row.sha256}:
        path = next(iter(sorted((store / sha256[:2]).glob(f"{sha256}.*"))), None)
        if path is not None and path.is_file() and not path.is_symlink():
            found[sha256] = path
    return found


def _bring(files: Mapping[str, Path], folder: Path, tell: Tell = in_silence) -> None:
    """Take the evidence over; each file is hashed once more on its way into the store."""
    for number, (sha256, path) in enumerate(files.items()):
        tell(number, len(files), "")
        stored = attachments.store(folder, path, path.name)
        if stored.sha256 != sha256:
            raise UserFacingError(
                _("Berkas bukti berubah selama dibaca, jadi paket tidak dibuka."),
                _("Coba lagi. Tidak ada yang berubah."),
            )


def compare(package: OpenedPackage, document: Document) -> Standing:
    """How a team copy stands to the plan that is here, and where they differ; nothing is written."""
    history = package.history
    with document.freeze() as frozen:
        ours = {change.id for change in frozen.history().changes}
        here = frozen.snapshot()
        theirs = {change.id for change in history.changes} if history else set()
        problem, found = "", list[Parted]()
        try:
            found = parted(frozen, history, package.snapshot) if history else found
        except HistoryProblem as error:
            problem = f"{error.sentence} {error.next_step}".strip()
    return Standing(len(theirs - ours), len(ours - theirs), tuple(found), here, problem, package.identity.kind)
