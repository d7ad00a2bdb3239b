/// An operation of `ComputeBackend`, as a profile tells them apart.
package enum ProfiledOperation: Hashable, Sendable {
  /// A product with a packed matrix: x W, or dy Wᵀ in the backward pass.
  case product(Precision)
  /// xᵀ dy.
  case weightGradient(Precision)
  case biasGradient
  case gradientAddition
  case movingAverage
  case relu
  case dropout
  case residualNorm
  case embedding
  case attention
  case cachedAttention
  case cacheWriting
  case crossEntropy
  case logSoftmax
  case memoryAttention
  case memoryLayout
  case choice
  case reduction
  case adam
  case packing(Precision)
  case clearing
  case copying
  case rounding

  /// Whether it is one of the matrix products, which most of the work is.
  package var isProduct: Bool {
    switch self {
    case .product, .weightGradient: true
    default: false
    }
  }

  /// The element type of its operands.
  package var precision: Precision {
    switch self {
    case .product(let precision), .weightGradient(let precision): precision
    default: .f32
    }
  }
}

extension ProfiledOperation: CustomStringConvertible {
  /// The operation in words of the field: `matrix product f32`.
  package var description: String {
    switch self {
    case .product(let precision): "matrix product \(precision)"
    case .weightGradient(let precision): "weight gradient \(precision)"
    case .biasGradient: "bias gradient"
    case .gradientAddition: "gradient addition"
    case .movingAverage: "moving average"
    case .relu: "ReLU"
    case .dropout: "dropout"
    case .residualNorm: "residual + dropout + layer norm"
    case .embedding: "embedding"
    case .attention: "attention"
    case .cachedAttention: "attention to a cache"
    case .cacheWriting: "writing to a cache"
    case .crossEntropy: "softmax + cross-entropy"
    case .logSoftmax: "log softmax"
    case .memoryAttention: "attention to a memory"
    case .memoryLayout: "layout of memories"
    case .choice: "choice of tokens"
    case .reduction: "gradient reduction + norm"
    case .adam: "Adam"
    case .packing(let precision): "weight packing \(precision)"
    case .clearing: "clearing"
    case .copying: "copying"
    case .rounding: "rounding"
    }
  }
}

/// The part of a training step that an operation belongs to.
package enum ProfiledPhase: String, CaseIterable, Hashable, Sendable {
  case forward
  case backward
  /// Between gradients and the next parameters.
  case update
}

/// The right-hand side of a product, or the gradient of a weight: `[rowCount, columnCount]`.
package struct ProductShape: Hashable, Sendable {
  package let rowCount: Int
  package let columnCount: Int

  package init(rowCount: Int, columnCount: Int) {
    self.rowCount = rowCount
    self.columnCount = columnCount
  }
}

/// What calls are counted together.
package struct ProfiledCall: Hashable, Sendable {
  package let operation: ProfiledOperation
  package let phase: ProfiledPhase
  /// Of products only.
  package let shape: ProductShape?

  package init(
    _ operation: ProfiledOperation, _ phase: ProfiledPhase, shape: ProductShape? = nil
  ) {
    self.operation = operation
    self.phase = phase
    self.shape = shape
  }
}
