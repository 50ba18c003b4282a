import { Secret } from '@gatehouse/contract'
import type { Languages } from '../texts.ts'
import { writeSms } from '../write-code.ts'
import { lengthOf } from './alphabet.ts'

/** How long the SMS with a code is in each language, for who pays for it. @returns a line for each */
export function smsLengths(languages: Languages, about: { company: string; helpdesk: string }, { digits, minutes }: { digits: number; minutes: number }): string[] {
  const write = writeSms(() => languages, about)
  return [...languages].filter(([, { codeSms }]) => codeSms !== undefined).map(([language]) => {
    const { alphabet, units, segments } = lengthOf(write({ language, code: new Secret('0'.repeat(digits)), seconds: minutes * 60 }).reveal())
    return `SMS in ${language}: ${units} characters of ${alphabet}, ${segments === 1 ? 'one message' : `${segments} messages`}.`
  })
}
