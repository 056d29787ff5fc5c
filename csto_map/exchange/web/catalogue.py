"""The atlas in the terms of DCAT-AP 3, for catalogues of open data: JSON-LD."""

from __future__ import annotations

from csto_map.atlas import Atlas
from csto_map.exchange.web import linked
from csto_map.exchange.web.linked import Thing, told
from csto_map.exchange.writing import files
from csto_map.exchange.writing.provenance import provenance

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "locn": "http://www.w3.org/ns/locn#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "geo": "http://www.opengis.net/ont/geosparql#",
}
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
_FEATURES = "http://www.opengis.net/doc/IS/ogcapi-features-1/1.0"
_ENGLISH = "http://publications.europa.eu/resource/authority/language/ENG"


def catalogue(atlas: Atlas, base: str, *, services: bool = True) -> Thing:
    """
    Describe the atlas, its files and its services.

    Parameters
    ----------
    base
        Address of the page, without the last slash.
    services
        Whether a program answers there; else there are files alone.
    """
    origin = provenance(atlas, None)
    publisher = {
        "@id": f"{base}/#publisher",
        "@type": "foaf:Agent",
        "foaf:name": _english(origin.attribution or origin.title),
    }
    dataset = f"{base}/#dataset"
    shared = told(
        **{
            "dct:description": _english(linked.description(atlas)),
            "dct:publisher": publisher,
            "dct:license": _resource(origin.licence_url, "dct:LicenseDocument"),
            "dct:language": {"@id": _ENGLISH},
        }
    )
    return {
        "@context": _CONTEXT,
        "@id": f"{base}/dcat.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _english(origin.title),
        **shared,
        "foaf:homepage": {"@id": f"{base}/", "@type": "foaf:Document"},
        "dcat:dataset": told(
            at_id=dataset,
            at_type="dcat:Dataset",
            **{
                "dct:title": _english(atlas.config.name_long or origin.title),
                **shared,
                "dct:identifier": dataset,
                "dcat:version": origin.version,
                "dct:accessRights": {"@id": _PUBLIC, "@type": "dct:RightsStatement"},
                "dcat:landingPage": {"@id": f"{base}/", "@type": "foaf:Document"},
                "dct:provenance": _statement(origin.boundaries),
                "dct:temporal": {
                    "@type": "dct:PeriodOfTime",
                    "dcat:startDate": _day(origin.first.isoformat()),
                    "dcat:endDate": _day(origin.horizon.isoformat()),
                },
                "dct:spatial": _location(atlas),
                "dcat:distribution": [
                    *(_distribution(one, base, origin.licence_url) for one in linked.served()),
                    *(
                        [_of_service(f"{base}/ogc", "OGC API - Features", origin.licence_url)]
                        if services
                        else []
                    ),
                ],
            },
        ),
        **({"dcat:service": _features(origin.title, base, publisher["@id"])} if services else {}),
    }


def _features(title: str, base: str, publisher: object) -> Thing:
    """Describe the service that gives the layers feature by feature."""
    return {
        "@id": f"{base}/ogc",
        "@type": "dcat:DataService",
        "dct:title": _english(f"{title}: OGC API - Features"),
        "dct:publisher": {"@id": publisher},
        "dcat:endpointURL": {"@id": f"{base}/ogc"},
        "dcat:endpointDescription": {"@id": f"{base}/ogc/api"},
        "dct:conformsTo": _resource(_FEATURES, "dct:Standard"),
        "dcat:servesDataset": {"@id": f"{base}/#dataset"},
    }


def _distribution(one: files.Format, base: str, licence: str) -> Thing:
    address = linked.address(one, base)
    return told(
        at_id=address,
        at_type="dcat:Distribution",
        **{
            "dct:title": _english(one.title),
            "dcat:accessURL": {"@id": address},
            "dcat:downloadURL": {"@id": address},
            "dcat:mediaType": _resource(f"{_MEDIA_TYPES}{one.media_type}", "dct:MediaType"),
            "dct:license": _resource(licence, "dct:LicenseDocument"),
        },
    )


def _of_service(address: str, title: str, licence: str) -> Thing:
    return told(
        at_id=f"{address}#distribution",
        at_type="dcat:Distribution",
        **{
            "dct:title": _english(title),
            "dcat:accessURL": {"@id": address},
            "dcat:accessService": {"@id": address},
            "dct:license": _resource(licence, "dct:LicenseDocument"),
        },
    )


def _location(atlas: Atlas) -> Thing:
    box = linked.points(atlas)
    if box is None:
        return {}
    west, south, east, north = box
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    ring = ", ".join(f"{x:g} {y:g}" for x, y in corners)
    literal = {"@type": "geo:wktLiteral", "@value": f"POLYGON(({ring}))"}
    return {"@type": "dct:Location", "dcat:bbox": literal}


def _english(text: str) -> Thing:
    return {"@language": "en", "@value": text}


def _day(text: str) -> Thing:
    return {"@type": "xsd:date", "@value": text}


def _statement(text: str) -> Thing:
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    return {"@type": "dct:ProvenanceStatement", label: _english(text)} if text else {}


def _resource(address: str, kind: str) -> Thing:
    return {"@id": address, "@type": kind} if address else {}
