"""The CSV package in the terms of Croissant 1.0, for those who feed tables to learning machines.

Made from the package's Frictionless descriptor, which tells the same to other programs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, cast

Thing = dict[str, Any]

NAME = "croissant.json"
# As the specification has it; validators compare it word for word.
_CONTEXT: Thing = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
# Yes and no are texts: what reads Croissant knows true and false alone.
_TYPES = {"integer": "sc:Integer", "number": "sc:Float", "date": "sc:Date"}


def document(descriptor: Mapping[str, Any], members: Mapping[str, bytes]) -> Thing:
    """
    Describe a package, from within it.

    Parameters
    ----------
    descriptor
        Its ``datapackage.json``.
    members
        Its files, by their paths.
    """
    licence = cast("Sequence[Mapping[str, str]]", descriptor.get("licenses", ()))
    resources = cast("Sequence[Mapping[str, Any]]", descriptor["resources"])
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": descriptor["title"],
        "description": descriptor["description"],
        **({"license": licence[0]["path"]} if licence else {}),
        "version": descriptor["version"],
        "distribution": [_file(one, members[one["path"]]) for one in resources],
        "recordSet": [_records(one) for one in resources],
    }


def served(document: Thing, address: str, package: bytes) -> Thing:
    """Describe a package from without: its files are parts of the archive at an address."""
    whole = {
        "@type": "cr:FileObject",
        "@id": "package",
        "name": "package",
        "contentUrl": address,
        "encodingFormat": "application/zip",
        "sha256": hashlib.sha256(package).hexdigest(),
    }
    parts = [{**one, "containedIn": {"@id": "package"}} for one in document["distribution"]]
    return {**document, "url": address, "distribution": [whole, *parts]}


def _file(resource: Mapping[str, Any], body: bytes) -> Thing:
    return {
        "@type": "cr:FileObject",
        "@id": resource["path"],
        "name": resource["path"],
        "description": resource["title"],
        "contentUrl": resource["path"],
        "encodingFormat": resource["mediatype"],
        "sha256": hashlib.sha256(body).hexdigest(),
    }


def _records(resource: Mapping[str, Any]) -> Thing:
    name, schema = resource["name"], resource["schema"]
    leads = {
        column: f"{each['reference']['resource']}/{target}"
        for each in schema.get("foreignKeys", ())
        for column, target in zip(each["fields"], each["reference"]["fields"], strict=True)
    }
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": resource["title"],
        "key": [{"@id": f"{name}/{column}"} for column in schema["primaryKey"]],
        "field": [_field(resource, field, leads) for field in schema["fields"]],
    }


def _field(
    resource: Mapping[str, Any], field: Mapping[str, Any], leads: Mapping[str, str]
) -> Thing:
    name = field["name"]
    return {
        "@type": "cr:Field",
        "@id": f"{resource['name']}/{name}",
        "name": name,
        "description": field["description"],
        "dataType": _TYPES.get(field["type"], "sc:Text"),
        **({"references": {"field": {"@id": leads[name]}}} if name in leads else {}),
        "source": {"fileObject": {"@id": resource["path"]}, "extract": {"column": name}},
    }
