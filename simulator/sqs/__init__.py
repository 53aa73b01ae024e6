"""A queue service that speaks SQS's JSON protocol, in simulated time."""
