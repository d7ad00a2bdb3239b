/// The matrices of `ComputeBackend.residualNorm`, all `[rows, D]` but where said.
package struct ResidualNormForward: Sendable {
  package var x: Matrix
  package var sublayer: Matrix
  package var dropout: Dropout
  /// `[D]`.
  package var gain: FloatBuffer
  /// `[D]`.
  package var bias: FloatBuffer
  package var epsilon: Float
  package var output: Matrix
  /// Kept for the backward pass: the rows before gain and bias.
  package var normalised: Matrix
  /// Kept for the backward pass: 1 / √(variance + ε) of each row, `[rows]`.
  package var reciprocal: FloatBuffer

  package init(
    x: Matrix, sublayer: Matrix, dropout: Dropout, gain: FloatBuffer, bias: FloatBuffer,
    epsilon: Float, output: Matrix, normalised: Matrix, reciprocal: FloatBuffer
  ) {
    self.x = x
    self.sublayer = sublayer
    self.dropout = dropout
    self.gain = gain
    self.bias = bias
    self.epsilon = epsilon
    self.output = output
    self.normalised = normalised
    self.reciprocal = reciprocal
  }
}

/// The matrices of `ComputeBackend.residualNormBackward`.
package struct ResidualNormBackward: Sendable {
  package var forward: ResidualNormForward
  package var outputGradient: Matrix
  package var xGradient: Matrix
  /// Whether the gradient is added to `xGradient` or stored there.
  package var accumulatesX: Bool
  package var sublayerGradient: Matrix
  /// Added to, `[D]`.
  package var gainGradient: FloatBuffer
  /// Added to, `[D]`.
  package var biasGradient: FloatBuffer

  package init(
    forward: ResidualNormForward, outputGradient: Matrix, xGradient: Matrix, accumulatesX: Bool,
    sublayerGradient: Matrix, gainGradient: FloatBuffer, biasGradient: FloatBuffer
  ) {
    self.forward = forward
    self.outputGradient = outputGradient
    self.xGradient = xGradient
    self.accumulatesX = accumulatesX
    self.sublayerGradient = sublayerGradient
    self.gainGradient = gainGradient
    self.biasGradient = biasGradient
  }
}

/// The arguments of `ComputeBackend.embed`.
package struct EmbeddingForward: Sendable {
  /// `[V, D]`.
  package var table: Matrix
  package var ids: [Int32]
  /// `[longest position + 1 or more, D]`.
  package var positionTable: Matrix
  package var positions: [Int32]
  /// √d_model (§3.4).
  package var scale: Float
  package var dropout: EmbeddingDropout
  /// `[ids, D]`.
  package var output: Matrix

  package init(
    table: Matrix, ids: [Int32], positionTable: Matrix, positions: [Int32], scale: Float,
    dropout: EmbeddingDropout, output: Matrix
  ) {
    self.table = table
    self.ids = ids
    self.positionTable = positionTable
    self.positions = positions
    self.scale = scale
    self.dropout = dropout
    self.output = output
  }
}

/// The arguments of `ComputeBackend.embedBackward`.
package struct EmbeddingBackward: Sendable {
  package var ids: [Int32]
  package var scale: Float
  package var dropout: EmbeddingDropout
  /// `[ids, D]`.
  package var outputGradient: Matrix
  /// Added to, `[V, D]`.
  package var tableGradient: Matrix

  package init(
    ids: [Int32], scale: Float, dropout: EmbeddingDropout, outputGradient: Matrix,
    tableGradient: Matrix
  ) {
    self.ids = ids
    self.scale = scale
    self.dropout = dropout
    self.outputGradient = outputGradient
    self.tableGradient = tableGradient
  }
}

/// What `ComputeBackend.attend` computed and its pullback needs.
package struct AttentionResult: Sendable {
  package let output: Matrix
  package let logSums: FloatBuffer
  /// Of the weights.
  package let dropout: Dropout

  package init(output: Matrix, logSums: FloatBuffer, dropout: Dropout) {
    self.output = output
    self.logSums = logSums
    self.dropout = dropout
  }
}

/// Sums over the target tokens of a batch, in nats.
package struct CrossEntropy: Sendable, Equatable {
  /// The label-smoothed cross-entropy (§5.4).
  package var loss: Double
  /// The log-probability of the targets.
  package var logLikelihood: Double

  package init(loss: Double = 0, logLikelihood: Double = 0) {
    self.loss = loss
    self.logLikelihood = logLikelihood
  }

  package static func += (sum: inout CrossEntropy, term: CrossEntropy) {
    sum.loss += term.loss
    sum.logLikelihood += term.logLikelihood
  }
}

/// The numbers of one Adam step (§5.3).
package struct AdamStep: Sendable {
  package var learningRate: Float
  package var beta1: Float
  package var beta2: Float
  package var epsilon: Float
  /// t, counted from 1: moments are divided by 1 - βᵗ.
  package var step: Int
  /// Multiplies the gradient first: below 1 where it is clipped.
  package var gradientScale: Float

  package init(
    learningRate: Float, beta1: Float, beta2: Float, epsilon: Float, step: Int,
    gradientScale: Float
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.step = step
    self.gradientScale = gradientScale
  }
}

/// What an Adam step updates: parameters and both moments, of equal length.
package struct AdamBuffers: Sendable {
  package var parameters: FloatBuffer
  package var firstMoment: FloatBuffer
  package var secondMoment: FloatBuffer

  package init(parameters: FloatBuffer, firstMoment: FloatBuffer, secondMoment: FloatBuffer) {
    self.parameters = parameters
    self.firstMoment = firstMoment
    self.secondMoment = secondMoment
  }

  /// The part of all three in `range`.
  package subscript(range: Range<Int>) -> AdamBuffers {
    AdamBuffers(
      parameters: parameters[range], firstMoment: firstMoment[range],
      secondMoment: secondMoment[range])
  }
}
