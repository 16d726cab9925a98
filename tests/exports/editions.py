"""Editions of the sample plan, and what was put in every field of a hostile one."""

from __future__ import annotations

from datetime import date

from gmsc_desktop.exports import Edition
from gmsc_desktop.models.fields import BY_NAME
from gmsc_desktop.models.fields.spec import FieldSpec, Kind
from gmsc_desktop.models.snapshot import Snapshot, from_json
from tests.sample_initiatives import Tables
from tests.sample_plan import sample_snapshot, sample_tables

MADE_ON = date(2026, 11, 21)
REVISION = "R-7F3A"

# Each is text that some output would treat as more than text: markup, formulas, paths, controls, directions, emptiness.
HOSTILE = (
    '<b>x</b>', '<kegiatan> rutin', '&amp; &lt;br&gt; &#65;', 'a & b < c > d', '=1+1', '+1+1', '-1+1',
    '@SUM(A1)', "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")', "<img src='file:///etc/passwd'>",
    '<img src="x" onerror=1>', '<script>alert(1)</script>', '</script></style></body>', '{{7*7}}', '${7*7}',
    '{% raw %}', '%(name)s {name} {0}', '%s%n', '<para>x</para>', "<font color='red'>m</font>",
    "<a href='javascript:x'>y</a>", '<br/>baris', '<!-- z -->', ']]>', "<?xml version='1.0'?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", '&e;', 'nul\x00nul', 'bel\x07 esc\x1b[31m',
    'tab\there', 'cr\r\nlf', '\u202eterbalik\u202c', 'שלום', 'مرحبا',
    '😀 emoji \U0001f469\u200d\U0001f469\u200d\U0001f467', '中文', 'e\u0301 cafe\u0301', '\ufeffbom',
    'zero\u200bwidth', 'soft\xadhyphen', "'; DROP TABLE plan; --", 'C:\\Users\\x', '\\\\server\\share',
    '_x0041_', '#REF!', 'http://contoh.id/?a=1&b=2', '../../etc/passwd', 'TRUE', '1e9', '00123',
    '[teks](http://x)', '![g](file:///etc/passwd)', '**tebal** _miring_', '`kode`', '| a | b |',
    '# bukan judul', '> kutip', '[1]: /x', '\ud800', '\uffff', ' spasi ', "''", '"',
)  # fmt: skip
TEXT_KINDS = {Kind.TEXT, Kind.PROSE, Kind.MARKDOWN, Kind.CODE, Kind.WRITTEN}
# Codes that the plan itself follows; everything else a person could have typed or a colleague's copy could hold.
STRUCTURAL = {"plan.reference_version", "evidence.sha256"}


def edition(snapshot: Snapshot | None = None, *, revision: str = REVISION) -> Edition:
    return Edition.of(snapshot or sample_snapshot(), revision_code=revision, made_on=MADE_ON)


def final_edition() -> Edition:
    return edition(sample_snapshot({"plan": {"status": "final", "is_example": False}}))


def with_text(text: str) -> Tables:
    """The sample plan with ``text`` in every text field of every row."""
    tables = sample_tables()
    for name, rows in tables.items():
        columns = [field.column for field in BY_NAME[name].fields if is_free_text(field)]
        for row in rows:
            row.update(dict.fromkeys(columns, text))
    return tables


def is_free_text(field: FieldSpec) -> bool:
    return field.kind in TEXT_KINDS and field.key not in STRUCTURAL


def hostile_edition(text: str) -> Edition:
    return edition(from_json(with_text(text)))
