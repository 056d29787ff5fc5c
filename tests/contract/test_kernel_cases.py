"""What is worked out twice, here and in the page's code: Python gives what the cases say.

tests/js/kernels.test.js holds the page's code to the same files.
"""

import json

import kernel_cases
import pytest


@pytest.fixture(scope="module")
def toy_atlas():
    return kernel_cases.load()


@pytest.mark.parametrize("name", kernel_cases.MAKERS)
def test_python_gives_what_the_cases_say(toy_atlas, name: str) -> None:
    kept = json.loads((kernel_cases.FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    made = json.loads(kernel_cases.text_of(kernel_cases.MAKERS[name](toy_atlas)))

    assert made == kept, "if that is right, run tests/shared/kernel_cases.py"
