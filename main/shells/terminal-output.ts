export interface Output {
  write(text: string, done: () => void): unknown
}

/**
 * Resolves once everything written so far has left the process, or can no longer leave it. A pipe is written in the
 * background, and what an exit overtakes is lost.
 */
export const written = async (outputs: readonly Output[]): Promise<void> => {
  await Promise.all(outputs.map((output) => new Promise<void>((resolve) => void output.write('', () => resolve()))))
}
