"""The forms of signing in, of bodies and posts, of people, and of delegations."""
