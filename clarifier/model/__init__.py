"""The one door to any model: which one is configured, how it is asked, and what its faults mean. It decides nothing about emails."""
