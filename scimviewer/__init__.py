"""Make SCIM provisioning logs speak: an offline viewer for what customers send."""

__version__ = "0.1.0"
