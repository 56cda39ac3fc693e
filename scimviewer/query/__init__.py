"""Questions about a case."""
