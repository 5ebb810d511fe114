"""The table of API endpoints: address, parameters, members of the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.export.json_schema import (
    ADDRESS,
    FLAG,
    MOMENT,
    TEXT,
    WHOLE,
    Schema,
    many,
    or_null,
    shape,
)
from archive.facets import FACET, FACET_OF_COLLECTION
from archive.messages import N_
from archive.web import labels, urls
from archive.web.api.members import ARTICLE, AUTHORITY, FOUND, Member
from archive.web.api.parameters import (
    CURSOR,
    FACET_CHOSEN,
    FILTERS,
    LIMIT,
    ORDER,
    PERIOD,
    VALUES,
    Parameter,
    fields_of,
)
from archive.web.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint of the API."""

    name: str
    """The name of its view, and its `operationId`."""
    path: str
    """The path with its variable part in braces, as OpenAPI writes it."""
    message: str
    """A sentence on its answer, marked with `N_`; it may name the kind of record."""
    members: tuple[Member, ...]
    """The members of its answer."""
    schema: str
    """The name of its answer in the OpenAPI document."""
    parameters: tuple[Parameter, ...] = ()
    collection: str = ""
    """The collection whose ids its variable part takes: `articles`, or one of authorities."""
    statuses: tuple[int, ...] = (400,)
    """Error and redirect statuses, in addition to those that any request can get."""
    view_args: tuple[str, ...] = ()
    """Arguments that its view gets before the variable part."""

    def summary(self) -> str:
        """Return the sentence on its answer, in the reader's language."""
        if not self.view_args:
            return _(self.message)
        (collection,) = self.view_args
        return _(
            self.message,
            records=labels.collection_name(collection),
            record=labels.facet_name(FACET_OF_COLLECTION[collection]),
        )

    @property
    def rule(self) -> str:
        """Return the path as a Flask rule, relative to the API's root."""
        return re.sub(r"\{(\w+)\}", r"<\1>", self.path).removeprefix(urls.API)

    @property
    def variable(self) -> str:
        """Return the name of the variable part, or ""."""
        found = re.search(r"\{(\w+)\}", self.path)
        return found[1] if found else ""


def reference(schema: str) -> Schema:
    """Return a reference to a schema of the OpenAPI document."""
    return {"$ref": f"#/components/schemas/{schema}"}


_TOTAL = Member("total", WHOLE, N_("The total number of results."))
_NEXT = Member(
    "next", or_null(ADDRESS), N_("The URL of the next page, or “null” on the last page.")
)
_SEARCH = Member(
    "search",
    shape(
        understood=TEXT,
        faults=many(TEXT),
        also=many(shape(facet=TEXT, id=TEXT, name=TEXT)),
        unknown=many(TEXT),
        ignored=many(TEXT),
        partial=FLAG,
        compared=or_null(WHOLE),
        suggestion=or_null(TEXT),
    ),
    N_(
        "With “q”: what was searched for; the parts not understood; names that were also "
        "searched for; unknown field values; common words ignored; whether no article has all "
        "the words, so that the results have the most; how many of the newest articles were "
        "compared, if not all; a suggested spelling."
    ),
    optional=True,
)

_SINGULAR = {
    "tags": "Tag",
    "outlets": "Outlet",
    "people": "Person",
    "organisations": "Organisation",
    "events": "Event",
    "documents": "Document",
    "words": "Word",
}

RECORDS: dict[str, tuple[Member, ...]] = {
    "Article": (*ARTICLE, FOUND),
    **{_SINGULAR[collection]: fields for collection, fields in AUTHORITY.items()},
}
"""The name of each kind of record → its members."""


def _of_collection(collection: str) -> tuple[Endpoint, Endpoint]:
    schema, fields = _SINGULAR[collection], AUTHORITY[collection]
    items = Member(
        "items", many(reference(schema)), N_("The records, in the order of the source files.")
    )

    return (
        Endpoint(
            collection,
            urls.api(collection),
            N_("%(records)s: all records, or with filters only those in matching articles."),
            (_TOTAL, items, _NEXT),
            f"{schema}List",
            (*FILTERS, LIMIT, CURSOR, fields_of(fields)),
            view_args=(collection,),
        ),
        Endpoint(
            schema.lower(),
            urls.api(collection, "{id}"),
            N_("%(record)s: the full record with its sources."),
            fields,
            schema,
            (fields_of(fields),),
            collection,
            (308, 400, 404),
            (collection,),
        ),
    )


_VALUE = shape(value=TEXT, name=TEXT, articles=WHOLE, articles_url=ADDRESS)

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        "articles",
        urls.api("articles"),
        N_("All articles, or with filters only those that match."),
        (
            _TOTAL,
            Member(
                "items", many(reference("Article")), N_("The articles, in the order requested.")
            ),
            _NEXT,
            _SEARCH,
        ),
        "ArticleList",
        (*FILTERS, ORDER, LIMIT, CURSOR, fields_of((*ARTICLE, FOUND))),
    ),
    Endpoint(
        "article",
        urls.api("articles", "{slug}"),
        N_("One article with its digest."),
        ARTICLE,
        "Article",
        (fields_of(ARTICLE),),
        "articles",
        (308, 400, 404, 410),
    ),
    *(each for collection in AUTHORITY for each in _of_collection(collection)),
    Endpoint(
        "facets",
        urls.api("facets"),
        N_("The number of matching articles for each value of each facet."),
        (
            _TOTAL,
            Member(
                "facets",
                {
                    "type": "object",
                    "properties": {
                        facet: shape(total=WHOLE, values=many(_VALUE)) for facet in FACET
                    },
                    "additionalProperties": False,
                },
                N_(
                    "For each facet, the number of values; for each value, its id, its name, the "
                    "number of articles and the URL of those articles."
                ),
            ),
        ),
        "Facets",
        (*FILTERS, FACET_CHOSEN, VALUES),
    ),
    Endpoint(
        "timeline",
        urls.api("timeline"),
        N_("The number of matching articles for each year or month."),
        (
            _TOTAL,
            Member(
                "periods",
                many(
                    shape(
                        period={"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2})?$"},
                        articles=WHOLE,
                        url=or_null(ADDRESS),
                    )
                ),
                N_(
                    "Every year from the archive’s first to its last, or every month of those "
                    "years, with the number of articles and the URL of their page. Counts by "
                    "month also list a year if it has articles whose month is unknown."
                ),
            ),
        ),
        "Timeline",
        (*FILTERS, PERIOD),
    ),
    Endpoint(
        "index",
        urls.api("index.json"),
        N_("The archive’s name, its latest load and the endpoints of the API."),
        (
            Member("name", TEXT, N_("The archive’s name.")),
            Member("subject", TEXT, N_("The subject of the archive.")),
            Member("articles", WHOLE, N_("The number of articles.")),
            Member(
                "generation", WHOLE, N_("The number of the load, which increases with each load.")
            ),
            Member("loaded", MOMENT, N_("When the archive was last loaded.")),
            Member("license", ADDRESS, N_("The licence of its texts.")),
            Member("documentation", ADDRESS, N_("The page that documents the API.")),
            Member("openapi", ADDRESS, N_("The OpenAPI document.")),
            Member(
                "endpoints",
                many(shape(path=TEXT, summary=TEXT)),
                N_("The endpoints, with a summary of each."),
            ),
        ),
        "Index",
    ),
)
