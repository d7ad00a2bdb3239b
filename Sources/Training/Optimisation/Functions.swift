#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// e to the power of x, from the C library.
func exponential(_ x: Double) -> Double { exp(x) }

/// The cosine of an angle, from the C library.
func cosine(_ x: Double) -> Double { cos(x) }
