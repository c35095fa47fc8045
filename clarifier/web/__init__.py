"""The page: what a rep sees in the browser. Gradio is imported in this room only; nothing is decided here."""
