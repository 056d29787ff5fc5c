"""The data dictionary in the README is the one that the models print."""

from pathlib import Path

import pytest

from csto_map.facts import dictionary, schema

README = Path(__file__).resolve().parents[2] / "geodata/README.md"


def test_the_dictionary_is_the_one_that_the_models_print():
    text = README.read_text(encoding="utf-8")

    assert dictionary.renewed(text) == text, (
        "renew it: python -m csto_map.facts.dictionary geodata/README.md"
    )


def test_every_column_of_every_table_is_told_with_a_meaning():
    told = dictionary.dictionary()

    for name, model in schema.TABLES.items():
        section = told.partition(f"### {name}.csv")[2].partition("\n### ")[0]
        rows = [line.strip("|").split("|") for line in section.splitlines() if "`" in line]
        meanings = {cells[0].strip(" *`"): cells[3].strip() for cells in rows if len(cells) == 4}
        assert set(meanings) == set(model.model_fields), name
        assert all(meanings.values()), name


@pytest.mark.parametrize("words", [schema.START_CERTAINTY, schema.END_CERTAINTY])
def test_every_word_of_certainty_is_told(words):
    told = dictionary.dictionary()

    assert all(f"| `{word}` | {meaning} |" in told for word, meaning in words.items())


def test_a_text_without_its_markers_is_refused():
    with pytest.raises(ValueError, match="are wanted"):
        dictionary.renewed("# The data\n")


def test_running_it_renews_the_files_named(tmp_path, monkeypatch):
    path = tmp_path / "README.md"
    path.write_text(f"before\n{dictionary.BEGIN}\nstale words\n{dictionary.END}\nafter\n")
    monkeypatch.setattr("sys.argv", ["dictionary", str(path)])

    dictionary.main()

    text = path.read_text(encoding="utf-8")
    assert dictionary.dictionary() in text
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "stale words" not in text
