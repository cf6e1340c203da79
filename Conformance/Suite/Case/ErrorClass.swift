package import KafkaWire

/// Codes that clients react to in the same way: one of the same class instead of another is not strict, but harmless.
package enum ErrorClass {
  private static let classes: [(String, [Int16])] = [
    ("refresh metadata and retry", [3, 5, 6, 9, 56, 72, 74, 100, 103]),
    ("find the controller and retry", [41]),
    ("find the coordinator and retry", [14, 15, 16]),
    ("retry as it is", [7, 13, 19, 20, 51, 75, 78, 88, 89, 133]),
    ("damaged on the way", [2]),
    ("join the group again", [22, 25, 27, 79, 110, 113]),
    ("fenced", [47, 82, 90, 111, 132]),
    ("abort the transaction", [48, 49, 59, 120]),
    ("recover the sequence", [45, 46]),
    ("reset the position", [1, 109]),
    ("open the session again", [70, 71, 106, 122, 123]),
    ("downgrade", [35]),
    ("bootstrap again", [129]),
    ("give up the record", [4, 10, 12, 18, 28, 32, 76, 87]),
    (
      "mend the call",
      [
        17, 21, 23, 24, 26, 37, 38, 39, 40, 42, 43, 44, 50, 55, 67, 73, 81, 86, 93, 95, 96, 104, 112, 114, 115, 117,
        118,
        128, 130, 131,
      ]
    ),
    ("the wrong state", [8, 36, 54, 57, 60, 68, 69, 80, 83, 84, 85, 91, 92, 102, 105, 121]),
    ("authentication", [33, 34, 58, 61, 62, 63, 64, 66]),
    ("authorisation", [29, 30, 31, 53, 65]),
    ("brokers among themselves", [11, 52, 77, 94, 97, 98, 99, 101, 107, 108, 116, 119, 124, 125, 126, 127]),
  ]

  /// What clients do on the code; nil for 0, -1 and codes that are in no class.
  package static func of(_ code: ErrorCode) -> String? {
    classes.first { $0.1.contains(code.rawValue) }?.0
  }
}
