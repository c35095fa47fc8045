"""The rules of engagement: read into passages, searched, answered from with citations, practised and remembered."""
