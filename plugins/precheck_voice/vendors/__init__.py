"""Our adapters: one module for each kind of answer, found through the door a stranger uses.

They read the fields that public documentation names, and pass over all others.
"""
