import KafkaSchema
import Testing

@Suite("Reading definitions")
struct DefinitionReaderTests {
  private func read(_ text: String) throws(DefinitionError) -> Definition {
    try DefinitionReader.read(text, file: "Test.wire")
  }

  @Test func `an API has a request and a response with structs inside`() throws {
    let definition = try read(
      """
      # A comment.
      api 99 Sample listeners=broker,controller

      request versions=0-4 supported=1-4 flexible=3+ header=0@0
        Name string?2+ 1+ default=null ignorable entity=topicName
        Items []Item?
          Id int32 key default=-1
          Note string 4+ tag=0
        Other []Shared
      struct Shared
        Flag bool default=true

      response versions=0-4 flexible=3+
        Data records?
      """)
    #expect(definition.kind == .api(key: 99, listeners: ["broker", "controller"]))
    let request = try #require(definition.message(.request))
    #expect(request.name == "SampleRequest")
    #expect(request.structs.map(\.name) == ["SampleRequest", "Item", "Shared"])
    #expect(request.supported.description == "1-4")
    #expect(request.next == request.supported)
    #expect(request.flexible.description == "3-4")
    #expect((0...4).map { request.headerVersion(for: $0) } == [0, 1, 1, 2, 2])

    let name = try #require(request.root.field("Name"))
    #expect(name.versions.description == "1-4")
    #expect(name.nullable.description == "2-4")
    #expect(name.defaultValue == .null)
    #expect(name.isIgnorable)
    #expect(name.entity == "topicName")

    let item = try #require(request.structure("Item"))
    #expect(item.field("Id")?.defaultValue == .number(-1))
    #expect(item.field("Id")?.isKey == true)
    #expect(item.field("Note")?.tag == .init(number: 0, versions: VersionSet(4...4)))
    #expect(request.structure("Shared")?.field("Flag")?.defaultValue == .yes)

    let response = try #require(definition.message(.response))
    #expect(response.root.field("Data")?.defaultValue == .null)
    #expect((0...4).map { response.headerVersion(for: $0) } == [0, 0, 0, 1, 1])
  }

  struct Mistake: CustomTestStringConvertible, Sendable {
    var text: String
    var error: String
    var testDescription: String { error }

    init(_ error: String, _ text: String) {
      self.error = error
      self.text = text
    }
  }

  @Test(arguments: [
    Mistake("0: expected what the file defines", ""),
    Mistake("1: 'thing' is none of api, record, entry, header, data", "thing 1 A"),
    Mistake("1: 'x' is no API key", "api x A listeners=broker"),
    Mistake("1: expected listeners=…", "api 1 A log=x"),
    Mistake("0: expected the blocks body", "data A\n"),
    Mistake("2: 'field' is none of request, response, key, value, body", "data A\nfield versions=0 flexible=none"),
    Mistake("3: a second block 'body'", "data A\nbody versions=0 flexible=none\nbody versions=0 flexible=none"),
    Mistake("2: expected flexible=…", "data A\nbody versions=0"),
    Mistake("2: '0..2' is no version range", "data A\nbody versions=0..2 flexible=none"),
    Mistake("2: expected versions=… with one range", "data A\nbody versions=0,2 flexible=none"),
    Mistake("2: unknown attribute 'colour'", "data A\nbody versions=0 flexible=none colour=red"),
    Mistake("2: 'versions' is given twice", "data A\nbody versions=0 versions=0 flexible=none"),
    Mistake("3: expected NAME TYPE", "data A\nbody versions=0 flexible=none\n  X"),
    Mistake("3: unknown type 'int128'", "data A\nbody versions=0 flexible=none\n  X int128"),
    Mistake("3: unknown attribute 'nice'", "data A\nbody versions=0 flexible=none\n  X int8 nice"),
    Mistake("3: 'many' is no default", "data A\nbody versions=0 flexible=none\n  X int8 default=many"),
    Mistake("3: 'x' is no tag", "data A\nbody versions=0 flexible=0+\n  X int8 tag=x"),
    Mistake("3: indented by 3 spaces, expected a multiple of 2", "data A\nbody versions=0 flexible=none\n   X int8"),
    Mistake("3: indented by 2 levels, expected 1", "data A\nbody versions=0 flexible=none\n    X int8"),
    Mistake("3: words are separated by one space", "data A\nbody versions=0 flexible=none\n  X  int8"),
    Mistake("4: X is no struct and has no fields", "data A\nbody versions=0 flexible=none\n  X int8\n    Y int8"),
    Mistake("4: a second field X", "data A\nbody versions=0 flexible=none\n  X int8\n  X int8"),
    Mistake("5: a second struct S", "data A\nbody versions=0 flexible=none\n  X S\n    Y int8\n  Z S\n    Y int8"),
    Mistake(
      "2: struct S, the type of X, is not defined in this block", "data A\nbody versions=0 flexible=none\n  X S"),
    Mistake("2: struct S contains itself", "data A\nbody versions=0 flexible=none\n  X S\n    Y []T\nstruct T\n  Z S"),
    Mistake(
      "3: X has the default null but is never nullable",
      "data A\nbody versions=0 flexible=none\n  X string default=null"),
    Mistake("3: arrays of arrays do not occur in the protocol", "data A\nbody versions=0 flexible=none\n  X [][]int8"),
  ])
  func `a mistake is named with its line`(_ mistake: Mistake) {
    let error = #expect(throws: DefinitionError.self) { try read(mistake.text) }
    #expect(error?.description == "Test.wire:" + mistake.error)
  }

  @Test func `a name or an API key that is there already is refused`() {
    let one = "=== a\ndata A\nbody versions=0 flexible=none\n"
    #expect(throws: DefinitionError(file: "b", line: 0, message: "A is defined elsewhere, too")) {
      try Catalog(bundle: one + one.replacing("=== a", with: "=== b"))
    }
  }
}
