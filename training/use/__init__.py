"""Learning from use: what citizens allowed, exported, evaluated off policy, watched for drift, and learned again."""
