import { type PolicyPart, policyParts } from '@gatehouse/contract'
import type { LiveBranding } from './branding/live-branding.ts'
import { causeOf } from '../groundwork/settings/named-file.ts'
import { type Mistake, wordsOf } from '../groundwork/settings/mistake.ts'
import type { LiveLists } from './live-lists.ts'
import type { LiveQuestions } from './live-questions.ts'
import type { LiveTexts } from './live-texts.ts'
import type { Log } from '../groundwork/log/log.ts'
import type { SettingsFacts } from './policy/checks/settings-facts.ts'
import { fingerprintOf, type LoadedPolicy, loadPolicy } from './policy/load.ts'
import type { Policy } from './policy/policy.ts'
import type { PolicyInForce } from './recovery/admit.ts'
import { keptNames, lookUp, type UnknownName } from './recovery/policy-names.ts'
import { type Audit, type Directory, DirectoryProblem } from './recovery/ports.ts'
import { unknownNames } from './unknown-names.ts'
import { wrongBeside } from './wrong-beside.ts'

/** How often the files are looked at, in milliseconds. */
const LOOKS = 2000
/** After so many looks a refused policy is judged again: its group may be there by now, its list mended. */
const AGAIN = 30

type Parts = {
  first: Policy
  /** Its file and the SHA-256 of what was read there; absent: it never changes. */
  watched?: { file: string; fingerprint: string } | undefined
  read: (file: string) => Promise<string>
  settings: SettingsFacts
  lists: LiveLists
  branding: LiveBranding
  texts: LiveTexts
  questions: LiveQuestions
  directory: Pick<Directory, 'group' | 'unit'>
  audit: Audit
  log: Pick<Log, 'info' | 'warn' | 'error'>
}

export type LivePolicy = {
  /** The policy that holds for who begins now. */
  readonly inForce: () => PolicyInForce
  /** Looks at the files at once: an administrator says that they are whole (SIGHUP). */
  readonly reload: () => Promise<void>
  /** `fingerprint`: of the text in force, where it has a file. `unknownNames`: groups and units of it that the directory did not know lately. */
  readonly state: () => { fingerprint?: string; refused: readonly PolicyPart[]; unknownNames: number }
  readonly stop: () => Promise<void>
}

/**
 * The policy as its file has it, read again without a restart, and the lists, pictures, texts and questions that it names. A text that is wrong leaves the old
 * policy in force and says so; who has begun keeps the terms from then, which are stored with the recovery.
 */
export async function livePolicy({ first, watched, read, settings, lists, branding, texts, questions, directory, audit, log }: Parts): Promise<LivePolicy> {
  const held = (policy: Policy): PolicyInForce => ({ policy, names: keptNames(policy.workflows, directory, () => performance.now(), missed) })
  let inForce = held(first)
  let loaded = watched?.fingerprint
  let judged = loaded
  let seen = loaded
  let said = ''
  let gone: readonly UnknownName[] = []
  let looks = 0
  let looking: Promise<void> | undefined
  const timer = watched && setInterval(() => void look(false), LOOKS)
  timer?.unref()
  if (loaded !== undefined) await audit.record([{ kind: 'policy-loaded', fingerprint: loaded }])
  await lists.look(first.password, true)
  await branding.lookAgain(first.branding, true)
  await texts.lookAgain(first.texts, true)
  await questions.lookAgain(first.questions, true)

  return {
    inForce: () => inForce,
    // One that is under way may have read the files before they were whole.
    reload: async () => { await looking; await look(true) },
    state: () => {
      const refused = new Set<PolicyPart>(lists.refused(inForce.policy.password))
      if (judged !== loaded) refused.add('policy')
      if (branding.isRefused()) refused.add('branding')
      if (texts.isRefused()) refused.add('texts')
      if (questions.isRefused()) refused.add('questions')
      return { ...(loaded !== undefined && { fingerprint: loaded }), refused: policyParts.filter((part) => refused.has(part)), unknownNames: gone.length }
    },
    async stop() {
      clearInterval(timer)
      await looking
    },
  }

  function look(whole: boolean): Promise<void> {
    looking ??= once(whole).catch((error: unknown) => log.warn({ err: error }, 'the policy could not be looked at')).finally(() => { looking = undefined })
    return looking
  }

  /** Nobody begins while a name of the policy in force is unknown: that must not be found out from the people who stand there. */
  function missed(unknown: readonly UnknownName[]): void {
    const names = unknown.map(({ name }) => name)
    if (names.join('\n') === gone.map(({ name }) => name).join('\n')) return
    gone = unknown
    if (names.length > 0) log.error({ names }, 'the policy names what the directory does not know: nobody can begin where it counts')
    else log.info({}, 'the directory knows every name of the policy again')
  }

  async function once(whole: boolean): Promise<void> {
    if (!watched) return
    await lookAtPolicy(watched.file, whole)
    await lists.look(inForce.policy.password, whole)
    await branding.lookAgain(inForce.policy.branding, whole)
    await texts.lookAgain(inForce.policy.texts, whole)
    await questions.lookAgain(inForce.policy.questions, whole)
  }

  async function lookAtPolicy(file: string, whole: boolean): Promise<void> {
    const text = await read(file).catch((error: unknown) => ({ missing: causeOf(error) }))
    const fingerprint = typeof text === 'string' ? fingerprintOf(text) : text.missing
    // An editor may be half way through, and half a policy may ask for less: it must stand there twice.
    const stands = whole || fingerprint === seen
    seen = fingerprint
    if (!stands) return
    const isNew = fingerprint !== judged
    if (fingerprint !== loaded) {
      looks = isNew ? 0 : looks + 1
      if (!isNew && !whole && looks % AGAIN !== 0) return
      const next = typeof text === 'string' ? await alsoOutside(loadPolicy(text, file, settings)) : missing(file, text.missing)
      if (!next.ok) {
        judged = fingerprint
        return refuse(next.mistakes, isNew || whole)
      }
      // Before it holds (S-18); where that fails, the next look tries again.
      await audit.record([{ kind: 'policy-loaded', fingerprint }])
      inForce = held(next.policy)
      gone = []
      loaded = fingerprint
      // Judged with the policy, a moment ago.
      await branding.lookAgain(next.policy.branding, true)
      await texts.lookAgain(next.policy.texts, true)
      await questions.lookAgain(next.policy.questions, true)
      log.info({ fingerprint }, 'policy loaded')
    }
    judged = fingerprint
  }

  /** @param news somebody changed the file or asks; otherwise only other mistakes than before are said */
  async function refuse(found: readonly Mistake[], news: boolean): Promise<void> {
    const mistakes = found.map(wordsOf)
    const same = mistakes.join('\n') === said
    said = mistakes.join('\n')
    if (same && !news) return
    for (const mistake of mistakes) log.error({ mistake }, 'policy refused: the one before stays in force')
    await audit.record([{ kind: 'policy-refused', mistakes: mistakes.length }])
  }

  /** Files, groups and units. Where the directory does not answer they are looked up when somebody begins, and nobody does before that. */
  async function alsoOutside(next: LoadedPolicy): Promise<LoadedPolicy> {
    if (!next.ok) return next
    const wrong = await wrongBeside(next, settings)
    if (wrong.length > 0) return { ok: false, mistakes: wrong }
    try {
      const mistakes = unknownNames(next, (await lookUp(next.policy.workflows, directory)).unknown)
      return mistakes.length === 0 ? next : { ok: false, mistakes }
    } catch (error) {
      if (error instanceof DirectoryProblem) return next
      throw error
    }
  }
}

const missing = (file: string, what: string): LoadedPolicy => ({ ok: false, mistakes: [{ source: file, path: '', what, right: 'must be a policy file' }] })
