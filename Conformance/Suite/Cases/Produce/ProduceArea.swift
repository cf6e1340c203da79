extension Area {
  static var produce: Area {
    Area(
      "PRODUCE", "Produce: acknowledgement, validation, timestamps, codecs", profiles: ["producer"],
      cases: ProduceAcknowledgement.cases + ProduceRouting.cases + ProduceTopics.cases + ProduceLeaders.cases
        + ProduceOrder.cases + ProduceStored.cases + ProduceContent.cases + ProduceDamage.cases + ProduceCounts.cases
        + ProduceForgery.cases + ProduceCompacted.cases + ProduceTimestamps.cases + ProduceCodecs.cases
        + ProduceCompression.cases + ProduceOldMessages.cases + ProduceReplicas.cases)
  }

  static var idempotence: Area {
    Area(
      "IDEMP", "Idempotent producer", profiles: ["producer"],
      cases: ProducerIds.cases + Sequences.cases + Duplicates.cases + SequenceCounters.cases + ProducerEpochs.cases
        + ProducerMoves.cases)
  }
}
