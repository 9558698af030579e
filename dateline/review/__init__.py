"""What people say of rows: the decisions, the rows that they rest on, and what a reading becomes by them. Pure."""
