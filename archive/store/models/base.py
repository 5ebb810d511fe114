"""The base class of all tables, and the version of the schema."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, LargeBinary, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

SCHEMA_VERSION = 9
"""To be raised with every change of a table: a database of another version is made again."""


class Base(DeclarativeBase):
    """The base of all tables: names of constraints, and column types of Python types."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        str: Text,
        list[str]: JSON,
        list[Any]: JSON,
        dict[str, Any]: JSON,
        list[dict[str, Any]]: JSON,
        list[list[Any]]: JSON,
        bytes: LargeBinary,
    }


BYTEWISE = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts the same on every database. PostgreSQL would ignore the hyphens of a slug."""
