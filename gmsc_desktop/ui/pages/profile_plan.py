"""Two parts of the profile: the plan itself with its status, and the region that owns it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import plan
from gmsc_desktop.models.checks.stages import is_existing
from gmsc_desktop.models.checks.wording import day
from gmsc_desktop.models.plan_title import default_title, renewed_title
from gmsc_desktop.text import _
from gmsc_desktop.ui import plain
from gmsc_desktop.ui.controls import Button, Card, IconLabel, Label
from gmsc_desktop.ui.editors import LineField
from gmsc_desktop.ui.forms import RecordForm
from gmsc_desktop.ui.pages.page import Page
from gmsc_desktop.ui.pages.profile_emblem import EmblemCard
from gmsc_desktop.ui.pages.rules import all_by_rules, by_rules
from gmsc_desktop.ui.session import Session
from gmsc_desktop.ui.sheet import sheet
from gmsc_desktop.values import format_date, parse_date


class PlanPart(QWidget):
    """Title, kind and period, and whether the book is final."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__()
        self.form = RecordForm(session, "plan")
        self.form.add("title")
        self.renewed = RenewedTitle(session, page)
        self.form.box.addWidget(self.renewed)
        self.form.add("period_start", "period_end", use=all_by_rules("plan", "period_start", "period_end"))
        self.form.add("kind", "ancestor_plan", use=all_by_rules("plan", "kind", "ancestor_plan"))
        self.form.add("kind_reason", use=all_by_rules("plan", "kind_reason"))
        self.form.add("origin", use=all_by_rules("plan", "origin"))
        self.form.add("reviewed_on", "photo_location")
        self.status = StatusCard(session, page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        where_vision = Label(
            _("Visi, misi, dan naskah smart city diisi pada halaman Rencana per Dimensi."), 13, tone="faint", wrap=True
        )
        box.addWidget(sheet(self.status, self.form, where_vision))
        self._session = session

    def read(self) -> None:
        """Show the plan as it is now."""
        plan, region = self._session.snapshot.plan, self._session.snapshot.region
        self.form.show_record(plan.id)
        old = plan.period_start is not None and plan.period_start < date.today().year
        self.form.rows["origin"].setVisible(old or bool(plan.origin))
        if plan.period_start and plan.period_end and region.name:
            example = default_title(region.name, plan.period_start, plan.period_end)
            self.form.rows["title"].set_note(_("Contoh: {title}.").format(title=example))
        self.renewed.read()
        self.status.read()

    def first_focus(self) -> QWidget:
        """The title."""
        return self.form.rows["title"].editor.widget()


class RenewedTitle(Card):
    """Offers the title of the present period where the title still names another one; never changes it by itself."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__("info_ground", "info_ground", row=True, padding=8)
        self._session, self._page = session, page
        self.words = Label("", wrap=True)
        self.button = Button(_("Ganti judul"), "check", self._renew)
        self.box.addWidget(IconLabel("info", "accent", 18))
        self.box.addWidget(self.words, 1)
        self.box.addWidget(self.button)
        self.hide()

    def _title(self) -> str:
        row = self._session.snapshot.plan
        return renewed_title(row.title, self._session.snapshot.region.name, row.period_start, row.period_end)

    def read(self) -> None:
        """Show the offer, or nothing."""
        title = self._title() if not self._session.read_only else ""
        words = _("Judul masih menyebut periode yang lama. Sesuai periode sekarang, judulnya menjadi “{title}”.")
        self.words.setText(words.format(title=title) if title else "")
        self.setVisible(bool(title))

    def _renew(self) -> None:
        title, plan_id = self._title(), self._session.snapshot.plan.id
        if title:
            self._page.act(_("Ubah judul rencana induk"), by_rules("plan", "title"), plan_id, title)


class StatusCard(Card):
    """Whether the book is a draft or final, by whom, and the step to the other."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__()
        self._session, self._page = session, page
        self._icon = IconLabel("circle-dashed", "muted", 18)
        self.words = Label("", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._icon)
        line.addWidget(self.words, 1)
        self.box.addLayout(line)
        self.person = LineField()
        self.person.setPlaceholderText(_("Nama atau jabatan yang menetapkan"))
        self.person.setAccessibleName(_("Ditetapkan final oleh"))
        self.day = LineField()
        self.day.setPlaceholderText(_("Tanggal, misalnya 12 Maret 2019"))
        self.day.setAccessibleName(_("Tanggal ditetapkan final"))
        self.button = Button("", on_click=self._step)
        steps = QHBoxLayout()
        steps.setSpacing(8)
        steps.addWidget(self.person, 3)
        steps.addWidget(self.day, 2)
        steps.addWidget(self.button)
        steps.addStretch(0)
        self.box.addLayout(steps)

    def read(self) -> None:
        """Show the status as it is now."""
        row = self._session.snapshot.plan
        final = row.status == plan.FINAL
        if final:
            words = _("Final: ditetapkan oleh {person} pada {date}. Cetakan tidak lagi bertanda DRAF.")
            self.words.setText(words.format(person=row.final_by, date=day(row.final_on)))
        else:
            self.words.setText(_("Draf: setiap cetakan bertanda DRAF sampai seseorang menetapkan bukunya final."))
        self._icon.set_icon("circle-check" if final else "circle-dashed", "ok" if final else "muted")
        words = _("Kembalikan menjadi draf") if final else _("Tetapkan final")
        self.button.setText(plain.no_mnemonic(words))
        self.person.setVisible(not final and not self._session.read_only)
        self.day.setVisible(not final and not self._session.read_only and is_existing(self._session.snapshot))
        self.button.setVisible(not self._session.read_only)

    def _chosen_day(self) -> date:
        """Today; of a plan that existed before the day on which its book was adopted, where one is written.

        Raises ``UserFacingError`` for what is no day, or one that is still to come.
        """
        text = self.day.text().strip()
        if not text or self.day.isHidden():
            return date.today()
        on = parse_date(text)
        if on > date.today():
            raise UserFacingError(
                _("Tanggal penetapan ({date}) belum tiba.").format(date=format_date(on)),
                _("Isi tanggal yang tertulis pada peraturannya."),
            )
        return on

    def _step(self) -> None:
        if self._session.snapshot.plan.status == plan.FINAL:
            self._page.act(_("Kembalikan buku menjadi draf"), plan.reopen_draft)
        elif not self._set_final():
            return
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_final(self) -> bool:
        """False where the day that was written cannot be."""
        try:
            on = self._chosen_day()
        except UserFacingError as error:
            self._page.banner.say("error", f"{error.sentence} {error.next_step}".strip())
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self._page.act(_("Tetapkan buku final"), plan.set_final, self.person.text(), on)
        return True


class RegionPart(QWidget):
    """The district or province that owns the plan."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.form = RecordForm(session, "region")
        self.form.add("name", "kind", "code")
        self.form.add("province_name", "province_code", "capital")
        self.form.add("area_km2", "population", "population_year")
        self.form.add("cohort_year", "evaluation_scheme", "zone")
        self.form.add("office_name")
        self.form.add("office_address")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.emblem = EmblemCard(session)
        box.addWidget(sheet(self.emblem, self.form))

    def read(self) -> None:
        """Show the region as it is now."""
        self.form.show_record(self._session.snapshot.region.id)

    def first_focus(self) -> QWidget:
        """The name."""
        return self.form.rows["name"].editor.widget()
