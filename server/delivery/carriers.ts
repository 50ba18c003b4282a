import type { CodeWay, Entrance } from '@gatehouse/contract'
import type { Contacts } from '../registration/contacts.ts'
import { isAddress } from './address.ts'
import type { Carrier, Destination, Mail, Messages, Send, Sms } from './ports.ts'
import type { CodeMaker } from './sms/maker.ts'
import type { ReadNumber } from './sms/number.ts'
import type { WriteMail, WriteSms } from './write-code.ts'

export type Carriers = Readonly<Record<CodeWay, Carrier>>

type MailParts = { contacts: Pick<Contacts, 'forCodes'>; write: WriteMail; send: Send<Mail> }

/** Codes by mail, to the address that the person registered, or that the directory holds. */
export const byMail = ({ contacts, write, send }: MailParts): Carrier => ({
  async destinationOf(person, entrance) {
    const address = await contacts.forCodes(person, 'mail', entrance, (value) => isAddress(value.reveal()))
    return address && isAddress(address.reveal()) ? { to: address } : { missing: 'no private address is held' }
  },
  carry: (to, { id, ...code }) => send({ id, to: to.reveal(), ...write(code) }),
})

type SmsParts = { contacts: Pick<Contacts, 'forCodes'>; read: ReadNumber; write: WriteSms; send: Send<Sms> }

/** Codes by SMS, to the mobile number that the person registered, or that the directory holds. */
export const bySms = ({ contacts, read, write, send }: SmsParts): Carrier => ({
  destinationOf: numberOf({ contacts, read }),
  carry: (to, { id, ...code }) => send({ id, to, text: write(code), seconds: code.seconds }),
})

type MakerParts = Pick<SmsParts, 'contacts' | 'read'> & { maker: CodeMaker; messages: Pick<Messages, 'earlier'> }

/** Codes that somebody else makes and sends, to the same number. Ours is not used. */
export const byMaker = ({ contacts, read, maker, messages }: MakerParts): Carrier => ({
  destinationOf: numberOf({ contacts, read }),
  async carry(to, { language, seconds }, message) {
    // The message is claimed: were this to fail it, it would never be sent. The maker also tells how old a code is, only later.
    const earlier = await messages.earlier(message, maker.name).catch(() => undefined)
    const result = await maker.send({ to, language, seconds, ...(earlier && { earlier }) })
    return result.fate === 'sent' ? { ...result, provider: maker.name } : { ...result, why: `${maker.name}: ${result.why}` }
  },
})

const numberOf = ({ contacts, read }: Pick<SmsParts, 'contacts' | 'read'>) => async (person: string, entrance: Entrance): Promise<Destination> => {
  const kept = await contacts.forCodes(person, 'number', entrance, (value) => 'to' in read(value.reveal()))
  return kept ? read(kept.reveal()) : { missing: 'no mobile number is held' }
}

/** In the place of a way that the settings do not have: who asks for it was not stopped at the start, and must not wait for nothing. */
export const noCarrier: Carrier = {
  destinationOf: () => Promise.resolve({ missing: 'the settings name no provider for it' }),
  carry: () => Promise.resolve({ fate: 'refused', why: 'no provider' }),
}
