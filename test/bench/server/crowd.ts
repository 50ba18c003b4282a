import type { Domain } from '../../peers/samba/domain.ts'
import { added, replaced } from '../../peers/samba/ldif.ts'

/** Somebody who is locked out, as far as a recovery needs them. */
export type Member = { name: string; mail: string; dn: string }

/** MS-DTYP 2.3.3: 100 ns since 1601. */
const fileTime = () => ((BigInt(Date.now()) + 11_644_473_600_000n) * 10_000n).toString()

/** Puts so many people into a domain. None has a password: an unlock asks for none, and making them takes longer than everything else. */
export async function crowdOf(domain: Domain, size: number): Promise<Member[]> {
  const unit = domain.people.ada.dn.slice(domain.people.ada.dn.indexOf(',') + 1)
  const members = Array.from({ length: size }, (_, index): Member => ({ name: `crowd${index}`, mail: `crowd${index}@private.example`, dn: `CN=Crowd ${index},${unit}` }))
  const entry = ({ name, mail, dn }: Member) => added(dn, {
    objectClass: 'user', sAMAccountName: name, userPrincipalName: `${name}@${domain.realm.toLowerCase()}`, otherMailbox: mail,
    // MS-ADTS 2.2.16: an ordinary account that needs no password.
    userAccountControl: String(0x200 | 0x20),
  })
  await domain.database.add(members.map(entry).join(''))
  return members
}

/** Locks them all out, now, in one go: wrong passwords would take minutes. */
export const lockAll = (domain: Domain, members: readonly Member[]): Promise<void> =>
  domain.database.changeTimes(members.map(({ dn }) => replaced(dn, { pwdLastSet: fileTime(), lockoutTime: fileTime(), badPwdCount: '3' })).join(''))
