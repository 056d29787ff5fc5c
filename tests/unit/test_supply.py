"""What the program is made of, and what is known of its weaknesses."""

import importlib.util
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def script(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_bill_of_materials_has_every_locked_package_and_what_the_page_bundles():
    found = script("sbom").document(ROOT)
    assert (found["bomFormat"], found["metadata"]["component"]["name"]) == ("CycloneDX", "csto-map")
    components = {(one["name"].lower(), one["version"]): one for one in found["components"]}
    lock = (ROOT / "requirements" / "runtime.lock").read_text(encoding="utf-8")
    locked = re.findall(r"^([\w.-]+)==([^\s;]+)", lock, re.MULTILINE)
    assert len(locked) > 80
    assert not {(name.lower(), version) for name, version in locked} - set(components)
    for name, version in json.loads((ROOT / "package.json").read_text())["dependencies"].items():
        assert components[name, version]["purl"] == f"pkg:npm/{name}@{version}"
    assert any(name.startswith("plotly.js") for name, _ in components)
    refs = [one["bom-ref"] for one in found["components"]]
    assert len({*refs}) == len(refs)


@pytest.mark.parametrize(
    ("found", "code", "said"),
    [
        (None, 3, "nothing was checked"),
        ([{"name": "a", "skip_reason": "not found"}, {"name": "b", "vulns": []}], 3, "1 of 2"),
        ([{"name": "a", "version": "1", "vulns": [{"id": "X-1"}]}], 1, "a 1: X-1"),
        ([{"name": "a", "version": "1", "vulns": []}], 0, "none known"),
    ],
)
def test_an_audit_without_data_is_not_called_clean(found, code, said):
    got, sentence = script("audit").told(found, "runtime.lock")
    assert got == code
    assert said in sentence
