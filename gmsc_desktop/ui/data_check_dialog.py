"""The report of "Periksa data": what was looked at, what is sound, what is not, and the step for each finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from gmsc_desktop.models.integrity import DataReport, Fault
from gmsc_desktop.models.integrity_words import Area, area_of, areas_of, meaning, next_step, verdict
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, Card, IconLabel, Label, Tone
from gmsc_desktop.ui.doors import column_behind, door_to
from gmsc_desktop.ui.jobs import Job
from gmsc_desktop.ui.tables import Column, Grid, Look
from gmsc_desktop.values import format_date, format_time

if TYPE_CHECKING:
    from gmsc_desktop.ui.data_check import DataCheck
    from gmsc_desktop.ui.main_window import MainWindow

_ICONS = {"file": "hard-drive-download", "records": "table-2", "evidence": "paperclip", "backups": "history"}


@dataclass(frozen=True)
class Line:
    """A finding as a row."""

    id: str
    fault: Fault
    area: Area


class DataCheckDialog(QDialog):
    """Shows the report that the window keeps, or the check that runs; closing it stops nothing."""

    def __init__(self, window: MainWindow, check: DataCheck) -> None:
        super().__init__(window)
        self.setWindowTitle(_("Periksa data"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(960, 500)
        self._window, self._check = window, check
        self._icon = IconLabel("circle-dashed", "muted", 22)
        self.verdict = Label("", 16, theme.SEMIBOLD, wrap=True)
        self.said = Label("", 13, tone="muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Jalannya pemeriksaan"))
        self.bar.setTextVisible(False)
        self.stop = Button(_("Batalkan"), on_click=check.cancel)
        self._areas = QGridLayout()
        self.grid = Grid(window.session, "data_check", _("Yang ditemukan"), _columns(), opens=True)
        self.grid.row_changed.connect(lambda _row: self._show_line())
        self.grid.opened.connect(lambda _row: self._go())
        self._card = Card(padding=2)
        self.sentence = Label("", 14, theme.SEMIBOLD, wrap=True)
        self.meaning, self.step = Label("", tone="muted", wrap=True), Label("", wrap=True)
        self._detail = QWidget()
        self.steps = self._steps()
        self.again = Button(_("Periksa lagi"), on_click=check.start)
        self.keep = Button(_("Simpan laporan…"), "file-text", self._save)
        self.back = Button(_("Urungkan"), "undo-2", check.undo_removal)
        self._place: QWidget | None = None  # where the focus was when a check began
        self._build()
        check.watched = True
        check.changed.connect(self.refresh)
        check.told.connect(self._say)
        self._job: Job | None = None
        self.refresh()
        if check.report is None:
            check.start()

    # -- building

    def _steps(self) -> dict[str, Button]:
        """What can be done about a finding, by name."""
        check = self._check
        return {
            "restore": Button(_("Pulihkan dari cadangan…"), on_click=self._restore),
            "history": Button(_("Pakai isi menurut riwayat"), on_click=lambda: self._do(check.use_history)),
            "value": Button(_("Pertahankan isi sekarang"), on_click=lambda: self._do(check.keep_value)),
            "file": Button(_("Pilih berkas atau paket…"), on_click=self._choose_files),
            "folder": Button(_("Cari di folder…"), on_click=self._choose_folder),
            "here": Button(_("Cari di komputer ini"), on_click=check.find_files),
            "backup": Button(_("Ganti dengan cadangan baru"), on_click=lambda: self._do(check.replace_backups)),
            "remove": Button(
                _("Hapus catatan buktinya"), danger=True, on_click=lambda: self._do(check.remove_evidence)
            ),
            "go": Button(_("Ke catatannya"), "arrow-right", self._go),
        }

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.verdict)
        words.addWidget(self.said)
        head.addLayout(words, 1)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.bar)
        head.addWidget(self.stop)
        self.bar.setFixedWidth(200)
        box.addLayout(head)
        self._areas.setHorizontalSpacing(12)
        self._areas.setVerticalSpacing(4)
        self._areas.setColumnStretch(2, 1)
        box.addLayout(self._areas)
        self._card.box.addWidget(self.grid)
        box.addWidget(self._card, 1)
        detail = QVBoxLayout(self._detail)
        detail.setContentsMargins(0, 0, 0, 0)
        detail.setSpacing(4)
        for words_of_one in (self.sentence, self.meaning, self.step):
            detail.addWidget(words_of_one)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in self.steps.values():
            row.addWidget(button)
        row.addStretch(1)
        detail.addLayout(row)
        box.addWidget(self._detail)
        box.addStretch(0)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.again)
        foot.addWidget(self.keep)
        foot.addStretch(1)
        foot.addWidget(Button(_("Tutup"), on_click=self.close))
        box.addLayout(foot)

    # -- what is shown

    def refresh(self) -> None:
        """Show the report, or how far the check is."""
        report, job = self._check.report, self._check.job
        running, was = job is not None, self.focusWidget()
        self.bar.setVisible(running)
        self.stop.setVisible(running)
        self.back.setVisible(self._check.can_undo and not running)
        self.again.setEnabled(not running)
        self.keep.setEnabled(report is not None and not running)
        if job is not None and job is not self._job:
            self._job = job
            self.bar.setRange(0, 0)
            job.progressed.connect(self._progressed)
        if running:
            self._icon.set_icon("circle-dashed", "muted")
            self.verdict.setText(_("Membandingkan seluruh data rencana ini…"))
            self.said.setText(_("Anda dapat menutup jendela kecil ini dan bekerja terus; hasilnya diberitahukan."))
        elif report is None:
            self.verdict.setText(_("Data rencana ini belum diperiksa."))
        else:
            self._show_report(report)
        self._show_findings(report if not running else None)
        self._keep_focus(was, running)

    def _keep_focus(self, was: QWidget | None, running: bool) -> None:
        """The focus stays where the person was; where that is gone it goes to what is next to do, never to the end."""
        if running:
            if was is not None and was is not self.stop and not self._usable(was):
                self._place = was
                self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if was is self.stop:
            was, self._place = self._place, None
        if was is not None and not self._usable(was):
            was = self.grid if self._usable(self.grid) else self.again
        if was is not None and was is not self.focusWidget():
            was.setFocus(Qt.FocusReason.OtherFocusReason)

    def _usable(self, widget: QWidget) -> bool:
        return widget.isEnabled() and widget.isVisibleTo(self)

    def _progressed(self, share: float, _sentence: str) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(share * 1000))

    def _show_report(self, report: DataReport) -> None:
        old = self._check.old
        found = ("circle-check", "ok") if report.good else ("circle-alert", "error")
        self._icon.set_icon(*(("circle-dashed", "muted") if old else found))
        self.verdict.setText(_("Hasil sebelum perubahan terakhir. Periksa lagi.") if old else verdict(report))
        at = report.at.astimezone()
        words = _("Diperiksa {date} pukul {time}: setiap catatan dengan riwayatnya, setiap berkas dengan sidiknya.")
        self.said.setText(words.format(date=format_date(at.date()), time=format_time(at)))
        self.said.set_tone("muted")

    def _show_findings(self, report: DataReport | None) -> None:
        areas = areas_of(report) if report is not None else []
        while (item := self._areas.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for row, area in enumerate(areas):
            sound = not area.faults
            icon, use = ("circle-check", "ok") if sound else ("circle-alert", "error")
            if self._check.old:
                use = "muted"
            tone: Tone = "muted" if self._check.old else "ok" if sound else "error"
            state = Label(area.state, 13, theme.MEDIUM, tone=tone)
            parts = (IconLabel(icon, use), Label(area.title, 14, theme.MEDIUM), Label(area.looked, 13, tone="muted"))
            for column, part in enumerate((*parts, state)):
                self._areas.addWidget(part, row, column)
        lines = [Line(f"{area.key}-{place}", fault, area) for area in areas for place, fault in enumerate(area.faults)]
        current = self.grid.current_id
        self.grid.rows.set_rows(lines)
        self._card.setVisible(bool(lines))
        self._detail.setVisible(bool(lines))
        if lines:
            self.grid.go_to(current if any(line.id == current for line in lines) else lines[0].id)
            self._show_line()

    def fault(self) -> Fault | None:
        """The finding in the current row."""
        rows: list[Line] = self.grid.rows.rows
        return next((line.fault for line in rows if line.id == self.grid.current_id), None)

    def _show_line(self) -> None:
        fault = self.fault()
        if fault is None:
            return
        self.sentence.setText(fault.sentence)
        self.meaning.setText(meaning(fault))
        self.step.setText(next_step(fault))
        shown = self._offered(fault)
        for name, button in self.steps.items():
            button.setVisible(name in shown)

    def _offered(self, fault: Fault) -> set[str]:
        check, session = self._check, self._window.session
        offered: set[str] = set()
        if fault.record and door_to(session.snapshot, fault.table, fault.record) is not None:
            offered.add("go")
        if not check.can_mend:
            return offered
        if fault.kind == "value":
            from gmsc_desktop.models.mending import can_use_history

            if session.document is not None and can_use_history(session.document, fault):
                offered.add("history")
            if fault.column:
                offered.add("value")
        elif fault.kind == "evidence":
            offered |= {"file", "folder", "here"} | ({"remove"} if fault.record else set())
        elif fault.kind == "backup":
            offered.add("backup")
        if area_of(fault) in {"records", "file"} and fault.kind != "file":
            offered.add("restore")
        return offered

    def _say(self, words: str, bad: bool) -> None:
        self.said.setText(words)
        self.said.set_tone("error" if bad else "text")

    # -- what is asked

    def _do(self, work: Callable[[Fault], object]) -> None:
        fault = self.fault()
        if fault is not None:
            work(fault)

    def _choose_files(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("Pilih berkas atau paket"), str(Path.home()))
        if chosen:
            self._check.find_files([Path(name) for name in chosen])

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Cari di folder"), str(Path.home()))
        if chosen:
            self._check.find_files([Path(chosen)])

    def _restore(self) -> None:
        self.close()
        self._window.restore_asked.emit()

    def _go(self) -> None:
        fault = self.fault()
        door = door_to(self._window.session.snapshot, fault.table, fault.record) if fault and fault.record else None
        if fault is not None and door is not None:
            self.close()
            self._window.show_page(*door, column_behind(door, fault.record, fault.column))

    def _save(self) -> None:
        from gmsc_desktop.ui.data_check_report import save_report

        if self._check.report is not None:
            save_report(self, self._window.session, self._check.report, self._say)

    @override
    def done(self, result: int) -> None:
        self._check.watched = False
        super().done(result)


def _columns() -> list[Column]:
    def look(line: Line) -> Look:
        return Look(icon=_ICONS[line.area.key], use="error")

    return [
        Column("area", _("Bagian"), lambda line: line.area.title, width=190, style="state", look=look),
        Column("what", _("Yang ditemukan"), lambda line: line.fault.sentence, width=400, stretch=True),
    ]
