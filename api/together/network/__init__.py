"""An ecogram that is drawn together."""
