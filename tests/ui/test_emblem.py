"""The district's emblem: chosen in the profile, shown beside the plan's name and on Home, printed; refused if none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.pictures import emblem
from gmsc_desktop.models import library
from gmsc_desktop.models.document import Document
from gmsc_desktop.ui.home import HomeWindow
from gmsc_desktop.ui.main_window import MainWindow
from gmsc_desktop.ui.pages.evidence_assign import untied
from gmsc_desktop.ui.pages.profile_emblem import EmblemCard
from gmsc_desktop.ui.settings import Settings
from gmsc_desktop.worker.paper_pictures import look

RED = (200, 16, 46)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A red emblem."""
    path = tmp_path / "lambang.png"
    Image.new("RGB", (300, 400), RED).save(path)
    return path


@pytest.fixture
def card(window: MainWindow) -> EmblemCard:
    """The part of the profile that shows it."""
    window.show_page("profile")
    found = window.page.findChild(EmblemCard)
    assert isinstance(found, EmblemCard)
    return found


def has_red(widget: QWidget) -> bool:
    """Whether the emblem is painted in the middle of a widget."""
    image = widget.grab().toImage()
    colour = QColor(image.pixel(image.width() // 2, image.height() // 2))
    return abs(colour.red() - RED[0]) < 12 and abs(colour.green() - RED[1]) < 12


def test_a_chosen_emblem_is_shown_printed_and_on_home(
    window: MainWindow, document: Document, card: EmblemCard, picture: Path, qtbot: QtBot
) -> None:
    waiting = len(untied(window.session))
    assert not has_red(window.navigation._mark)
    card.take(picture)
    qtbot.waitUntil(lambda: has_red(window.navigation._mark), timeout=30_000)
    assert has_red(card.sheet)
    assert len(untied(window.session)) == waiting
    edition = Edition.of(
        window.session.snapshot,
        revision_code="",
        made_on=date.today(),
        picture=window.session.evidence_path,
        look=look,
    )
    printed = emblem(edition, 200)
    assert printed is not None
    with Image.open(printed) as image:
        assert image.convert("RGB").getpixel((image.width // 2, image.height // 2)) == RED
    library.back_up(document)  # writes the card
    home = HomeWindow(Settings())
    home.show()
    emblems = home.plans._model.emblems
    qtbot.waitUntil(lambda: bool(emblems), timeout=30_000)
    assert list(emblems) == [window.session.snapshot.plan.id]
    home.close()
    window.session.undo()
    qtbot.waitUntil(lambda: not has_red(window.navigation._mark))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("lambang.svg", b"<svg/>", "lambang.svg bukan gambar yang dikenal."),
        ("rusak.png", b"\x89PNG\r\n\x1a\n" + b"x" * 200, "Gambar di dalam rusak.png tidak dapat dibaca."),
        ("besar.png", b"\x89PNG\r\n\x1a\n" + bytes(5 * 1024 * 1024), "besar.png terlalu besar (5\u00a0MB)."),
    ],
)
def test_what_is_no_emblem_is_refused_and_nothing_is_stored(
    card: EmblemCard, document: Document, tmp_path: Path, qtbot: QtBot, name: str, content: bytes, told: str
) -> None:
    before = sorted((document.folder / "lampiran").rglob("*"))
    path = tmp_path / name
    path.write_bytes(content)
    card.take(path)
    qtbot.waitUntil(lambda: bool(card.problem.text()), timeout=30_000)
    assert card.problem.text().startswith(told)
    assert sorted((document.folder / "lampiran").rglob("*")) == before
