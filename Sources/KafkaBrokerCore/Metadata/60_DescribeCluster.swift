import KafkaMessages
import KafkaWire

extension BrokerNode {
  private static let brokerEndpoint: Int8 = 1
  private static let controllerEndpoint: Int8 = 2

  /// DescribeCluster: the brokers, the controller, the cluster's id (KIP-700).
  func describeCluster(_ request: DescribeClusterRequest, _ context: RequestContext) -> Reply {
    var response = DescribeClusterResponse()
    guard request.endpointType == Self.brokerEndpoint else {
      let isKnown = request.endpointType == Self.controllerEndpoint
      response.errorCode = (isKnown ? ErrorCode.mismatchedEndpointType : .unsupportedEndpointType).rawValue
      response.errorMessage =
        isKnown
        ? "The request was sent to an endpoint of type BROKER, but we wanted an endpoint of type CONTROLLER"
        : "Unsupported endpoint type \(request.endpointType)"
      return .answer(response)
    }
    response.clusterId = metadata.current.clusterID
    response.controllerId = members.controller ?? configuration.nodeID
    response.brokers = members.members.map { member in
      let endpoint = member.endpoint(for: context.listener)
      return .with {
        $0.brokerId = member.id
        $0.host = endpoint.host
        $0.port = Int32(endpoint.port)
        $0.rack = member.rack
      }
    }
    if request.includeClusterAuthorizedOperations {
      response.clusterAuthorizedOperations = AuthorizedOperations.cluster
    }
    return .answer(response)
  }
}
