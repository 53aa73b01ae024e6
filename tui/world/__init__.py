"""`renkei world`: a world at a prompt."""
