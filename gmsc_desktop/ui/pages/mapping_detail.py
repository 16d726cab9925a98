"""Rinci: initiatives beside the indicators and programmes of the RPJMD, mapped from either side, several at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from gmsc_desktop.exports.printouts import Printable
from gmsc_desktop.models.initiatives import map_pairs, mark_all_outside, unmap_pairs
from gmsc_desktop.models.records import (
    Indicator,
    IndicatorMapping,
    Initiative,
    Objective,
    Programme,
    ProgrammeMapping,
)
from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, EmptyPage, Label, SearchField, Surface, scrolled
from gmsc_desktop.ui.pages.mapping_forms import INDICATOR, PROGRAMME, MappingForms
from gmsc_desktop.ui.pages.mapping_names import map_label
from gmsc_desktop.ui.pages.mapping_pairs import INITIATIVES, TARGETS, PairList, PairRow, relation_words
from gmsc_desktop.ui.pages.mapping_print import detail_printable
from gmsc_desktop.ui.pages.mapping_rows import DIRECT, SUPPORT, document_of
from gmsc_desktop.ui.pages.mapping_suggest import suggesting_of
from gmsc_desktop.ui.pages.mapping_views import MappingView
from gmsc_desktop.ui.pages.page import KeptSplitter, Page
from gmsc_desktop.ui.pages.reason_bar import ReasonBar

Pair = tuple[str, str]  # initiative, target


class DetailView(MappingView):
    """Two lists; what is chosen in both is mapped with Enter, taken apart with Delete, or dragged over."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.filter = SearchField(_("Saring inisiatif  Ctrl+F"), _("Saring inisiatif"), 220)
        self.filter_targets = SearchField(_("Saring indikator dan program"), _("Saring indikator dan program"), 220)
        self.waiting = QCheckBox(_("Hanya yang belum"))
        self.tools = [self.filter, self.filter_targets, self.waiting]
        self.initiatives = PairList(INITIATIVES, TARGETS, _("Inisiatif"))
        self.targets = PairList(TARGETS, INITIATIVES, _("Indikator dan program RPJMD"))
        self.pairs: dict[Pair, tuple[str, str, str]] = {}  # of each mapping its table, id and strength
        self._suggesting = suggesting_of(self.session)
        self.reason = ReasonBar(
            _("Alasan di luar RPJMD"), _("Mengapa inisiatif ini di luar RPJMD?"), _("Tandai di luar RPJMD"),
            self._keep_outside, lambda: self.initiatives.setFocus(Qt.FocusReason.OtherFocusReason),
        )  # fmt: skip
        self._empty = EmptyPage(
            "link-2",
            _("Belum ada yang dapat dipasangkan."),
            _("Impor atau isi inisiatif, dan indikator atau program di halaman RPJMD."),
            Button(_("Buka RPJMD"), "target", lambda: self.page.go_to.emit("rpjmd", "")),
            Button(_("Buka Inisiatif"), "list-checks", lambda: self.page.go_to.emit("initiatives", "")),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._lists())
        self._stack.addWidget(self._empty)
        self.box.addWidget(self._stack, 1)
        self.box.addWidget(self.reason)
        self._connect()

    def _lists(self) -> QWidget:
        self.told = Label("", 14, theme.SEMIBOLD, wrap=True)
        self.hint = Label("", 13, tone="muted", wrap=True)
        self.direct = Button(_("Petakan langsung"), "link-2", lambda: self.ask(DIRECT))
        self.support = Button(_("Petakan pendukung"), on_click=lambda: self.ask(SUPPORT))
        self.apart = Button(_("Hapus pemetaan"), "trash-2", lambda: self.ask(""), danger=True)
        self.forms = MappingForms(self.session)
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(16, 12, 16, 16)
        box.setSpacing(8)
        for part in (self.told, self.hint, self.direct, self.support, self.apart, self.forms):
            box.addWidget(part)
        box.addStretch(1)
        panel = Surface("surface", "l")
        panel.box.addWidget(scrolled(side), 1)
        panel.setMinimumWidth(240)
        splitter = KeptSplitter("mapping-detail")
        for number, (pane, stretch) in enumerate(((self.initiatives, 4), (self.targets, 5), (panel, 3))):
            splitter.addWidget(pane)
            splitter.setStretchFactor(number, stretch)
        splitter.setSizes([400, 460, 270])
        splitter.restore()
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        return whole

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _text: self.show_rows())
        self.filter_targets.textChanged.connect(lambda _text: self.show_rows())
        self.waiting.toggled.connect(lambda _on: self.show_rows())
        for view in (self.initiatives, self.targets):
            view.chosen_changed.connect(self._tell)
            view.asked.connect(self.ask)
        self.initiatives.outside_asked.connect(self._ask_outside)
        self.targets.dropped.connect(
            lambda ids, row, strength: self._drop(ids, self._with(self.targets, row), strength)
        )
        self.initiatives.dropped.connect(
            lambda ids, row, strength: self._drop(self._with(self.initiatives, row), ids, strength)
        )
        self._suggesting.found.connect(self._renew)

    # -- what is shown

    def read(self) -> None:
        """Read mappings, initiatives and targets again."""
        snapshot = self.session.snapshot
        self.pairs = {
            (row.initiative_id, row.indicator_id): (INDICATOR, row.id, row.strength or DIRECT)
            for row in snapshot.all(IndicatorMapping)
        }
        for other in snapshot.all(ProgrammeMapping):
            pair = other.initiative_id, other.programme_id
            self.pairs[pair] = PROGRAMME, other.id, other.strength or DIRECT
        targets = {target for _heading, below in self._branches() for target, _name, _kind in below}
        inside = sum(pair[1] in targets for pair in self.pairs)
        mapped = len({pair[0] for pair in self.pairs if pair[1] in targets} & self.session.figures.initiative_ids)
        self.facts = _("{count} pasangan; {mapped} dari {whole} inisiatif dipetakan").format(
            count=inside, mapped=mapped, whole=len(self.session.figures.initiatives)
        )
        self._stack.setCurrentIndex(0 if targets and self.session.figures.initiatives else 1)
        self.show_rows()

    def show_rows(self) -> None:
        """Both lists as filters and choices are."""
        self._renew()
        self._tell()

    def _renew(self) -> None:
        if self.isVisible() or not self.initiatives.rows.shown:
            self.initiatives.rows.renew(self._narrowed(list(self._initiative_rows()), self.filter))
            self.targets.rows.renew(self._narrowed(list(self._target_rows()), self.filter_targets))

    def _narrowed(self, rows: Sequence[PairRow], field: QLineEdit) -> list[PairRow]:
        """The rows in which every word occurs, and the headings above them."""
        words, made = field.text().casefold().split(), list[PairRow]()
        for row in reversed(rows):
            if not row.choosable:
                if made and made[-1].choosable:
                    made.append(row)
            elif all(word in f"{row.name} {row.second}".casefold() for word in words) and (
                row.waits or not self.waiting.isChecked()
            ):
                made.append(row)
        return made[::-1]

    def _initiative_rows(self) -> Iterator[PairRow]:
        chosen, why = self.targets.chosen, self._why(by_target=True)
        counts: dict[str, int] = {}
        for initiative_id, _target in self.pairs:
            counts[initiative_id] = counts.get(initiative_id, 0) + 1
        for row in self.session.figures.initiatives:
            relation, strength = relation_words([self._strength(row.id, one) for one in chosen], len(chosen))
            outside = row.outside_reason.strip()
            second = _("{count} pemetaan").format(count=counts[row.id]) if row.id in counts else ""
            second = second or (
                _("di luar RPJMD: {reason}").format(reason=outside) if outside else _("belum dipetakan")
            )
            waits = row.id not in counts and not outside
            name = f"{row.code} {row.title}".strip()
            told = why.get(row.id, "") if not relation else ""
            yield PairRow(row.id, name, told or second, row.dimension, relation, strength, waits and not told)

    def _target_rows(self) -> Iterator[PairRow]:
        chosen, why = self.initiatives.chosen, self._why(by_target=False)
        counts: dict[str, int] = {}
        for initiative_id, target in self.pairs:
            if initiative_id in self.session.figures.initiative_ids:
                counts[target] = counts.get(target, 0) + 1
        for heading, below in self._branches():
            code = self.session.figures.objective_codes[heading.id]
            yield PairRow(heading.id, f"{code}  {heading.text}".strip(), choosable=False)
            for target, name, kind in below:
                relation, strength = relation_words([self._strength(one, target) for one in chosen], len(chosen))
                count = counts.get(target, 0)
                second = (
                    _("{kind} · {count} inisiatif").format(kind=kind, count=count)
                    if count
                    else _("{kind} · belum ada inisiatif").format(kind=kind)
                )
                told = why.get(target, "") if not relation else ""
                yield PairRow(target, name, told or second, "", relation, strength, waits=not count)

    def _branches(self) -> Iterator[tuple[Objective, list[tuple[str, str, str]]]]:
        """Each sasaran that is not marked as unrelated, with its indicators and programmes: id, name, kind."""
        snapshot, document = self.session.snapshot, document_of(self.session)
        for objective in snapshot.where(Objective, "document_id", document.id) if document is not None else ():
            if objective.unrelated:
                continue
            below = [
                (row.id, row.text, _("indikator")) for row in snapshot.where(Indicator, "objective_id", objective.id)
            ]
            for programme in snapshot.where(Programme, "objective_id", objective.id):
                name = f"{programme.code} {programme.name}".strip()
                below.append((programme.id, name, _("program")))
                indicators = snapshot.where(Indicator, "programme_id", programme.id)
                below += [(row.id, row.text, _("indikator program")) for row in indicators]
            if below:
                yield objective, below

    def _why(self, *, by_target: bool) -> dict[str, str]:
        """Why rows of a list are suggested for the one row that is chosen in the other one."""
        chosen = (self.targets if by_target else self.initiatives).chosen
        known = self._suggesting.now() if len(chosen) == 1 else None
        if known is None:
            return {}
        found = known.for_targets(chosen) if by_target else known.for_initiative(chosen[0])
        words = _("saran · kata yang sama: {words}")
        return {
            (row.initiative_id if by_target else row.target_id): words.format(words=", ".join(row.words))
            for row in found
        }

    def _strength(self, initiative_id: str, target_id: str) -> str:
        return self.pairs.get((initiative_id, target_id), ("", "", ""))[2]

    def _tell(self) -> None:
        """What is chosen, what can be done with it, and the form where it is one mapping."""
        chosen = self._chosen()
        tied = [pair for pair in chosen if pair in self.pairs]
        counts = len(self.initiatives.chosen), len(self.targets.chosen)
        self.told.setText(
            _("{initiatives} inisiatif × {targets} indikator/program").format(initiatives=counts[0], targets=counts[1])
        )
        if not chosen:
            words = _("Pilih inisiatif di kiri dan indikator atau program di kanan.")
        elif self.session.read_only:
            words = _("Sudah dipetakan.") if len(tied) == len(chosen) else _("Belum dipetakan.")
        elif len(tied) == len(chosen):
            words = _("Sudah dipetakan. Delete menghapusnya.")
        else:
            words = _("Enter memetakan langsung, Shift+Enter pendukung. Atau seret dari satu daftar ke daftar lain.")
        self.hint.setText(words)
        writes = not self.session.read_only
        self.direct.setVisible(writes and any(self._strength(*pair) != DIRECT for pair in chosen))
        self.support.setVisible(writes and any(self._strength(*pair) != SUPPORT for pair in chosen))
        self.apart.setVisible(writes and bool(tied))
        table, record_id, _strength = self.pairs[tied[0]] if len(chosen) == len(tied) == 1 else ("", "", "")
        self.forms.show_mapping(table, record_id)
        self._renew()

    # -- what a person does

    def _chosen(self) -> list[Pair]:
        return list(product(self.initiatives.chosen, self.targets.chosen))

    @staticmethod
    def _with(view: PairList, row: str) -> list[str]:
        """The row on which something was dropped, with all that is chosen where it is one of them."""
        return view.chosen if row in view.chosen else [row]

    def _drop(self, initiatives: Sequence[str], targets: Sequence[str], strength: str) -> None:
        self._change(list(product(initiatives, targets)), strength)

    def ask(self, strength: str) -> None:
        """Map what is chosen in both lists, or with "" take it apart; focus and choice stay."""
        pairs = self._chosen()
        if not pairs:
            self.page.banner.say("info", _("Pilih inisiatif di kiri dan indikator atau program di kanan."))
        elif strength:
            self._change(pairs, strength)
        else:
            tied = [pair for pair in pairs if pair in self.pairs]
            if tied and not self.session.read_only:
                self.page.act(_("Hapus {count} pemetaan inisiatif").format(count=len(tied)), unmap_pairs, tied)

    def _change(self, pairs: list[Pair], strength: str) -> None:
        fresh = [pair for pair in pairs if self._strength(*pair) != strength]
        if fresh and not self.session.read_only:
            self.page.act(map_label(len(fresh)), map_pairs, fresh, strength)

    def _ask_outside(self) -> None:
        if self.initiatives.chosen and not self.session.read_only:
            self.reason.ask()

    def _keep_outside(self, reason: str) -> bool:
        chosen = self.initiatives.chosen
        label = _("Tandai {count} inisiatif di luar RPJMD").format(count=len(chosen))
        return self.page.act(label, mark_all_outside, chosen, reason) is not None

    # -- what the page asks

    def show_initiative(self, initiative: Initiative) -> bool:
        """Choose an initiative, so that its targets are marked and suggested."""
        self.filter.clear()
        self.waiting.setChecked(False)
        return self.initiatives.choose(initiative.id)

    def printable(self) -> Printable:
        """Every pair that the filters leave."""
        return detail_printable(self)

    def filter_field(self) -> QLineEdit | None:
        """The filter of initiatives."""
        return self.filter

    def first_focus(self) -> QWidget | None:
        """The initiatives, or the button that begins."""
        return self.initiatives if self._stack.currentIndex() == 0 else self._empty.findChild(Button)

    def areas(self) -> list[QWidget]:
        """Initiatives, then targets."""
        return [self.initiatives, self.targets]
