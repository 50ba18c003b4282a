/**
 * What the drivers take, said here once more so that `check` finds what they would refuse at the start; `load.test.ts` holds both
 * against each other. Drivers are out of reach from here.
 */

const PART = String.raw`[^\s\p{C}@,;:<>()[\]\\"]+`
const ADDRESS = String.raw`${PART}@${PART}\.[^\s\p{C}@,;:<>()[\]\\".]+`
const NAME = String.raw`(?:"[^"\\\p{C}]*"|[^\p{C}@,;:<>()[\]\\"]*)`

/** `it@corp.example` or `Example Corp <it@corp.example>`; a host without a dot would not leave for where it says. */
export const SENDER = new RegExp(String.raw`^(?:${ADDRESS}|${NAME}\s*<${ADDRESS}>)$`, 'u')

/** One address and nothing else. */
export const MAILBOX = new RegExp(`^${ADDRESS}$`, 'u')

/** A distinguished name that ends with the domain: the domain's own names come from there. */
export const BELOW_DOMAIN = /(?:^|,)\s*DC=[^,=]+$/iu

/** Attributes that name the account's own mailbox. Whoever is locked out of the account is locked out of it too. */
export const isOwnMailbox = (attribute: string) => ['mail', 'proxyaddresses', 'userprincipalname'].includes(attribute.toLowerCase())
