extension Area {
  static var frame: Area {
    Area(
      "FRAME", "Framing, headers and primitive encodings", profiles: ["core"],
      cases: [
        FrameLengths.cases, FramePieces.cases, Pipelining.cases, ClientIds.cases, TaggedFields.cases, Encodings.cases,
        BrokenBodies.cases, RequestKinds.cases, Connections.cases, AnswerLayouts.cases,
      ].flatMap { $0 })
  }
}
