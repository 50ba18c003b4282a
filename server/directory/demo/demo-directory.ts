import { Secret } from '@gatehouse/contract'
import { type Directory, DirectoryProblem } from '../../recovery/ports.ts'
import type { Account } from '../../recovery/recovery.ts'
import type { SignInDirectory } from '../../sign-in/ports.ts'
import { sameName, type TypedName, typedName } from '../typed-name.ts'
import { keepPassword, type KeptPassword } from './kept-password.ts'
import { demoDomain, demoGroups, demoPeople, type DemoPerson, demoUnit } from './people.ts'

export type DemoSignIn = 'ok' | 'wrong' | 'locked' | 'disabled'

export type DemoDirectory = Directory & SignInDirectory & {
  /** Signs in as a person would at the sign-in screen. Three wrong passwords in a row lock the account. */
  readonly signIn: (typed: string, password: Secret) => Promise<DemoSignIn>
}

type State = { locked: boolean; wrongTries: number; timesSet: number; password: Promise<KeptPassword> }
type Somebody = { readonly person: DemoPerson; readonly state: State }

const WRONG_TRIES = 3
const MIN_LENGTH = 12

/** A small directory in memory, for machines without a real one. It ends with its object. No claim is proved on it. */
export function demoDirectory(): DemoDirectory {
  const everybody = demoPeople.map((person): Somebody => ({ person, state: startOf(person) }))
  const byName = (typed: string) => {
    const name = typedName(typed)
    return name && everybody.find(({ person }) => answersTo(person, name))
  }
  const byId = (id: string) => everybody.find(({ person }) => person.id === id)
  const mustBeThere = (id: string) => {
    const somebody = byId(id)
    if (!somebody) throw new DirectoryProblem('gone', 'nobody in the demo directory')
    return somebody
  }

  return {
    demo: 'Demo directory',

    find: (typed) => answer(() => byName(typed)?.person.id),

    plainName: (typed) => answer(() => {
      const name = typedName(typed)
      if (!name) return typed.toLowerCase()
      return (isOurs(name) ? name.name : `${name.name}@${domainOf(name) ?? ''}`).toLowerCase()
    }),

    namesake: (typed) => answer(() => {
      const name = typedName(typed)
      return name && isOurs(name) ? everybody.find(({ person }) => sameName(name.name, person.name))?.person.id : undefined
    }),

    belonging: (id) => answer(() => {
      const person = byId(id)?.person
      return person && { name: `CN=${person.name},${demoUnit}`, groups: person.groups.map((group) => demoGroups[group]) }
    }),
    ofSid: (sid) => answer(() => everybody.find(({ person }) => person.sid === sid)?.person.id),
    group: (name) => answer(() => Object.entries(demoGroups).find(([group, sid]) => sameName(name, group) || sameName(name, sid))?.[1]),
    unit: (name) => answer(() => [demoUnit, demoUnit.slice(demoUnit.indexOf(',') + 1)].find((unit) => sameName(unit, name))),

    account: (id) => answer(() => {
      const somebody = byId(id)
      return somebody ? accountOf(somebody) : null
    }),

    passwordRules: () => answer(() => [{ rule: 'min-length', checked: 'typing', length: MIN_LENGTH }]),

    privateMail: (id) => answer(() => byId(id)?.person.privateMail),
    ownMail: (id) => answer(() => ownMailOf(byId(id))),
    ownMailboxes: (id) => answer(() => [ownMailOf(byId(id))].filter((own) => own !== undefined)),
    privateNumber: (id) => answer(() => byId(id)?.person.privateNumber),

    arrived: () => answer(() => undefined),
    // It loses no answer.
    became: () => answer(() => 'never-known'),

    unlock: (id) => answer(() => void Object.assign(mustBeThere(id).state, unlocked)),

    setPassword: async (id, password) => {
      const { state } = mustBeThere(id)
      if (password.reveal().length < MIN_LENGTH) throw new DirectoryProblem('password-refused', 'shorter than the demo directory allows')
      state.timesSet += 1
      Object.assign(state, unlocked, { password: keepPassword(password) })
      await state.password
    },

    signIn: async (typed, password) => {
      const somebody = byName(typed)
      if (!somebody) return 'wrong'
      const { person, state } = somebody
      const matches = await (await state.password).matches(password)
      if (person.disabled) return 'disabled'
      if (state.locked) return 'locked'
      state.wrongTries = matches ? 0 : state.wrongTries + 1
      state.locked = state.wrongTries >= WRONG_TRIES
      return matches ? 'ok' : 'wrong'
    },

    // One wrong try must leave two of the three, so that there is but one.
    tryPassword: async (id, _typed, password) => {
      const somebody = id === undefined ? undefined : byId(id)
      const matches = await (await (somebody ?? everybody[0])?.state.password)?.matches(password)
      if (!somebody || somebody.person.disabled || somebody.state.locked) return { kind: 'wrong' }
      if (somebody.state.wrongTries > 0) return { kind: 'too-close' }
      somebody.state.wrongTries = matches ? 0 : somebody.state.wrongTries + 1
      return matches ? { kind: 'right', account: accountOf(somebody) } : { kind: 'wrong' }
    },
    ofTicket: () => answer(() => 'elsewhere'),

    check: () => answer(() => {}),
    close: () => answer(() => {}),
  }
}

const ownMailOf = (somebody: Somebody | undefined) => somebody && `${somebody.person.name}@${demoDomain.dns}`

/** In a promise, what is thrown too: the port is made for a network. */
const answer = <T>(work: () => T) => new Promise<T>((resolve) => resolve(work()))

const unlocked = { locked: false, wrongTries: 0 } as const

const startOf = ({ locked, password }: DemoPerson): State => ({
  locked, wrongTries: locked ? WRONG_TRIES : 0, timesSet: 0, password: keepPassword(new Secret(password)),
})

const accountOf = ({ person: { name, disabled }, state }: Somebody): Account => ({
  ...sound, name, names: [name], disabled, locked: state.locked, passwordMark: String(state.timesSet),
})

const sound = {
  accountExpired: false, passwordExpired: false, mustChange: false, mayNotChange: false, smartCardRequired: false, hours: 'now', protected: false,
} as const

const domainOf = (name: TypedName) => (name.spelling === 'account' ? name.domain : name.suffix)

function isOurs(name: TypedName): boolean {
  const domain = domainOf(name)
  return domain === undefined || sameName(domain, demoDomain.netbios) || sameName(domain, demoDomain.dns)
}

function answersTo(person: DemoPerson, typed: TypedName): boolean {
  if (!sameName(typed.name, person.name)) return false
  if (typed.spelling === 'principal') return sameName(typed.suffix, demoDomain.dns)
  return typed.domain === undefined || sameName(typed.domain, demoDomain.netbios) || sameName(typed.domain, demoDomain.dns)
}
