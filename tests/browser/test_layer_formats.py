"""Files of every format in a real browser, with its own parser of XML, as Python reads them."""

import base64
import shutil
import subprocess

import pytest
from told_files import BUNDLE, CASES, LAYERS, ROOT, told

from csto_map.exchange.writing import files

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which("npx") is None, reason="node is not there"),
]
TELL = """async ([name, data, layer]) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  try {
    return layers.short(await layers.openFile(name, bytes, { layer }));
  } catch (problem) {
    return layers.problemOf(problem);
  }
}"""
ENTRY = """
export { openFile } from "./assets/src/layers/open.js";
export { problemOf, short } from "./tests/js/layers_short.js";
"""


@pytest.fixture(scope="module")
def reader(browser):
    """A page of nothing but the readers."""
    bundle = subprocess.run(
        [*BUNDLE, "--log-level=error"],
        input=ENTRY,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    page = browser.new_page()
    page.add_script_tag(content=bundle.stdout)
    yield page
    page.close()


def on_the_page(reader, path, layer=None):
    data = base64.b64encode(path.read_bytes()).decode()
    return reader.evaluate(TELL, [path.name, data, layer])


def test_every_case_is_read_so(reader):
    for case in CASES:
        answer = on_the_page(reader, LAYERS / case["file"], case.get("layer"))
        expected = case.get("page", case["expected"])
        if case.get("projected") and "points" in answer:
            near = answer.pop("points")
            for point, wanted in zip(near, expected["points"], strict=True):
                assert point == (wanted and pytest.approx(wanted, abs=1e-8)), case["file"]
            expected = {key: value for key, value in expected.items() if key != "points"}
        assert answer == expected, case["file"]


def test_our_own_kml_is_read_as_python_reads_it(reader, real_atlas, tmp_path):
    for name, ending in (("events", ".kml"), ("deployments", ".kmz"), ("sites", ".geojson")):
        path = files.export(real_atlas, tmp_path / f"{name}{ending}", None, name)
        answer = on_the_page(reader, path)
        assert answer == told(path), name
        assert len(answer["cells"]) > 50
