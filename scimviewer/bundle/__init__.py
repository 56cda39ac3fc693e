"""Walk what a customer sent, safely, and hand out its log files as streams."""
