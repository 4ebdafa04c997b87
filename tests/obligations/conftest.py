"""Settings of the property tests: a machine under load is no failure."""

from hypothesis import settings

settings.register_profile("obligations", deadline=None)
settings.load_profile("obligations")
