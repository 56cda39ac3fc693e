"""What is secret or personal, and how it is masked."""
