"""Hypothesis profiles: quick by default, long (HYPOTHESIS_PROFILE=night), or repeatable (mutation)."""

import os

from hypothesis import HealthCheck, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("dev", max_examples=60, deadline=None, suppress_health_check=_SLOW, print_blob=True)
settings.register_profile("night", max_examples=2000, deadline=None, suppress_health_check=_SLOW, print_blob=True)
settings.register_profile(
    "mutation", max_examples=30, deadline=None, suppress_health_check=_SLOW, derandomize=True, database=None
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
