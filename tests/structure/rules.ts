import { importsOf, nodesOf, type Import, type SourceFile } from './imports.ts'
import type { Area } from './module-map.ts'

/** A rule names what is wrong, one line each; none means that all is well. */
export type Violations = readonly string[]

export const longestFile = 500

/** The name of the area that a path belongs to, or null. */
export const areaOf = (map: Readonly<Record<string, Area>>, path: string): string | null => {
  let best: { readonly area: string; readonly length: number } | null = null
  for (const [area, { files }] of Object.entries(map)) {
    for (const file of files) {
      const fits = file.endsWith('/') ? path.startsWith(file) : path === file
      if (fits && file.length > (best?.length ?? 0)) best = { area, length: file.length }
    }
  }
  return best?.area ?? null
}

export const againstMap = (map: Readonly<Record<string, Area>>, files: readonly SourceFile[]): Violations =>
  files.flatMap((file) => {
    const name = areaOf(map, file.path)
    const area = name === null ? undefined : map[name]
    if (area === undefined) return [`${file.path} is in no area of the map`]
    const allowed = (found: Import): boolean => {
      if (!found.inside) return area.packages.includes(found.to)
      const target = areaOf(map, found.to)
      if (target === null) return false
      if (target === name || area.imports.includes(target)) return true
      return found.typeOnly && (area.types ?? []).includes(target)
    }
    return importsOf(file)
      .filter((found) => !allowed(found))
      .map((found) => `${file.path} imports ${found.to}${found.typeOnly ? ' (types)' : ''}`)
  })

/** What the map allows and no file makes use of; an area that is only taken for its types belongs under `types`. */
export const unusedAllowances = (map: Readonly<Record<string, Area>>, files: readonly SourceFile[]): Violations =>
  Object.entries(map).flatMap(([name, area]) => {
    const found = files.filter((file) => areaOf(map, file.path) === name).flatMap(importsOf)
    const targets = (typeOnly: boolean): ReadonlySet<string | null> =>
      new Set(found.flatMap((one) => (one.inside && one.typeOnly === typeOnly ? [areaOf(map, one.to)] : [])))
    const packages = new Set(found.flatMap((one) => (one.inside ? [] : [one.to])))
    const [values, types] = [targets(false), targets(true)]
    return [
      ...area.imports.filter((target) => !values.has(target)).map((target) => `${name} never imports ${target}`),
      ...(area.types ?? [])
        .filter((target) => !types.has(target) || area.imports.includes(target))
        .map((target) => `${name} needs no leave for the types of ${target}`),
      ...area.packages.filter((target) => !packages.has(target)).map((target) => `${name} never imports ${target}`),
    ]
  })

/** Cycles of imports, types included; each is told once, as a path that ends where it began. */
export const cycles = (files: readonly SourceFile[]): Violations => {
  const targets = new Map(
    files.map((file) => [file.path, importsOf(file).flatMap((found) => (found.inside ? [found.to] : []))]),
  )
  const done = new Set<string>()
  const found: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    const back = trail.indexOf(path)
    if (back >= 0) {
      found.push([...trail.slice(back), path].join(' → '))
      return
    }
    if (done.has(path)) return
    for (const next of targets.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of targets.keys()) visit(path, [])
  return found
}

export const electronOutside = (files: readonly SourceFile[]): Violations =>
  files
    .filter((file) => !['main/shells/electron.ts', 'preload/electron.ts'].includes(file.path))
    .filter((file) => importsOf(file).some((found) => found.to === 'electron'))
    .map((file) => `${file.path} imports electron`)

/** Words and tables in a `data/` folder are not read as code. */
export const tooLong = (files: readonly SourceFile[]): Violations =>
  files.filter((file) => !file.path.includes('/data/')).flatMap((file) => {
    const lines = file.text.replace(/\n$/, '').split('\n').length
    return lines > longestFile ? [`${file.path} has ${lines} lines`] : []
  })

const vague = /(^|[-.])(utils?|helpers?|managers?)([-.]|$)/i

export const vagueNames = (paths: readonly string[]): Violations =>
  paths.filter((path) => path.split('/').some((part) => vague.test(part) || /(Utils?|Helpers?|Manager)\./.test(part)))

const isSettings = (path: string): boolean => /(^|\/)[\w.]+\.config\.ts$/.test(path)

export const defaultExports = (files: readonly SourceFile[]): Violations =>
  files
    .filter((file) => !isSettings(file.path))
    .filter((file) =>
      nodesOf(file).some((node) => {
        const exported = node['exported'] as { readonly name?: string } | null | undefined
        return node.type === 'ExportDefaultDeclaration' || (node.type === 'ExportSpecifier' && exported?.name === 'default')
      }),
    )
    .map((file) => `${file.path} has a default export`)

export const contentImported = (files: readonly SourceFile[]): Violations =>
  files.flatMap((file) =>
    importsOf(file)
      .filter((found) => found.inside && found.to.startsWith('content/'))
      .map((found) => `${file.path} imports ${found.to}`),
  )

/** Packages that run with the program but that nothing of it imports. */
export const unusedPackages = (dependencies: readonly string[], files: readonly SourceFile[]): Violations => {
  const used = new Set(files.flatMap((file) => importsOf(file).map((found) => found.to)))
  return dependencies.filter((name) => !used.has(name))
}

/** Packages that the program imports but that are not installed with it. */
export const undeclaredPackages = (dependencies: readonly string[], files: readonly SourceFile[]): Violations =>
  files.flatMap((file) =>
    importsOf(file)
      .filter((found) => !found.inside && !['node:', 'electron', ...dependencies].includes(found.to))
      .map((found) => `${file.path} imports ${found.to}`),
  )

/** Homes of persons; tests may make some up. */
const homes = [/(?<![\w.~])\/(?:home|Users)\/[\w.-]+/, /\b[A-Z]:\\Users\\[\w.-]+/]

/** Folders of one machine, and the hosts that packages come from. */
const machineBound = [
  /(?<![\w.~])\/(?:root|work|workspace)\/[\w.-]+/,
  /(?<![\w.])\/tmp\/[\w.-]+/,
  /\b(?:[\w-]+\.)*(?:npmjs\.(?:org|com)|npmmirror\.com|yarnpkg\.com|pypi\.org|crates\.io|debian\.org)\b/,
  /"resolved":\s*"https?:/,
]

export const machineNames = (files: readonly SourceFile[]): Violations =>
  files.flatMap((file) => {
    const patterns = file.path.startsWith('tests/') ? machineBound : [...machineBound, ...homes]
    return file.text.split('\n').flatMap((line, index) => {
      const found = patterns.map((pattern) => pattern.exec(line)?.[0]).find((match) => match !== undefined)
      return found === undefined ? [] : [`${file.path}:${index + 1} names ${found}`]
    })
  })

/** Places in a phrase, like `{count}`, sorted, each once: a language's plural forms repeat them. */
const places = (phrase: unknown): string => JSON.stringify([...new Set(String(phrase).match(/\{\w+\}/g))].toSorted())

/** One language's words, flat or nested. */
export type Words = Readonly<Record<string, unknown>>

const flat = (words: Words, prefix = ''): ReadonlyMap<string, unknown> =>
  new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'object' && value !== null
        ? [...flat(value as Words, `${prefix}${key}.`)]
        : [[`${prefix}${key}`, value] as const],
    ),
  )

/** What the second language lacks, has too much or says with other places than the first. */
export const wordDifferences = (first: Words, second: Words): Violations => {
  const wanted = flat(first)
  const given = flat(second)
  const missing = [...wanted.keys()].filter((key) => !given.has(key)).map((key) => `${key} is missing`)
  const extra = [...given.keys()].filter((key) => !wanted.has(key)).map((key) => `${key} is not in the first language`)
  const different = [...wanted].flatMap(([key, phrase]) => {
    const other = given.get(key)
    if (other === undefined) return []
    if (typeof other !== typeof phrase || String(other).trim() === '') return [`${key} is empty or of another kind`]
    return typeof phrase === 'string' && places(phrase) !== places(other) ? [`${key} has other places`] : []
  })
  return [...missing, ...extra, ...different]
}
