"""What the team remembers, in one database: the ledger of requests with its measures, the people, the pulse, the summits, and what each
learner practised and reviewed."""
