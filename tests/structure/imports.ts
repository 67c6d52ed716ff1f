import { posix } from 'node:path'
import { parseSync } from 'vite'

export interface SourceFile {
  /** Relative to the project's root, with `/`. */
  readonly path: string
  readonly text: string
}

export interface Import {
  readonly from: string
  /** A path of the project, or a package's or built-in module's name without the path inside it. */
  readonly to: string
  readonly inside: boolean
  readonly typeOnly: boolean
  /** Inside a function: `import()`. */
  readonly dynamic: boolean
}

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

const childrenOf = (node: Node): readonly Node[] => Object.values(node).flat().filter(isNode)

/** Every node of a module's syntax tree (ESTree with TypeScript), parents first. Throws on a file that does not parse. */
export const nodesOf = (file: SourceFile): readonly Node[] => {
  const { program, errors } = parseSync(file.path, file.text)
  if (errors.length > 0) throw new Error(`${file.path}: ${errors[0]?.message}`)
  const found: Node[] = []
  const walk = (node: Node): void => {
    found.push(node)
    for (const child of childrenOf(node)) walk(child)
  }
  walk(program as unknown as Node)
  return found
}

const literal = (value: unknown): string | null =>
  isNode(value) && value.type === 'Literal' && typeof value['value'] === 'string' ? value['value'] : null

const isTypeOnly = (node: Node): boolean => {
  if (node['importKind'] === 'type' || node['exportKind'] === 'type' || node.type === 'TSImportType') return true
  const names = Array.isArray(node['specifiers']) ? node['specifiers'].filter(isNode) : []
  return names.length > 0 && names.every((name) => name['importKind'] === 'type' || name['exportKind'] === 'type')
}

const packageName = (specifier: string): string => {
  if (specifier.startsWith('node:')) return 'node:'
  const parts = specifier.split('/')
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

const importing = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

/** What a module imports: static, re-exported, dynamic and `import('…')` in types. */
export const importsOf = (file: SourceFile): readonly Import[] =>
  nodesOf(file).flatMap((node) => {
    if (!importing.has(node.type)) return []
    const specifier = literal(node['source']) ?? literal(node['argument'])
    if (specifier === null) return []
    const inside = specifier.startsWith('.')
    const plain = specifier.replace(/[?#].*$/, '')
    return [
      {
        from: file.path,
        to: inside ? posix.join(posix.dirname(file.path), plain) : packageName(plain),
        inside,
        typeOnly: isTypeOnly(node),
        dynamic: node.type === 'ImportExpression',
      },
    ]
  })
