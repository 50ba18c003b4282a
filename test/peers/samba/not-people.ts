import { corp, unitDn } from './corp.ts'
import { added } from './ldif.ts'

// MS-ADTS 2.2.16: userAccountControl.
const WORKSTATION_TRUST_ACCOUNT = 0x1000
const INTERDOMAIN_TRUST_ACCOUNT = 0x800

/** Accounts that look like people to a careless search, since they are of class user too, and that nobody may recover. */
export const notPeople = { computer: 'PC-17$', trust: 'PARTNER$' } as const

/** @returns the LDIF of a computer, in the very unit where people are */
export const newComputer = (): string =>
  added(`CN=PC-17,${unitDn('People')}`, {
    objectClass: 'computer', sAMAccountName: notPeople.computer, userAccountControl: String(WORKSTATION_TRUST_ACCOUNT),
    userPrincipalName: `pc-17@${corp.dnsDomain}`, otherMailbox: 'pc-17@private.example',
  })

/** @returns the LDIF of another domain's trust account */
export const newTrust = (): string =>
  added(`CN=${notPeople.trust},CN=Users,${corp.base}`, {
    objectClass: 'user', sAMAccountName: notPeople.trust, userAccountControl: String(INTERDOMAIN_TRUST_ACCOUNT),
    userPrincipalName: `partner@${corp.dnsDomain}`, otherMailbox: 'partner@private.example',
  })
