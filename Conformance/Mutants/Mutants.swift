extension Mutant {
  /// Every mutant, in the order of the catalogue.
  package static var all: [Mutant] { ProduceMutants.mutants }
}
