import { resolve } from 'node:path'
import type { SecureContext } from 'node:tls'
import { holdsName, type PasswordReason, type Rule } from '@gatehouse/contract'
import type { PasswordSection } from '../policy/sections/password.ts'
import type { PasswordRules } from '../recovery/ports.ts'
import type { Account } from '../recovery/recovery.ts'
import { type Breached, hashOf, Unanswered } from './breached.ts'
import { breachedFolder } from './breached-folder.ts'
import { breachedRange } from './breached-range.ts'
import type { HeldLists } from './held-lists.ts'
import { commonPasswords } from './lists.ts'

export type OwnRulesParts = {
  /** As the settings call it; its words count like names. */
  readonly company: string
  readonly lists: Pick<HeldLists, 'words' | 'breachedFile'>
  /** Of the policy's file: the name of a folder in it is relative to this one. */
  readonly folder: string
  /** Whom the range query believes. */
  readonly trust: () => SecureContext
  readonly log: { readonly warn: (facts: object, message: string) => void }
}

const PARTED_AT = /[\s,.\-_#&]+/u

/** Our own rules, asked in the order of what they cost. */
export function ownRules({ company, lists, folder, trust, log }: OwnRulesParts): PasswordRules {
  let common: ReturnType<typeof commonPasswords> | undefined
  let context: SecureContext | undefined
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
        const isForbidden = await lists.words(section.words)
        if (!isForbidden) {
          log.warn({ file: section.words }, "the company's words cannot be read: every new password is refused until they can")
          return 'unanswered'
        }
        if (isForbidden(typed)) return 'word-list'
      }
      const { breached } = section
      if (!breached) return undefined
      try {
        return await (await placeOf(breached)).timesSeen(hashOf(password)) >= breached.seen ? 'breached' : undefined
      } catch (error) {
        if (!(error instanceof Unanswered)) throw error
        const refused = breached.unanswered === 'refuse'
        log.warn({ detail: error.message }, refused ? 'a new password could not be looked up and was refused' : 'a new password could not be looked up and was let pass')
        return refused ? 'unanswered' : undefined
      }
    },
  }

  async function placeOf({ file, folder: ranges, range }: NonNullable<PasswordSection['breached']>): Promise<Breached> {
    if (file !== undefined) {
      const known = await lists.breachedFile(file)
      if (!known) throw new Unanswered('the file of breached passwords cannot be read, or is no such file')
      return known
    }
    if (ranges !== undefined) return breachedFolder(resolve(folder, ranges))
    // The schema wants one of the three.
    if (!range) throw new Error('no place to look passwords up')
    return breachedRange(range, (context ??= trust()))
  }
}
