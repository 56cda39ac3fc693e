"""SCIM itself (RFC 7643, RFC 7644), without any I/O."""
