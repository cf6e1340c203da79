extension Area {
  static var frame: Area {
    Area(
      "FRAME", "Framing, headers and primitive encodings", profiles: ["core"],
      cases: FrameLengths.cases)
  }
}
