import { parentPort } from 'node:worker_threads'
import { AppError, toWireError } from '../preload/contract/wire.ts'
import { createImportJobs } from './services/import-jobs.ts'
import type { JobAnswer, JobName, JobRequest } from './services/import-worker-link.ts'

/** Milliseconds between two signs of progress. */
const tellEvery = 100

const port = parentPort
if (port === null) throw new Error('this program is a worker of another')
const answer = (message: JobAnswer, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer)

let told = Number.NEGATIVE_INFINITY
let stageTold = ''
const jobs = createImportJobs((stage, share) => {
  const now = performance.now()
  if (stage === stageTold && now - told < tellEvery && share < 1) return
  told = now
  stageTold = stage
  answer({ kind: 'progress', stage, share })
})

/** Bytes made here and not needed here again go over without being copied. */
const buffersIn = (value: unknown): ArrayBuffer[] => {
  if (value instanceof Uint8Array) {
    const { buffer } = value
    return buffer instanceof ArrayBuffer && value.byteLength === buffer.byteLength ? [buffer] : []
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value).flatMap(buffersIn) : []
}

const run = async <Name extends JobName>({ id, name, input }: JobRequest<Name>): Promise<void> => {
  try {
    // The name has just chosen the function; TypeScript does not correlate the two.
    const job = jobs[name] as (input: unknown) => Promise<unknown>
    const value = await job(input)
    answer({ kind: 'done', id, value }, name === 'pack' ? buffersIn(value) : [])
  } catch (error) {
    if (error instanceof AppError) answer({ kind: 'failed', id, error: toWireError(error) })
    else answer({ kind: 'broken', id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

// One after the other, in the order they came.
let queue: Promise<void> = Promise.resolve()
port.on('message', (request: JobRequest<JobName>) => {
  queue = queue.then(() => run(request))
})
