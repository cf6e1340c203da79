package import NIOCore

/// Runs tasks on an event loop, so that a task that talks to loop-confined objects does not change threads twice for
/// every message. An actor with the loop as its executor is not enough: what it awaits resumes elsewhere.
package final class LoopTaskExecutor: TaskExecutor {
  private let loop: any EventLoop

  package init(_ loop: any EventLoop) {
    self.loop = loop
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = asUnownedTaskExecutor()
    loop.execute { job.runSynchronously(on: executor) }
  }
}
