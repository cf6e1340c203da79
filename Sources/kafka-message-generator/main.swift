print("kafka-message-generator")
