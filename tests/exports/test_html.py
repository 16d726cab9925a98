"""HTML that is ours by construction, and drawings as SVG: what is told is text, what is not on the lists is refused."""

from __future__ import annotations

import ast
import io
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

from gmsc_desktop.exports import fonts, html
from gmsc_desktop.exports.html import Html, Page, el, is_web_address, join, stylesheet
from gmsc_desktop.exports.shapes import Drawing, Line, Polygon, Rect, Shape, String
from gmsc_desktop.exports.svg import figure_of

EXPORTS = Path(html.__file__).parent


def written(*content: html.Content) -> str:
    stream = io.BytesIO()
    page = Page(stream)
    page.add(*content)
    page.finish()
    return stream.getvalue().decode().removeprefix("<!doctype html>\n")


def test_text_is_escaped_in_content_and_attributes() -> None:
    made = el("p", "<b>&amp;</b>", el("a", 'a"b', href="#x"), aria_label='" onclick="x')
    assert written(made) == (
        '<p aria-label="&quot; onclick=&quot;x">&lt;b&gt;&amp;amp;&lt;/b&gt;<a href="#x">a&quot;b</a></p>'
    )


def test_letters_that_no_page_may_hold_are_cleaned() -> None:
    assert written(el("p", "nul\x00 \u202ebalik \ud800 \uffff \x85")) == "<p>nul balik \ufffd \ufffd </p>"


def test_plain_text_of_ours_is_kept_as_it_is() -> None:
    text = "Rp1.500.000 · 12,5\u00a0% – “é” … (a=b; c/d)\nbaris"
    assert written(el("p", text)) == f"<p>{text}</p>"


def test_absent_attributes_are_left_out_and_numbers_are_short() -> None:
    made = el("rect", x=1.0, y=2.3456, rx=None, width=-0.001, open=False)
    assert written(made) == '<rect x="1" y="2.35" width="-0"></rect>'
    assert written(el("details", open=True), join("a", None, 0, ["b", ["c"]])) == "<details open></details>a0bc"


@pytest.mark.parametrize(
    ("tag", "attributes"),
    [
        ("script", {}), ("style", {}), ("iframe", {}), ("form", {}), ("link", {}), ("p><script", {}),
        ("p", {"onclick": "x"}), ("p", {"style": "color:red"}), ("a", {"target": "_blank"}),
        ("a", {"href": "javascript:alert(1)"}), ("a", {"href": "../x"}), ("a", {"href": "/etc/passwd"}),
        ("a", {"href": "//tempat.lain/x"}), ("a", {"href": "file:///x"}), ("a", {"href": "a b.pdf"}),
        ("a", {"href": "data:text/html,x"}), ("img", {"src": "https://tempat.lain/x.png"}),
        ("img", {"src": "data:image/svg+xml;base64,AAAA"}), ("p", {"id": "Dua kata"}), ("p", {"cls": 'x" y'}),
    ],
)  # fmt: skip
def test_what_is_not_on_the_lists_is_refused(tag: str, attributes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"not an|may not be"):
        el(tag, **attributes)


@pytest.mark.parametrize("rules", ["</style><script>", "@import 'x';", "p{background:url(http://x)}"])
def test_a_style_sheet_stays_in_its_element(rules: str) -> None:
    with pytest.raises(ValueError, match="style sheet"):
        stylesheet(rules)


def test_a_web_address_is_one_without_tricks() -> None:
    assert is_web_address("https://luwukab.go.id/berita?a=1&b=2#c")
    assert written(el("a", href="HTTPS://LUWUKAB.GO.ID/")) == '<a href="HTTPS://LUWUKAB.GO.ID/"></a>'
    for text in ("", "http://", "ftp://x", "https://x y", "https://x\n", "https://\u202ex", 'https://x"y', "JS:x"):
        assert not is_web_address(text), text


def test_only_one_module_makes_markup() -> None:
    """Everyone else passes ``Html`` on: no other module makes one or spells an element."""
    others = [EXPORTS / "svg.py", *sorted((EXPORTS / "start_page").glob("*.py"))]
    assert len(others) > 10
    for path in others:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == Html.__name__), path.name
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert "<" not in node.value, f"{path.name}: {node.value[:60]}"


# -- drawings ---------------------------------------------------------------------------------------------------------


def drawn(*shapes: Shape) -> list[ElementTree.Element]:
    """The shapes of a drawing 100 wide and 50 high as a reader of SVG finds them."""
    drawing = Drawing(100, 50, shapes)
    svg = ElementTree.fromstring(written(figure_of(drawing, "Bagan <a>", "Isi & makna", "b")))
    assert svg.attrib["viewBox"] == "0 0 100 50"
    assert [element.text for element in svg[:2]] == ["Bagan <a>", "Isi & makna"]
    assert svg.attrib["aria-labelledby"] == "b-nama b-isi"
    return list(svg[2:])


def test_every_shape_stands_where_paper_has_it() -> None:
    rect, edge, polygon, line = drawn(
        Rect(10, 5, 20, 15, fill="FF0000", radius=3),
        Rect(0, 0, 5, 5, edge="00FF00", thick=1.5),
        Polygon((0, 0, 10, 0, 10, 10), fill="FF0000", edge="0000FF", thick=0.5, dash=(2, 1.5)),
        Line(0, 0, 100, 50, edge="0000FF", thick=0.8),
    )
    assert rect.attrib == {"x": "10", "y": "30", "width": "20", "height": "15", "rx": "3", "fill": "#FF0000"}
    assert (edge.attrib["fill"], edge.attrib["stroke"], edge.attrib["stroke-width"]) == ("none", "#00FF00", "1.5")
    assert polygon.attrib == {
        "points": "0,50 10,50 10,40", "fill": "#FF0000",
        "stroke": "#0000FF", "stroke-width": "0.5", "stroke-dasharray": "2 1.5",
    }  # fmt: skip
    assert line.attrib == {
        "x1": "0", "y1": "50", "x2": "100", "y2": "0", "stroke": "#0000FF", "stroke-width": "0.8",
    }  # fmt: skip


def test_text_of_a_drawing_is_text_and_as_wide_as_on_paper() -> None:
    fonts.register()
    string = String(50, 10, "<b>& 'x'", fonts.SEMIBOLD, 8, "0000FF", "middle")
    [text] = drawn(string)
    assert text.text == "<b>& 'x'"
    assert (text.attrib["x"], text.attrib["y"], text.attrib["text-anchor"]) == ("50", "40", "middle")
    assert (text.attrib["font-weight"], text.attrib["fill"]) == ("600", "#0000FF")
    assert float(text.attrib["textLength"]) == pytest.approx(fonts.width("<b>& 'x'", fonts.SEMIBOLD, 8), abs=0.01)
