extension String {
  /// How many characters have to be inserted, deleted or replaced to get another text (Levenshtein,
  /// 1966).
  func editDistance(to other: String) -> Int {
    let columns = Array(other)
    var row = Array(0...columns.count)
    for (index, character) in enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (column, wanted) in columns.enumerated() {
        let replaced = diagonal + (character == wanted ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = Swift.min(replaced, diagonal + 1, row[column] + 1)
      }
    }
    return row[columns.count]
  }
}
