extension Mutant {
  /// Every mutant, by area.
  package static var all: [Mutant] {
    [
      FrameMutants.mutants,
      EncodingMutants.mutants,
      FrameShouldMutants.mutants,
      ApiVersionsMutants.mutants,
      ApiVersionsShouldMutants.mutants,
      MetadataMutants.mutants,
      CoordinatorMutants.mutants,
      MetadataShouldMutants.mutants,
      TopicMutants.mutants,
      TopicDeletionMutants.mutants,
      GrowthMutants.mutants,
      ProduceMutants.mutants,
      ProduceDetailMutants.mutants,
      DamageMutants.mutants,
      IdempotenceMutants.mutants,
      FetchMutants.mutants,
      FetchSessionMutants.mutants,
      OffsetMutants.mutants,
      DeleteRecordsMutants.mutants,
      CommitMutants.mutants,
      OffsetFetchMutants.mutants,
      JoinMutants.mutants,
      SyncMutants.mutants,
      MemberMutants.mutants,
      GroupAdminMutants.mutants,
      JoinShouldMutants.mutants,
      GroupShouldMutants.mutants,
      SegmentMutants.mutants,
      RecoveryMutants.mutants,
    ].flatMap { $0 }
  }
}
