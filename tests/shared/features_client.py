"""A client of OGC API - Features: what is asked twice is fetched once."""

import httpx
import numpy as np
import shapely


class Asking:
    """A client of the standard: it knows the landing page alone."""

    def __init__(self, client, root):
        self.client, self.root = client, root
        self._kept, self._read, self._shapes = {}, {}, {}

    def get(self, address, **parameters):
        """Ask an address: whole, or from the landing page on."""
        whole = address if address.startswith("http") else f"{self.root}{address}"
        asked = str(httpx.URL(whole).copy_merge_params(parameters)) if parameters else whole
        if asked not in self._kept:
            self._kept[asked] = self.client.get(asked)
        return self._kept[asked]

    def json(self, address, **parameters):
        answer = self.get(address, **parameters)
        assert answer.status_code == 200, answer.text[:500]
        asked = str(answer.request.url)
        if asked not in self._read:
            self._read[asked] = answer.json()
        return self._read[asked]

    @property
    def collections(self):
        return self.json("/collections")["collections"]

    @property
    def names(self):
        return [one["id"] for one in self.collections]

    def items(self, of, **parameters):
        return self.json(f"/collections/{of}/items", **parameters)

    def every(self, of):
        """All features of a collection, whatever the number of pages."""
        found, page = [], self.items(of, limit=1000)
        while True:
            found += page["features"]
            further = links(page, "next")
            if not further:
                return found
            page = self.json(further[0]["href"])

    def shapes(self, of):
        """The shapes of all features; None for what has no place."""
        if of not in self._shapes:
            every = (one["geometry"] for one in self.every(of))
            made = [one and shapely.geometry.shape(one) for one in every]
            self._shapes[of] = np.array(made, dtype=object)
            shapely.prepare(self._shapes[of])
        return self._shapes[of]

    def ids(self, of, **parameters):
        """Ids of what is asked for, at most 1,000: as linked data, which has no outlines."""
        page = self.items(of, f="jsonld", **{"limit": 1000, **parameters})
        return [one["identifier"] for one in page.get("itemListElement", [])]

    def parameters(self, name):
        """The parameters of a collection's items as the API's definition has them, by name."""
        api = self.json("/api")
        given = api["paths"][f"/collections/{name}/items"]["get"]["parameters"]
        return {one["name"]: one for one in (resolved(api, each) for each in given)}


def links(document, *rels):
    return [one for one in document["links"] if one["rel"] in rels]


def resolved(document, value):
    """Follow a reference within a document."""
    if "$ref" not in value:
        return value
    for step in value["$ref"].removeprefix("#/").split("/"):
        document = document[step]
    return document
