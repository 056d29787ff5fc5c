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


def taken(*words):
    done = subprocess.run(
        [sys.executable, "-c", _TAKEN, *words], check=True, capture_output=True, text=True
    )
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="a matter of its C library")
def test_memory_of_a_picture_is_not_taken_anew_page_by_page():
    # 8 MB are nearly 2,000 pages.
    assert taken("keep") < 200
