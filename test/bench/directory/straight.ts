import type { Secret } from '@gatehouse/contract'
import { Attribute, Change, Client } from 'ldapts'
import type { Domain } from '../../peers/samba/domain.ts'

export type Operation = 'reset' | 'unlock'

/** The same change with nothing around it: one LDAP modify, on connections of its own that stay open. */
export async function straight({ ldapsUrl, serviceAccount }: Domain, ca: string, connections: number) {
  const clients = Array.from({ length: connections }, () => new Client({ url: ldapsUrl, tlsOptions: { ca } }))
  await Promise.all(clients.map((client) => client.bind(serviceAccount.upn, serviceAccount.password)))
  const replace = (type: string, value: string | Buffer) =>
    new Change({ operation: 'replace', modification: new Attribute({ type, values: typeof value === 'string' ? [value] : [value] }) })

  return {
    async change(index: number, dn: string, operation: Operation, password: Secret) {
      const unlocked = replace('lockoutTime', '0')
      await clients[index]?.modify(dn, operation === 'unlock' ? [unlocked] : [replace('unicodePwd', Buffer.from(`"${password.reveal()}"`, 'utf16le')), unlocked])
    },
    close: async () => { await Promise.all(clients.map((client) => client.unbind())) },
  }
}
