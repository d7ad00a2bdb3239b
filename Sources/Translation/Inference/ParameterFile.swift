import Autodiff
import FileStorage
import Interchange
import Kernels
import Tensors

/// A model's numbers on disk: all of them floating-point, or matrices as eight-bit integers with
/// scales.
struct ParameterFile: Sendable {
  private let file: SafetensorsFile
  private let isQuantized: Bool

  /// A file whose checksum is compared elsewhere.
  ///
  /// - Parameters:
  ///   - file: Has a tensor for each parameter.
  ///   - isQuantized: Whether matrices have to be integers; else none may be.
  init(_ file: SafetensorsFile, isQuantized: Bool) {
    self.file = file
    self.isQuantized = isQuantized
  }

  /// The name of the scales of a matrix of integers.
  static func scaleName(_ parameter: Parameter) -> String { parameter.name + ".scale" }

  /// Reads one parameter into its store and packs it.
  ///
  /// - Throws: `InterchangeError` or `ModelError`, which name file and tensor.
  func read(
    _ parameter: Parameter, into store: ParameterStore, backend: any ComputeBackend
  ) throws {
    if isQuantized, let axis = parameter.role.quantizationAxis {
      try readIntegers(of: parameter, axis, into: store, backend)
    } else if store.takesBFloat16(parameter), isBFloat16(parameter) {
      let shape = parameter.shape.dimensions
      try file.withBytes(of: .bfloat16, in: parameter.name, expecting: shape) { bytes in
        store.pack(bfloat16: bytes, of: parameter, backend: backend)
      }
    } else {
      try readNumbers(of: parameter, into: store, backend)
    }
  }

  /// Whether the file has a parameter in bf16.
  func isBFloat16(_ parameter: Parameter) -> Bool {
    file.elementType(of: parameter.name) == .bfloat16
  }

  private func readNumbers(
    of parameter: Parameter, into store: ParameterStore, _ backend: any ComputeBackend
  ) throws {
    let shape = parameter.shape.dimensions
    try store.fill(parameter, backend: backend) { elements, buffer in
      try file.read(
        elements, of: parameter.name, expecting: shape, into: buffer, backend: backend)
    }
  }

  private func readIntegers(
    of parameter: Parameter, _ axis: QuantizationAxis, into store: ParameterStore,
    _ backend: any ComputeBackend
  ) throws {
    let shape = parameter.shape.dimensions
    try file.withBytes(of: .int8, in: parameter.name, expecting: shape) { bytes in
      try check(bytes, of: parameter)
      let scales = try scales(of: parameter, axis, backend)
      if store.takesIntegers(parameter) {
        store.pack(quantized: bytes, scales: scales.span, of: parameter, backend: backend)
        return
      }
      store.fill(parameter, backend: backend) { elements, buffer in
        let numbers = bytes.numbers(
          elements, scales: scales, axis: axis, columnCount: parameter.shape.columnCount)
        backend.write(numbers.span, to: buffer)
      }
    }
  }

  private func check(_ bytes: Span<UInt8>, of parameter: Parameter) throws {
    // The kernels' sums leave -128 out of account.
    guard bytes.contains(0x80) else { return }
    throw ModelError.invalid(
      path: file.path, reason: "tensor “\(parameter.name)” holds -128; wanted -127 to 127")
  }

  private func scales(
    of parameter: Parameter, _ axis: QuantizationAxis, _ backend: any ComputeBackend
  ) throws -> [Float] {
    let name = Self.scaleName(parameter)
    let count = axis == .row ? parameter.shape.rowCount : parameter.shape.columnCount
    let buffer = backend.allocate(count)
    try file.read(name, expecting: [count], into: buffer, backend: backend)
    let scales = Tensor(buffer, shape: [count]).numbers(backend)
    if let place = scales.firstIndex(where: { !($0 >= 0 && $0 < .infinity) }) {
      throw ModelError.invalid(
        path: file.path,
        reason: "tensor “\(name)” holds \(scales[place]) at \(place); wanted scales from 0 on")
    }
    return scales
  }
}

extension Span<UInt8> {
  /// The numbers that some of a matrix's integers stand for.
  fileprivate func numbers(
    _ elements: Range<Int>, scales: [Float], axis: QuantizationAxis, columnCount: Int
  ) -> [Float] {
    elements.map { element in
      let scale = scales[axis == .row ? element / columnCount : element % columnCount]
      return Float(Int8(bitPattern: self[element])) * scale
    }
  }
}
