extension String {
  /// The language of a code with a region or a script: "de" of "de-AT", "de_CH" and "DE".
  var primaryLanguage: String {
    String(prefix { $0 != "-" && $0 != "_" }).lowercased()
  }
}
