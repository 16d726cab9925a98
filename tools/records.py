"""Write what follows from the field declarations: record classes and docs/tables.md; the format's files on request.

python tools/records.py             after every change in gmsc_desktop/models/fields/
python tools/records.py --formats   resources/formats/: N.sql, the tables of format N, and keys.txt, every name that
                                    the history has ever used. A released format's N.sql is never written again.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gmsc_desktop.models.fields import bodies, initiatives, plan, progress, rpjmd  # noqa: E402
from gmsc_desktop.models.fields.spec import FIXED_KINDS, INTEGER_KINDS, FieldSpec, Kind, TableSpec  # noqa: E402

MODULES = {"plan": plan, "bodies": bodies, "rpjmd": rpjmd, "initiatives": initiatives, "progress": progress}
HEAD = '''"""Frozen records of the tables in gmsc_desktop/models/fields/{name}.py; written by tools/records.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
'''


def class_name(table: str) -> str:
    """``initiative_budget`` is the class ``InitiativeBudget``."""
    return "".join(part.capitalize() for part in table.split("_"))


def annotation(field: FieldSpec) -> str:
    """The Python type of a value: text is never None, a number may be empty, a flag is yes or no."""
    if field.kind is Kind.FLAG:
        return "bool"
    if field.kind in INTEGER_KINDS:
        return "int" if field.kind in FIXED_KINDS else "int | None"
    return "float | None" if field.storage == "REAL" else "str"


def class_text(table: TableSpec) -> str:
    """The source of one record class."""
    lines = ["@dataclass(frozen=True, slots=True)", f"class {class_name(table.name)}:"]
    lines += [f'    """One row of ``{table.name}``: {table.singular_text}."""', ""]
    lines += [f'    TABLE: ClassVar[str] = "{table.name}"', "    id: str"]
    return "\n".join(lines + [f"    {field.column}: {annotation(field)}" for field in table.fields])


def module_text(name: str) -> str:
    """The source of one module of records."""
    tables: tuple[TableSpec, ...] = MODULES[name].TABLES

    return HEAD.format(name=name) + "\n\n" + "\n\n\n".join(map(class_text, tables)) + "\n"


def init_text() -> str:
    """The source of the package's ``__init__``: every class and the map from table to class."""
    lines = ['"""Frozen records of every table of the plan. Written by tools/records.py."""', ""]
    lines += ["from __future__ import annotations", ""]
    names: list[str] = []
    for module, source in sorted(MODULES.items()):
        classes = sorted(class_name(table.name) for table in source.TABLES)
        names += classes
        lines += [f"from gmsc_desktop.models.records.{module} import (", *(f"    {c}," for c in classes), ")"]
    lines += ["", "RECORDS: dict[str, type] = {"]
    lines += [f'    "{t.name}": {class_name(t.name)},' for source in MODULES.values() for t in source.TABLES]
    lines += ["}", "", "__all__ = [", '    "RECORDS",', *(f'    "{name}",' for name in sorted(names)), "]"]
    return "\n".join(lines) + "\n"


def tables_page() -> str:
    """docs/tables.md: every table and field with its words."""
    lines = ["# Tables of the plan", "", "Written by `tools/records.py` from `gmsc_desktop/models/fields/`.", ""]
    lines += ["Every row has `id`. *Derived*: the id follows from the keys marked with ◆.", ""]
    for source in MODULES.values():
        for table in source.TABLES:
            derived = " *Derived.*" if table.derived else ""
            lines += [
                f"## {table.name}",
                "",
                f"{table.plural_text}.{derived}",
                "",
                "| field | kind | label |",
                "|---|---|---|",
            ]
            lines += [field_line(field) for field in table.fields] + [""]
    return "\n".join(lines)


def field_line(field: FieldSpec) -> str:
    """One row of the page."""
    more = f" → `{field.target}`" if field.target else f" ({field.choices})" if field.choices else ""
    key = " ◆" if field.kind in FIXED_KINDS else ""
    return f"| `{field.column}`{key} | {field.kind}{more} | {field.label_text} |"


def format_text() -> str:
    """The statements that make an empty plan of the present format."""
    from gmsc_desktop.models.schema import ddl

    return ";\n\n".join(ddl()) + ";\n"


def keys_text(before: str) -> str:
    """keys.txt with today's fields: name, type, and ``retired`` where no field has the name any more."""
    known = {line.split()[0]: line.split()[1] for line in before.splitlines() if line.strip()}
    today = {
        field.key: field.storage for source in MODULES.values() for table in source.TABLES for field in table.fields
    }
    reused = sorted(key for key in today if known.get(key, today[key]) != today[key])
    if reused:
        sys.exit(f"these names had another type before, choose new ones: {', '.join(reused)}")
    lines = [f"{key} {kind}{'' if key in today else ' retired'}" for key, kind in sorted({**known, **today}.items())]
    return "\n".join(lines) + "\n"


def write_formats() -> None:
    """Write the tables of the present format, and bring the list of names up to date."""
    from gmsc_desktop.models.schema import FORMAT

    folder = ROOT / "resources" / "formats"
    folder.mkdir(exist_ok=True)
    keys = folder / "keys.txt"
    keys.write_text(keys_text(keys.read_text(encoding="utf-8") if keys.is_file() else ""), encoding="utf-8")
    (folder / f"{FORMAT}.sql").write_text(format_text(), encoding="utf-8")


def main() -> None:
    """Write all modules and the page that lists the tables; with ``--formats`` the files of the format instead."""
    if "--formats" in sys.argv[1:]:
        write_formats()
        return
    (ROOT / "docs" / "tables.md").write_text(tables_page(), encoding="utf-8")
    folder = ROOT / "gmsc_desktop" / "models" / "records"
    folder.mkdir(exist_ok=True)
    for name in MODULES:
        (folder / f"{name}.py").write_text(module_text(name), encoding="utf-8")
    (folder / "__init__.py").write_text(init_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
