print("kafka-broker")
