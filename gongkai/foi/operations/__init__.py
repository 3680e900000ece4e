"""The verbs: each is one transaction, refuses with sentences, and leaves facts."""
