extension Mutant {
  /// Every mutant, by area.
  package static var all: [Mutant] {
    ProduceMutants.mutants + DamageMutants.mutants + IdempotenceMutants.mutants + FetchMutants.mutants
      + FetchSessionMutants.mutants + OffsetMutants.mutants
  }
}
