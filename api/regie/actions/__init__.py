"""Quality actions beside the file check: talks with a plan, a report, the centre's reply, and a result."""
