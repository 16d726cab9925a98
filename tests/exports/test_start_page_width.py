"""The start page in a browser, where one is there: the numbers at a glance and the charts need no scrolling aside."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from gmsc_desktop.exports.start_page import write_start_page
from tests.exports.editions import edition

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MEASURE = """<!doctype html><iframe id=f src="index.html" style="height:900px;border:0"></iframe><pre id=o></pre>
<script>
f.onload=()=>{for(const w of [1366,1200,1093]){f.style.width=w+'px';const d=f.contentDocument;
for(const e of d.querySelectorAll('.scroll'))if(e.closest('.glance')||e.querySelector('.glance,.chart'))
o.textContent+=w+' '+e.scrollWidth+' '+e.clientWidth+';';
o.textContent+=w+' '+d.documentElement.scrollWidth+' '+d.documentElement.clientWidth+';'}}</script>"""


@pytest.mark.skipif(BROWSER is None, reason="no browser on this computer")
def test_nothing_at_a_glance_is_wider_than_the_window(tmp_path: Path) -> None:
    with (tmp_path / "index.html").open("wb") as stream:
        write_start_page(edition(), stream, {}, ())
    (tmp_path / "ukur.html").write_text(MEASURE, encoding="utf-8")
    words = ["--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", "--dump-dom"]
    command = [str(BROWSER), *words, f"--user-data-dir={tmp_path / 'profil'}", "--virtual-time-budget=5000"]
    done = subprocess.run(
        [*command, (tmp_path / "ukur.html").as_uri()], capture_output=True, text=True, timeout=120, check=True
    )
    found = re.findall(r"(\d+) (\d+) (\d+);", done.stdout)
    assert len(found) >= 3 * 4, done.stdout[-500:]
    for window, whole, shown in found:
        assert int(whole) <= int(shown) + 1, f"at {window}: {whole} of {shown}"
