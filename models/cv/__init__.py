"""A CV: what it says, how Europass writes it, and how a Europass file is read back. Upstream: ``api.jobbereik.cv``."""
