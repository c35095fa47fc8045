"""A message written in heat comes in; out comes the one its author would send: every fact kept, every change explained.

segments   the message cut into sentences and clauses
heat       what in them attacks, orders or mocks, by kind
bound      the facts that must survive
asks       what is asked, each as one "Can you ...?"
edits      a change of the message's own words
rewrite    the edits that take the heat out
verify     whether what came out may be sent
criteria   two-way, open, respectful, clear: four lights
reframed   the whole, and the verb `reframe`
"""
