import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { SecureContext } from 'node:tls'
import { holdsName, type PasswordReason, type Rule } from '@gatehouse/contract'
import type { PasswordSection } from '../policy/sections/password.ts'
import type { PasswordRules } from '../recovery/ports.ts'
import type { Account } from '../recovery/recovery.ts'
import { type Breached, hashOf, Unanswered } from './breached.ts'
import { breachedFile } from './breached-file.ts'
import { breachedFolder } from './breached-folder.ts'
import { breachedRange } from './breached-range.ts'
import { commonPasswords, forbiddenWords } from './lists.ts'

export type OwnRulesParts = {
  /** As the settings call it; its words count like names. */
  readonly company: string
  /** Of the policy's file: names of files in it are relative to this folder. */
  readonly folder: string
  /** Whom the range query believes. */
  readonly trust: () => SecureContext
  readonly log: { readonly warn: (facts: object, message: string) => void }
}

const PARTED_AT = /[\s,.\-_#&]+/u

/** Our own rules, asked in the order of what they cost. */
export function ownRules({ company, folder, trust, log }: OwnRulesParts): PasswordRules {
  let common: ReturnType<typeof commonPasswords> | undefined
  let context: SecureContext | undefined
  const words = new Map<string, ReturnType<typeof forbiddenWords>>()
  const namesFor = ({ alsoCalled }: PasswordSection, { names }: Account) =>
    [...new Set([...names, company, ...alsoCalled].flatMap((name) => name.split(PARTED_AT)).filter((name) => name.length >= 3))]

  return {
    shown(section, account): Rule[] {
      const names: Rule[] = section.names ? [{ rule: 'names', checked: 'typing', names: namesFor(section, account) }] : []
      const listed: Rule[] = section.common || section.words !== undefined || section.breached ? [{ rule: 'not-listed', checked: 'setting' }] : []
      return [...names, ...listed]
    },

    async judge(password, section, account): Promise<PasswordReason | undefined> {
      const typed = password.reveal()
      if (section.names && holdsName(typed, namesFor(section, account))) return 'name'
      if (section.common && (common ??= commonPasswords())(typed)) return 'common'
      if (section.words !== undefined) {
        const isForbidden = await wordsOf(section.words)
        if (!isForbidden) return 'unanswered'
        if (isForbidden(typed)) return 'word-list'
      }
      const { breached } = section
      if (!breached) return undefined
      try {
        return await placeOf(breached).timesSeen(hashOf(password)) >= breached.seen ? 'breached' : undefined
      } catch (error) {
        if (!(error instanceof Unanswered)) throw error
        const refused = breached.unanswered === 'refuse'
        log.warn({ detail: error.message }, refused ? 'a new password could not be looked up and was refused' : 'a new password could not be looked up and was let pass')
        return refused ? 'unanswered' : undefined
      }
    },
  }

  /** Kept as it was read first: what the policy was checked with holds until it is loaded anew. */
  async function wordsOf(name: string) {
    const path = resolve(folder, name)
    const known = words.get(path)
    if (known) return known
    try {
      const read = forbiddenWords(await readFile(path, 'utf8'))
      words.set(path, read)
      return read
    } catch {
      log.warn({ file: path }, "the company's words cannot be read: every new password is refused until they can")
      return undefined
    }
  }

  function placeOf({ file, folder: ranges, range }: NonNullable<PasswordSection['breached']>): Breached {
    if (file !== undefined) return breachedFile(resolve(folder, file))
    if (ranges !== undefined) return breachedFolder(resolve(folder, ranges))
    // The schema wants one of the three.
    if (!range) throw new Error('no place to look passwords up')
    return breachedRange(range, (context ??= trust()))
  }
}
