import { createHmac, timingSafeEqual } from 'node:crypto'
import { Secret } from '@gatehouse/contract'
import * as v from 'valibot'

/** What "this was not me" of a notice says: whose registrations it freezes, of which change it told, when that was and in which language, until when it works. */
export type NotMe = { readonly person: string; readonly caseNumber: string; readonly language: string; readonly until: number; readonly at: number }

export type Links = {
  readonly make: (what: NotMe) => Secret
  /** @returns what it says, whether its time is over or not, with a name that tells it from every other; undefined where it is none of ours. A server from before has told no `at` */
  readonly read: (token: Secret) => (Omit<NotMe, 'at'> & { readonly at: number | undefined; readonly name: string }) | undefined
}

// An older server reads the first four.
const Said = v.tuple([v.string(), v.string(), v.string(), v.number(), v.optional(v.number())])

/**
 * Tokens that stand in the fragment of a notice's link, which no browser sends and no server logs. Signed, so that nobody makes one.
 * @param key at least 32 random bytes in base64; what signs is derived from it under a word of its own
 * @param other one that is on its way in or out: with it links are read as well
 */
export function notMeLinks(key: Secret, other?: Secret): Links {
  const [own, ...others] = [key, ...(other ? [other] : [])].map((one) =>
    createHmac('sha256', Buffer.from(one.reveal(), 'base64')).update('gatehouse this was not me').digest())
  if (!own) throw new Error('there is no key')
  const sign = (by: Buffer, text: string) => createHmac('sha256', by).update(text).digest().subarray(0, 18)
  return {
    make({ person, caseNumber, language, until, at }) {
      const text = Buffer.from(JSON.stringify([person, caseNumber, language, until, at])).toString('base64url')
      return new Secret(`${text}.${sign(own, text).toString('base64url')}`)
    },
    read(token) {
      const [, text, mac] = /^([\w-]{1,170})\.([\w-]{24})$/u.exec(token.reveal()) ?? []
      if (text === undefined || mac === undefined) return undefined
      const given = Buffer.from(mac, 'base64url')
      if (![own, ...others].map((by) => timingSafeEqual(sign(by, text), given)).includes(true)) return undefined
      const [person, caseNumber, language, until, at] = v.parse(Said, JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
      return { person, caseNumber, language, until, at, name: mac }
    },
  }
}
