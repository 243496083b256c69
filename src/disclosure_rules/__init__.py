"""Read every figure of a published financial disclosure and report what cannot be true."""
