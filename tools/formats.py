"""Make the golden plan and packages of the present format in tests/formats: once for each format, then kept."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gmsc_desktop import cli  # noqa: E402
from gmsc_desktop.models import contacts, library  # noqa: E402
from gmsc_desktop.models.history import Author  # noqa: E402
from gmsc_desktop.models.schema import FORMAT  # noqa: E402

PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + bytes(300) + b"\xff\xd9"


def command(*words: str) -> dict[str, object]:
    """Run one command of the application and give its JSON value."""
    chosen = cli.parser().parse_args(words)
    value = chosen.run(chosen).value
    assert isinstance(value, dict)
    return value


def fill(plan: str, folder: Path) -> None:
    """A little of everything that a format has to keep: keys, references, money, figures as written, evidence, undo."""
    agency = command("add", plan, "agency", "name=Dinas Kesehatan", "short_name=Dinkes")["id"]
    words: tuple[str, ...] = (
        "title=Rumah Kurcaci <b>&</b>",
        "dimension=SL",
        f"agency_id={agency}",
        "year_start=2026",
        "year_end=2028",
    )
    initiative = command("add", plan, "initiative", *words)["id"]
    command("add", plan, "initiative_subdimension", f"initiative_id={initiative}", "subdimension=SL2")
    command("add", plan, "initiative_budget", f"initiative_id={initiative}", "year=2026", "source=apbd", "amount=2,5 M")
    document = command(
        "add", plan, "planning_document", "kind=rpd", "title=RPD", "target_start=2026", "target_end=2030"
    )["id"]
    goal = command("add", plan, "goal", f"document_id={document}", "text=Warga sehat")["id"]
    words = (f"document_id={document}", f"goal_id={goal}", "text=Stunting", "baseline_text=11,9")
    indicator = command("add", plan, "indicator", *words)["id"]
    command("add", plan, "target", f"indicator_id={indicator}", "year=2026", "text=<11")
    command(
        "add",
        plan,
        "indicator_mapping",
        f"initiative_id={initiative}",
        f"indicator_id={indicator}",
        "strength=langsung",
    )
    command("add", plan, "progress_year", f"initiative_id={initiative}", "year=2026", "budget=1.000.000")
    photo = folder / "IMG-20261103-WA0007.jpg"
    photo.write_bytes(PHOTO)
    command("attach", plan, str(photo), "--to", str(initiative))
    command("set", plan, "plan", "title", "Rencana format emas", "--source", "Bappeda, surat, 3 November 2026")
    person = str(command("add", plan, "person", "post=Kepala Bappelitbangda")["id"])
    with library.opened(plan) as document_of, document_of.change("Ubah kontak kantor") as db:
        contacts.set_contact(db, person, contacts.PHONE, "(0471) 21001")
    command("set", plan, "region", "capital", "Keliru")
    command("undo", plan)


def main() -> int:
    """Write the files; an existing folder of the format is replaced only with --replace."""
    target = ROOT / "tests" / "formats" / str(FORMAT)
    if target.exists() and "--replace" not in sys.argv:
        print(f"{target} is there already; --replace makes it anew (never after a release)")
        return 1
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    library.current_author = lambda: Author("00000000-0000-4000-8000-000000000001", "Penyusun", "laptop")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["GMSC_DATA"] = str(folder / "data")
        plan = str(command("new", "--district", "73.17", "--start", "2026", "--end", "2031")["id"])
        fill(plan, folder)
        copied = str(command("copy", plan, str(folder))["path"])
        handed = str(command("submit", plan, str(folder), "--for", "bimtek-1", "--override", "Contoh format")["path"])
        shutil.copyfile(copied, target / "salinan-kerja.gmsc")
        kept = str(command("backup", plan, str(folder / "cadangan.gmsc"))["path"])
        shutil.copyfile(kept, target / "cadangan.gmsc")
        shutil.copyfile(handed, target / "pengajuan.zip")
        file = folder / "data" / "plans" / plan / "plan.sqlite3"
        (target / "plan.sqlite3.gz").write_bytes(gzip.compress(file.read_bytes(), mtime=0))
        shown = json.dumps(command("show", plan)["tables"], ensure_ascii=False, indent=1)
        (target / "tables.json").write_text(shown + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
