import type { ImportJobs } from './import-jobs.ts'
import type { ImportWorkerLink, JobName } from './import-worker-link.ts'

/** Milliseconds after which a thread without work ends. */
const idle = 20_000

/** Work on documents of the library, in one thread that is there while there is work. */
export const createBackgroundJobs = (start: () => ImportWorkerLink) => {
  let worker: ImportWorkerLink | null = null
  let timer: NodeJS.Timeout | null = null
  let running = 0

  const stop = async (): Promise<void> => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const ended = worker
    worker = null
    await ended?.end()
  }
  const call = async <Name extends JobName>(name: Name, input: Parameters<ImportJobs[Name]>[0]): Promise<Awaited<ReturnType<ImportJobs[Name]>>> => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (worker === null || worker.ended()) worker = start()
    running += 1
    try {
      return await worker.call(name, input)
    } finally {
      running -= 1
      if (running === 0) {
        timer = setTimeout(() => void stop(), idle)
        timer.unref()
      }
    }
  }
  return {
    facts: (input: Parameters<ImportJobs['facts']>[0]) => call('facts', input),
    remake: (input: Parameters<ImportJobs['remake']>[0]) => call('remake', input),
    compare: (input: Parameters<ImportJobs['compare']>[0]) => call('compare', input),
    close: stop,
  }
}
