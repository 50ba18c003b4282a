import type { GateState } from '../gates/gate.ts'
import type { Recovery } from '../recovery/recovery.ts'

// Servers of two versions share a database while they are upgraded. What the newer one has added to a recovery is no field of ours:
// it is neither read nor dropped, but goes back with every saving.

export type Beside = { readonly [name: string]: unknown }

const isGroup = (value: unknown): value is Beside => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * What is stored and was not read, group by group. A list is one value: what entries of ours have beside goes when the list changes.
 * @returns undefined where everything was read
 */
export function besideOf(stored: unknown, read: unknown): Beside | undefined {
  if (!isGroup(stored) || !isGroup(read)) return undefined
  const found = Object.entries(stored).flatMap(([name, value]): [string, unknown][] => {
    const inside = Object.hasOwn(read, name) ? besideOf(value, read[name]) : value
    return inside === undefined ? [] : [[name, inside]]
  })
  return found.length > 0 ? Object.fromEntries(found) : undefined
}

/** What is to be stored in place of `from`: what a newer server said of a place goes when that place is left. */
export function withBeside(from: Recovery, to: Recovery, beside: Beside | undefined): unknown {
  if (!beside) return to
  const { place, ...whole } = beside
  return together(to, place !== undefined && samePlace(from.place, to.place) ? beside : whole)
}

/** The same gate with the same message under way, the same intention. */
function samePlace(from: Recovery['place'], to: Recovery['place']): boolean {
  if (from.at === 'gate' && to.at === 'gate') return from.gate === to.gate && messageOf(from.state) === messageOf(to.state)
  if (from.at === 'working' && to.at === 'working') return from.since === to.since
  return from.at === to.at
}

const messageOf = (state: GateState) => ('counter' in state ? state.counter : 0)

function together(known: Beside, beside: Beside): Beside {
  const all: Record<string, unknown> = { ...beside, ...known }
  for (const [name, value] of Object.entries(known)) {
    const more = beside[name]
    if (isGroup(value) && isGroup(more)) all[name] = together(value, more)
  }
  return all
}
