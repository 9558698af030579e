"""The shell that goes on: feeds, folders and lines, read into a record as they come."""
