import { Worker } from 'node:worker_threads'
import type { ImportStage } from '../../preload/contract/imports.ts'
import { AppError, type WireError } from '../../preload/contract/wire.ts'
import type { ImportJobs } from './import-jobs.ts'

export type JobName = keyof ImportJobs
type JobInput<Name extends JobName> = Parameters<ImportJobs[Name]>[0]
type JobOutput<Name extends JobName> = Awaited<ReturnType<ImportJobs[Name]>>

export interface JobRequest<Name extends JobName> {
  readonly id: number
  readonly name: Name
  readonly input: JobInput<Name>
}

export type JobAnswer =
  | { readonly kind: 'progress'; readonly stage: ImportStage; readonly share: number }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: WireError }
  /** A fault of the program. */
  | { readonly kind: 'broken'; readonly id: number; readonly message: string }

/** Megabytes of memory of the worker's own; a file that wants more ends the worker and not the program. */
const memory = { maxOldGenerationSizeMb: 3_072, maxYoungGenerationSizeMb: 96, stackSizeMb: 16 } as const

/** The largest files take minutes between two signs of progress. */
const usualPatience = 15 * 60_000

export interface ImportWorkerLink {
  /** Throws AppError: what the job threw, 'too-large' when the memory did not suffice, 'cancelled' after `end`. */
  call<Name extends JobName>(name: Name, input: JobInput<Name>): Promise<JobOutput<Name>>
  /** Stops the work at once. */
  end(): Promise<void>
  readonly ended: () => boolean
}

export interface ImportWorkerOptions {
  /** The worker's program. */
  readonly program: string
  readonly onProgress: (stage: ImportStage, share: number) => void
  readonly log: (line: string) => void
  readonly limits?: { readonly maxOldGenerationSizeMb: number }
  /** Milliseconds without any sign of the worker after which it is ended. */
  readonly patience?: number
}

/** Starts a thread for the work of one import. */
export const startImportWorker = ({ program, onProgress, log, limits, patience = usualPatience }: ImportWorkerOptions): ImportWorkerLink => {
  const worker = new Worker(program, { resourceLimits: { ...memory, ...limits }, name: 'yandu-import' })
  const waiting = new Map<number, { readonly resolve: (value: unknown) => void; readonly reject: (error: unknown) => void }>()
  let last = 0
  let failure: AppError | null = null
  let watch: NodeJS.Timeout | null = null

  const fail = (error: AppError): void => {
    failure ??= error
    for (const { reject } of waiting.values()) reject(failure)
    waiting.clear()
    if (watch !== null) clearTimeout(watch)
  }
  worker.on('message', (message: JobAnswer) => {
    if (message.kind === 'progress') {
      lookAgain()
      return onProgress(message.stage, message.share)
    }
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    lookAgain()
    if (message.kind === 'done') return call?.resolve(message.value)
    if (message.kind === 'failed') {
      const { code, message: words, details } = message.error
      return call?.reject(new AppError(code, words, details))
    }
    log(`an import failed: ${message.message}`)
    call?.reject(new AppError('internal', 'Something went wrong while this file was read. The log says more.'))
  })
  worker.on('error', (error) => {
    const code = 'code' in error ? error.code : null
    log(`the thread of an import broke down: ${String(error)}`)
    fail(
      code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? new AppError('too-large', 'This file needs more memory than an import may use.', { reason: 'memory' })
        : new AppError('internal', 'Something went wrong while this file was read. The log says more.'),
    )
  })
  worker.on('exit', () => fail(new AppError('internal', 'The thread of this import ended.')))
  worker.unref()
  const lookAgain = (): void => {
    if (watch !== null) clearTimeout(watch)
    watch = null
    if (waiting.size === 0) return worker.unref()
    watch = setTimeout(() => {
      log('the thread of an import gave no sign and was ended')
      fail(new AppError('internal', 'Reading this file came to no end.'))
      void worker.terminate()
    }, patience)
    watch.unref()
  }

  return {
    call: <Name extends JobName>(name: Name, input: JobInput<Name>) => {
      if (failure !== null) return Promise.reject(failure)
      last += 1
      const id = last
      const request: JobRequest<Name> = { id, name, input }
      return new Promise<JobOutput<Name>>((resolve, reject) => {
        // The worker answers a job with what that job returns.
        waiting.set(id, { resolve: (value) => resolve(value as JobOutput<Name>), reject })
        worker.ref()
        lookAgain()
        worker.postMessage(request, [])
      })
    },
    end: async () => {
      fail(new AppError('cancelled', 'the import was ended'))
      await worker.terminate()
    },
    ended: () => failure !== null,
  }
}
