import { type CodeWay, Secret } from '@gatehouse/contract'
import type { Directory } from '../recovery/ports.ts'
import { isAddress } from './address.ts'
import type { Carrier, Mail, Send, Sms } from './ports.ts'
import type { ReadNumber } from './sms/number.ts'
import type { WriteMail, WriteSms } from './write-code.ts'

export type Carriers = Readonly<Record<CodeWay, Carrier>>

type MailParts = { directory: Pick<Directory, 'privateMail'>; write: WriteMail; send: Send<Mail> }

/** Codes by mail, to the private address that the directory holds. */
export const byMail = ({ directory, write, send }: MailParts): Carrier => ({
  async destinationOf(person) {
    const address = await directory.privateMail(person)
    return address !== undefined && isAddress(address) ? { to: new Secret(address) } : { missing: 'no private address is held' }
  },
  carry: (to, { id, ...code }) => send({ id, to: to.reveal(), ...write(code) }),
})

type SmsParts = { directory: Pick<Directory, 'privateNumber'>; read: ReadNumber; write: WriteSms; send: Send<Sms> }

/** Codes by SMS, to the mobile number that the directory holds. */
export const bySms = ({ directory, read, write, send }: SmsParts): Carrier => ({
  async destinationOf(person) {
    const kept = await directory.privateNumber(person)
    return kept === undefined ? { missing: 'no mobile number is held' } : read(kept)
  },
  carry: (to, { id, ...code }) => send({ id, to, text: write(code), seconds: code.seconds }),
})

/** In the place of a way that the settings do not have: who asks for it was not stopped at the start, and must not wait for nothing. */
export const noCarrier: Carrier = {
  destinationOf: () => Promise.resolve({ missing: 'the settings name no provider for it' }),
  carry: () => Promise.resolve({ fate: 'refused', why: 'no provider' }),
}
