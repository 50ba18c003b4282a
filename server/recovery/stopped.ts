import type { AuditEntry } from './audit.ts'
import { expire } from './machine.ts'
import type { Recovery } from './recovery.ts'

/** What took it away: "this was not me", or an administrator's reset. */
export type WhyStopped = 'frozen' | 'reset'

/** `ended`: whoever it is sees it. */
type Stopped = { readonly recovery: Recovery; readonly entries: readonly AuditEntry[]; readonly ended: boolean }

/**
 * What becomes of a running recovery when nothing that its person has registered counts any more (S-16): what was sent before lets nobody
 * in, and neither does what was passed. Every gate there is rests on what is registered, or on what the directory holds in its
 * place, and a freeze covers both; whoever adds one that rests on neither decides here.
 *
 * Whoever has shown who they are is told. Whoever has not must not learn by it that there is somebody (S-10): their recovery goes on as
 * nobody's, looks as before, and passes nothing. A choice that is being carried out stays: what became of it must be found out (S-14),
 * and whoever carries it out asks once more right before.
 * @param now milliseconds since 1970
 * @returns undefined where there is nothing to stop
 */
export function stopped(recovery: Recovery, why: WhyStopped, now: number): Stopped | undefined {
  const { id, caseNumber, person } = recovery
  const { at } = expire(recovery, now).place
  if (person === null || at === 'working' || at === 'done' || at === 'ended') return undefined
  const about = { recovery: id, caseNumber }
  const told: AuditEntry = { kind: 'recovery-stopped', why, ...about }
  if (!hasShownWho(recovery)) return { recovery: { ...recovery, person: null, stoppedOf: person }, entries: [told], ended: false }
  return { recovery: { ...recovery, place: { at: 'ended', reason: 'stopped' } }, entries: [told, { kind: 'ended', reason: 'stopped', ...about }], ended: true }
}

/** A gate was passed, or a call was confirmed and only Next is missing: nobody's never comes so far. */
const hasShownWho = ({ passed, place, left }: Recovery) =>
  passed.length > 0 || [...left, ...(place.at === 'gate' ? [place] : [])].some(({ state }) => 'call' in state && state.call === 'confirmed')
