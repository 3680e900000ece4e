"""The tag library: `{% load screens %}`."""
