import { type Directory, DirectoryProblem } from '../../recovery/ports.ts'
import { freeSlot } from '../counts.ts'
import { isMailboxOf } from '../own-mailbox.ts'
import { type Along, mostOf, type Registered, type Registration, type Registrations } from '../ports.ts'
import { isSame } from '../reach.ts'
import type { ImportRow, RowMistake } from './rows.ts'

/** What becomes of a value. `kept`: the person registered one of their own, which stays. */
export type ImportDone = 'added' | 'replaced' | 'unchanged' | 'kept'
export type ImportReport = Record<ImportDone, number> & { readonly refused: readonly RowMistake[]; /** The directory gave no answer any more: nothing from that line on was taken. */ readonly stoppedAt?: { line: number; why: string } }

export type ImportParts = {
  directory: Pick<Directory, 'find' | 'account' | 'ownMailboxes'>
  registrations: Pick<Registrations, 'read' | 'put'>
  /** Whether what the person registered by themselves is overwritten. */
  replace: boolean
  /** Nothing is changed; the report is the same. */
  dryRun: boolean
  /** From when on something new counts outside; milliseconds since 1970, as `now`. */
  outsideFrom: (now: number) => number
  /** Of the notices to those who have registered something themselves (S-16). */
  caseNumber: () => string
  now: () => number
}

type Value = ImportRow['has'][number]

/** Brings what a file says to the people whom it names. @throws StoreProblem */
export async function importRows(rows: readonly ImportRow[], parts: ImportParts): Promise<ImportReport> {
  const report = { added: 0, replaced: 0, unchanged: 0, kept: 0 }
  const refused: RowMistake[] = []
  const given = new Map<string, number>()
  for (const { line, who, has } of rows) {
    const refuse = (what: string, right: string) => void refused.push({ line, what, right })
    let person: string | undefined
    let own: readonly string[] = []
    try {
      person = 'account' in who ? await parts.directory.find(who.account) : (await parts.directory.account(who.objectGuid)) === null ? undefined : who.objectGuid
      if (person !== undefined && has.some(({ kind }) => kind === 'mail')) own = await parts.directory.ownMailboxes(person)
    } catch (error) {
      if (!(error instanceof DirectoryProblem)) throw error
      return { ...report, refused, stoppedAt: { line, why: error.message } }
    }
    if (person === undefined) {
      refuse('account' in who ? 'names an account that nobody has, or more than one' : 'names an objectGUID that no account has', 'must name an account of the directory')
      continue
    }
    for (const value of has) {
      const before = given.get(`${person} ${value.kind}`)
      if (before !== undefined) refuse(`gives a second ${value.kind} to whom line ${before} gave one`, 'must be one line for each person')
      // Whoever stole the password opens it, and who is locked out cannot.
      else if (value.kind === 'mail' && isMailboxOf(own, value.value.reveal())) refuse('mail is an address of the account’s own mailbox, which nobody opens who is locked out', 'must be another address of theirs')
      else await take(person, value, line)
    }
  }
  return { ...report, refused }

  /** Whoever has registered something hears of what comes beside or over it: an administrator may have been told a wrong number, or be none. */
  function alongFor({ person, has }: Registered, { kind }: Item, told: 'added' | 'replaced', at: number): Along {
    if (Object.values(has).flat().every(({ origin }) => origin === 'import')) return {}
    const caseNumber = parts.caseNumber()
    // Nobody here knows the person's language.
    return { caseNumber, notices: [{ person, told, kind, at, caseNumber, language: 'en' }] }
  }

  async function take(person: string, value: Value, line: number): Promise<void> {
    given.set(`${person} ${value.kind}`, line)
    // Somebody may register at this moment: what was decided from an older state is decided anew.
    for (let tries = 0; tries < 5; tries++) {
      const seen = await parts.registrations.read(person)
      if (seen.frozen) {
        refused.push({ line, what: 'names somebody who said "this was not me", so that nothing of theirs counts', right: 'must be reset first: registrations reset' })
        return
      }
      const [done, item] = decide(seen, value, parts.replace)
      const now = parts.now()
      const change = item && { ...item, provedAt: null, outsideFrom: parts.outsideFrom(now), confirmedAt: now }
      if (!change || parts.dryRun || (await parts.registrations.put(seen, [change], alongFor(seen, change, done === 'added' ? 'added' : 'replaced', now)))) {
        report[done] += 1
        return
      }
    }
    refused.push({ line, what: 'was changed by somebody else at the same time', right: 'must be imported again' })
  }
}

type Item = Pick<Registration, 'kind' | 'slot' | 'value' | 'origin'>

/** What an administrator brought before is replaced; what the person brought is theirs. */
function decide(seen: Registered, { kind, value }: Value, replace: boolean): [ImportDone, Item?] {
  const standing = seen.has[kind]
  if (standing.some((one) => isSame(one.value, value))) return ['unchanged']
  const own = standing.filter(({ origin }) => origin !== 'import')
  if (own.length > 0 && !replace) return ['kept']
  const old = replace ? standing[0] : standing.find(({ origin }) => origin === 'import')
  const slot = old?.slot ?? freeSlot(seen, kind)
  if (slot === undefined) throw new Error(`somebody has more than ${mostOf[kind]} of the kind ${kind}`)
  return [old ? 'replaced' : 'added', { kind, slot, value, origin: 'import' }]
}
