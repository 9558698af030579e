"""A record for assistants, over the Model Context Protocol: read-only, bounded, words of reports quoted as such."""
