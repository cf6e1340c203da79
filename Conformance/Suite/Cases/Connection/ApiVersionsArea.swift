extension Area {
  static var apiVersions: Area {
    Area(
      "APIV", "ApiVersions and features", profiles: ["core"],
      cases: [
        ApiVersionsLayout.cases, ApiVersionsRanges.cases, ApiVersionsUse.cases, Features.cases,
      ].flatMap { $0 })
  }
}
