internal import NIOCore

/// Runs tasks on an event loop.
///
/// A handler prefers this executor, so that what it awaits resumes where its connection lives: no lock, no
/// second hop, and all answers of one tick leave in one write. A handler must not block; work that takes long
/// belongs on another executor, as the store's does.
final class LoopExecutor: TaskExecutor {
  let eventLoop: any EventLoop

  init(_ eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
