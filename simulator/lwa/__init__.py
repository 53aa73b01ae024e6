"""Login with Amazon: the token endpoint."""
