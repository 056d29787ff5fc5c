"""The features as linked data of schema.org."""

from datetime import date, timedelta


def test_the_landing_page_is_a_catalogue_of_every_collection(ogc, real_atlas):
    told = ogc.json("/", f="jsonld")

    assert (told["@context"], told["@type"]) == ("https://schema.org/", "DataCatalog")
    assert told["license"] == real_atlas.config.licence.url
    assert [one["@id"] for one in told["dataset"]] == [
        f"{ogc.root}/collections/{name}" for name in ogc.names
    ]
    for name, one in zip(ogc.names, told["dataset"], strict=True):
        alone = ogc.json(f"/collections/{name}", f="jsonld")
        assert alone == {"@context": told["@context"], **one}
        assert one["variableMeasured"] == list(ogc.every(name)[0]["properties"])


def test_an_event_has_its_first_and_its_last_day(ogc):
    features = {one["id"]: one for one in ogc.every("events")}
    page = ogc.json("/collections/events/items", f="jsonld", limit=1000)
    lasting = 0

    assert page["numberOfItems"] == len(features) == len(page["itemListElement"])
    for one in page["itemListElement"]:
        properties = features[one["identifier"]]["properties"]
        assert one["@type"] == "Event"
        assert one["@id"] == f"{ogc.root}/collections/events/items/{one['identifier']}"
        assert one["startDate"] == properties["start_date"]
        last = date.fromisoformat(one["endDate"])
        assert last + timedelta(days=1) == date.fromisoformat(properties["end_date"])
        assert ("geo" in one["location"]) == (features[one["identifier"]]["geometry"] is not None)
        assert [each["name"] for each in one.get("subjectOf", [])] == (
            properties["sources"].split(" | ")
        )
        lasting += one["startDate"] < one["endDate"]
    assert lasting > 10


def test_a_site_is_a_place_with_all_that_is_known_of_it(ogc):
    for feature in ogc.every("sites")[:20]:
        one = ogc.json(f"/collections/sites/items/{feature['id']}", f="jsonld")
        across, up = feature["geometry"]["coordinates"]
        more = {each["name"]: each["value"] for each in one["additionalProperty"]}

        assert one["@type"] == ["Place", "Role"]
        assert one["name"] == feature["properties"]["name"]
        assert (one["geo"]["longitude"], one["geo"]["latitude"]) == (across, up)
        for name, value in feature["properties"].items():
            if name in more:
                assert more[name] == value
        assert {"country", "operator", "certainty", "shown_until"} - set(more) <= {
            name for name, value in feature["properties"].items() if value in (None, "")
        }


def test_linked_data_can_be_asked_for_by_its_media_type(ogc):
    answer = ogc.client.get(
        f"{ogc.root}/collections/border/items?limit=1",
        headers={"Accept": "application/ld+json, application/json;q=0.5"},
    )
    links = {one["rel"]: one for one in answer.links.values()}

    assert answer.headers["content-type"] == "application/ld+json"
    assert links["self"]["url"].endswith("/items?limit=1&f=jsonld")
    assert links["alternate"]["url"].endswith("/items?limit=1")
    assert answer.headers["vary"] == "Accept, Accept-Encoding"
    assert answer.headers["access-control-allow-origin"] == "*"
