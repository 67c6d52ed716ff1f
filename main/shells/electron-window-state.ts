import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod/mini'
import '../../preload/contract/define.ts'

const Bounds = z.strictObject({ x: z.int(), y: z.int(), width: z.int(), height: z.int() })
const WindowState = z.strictObject({ bounds: Bounds, maximized: z.boolean() })

/** In device-independent pixels of the whole desktop, as Electron counts. */
export type Bounds = z.infer<typeof Bounds>
export type WindowState = z.infer<typeof WindowState>

/** The smallest window in which all three panes can be used. */
export const smallest = { width: 640, height: 480 } as const

const usual = { width: 1280, height: 860 } as const

const overlap = (a: Bounds, b: Bounds): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y))

/**
 * Where the window goes: where it was, moved and shrunk onto the screen that shows most of it; in the middle of the
 * first screen when it would not be seen at all. `screens` are work areas, the main one first, at least one.
 */
export const placeWindow = (saved: Bounds | null, screens: readonly [Bounds, ...Bounds[]]): Bounds => {
  const shown = saved === null ? [] : screens.filter((screen) => overlap(saved, screen) > 0)
  if (saved === null || shown[0] === undefined) {
    const [screen] = screens
    const width = Math.min(usual.width, screen.width)
    const height = Math.min(usual.height, screen.height)
    return {
      x: screen.x + Math.floor((screen.width - width) / 2),
      y: screen.y + Math.floor((screen.height - height) / 2),
      width,
      height,
    }
  }
  const screen = shown.reduce((best, next) => (overlap(saved, next) > overlap(saved, best) ? next : best), shown[0])
  const width = Math.min(Math.max(saved.width, smallest.width), screen.width)
  const height = Math.min(Math.max(saved.height, smallest.height), screen.height)
  return {
    x: Math.min(Math.max(saved.x, screen.x), screen.x + screen.width - width),
    y: Math.min(Math.max(saved.y, screen.y), screen.y + screen.height - height),
    width,
    height,
  }
}

/** The remembered window; null when there is none that can be understood. */
export const readWindowState = (path: string): WindowState | null => {
  try {
    return WindowState.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // Missing or damaged: the window opens in its usual place, and nothing of the reader's is lost.
    return null
  }
}

/** Remembers the window. A failure only costs the place of the next window, so it is not raised. */
export const writeWindowState = (path: string, state: WindowState): void => {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.new`, JSON.stringify(state))
    renameSync(`${path}.new`, path)
  } catch {
    // See above.
  }
}
