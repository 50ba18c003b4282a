/** Somebody in the demo directory, as they are when it starts. */
export type DemoPerson = {
  /** Shaped like an objectGUID, which is what stands in its place in a real directory. */
  readonly id: string
  readonly sid: string
  readonly name: string
  readonly password: string
  readonly privateMail: string
  readonly privateNumber: string
  readonly groups: readonly (keyof typeof demoGroups)[]
  readonly locked: boolean
  readonly disabled: boolean
}

/** The names that go with `CORP\ada` and `ada@corp.example`. */
export const demoDomain = { netbios: 'CORP', dns: 'corp.example' } as const

/** Where everybody is, and the groups that there are, with their SIDs. */
export const demoUnit = 'OU=Staff,DC=corp,DC=example'
export const demoGroups = { Staff: 'S-1-5-21-1-2-3-1101', Board: 'S-1-5-21-1-2-3-1102' } as const

/** One who is locked out and knows the password, one who has forgotten it, one whom only the helpdesk can help. */
export const demoPeople = [
  person(1, { name: 'ada', password: 'Engine-Number-1843', groups: ['Staff'], locked: true, disabled: false }),
  person(2, { name: 'grace', password: 'Found-A-Moth-1947', groups: ['Staff', 'Board'], locked: false, disabled: false }),
  person(3, { name: 'linus', password: 'Seven-Penguins-1991', groups: ['Staff'], locked: false, disabled: true }),
] as const satisfies readonly DemoPerson[]

function person(number: number, one: Omit<DemoPerson, 'id' | 'sid' | 'privateMail' | 'privateNumber'>): DemoPerson {
  return {
    ...one, sid: `S-1-5-21-1-2-3-${1000 + number}`, id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`, privateMail: `${one.name}@home.example`,
    // 0171 3920000 to 3920099 belong to nobody: the Bundesnetzagentur keeps them for films.
    privateNumber: `+49 171 392000${number}`,
  }
}
