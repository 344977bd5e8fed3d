"""Who somebody is, told by an identity provider (OpenID Connect); on a laptop by one of our own with test persons."""
