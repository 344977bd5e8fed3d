"""What a centre is paid, month by month."""
