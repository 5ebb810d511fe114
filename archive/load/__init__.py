"""Find the files, check them, and store the changes in one transaction.

Only this package imports both `archive.content` and `archive.store`.
"""

from archive.load.checking import check, check_files
from archive.load.report import LoadReport
from archive.load.run import load

__all__ = ["LoadReport", "check", "check_files", "load"]
