"""Microsoft Azure: credentials and what to do when one leaked."""

from __future__ import annotations

from crenel.secrets.detector import Provider
from crenel.secrets.shape import ALNUM, BASE64, lit, run

_provider = Provider(
    "Microsoft Azure",
    docs="https://learn.microsoft.com/en-us/azure/storage/common/storage-account-keys-manage",
    revoke="Storage account > Access keys: rotate both keys; read the storage logs; move callers to managed identities.",
)
DETECTORS = (
    _provider.near(
        "azure-storage-key",
        "an account key of Azure Storage",
        ("accountkey", "account_key", "storage_key", "storagekey"),
        run(BASE64, 86),
        lit("=="),
        confidence=0.95,
    ),
    _provider.near(
        "azure-shared-access-key",
        "a shared access key of Azure Service Bus or Event Hubs",
        ("sharedaccesskey",),
        run(BASE64, 43),
        lit("="),
        confidence=0.95,
    ),
    _provider.near(
        "azure-sas-signature",
        "a shared access signature of Azure",
        ("sig",),
        run(ALNUM + "%", 43, 63),
        lit("%3D"),
        confidence=0.8,
        keywords=("sig=", 'sig":'),
    ),
)
