"""The mail room: bytes or text in, a Thread of Messages out."""
