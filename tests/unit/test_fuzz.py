"""Nothing that strangers send brings down what reads it: a few seconds of `make fuzz`."""

import fuzzing
import pytest
from hypothesis import HealthCheck, given, settings


@pytest.mark.parametrize("name", fuzzing.TARGETS)
def test_whatever_is_sent_is_read_or_refused(real_atlas, name):
    strategy, act, tries = fuzzing.TARGETS[name]

    @settings(max_examples=tries, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def tried(sent):
        act(real_atlas, sent)

    tried()
