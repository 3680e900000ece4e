"""Names of style sheets, scripts and icons: with a hash of what is in them, so that browsers keep
them for good and a new release is seen at once (the old files stay for pages not yet baked anew).
"""

from __future__ import annotations

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedStatics(ManifestStaticFilesStorage):
    """Hashed names where static files were collected; plain ones before, and in tests."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The name to put in a page; one that was never collected stays as it is."""
        known = self.hash_key(self.clean_name(name)) in self.hashed_files
        return super().stored_name(name) if known else name
