"""Words and dates in a reader's language."""

from __future__ import annotations

import datetime

import pytest
from flask_babel import force_locale

from archive.web import dates, labels
from archive.web.i18n import format_date, gettext, locale, ngettext, pgettext

pytestmark = pytest.mark.usefixtures("words")


def test_a_message_is_filled_in() -> None:
    assert gettext("Articles %(conditions)s", conditions="100% <b>") == "Articles 100% <b>"
    assert gettext("Nothing to fill in, 100%") == "Nothing to fill in, 100%"
    assert pgettext("kind", "%(x)s", x="news") == "news"


def test_a_message_for_a_number() -> None:
    assert ngettext("%(num)s day", "%(num)s days", 1) == "1 day"
    assert ngettext("%(num)s day", "%(num)s days", 0) == "0 days"
    assert ngettext("%(n)s of %(num)s", "%(n)s of %(num)s", 3, n=2) == "2 of 3"


def test_the_language_is_english() -> None:
    assert str(locale()) == "en"
    assert format_date(datetime.date(2012, 3, 4), "d MMMM y") == "4 March 2012"


def test_names_of_months_and_languages_follow_the_language() -> None:
    """Before a word of the interface is translated."""
    with force_locale("ko"):
        assert str(locale()) == "ko"
        assert dates.month_name(3) == "3월"
        assert labels.language_name("en") == "영어"
        assert labels.listed(["가", "나"]) == "가 및 나"
