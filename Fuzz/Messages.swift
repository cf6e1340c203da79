import NIOCore

/// The first bytes choose a message: a kind, its number (two bytes), a version counted from the first known one.
private let prefix = 4

/// Reads its input as some message of the protocol. Whatever can be read can be written, and reads the same again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMessages(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeRawBufferPointer(start: start, count: count)
  guard count >= prefix else { return 0 }
  let number = Int16(bitPattern: UInt16(input[1]) << 8 | UInt16(input[2]))
  guard let type = message(kind: input[0], number: number) else { return 0 }
  check(type, versionIndex: Int16(input[3]), ByteBuffer(bytes: input[prefix...]))
  return 0
}

private func message(kind: UInt8, number: Int16) -> (any KafkaMessage.Type)? {
  switch kind {
  case 0: MessageCatalog.request(of: ApiKey(rawValue: number))
  case 1: MessageCatalog.response(of: ApiKey(rawValue: number))
  case 2: RequestHeader.self
  case 3: ResponseHeader.self
  case 4: MessageCatalog.entry(UInt32(truncatingIfNeeded: number), in: .clusterMetadata)
  case 5: MessageCatalog.key(ofRecord: number, in: .consumerOffsets)
  case 6: MessageCatalog.key(ofRecord: number, in: .transactionState)
  case 7: MessageCatalog.key(ofRecord: number, in: .shareGroupState)
  case 8: ConsumerProtocolSubscription.self
  case 9: ConsumerProtocolAssignment.self
  default: nil
  }
}

private func check<Message: KafkaMessage>(_: Message.Type, versionIndex: Int16, _ body: ByteBuffer) {
  let version = Message.versions.lowerBound + versionIndex
  guard Message.versions.contains(version) else { return }
  var reader = WireReader(body)
  let message: Message
  do throws(WireError) {
    message = try Message(from: &reader, version: version)
  } catch {
    precondition((0...body.readableBytes).contains(error.offset), "the error's offset lies outside the input")
    return
  }
  guard let written = encode(message, version) else { return }
  var again = WireReader(written)
  guard let reread = try? Message(from: &again, version: version), again.remaining == 0 else {
    preconditionFailure("what was written cannot be read")
  }
  // Bytes are compared, as a number that is no number does not equal itself.
  precondition(encode(reread, version) == written, "the second round differs")
}

private func encode(_ message: some KafkaMessage, _ version: Int16) -> ByteBuffer? {
  var writer = WireWriter()
  do throws(WireError) {
    try message.encode(to: &writer, version: version)
    return writer.buffer
  } catch {
    // Bytes that are not UTF-8 read as replacement characters, which are longer: such a string may be too long.
    guard case .invalidLength = error.kind else { preconditionFailure("what was read cannot be written: \(error)") }
    return nil
  }
}
