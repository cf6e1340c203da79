import KafkaCrypto

/// SHA-256 of some bytes, as hexadecimal text: for comparing with recorded hashes.
public func sha256(_ bytes: some Sequence<UInt8>) -> String { SHA256.hex(of: bytes) }
