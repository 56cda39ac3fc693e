"""What is this program, which version, and whose parts does it use?"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata, version
from platform import python_version

from PySide6.QtCore import qVersion

from scimviewer import __version__

# Distribution → what it does here.
PARTS = {
    "PySide6-Essentials": "windows (Qt)",
    "shiboken6": "Qt for Python",
    "pyqtgraph": "plots",
    "numpy": "columns",
    "sqlite-utils": "schema",
    "sqlcipher3": "database",
    "msgspec": "JSON",
    "zstandard": "compression",
    "tzdata": "time zones",
    "py7zr": "7-Zip archives",
    "ahocorasick_rs": "finding credentials",
    "lark": "filter language",
    "regex": "patterns",
    "click": "command line",
    "platformdirs": "folders",
    "jinja2": "reports",
    "PyYAML": "rules",
    "cryptography": "signatures",
    "qtawesome": "icons (Remix)",
    "fontpkg-inter": "typeface Inter",
    "fontpkg-jetbrains-mono": "typeface JetBrains Mono",
}


def licence(name: str) -> str:
    """The licence a distribution names in its metadata, in short."""
    told = metadata(name).json
    text = str(told.get("license_expression") or told.get("license") or "")
    if not text or len(text) > 60:
        named = [one for one in told.get("classifier") or [] if one.startswith("License ::")]
        text = re.sub(r"^.*:: ", "", named[-1]) if named else "see its package"
    return " ".join(text.split())


def about_text() -> str:
    """Version, promise, parts and their licences, as plain text."""
    lines = [
        f"scimviewer {__version__}",
        "An offline viewer for SCIM provisioning logs. Nothing leaves this machine.",
        "",
        f"Python {python_version()}, Qt {qVersion()}",
    ]
    for name, purpose in PARTS.items():
        try:
            lines.append(f"{name} {version(name)}: {purpose}, {licence(name)}")
        except PackageNotFoundError:
            continue
    return "\n".join(lines)
