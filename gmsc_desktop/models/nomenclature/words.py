"""What is said of the nomenclature: levels, what a list holds, and what a code is, gently and with a next step."""

from __future__ import annotations

from gmsc_desktop.models.nomenclature.codes import Level
from gmsc_desktop.models.nomenclature.contents import Version
from gmsc_desktop.models.nomenclature.lists import Kind, Standing
from gmsc_desktop.text import _
from gmsc_desktop.values import format_number

_NAMED = 3  # successors that are told by name


def level_words(level: Level) -> str:
    """What a level is called."""
    return {
        Level.AFFAIR: _("Urusan"),
        Level.FIELD: _("Bidang urusan"),
        Level.PROGRAMME: _("Program"),
        Level.ACTIVITY: _("Kegiatan"),
        Level.SUBACTIVITY: _("Subkegiatan"),
    }[level]


def contents_words(version: Version) -> list[str]:
    """How much a list holds, in two or three sentences."""
    told = _(
        "{subactivities} subkegiatan dalam {activities} kegiatan, {programmes} program, dan {fields} bidang urusan."
    ).format(
        subactivities=format_number(version.count(Level.SUBACTIVITY)),
        activities=format_number(version.count(Level.ACTIVITY)),
        programmes=format_number(version.count(Level.PROGRAMME)),
        fields=format_number(version.count(Level.FIELD)),
    )
    said = [told]
    if version.provincial and version.district:
        words = _("Untuk provinsi {provincial} subkegiatan, untuk kabupaten/kota {district}.")
        said.append(
            words.format(provincial=format_number(version.provincial), district=format_number(version.district))
        )
    if version.replaced:
        words = _("{count} kode lama disertai kode penggantinya.")
        said.append(words.format(count=format_number(version.replaced)))
    return said


def standing_words(standing: Standing) -> str:
    """What is said below a code that the lists do not simply know; "" where there is nothing to say."""
    version = standing.version.name if standing.version else ""
    if standing.kind is Kind.UNKNOWN:
        return _(
            "Kode ini belum ada di daftar {version}. Kode tetap disimpan; periksa ejaannya, atau impor daftar yang "
            "memuatnya."
        ).format(version=version)
    if standing.kind is Kind.OLD:
        named = (f"{entry.code} {' '.join(entry.name.split())}" for entry in standing.successors[:_NAMED])
        return _("Kode lama. Di daftar {version} penggantinya {codes}.").format(version=version, codes="; ".join(named))
    if standing.kind is Kind.ELSEWHERE:
        return _("Kode ini hanya ada di daftar {version}. Kode tetap disimpan; periksa bila dokumennya baru.").format(
            version=version
        )
    return ""
