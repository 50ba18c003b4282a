/** @returns what a text says as JSON; undefined: it is none */
export function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
