package import Kernels

/// Where the time of a run's updates went; validation and saving are no part of it.
package struct TrainingProfile: Sendable, Equatable {
  package var updateCount: Int
  /// Updates before them that were left out.
  package var warmUpCount: Int
  /// Source and target tokens.
  package var tokenCount: Int
  package var threadCount: Int
  /// Of the main thread alone, on batches.
  package var batchTime: Duration
  /// From the moment the batches are there to the new parameters.
  package var workTime: Duration
  /// Of all workers.
  package var operations: OperationProfile
  package var peak: MachinePeak

  package init(
    updateCount: Int, warmUpCount: Int, tokenCount: Int, threadCount: Int, batchTime: Duration,
    workTime: Duration, operations: OperationProfile, peak: MachinePeak
  ) {
    self.updateCount = updateCount
    self.warmUpCount = warmUpCount
    self.tokenCount = tokenCount
    self.threadCount = threadCount
    self.batchTime = batchTime
    self.workTime = workTime
    self.operations = operations
    self.peak = peak
  }

  /// The time that passed.
  package var wallTime: Duration { batchTime + workTime }

  /// The time that all threads had together: operations and the three parts below.
  package var threadTime: Duration { wallTime * threadCount }

  /// Threads that had no task while others had one.
  package var waitingTime: Duration { workTime * threadCount - operations.taskTime }

  /// All threads while the main one makes batches.
  package var batchThreadTime: Duration { batchTime * threadCount }

  /// In tasks, between operations: the tape and its memory.
  package var betweenTime: Duration { operations.taskTime - operations.total().time }
}
