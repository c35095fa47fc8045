"""What the team remembers, in one database: so far what each learner practised and reviewed."""
