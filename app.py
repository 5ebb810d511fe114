"""The entry point: `flask` finds `create_app` here, and `python app.py` loads and serves."""

from __future__ import annotations

import os
import sys

from archive.config import Settings
from archive.factory import create_app
from archive.problems import ArchiveError
from archive.serve import load_and_serve

__all__ = ["create_app"]


def main() -> int:
    """Load what changed, then serve. Gives the exit status."""
    try:
        load_and_serve(Settings.from_environ(os.environ))
    except ArchiveError as error:
        error.show()
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
