"""The joint view of everything that an account keeps."""
