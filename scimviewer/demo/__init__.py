"""Make test traffic: providers, a receiver, and what goes wrong between them."""
