extension String {
  /// For text and attributes of XML and HTML; characters that XML does not allow become a question mark.
  var escaped: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "\n": text += "&#10;"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: text += "?"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
