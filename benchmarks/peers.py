"""The afternoon's pipeline that clarifier is timed beside: three libraries, one after the other, on the same email."""

import warnings
from collections.abc import Callable

LANGUAGES = ["en", "de", "fr"]  # those of the emails; all that dateparser knows would take many times longer


def pipeline() -> Callable[[str], object]:
    """mail-parser-reply for the words, dateparser for dates, quantulum3 for amounts; none is timed while it loads."""
    from dateparser.search import search_dates
    from mailparser_reply import EmailReplyParser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # quantulum3 says that it runs without its optional classifier
        from quantulum3 import parser

    replies = EmailReplyParser(languages=LANGUAGES)

    def read(raw: str) -> object:
        words = "\n".join(reply.content for reply in replies.read(raw).replies)
        return search_dates(words, languages=LANGUAGES), parser.parse(words)

    return read
