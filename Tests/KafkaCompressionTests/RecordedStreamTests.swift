#if Compression
  import KafkaCompression
  import TestSupport
  import Testing

  @Suite struct RecordedStreamTests {
    @Test func `all recorded streams are there`() throws {
      let codecs = try Fixtures.lines("batches/streams.jsonl", as: RecordedStream.self).map(\.codec)
      #expect(codecs.count == 187)
      #expect(Set(codecs) == ["gzip", "snappy", "lz4", "zstd"])
    }

    @Test(arguments: try Fixtures.lines("batches/streams.jsonl", as: RecordedStream.self))
    func `a recorded stream gets the verdict of Java's consumer and of the broker`(stream: RecordedStream) throws {
      let codec = try #require(CompressionType(name: stream.codec))
      let batch = BatchBytes(bytes(hex: stream.hex)[...])
      #expect(batch.codec == codec)
      #expect(stream.consumer.ok == stream.broker.ok)

      if stream.consumer.ok {
        let content = try decompress(batch.records, as: codec)
        #expect(content.count == stream.plainLength)
        #expect(sha256(content) == stream.plainSha256)
      } else if stream.broker.error == "INVALID_RECORD" {
        // The codec was content; what came out ended before the batch's last record.
        let content = try decompress(batch.records, as: codec)
        #expect(content.count < stream.plainLength)
      } else {
        #expect { try decompress(batch.records, as: codec) } throws: { error in
          (error as? CompressionError)?.code == .malformed && (error as? CompressionError)?.codec == codec
        }
      }
    }

    @Test(arguments: try MalformedBatch.compressed)
    func `a malformed batch is refused where its compression was the reason`(batch: MalformedBatch) throws {
      let parts = BatchBytes(bytes(hex: batch.hex)[...])
      guard let codec = parts.codec else {
        #expect(batch.consumer.error == "IllegalArgumentException")
        return
      }
      if batch.consumer.blamesCodec {
        #expect(throws: CompressionError.self) { try decompress(parts.records, as: codec) }
      } else {
        #expect(throws: Never.self) { try decompress(parts.records, as: codec) }
      }
    }

    @Test func `all malformed compressed batches are there`() throws {
      #expect(try MalformedBatch.compressed.count == 135)
    }
  }

  extension MalformedBatch {
    /// The compressed ones whose records a reader came to look at.
    static var compressed: [MalformedBatch] {
      get throws {
        try Fixtures.lines("batches/malformed.jsonl", as: MalformedBatch.self).filter { line in
          let batch = bytes(hex: line.hex)
          return batch.count >= BatchBytes.recordsOffset && batch[16] == 2 && batch[22] & 7 != 0
            && (line.consumer.ok || line.consumer.stage == "records")
        }
      }
    }
  }

  extension Verdict {
    /// Whether Java's reader failed in the codec and not in what came out of it.
    var blamesCodec: Bool {
      !ok && ["KafkaException", "SnappyError", "BufferUnderflowException"].contains(error)
    }
  }
#endif
