"""What a change of the rules does to the cheques that a centre guides now."""
