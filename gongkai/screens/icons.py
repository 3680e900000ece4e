"""The icons: line drawings on a field of 24 × 24, inline so that they take the text's colour."""

from __future__ import annotations

# Each value is the inside of an <svg>: paths drawn with a line of width 2 and round ends.
ICONS: dict[str, str] = {
    "arrow-left": '<path d="M20 12H4m6-6-6 6 6 6"/>',
    "arrow-right": '<path d="M4 12h16m-6-6 6 6-6 6"/>',
    "attachment": '<path d="m19 11-7.6 7.6a4.5 4.5 0 0 1-6.4-6.4l8-8a3 3 0 0 1 4.3 4.3l-8 8'
    'a1.4 1.4 0 0 1-2-2l7-7"/>',
    "calendar": '<path d="M4 6h16v14H4zM4 10.5h16M8.5 3.5v4m7-4v4"/>',
    "check": '<path d="m4.5 12.5 5 5 10-11"/>',
    "chevron-down": '<path d="m6 9 6 6 6-6"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "contrast": '<circle cx="12" cy="12" r="8.5"/>'
    '<path d="M12 3.5a8.5 8.5 0 0 1 0 17z" fill="currentColor"/>',
    "cross": '<path d="m6 6 12 12M18 6 6 18"/>',
    "document": '<path d="M6 3.5h8l4.5 4.5v12.5H6zM13.5 3.5v5h5M9 12.5h6.5M9 16.5h6.5"/>',
    "download": '<path d="M12 4v11m-5-4.5 5 4.5 5-4.5M4.5 20h15"/>',
    "edit": '<path d="m5 15.5-1 4.5 4.5-1L19.5 8 16 4.5zM13.5 7l3.5 3.5"/>',
    "eye": '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/>'
    '<circle cx="12" cy="12" r="2.8"/>',
    "filter": '<path d="M4 5h16l-6 7.5V19l-4-2v-4.5z"/>',
    "flag": '<path d="M6 21V4h12l-3 4.5 3 4.5H6"/>',
    "home": '<path d="m3.5 11.5 8.5-8 8.5 8M6 9.5v11h12v-11M10 20.5v-6h4v6"/>',
    "inbox": '<path d="m4 13 3-8h10l3 8v6.5H4zM4 13h5l1.5 3h3l1.5-3h5"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.5v.1"/>',
    "link": '<path d="m10 14 4-4M11 7.5l2-2a4 4 0 0 1 5.5 5.5l-2 2'
    'M13 16.5l-2 2A4 4 0 0 1 5.5 13l2-2"/>',
    "list": '<path d="M9 6h11M9 12h11M9 18h11M4.5 6v.1m0 5.9v.1m0 5.9v.1"/>',
    "lock": '<path d="M5.5 11h13v9.5h-13zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>',
    "phone": '<path d="M6 3.5h3l1.5 4.5-2 1.5a12 12 0 0 0 6 6l1.5-2 4.5 1.5v3'
    'a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4 5.7a2 2 0 0 1 2-2.2z"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 8V3.5h10V8M7 17H4V8.5h16V17h-3M7 14h10v6.5H7z"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "shield": '<path d="M12 3.5 5 6v6c0 4.5 3 7 7 8.5 4-1.5 7-4 7-8.5V6zM9 12l2.2 2.2L15.5 10"/>',
    "speaker": '<path d="M4 9.5h3.5L12 5.5v13l-4.5-4H4zM15.5 9a4.2 4.2 0 0 1 0 6'
    'M18 6.5a7.8 7.8 0 0 1 0 11"/>',
    "text-size": '<path d="M3.5 19 9 5.5 14.5 19M5.4 14.5h7.2M14.5 10H21m-3.2 0v9"/>',
    "undo": '<path d="M8.5 4.5 4 9l4.5 4.5M4 9h10a5.5 5.5 0 0 1 0 11h-4"/>',
    "warning": '<path d="M12 4 2.5 20h19zM12 10v4.5M12 17.3v.1"/>',
}
