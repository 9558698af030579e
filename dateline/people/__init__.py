"""Names of people in texts and rows: finding every place that names somebody, and putting other words there. Pure."""
