import type { Secret } from '@gatehouse/contract'

/**
 * What is shown of a number or an address to somebody who has signed in and not yet proved that they are the person: enough to know
 * it by for who knows it, and nothing to call or to write to (S-16).
 */
export function hidden(kind: 'number' | 'mail', value: Secret): string {
  const text = value.reveal()
  if (kind === 'number') return `••• ${text.slice(-2)}`
  const at = text.lastIndexOf('@')
  return `${first(text)}•••@${first(text.slice(at + 1))}•••`
}

const first = (text: string) => Array.from(text)[0] ?? ''
