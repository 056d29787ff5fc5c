"""A picture's memory stays for the next one."""

import subprocess
import sys

import pytest

_TAKEN = """
import resource, sys
import numpy as np
from csto_map import processes

def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

if "keep" in sys.argv:
    processes.keep_memory()
np.full(8_000_000, 1, np.uint8)
before = faults()
for _ in range(5):
    np.full(8_000_000, 1, np.uint8)
print(faults() - before)
"""


def taken(script, *words):
    done = subprocess.run(
        [sys.executable, "-c", script, *words], check=True, capture_output=True, text=True
    )
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="a matter of its C library")
def test_memory_of_a_picture_is_not_taken_anew_page_by_page():
    # 8 MB are nearly 2,000 pages.
    assert taken(_TAKEN, "keep") < 200


_GIVEN_BACK = """
from csto_map import processes

blocks = [bytes(100_000) for _ in range(500)]
above = bytes(100_000)
del blocks
before = processes.held()
processes.give_back()
print(before - processes.held())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a matter of its C library")
def test_memory_that_is_free_is_given_back_even_below_what_is_not():
    assert taken(_GIVEN_BACK) > 20_000_000
