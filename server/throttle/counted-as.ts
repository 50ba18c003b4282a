import type { Budget } from './ports.ts'

/** Under which names a recovery is counted, and where it belongs: at the source where it began. Stored with it; all keyed. */
export type CountedAs = {
  /** Of the name that was typed. What a person sees of waits depends on it, so that it is the same for an account that does not exist. */
  readonly typed: string
  /** Of the account itself, under whatever name it was typed; of the typed name where there is none. */
  readonly person: string
  /** Of the network that it came from. */
  readonly address: string
  /** Of the enrolled machine that it came from: then that is the source, and not the network, in which there may be many. */
  readonly device?: string
  /** Whether this account was recovered from there before. */
  readonly known: boolean
}

const sourceOf = ({ address, device }: Pick<CountedAs, 'address' | 'device'>) => device ?? address

type OfFailures = Budget & { readonly kind: 'account' | 'gate' }

const at = (name: string, counted: CountedAs) => (counted.known ? `${name}.${sourceOf(counted)}` : name)

const seenAccount = (counted: CountedAs): OfFailures => ({ kind: 'account', name: at(counted.typed, counted) })
const unseenAccount = (counted: CountedAs): OfFailures => ({ kind: 'account', name: at(counted.person, counted) })

/** What the person may be told to wait for: the same for every account of that name, whether it exists or not. */
export const seenBudgets = (counted: CountedAs, gate: string): OfFailures[] => [
  seenAccount(counted),
  { kind: 'gate', name: `${counted.typed}.${gate}` },
]

/** The same for the account under all its names. A wait here is not shown, lest it prove that two names are one account. */
export const unseenBudgets = (counted: CountedAs, gate: string): OfFailures[] => [
  unseenAccount(counted),
  { kind: 'gate', name: `${counted.person}.${gate}` },
]

/** Those of the account itself, whichever gate the answers are for. */
export const accountBudgets = (counted: CountedAs): OfFailures[] => [seenAccount(counted), unseenAccount(counted)]

export const addressBudget = ({ address }: Pick<CountedAs, 'address'>): Budget => ({ kind: 'address', name: address })
/** Of an enrolled machine; none of whoever came from no such. */
export const deviceBudgets = ({ device }: Pick<CountedAs, 'device'>): Budget[] => (device === undefined ? [] : [{ kind: 'device', name: device }])
export const askedBudget = ({ typed }: CountedAs, gate: string): Budget => ({ kind: 'asked', name: `${typed}.${gate}` })
/** A success there, remembered. */
export const successThere = ({ person, ...from }: Pick<CountedAs, 'person' | 'address' | 'device'>): Budget => ({ kind: 'success', name: `${person}.${sourceOf(from)}` })
