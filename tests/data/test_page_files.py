"""The files of the page are what their forms say, and so are the texts made of the forms."""

import copy
import importlib.util
import json
import re
from pathlib import Path

import jsonschema
import pytest
import toy_world
from pydantic import ValidationError

from csto_map.atlas import Atlas
from csto_map.language.words import languages
from csto_map.page import bundle
from csto_map.page.declarations import expression, typescript
from csto_map.page.files import PageFiles, json_schema

ROOT = Path(__file__).resolve().parents[2]
NAMES = [field.alias or name for name, field in PageFiles.model_fields.items()]
# Making all files of the shipped atlas takes a while.
BOTH = [pytest.param("shipped", marks=pytest.mark.slow), "nato"]
SHARED = ("map-coarse", "map-fine", "ground", "ground-fine", "letters")


def whole(files, language):
    """Give all files of a language as the one object that the model is of."""
    ending = "" if language == "en" else f"-{language}"
    texts = (f'"{n}":{files[n if n in SHARED else n + ending].decode()}' for n in NAMES)
    return f"{{{','.join(texts)}}}"


@pytest.fixture(scope="module")
def shipped(real_atlas):
    return bundle.files(real_atlas)


@pytest.fixture(scope="module")
def nato():
    return bundle.files(Atlas.load(ROOT / "examples" / "nato"))


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Give the files of the toy world, its alphabets cut to a few letters."""
    folder = toy_world.write(tmp_path_factory.mktemp("files") / "toy")
    own = json.loads(whole(bundle.files(Atlas.load(folder)), "en"))
    for letters in (*own["letters"].values(), own["search"]["letters"]):
        for letter in list(letters)[3:]:
            del letters[letter]
    PageFiles.model_validate_json(json.dumps(own))
    return own


@pytest.fixture(scope="module")
def written():
    path = ROOT / "scripts" / "page_files.py"
    spec = importlib.util.spec_from_file_location("page_files", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_written_texts_are_those_of_the_forms(written):
    for name, text in written.written().items():
        kept = (written.ROOT / name).read_text(encoding="utf-8")
        assert kept == text, f"renew {name}: make reference"


@pytest.mark.parametrize("atlas", BOTH)
def test_every_file_has_a_form(request, atlas):
    endings = "|".join(f"-{language}" for language in languages() if language != "en")

    found = {re.sub(f"({endings})$", "", name) for name in request.getfixturevalue(atlas)}

    assert found == set(NAMES)


@pytest.mark.parametrize(
    ("atlas", "language"),
    [
        *(pytest.param("shipped", one, marks=pytest.mark.slow) for one in languages()),
        ("nato", "en"),
    ],
)
def test_every_file_is_as_its_form_says(request, atlas, language):
    PageFiles.model_validate_json(whole(request.getfixturevalue(atlas), language))


@pytest.mark.slow
def test_the_schema_says_the_same_to_another_reader(nato):
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)

    jsonschema.Draft202012Validator(schema).validate(json.loads(whole(nato, "en")))


def first(value):
    return next(iter(value.values()))


SPOILT = {
    "a key that no form has": lambda own: own["atlas"]["marks"][0].update(colour="red"),
    "a key that is gone": lambda own: own["atlas"]["marks"][0].pop("cfrom"),
    "an id of no kind": lambda own: own["atlas"]["marks"][0].update(id="base:one"),
    "a day as a text": lambda own: own["atlas"]["events"][0].update(day="2004-01-01"),
    "a status that there is not": lambda own: first(first(own["atlas"]["memberships"]))[
        0
    ].__setitem__(2, "friend"),
    "a list that is too short": lambda own: first(first(own["atlas"]["memberships"]))[0].pop(),
    "a list that is too long": lambda own: own["atlas"]["band"][0].append(1),
    "a number as a text": lambda own: own["atlas"]["views"][0].update(x0="1"),
    "a card without a title": lambda own: first(own["details"]["cards"]).pop("title"),
    "a chart that nobody knows": lambda own: own["charts"]["charts"].update(more={}),
    "a row without its sources": lambda own: own["tables"]["tables"][0]["rows"][0].pop(),
    "a target of no kind": lambda own: own["search"]["entries"][0][4][0].__setitem__(0, "x:y"),
    "a thing without days": lambda own: own["ledger"]["things"][0].pop("from"),
    "a trace of another kind": lambda own: own["map-coarse"]["data"][0].update(type="bar"),
    "a weight that no letter has": lambda own: own["letters"].update({"500": {}}),
    "a file that is gone": lambda own: own.pop("tours"),
}


@pytest.mark.parametrize("fault", SPOILT)
def test_what_is_not_as_its_form_says_is_refused_by_model_and_schema(small, fault):
    own = copy.deepcopy(small)
    SPOILT[fault](own)

    with pytest.raises(ValidationError):
        PageFiles.model_validate_json(json.dumps(own))
    assert not jsonschema.Draft202012Validator(json_schema()).is_valid(own)


def test_declarations_name_only_what_they_declare():
    text = typescript(json_schema())
    code = re.sub(r'/\*.*?\*/|//[^\n]*|"[^"\n]*"', "", text, flags=re.DOTALL)

    declared = re.findall(r"^export (?:interface|type) (\w+)", code, flags=re.MULTILINE)

    assert len(declared) == len(set(declared))
    assert set(re.findall(r"\b[A-Z]\w+", code)) == set(declared)


def test_every_form_says_what_it_is(written):
    text = written.written()["docs/reference/page-files.md"]
    forms = re.findall(r"^### (\w+)\n\n(.*)$", text, flags=re.MULTILINE)

    assert {name for name, _ in forms} == set(json_schema()["$defs"])
    assert not [name for name, about in forms if not about[:1].isalnum() and about[:1] not in "#`"]


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"$ref": "#/$defs/Day"}, "Day"),
        ({"type": "array", "items": {"anyOf": [{"type": "number"}, {"type": "null"}]}},
         "(number | null)[]"),
        ({"anyOf": [{"type": "integer"}, {"type": "number"}]}, "number"),
        ({"type": "array", "prefixItems": [{"title": "x", "type": "number"}]}, "[x: number]"),
        ({"type": "object", "additionalProperties": {"type": "string"}},
         "{ [name: string]: string }"),
        ({"type": "object", "additionalProperties": {"type": "string"},
          "propertyNames": {"enum": ["a", "b"]}}, '{ [name in "a" | "b"]: string }'),
        ({"const": ""}, '""'),
    ],
)  # fmt: skip
def test_a_schema_is_said_as_a_type(schema, said):
    assert expression(schema) == said


def test_what_typescript_has_no_word_for_is_refused():
    with pytest.raises(KeyError):
        expression({"type": "date"})
    with pytest.raises(KeyError):
        expression({"oneOf": [{"type": "string"}]})
