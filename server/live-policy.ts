import { wordsOf } from './config/mistake.ts'
import type { Log } from './log/log.ts'
import type { SettingsFacts } from './policy/checks/settings-facts.ts'
import { fingerprintOf, type LoadedPolicy, loadPolicy } from './policy/load.ts'
import type { Policy } from './policy/policy.ts'
import type { PolicyInForce } from './recovery/admit.ts'
import { keptNames, lookUp } from './recovery/policy-names.ts'
import { type Audit, type Directory, DirectoryProblem } from './recovery/ports.ts'
import { unknownNames } from './unknown-names.ts'
import { wrongLists } from './wrong-lists.ts'

/** How often the file is looked at, in milliseconds. */
const LOOKS = 2000

type Parts = {
  first: Policy
  /** Its file and the SHA-256 of what was read there; absent: it never changes. */
  watched?: { file: string; fingerprint: string } | undefined
  read: (file: string) => Promise<string>
  settings: SettingsFacts
  directory: Pick<Directory, 'group' | 'unit'>
  audit: Audit
  log: Pick<Log, 'info' | 'warn' | 'error'>
}

export type LivePolicy = {
  /** The policy that holds for who begins now. */
  readonly inForce: () => PolicyInForce
  /** Looks at the file at once: an administrator says that it is whole (SIGHUP). */
  readonly reload: () => Promise<void>
  /** The fingerprint of a text that was refused and still stands there; undefined: what stands there is in force. */
  readonly refused: () => string | undefined
  readonly stop: () => Promise<void>
}

/**
 * The policy as its file has it, read again without a restart. A text that is wrong leaves the old policy in force and says so;
 * who has begun keeps the terms from then, which are stored with the recovery.
 */
export async function livePolicy({ first, watched, read, settings, directory, audit, log }: Parts): Promise<LivePolicy> {
  const held = (policy: Policy): PolicyInForce => ({ policy, names: keptNames(policy.workflows, directory, () => performance.now()) })
  let inForce = held(first)
  let loaded = watched?.fingerprint
  let judged = loaded
  let seen = loaded
  let looking: Promise<void> | undefined
  const timer = watched && setInterval(() => void look(false), LOOKS)
  timer?.unref()
  if (loaded !== undefined) await audit.record([{ kind: 'policy-loaded', fingerprint: loaded }])

  return {
    inForce: () => inForce,
    reload: () => look(true),
    refused: () => (judged === loaded ? undefined : judged),
    async stop() {
      clearInterval(timer)
      await looking
    },
  }

  function look(whole: boolean): Promise<void> {
    looking ??= once(whole).catch((error: unknown) => log.warn({ err: error }, 'the policy could not be looked at')).finally(() => { looking = undefined })
    return looking
  }

  async function once(whole: boolean): Promise<void> {
    if (!watched) return
    const text = await read(watched.file)
    const fingerprint = fingerprintOf(text)
    // An editor may be half way through, and half a policy may ask for less: it must stand there twice.
    const stands = whole || fingerprint === seen
    seen = fingerprint
    const known = fingerprint === loaded || (fingerprint === judged && !whole)
    if (!stands) return
    if (known) {
      judged = fingerprint
      return
    }
    const next = await alsoOutside(loadPolicy(text, watched.file, settings))
    if (next.ok) {
      // Before it holds (S-18); where that fails, the next look tries again.
      await audit.record([{ kind: 'policy-loaded', fingerprint }])
      inForce = held(next.policy)
      loaded = fingerprint
      judged = fingerprint
      log.info({ fingerprint }, 'policy loaded')
      return
    }
    judged = fingerprint
    for (const mistake of next.mistakes) log.error({ mistake: wordsOf(mistake) }, 'policy refused: the one before stays in force')
    await audit.record([{ kind: 'policy-refused', mistakes: next.mistakes.length }])
  }

  /** Lists, groups and units. Where the directory does not answer they are looked up when somebody begins, and nobody does before that. */
  async function alsoOutside(next: LoadedPolicy): Promise<LoadedPolicy> {
    if (!next.ok) return next
    const lists = await wrongLists(next)
    if (lists.length > 0) return { ok: false, mistakes: lists }
    try {
      const mistakes = unknownNames(next, (await lookUp(next.policy.workflows, directory)).unknown)
      return mistakes.length === 0 ? next : { ok: false, mistakes }
    } catch (error) {
      if (error instanceof DirectoryProblem) return next
      throw error
    }
  }
}
