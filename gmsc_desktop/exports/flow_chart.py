"""The flow misi – sasaran – dimension – initiative as one drawing: for paper, SVG and screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gmsc_desktop.exports import fonts, palette
from gmsc_desktop.exports.charts import WIDTH, Chart, Door, rect, string, tile
from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.flow import Flow, Node, flow_of, flow_table
from gmsc_desktop.exports.shapes import Drawing, Polygon, Rect
from gmsc_desktop.models.reference import Dimension
from gmsc_desktop.text import _

_SIZE, _LINE = 7.5, 9.0  # points of letters, and from one line to the next
_HEAD, _FOOT = 18.0, 16.0  # room for the headings of the columns, and for the legend
_ROW = 12.0  # an initiative
_GAP = 3.0
_SHARES = (0.185, 0.04, 0.245, 0.085, 0.14, 0.04, 0.265)  # columns and the ribbons between them
_MOST_INITIATIVES, _MOST_WAITING = 64, 14
_CURVE = 12  # pieces of a ribbon's edge


@dataclass
class _Box:
    """A node in its place; ``y`` is its upper edge counted downward. ``left`` and ``right`` are where ribbons go on."""

    node: Node
    y: float
    high: float
    lines: list[str]
    left: float = 0.0
    right: float = 0.0


def flow_chart(edition: Edition, width: float = WIDTH) -> Chart:
    """The flow of the planning document in force on the day of making."""
    fonts.register()
    flow = flow_of(edition.figures, edition.present_year)
    return _Picture(flow, edition, width).chart()


class _Picture:
    """One drawing of a flow."""

    def __init__(self, flow: Flow, edition: Edition, width: float) -> None:
        self.flow, self.edition, self.width = flow, edition, width
        self.dimensions = edition.reference.dimensions
        self.glyphs = fonts.Glyphs()
        edges = [width * sum(_SHARES[:n]) for n in range(len(_SHARES) + 1)]
        self.columns = [(edges[n], edges[n + 1]) for n in range(0, len(_SHARES), 2)]
        self.doors: list[Door] = []

    def chart(self) -> Chart:
        """The drawing with its sentence, its table, and the doors to what it shows."""
        title = _("Dari misi ke inisiatif") if self.flow.top_kind == "mission" else _("Dari tujuan ke inisiatif")
        drawing = self._drawn() if self.flow.objectives or self.flow.initiatives else Drawing(self.width, 8)
        table = flow_table(self.flow, self.edition.figures)
        return Chart("alur", title, drawing, self.flow.sentence, table, tuple(self.doors))

    def _drawn(self) -> Drawing:
        tops = self._boxes(self.flow.tops, 0, 4)
        objectives = self._boxes(self._shown_objectives(), 1, 2)
        initiatives = self._boxes(self._shown_initiatives(), 3, 1)
        dimensions = [_Box(Node(d.code, "dimension", d.mark, d.label), 0, 22, []) for d in self.dimensions]
        if any(not box.node.parent for box in initiatives):
            dimensions.append(_Box(Node("", "dimension", "", _("Tanpa dimensi")), 0, 22, []))
        high = max(sum(box.high + _GAP for box in column) for column in (tops, objectives, dimensions) if column)
        if len(initiatives) * (2 * _LINE + _GAP) <= high:
            initiatives = self._boxes(self._shown_initiatives(), 3, 2)
        high = max(high, sum(box.high for box in initiatives))
        for column in (tops, objectives, dimensions, initiatives):
            _spread(column, high)
        _beside(tops, objectives)
        _beside(dimensions, initiatives)
        self.drawing = Drawing(self.width, _HEAD + high + _FOOT)
        self._ribbons(tops, objectives, dimensions, initiatives)
        self._heads()
        self._legend()
        for box in tops:
            self._text_box(box, 0)
        for box in objectives:
            self._objective(box)
        for box in dimensions:
            self._dimension(box)
        for box in initiatives:
            self._initiative(box)
        return self.drawing

    # -- what is shown

    def _shown_objectives(self) -> list[Node]:
        """Every sasaran that is served; of those that wait, where there are many, one row for each misi."""
        loose = [node for node in self.flow.objectives if node.state != "served"]
        if len(loose) <= _MOST_WAITING:
            return list(self.flow.objectives)
        made: list[Node] = []
        for top in self.flow.tops:
            own = [node for node in self.flow.objectives if node.parent == top.id]
            made += [node for node in own if node.state == "served"]
            rest = [node for node in own if node.state != "served"]
            if rest:
                waits = any(node.state == "waiting" for node in rest)
                words = _("{count} sasaran belum dilayani atau tidak terkait").format(count=len(rest))
                made.append(Node(rest[0].id, "objective", "", words, top.id, "waiting" if waits else "unrelated"))
        return made

    def _shown_initiatives(self) -> list[Node]:
        """Every initiative; where there are too many to read, the first ones of each dimension and how many more."""
        every = list(self.flow.initiatives)
        if len(every) <= _MOST_INITIATIVES:
            return every
        made: list[Node] = []
        for code in [*(dimension.code for dimension in self.dimensions), ""]:
            own = [node for node in every if node.parent == code]
            room = max(2, round(_MOST_INITIATIVES * len(own) / len(every)))
            made += own[: room - 1] if len(own) > room else own
            if len(own) > room:
                words = _("dan {count} inisiatif lain").format(count=len(own) - room + 1)
                made.append(Node("", "initiative", "", words, code, own[room - 1].state))
        return made

    def _boxes(self, nodes: Sequence[Node], column: int, most: int) -> list[_Box]:
        left, right = self.columns[column]
        room = right - left - (9 if column == 3 else 10)
        made = []
        for node in nodes:
            name = f"{node.code}  {node.name}" if node.code and column < 2 else node.name
            lines = _wrapped(self.glyphs.drawable(" ".join(name.split())), room, most)
            if node.table == "objective" and node.state != "served":
                lines.append(_("belum dilayani") if node.state == "waiting" else _("tidak terkait"))
            high = _ROW + (len(lines) - 1) * _LINE if column == 3 else len(lines) * _LINE + 5
            made.append(_Box(node, 0, high, lines))
        return made

    # -- what is drawn

    def _y(self, down: float) -> float:
        return float(self.drawing.height) - _HEAD - down

    def _heads(self) -> None:
        flow = self.flow
        top = _("{count} misi") if flow.top_kind == "mission" else _("{count} tujuan")
        words = (
            top.format(count=len([node for node in flow.tops if node.id])),
            _("{count} sasaran, {served} dilayani").format(count=len(flow.objectives), served=flow.served),
            _("{count} dimensi").format(count=len(self.dimensions)),
            _("{count} inisiatif, {mapped} dipetakan").format(count=len(flow.initiatives), mapped=flow.mapped),
        )
        for (left, _right), text in zip(self.columns, words, strict=True):
            place = float(self.drawing.height) - 9
            self.drawing.add(string(left, place, text, size=8, ink=palette.MUTED, font=fonts.SEMIBOLD))

    def _legend(self) -> None:
        words = (
            _("pita penuh: langsung"),
            _("pita bergaris: pendukung saja"),
            _("tebal pita: banyaknya inisiatif"),
            _("batang kosong: belum dipetakan atau di luar RPJMD"),
        )
        self.drawing.add(string(0, 4, _cut("  ·  ".join(words), self.width), size=_SIZE, ink=palette.MUTED))

    def _ground(self, box: _Box, column: int, *, fill: str, edge: str, dashed: bool = False) -> Rect:
        left, right = self.columns[column]
        place = left, self._y(box.y + box.high), right - left, box.high
        shape = rect(*place, fill=fill, edge=edge, radius=2, dash=(2, 2) if dashed else ())
        self.drawing.add(shape)
        self._door(box, column)
        return shape

    def _door(self, box: _Box, column: int) -> None:
        if box.node.id:
            left, right = self.columns[column]
            high = float(self.drawing.height)
            area = (left, high - self._y(box.y), right - left, box.high)
            self.doors.append(Door(box.node.table, box.node.id, _spoken(box.node), area))

    def _lines(self, box: _Box, left: float, *, ink: str = palette.TEXT, font: str = fonts.REGULAR) -> None:
        top = box.y + (box.high - len(box.lines) * _LINE) / 2
        for number, line in enumerate(box.lines):
            place = self._y(top + _LINE * (number + 1) - 2.2)
            last = box.node.table == "objective" and box.node.state != "served" and number == len(box.lines) - 1
            self.drawing.add(string(left, place, line, size=_SIZE, ink=ink, font=fonts.ITALIC if last else font))

    def _text_box(self, box: _Box, column: int) -> None:
        self._ground(box, column, fill=palette.GROUND, edge=palette.BORDER)
        self._lines(box, self.columns[column][0] + 5, font=fonts.SEMIBOLD)

    def _objective(self, box: _Box) -> None:
        state = box.node.state
        edge = {"served": palette.BORDER, "waiting": palette.WARN}.get(state, palette.FAINT)
        fill = palette.GROUND if state == "served" else palette.WHITE
        self._ground(box, 1, fill=fill, edge=edge, dashed=state != "served")
        ink = {"served": palette.TEXT, "waiting": palette.WARN}.get(state, palette.MUTED)
        self._lines(box, self.columns[1][0] + 5, ink=ink)

    def _dimension(self, box: _Box) -> None:
        left, right = self.columns[2]
        found = next((dimension for dimension in self.dimensions if dimension.code == box.node.id), None)
        edge = found.colour if found is not None else palette.FAINT
        self._ground(box, 2, fill=palette.WHITE, edge=edge)
        x, middle = left + 3, box.y + box.high / 2
        if found is not None:
            for shape in tile(x, self._y(middle + 7), found, 14):
                self.drawing.add(shape)
            x += 17
        words = box.node.name.split(" ", 1)
        for number, word in enumerate(words):
            place = self._y(middle + _LINE * (number + 1 - len(words) / 2) - 2.2)
            self.drawing.add(string(x, place, _cut(word, right - x - 1), size=_SIZE, font=fonts.SEMIBOLD))

    def _initiative(self, box: _Box) -> None:
        left, _right = self.columns[3]
        found = next((dimension for dimension in self.dimensions if dimension.code == box.node.parent), None)
        edge = found.colour if found is not None else palette.FAINT
        served = box.node.state == "served"
        bar = rect(
            left, self._y(box.y + box.high - 1.5), 3, box.high - 3, fill=edge if served else palette.WHITE, edge=edge
        )
        self.drawing.add(bar)
        self._door(box, 3)
        ink = {"served": palette.TEXT, "waiting": palette.WARN}.get(box.node.state, palette.MUTED)
        self._lines(box, left + 7, ink=ink, font=fonts.REGULAR if served else fonts.ITALIC)

    # -- ribbons

    def _ribbons(
        self, tops: list[_Box], objectives: list[_Box], dimensions: list[_Box], initiatives: list[_Box]
    ) -> None:
        flow = self.flow
        by_top = {box.node.id: box for box in tops}
        by_dimension = {box.node.id: box for box in dimensions}
        weights = {box.node.id: flow.weight(box.node.id) for box in objectives}
        into = dict.fromkeys(by_dimension, 0)
        for (objective_id, code), (count, _direct) in flow.links.items():
            if objective_id in weights:
                into[code if code in into else ""] = into.get(code, 0) + count
        rooms = [box.high / weights[box.node.id] for box in objectives if weights[box.node.id]]
        rooms += [by_dimension[code].high / total for code, total in into.items() if total and code in by_dimension]
        for top in tops:
            total = sum(weights[box.node.id] for box in objectives if box.node.parent == top.node.id)
            rooms += [top.high / total] if total else []
        unit = min([6.0, *rooms])
        for box in (*tops, *objectives, *dimensions):
            box.left = box.right = box.y + box.high / 2
        for top in tops:
            top.right -= unit * sum(weights[box.node.id] for box in objectives if box.node.parent == top.node.id) / 2
        for box in objectives:
            box.left -= unit * weights[box.node.id] / 2
            box.right -= unit * weights[box.node.id] / 2
        for code, box in by_dimension.items():
            box.left -= unit * into.get(code, 0) / 2
        for box in objectives:
            self._from_top(by_top[box.node.parent], box, unit * weights[box.node.id])
        for box in objectives:
            for dimension in self.dimensions:
                found = flow.links.get((box.node.id, dimension.code))
                if found is not None:
                    self._to_dimension(box, by_dimension[dimension.code], dimension, unit * found[0], direct=found[1])
        self._to_initiatives(by_dimension, initiatives)

    def _from_top(self, top: _Box, box: _Box, thick: float) -> None:
        if thick:
            self._ribbon(0, (top.right, box.left), thick, fill=palette.BORDER, edge="")
            top.right += thick

    def _to_dimension(self, box: _Box, to: _Box, dimension: Dimension, thick: float, *, direct: bool) -> None:
        fill = palette.tint(dimension.colour, palette.RIBBON) if direct else ""
        self._ribbon(1, (box.right, to.left), thick, fill=fill, edge=dimension.colour)
        box.right += thick
        to.left += thick

    def _to_initiatives(self, by_dimension: dict[str, _Box], initiatives: list[_Box]) -> None:
        for code, of in by_dimension.items():
            own = [box for box in initiatives if box.node.parent == code]
            served = [box for box in own if box.node.state == "served"]
            found = next((dimension for dimension in self.dimensions if dimension.code == code), None)
            shade = found.colour if found is not None else palette.FAINT
            thick = min(4.0, of.high / max(len(served), 1))
            start = of.y + of.high / 2 - thick * len(served) / 2
            for box in served:
                middle = box.y + box.high / 2 - thick / 2
                self._ribbon(2, (start, middle), thick, fill=palette.tint(shade, palette.RIBBON), edge="")
                start += thick

    def _ribbon(self, column: int, ends: tuple[float, float], thick: float, *, fill: str, edge: str) -> None:
        left, right = self.columns[column][1], self.columns[column + 1][0]
        upper: list[float] = []
        lower: list[float] = []
        for step in range(_CURVE + 1):
            share = step / _CURVE
            bend = share * share * (3 - 2 * share)
            x, y = left + (right - left) * share, ends[0] + (ends[1] - ends[0]) * bend
            upper += [x, self._y(y)]
            lower = [x, self._y(y + thick), *lower]
        dash = (2, 1.5) if edge and not fill else ()
        self.drawing.add(Polygon((*upper, *lower), fill or None, edge or None, 0.5, dash))


def _spread(column: list[_Box], high: float) -> None:
    """Boxes one under the other over the whole height, with equal room between them."""
    if not column:
        return
    room = high - sum(box.high for box in column)
    gap = room / len(column)
    y = gap / 2
    for box in column:
        box.y = y
        y += box.high + gap


def _beside(parents: list[_Box], children: list[_Box]) -> None:
    """Put every parent before the middle of its children and let it grow to their span, in order and apart."""
    floor = 0.0
    end = max((box.y + box.high for box in (*parents, *children)), default=0.0)
    below = sum(box.high + _GAP for box in parents)
    for parent in parents:
        below -= parent.high + _GAP
        own = [box for box in children if box.node.parent == parent.node.id]
        least = parent.high
        if own:
            first, last = own[0].y, own[-1].y + own[-1].high
            parent.high = max(least, last - first)
            parent.y = (first + last - parent.high) / 2
        parent.y = max(parent.y, floor)
        parent.high = max(least, min(parent.high, end - below - parent.y))
        parent.y = min(parent.y, max(floor, end - below - parent.high))
        floor = parent.y + parent.high + _GAP


def _wrapped(text: str, room: float, most: int) -> list[str]:
    """A text in at most so many lines, the last one cut where it does not fit."""
    lines: list[str] = []
    line = ""
    words = text.split()
    for number, word in enumerate(words):
        longer = f"{line} {word}".strip()
        if line and fonts.width(longer, fonts.SEMIBOLD, _SIZE) > room:
            if len(lines) == most - 1:
                return [*lines, _cut(" ".join([line, *words[number:]]), room)]
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, _cut(line, room)]


def _cut(text: str, room: float) -> str:
    """A text on one line, with … where it does not fit."""
    if fonts.width(text, fonts.SEMIBOLD, _SIZE) <= room:
        return text
    while text and fonts.width(f"{text}…", fonts.SEMIBOLD, _SIZE) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _spoken(node: Node) -> str:
    return f"{node.code} {node.name}".strip()
