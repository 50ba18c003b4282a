import { type Entrance, Secret } from '@gatehouse/contract'
import type { Directory } from '../recovery/ports.ts'
import { counting } from './counts.ts'
import type { Registrations } from './ports.ts'

type Kind = 'number' | 'mail'

/** One place where somebody is told something. `name` is no value of theirs: `directory`, or where it stands among what they registered. */
export type KnownPlace = { readonly name: string; readonly value: Secret }

/** Where somebody can be reached, at this moment. Values are as they were registered or as the directory spells them: whoever sends reads them. */
export type Contacts = {
  /**
   * Where codes and calls go for somebody who is at this entrance: what they registered and what counts there, else what the directory
   * holds. Both are asked in either case, and for nobody too (S-10).
   * @param usable whether a message or call can go there: an SMS to no landline; absent: always @returns undefined when there is none
   * @throws DirectoryProblem, StoreProblem
   */
  readonly forCodes: (person: string, kind: Kind, entrance: Entrance, usable?: (value: Secret) => boolean) => Promise<Secret | undefined>
  /** Everywhere that notices go: what they registered, counting yet or not, what it replaced, and what the directory holds. @throws as above */
  readonly forNotices: (person: string, kind: Kind) => Promise<readonly KnownPlace[]>
}

export type ContactsParts = {
  registrations: Pick<Registrations, 'read'>
  directory: Pick<Directory, 'privateMail' | 'privateNumber'>
  /** Whether what the directory holds counts as registered; asked each time, for the policy can change. */
  fromDirectory: () => boolean
  /** Milliseconds since 1970. */
  now: () => number
}

export function contactsOf({ registrations, directory, fromDirectory, now }: ContactsParts): Contacts {
  return {
    async forCodes(person, kind, entrance, usable = () => true) {
      const [registered, held] = await both(person, kind)
      // "This was not me": nobody knows any more what of it is theirs, and who changes things here may change them there.
      if (registered.frozen) return undefined
      const first = counting(registered, kind, entrance, now()).find(({ value }) => usable(value))
      // A directory that is away keeps nobody out who does not need it.
      if (first) return first.value
      if (held.status === 'rejected') throw held.reason
      return held.value !== undefined && fromDirectory() ? new Secret(held.value) : undefined
    },

    async forNotices(person, kind) {
      const [{ has, former }, held] = await both(person, kind)
      if (held.status === 'rejected') throw held.reason
      const places = [
        ...(held.value === undefined ? [] : [{ name: 'directory', value: new Secret(held.value) }]),
        ...has[kind].map(({ slot, value }) => ({ name: slot, value })),
        ...former.filter((one) => one.kind === kind).map(({ slot, value }) => ({ name: slot, value })),
      ]
      return places.filter(({ value }, index) => places.findIndex((other) => sameAs(value, other.value)) === index)
    },
  }

  async function both(person: string, kind: Kind) {
    const held = kind === 'mail' ? directory.privateMail(person) : directory.privateNumber(person)
    const [asked, registered] = await Promise.all([Promise.allSettled([held]), registrations.read(person)])
    return [registered, asked[0]] as const
  }
}

/** Spelled alike, but for capitals and what stands between digits. */
function sameAs(one: Secret, other: Secret): boolean {
  const plain = (value: Secret) => value.reveal().toLowerCase().replace(/[\s()/-]/gu, '')
  return plain(one) === plain(other)
}
