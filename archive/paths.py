"""Every path of the site. No other module and no template writes one by hand.

There are two kinds. A page is for readers: `_page` makes its path, and is the one place where the
prefix of a language would be added. A file is for programs, and has one path in all languages.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

API = "/api"
"""What the paths of the read API begin with."""


def home() -> str:
    """The front page: the whole timeline."""
    return _page("/")


def period(year: int, month: int | None = None) -> str:
    """A year or a month of the timeline."""
    return _page(f"/timeline/{year}/" if month is None else f"/timeline/{year}/{month:02}/")


def timeline() -> str:
    """What the paths of all years and months begin with; it is no page itself."""
    return _page("/timeline/")


def article(slug: str) -> str:
    """The page of an article."""
    return _page(f"/articles/{slug}/")


def article_file(slug: str, suffix: str) -> str:
    """An article as a file, such as `ris`."""
    return f"/articles/{slug}.{suffix}"


def citations(slug: str, paragraph: int | None = None) -> str:
    """How to cite an article, or one paragraph of its digest."""
    anchor = "" if paragraph is None else f"#p{paragraph}"
    return _page(f"/articles/{slug}/cite/{anchor}")


def embed(slug: str) -> str:
    """The card of an article that other sites may frame."""
    return _page(f"/embed/articles/{slug}/")


def collection(name: str) -> str:
    """The index of a collection, such as `tags`."""
    return _page(f"/{name}/")


def record(collection: str, record_id: str) -> str:
    """The page of an authority record. Words share one page and have none."""
    return _page(f"/{collection}/{record_id}/")


def vocabulary(suffix: str) -> str:
    """All tags as SKOS, as `ttl` or `jsonld`."""
    return f"/tags.{suffix}"


def term(tag_id: str, suffix: str) -> str:
    """One tag as SKOS, as `ttl` or `jsonld`."""
    return f"/tags/{tag_id}.{suffix}"


def words(word_id: str | None = None) -> str:
    """The page about the words of the lexicon, or the place of one word on it."""
    return _page("/words/" if word_id is None else f"/words/#word-{word_id}")


def word_counts() -> str:
    """The numbers of the page about words, as CSV."""
    return "/words.csv"


def search() -> str:
    """The search page."""
    return _page("/search/")


def suggestions() -> str:
    """Suggestions while a reader types."""
    return "/search/suggestions.json"


def opensearch() -> str:
    """The OpenSearch description."""
    return "/opensearch.xml"


def feed(name: str, of: str = "/") -> str:
    """A feed by its file name. `of` is the path of its list, by default the whole timeline."""
    return f"{of}{name}"


def about(slug: str = "index") -> str:
    """A page about the archive."""
    return _page("/about/" if slug == "index" else f"/about/{slug}/")


def data() -> str:
    """The page with the files of the whole collection."""
    return _page("/data/")


def data_file(name: str) -> str:
    """One file of the whole collection."""
    return f"/data/{name}"


def api_page(anchor: str = "") -> str:
    """The page about the read API, or one place on it."""
    return _page(f"{API}/#{anchor}" if anchor else f"{API}/")


def api(*parts: str) -> str:
    """An address of the read API: `api("tags", "flood")` is `/api/tags/flood`."""
    return "/".join((API, *parts))


def oai() -> str:
    """The OAI-PMH endpoint."""
    return "/oai"


def oembed() -> str:
    """The oEmbed endpoint."""
    return "/oembed"


def oembed_of(url: str, form: str) -> str:
    """The oEmbed answer about a page of the site, as `json` or `xml`."""
    return f"{oembed()}?{urlencode({'url': url, 'format': form}, quote_via=quote, safe='')}"


def unapi(slug: str = "", form: str = "") -> str:
    """Return the path of the unAPI endpoint, or of its answer about an article in a format."""
    given = {name: value for name, value in (("id", slug), ("format", form)) if value}
    return f"/unapi?{urlencode(given)}" if given else "/unapi"


def favicon() -> str:
    """Return the path of the icon for clients that cannot show an SVG."""
    return "/favicon.ico"


def sitemap(number: int | None = None) -> str:
    """The sitemap, or one part of it."""
    return "/sitemap.xml" if number is None else f"/sitemap-{number}.xml"


def robots() -> str:
    """The rules for robots."""
    return "/robots.txt"


def health() -> str:
    """What a watchdog asks."""
    return "/healthz"


def social_card(digest: str, *record: str) -> str:
    """A card image for link previews. `record` is a collection and an id, or nothing."""
    return "/".join(("/cards", *record, f"{digest}.png"))


def static(name: str) -> str:
    """A static file."""
    return f"/static/{name}"


def _page(path: str) -> str:
    return path
