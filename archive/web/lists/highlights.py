"""The words of the lexicon in a headline, as a page marks and names them."""

from __future__ import annotations

from archive.search.highlight import Part, Span, marked
from archive.store.queries import ArticleRow


def parts(article: ArticleRow) -> list[Part]:
    """The headline of an article's row, cut at its words; the parts joined are its title again."""
    places = [Span(start, end) for start, end, _word in article.headline_words]
    return marked(article.title, places)


def words(article: ArticleRow) -> list[str]:
    """The ids of the words in the headline of an article's row, each once, in their order."""
    return list(dict.fromkeys(word for _start, _end, word in article.headline_words))
