import { resolve } from 'node:path'

/** Endings of the files that Yandu opens; the package tells the system of the same. */
export const openedEndings = ['txt', 'text', 'md', 'markdown', 'html', 'htm', 'xhtml', 'epub', 'docx', 'pdf'] as const

const ending = new RegExp(`\\.(?:${openedEndings.join('|')})$`, 'i')

/** Whether an argument names a file to open: no switch, no address, one of the known endings. */
const isFileName = (arg: string): boolean => !arg.startsWith('-') && !/^[a-z][a-z0-9+.-]+:/i.test(arg) && !arg.includes('\0') && ending.test(arg)

/** The files among a program's arguments, as absolute paths; relative ones are meant from `cwd`. */
export const filesAmong = (args: readonly string[], cwd: string): string[] => args.filter(isFileName).map((arg) => resolve(cwd, arg))
