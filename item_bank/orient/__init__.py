"""The bank of Oriënt: activities that people like or dislike, in three languages, with provisional parameters."""
