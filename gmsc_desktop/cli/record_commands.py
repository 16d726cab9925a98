"""Commands that set a value, add a record and remove one."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable
from datetime import date
from difflib import get_close_matches

from gmsc_desktop.cli.outcome import Outcome
from gmsc_desktop.cli.selecting import editing, find_record, pack_of
from gmsc_desktop.errors import UserFacingError
from gmsc_desktop.models import cells, reference, rows, typed
from gmsc_desktop.models.backing_up import keep_before_deleting
from gmsc_desktop.models.changesets import Value
from gmsc_desktop.models.checks.wording import folded
from gmsc_desktop.models.document import Document
from gmsc_desktop.models.fields import BY_NAME, FieldSpec, Kind, TableSpec
from gmsc_desktop.text import _
from gmsc_desktop.text import mark as m

_OTHER_WAYS = {  # tables to which this command adds nothing, and what does
    "plan": m("Rencana dibuat dengan perintah new, dan isinya diubah dengan perintah set."),
    "region": m("Daerah dipilih saat rencana dibuat, dan isinya diubah dengan perintah set."),
    "evidence": m("Bukti dukung ditambahkan dengan perintah attach."),
}
_BY_THE_PROGRAM = frozenset({Kind.ORDER, Kind.PARSED})


def set_field(chosen: argparse.Namespace) -> Outcome:
    """Set one value by one labelled change."""
    with editing(chosen.plan) as document:
        table, record = find_record(document, chosen.record)
        spec = BY_NAME[table]
        field = _field(spec, chosen.field, [field for field in spec.fields if field.editable])
        label = _("Ubah {field} ({table})").format(field=field.label, table=spec.singular)
        typed_text = _reference(document, field, chosen.value) if field.target else chosen.value
        with document.change(label, source=typed.read_source(chosen.source)) as db:
            cells.set_cell(db, table, record, field.column, typed_text, date.today())
        row = document.raw.execute(f"SELECT {field.column} FROM {table} WHERE id=?", (record,)).fetchone()
        shown = typed.show_value(field, row[0], pack_of(document))
    line = _("{field}: {value}").format(field=field.label, value=shown or _("(kosong)"))
    return Outcome([line], {"id": record, "table": table, "field": field.column, "value": row[0]})


def add(chosen: argparse.Namespace) -> Outcome:
    """Add one record from FIELD=VALUE pairs."""
    spec = _table(chosen.table)
    pairs = [_pair(spec, text) for text in chosen.values]
    _hold_needed(spec, [field.column for field, text in pairs if text.strip()])
    with editing(chosen.plan) as document:
        pack = pack_of(document)
        values = {field.column: _value(document, field, text, pack) for field, text in pairs}
        with document.change(
            _("Tambah {table}").format(table=spec.singular), source=typed.read_source(chosen.source)
        ) as db:
            rid = rows.add_row(db, spec.name, values, date.today())
    return Outcome(
        [_("{table} ditambahkan: {id}").format(table=spec.singular, id=rid)], {"id": rid, "table": spec.name}
    )


def remove(chosen: argparse.Namespace) -> Outcome:
    """Delete one record with what belongs to it."""
    with editing(chosen.plan) as document:
        table, record = find_record(document, chosen.record)
        if table in {"plan", "region"}:
            raise UserFacingError(
                _("Rencana dan daerahnya tidak dapat dihapus dengan perintah ini."), _("Hapus catatan di dalamnya.")
            )
        keep_before_deleting(document, table, [record])
        with document.change(_("Hapus {table}").format(table=BY_NAME[table].singular)) as db:
            rows.delete_row(db, table, record)
    line = _("{table} dihapus. Perintah undo mengembalikannya.").format(table=BY_NAME[table].singular)
    return Outcome([line], {"id": record, "table": table})


# -- tables and their fields


def _table(name: str) -> TableSpec:
    """The table of a name or an Indonesian label, to which a record can be added here."""
    wanted = folded(name)
    spec = BY_NAME.get(wanted) or next(
        (spec for spec in BY_NAME.values() if wanted in {folded(spec.singular), folded(spec.singular_text)}), None
    )
    if spec is None:
        known = [table for table in BY_NAME if table not in _OTHER_WAYS]
        near = get_close_matches(wanted, known, 3)
        listed = "\n".join(f"- {table} ({BY_NAME[table].singular})" for table in near or sorted(known))
        raise UserFacingError(
            _("Tabel “{table}” tidak ada.").format(table=name[:40]),
            (_("Mungkin maksudnya:\n{known}") if near else _("Tabel yang dapat ditambah:\n{known}")).format(
                known=listed
            ),
        )
    if spec.name in _OTHER_WAYS:
        raise UserFacingError(
            _("“{table}” tidak ditambah dengan perintah ini.").format(table=spec.singular), _(_OTHER_WAYS[spec.name])
        )
    return spec


def _told_by_a_person(spec: TableSpec) -> list[FieldSpec]:
    return [field for field in spec.fields if field.kind not in _BY_THE_PROGRAM]


def _field(spec: TableSpec, name: str, fields: Iterable[FieldSpec]) -> FieldSpec:
    """The field of a column or a label; the refusal lists ``fields``, which may be written here."""
    wanted = name.removeprefix(f"{spec.name}.")
    for field in spec.fields:
        if field.column == wanted or name.casefold() in {field.label.casefold(), field.label_text.casefold()}:
            return field
    raise UserFacingError(
        _("“{table}” tidak memiliki isian {name}.").format(table=spec.singular, name=name[:40]),
        _("Isian yang ada: {known}.").format(known=_listed(fields)),
    )


def _listed(fields: Iterable[FieldSpec]) -> str:
    return ", ".join(f"{field.column} ({field.label})" for field in fields)


def _hold_needed(spec: TableSpec, given: list[str]) -> None:
    """Refuse a record without what it cannot be without, and one with nothing in it; all of it is told at once."""
    needed = [field for field in _needed(spec, given) if field.column not in given]
    if given and not needed:
        return
    others = [field for field in _told_by_a_person(spec) if field not in needed and field.column not in given]
    more = _("Isian lain: {known}.").format(known=_listed(others)) if others else ""
    if needed:
        sentence = _("“{table}” belum lengkap. Yang masih diperlukan: {needed}.")
    else:
        sentence = _("“{table}” tanpa isi tidak dicatat. Isi sedikitnya satu isian.")
    example = _("Contoh: {example}").format(example=_example(spec, needed))
    raise UserFacingError(
        sentence.format(table=spec.singular, needed=_listed_needed(spec, needed)),
        "\n".join(filter(None, (example, more))),
    )


def _needed(spec: TableSpec, given: Collection[str] = ()) -> list[FieldSpec]:
    """What a record cannot be without, in the order of its table; of several of which one will do, the first."""
    one_of = rows.ONE_OF.get(spec.name, ())
    columns = {*rows.NEEDED.get(spec.name, ()), *(() if set(one_of) & set(given) else one_of[:1])}
    return [field for field in spec.fields if field.required or field.column in columns]


def _listed_needed(spec: TableSpec, needed: Iterable[FieldSpec]) -> str:
    one_of = rows.ONE_OF.get(spec.name, ())
    alternatives = _(" atau ").join(_listed([spec.field(column)]) for column in one_of)
    return ", ".join(alternatives if field.column in one_of else _listed([field]) for field in needed)


def _example(spec: TableSpec, needed: list[FieldSpec]) -> str:
    """The words that would do, with a value of the right kind for each field: ``gmsc add PLAN target year=2026 …``."""
    title = [field for field in spec.fields if field.column == spec.title_column]
    fields = list(dict.fromkeys([*needed, *title])) or _told_by_a_person(spec)[:1]
    return " ".join(["gmsc add PLAN", spec.name, *(f"{field.column}={_sample(field)}" for field in fields)])


def _sample(field: FieldSpec) -> str:
    if field.target:
        return _("NOMOR")
    if field.choices:
        choices = reference.load().choices(field.choices)
        return choices[0].code if choices else _("KODE")
    samples = {
        Kind.KEY_YEAR: "2026",
        Kind.YEAR: "2026",
        Kind.KEY_NUMBER: "1",
        Kind.INTEGER: "1",
        Kind.MONEY: "1.000.000",
        Kind.DATE: "2026-11-21",
        Kind.MONTH: "2026-11",
        Kind.WRITTEN: '"12,5"',
    }
    return samples.get(field.kind, f'"{field.label}"')


# -- values


def _pair(spec: TableSpec, text: str) -> tuple[FieldSpec, str]:
    name, found, value = text.partition("=")
    if not found:
        raise UserFacingError(
            _("“{text}” tidak berbentuk FIELD=VALUE.").format(text=text[:60]),
            _("Contoh: {example}").format(example=_example(spec, _needed(spec))),
        )
    return _field(spec, name.strip(), _told_by_a_person(spec)), value


def _value(document: Document, field: FieldSpec, text: str, pack: reference.ReferencePack) -> Value:
    return _reference(document, field, text) if field.target else typed.read_value(field, text, pack)


def _reference(document: Document, field: FieldSpec, text: str) -> str:
    """The id of the record that ``text`` names by id or by name, "" for nothing; of the kind that is pointed at."""
    if not text.strip():
        return ""
    named = _named(document, field.target, text)
    if named:
        return named
    table, rid = find_record(document, text.strip())
    if table != field.target:
        raise UserFacingError(
            _("“{label}” harus menunjuk {table}.").format(label=field.label, table=BY_NAME[field.target].singular),
            _("Periksa nomor catatannya."),
        )
    return rid


def _named(document: Document, table: str, text: str) -> str:
    """The one record of a table that is called so; "" where there is none."""
    columns = {BY_NAME[table].title_column, *({"short_name", "code"} & set(BY_NAME[table].columns))} - {""}
    found: set[str] = set()
    for column in sorted(columns):
        for rid, name in document.raw.execute(f"SELECT id,{column} FROM {table} WHERE {column} IS NOT NULL"):
            if folded(str(name)) == folded(text):
                found.add(str(rid))
    if len(found) > 1:
        raise UserFacingError(
            _("“{text}” adalah nama {count} catatan.").format(text=text[:60], count=len(found)),
            _("Tulis nomor catatannya: {ids}.").format(ids=", ".join(sorted(rid[:8] for rid in found)[:5])),
        )
    return next(iter(found), "")
