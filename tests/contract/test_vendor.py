"""What is bundled is what it says, and nothing is asked of the network."""

import re
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "assets/vendor"
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
# Names that only look like addresses: XML namespaces, terms of linked data, and examples.
NAMESPACES = (
    *("www.w3.org", "schemas.openxmlformats.org", "www.opengis.net", "purl.org"),
    *("schema.org", "xmlns.com", "mlcommons.org", "publications.europa.eu", "www.iana.org"),
    *("www.sitemaps.org", "atlas.example.org"),
    *("ns.adobe.com", "creativecommons.org", "schemas.microsoft.com"),
    # Of QGIS and of the GeoPackage.
    *("mrcc.com", "www.geopackage.org"),
)
HOST = re.compile(r"(?:https?:|wss?:|url\(|['\"])//([A-Za-z0-9][\w.-]*\.[a-z]{2,})")
OWN = [
    path
    for folder in ("assets", "app", "csto_map")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".py", ".js", ".css", ".svg", ".html", ".toml")
    and VENDOR not in path.parents
]


def test_the_plotly_bundle_is_the_one_that_plotly_py_bundles():
    (bundle,) = VENDOR.glob("plotly-basic-*.min.js")
    version = get_plotlyjs_version()

    assert bundle.name == f"plotly-basic-{version}.min.js"
    with bundle.open(encoding="utf-8") as file:
        head = file.read(400)
    assert f"v{version}" in head, head


def test_every_bundled_file_has_its_licence_written_down():
    listed = (VENDOR / "LICENSES.md").read_text(encoding="utf-8")

    for path in sorted(VENDOR.iterdir()):
        assert path.name in listed or path.name == "LICENSES.md", path.name


def test_there_are_locks():
    assert {path.name for path in LOCKS} >= {"runtime.lock", "dev.lock", "build.lock"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_locks_name_no_registry_and_pin_by_hash(lock):
    text = lock.read_text(encoding="utf-8")

    assert "://" not in text
    assert not re.search(r"^\s*--?(index|extra-index|find-links|i |f )", text, re.MULTILINE)
    pinned = re.findall(r"^[a-z0-9][^\s;]*==", text, re.MULTILINE)
    assert pinned
    assert text.count("--hash=sha256:") >= len(pinned)


def test_nothing_names_a_foreign_host():
    """Sources and their addresses are data; what runs asks nobody."""
    found = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in OWN
        for host in sorted(set(HOST.findall(path.read_text(encoding="utf-8"))) - set(NAMESPACES))
    ]

    assert len(OWN) > 100
    assert found == []
