"""The files of a publication log: written so that no crash can spoil them, and read to prove.

Plain Python without Django or database, over the formats of `gongkai.kernel.tlog`. `LogStore` is
the one writer of a log, `LogReader` proves from its public files; `Signer` is what a key must be
able to do, in a file or in a device.
"""

from gongkai.transparency.store.log_store import LogStore, Witnesses
from gongkai.transparency.store.reader import LogReader
from gongkai.transparency.store.signers import (
    Ed25519Signer,
    Signer,
    SM2Signer,
    create_ed25519_key,
    create_sm2_key,
)

__all__ = [
    "Ed25519Signer",
    "LogReader",
    "LogStore",
    "SM2Signer",
    "Signer",
    "Witnesses",
    "create_ed25519_key",
    "create_sm2_key",
]
