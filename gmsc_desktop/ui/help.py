"""F1: the help beside the work, with a search over all of it and links to the pages."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from gmsc_desktop.text import _
from gmsc_desktop.ui import theme
from gmsc_desktop.ui.controls import Label, SearchField, Surface
from gmsc_desktop.ui.help_texts import PAGE_LINK, TOPIC_LINK, HelpTopic, topics
from gmsc_desktop.ui.quiet_document import QuietDocument

SIZE, LIST_WIDTH = (900, 620), 250
_KEY = Qt.ItemDataRole.UserRole
_READ = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class HelpWindow(QDialog):
    """Not modal: one reads and works. ``page_asked`` carries the key of a page that a link names."""

    page_asked = Signal(str)

    def __init__(self, parent: QWidget, shortcuts: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Bantuan – GMSC Desktop"))
        self._topics = {topic.key: topic for topic in topics(shortcuts)}
        self.search = SearchField(_("Cari dalam bantuan  Ctrl+F"), _("Cari dalam bantuan"), LIST_WIDTH)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Pokok bantuan"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found = Label("", 13, tone="muted", wrap=True)
        self.text = HelpText()
        self.text.anchorClicked.connect(self._follow)
        self._build()
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self.text.setFocus)
        self.list.currentItemChanged.connect(lambda _item, _before: self._show_current())
        self.list.itemActivated.connect(lambda _item: self.text.setFocus())
        for keys, run in (("Ctrl+F", self.search.setFocus), ("F6", self._next_area), ("Shift+F6", self._next_area)):
            QShortcut(QKeySequence(keys), self, run)
        self._filter("")

    def _build(self) -> None:
        available = self.screen().availableSize()
        self.resize(min(SIZE[0], available.width() - 40), min(SIZE[1], available.height() - 60))
        side = Surface("sidebar", "r")
        side.setFixedWidth(theme.px(LIST_WIDTH))
        side.box.setContentsMargins(12, 12, 12, 12)
        side.box.setSpacing(8)
        side.box.addWidget(self.search)
        side.box.addWidget(self.found)
        side.box.addWidget(self.list, 1)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(side)
        right = QVBoxLayout()
        right.addWidget(self.text)
        box.addLayout(right, 1)

    def show_topic(self, key: str) -> None:
        """Show a topic, and bring the window before the others."""
        self.search.clear()
        self._choose(key)
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_shortcuts(self, shortcuts: str) -> None:
        """The keys of another moment: undo and redo name other steps, pages come and go."""
        self._topics = {topic.key: topic for topic in topics(shortcuts)}

    @property
    def topic(self) -> str:
        """The key of the topic that is shown; "" where nothing was found."""
        item = self.list.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def restyle(self) -> None:
        """Follow the theme and the size of text."""
        self._show_current()

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        before = self.topic
        found = [topic for topic in self._topics.values() if topic.holds(words)]
        self.list.blockSignals(True)
        self.list.clear()
        for topic in found:
            item = QListWidgetItem(topic.title)
            item.setData(_KEY, topic.key)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.found.setVisible(bool(words))
        if words:
            none = _("Tidak ada bantuan dengan kata itu. Coba kata lain.")
            self.found.setText(_("{count} pokok memuatnya.").format(count=len(found)) if found else none)
        keys = [topic.key for topic in found]
        self._choose(before if before in keys else keys[0] if keys else "")
        self._show_current()

    def _choose(self, key: str) -> None:
        for place in range(self.list.count()):
            if self.list.item(place).data(_KEY) == key:
                self.list.setCurrentRow(place)

    def _show_current(self) -> None:
        topic = self._topics.get(self.topic)
        self.text.show_topic(topic, self.search.text().casefold().split())

    def _follow(self, url: QUrl) -> None:
        if url.scheme() == TOPIC_LINK:
            self.show_topic(url.path())
        elif url.scheme() == PAGE_LINK:
            self.page_asked.emit(url.path())

    def _next_area(self) -> None:
        (self.list if self.text.hasFocus() else self.text).setFocus(Qt.FocusReason.TabFocusReason)


class HelpText(QTextBrowser):
    """Shows our own Markdown and nothing else: no HTML, no picture, no address outside."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Teks bantuan"))
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._document = QuietDocument(self)
        self._document.setDocumentMargin(24)
        self.setDocument(self._document)

    def show_topic(self, topic: HelpTopic | None, words: list[str]) -> None:
        """Show a text with the words that were searched for marked in it."""
        self._document.setDefaultFont(theme.font(14))
        self._document.setMarkdown(topic.text if topic is not None else "", _READ)
        self._dress()
        self._mark(words)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        first = min(self.extraSelections(), key=lambda mark: mark.cursor.position(), default=None)
        if first is not None:
            self.setTextCursor(QTextCursor(self._document.findBlock(first.cursor.position())))
            self.ensureCursorVisible()

    def _dress(self) -> None:
        block = self._document.firstBlock()
        while block.isValid():
            cursor = QTextCursor(block)
            level = block.blockFormat().headingLevel()
            shape = block.blockFormat()
            shape.setTopMargin({0: 2, 1: 0, 2: 14}.get(level, 10))
            shape.setBottomMargin({0: 6, 1: 8}.get(level, 4))
            shape.setLineHeight(130, 1)  # 1: a share of the line, QTextBlockFormat.ProportionalHeight
            cursor.setBlockFormat(shape)
            self._dress_letters(cursor, level)
            block = block.next()

    def _dress_letters(self, cursor: QTextCursor, level: int) -> None:
        """Fonts and colours of one block: Markdown's own are those of a web page."""
        start = cursor.block().position()
        for span in cursor.block().textFormats():
            look = span.format
            code, strong, link = look.fontFixedPitch(), look.fontWeight() > theme.NORMAL, look.isAnchor()
            size = {1: 20, 2: 16}.get(level, 14)
            new = QTextCharFormat(look)
            new.clearProperty(QTextFormat.Property.FontSizeAdjustment)  # of a heading: its font says it
            font = theme.font(size, theme.SEMIBOLD if level or strong else theme.NORMAL)
            font.setItalic(look.fontItalic())
            new.setFont(font)
            new.setForeground(theme.colour("accent" if link else "text"))
            if code:
                new.setBackground(theme.colour("hover"))
            cursor.setPosition(start + span.start)
            cursor.setPosition(start + span.start + span.length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(new)

    def _mark(self, words: list[str]) -> None:
        marks = []
        ground: QColor = theme.colour("warn_ground")
        for word in words:
            found = self._document.find(word)
            while not found.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor = found
                mark.format.setBackground(ground)
                marks.append(mark)
                found = self._document.find(word, found)
        self.setExtraSelections(marks)
