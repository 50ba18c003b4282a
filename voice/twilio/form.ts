/** The parameters of a webhook. */
export type Form = ReadonlyMap<string, string>

/** Twilio sends some thirty. */
const MOST = 200

/**
 * @returns undefined for what is no form that Twilio sends: not UTF-8, too many parameters, or one of them twice, of which somebody
 *   could sign the one and we read the other
 */
export function formIn(body: Buffer): Form | undefined {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    return undefined
  }
  const form = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(text)) {
    if (form.has(name) || form.size >= MOST) return undefined
    form.set(name, value)
  }
  return form
}
