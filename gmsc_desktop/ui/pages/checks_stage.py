"""What the chosen stage is in a plan that existed before: not checked, with why and the switch; else hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gmsc_desktop.models import checks, stages
from gmsc_desktop.models.checks.unchecked_words import decision, rules_sentence, stage_sentence
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain, theme
from gmsc_desktop.ui.controls import Button, Card, IconLabel, Label
from gmsc_desktop.ui.editors import Option
from gmsc_desktop.ui.pages.checking import Checking
from gmsc_desktop.ui.pages.checks_reason import ReasonDialog, Words
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.session import Session
from gmsc_desktop.values import format_date


def stage_options(session: Session) -> list[Option]:
    """The stages as a list offers them; of those that are not checked it says so."""
    off = checks.unchecked_stages(session.snapshot, session.pack)
    words = _("{stage} (tidak diperiksa)")
    return [
        Option(one.code, words.format(stage=one.label) if one.code in off else one.label)
        for one in checks.purposes(session.pack)
    ]


class StageNote(Card):
    """Stands over the findings."""

    def __init__(self, page: Page, checking: Checking) -> None:
        super().__init__("info_ground", "info_ground", row=True, padding=10)
        self._page, self._checking = page, checking
        self.words, self.more = Label("", wrap=True), Label("", 13, tone="muted", wrap=True)
        self._icon = IconLabel("info", "accent", 18)
        self.button = Button("", on_click=self._switch)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.words)
        column.addWidget(self.more)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._icon)
        line.addLayout(column, 1)
        line.addWidget(self.button)
        self.box.addLayout(line)
        self.set_below(8)
        self.hide()

    @property
    def _stage(self) -> str:
        return self._checking.purpose_name

    def tell(self) -> None:
        """Follow the plan and the chosen stage."""
        session, checking = self._page.session, self._checking
        self.set_use("info_ground", "border" if theme.scheme() == "contrast" else "info_ground")
        left = checking.unchecked
        behind = checks.is_existing(session.snapshot) and checking.purpose in checks.lie_behind(session.pack)
        if left.stage is not None:
            self.words.setText(stage_sentence(session.pack, checking.purpose, left))
            told = _("{why} Tidak dihitung sebagai terpenuhi; berkas bukti dan nomor pribadi tetap diperiksa.")
            self.more.setText(told.format(why=decision(left.stage)))
        else:
            told = _("{stage} diperiksa atas permintaan, meskipun rencana ini sudah ada sebelum dicatat di sini.")
            self.words.setText(told.format(stage=self._stage) if behind else rules_sentence(session.pack, left))
            self.more.setText(rules_sentence(session.pack, left) if behind else "")
        on = _("Periksa tahap ini") if left.stage is not None else _("Jangan periksa tahap ini…")
        self.button.setText(plain.no_mnemonic(on))
        self.button.setVisible(behind and not session.read_only)
        self.more.setVisible(bool(self.more.text()))
        self.setVisible(bool(self.words.text()))

    def _switch(self) -> None:
        stage, name = self._checking.purpose, self._stage
        if self._checking.unchecked.stage is not None:
            self._page.act(_("Periksa tahap {stage}").format(stage=name), stages.check_again, [stage])
        else:
            session, label = self._page.session, _("Jangan periksa tahap {stage}").format(stage=name)

            def save(reason: str, _for_all: bool) -> None:
                session.act(label, stages.leave_unchecked, stage, reason, session.author_name, date.today())

            if not self._ask(name, save):
                return
        self._checking.check_now()

    def _ask(self, name: str, save: Callable[[str, bool], object]) -> bool:
        sentence = _("{stage} tidak akan diperiksa dan tidak dihitung sebagai terpenuhi.").format(stage=name)
        words = Words(_("Jangan periksa tahap ini"), _("Tulis mengapa tahap ini dilewati."), stages.usual_reason())
        person, day = self._page.session.author_name, format_date(date.today())
        dialog = ReasonDialog(self, sentence, person, day, 0, save, words)
        return dialog.exec() == ReasonDialog.DialogCode.Accepted
