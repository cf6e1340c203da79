import KafkaConformance
import KafkaSchema
import KafkaWire
import NIOCore

/// Broken brokers for GROUP: what is told of groups, their end, and their coordinator.
enum GroupAdminMutants {
  static var mutants: [Mutant] { descriptions + deletions + coordinators }

  private static var descriptions: [Mutant] {
    [
      Mutant("GROUP-076", "Members without the metadata of their protocol") {
        .described { group in group.each("Members") { $0["MemberMetadata"] = .bytes(.init()) } }
      },
      Mutant("GROUP-077", "An unknown group is a fault of the broker") {
        .described { group in
          if group.string("GroupState") == "Dead" || group.int("ErrorCode") == 69 { group["ErrorCode"] = -1 }
        }
      },
      Mutant("GROUP-078", "States have names of their own") {
        .described { $0["GroupState"] = .string(($0.string("GroupState") ?? "").uppercased()) }
      },
      Mutant("GROUP-080", "Only the first of several groups is described") { .firstOnly(.describeGroups, "Groups") },
      Mutant("GROUP-082", "Groups are listed without their type") {
        .response(.listGroups) { body, _ in body.each("Groups") { $0["ProtocolType"] = "" } }
      },
      Mutant("GROUP-083", "Each broker lists the groups of all", on: .twoBrokers) {
        .follower(answering: [.listGroups])
      },
    ]
  }

  private static var deletions: [Mutant] {
    [
      Mutant("GROUP-087", "A group that is deleted stays") {
        .decide(.deleteGroups) { exchange in
          guard case .array(let names)? = exchange.request?["GroupsNames"] else { return .forward }
          return .says(["Results": .array(names.map { ["GroupId": $0, "ErrorCode": 0] })])
        }
      },
      Mutant("GROUP-088", "A group is deleted under its members") { .recodes(.deleteGroups, [68]) },
      Mutant("GROUP-089", "Groups that are not there are deleted") { .recodes(.deleteGroups, [69]) },
      Mutant("GROUP-090", "Only the first of several groups is deleted") { .firstOnly(.deleteGroups, "Results") },
    ]
  }

  private static var coordinators: [Mutant] {
    [
      Mutant("GROUP-093", "Generations begin anew with the broker", on: .restarts) {
        Behaviour.joined { body, _ in body["GenerationId"] = 1 }.afterRestart()
          .and(Behaviour.recodes(.heartbeat, [0], to: 25).afterRestart())
      },
      Mutant("GROUP-094", "A new coordinator knows no offsets", on: .takeover) {
        .foundOffsets { partition, _, _ in partition["CommittedOffset"] = -1 }
      },
      Mutant("GROUP-095", "A group is empty while it is loaded", on: .restarts) {
        Behaviour.foundOffsets { partition, _, _ in partition["CommittedOffset"] = -1 }.afterRestart()
          .and(Behaviour.recodes(.heartbeat, [0, 14], to: 25).afterRestart())
      },
    ]
  }
}
