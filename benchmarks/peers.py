"""The afternoon's pipeline that clarifier is timed beside: three libraries, one after the other, on the same email."""

import warnings
from collections.abc import Callable
from typing import Any

LANGUAGES = ["en", "de", "fr"]  # those of the emails; all that dateparser knows would take many times longer


def pipeline() -> Callable[[str], object]:
    """mail-parser-reply for the words, dateparser for dates, quantulum3 for amounts; none is timed while it loads."""
    from dateparser.search import search_dates
    from mailparser_reply import EmailReplyParser

    quantulum = quantities_parser()
    replies = EmailReplyParser(languages=LANGUAGES)

    def read(raw: str) -> object:
        words = "\n".join(reply.content for reply in replies.read(raw).replies)
        return search_dates(words, languages=LANGUAGES), quantulum.parse(words)

    return read


def quantities_parser() -> Any:
    """quantulum3 without its learned choice among units: that was saved by an older scikit-learn and does not load beside ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that its optional classifier is not there
        from quantulum3 import classifier, parser
    classifier.USE_CLF = False
    return parser
