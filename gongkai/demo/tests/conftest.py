"""The county, for the tests of this package."""

from gongkai.demo.testing import kept_county, small_county  # noqa: F401
