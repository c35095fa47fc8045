"""The request room: a Thread in, what the customer really asks for out."""
