"""What the director tells centres, at their desk: unread first, and marked as read by each employee."""
