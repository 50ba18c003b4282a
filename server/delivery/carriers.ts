import { type CodeWay, Secret } from '@gatehouse/contract'
import type { Directory } from '../recovery/ports.ts'
import { isAddress } from './address.ts'
import type { Carrier, Destination, Mail, Messages, Send, Sms } from './ports.ts'
import type { CodeMaker } from './sms/maker.ts'
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
  destinationOf: numberOf({ directory, read }),
  carry: (to, { id, ...code }) => send({ id, to, text: write(code), seconds: code.seconds }),
})

type MakerParts = Pick<SmsParts, 'directory' | 'read'> & { maker: CodeMaker; messages: Pick<Messages, 'earlier'> }

/** Codes that somebody else makes and sends, to the same number. Ours is not used. */
export const byMaker = ({ directory, read, maker, messages }: MakerParts): Carrier => ({
  destinationOf: numberOf({ directory, read }),
  async carry(to, { language, seconds }, message) {
    // The message is claimed: were this to fail it, it would never be sent. The maker also tells how old a code is, only later.
    const earlier = await messages.earlier(message, maker.name).catch(() => undefined)
    const result = await maker.send({ to, language, seconds, ...(earlier && { earlier }) })
    return result.fate === 'sent' ? { ...result, provider: maker.name } : { ...result, why: `${maker.name}: ${result.why}` }
  },
})

const numberOf = ({ directory, read }: Pick<SmsParts, 'directory' | 'read'>) => async (person: string): Promise<Destination> => {
  const kept = await directory.privateNumber(person)
  return kept === undefined ? { missing: 'no mobile number is held' } : read(kept)
}

/** In the place of a way that the settings do not have: who asks for it was not stopped at the start, and must not wait for nothing. */
export const noCarrier: Carrier = {
  destinationOf: () => Promise.resolve({ missing: 'the settings name no provider for it' }),
  carry: () => Promise.resolve({ fate: 'refused', why: 'no provider' }),
}
