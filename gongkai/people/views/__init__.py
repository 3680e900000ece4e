"""The screens of signing in, of bodies, posts and people, and of delegations."""
