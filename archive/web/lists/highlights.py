"""The lexicon words in a headline, for highlighting and for filters."""

from __future__ import annotations

from archive.search.highlight import Part, Span, marked
from archive.store.queries import ArticleRow


def parts(article: ArticleRow) -> list[Part]:
    """Split an article's headline at its lexicon words; joined, the parts are the title."""
    places = [Span(start, end) for start, end, _word in article.headline_words]
    return marked(article.title, places)


def words(article: ArticleRow) -> list[str]:
    """Return the ids of the lexicon words in an article's headline, without repeats, in order."""
    return list(dict.fromkeys(word for _start, _end, word in article.headline_words))
