import type { Names } from '../policy/fits.ts'
import type { Workflow } from '../policy/sections/workflows.ts'
import { type Directory, DirectoryProblem } from './ports.ts'

/** A group or unit that the policy names and the directory does not know, or may not show us. */
export type UnknownName = { readonly kind: 'groups' | 'units'; readonly name: string }

/**
 * Asks the directory for every group and unit that workflows name.
 * @param before what is known of them, which holds while a domain does not answer; `stale`: something of that was taken
 * @throws DirectoryProblem when it does not answer
 */
export async function lookUp(workflows: readonly Workflow[], directory: Pick<Directory, 'group' | 'unit'>, before?: Names): Promise<{ names: Names; unknown: UnknownName[]; stale: boolean }> {
  const unknown: UnknownName[] = []
  let stale = false
  const ask = async (kind: UnknownName['kind'], find: (name: string) => Promise<string | undefined>) => {
    const asked = new Set(workflows.flatMap((workflow) => workflow.for[kind] ?? []))
    const found = new Map<string, string>()
    for (const name of asked) {
      const known = await find(name).catch((error: unknown) => {
        const held = before?.[kind].get(name)
        if (held === undefined || !(error instanceof DirectoryProblem) || error.kind !== 'unreachable') throw error
        stale = true
        return held
      })
      if (known === undefined) unknown.push({ kind, name })
      else found.set(name, known)
    }
    return found
  }
  const names = { groups: await ask('groups', (name) => directory.group(name)), units: await ask('units', (name) => directory.unit(name)) }
  return { names, unknown, stale }
}

/** Groups are made anew and units are renamed: after this many milliseconds they are asked for again. */
const KEPT = 10 * 60_000
/** The same while a domain is away. Its people cannot be looked up either, and those of the others need not wait for it each time. */
const KEPT_STALE = 60_000

/**
 * The names as the directory knows them, asked for at most every ten minutes. While one of several domains is away, what it said holds.
 * @param monotonic milliseconds on a clock that never jumps
 * @param found told after each look-up, which of them are unknown
 * @returns throws DirectoryProblem `denied` while one is unknown: for whom a strict workflow is cannot be told then, and nobody must
 *   come past it into one that asks for less
 */
export function keptNames(workflows: readonly Workflow[], directory: Pick<Directory, 'group' | 'unit'>, monotonic: () => number, found: (unknown: readonly UnknownName[]) => void = () => {}): () => Promise<Names> {
  let kept: { names: Names; until: number } | undefined
  return async () => {
    if (kept && monotonic() < kept.until) return kept.names
    const { names, unknown, stale } = await lookUp(workflows, directory, kept?.names)
    found(unknown)
    if (unknown.length > 0) throw new DirectoryProblem('denied', `not in the directory, though the policy names them: ${unknown.map(({ name }) => name).join('; ')}`)
    kept = { names, until: monotonic() + (stale ? KEPT_STALE : KEPT) }
    return names
  }
}
