"""Who has typed on this computer, so that another person is two clicks away; names only, beside the plans."""

from __future__ import annotations

import json

from gmsc_desktop.models.history import Author
from gmsc_desktop.paths import data_folder
from gmsc_desktop.platform_files import computer_name, write_atomically

FILE_NAME = "orang.json"
MOST = 20


def known_people(present: Author) -> list[Author]:
    """The present person first, then the others by their latest turn."""
    people = [present]
    try:
        loaded = json.loads((data_folder() / FILE_NAME).read_text(encoding="utf-8"))
        people += [Author(str(one["id"]), str(one["name"]), computer_name()) for one in loaded]
    except (OSError, ValueError, KeyError, TypeError):
        pass
    unique = {person.id: person for person in reversed(people)}
    return sorted(unique.values(), key=lambda person: [known.id for known in people].index(person.id))


def remember_person(person: Author) -> None:
    """Keep a person for the menu."""
    people = known_people(person)[:MOST]
    content = json.dumps([{"id": one.id, "name": one.name} for one in people], ensure_ascii=False).encode()
    path = data_folder() / FILE_NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, lambda stream: (stream.write(content), None)[1])
