#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// e to the power of x, from the C library.
func exponential(_ x: Double) -> Double { exp(x) }
