import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { startDomain } from '../../test/peers/samba/domain.ts'
import { grantRights, rights } from '../../test/peers/samba/rights.ts'
import { krb5Conf } from '../../test/peers/samba/sign-in.ts'
import { startSmtp } from '../../test/peers/smtp/smtp.ts'
import { startTwilio } from '../../test/peers/twilio/twilio.ts'
import { inboxPage } from '../../test/world/inbox-page.ts'
import { writeServerFiles } from '../../test/world/server-files.ts'
import { peopleTable } from './people-table.ts'

/** Where a server with the written settings will listen. */
const PORT = 8443
const INTERNAL_PORT = 9443

type Parts = {
  /** The files of a server are written there, in place of whatever was there, and go with the domain. */
  folder: string
  /** Whether it is the newer Samba. */
  newer: boolean
  say: (line: string) => void
  /** When it resolves, everything ends. */
  until: Promise<unknown>
}

/** A domain with people in every state, an inbox for their mails and SMS, and the files of a server for both. Leaves nothing. */
export async function runDomain({ folder, newer, say, until }: Parts): Promise<void> {
  const stopping: (() => unknown)[] = []
  try {
    await start()
    await until
    say('\nStopping …')
  } finally {
    for (const stop of stopping.toReversed()) await stop()
  }
  say('The domain is gone, and so are its files.')

  async function start(): Promise<void> {
    say('Starting a domain …')
    const domain = await startDomain(newer ? { samba: 'newer' } : {})
    stopping.push(() => domain.stop())
    await grantRights(domain.database, rights.filter(({ set }) => set === 'recovery' || set === 'password-settings'))

    const smtp = await startSmtp({ onMessage: ({ to, subject }) => say(`  Mail to ${to.join(', ')}: ${subject}`) })
    stopping.push(() => smtp.stop())
    const twilio = await startTwilio({ onMessage: ({ to, text }) => say(`  SMS to ${to}: ${text}`) })
    stopping.push(() => twilio.stop())
    const mails = () => smtp.messages().map(({ to, subject, text, arrivedAt }) => ({ to: to.join(', '), subject, text, arrivedAt }))
    const page = await inboxPage(() => [...mails(), ...twilio.messages().map(({ to, text, arrivedAt }) => ({ to, subject: 'SMS', text, arrivedAt }))])
    stopping.push(() => page.stop())

    rmSync(folder, { recursive: true, force: true })
    stopping.push(() => rmSync(folder, { recursive: true, force: true }))
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // With the rest of the files, so that all of them can be taken elsewhere, for a server under an account of its own.
    const authority = (of: { caFile: string }, name: string) => {
      copyFileSync(of.caFile, join(folder, name))
      return { caFile: name }
    }
    const settings = writeServerFiles({
      folder, port: PORT, internal: INTERNAL_PORT,
      domain: { ...domain, ...authority(domain, 'domain-ca.pem') },
      mail: { host: smtp.host, port: smtp.port, ...authority(smtp, 'mail-ca.pem') },
      sms: { ...twilio, ...authority(twilio, 'sms-ca.pem') },
      gates: ['email-code', 'sms-code'],
    })
    const kerberos = join(folder, 'krb5.conf')
    writeFileSync(kerberos, krb5Conf(domain.address))

    const file = (path: string) => relative(process.cwd(), path)
    const server = 'node_modules/.bin/node server/main.ts'
    const config = `--config ${file(settings)}`
    for (const line of [
      '',
      `${domain.version} is ${domain.realm} (${domain.netbios}) at ${domain.ldapsUrl}, as ${domain.host}. Its authority: ${file(join(folder, 'domain-ca.pem'))}`,
      `Settings, policy and keys of a server for it are in ${file(folder)}/, and stay as long as this runs. In another terminal:`,
      '',
      `  ${server} policy check ${config}`,
      `  ${server} directory check ${config}`,
      `  ${server} ${config}`,
      `  KRB5_CONFIG=${file(kerberos)} kinit grace@${domain.realm}     # what signing in to Windows does`,
      '',
      `Mails and SMS arrive here and at ${page.url}`,
      '',
      peopleTable(Object.values(domain.people)),
      '',
      'Ctrl+C ends it.',
    ]) say(line)
  }
}
