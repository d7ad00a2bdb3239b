import Foundation

/// Where progress, logs and errors go.
enum StandardError {
  /// Whether a person watches, so that a line may be written over again and again.
  static let isTerminal =
    isatty(FileHandle.standardError.fileDescriptor) == 1
    && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  /// The width of the window now, where it tells; else what `COLUMNS` says, or 80.
  static var columns: Int {
    var size = winsize()
    let request = UInt(TIOCGWINSZ)
    let status = unsafe ioctl(FileHandle.standardError.fileDescriptor, request, &size)
    if status == 0 && size.ws_col > 0 { return Int(size.ws_col) }
    return ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 80
  }

  /// Writes a line, in place of one that is only shown.
  static func write(_ line: String) {
    writeBytes(of: (isTerminal ? clearLine : "") + line + "\n")
  }

  /// Shows a line until the next one comes; for terminals only.
  static func show(_ line: String) {
    writeBytes(of: clearLine + line)
  }

  /// Moves to the start of the line and empties it.
  private static let clearLine = "\r\u{1B}[K"

  /// What cannot be written is lost, as there is nowhere to say so.
  private static func writeBytes(of text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
