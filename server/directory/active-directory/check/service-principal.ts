import { EqualityFilter } from 'ldapts'
import type { DomainNames } from '../domain.ts'
import { integer, text, texts } from '../entry.ts'
import type { Finding, Findings } from './finding.ts'
import type { Session } from './session.ts'

/** The service that tickets are for: its principal with the realm, and what the keytab holds for it. */
export type ServiceKeys = { readonly principal: string; readonly keys: readonly { readonly version: number; readonly encryption: number }[]; readonly encryptionNames: Readonly<Record<number, string>> }

const attributes = ['sAMAccountName', 'servicePrincipalName', 'msDS-KeyVersionNumber', 'msDS-SupportedEncryptionTypes', 'userAccountControl']
// MS-ADTS 2.2.16.
const DISABLED = 0x2n
// MS-KILE 2.2.7: the bit of each kind of encryption.
const bits: readonly (readonly [bit: bigint, encryption: number])[] = [[0x10n, 18], [0x8n, 17], [0x4n, 23]]
const RC4 = 23

/** Whether tickets for the registration portal can be had and opened: one account has its name, and the keytab has that account's keys. */
export async function serviceFindings({ principal, keys, encryptionNames }: ServiceKeys, { root }: DomainNames, session: Session, { ok, warning, missing }: Findings): Promise<Finding[]> {
  const [spn = ''] = principal.split('@')
  const found = await session.list(root, new EqualityFilter({ attribute: 'servicePrincipalName', value: spn }), { attributes }, 2)
  const [account, second] = found
  const name = (account && text(account, 'sAMAccountName')) ?? '<account of the portal>'
  if (!account) return [missing('ticket-name', `no account has the name ${spn}: browsers get no ticket`, `setspn -S ${spn} ${name}`)]
  if (second) return [missing('ticket-name', `more than one account has the name ${spn}: browsers get no ticket`, `setspn -Q ${spn}; then setspn -D ${spn} <the wrong one>`)]
  if (((integer(account, 'userAccountControl') ?? 0n) & DISABLED) !== 0n) return [missing('ticket-name', `${name}, which has the name ${spn}, is disabled`, `Enable-ADAccount ${name}`)]
  const names = texts(account, 'servicePrincipalName')
  const others = names.filter((one) => one.toLowerCase() !== spn.toLowerCase())
  const ktpass = `ktpass -princ ${principal} -mapuser ${name} -crypto AES256-SHA1 -ptype KRB5_NT_PRINCIPAL +rndPass -out register.keytab`
  return [
    others.length === 0
      ? ok('ticket-name', `${name} has the name ${spn}, and no other`)
      : warning('ticket-name', `${name} has more names than ${spn}: whatever is sent to ${others.join(', ')} could be used here`, 'an account for the portal alone, with this one name'),
    keytabFinding(),
  ]

  function keytabFinding(): Finding {
    if (keys.length === 0) return missing('keytab', `the keytab has no key of ${principal}`, ktpass)
    const version = Number(account && integer(account, 'msDS-KeyVersionNumber') || 0n)
    const present = keys.filter((key) => version === 0 || key.version === version)
    const versions = [...new Set(keys.map((key) => key.version))].join(', ')
    if (present.length === 0) return missing('keytab', `the keytab has version ${versions} of the key, and ${name} has version ${version}: its password was set since`, ktpass)
    const kinds = present.map(({ encryption }) => encryption)
    const said = kinds.map((kind) => encryptionNames[kind] ?? `kind ${kind}`).join(', ')
    // Absent or 0: what the domain controller takes for usual, which is AES since November 2022 and RC4 before.
    const supported = (account && integer(account, 'msDS-SupportedEncryptionTypes')) ?? 0n
    const strongest = bits.find(([bit]) => (supported & bit) !== 0n)?.[1]
    if (strongest !== undefined && !kinds.includes(strongest)) return missing('keytab', `the keytab has ${said}, and tickets for ${name} are encrypted with ${encryptionNames[strongest] ?? ''}`, ktpass)
    if (kinds.every((kind) => kind === RC4)) return warning('keytab', 'the keytab has RC4 alone, which is broken and which new domain controllers do not use', `Set-ADUser ${name} -KerberosEncryptionType AES256; ${ktpass}`)
    return ok('keytab', `has version ${version === 0 ? versions : version} of the key of ${name}: ${said}`)
  }
}
