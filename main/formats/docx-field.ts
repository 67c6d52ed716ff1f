/**
 * What an EQ field shows, with which older Chinese documents write readings over characters and characters in circles:
 * `EQ \o\ad(\s\up 9(dú),讀)` is 讀, `EQ \o\ac(○,3)` is ③. Empty for every other field without a result.
 */
export const fieldWithoutResult = (code: string): string => {
  if (!/^\s*EQ\s/iu.test(code)) return ''
  const enclosed = /\\o\s*\\ac\s*\(\s*[○◯]\s*[,，;]\s*([^()]{1,20})\)/iu.exec(code)?.[1]?.trim()
  if (enclosed !== undefined) {
    const number = /^\d{1,2}$/u.test(enclosed) ? Number(enclosed) : 0
    return number >= 1 && number <= 20 ? String.fromCodePoint(0x245f + number) : enclosed
  }
  return /\\o\s*\\(?:ad|al|ac|ar)\s*\(\s*\\s\s*\\up\s*[\d.]+\s*\([^()]*\)\s*[,，;]\s*([^()]*)\)/iu.exec(code)?.[1]?.trim() ?? ''
}

interface Field {
  code: string
  inResult: boolean
}

/** Fields as they nest. What a field says is not shown, what came of it is. */
export const createFields = () => {
  const open: Field[] = []
  return {
    begin: (): void => {
      if (open.length < 64) open.push({ code: '', inResult: false })
    },
    separate: (): void => {
      const field = open.at(-1)
      if (field !== undefined) field.inResult = true
    },
    /** Gives what is shown of a field that has no result. */
    end: (): string => {
      const field = open.pop()
      return field === undefined || field.inResult ? '' : fieldWithoutResult(field.code)
    },
    say: (code: string): void => {
      const field = open.at(-1)
      if (field !== undefined && field.code.length < 1000) field.code += code
    },
    /** Text in the result of a field that is itself part of what another says is not shown. */
    isShown: (): boolean => {
      const inner = open.at(-1)
      return inner === undefined || !inner.inResult || open.every((field) => field.inResult)
    },
  }
}
