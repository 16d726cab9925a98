"""The start page of a package: one self-contained HTML file that shows the whole plan and leads to everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from gmsc_desktop.exports.context import Edition
from gmsc_desktop.exports.html import Html, Page, el, stylesheet
from gmsc_desktop.exports.start_page import (
    dimensions,
    evidence,
    glance,
    identity,
    initiatives,
    institutions,
    mapping,
    opening,
    planning,
    progress,
    records,
    roadmap,
)
from gmsc_desktop.exports.start_page.look import rules
from gmsc_desktop.exports.start_page.view import File, View
from gmsc_desktop.exports.text_clean import one_line
from gmsc_desktop.exports.wording import joined
from gmsc_desktop.text import _, in_source_language
from gmsc_desktop.text import mark as m
from gmsc_desktop.values import format_date

__all__ = ["File", "write_start_page"]

# No script, no other file, no address is ever fetched; pictures stand inside the page.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the page: its anchor, its heading, and what makes its content."""

    anchor: str
    title_text: str
    pieces: Callable[[View], Iterable[Html]]

    @property
    def title(self) -> str:
        """Its heading."""
        return _(self.title_text)


PARTS: tuple[Part, ...] = (
    Part("sekilas", m("Sekilas"), glance.glance),
    Part("visi", m("Visi dan misi"), identity.vision),
    Part("identitas", m("Identitas"), identity.identity),
    Part("naskah", m("Naskah"), identity.sections),
    Part("perencanaan", m("RPJMD dan dokumen perencanaan"), planning.planning),
    Part("dimensi", m("Rencana per dimensi"), dimensions.dimensions),
    Part("inisiatif", m("Inisiatif"), initiatives.initiatives),
    Part("quick-win", m("Quick win"), roadmap.quick_wins),
    Part("peta-jalan", m("Peta jalan"), roadmap.roadmap),
    Part("pemetaan", m("Pemetaan RPJMD"), mapping.mapping),
    Part("kelembagaan", m("Kelembagaan dan dasar hukum"), institutions.institutions),
    Part("pelaksanaan", m("Pelaksanaan"), progress.progress),
    Part("bukti", m("Bukti dukung"), evidence.evidence),
    Part("catatan", m("Catatan dan data"), records.records),
)


@in_source_language
def write_start_page(
    edition: Edition,
    stream: BinaryIO,
    evidence: Mapping[str, str],
    papers: Sequence[File],
    *,
    tables: Sequence[File] = (),
    round_number: int | None = None,
) -> None:
    """Write ``index.html`` of a package, UTF-8; the same edition gives the same bytes.

    ``evidence`` are the files that come along: SHA-256 to path from the page. ``papers`` and ``tables`` are what people
    call a file and its path from the page; ``round_number`` is the round of a submission. Paths are plain ASCII as in
    every package; others raise ``ValueError``. Raises ``Cancelled`` when the person asked to stop.
    """
    view = View(edition, evidence, papers, tables, round_number)
    page = Page(stream)
    with page.inside("html", lang="id"):
        _head(page, view)
        with page.inside("body"):
            _body(page, view)
    page.finish()
    edition.step(1)


def _head(page: Page, view: View) -> None:
    with page.inside("head"):
        page.add(
            el("meta", charset="utf-8"),
            el("meta", http_equiv="Content-Security-Policy", content=_POLICY),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("meta", name="color-scheme", content="light dark"),
            el("meta", name="referrer", content="no-referrer"),
            el("title", joined(opening.marks(view), view.edition.title, by=" – ")),
            stylesheet(rules(view.reference.dimensions, _foot(view))),
        )


def _foot(view: View) -> str:
    """What every printed page says: the marks, and which revision of which plan it is."""
    code = _("Revisi {code}").format(code=view.edition.revision_code)
    return one_line(joined(opening.marks(view), view.snapshot.region.name, code, by=" · "))


def _body(page: Page, view: View) -> None:
    page.add(el("a", _("Langsung ke isi"), href="#isi", cls="skip"), opening.ribbon(view))
    with page.inside("div", cls="head"):
        page.add(opening.extracting(view), opening.masthead(view))
    with page.inside("div", cls="shell"):
        page.add(_navigation())
        with page.inside("main", id="isi"):
            page.add(el("section", opening.holdings(view), cls="holdings"))
            for number, part in enumerate(PARTS):
                view.edition.step(number / len(PARTS))
                _section(page, view, part)
    page.add(_footer(view))


def _navigation() -> Html:
    links = [el("li", el("a", part.title, href=f"#{part.anchor}")) for part in PARTS]
    tip = _("Ctrl+F mencari di seluruh halaman; di Chrome dan Edge bagian yang terlipat ikut tercari.")
    return el("nav", el("ul", links), el("p", tip, cls="tip"), aria_label=_("Isi halaman"))


def _section(page: Page, view: View, part: Part) -> None:
    heading = f"judul-{part.anchor}"
    with page.inside("section", id=part.anchor, aria_labelledby=heading, cls=f"part {part.anchor}"):
        page.add(el("div", el("h2", part.title, id=heading), opening.badges(view), cls="part-head"))
        for piece in part.pieces(view):
            page.add(piece, "\n")


def _footer(view: View) -> Html:
    edition = view.edition
    made = _("Revisi {code}, dibuat {date} dengan GMSC Desktop").format(
        code=edition.revision_code, date=format_date(edition.made_on)
    )
    return el("footer", el("p", edition.title), el("p", made), el("p", opening.marks(view)))
