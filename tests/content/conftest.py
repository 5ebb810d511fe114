"""Settings of the property tests."""

from hypothesis import settings

# A slow machine is no fault of the code.
settings.register_profile("archive", deadline=None)
settings.load_profile("archive")
