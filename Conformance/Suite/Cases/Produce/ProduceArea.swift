extension Area {
  static var produce: Area {
    Area(
      "PRODUCE", "Produce: acknowledgement, validation, timestamps, codecs", profiles: ["producer"],
      cases: ProduceAcknowledgement.cases)
  }
}
