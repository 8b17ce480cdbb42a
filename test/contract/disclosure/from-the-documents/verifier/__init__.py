"""A verifier of sealed bundles, written from docs/ and the published formats alone."""
