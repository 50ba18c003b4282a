import { readFileSync } from 'node:fs'
import { Attribute, Change, Client, type Control, ResultCodeError } from 'ldapts'
import type { Domain } from '../samba/domain.ts'
import type { Person } from '../samba/people.ts'

/** LDAP with somebody's own rights and nothing of ours between: what a thief of the account has. Each deed gives its result code. */
export type Hands = {
  readonly replace: (dn: string, attribute: string, value: string | Buffer) => Promise<number>
  readonly create: (dn: string, attributes: Readonly<Record<string, string>>) => Promise<number>
  readonly remove: (dn: string) => Promise<number>
  readonly move: (dn: string, to: string) => Promise<number>
  readonly search: (base: string, filter: string, control: Control) => Promise<number>
  /** Attributes of one entry, as texts; absent ones as none. */
  readonly read: (dn: string, ...attributes: string[]) => Promise<Readonly<Record<string, readonly string[]>>>
  readonly end: () => Promise<void>
}

/** RFC 4511: done, and insufficientAccessRights. */
export const DONE = 0
export const NO_RIGHTS = 50

export async function handsOf(domain: Domain, { upn, password }: Person): Promise<Hands> {
  const client = new Client({ url: domain.ldapsUrl, tlsOptions: { ca: readFileSync(domain.caFile) } })
  await client.bind(upn, password)
  return {
    replace: (dn, type, value) => codeOf(client.modify(dn, new Change({ operation: 'replace', modification: new Attribute({ type, values: typeof value === 'string' ? [value] : [value] }) }))),
    create: (dn, attributes) => codeOf(client.add(dn, { ...attributes })),
    remove: (dn) => codeOf(client.del(dn)),
    move: (dn, to) => codeOf(client.modifyDN(dn, to)),
    search: (base, filter, control) => codeOf(client.search(base, { filter }, control)),
    async read(dn, ...attributes) {
      const { searchEntries: [found] } = await client.search(dn, { scope: 'base', attributes })
      return Object.fromEntries(attributes.map((name) => [name, [found?.[name] ?? []].flat().map(String)]))
    },
    end: () => client.unbind(),
  }
}

async function codeOf(deed: Promise<unknown>): Promise<number> {
  try {
    await deed
    return DONE
  } catch (error) {
    if (error instanceof ResultCodeError) return error.code
    throw error
  }
}
