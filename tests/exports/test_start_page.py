"""The start page as its reader gets it: one whole file, marked, with its charts, and nothing in it but ours."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from gmsc_desktop.exports import Cancelled, Edition
from gmsc_desktop.exports.charts import dimension_chart, money_chart
from gmsc_desktop.exports.flow_chart import flow_chart
from gmsc_desktop.exports.start_page import PARTS
from gmsc_desktop.exports.text_clean import clean
from gmsc_desktop.models.records import Evidence, Initiative
from gmsc_desktop.models.snapshot import from_json
from gmsc_desktop.worker.paper_pictures import look
from tests.exports.editions import HOSTILE, REVISION, edition, final_edition, hostile_edition
from tests.exports.pages import Reading, squeezed
from tests.sample_plan import sample_snapshot, sample_tables

STAGED = replace(edition(), purpose="bimtek-2")
# Elements that fetch, run, submit or embed; none may ever stand in the page.
NEVER = {"script", "link", "iframe", "object", "embed", "form", "input", "base", "audio", "video", "source", "image"}


@pytest.fixture(scope="module")
def page() -> Reading:
    return Reading.of(STAGED, round_number=2)


def test_the_page_is_one_whole_document(page: Reading) -> None:
    assert page.content.startswith(b'<!doctype html>\n<html lang="id">')
    assert page.content.rstrip().endswith(b"</html>")
    assert page.faults == []
    assert not NEVER & {element.tag for element in page.elements}
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids)) > 50


def test_nothing_is_fetched_from_anywhere(page: Reading) -> None:
    policy = next(e for e in page.all("meta") if e.attributes.get("http-equiv") == "Content-Security-Policy")
    assert policy.attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    names = {name for element in page.elements for name in element.attributes}
    assert not {name for name in names if name.startswith("on")} | names & {"style", "srcset", "action", "background"}
    assert all(e.attributes["src"].startswith("data:image/") for e in page.elements if "src" in e.attributes)
    assert not re.search(r"url\(|@import|expression", "".join(page.styles))


def test_every_place_that_a_link_names_is_there(page: Reading) -> None:
    ids = {element.attributes.get("id") for element in page.elements}
    inner = [link for link in page.links if link.startswith("#")]
    assert len(inner) > 60
    assert [link for link in inner if link[1:] not in ids] == []


def test_headings_lead_and_tables_say_what_they_are(page: Reading) -> None:
    levels = [int(element.tag[1]) for element in page.elements if re.fullmatch("h[1-6]", element.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert all(element.attributes.get("scope") for element in page.all("th"))
    narrative = [e for e in page.elements if "told-table" in e.classes]
    assert len(page.all("caption")) + len(narrative) == len(page.all("table"))
    assert all(element.text.strip() for element in page.all("caption") + page.all("summary"))
    assert [page.at(link[1:]).tag for link in page.links if link == "#isi"] == ["main"]


def test_the_first_lines_say_how_to_extract_and_what_this_is(page: Reading) -> None:
    text = page.text
    title = text.index("Rencana Induk Smart City", text.index("Langsung ke isi"))
    assert text.index("Ekstrak dahulu seluruh paket ini.") < title < text.index("Isi paket")
    head = next(element for element in page.elements if element.tag == "header").text
    for told in ("Kabupaten Luwu", "2025–2029", "Bimtek II", "Putaran2", "21 November 2026", REVISION, "Draf"):
        assert told in head, told


def test_a_team_copy_says_that_it_is_one() -> None:
    text = Reading.of(edition()).text
    assert "Salinan kerja ini dibuka dengan GMSC Desktop." in text
    assert "Salinan kerja tim" in text
    assert "Ekstrak dahulu" not in text
    assert "Putaran" not in text


def test_the_page_says_what_the_seal_proves(page: Reading) -> None:
    assert "komputer yang sama seperti sebelumnya, bukan identitas hukum" in page.text
    assert "Halaman ini sendiri tidak memeriksa apa pun." in page.text


def test_an_example_and_a_draft_say_so_at_the_top_and_at_every_section(page: Reading) -> None:
    body = page.text.index("Langsung ke isi")
    assert page.text.index("DRAF · CONTOH – bukan dokumen resmi", body) < page.text.index("Ekstrak dahulu")
    for part in PARTS:
        assert page.at(part.anchor).text.startswith(f"{part.title}DRAFCONTOH")
    assert page.all("title")[0].text.startswith("DRAF · CONTOH")
    assert "contoh" in "".join(page.styles).lower()  # the foot of every printed page


def test_a_final_book_of_a_real_plan_has_no_marks() -> None:
    page = Reading.of(final_edition())
    assert not page.of_class("ribbon")
    assert not page.of_class("badge")
    assert "CONTOH" not in page.text
    assert "DRAF" not in page.text
    assert "contoh" not in "".join(page.styles).lower()


def test_the_charts_stand_in_the_page_with_their_sentences(page: Reading) -> None:
    charts = (dimension_chart(STAGED), money_chart(STAGED), flow_chart(STAGED, 640))
    for chart in charts:
        drawn = page.at(f"bagan-{chart.code}-isi")
        assert (drawn.tag, drawn.text) == ("desc", chart.sentence)
        assert page.at(f"bagan-{chart.code}-nama").text == chart.title
        assert f"{chart.title}{chart.sentence}" in page.text
        assert all(cell in page.text for row in chart.table for cell in row)
    pictures = [element for element in page.all("svg") if element.attributes.get("role") == "img"]
    assert len(pictures) == len(charts)
    assert all(len(element.attributes["aria-labelledby"].split()) == 2 for element in pictures)


def test_six_rows_tell_fractions_and_money(page: Reading) -> None:
    rows = page.of_class("glance")[0].text
    figures = STAGED.figures
    for dimension in STAGED.reference.dimensions:
        assert dimension.label in rows
        assert figures.rate(STAGED.year, dimension.code).sentence in rows
        assert figures.mapped(dimension.code).sentence in rows
    assert "10 dari 11 program, 91" in rows


# What narrative in Markdown may bring that plain text does not; the links are addresses of evidence.
NARRATIVE = {
    *(("ul", "class", "told"), ("span", "class", "marker"), ("p", "class", "subhead"), ("p", "class", "verbatim")),
    *(("li", "class", "deep-1"), ("li", "class", "deep-1 counted"), ("div", "class", "scroll told-table")),
    *(("th", "scope", "col"), ("a", "rel", "noreferrer")),
}
NARRATIVE_TAGS = {"ul", "li", "p", "strong", "em", "code", "blockquote", "hr", "a"}


@pytest.fixture(scope="module")
def harmless() -> Reading:
    return Reading.of(hostile_edition("kata"))


def attributes(page: Reading) -> set[tuple[str, str, str]]:
    """Every attribute with its value; of words in a picture the place is left out, for it follows from their width."""
    every = {(element.tag, name, value) for element in page.elements for name, value in element.attributes.items()}
    return {one for one in every if not (one[0] in DRAWN and one[1] in WHERE and PLACE.fullmatch(one[2]))}


DRAWN = {"text", "rect", "polygon", "svg"}
WHERE = {"x", "y", "width", "height", "points", "textlength", "viewbox"}
PLACE = re.compile(r"[-0-9., ]+")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str, harmless: Reading) -> None:
    page = Reading.of(hostile_edition(text))
    assert page.faults == []
    assert {element.tag for element in page.elements} <= {e.tag for e in harmless.elements} | NARRATIVE_TAGS
    more = attributes(page) - attributes(harmless) - NARRATIVE
    assert more <= {("a", "href", text)}
    assert not more or text.startswith("http")
    quoted = re.compile('content:"([^"\\n]*)"')
    assert quoted.sub("", page.styles[0]) == quoted.sub("", harmless.styles[0])
    told = squeezed(clean(text))
    titles = [squeezed(element.text) for element in page.all("h4")]
    assert sum(told in title for title in titles) >= len(sample_snapshot().all(Initiative))
    assert letters(text) in letters(page.of_class("lead")[0].text)


def letters(text: str) -> str:
    return "".join(letter for letter in clean(text) if letter.isalnum())


def test_an_address_is_a_link_only_where_it_is_plain_http() -> None:
    tables = sample_tables()
    tables["evidence"][-1]["url"] = "https://luwukab.go.id/berita/112?a=1&b=2"
    page = Reading.of(edition(from_json(tables)))
    link = next(element for element in page.all("a") if element.attributes["href"].startswith("https:"))
    assert link.attributes == {"href": "https://luwukab.go.id/berita/112?a=1&b=2", "rel": "noreferrer"}
    assert link.text == "https://luwukab.go.id/berita/112?a=1&b=2"
    assert "dilihat 2 Mei 2026" in page.text
    for url in ("javascript:alert(1)", "file:///etc/passwd", "https://a b", "http://x\u202ey", "data:text/html,x"):
        tables["evidence"][-1]["url"] = url
        page = Reading.of(edition(from_json(tables)))
        assert clean(url) in page.text
        assert not [link for link in page.links if ":" in link]


def test_evidence_that_comes_along_is_a_link_under_its_own_name() -> None:
    rows = [row for row in sample_snapshot().all(Evidence) if row.sha256]
    here, shown_only = rows[0], rows[1]
    path = f"bukti/{here.sha256[:2]}/{here.sha256}.jpg"
    page = Reading.of(STAGED, {here.sha256: path, shown_only.sha256: "bukti/ab/laman.html"})
    links = [element for element in page.all("a") if element.attributes["href"] == path]
    assert {element.text for element in links} == {here.original_name}
    assert "bukti/ab/laman.html" in page.text  # a browser would run it: named, not linked
    assert "bukti/ab/laman.html" not in page.links
    assert page.text.count("tidak disertakan") >= len(rows) - 2
    assert "2 dari 4 berkas bukti ikut serta" in page.text


def test_the_emblem_of_the_district_stands_inside_the_page(tmp_path: Path) -> None:
    from PIL import Image

    file = tmp_path / "lambang"
    Image.new("RGB", (400, 300), "#1659B5").save(file, "PNG")
    tables = sample_tables()
    tables["region"][0]["logo_evidence_id"] = tables["evidence"][0]["id"]
    with_emblem = replace(edition(from_json(tables)), picture=lambda sha256: file, look=look)
    [picture] = Reading.of(with_emblem).all("img")
    assert picture.attributes["src"].startswith("data:image/png;base64,")
    assert picture.attributes["alt"] == "Lambang Kabupaten Luwu"
    assert not Reading.of(edition()).all("img")


def test_an_empty_plan_has_a_whole_page_too() -> None:
    tables = {name: rows if name in {"plan", "region"} else [] for name, rows in sample_tables().items()}
    tables["plan"][0] |= {"period_start": None, "period_end": None, "vision": None}
    page = Reading.of(edition(from_json(tables)))
    assert page.faults == []
    for told in ("Belum ada bukti dukung.", "Visi smart city belum diisi.", "Pelaksanaan belum dilaporkan."):
        assert told in page.text


def test_one_edition_gives_the_same_bytes(page: Reading) -> None:
    assert Reading.of(STAGED, round_number=2).content == page.content


def test_progress_is_told_and_stopping_stops() -> None:
    told: list[float] = []
    Reading.of(Edition.of(sample_snapshot(), revision_code="X", made_on=date(2026, 11, 21), progress=told.append))
    assert told == sorted(told)
    assert told[-1] == 1
    stopping = replace(edition(), cancelled=lambda: True)
    with pytest.raises(Cancelled):
        Reading.of(stopping)


def test_a_path_that_leaves_the_package_is_refused() -> None:
    for path in ("../rahasia.pdf", "/etc/passwd", "C:/x.pdf", "dokumen//x.pdf", "javascript:x"):
        with pytest.raises(ValueError, match="href"):
            Reading.of(edition(), papers=[("Dokumen", path)])
