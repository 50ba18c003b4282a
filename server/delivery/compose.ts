import addressparser from 'nodemailer/lib/addressparser'
import MailComposer from 'nodemailer/lib/mail-composer'
import { isAddress } from './address.ts'
import type { Mail } from './ports.ts'

export type Sender = { from: string; address: string }

/** @param from `Example Corp <it@corp.example>`, or the address alone @throws Error when it is neither */
export function senderOf(from: string): Sender {
  const [sender, another] = addressparser(from)
  const address = sender && 'address' in sender ? sender.address : undefined
  if (address === undefined || another !== undefined || !isAddress(address)) throw new Error(`"${from}" is not a sender like: Example Corp <it@corp.example>`)
  return { from, address }
}

/** A mail as it goes over the wire (RFC 5322), and who gets it. */
export async function compose({ id, to, subject, text }: Mail, { from, address }: Sender) {
  const node = new MailComposer({
    from,
    // An object is taken as one address; a text would be read as a list of them.
    to: { name: '', address: to },
    subject,
    text: text.reveal(),
    headers: {
      // RFC 3834 §5, and what Exchange heeds instead: no out-of-office notes to a mailbox that nobody reads.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  node.setHeader('Message-ID', `<${id}@${address.slice(address.lastIndexOf('@') + 1)}>`)
  const message = await node.build()
  return { envelope: { from: address, to, size: message.length }, message }
}
