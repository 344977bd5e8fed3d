"""The desk of a career centre: its employees do the whole administration of cheques here, without paper.

Upstream: cheques, statements, introductions. Nothing of what citizens do in the tools is within reach.
"""
