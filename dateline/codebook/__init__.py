"""The chapters of docs/codebook.md, drawn from the lexicons."""
