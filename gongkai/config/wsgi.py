"""The door for any WSGI server."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")

application = get_wsgi_application()

# What was loaded at start lives until the end. Left out of the collector's sight, a full collection
# looks at what requests made only, and no visitor waits a tenth of a second for it.
gc.collect()
gc.freeze()
