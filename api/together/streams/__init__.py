"""The streams that tell two screens that something moved on."""
