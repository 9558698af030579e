"""Our own gold for attribution: invented reports, who says what in them, and how well a reading agrees."""
