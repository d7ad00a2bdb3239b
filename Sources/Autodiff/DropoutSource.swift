package import Kernels

/// Gives every application of dropout in one pass over one micro-batch a key of its own.
///
/// Keys are a function of seed, step, micro-batch and the application's number among those at the
/// same place of the model, never of threads or of the rates at other places.
package struct DropoutSource: Sendable {
  private let rates: DropoutRates
  private var streams: [CounterRandom]

  package init(rates: DropoutRates, seed: UInt64, step: Int, microBatch: Int) {
    self.rates = rates
    let pass = UInt64(step) << 20 | UInt64(microBatch)
    streams = DropoutPlace.allCases.map { place in
      CounterRandom(seed: seed, stream: place.rawValue << 60 | pass)
    }
  }

  /// Keeps everything: validation and inference.
  package static let none = DropoutSource(rates: .none, seed: 0, step: 0, microBatch: 0)

  /// The mask of the next application at a place.
  package mutating func next(_ place: DropoutPlace) -> Dropout {
    Dropout(rate: rates[place], key: streams[Int(place.rawValue)].next())
  }
}
