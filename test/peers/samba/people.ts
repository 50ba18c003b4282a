import { corp, unitDn } from './corp.ts'
import type { Unit } from './corp.ts'
import type { GroupName } from './groups.ts'

/** How a person stands when a domain starts, and again after `reset`. */
export type State =
  | 'usable'
  | 'locked'
  | 'disabled'
  | 'account expired'
  | 'password expired'
  | 'must change password'
  | 'cannot change password'
  | 'smart card required'
  | 'outside logon hours'

export type Details = {
  displayName: string
  state: State
  password: string
  /** sAMAccountName, where it is not the key: at most 20 characters. */
  account?: string
  /** What stands before the @ of the principal, where it is not the account's name. */
  principal?: string
  /** Kept in `otherMailbox`, where Gatehouse looks for an address that is not the locked account's own mailbox. */
  privateMail?: string
  /** Kept in `mobile`, as people spell numbers. 0171 3920000 to 3920099 belong to nobody. */
  number?: string
  unit?: Unit
  groups?: readonly GroupName[]
  /** What Windows does to administrators every hour and Samba never: adminCount, and rights that nothing above changes. */
  adminCount?: true
}

export type Person = Omit<Details, 'account'> & { name: string; unit: Unit; dn: string; upn: string; account: string }

/** Everybody in the domain that a test may use. Adding somebody: one entry here; the next start provisions anew. */
export const people = {
  ada: person('ada', {
    displayName: 'Ada Locked',
    state: 'locked',
    privateMail: 'ada@private.example',
    number: '+49 171 3920011',
    password: 'Marble-Ferry-Lantern-41',
  }),
  grace: person('grace', {
    displayName: 'Grace Forgetful',
    state: 'usable',
    privateMail: 'grace@private.example',
    number: '0171 3920012',
    password: 'Copper-Willow-Anchor-52',
  }),
  linus: person('linus', {
    displayName: 'Linus Disabled',
    state: 'disabled',
    privateMail: 'linus@private.example',
    number: '+49 (0)171 3920013',
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
    number: '0049 171 3920015',
    password: 'Velvet-Orchard-Compass-85',
  }),
  margaret: person('margaret', {
    displayName: 'Margaret Mustchange',
    state: 'must change password',
    privateMail: 'margaret@private.example',
    number: '+49-171-392-0016',
    password: 'Amber-Meadow-Whistle-96',
  }),
  zoe: person('zoe', {
    displayName: 'Zoë Müßig-Österreicher',
    state: 'locked',
    privateMail: 'zoe@private.example',
    number: '(0171) 392 00 17',
    password: 'Grüner-Kessel-Fähre-17',
  }),
  katherine: person('katherine', {
    displayName: 'Katherine Elsewhere',
    state: 'locked',
    privateMail: 'katherine@private.example',
    number: '+491713920018',
    password: 'Cobalt-Garden-Thimble-28',
    unit: 'Contractors',
  }),
  annie: person('annie', {
    displayName: 'Annie Contractended',
    state: 'account expired',
    privateMail: 'annie@private.example',
    password: 'Pepper-Canyon-Ribbon-31',
  }),
  mary: person('mary', {
    displayName: 'Mary Cannotchange',
    state: 'cannot change password',
    privateMail: 'mary@private.example',
    password: 'Timber-Island-Button-32',
  }),
  joan: person('joan', {
    displayName: 'Joan Smartcard',
    state: 'smart card required',
    privateMail: 'joan@private.example',
    password: 'Silver-Valley-Pillow-33',
  }),
  evelyn: person('evelyn', {
    displayName: 'Evelyn Nightshift',
    state: 'outside logon hours',
    privateMail: 'evelyn@private.example',
    password: 'Carrot-Desert-Mirror-34',
  }),
  karen: person('karen', {
    displayName: 'Karen Strictrules',
    state: 'locked',
    privateMail: 'karen@private.example',
    password: 'Longer-Than-The-Domain-Wants-35',
    groups: ['Strict Passwords'],
  }),
  barbara: person('barbara', {
    displayName: 'Barbara Administrator',
    state: 'locked',
    privateMail: 'barbara@private.example',
    password: 'Bronze-Temple-Feather-36',
    groups: ['Domain Admins'],
    adminCount: true,
  }),
  frances: person('frances', {
    displayName: 'Frances Nestedadmin',
    state: 'locked',
    privateMail: 'frances@private.example',
    password: 'Maple-Station-Needle-37',
    groups: ['Tier Zero'],
  }),
  radia: person('radia', {
    displayName: 'Radia Protecteduser',
    state: 'locked',
    privateMail: 'radia@private.example',
    password: 'Violet-Market-Hammer-38',
    groups: ['Protected Users'],
  }),
  jean: person('jean', {
    displayName: 'Jean Onceadmin',
    state: 'locked',
    privateMail: 'jean@private.example',
    password: 'Cherry-Tunnel-Basket-39',
    adminCount: true,
  }),
  sophie: person('sophie', {
    displayName: 'Sophie Phone',
    state: 'locked',
    privateMail: 'sophie@private.example',
    number: '+49 171 3920021',
    password: 'Hazel-Quarry-Spindle-40',
  }),
  emmy: person('emmy', {
    displayName: 'Emmy Phoneonly',
    state: 'locked',
    number: '+49 171 3920022',
    password: 'Indigo-Forest-Kettle-43',
  }),
  hazuki: person('hazuki', {
    displayName: '橋本 葉月',
    state: 'locked',
    account: '葉月',
    privateMail: 'hazuki@private.example',
    password: 'Juniper-Castle-Violin-44',
  }),
  // As long as each may be: a sAMAccountName of 20 characters (MS-ADA3 2.222), a common name of 64 (MS-ADA1 2.110).
  maximiliane: person('maximiliane', {
    displayName: 'Maximiliane Wilhelmina von Hohenstein-Wittelsbach zu Lichtenberg',
    state: 'locked',
    account: 'maximiliane.hohenste',
    principal: 'maximiliane.wilhelmina.von.hohenstein-wittelsbach',
    privateMail: 'maximiliane@private.example',
    password: 'Copper-Bakery-Saddle-45',
  }),
} as const satisfies Record<string, Person>

export type PersonName = keyof typeof people

/** What Gatehouse binds as. Its group has the rights: see `rights.ts`. */
export const serviceAccount = person('svc-gatehouse', {
  displayName: 'Gatehouse Service',
  state: 'usable',
  groups: ['Gatehouse'],
  password: 'Granite-Signal-Turbine-39-Basalt',
  unit: 'Services',
})

function person(key: string, details: Details): Person {
  const unit = details.unit ?? 'People'
  const name = details.account ?? key
  return {
    ...details,
    name,
    unit,
    dn: `CN=${details.displayName},${unitDn(unit)}`,
    upn: `${details.principal ?? name}@${corp.dnsDomain}`,
    account: `${corp.netbios}\\${name}`,
  }
}
