"""Sigstore: signatures by people and pipelines without keys of their own, each in a public log.

An identity (a mail address, a pipeline's file) proves itself to a certificate authority, which
certifies a key for ten minutes; a log tells when it signed. What is trusted is the identity, who
vouched for it, and the authorities and logs of a trusted root. Verifying needs no network.
"""
