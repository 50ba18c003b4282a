import { AndFilter, EqualityFilter } from 'ldapts'
import { bytes, integer, texts } from '../entry.ts'
import { guidText } from '../guid.ts'
import { type AttributeIds, mayRead, type Token } from './access.ts'
import type { Finding, Findings } from './finding.ts'
import type { People } from './people.ts'
import { grantLine } from './script.ts'
import type { Session } from './session.ts'

// MS-ADTS 2.2.10, fCONFIDENTIAL.
const CONFIDENTIAL = 0x80n

/**
 * Whether an attribute with private addresses or numbers is there and may be read, and how many people have one.
 * @param schema distinguished name of the schema
 */
export async function attributeFinding(name: string, what: string, { units, all }: People, session: Session, schema: string, token: Token, { ok, warning, missing }: Findings): Promise<Finding> {
  const check = `attribute ${name}`
  const ids = await attributeIds(name, session, schema)
  if (!ids) return missing(check, `the schema has no attribute ${name}`, 'name another in the settings')
  const lacking = units.filter(({ sample: { aces } }) => aces && !mayRead(aces, token, ids)).map(({ dn }) => dn)
  if (lacking.length > 0) {
    return missing(check, `may not read ${name}${ids.confidential ? ', which is confidential,' : ''} in ${lacking.join(' and ')}: no code can be sent to ${what}`, grantLine(lacking, `-ReadAttribute ${name}`))
  }
  const having = all.filter((person) => texts(person, name).length > 0).length
  const says = `${having} of ${all.length} people have ${what} in ${name}${ids.confidential ? ', which is confidential' : ''}`
  return having > 0 ? ok(check, says) : warning(check, says, `fill ${name}, or name another attribute in the settings; if it is filled: ${grantLine(units.map(({ dn }) => dn), `-ReadAttribute ${name}`)}`)
}

async function attributeIds(name: string, session: Session, schema: string): Promise<AttributeIds | undefined> {
  const is = (attribute: string, value: string) => new EqualityFilter({ attribute, value })
  const [found] = await session.list(schema, new AndFilter({ filters: [is('objectClass', 'attributeSchema'), is('lDAPDisplayName', name)] }), {
    attributes: ['schemaIDGUID', 'attributeSecurityGUID', 'searchFlags'], bytes: ['schemaIDGUID', 'attributeSecurityGUID'],
  }, 1)
  const [id, set] = ['schemaIDGUID', 'attributeSecurityGUID'].map((attribute) => found && bytes(found, attribute)).map((value) => value && guidText(value))
  return found && id !== undefined ? { id, set, confidential: ((integer(found, 'searchFlags') ?? 0n) & CONFIDENTIAL) !== 0n } : undefined
}
