import { type KeysWanted, MOST_KEYS } from '../provider.ts'

/**
 * What was keyed so far, as the port has it.
 * @param pressed since the question, # among it
 * @returns `keys`: they are complete; `more`: so many keys are still to be waited for
 */
export function keysIn(pressed: string, wanted: KeysWanted): { keys: string } | { more: number } {
  if (pressed.startsWith('9')) return { keys: '9' }
  const end = pressed.indexOf('#')
  if (end >= 0) return { keys: pressed.slice(0, end) }
  if (pressed.length >= MOST_KEYS) return { keys: pressed.slice(0, MOST_KEYS) }
  // Two digits and #, or #; whoever keys more is listened to until #.
  return { more: Math.max(1, (wanted === 'digits' ? 3 : 1) - pressed.length) }
}
