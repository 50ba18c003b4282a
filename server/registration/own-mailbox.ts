// One text for all spellings of an address that reach one mailbox: proxyAddresses writes `SMTP:ada@corp.example` for the first address
// and `smtp:` for the others, case counts nowhere, and what stands behind a plus reaches the mailbox before it.
const plain = (address: string) => address.trim().toLowerCase().replace(/^smtp:/u, '').replace(/\+[^@]*@/u, '@')

/**
 * Whether an address is one of the mailbox that the account itself opens: who is locked out of the account cannot open it, and who stole
 * the password can (S-16).
 * @param own all addresses of that mailbox, as the directory writes them
 */
export const isMailboxOf = (own: readonly string[], address: string) => own.some((one) => plain(one) === plain(address))
