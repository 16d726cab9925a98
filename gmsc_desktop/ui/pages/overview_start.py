"""The guided start of a plan that existed before: steps that stay until they are done, or are put away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from gmsc_desktop.models import checks
from gmsc_desktop.models.brought import Brought, brought
from gmsc_desktop.models.checks.institutions import REGULATIONS
from gmsc_desktop.models.checks.wording import listed, record_name, years_listed
from gmsc_desktop.models.originals_as_law import waiting
from gmsc_desktop.models.records import PlanningDocument, QuickWin
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Card, Label, ToolButton
from gmsc_desktop.ui.pages import PAGES
from gmsc_desktop.ui.pages.checking import Checking
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.ui.step_list import Look, StepList, StepRows

_AWAY = "disimpan"
IMPORT = "Impor"  # how the command of a page begins that opens the window of an import


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is for, how it stands, and the page and tab to which it leads."""

    name: str
    sentence: str
    done: bool
    page: str
    part: str = ""


def steps(session: Session, checking: Checking) -> list[Step]:
    """The steps whose places are there, in the order in which they are best done."""
    snapshot = session.snapshot
    here = brought(snapshot, date.today().year)
    made = [_originals(here), _adoption(session, here), _planning(session, here), _initiatives(session, here)]
    if here.years:
        made.append(_realisation(here))
    made.append(_checks(session, checking))
    return [step for step in made if _is_there(step)]


def _is_there(step: Step) -> bool:
    entry = next((entry for entry in PAGES if entry.key == step.page), None)
    return entry is not None and (not step.part or step.part in entry.parts)


def _originals(here: Brought) -> Step:
    what = _("Buku, Perbup/Perwali, dan SK disimpan utuh, dan teksnya dapat dicari.")
    state = _("{count} dokumen tersimpan.").format(count=here.originals) if here.originals else what
    return Step(_("Masukkan dokumen asli"), state, bool(here.originals), "profile", "Dokumen Asli")


def _adoption(session: Session, here: Brought) -> Step:
    asked = (
        (here.head, _("kepala daerah saat itu"), "Kepala Daerah"),
        (here.regulation, _("nomor Perbup/Perwali"), "Dokumen Hukum"),
        (here.final, _("status final bukunya"), "Rencana"),
    )
    missing = [(words, part) for known, words, part in asked if not known]
    if not missing:
        return Step(_("Catat penetapannya"), _("Kepala daerah, peraturan, dan status final tercatat."), True, "profile")
    state = _("Belum tercatat: {missing}.").format(missing=listed(words for words, _part in missing))
    part = missing[0][1]
    if part == "Dokumen Hukum" and waiting(session.snapshot, session.pack, REGULATIONS) is not None:
        state += " " + _("Perbup/Perwali-nya sudah ada di Dokumen Asli; catat dari sana.")
        part = "Dokumen Asli"
    return Step(_("Catat penetapannya"), state, False, "profile", part)


def _planning(session: Session, here: Brought) -> Step:
    document = session.snapshot.get(PlanningDocument, here.document)
    name = record_name(session.pack, document) if document is not None else ""
    state = _("Sasaran, indikator, dan program daerah yang menjadi dasar rencana ini.")
    if name:
        state = _("{name}: {count} sasaran.").format(name=name, count=here.objectives)
    return Step(_("Impor RPJMD"), state, bool(name), "rpjmd")


def _initiatives(session: Session, here: Brought) -> Step:
    state = _("Dari matriks rencana aksi, peta jalan, atau daftar program per dimensi.")
    if here.initiatives:
        state = _("{count} inisiatif tercatat.").format(count=here.initiatives)
        if not session.snapshot.all(QuickWin):
            state += " " + _("Quick win belum ada; tabelnya dapat diimpor di halaman Inisiatif.")
    return Step(_("Impor inisiatif"), state, bool(here.initiatives), "initiatives")


def _realisation(here: Brought) -> Step:
    left = [year for year in here.years if year not in here.told]
    parts = [
        _("Target, realisasi, dan anggaran dari tabel monev.") if left else "",
        _("Tercatat: {years}.").format(years=years_listed(here.told)) if here.told else "",
        _("Belum: {years}.").format(years=years_listed(left)) if left else "",
    ]
    return Step(_("Impor realisasi tahun lalu"), " ".join(filter(None, parts)), not left, "progress")


def _checks(session: Session, checking: Checking) -> Step:
    name, musts = checking.purpose_name, len(checking.open_musts)
    off = len(checks.unchecked_stages(session.snapshot, session.pack))
    done = checking.current and not musts and checking.unchecked.stage is None
    if checking.unchecked.stage is not None:
        state = _("{stage} tidak diperiksa (rencana lama); pilih tahap lain di Pemeriksaan.").format(stage=name)
    elif not checking.current:
        state = _("Rencana sedang diperiksa.")
    elif musts:
        state = _("{count} hal wajib menunggu untuk {stage}.").format(count=musts, stage=name)
    else:
        state = _("Tidak ada hal wajib yang menunggu untuk {stage}.").format(stage=name)
    if off:
        state += " " + _("{count} tahap tidak diperiksa.").format(count=off)
    return Step(_("Lihat yang masih perlu diperiksa"), state, done, "checks")


class _Rows(StepRows[Step]):
    @override
    def spoken(self, row: Step) -> str:
        return ", ".join((row.name, _("selesai") if row.done else _("belum selesai"), row.sentence))


class Steps(StepList[Step]):
    """Enter or a click leads to the place of a step; all of them are seen, nothing scrolls."""

    def __init__(self) -> None:
        super().__init__(_Rows(), _("Langkah memasukkan rencana lama"), gap=7, side=17)

    @override
    def look_of(self, row: Step, *, on: bool) -> Look:
        if row.done:
            return Look("circle-check", "ok", "muted", strong=False)
        return Look("circle", "faint")

    def set_rows(self, rows: Sequence[Step]) -> None:
        """Show other steps; the chosen place stays until its step was done: then it is the next that is not done."""
        before, place = self.rows.shown, self.place
        if list(rows) == before:
            return
        self.rows.show(rows)
        left = [at for at, row in enumerate(rows) if not row.done] or [0]
        stays = 0 <= place < len(rows) and not (rows[place].done and not before[place].done)
        self.go_to_place(place if stays else next((at for at in left if at > place), left[0]))
        self.fit()


class StartCard(Card):
    """Shown for a plan that existed before, until every step is done or a person puts it away on this computer."""

    def __init__(self, session: Session, checking: Checking) -> None:
        super().__init__(padding=1)
        self._session, self._checking = session, checking
        self.list = Steps()
        self.count = Label("", 13, tone="muted")
        self.away = ToolButton("x", _("Tutup langkah-langkah ini; menu Tampilan membukanya lagi"), "", self.put_away)
        head = QHBoxLayout()
        head.setContentsMargins(14, 6, 8, 2)
        head.addWidget(Label(_("Memasukkan rencana lama"), 16, theme.SEMIBOLD))
        head.addSpacing(8)
        head.addWidget(self.count, 1)
        head.addWidget(self.away)
        self.box.setSpacing(2)
        self.box.addLayout(head)
        self.box.addWidget(self.list)
        self.hide()

    @property
    def _setting(self) -> str:
        return f"langkah_rencana_lama/{self._session.snapshot.plan.id}"

    @property
    def is_put_away(self) -> bool:
        """Whether a person wants the steps no more on this computer."""
        return Settings().choice(self._setting) == _AWAY

    def put_away(self) -> None:
        """No more on this computer, until somebody asks for them again."""
        Settings().keep_choice(self._setting, _AWAY)
        self.read()

    def bring_back(self) -> None:
        """Show the steps again, also where all of them are done."""
        Settings().keep_choice(self._setting, "tampil")
        self.read()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        """Follow the plan and what the check found."""
        if not checks.is_existing(self._session.snapshot) or self._session.read_only:
            self.hide()
            return
        rows = steps(self._session, self._checking)
        done = sum(row.done for row in rows)
        self.count.setText(_("{done} dari {count} langkah selesai").format(done=done, count=len(rows)))
        self.list.set_rows(rows)
        asked_for = Settings().choice(self._setting) == "tampil"
        self.setVisible(not self.is_put_away and (asked_for or done < len(rows)))
