import { corp, unitDn } from './corp.ts'
import type { Unit } from './corp.ts'

/** How a person stands when a domain starts, and again after `reset`. */
export type State = 'usable' | 'locked' | 'disabled' | 'password expired' | 'must change password'

export type Details = {
  displayName: string
  state: State
  password: string
  /** Kept in `otherMailbox`, where Gatehouse looks for an address that is not the locked account's own mailbox. */
  privateMail?: string
  unit?: Unit
}

export type Person = Details & { name: string; unit: Unit; dn: string; upn: string; account: string }

/** Everybody in the domain that a test may use. Adding somebody: one entry here; the next start provisions anew. */
export const people = {
  ada: person('ada', {
    displayName: 'Ada Locked',
    state: 'locked',
    privateMail: 'ada@private.example',
    password: 'Marble-Ferry-Lantern-41',
  }),
  grace: person('grace', {
    displayName: 'Grace Forgetful',
    state: 'usable',
    privateMail: 'grace@private.example',
    password: 'Copper-Willow-Anchor-52',
  }),
  linus: person('linus', {
    displayName: 'Linus Disabled',
    state: 'disabled',
    privateMail: 'linus@private.example',
    password: 'Walnut-Harbour-Candle-63',
  }),
  hedy: person('hedy', {
    displayName: 'Hedy Withoutmail',
    state: 'locked',
    password: 'Saffron-Bridge-Pebble-74',
  }),
  dorothy: person('dorothy', {
    displayName: 'Dorothy Expired',
    state: 'password expired',
    privateMail: 'dorothy@private.example',
    password: 'Velvet-Orchard-Compass-85',
  }),
  margaret: person('margaret', {
    displayName: 'Margaret Mustchange',
    state: 'must change password',
    privateMail: 'margaret@private.example',
    password: 'Amber-Meadow-Whistle-96',
  }),
  zoe: person('zoe', {
    displayName: 'Zoë Müßig-Österreicher',
    state: 'locked',
    privateMail: 'zoe@private.example',
    password: 'Grüner-Kessel-Fähre-17',
  }),
  katherine: person('katherine', {
    displayName: 'Katherine Elsewhere',
    state: 'locked',
    privateMail: 'katherine@private.example',
    password: 'Cobalt-Garden-Thimble-28',
    unit: 'Contractors',
  }),
} as const satisfies Record<string, Person>

export type PersonName = keyof typeof people

/** What Gatehouse binds as. Its rights are in `rights.ts`. */
export const serviceAccount = person('svc-gatehouse', {
  displayName: 'Gatehouse Service',
  state: 'usable',
  password: 'Granite-Signal-Turbine-39-Basalt',
  unit: 'Services',
})

function person(name: string, details: Details): Person {
  const unit = details.unit ?? 'People'
  return {
    ...details,
    name,
    unit,
    dn: `CN=${details.displayName},${unitDn(unit)}`,
    upn: `${name}@${corp.dnsDomain}`,
    account: `${corp.netbios}\\${name}`,
  }
}
