"""The loader: finds the files, checks them all, and stores what changed in one transaction.

Only this package meets both `archive.content` and `archive.store`.
"""

from archive.load.checking import check, check_files
from archive.load.report import LoadReport
from archive.load.run import load

__all__ = ["LoadReport", "check", "check_files", "load"]
