"""The pages of a plan in the order of the work: one line for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

if TYPE_CHECKING:
    from gmsc_desktop.ui.pages.page import Page
    from gmsc_desktop.ui.session import Session


@dataclass(frozen=True, slots=True)
class Command:
    """A button of a page that can be pressed from everywhere by its name (Ctrl+K): its words, or how they begin."""

    name_text: str
    writes: bool = True
    part_text: str = ""  # the tab in which the button stands

    @property
    def name(self) -> str:
        """What it says."""
        return _(self.name_text)


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page in the navigation; its class is imported when the page is first shown."""

    key: str
    place: str  # module:class below this package
    name_text: str
    group_text: str  # "" stands before the groups
    icon: str
    tables: frozenset[str]  # of its count in the navigation
    shows: frozenset[str] = frozenset()  # tables whose records it can go to: ``show_record``
    tabs: Mapping[str, str] = field(default_factory=dict)  # table -> its tab, where another table asks for its records
    parts: tuple[str, ...] = ()  # the names of its tabs, those inside a tab after it; the six dimensions are not named
    commands: tuple[Command, ...] = ()

    @property
    def name(self) -> str:
        """What the navigation calls it."""
        return _(self.name_text)

    @property
    def group(self) -> str:
        """The heading under which it stands."""
        return _(self.group_text)

    def load(self) -> Callable[[Session], Page]:
        """The page's class."""
        module, name = self.place.split(":")
        loaded: Callable[[Session], Page] = getattr(import_module(f"{__name__}.{module}"), name)
        return loaded

    def make(self, session: Session) -> Page:
        """The page itself."""
        return self.load()(session)


COMPOSE, CARRY_OUT, HAND_IN = m("Susun"), m("Laksanakan"), m("Serahkan")

PAGES: tuple[PageEntry, ...] = (
    PageEntry(
        "overview",
        "overview:OverviewPage",
        m("Ringkasan"),
        "",
        "layout-dashboard",
        frozenset(),
        commands=(Command(m("Periksa kesiapan"), writes=False),),
    ),
    PageEntry(
        "profile",
        "profile:ProfilePage",
        m("Profil & Lembaga"),
        COMPOSE,
        "landmark",
        frozenset({"agency"}),
        shows=frozenset(
            {
                *("plan", "region", "head_of_region", "agency", "person"),
                *("body", "body_member", "meeting", "legal_document", "original_document"),
            }
        ),
        tabs={
            "agency": m("OPD"),
            "body": m("Lembaga"),
            "legal_document": m("Dokumen Hukum"),
            "original_document": m("Dokumen Asli"),
        },
        parts=(
            *(m("Rencana"), m("Daerah"), m("Kepala Daerah"), m("OPD"), m("Lembaga"), m("Anggota"), m("Rapat")),
            *(m("Dokumen Hukum"), m("Dokumen Asli")),
        ),
        commands=(Command(m("Tambah dokumen asli…"), part_text=m("Dokumen Asli")),),
    ),
    PageEntry(
        "rpjmd",
        "rpjmd:RpjmdPage",
        m("RPJMD"),
        COMPOSE,
        "target",
        frozenset({"objective"}),
        shows=frozenset({"planning_document", "mission", "goal", "objective", "programme", "indicator"}),
        commands=(Command(m("Dokumen baru…")), Command(m("Impor tabel RPJMD…"))),
    ),
    PageEntry(
        "dimensions",
        "dimensions:DimensionsPage",
        m("Rencana per Dimensi"),
        COMPOSE,
        "layers",
        frozenset(),
        shows=frozenset({"smart_mission", "dimension_plan", "smart_objective"}),
        commands=(Command(m("Tambah sasaran")), Command(m("Tulis visi dan misi"))),
    ),
    PageEntry(
        "initiatives",
        "initiatives:InitiativesPage",
        m("Inisiatif"),
        COMPOSE,
        "list-checks",
        frozenset({"initiative"}),
        shows=frozenset({"initiative"}),
        parts=(
            *(m("Umum"), m("Anggaran"), m("Indikator"), m("Langkah"), m("Quick win"), m("RPJMD")),
            m("Bukti"),
        ),
        commands=(Command(m("Inisiatif baru")), Command(m("Impor tabel inisiatif…")), Command(m("Impor quick win…"))),
    ),
    PageEntry(
        "mapping",
        "mapping:MappingPage",
        m("Pemetaan"),
        COMPOSE,
        "waypoints",
        frozenset({"planning_document", "objective", "objective_dimension"}),
        shows=frozenset({"objective_dimension", "indicator_mapping", "programme_mapping"}),
        parts=(m("Matriks"), m("Rinci"), m("Kesenjangan"), m("Pagu"), m("Alur")),
        commands=(Command(m("Petakan ke inisiatif")),),
    ),
    PageEntry(
        "progress",
        "progress:ProgressPage",
        m("Pelaksanaan"),
        CARRY_OUT,
        "activity",
        frozenset({"initiative", "progress_year", "progress_entry"}),
        commands=(Command(m("Folder foto…")), Command(m("Impor realisasi…")), Command(m("Tutup tahun…"))),
    ),
    PageEntry("checks", "checks:ChecksPage", m("Pemeriksaan"), HAND_IN, "shield-check", frozenset()),
    PageEntry(
        "handing_in",
        "handing_in:HandingInPage",
        m("Pengajuan & Cetak"),
        HAND_IN,
        "package",
        frozenset(),
        commands=(
            Command(m("Buat paket pengajuan")),
            Command(m("Buat salinan kerja…")),
            Command(m("Buku rencana (PDF)…"), writes=False),
            Command(m("Buku kerja (Excel)…"), writes=False),
            Command(m("Data terbuka (CSV)…"), writes=False),
        ),
    ),
)
