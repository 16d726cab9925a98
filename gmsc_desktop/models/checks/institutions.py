"""Rules 1-4 and 30: the region and its head, the agreement, the bodies with decrees and meetings, the regulation."""

from __future__ import annotations

from collections.abc import Iterator

from gmsc_desktop.models.checks.case import Case, Fault
from gmsc_desktop.models.checks.finding import Place
from gmsc_desktop.models.checks.stages import is_existing
from gmsc_desktop.models.checks.wording import day
from gmsc_desktop.models.originals_as_law import waiting
from gmsc_desktop.models.records import Body, BodyMember, HeadOfRegion, LegalDocument, Meeting
from gmsc_desktop.text import _

HEADS = ("bupati", "wali_kota", "gubernur")
LONGEST_SPAN, SHORTEST_SPAN = 10, 5  # years between the first and the last, as the ministry's guide has it
AGREEMENT = "nota_kesepakatan"
DECREES = {"dewan": "sk_dewan", "tim": "sk_tim"}
REGULATIONS = ("perkada", "perda")
MEETING_BODIES = ("dewan", "tim", "forum")

_Lack = tuple[str, str, str]  # aspect, sentence, column


def region_and_head(case: Case) -> Iterator[Fault]:
    """Rule 1: the district is chosen, the period is known, somebody is in office; in an old plan, when it ended."""
    region = case.snapshot.region
    if not region.name.strip():
        sentence = _("Daerah pemilik rencana belum dipilih. Pilih kabupaten, kota, atau provinsi dari daftar.")
        yield Fault(("region",), sentence, Place("region", region.id, "name"))
    elif not region.code.strip():
        sentence = _("Kode wilayah {region} belum diisi. Pilih daerahnya dari daftar, atau isi kodenya.")
        yield Fault(("region",), sentence.format(region=case.name(region)), Place("region", region.id, "code"))
    yield from _period(case)
    if head_in_office(case, case.standing_day) is None:
        yield _no_head(case)


def head_in_office(case: Case, on: str) -> HeadOfRegion | None:
    """The head of region on a day, also a Pj., Plt. or Plh.; a deputy as such is none."""
    heads = [head for head in case.snapshot.all(HeadOfRegion) if head.post in HEADS and head.name.strip()]
    here = [h for h in heads if h.from_date <= on and (not h.to_date or h.to_date >= on)]
    return max(here, key=lambda head: head.from_date, default=None)


def _no_head(case: Case) -> Fault:
    heads = [head for head in case.snapshot.all(HeadOfRegion) if head.post in HEADS]
    last = max((head for head in heads if head.to_date), key=lambda head: head.to_date, default=None)
    if case.standing_day < case.day:
        sentence = _(
            "Kepala daerah yang menjabat pada akhir periode rencana ({date}) belum tercatat. "
            "Catat nama, jabatan, dan masa jabatannya."
        ).format(date=day(case.standing_day))
        place = Place("head_of_region", heads[-1].id, "from_date") if heads else Place("head_of_region", "", "name")
    elif last is None or not last.name.strip():
        sentence = _("Kepala daerah yang menjabat hari ini belum tercatat. Catat nama, jabatan, dan tanggal mulainya.")
        place = Place("head_of_region", heads[-1].id, "name") if heads else Place("head_of_region", "", "name")
    else:
        sentence = _(
            "Masa jabatan {name} tercatat sampai {date}. "
            "Catat kepala daerah yang menjabat sekarang, termasuk Pj. atau Plt."
        ).format(name=case.name(last), date=day(last.to_date))
        place = Place("head_of_region", last.id, "to_date")
    return Fault(("head",), sentence, place)


def _period(case: Case) -> Iterator[Fault]:
    plan = case.snapshot.plan
    if plan.period_start is None or plan.period_end is None:
        column = "period_start" if plan.period_start is None else "period_end"
        sentence = _("Periode rencana belum lengkap. Isi tahun awal dan tahun akhirnya.")
        yield Fault(("period",), sentence, Place("plan", plan.id, column))
    elif plan.period_end < plan.period_start:
        sentence = _("Tahun akhir rencana ({end}) mendahului tahun awalnya ({start}). Perbaiki salah satunya.")
        sentence = sentence.format(start=plan.period_start, end=plan.period_end)
        yield Fault(("period",), sentence, Place("plan", plan.id, "period_end"))


def period_span(case: Case) -> Iterator[Fault]:
    """Rule 1b: the last year lies five to ten years after the first."""
    plan = case.snapshot.plan
    if plan.period_start is None or plan.period_end is None or plan.period_end < plan.period_start:
        return
    span = plan.period_end - plan.period_start
    if not SHORTEST_SPAN <= span <= LONGEST_SPAN:
        sentence = _(
            "Periode rencana {start}–{end} berselisih {span} tahun. "
            "Selisih tahun akhir dan tahun awal sebaiknya {shortest} sampai {longest} tahun; sesuaikan tahun akhirnya."
        ).format(start=plan.period_start, end=plan.period_end, span=span, shortest=SHORTEST_SPAN, longest=LONGEST_SPAN)
        yield Fault((), sentence, Place("plan", plan.id, "period_end"))


def agreement(case: Case) -> Iterator[Fault]:
    """Rule 2: a Nota Kesepakatan with number, date, and its file or link."""
    yield from _best(case, AGREEMENT, _papers(case, AGREEMENT), evidence=True)


def regulation(case: Case) -> Iterator[Fault]:
    """Rule 4: a Perda or Perkada with its number, or a draft that says when it is to be enacted."""
    papers = [paper for kind in REGULATIONS for paper in _papers(case, kind)]
    held = waiting(case.snapshot, case.pack, REGULATIONS) if not papers else None
    if held is not None:
        sentence = _(
            "“{name}” tersimpan sebagai dokumen asli, tetapi belum tercatat sebagai dokumen hukum. "
            "Bukalah, lalu pilih “Catat sebagai dokumen hukum”."
        )
        yield Fault((), sentence.format(name=case.name(held)), Place("original_document", held.id, ""))
        return
    if not papers:
        sentence = _(
            "Perbup/Perwali atau Perda tentang rencana induk belum tercatat. "
            "Catat nomornya, atau catat rancangannya dengan target penetapan."
        )
        yield Fault((), sentence, Place("legal_document", "perkada", "number"))
        return
    lacks = {paper: _regulation_lack(case, paper) for paper in papers}
    if all(lacks.values()):
        paper = papers[-1]
        aspect, sentence, column = lacks[paper] or ("", "", "")
        yield Fault((paper.id, aspect), sentence, Place("legal_document", paper.id, column))


def _regulation_lack(case: Case, paper: LegalDocument) -> _Lack | None:
    name = case.name(paper)
    if paper.status != "rancangan":
        sentence = _("“{name}” belum bernomor. Isi nomornya, atau beri status rancangan dengan target penetapan.")
        return None if paper.number.strip() else ("number", sentence.format(name=name), "number")
    if not paper.target_date:
        sentence = _("Rancangan “{name}” belum memiliki target penetapan. Isi tanggalnya.").format(name=name)
        return ("target", sentence, "target_date")
    if paper.target_date < case.day:
        sentence = _(
            "Target penetapan rancangan “{name}” sudah lewat ({date}). "
            "Isi nomornya bila sudah ditetapkan, atau isi target baru."
        )
        return ("late", sentence.format(name=name, date=day(paper.target_date)), "target_date")
    return None


def decrees(case: Case) -> Iterator[Fault]:
    """Rule 3: Dewan and Tim Pelaksana each have an SK with number and date, and a member."""
    for kind, decree_kind in DECREES.items():
        yield from _best(case, decree_kind, _decrees_of(case, kind, decree_kind), evidence=False)
        yield from _members(case, kind)


def _decrees_of(case: Case, kind: str, decree_kind: str) -> list[LegalDocument]:
    """The SK of a kind, and whatever SK a body of that kind names: one SK often makes both bodies."""
    named = (case.snapshot.get(LegalDocument, body.decree_id) for body in bodies_of(case, kind))
    others = [paper for paper in named if paper is not None and paper.status != "dicabut"]
    return [*_papers(case, decree_kind), *others]


def _members(case: Case, kind: str) -> Iterator[Fault]:
    bodies = bodies_of(case, kind)
    if any(case.snapshot.where(BodyMember, "body_id", body.id) for body in bodies):
        return
    name = case.pack.label("body_kind", kind)
    sentence = _("{body} belum memiliki anggota. Catat sedikitnya satu anggota beserta kedudukannya.").format(body=name)
    place = Place("body_member", bodies[0].id, "person_id") if bodies else Place("body", kind, "name")
    yield Fault((kind, "members"), sentence, place)


def outside_members(case: Case) -> Iterator[Fault]:
    """Rule 3b: the Dewan has somebody from outside the government."""
    members = [m for body in bodies_of(case, "dewan") for m in case.snapshot.where(BodyMember, "body_id", body.id)]
    if members and all(member.element in {"", "pemerintah"} for member in members):
        sentence = _(
            "{body} belum memiliki anggota dari luar pemerintah. "
            "Catat unsur akademisi, dunia usaha, komunitas, atau media."
        ).format(body=case.pack.label("body_kind", "dewan"))
        yield Fault((), sentence, Place("body_member", members[0].body_id, "element"))


def meetings(case: Case) -> Iterator[Fault]:
    """Rule 30: Dewan, Tim and Forum met in the year looked at, and each has minutes."""
    for kind in MEETING_BODIES:
        name = case.pack.label("body_kind", kind)
        bodies = bodies_of(case, kind)
        held = [
            meeting
            for body in bodies
            for meeting in case.snapshot.where(Meeting, "body_id", body.id)
            if meeting.held_on[:4] == str(case.year)
        ]
        if not held:
            sentence = _("Rapat {body} tahun {year} belum tercatat. Catat tanggal, pokok bahasan, dan notulennya.")
            place = Place("meeting", bodies[0].id, "held_on") if bodies else Place("body", kind, "name")
            yield Fault((kind, str(case.year)), sentence.format(body=name, year=case.year), place)
        elif not any(meeting.minutes.strip() or case.evidence_for("meeting", meeting.id) for meeting in held):
            sentence = _("Rapat {body} tanggal {date} belum memiliki notulen. Tulis notulennya atau tautkan berkasnya.")
            sentence = sentence.format(body=name, date=day(held[-1].held_on))
            yield Fault((kind, str(case.year), "minutes"), sentence, Place("meeting", held[-1].id, "minutes"))


def bodies_of(case: Case, kind: str) -> list[Body]:
    """The bodies of a kind, in their order."""
    return [body for body in case.snapshot.all(Body) if body.kind == kind]


def _papers(case: Case, kind: str) -> list[LegalDocument]:
    return [paper for paper in case.snapshot.where(LegalDocument, "kind", kind) if paper.status != "dicabut"]


def _best(case: Case, kind: str, papers: list[LegalDocument], *, evidence: bool) -> Iterator[Fault]:
    """What the paper that lacks least still lacks; that there is none where there is none."""
    lacks = [(paper, _paper_lacks(case, kind, paper, evidence=evidence)) for paper in papers]
    if not lacks:
        sentence = _("{kind} belum tercatat. Catat nomor dan tanggalnya, lalu tautkan berkasnya.")
        sentence = sentence.format(kind=case.pack.label("legal_kind", kind))
        yield Fault((kind,), sentence, Place("legal_document", kind, "number"))
        return
    best, missing = min(lacks, key=lambda pair: len(pair[1]))
    for aspect, sentence, column in missing:
        place = Place("legal_document", best.id, column) if column else Place("evidence_link", best.id, "evidence_id")
        yield Fault((kind, best.id, aspect), sentence, place)


def _needed_until(case: Case, kind: str) -> str:
    """The day on which a paper must still hold; an agreement may have ended while an old plan was carried out."""
    start = case.snapshot.plan.period_start
    if kind == AGREEMENT and is_existing(case.snapshot) and start is not None:
        return min(f"{start}-01-01", case.standing_day)
    return case.standing_day


def _paper_lacks(case: Case, kind_code: str, paper: LegalDocument, *, evidence: bool) -> list[_Lack]:
    kind = case.pack.label("legal_kind", kind_code)
    lacks: list[_Lack] = []
    if paper.status == "rancangan":
        lacks.append(("draft", _("{kind} masih berupa rancangan. Ubah statusnya setelah ditandatangani."), "status"))
    if not paper.number.strip():
        lacks.append(("number", _("{kind} belum bernomor. Isi nomornya."), "number"))
    if not paper.dated:
        lacks.append(("date", _("{kind} belum bertanggal. Isi tanggalnya."), "dated"))
    if paper.valid_to and paper.valid_to < _needed_until(case, kind_code):
        lacks.append(("ended", _("{kind} berlaku hanya sampai {date}. Catat yang berlaku sekarang."), "valid_to"))
    if evidence and not case.evidence_for("legal_document", paper.id):
        lacks.append(("file", _("{kind} belum memiliki berkas. Tautkan berkas atau alamatnya sebagai bukti."), ""))
    return [(aspect, text.format(kind=kind, date=day(paper.valid_to)), column) for aspect, text, column in lacks]
