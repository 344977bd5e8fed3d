"""What a citizen lets a coach see, until when: the days that are allowed, without web or store."""
