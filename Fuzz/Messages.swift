import NIOCore

private let messages = MessageCatalog.all

private let interpreters: [SchemaInterpreter] = messages.map { type in
  guard case .success(let catalog) = Catalog.builtIn, let message = catalog.message(type.name) else {
    preconditionFailure("\(type.name) has no definition")
  }
  return SchemaInterpreter(message)
}

/// Two bytes choose the message, one its version; the rest is read as its body. Generated code and the interpreter of
/// the definitions must both refuse it, or read the same, and what they write must read as the same again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMessages(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeRawBufferPointer(start: start, count: count)
  guard count >= 3 else { return 0 }
  let index = (Int(input[0]) << 8 | Int(input[1])) % messages.count
  let versions = messages[index].versions
  let version = versions.lowerBound + Int16(input[2]) % Int16(versions.count)
  check(messages[index], interpreters[index], version, ByteBuffer(bytes: input.dropFirst(3)))
  return 0
}

private func check<Message: KafkaMessage>(
  _: Message.Type, _ interpreter: SchemaInterpreter, _ version: Int16, _ bytes: ByteBuffer
) {
  var reader = WireReader(bytes)
  let message: Message
  do throws(WireError) {
    message = try Message(from: &reader, version: version)
  } catch {
    precondition((0...bytes.readableBytes).contains(error.offset), "\(error) is outside of the input")
    precondition((try? interpreter.decode(bytes, version: version)) == nil, "only the interpreter reads it: \(error)")
    return
  }
  guard let field = try? interpreter.decode(bytes, version: version), case .structure(let value) = field.value else {
    preconditionFailure("only the generated code reads it")
  }
  precondition(field.range.upperBound == reader.offset, "one reads more than the other")

  var writer = WireWriter()
  guard (try? message.encode(to: &writer, version: version)) != nil else {
    // Replacement characters may make a string too long to be written.
    return
  }
  let written = writer.buffer
  precondition((try? interpreter.encode(value, version: version)) == written, "they write different bytes")
  var again = WireReader(written)
  guard let second = try? Message(from: &again, version: version), again.remaining == 0 else {
    preconditionFailure("what was written does not read")
  }
  var rewriter = WireWriter()
  guard (try? second.encode(to: &rewriter, version: version)) != nil, rewriter.buffer == written else {
    preconditionFailure("the round trip differs")
  }
}
