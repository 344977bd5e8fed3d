"""How accurate Oriënt is: the published figures."""
