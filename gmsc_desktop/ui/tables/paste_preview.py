"""What a pasted block would change, add and leave out, and why, shown before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Button, Card, ElidedLabel, Label, scrolled
from gmsc_desktop.ui.editors import ChoiceField, Option
from gmsc_desktop.ui.shown import options_for
from gmsc_desktop.ui.tables.adding import Line, columns_by_heading, fillable, guessed_columns, read_lines
from gmsc_desktop.ui.tables.columns import NO_LOOK, Column, Look
from gmsc_desktop.ui.tables.grid import Grid
from gmsc_desktop.ui.tables.new_offices import NewOffices
from gmsc_desktop.ui.tables.pasting import MOST_ROWS, Cell, Pasted, place_block, without_headings

FILL, ADD = "isi", "tambah"
_SAMPLE = 24  # letters of a first text in a sentence
_MOST_NAMED = 4  # columns that are told by their number and first text


class PastePreview(QDialog):
    """New rows or cells, as the person chooses; what is refused stands first, with its reason."""

    def __init__(self, grid: Grid, block: list[list[str]], *, as_new: bool) -> None:
        super().__init__(grid)
        self._grid, self._whole = grid, block
        self.pasted = Pasted()
        self.setWindowTitle(_("Tempel dari Excel"))
        self.resize(max(860, min(theme.px(900), grid.window().width() - 40)), 500)
        fill = without_headings(grid, block)
        fits = grid.currentIndex().isValid() and grid.currentIndex().row() + len(fill) <= len(grid.rows.shown)
        self.way = ChoiceField([Option(FILL, _("Isi sel mulai dari sel yang dipilih"))], _("Tambahkan baris baru"))
        self.way.setAccessibleName(_("Cara menempel"))
        self.way.show_text(FILL if grid.adds is None or (fits and not as_new) else "")
        self.way.typed.connect(self._read)
        if grid.adds is None or not grid.currentIndex().isValid():
            self.way.hide()
        self.targets: list[ChoiceField] = []
        self._strip = self._targets() if grid.adds is not None else QWidget()
        self.asked = self._asked()
        self.twins = QCheckBox()
        self.twins.toggled.connect(lambda _on: self._show())
        self.offices = QCheckBox()
        self.offices.setChecked(True)
        self.offices.toggled.connect(lambda _on: self._read())
        self.words = Label("", wrap=True)
        self.list = Grid(grid.rows.session, "paste", _("Yang akan ditempel"), _columns())
        self.detail = Label("", 13, tone="muted", wrap=True)  # the whole of what a narrow column cuts
        self.list.row_changed.connect(self._tell_row)
        self.accept_button = Button("", on_click=self.accept, primary=True)
        self.cancel_button = Button(_("Batal"), on_click=self.reject)
        self._lay_out()
        self._read()
        waits = self.asked is not None and not self.asked.isHidden() and not self.asked.text()
        first = self.accept_button if self.accept_button.isEnabled() else self.cancel_button
        (self.asked if waits and self.asked is not None else first).setFocus()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 20)
        box.setSpacing(12)
        box.addWidget(self.way)
        area = scrolled(self._strip)
        area.setHorizontalScrollBarPolicy(area.verticalScrollBarPolicy())
        area.setFixedHeight(theme.px(78))
        self._area = area
        box.addWidget(area)
        if self.asked is not None:
            box.addWidget(self.asked)
        box.addWidget(self.words)
        box.addWidget(self.twins)
        box.addWidget(self.offices)
        card = Card(padding=2)
        card.box.addWidget(self.list)
        box.addWidget(card, 1)
        box.addWidget(self.detail)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.accept_button)
        box.addLayout(buttons)

    # -- which column is which

    def _targets(self) -> QWidget:
        """For each column of the block a list of what it may fill."""
        grid, adds = self._grid, self._grid.adds
        assert adds is not None
        headed = columns_by_heading(grid, adds, self._whole[0])
        self._headings = headed is not None and len(self._whole) > 1
        found = headed if headed is not None and self._headings else guessed_columns(grid, adds, self._whole)
        options = [Option(str(place), grid.rows.columns[place].title) for place in fillable(grid, adds)]
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(8)
        width = max(len(line) for line in self._whole)
        for at in range(width):
            choice = ChoiceField(options, _("(tidak dipakai)"))
            place = found[at] if at < len(found) else None
            choice.show_text("" if place is None else str(place))
            words = _("Kolom {number}: {sample}").format(number=at + 1, sample=self._sample(at))
            choice.setAccessibleName(words)
            choice.setMinimumWidth(theme.px(130))
            choice.typed.connect(self._read)
            self.targets.append(choice)
            column = QVBoxLayout()
            column.setSpacing(3)
            column.addWidget(ElidedLabel(words, 13, tone="muted"))
            column.addWidget(choice)
            row.addLayout(column, 1)
        return strip

    def _asked(self) -> ChoiceField | None:
        """What is asked once for all lines where no column of the block tells it."""
        adds, rows = self._grid.adds, self._grid.rows
        if adds is None or not adds.ask:
            return None
        column = rows.columns[rows.column_place(adds.ask)]
        assert column.field is not None
        empty = _("Pilih {label} untuk semua baris").format(label=column.field.label)
        asked = ChoiceField(options_for(column.field, rows.session.snapshot, rows.session.pack), empty)
        asked.setAccessibleName(empty)
        asked.show_text(adds.asked())
        asked.typed.connect(self._read)
        return asked

    def _also(self, columns: list[int | None]) -> tuple[tuple[int, str], ...]:
        """The cells that every line has besides its own; the list that asks for them is shown only then."""
        if self.asked is None or self._grid.adds is None:
            return ()
        place = self._grid.rows.column_place(self._grid.adds.ask)
        wanted = place not in columns
        self.asked.setVisible(wanted)
        return ((place, self.asked.text()),) if wanted and self.asked.text() else ()

    def _columns(self) -> list[int | None]:
        return [int(choice.text()) if choice.text() else None for choice in self.targets]

    # -- what it comes to

    def _read(self) -> None:
        """Hold the block against the rules as it is to be pasted now."""
        fill = self.way.text() == FILL
        self._grid.rows.new_offices = NewOffices(taken=self.offices.isChecked())
        if fill:
            block = without_headings(self._grid, self._whole)[:MOST_ROWS]
            cells, rest = place_block(self._grid, block)
            lines: list[Line] = []
            if self.asked is not None:
                self.asked.hide()
            if rest and self._grid.adds is not None:
                columns = self._fill_columns()
                lines = read_lines(self._grid, rest, columns, len(block) - len(rest) + 1, self._also(columns))
            self._read_so_far = Pasted(cells, lines, 0 if self._grid.adds is not None else len(rest))
        else:
            skipped = 1 if self._headings else 0
            block = self._whole[skipped : MOST_ROWS + skipped]
            columns = self._columns()
            lines = read_lines(self._grid, block, columns, skipped + 1, self._also(columns))
            self._read_so_far = Pasted((), lines)
        self._area.setVisible(not fill)
        self._tell_offices()
        self._show()

    def _tell_offices(self) -> None:
        """Offer to add the offices that the block names and the plan does not have."""
        names = [name for name, _id in self._grid.rows.new_offices.named.values()]
        listed = ", ".join(names[:_MOST_NAMED]) + ("" if len(names) <= _MOST_NAMED else ", …")
        self.offices.setVisible(bool(names))
        words = _("Tambahkan juga {count} OPD yang belum ada di rencana: {names}")
        self.offices.setText(words.format(count=len(names), names=listed[:120]).replace("&", "&&"))

    def _fill_columns(self) -> list[int | None]:
        grid = self._grid
        seen = [place for place in range(len(grid.rows.columns)) if not grid.isColumnHidden(place)]
        assert grid.adds is not None
        may = set(fillable(grid, grid.adds))
        return [place if place in may else None for place in seen[seen.index(grid.currentIndex().column()) :]]

    def _show(self) -> None:
        read = self._read_so_far
        twins = sum(line.twin and not line.refused for line in read.lines)
        self.twins.setVisible(bool(twins))
        self.twins.setText(_("Tambahkan juga {count} baris yang namanya sudah ada").format(count=twins))
        lines = [line for line in read.lines if self.twins.isChecked() or not line.twin]
        self.pasted = Pasted(read.cells, lines, read.beyond)
        cells = sum(not cell.refused for cell in read.cells)
        new = sum(not line.refused for line in lines)
        self.words.setText(self._sentence(cells, new))
        shown = [_of_cell(at, cell, self._grid) for at, cell in enumerate(read.cells)]
        shown += [_of_line(line, taken=self.twins.isChecked()) for line in read.lines]
        self.list.hide_column("column", hidden=not read.cells)
        self.list.rows.set_rows(sorted(shown, key=lambda row: row.rank))
        if self.list.rows.shown and not self.list.currentIndex().isValid():
            self.list.go_to(self.list.rows.shown[0].id)
        self._tell_row(self.list.current_id)
        parts = [_("{count} baris baru").format(count=new)] if new else []
        parts += [_("{count} sel").format(count=cells)] if cells else []
        self.accept_button.setText(_("Tempel {what}").format(what=_(" dan ").join(parts)) if parts else _("Tempel"))
        self.accept_button.setEnabled(bool(parts))

    def _tell_row(self, row_id: str) -> None:
        """The reason of the current row, whole, under the list."""
        row = next((row for row in self.list.rows.shown if row.id == row_id), None)
        words = _("Baris {number}: {why}").format(number=row.number, why=row.why) if row is not None and row.why else ""
        self.detail.setText(words)
        self.detail.setVisible(any(one.why for one in self.list.rows.rows))

    def _sentence(self, cells: int, new: int) -> str:
        read = self._read_so_far
        parts = [_("{count} baris baru akan ditambahkan.").format(count=new)] if read.lines else []
        parts += [_("{count} sel akan diisi.").format(count=cells)] if read.cells else []
        if len(read.cells) > cells:
            parts.append(_("{count} sel ditolak dan tetap seperti sekarang.").format(count=len(read.cells) - cells))
        refused = sum(bool(line.refused) for line in read.lines)
        if refused:
            parts.append(_("{count} baris ditolak.").format(count=refused))
        left = sum(len(line.left) for line in read.lines if not line.refused)
        if left:
            parts.append(_("{count} sel dari baris baru tidak terbaca dan dibiarkan kosong.").format(count=left))
        if read.beyond:
            words = _("{count} baris terakhir tidak mempunyai baris tujuan di tabel ini.")
            parts.append(words.format(count=read.beyond))
        if len(self._whole) > MOST_ROWS:
            parts.append(_("Hanya {count} baris pertama yang dibaca.").format(count=MOST_ROWS))
        kept_out, unused = self._unused()
        if kept_out and self._grid.adds is not None:
            words = _("Tidak ditempel: {columns}. {why}")
            parts.append(words.format(columns=kept_out, why=self._grid.adds.why_left_out))
        if unused:
            words = _("Tidak dipakai: {columns}. Pilih tujuannya di atas bila isinya perlu.")
            parts.append(words.format(columns=unused))
        return " ".join([*parts, _("Semuanya dapat diurungkan sekaligus.")])

    def _unused(self) -> tuple[str, str]:
        """The columns of the block that hold something and go nowhere: those that never may, and the others."""
        adds = self._grid.adds
        if self.way.text() == FILL or adds is None:
            return "", ""
        kept_out: list[str] = []
        names: list[str] = []
        for at, choice in enumerate(self.targets):
            sample = self._sample(at)
            if not choice.text() and sample:
                short = sample if len(sample) <= _SAMPLE else f"{sample[: _SAMPLE - 1]}…"
                texts = [line[at].strip() for line in self._whole if at < len(line) and line[at].strip()]
                chosen = kept_out if adds.left_out(texts) else names
                chosen.append(_("kolom {number} (“{sample}”)").format(number=at + 1, sample=short))
        more = len(names) - _MOST_NAMED
        if more > 0:
            names = [*names[:_MOST_NAMED], _("{count} kolom lain").format(count=more)]
        return ", ".join(kept_out), ", ".join(names)

    def _sample(self, at: int) -> str:
        """The first text of a column of the block, on one line; "" where it is empty."""
        return " ".join(next((line[at] for line in self._whole if at < len(line) and line[at].strip()), "").split())


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    rank: int  # what the person should see first is 0
    number: int
    column: str
    text: str
    state: str
    icon: str
    use: str
    why: str


def _of_cell(at: int, cell: Cell, grid: Grid) -> _Row:
    title = grid.rows.columns[cell.column].title
    state = (_("Ditolak"), "circle-alert", "error") if cell.refused else (_("Diisi"), "check", "ok")
    return _Row(f"c{at}", 0 if cell.refused else 3, cell.row + 1, title, cell.text, *state, cell.refused)


def _of_line(line: Line, *, taken: bool) -> _Row:
    why = " ".join(filter(None, (*line.left, line.told)))
    if line.refused:
        rank, state, why = 0, (_("Ditolak"), "circle-alert", "error"), line.refused
    elif line.twin:
        known = _("Nama ini sudah ada di tabel atau di baris sebelumnya.")
        words = _("Baris baru") if taken else _("Dilewati")
        rank, state, why = 1, (words, "copy", "warn"), f"{known} {why}".strip()
    elif line.left:
        rank, state = 2, (_("Baris baru"), "triangle-alert", "warn")
    else:
        rank, state = 3, (_("Baris baru"), "plus", "ok")
    return _Row(f"l{line.number}", rank, line.number, "", line.name, *state, why)


def _columns() -> list[Column]:
    return [
        Column("row", _("Baris"), lambda row: str(row.number), lambda row: row.number, width=64, style="muted"),
        Column(
            "state", _("Keadaan"), lambda row: row.state, width=116, style="state",
            look=lambda row: Look(row.icon, row.use) if row.icon else NO_LOOK,
        ),
        Column("column", _("Kolom"), lambda row: row.column, width=120, style="muted"),
        Column("text", _("Isi"), lambda row: " ".join(row.text.split()), width=220, style="name"),
        Column("why", _("Keterangan"), lambda row: row.why, width=260, stretch=True),
    ]  # fmt: skip


def choose(grid: Grid, block: list[list[str]], *, as_new: bool) -> Pasted | None:
    """What the person takes of a block; None where nothing is wanted."""
    preview = PastePreview(grid, block, as_new=as_new)
    if preview.exec() == QDialog.DialogCode.Accepted:
        return preview.pasted
    grid.rows.new_offices = NewOffices()
    return None
