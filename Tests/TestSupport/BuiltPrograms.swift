package import Foundation

/// Programs of this package, built beside the tests.
package enum BuiltPrograms {
  /// Where a program lies: in the folder of the products, which a test bundle is in, or a few levels above.
  package static func url(_ name: String) -> URL {
    let places =
      Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
      + [URL(fileURLWithPath: CommandLine.arguments[0])]
    for place in places {
      var folder = place.deletingLastPathComponent()
      for _ in 0..<4 {
        let candidate = folder.appendingPathComponent(name)
        if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
        folder.deleteLastPathComponent()
      }
    }
    return Fixtures.repository.appendingPathComponent(".build/debug/\(name)")
  }
}
