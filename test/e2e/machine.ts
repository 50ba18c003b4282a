import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { startDisplay } from '../../scripts/setup/display.mjs'
import { noDomain, sambaVersion } from '../peers/directory/corp-directory.ts'
import { type Domain, startDomain } from '../peers/samba/domain.ts'
import { type Certificate, makeCertificates, opensslMissing } from '../peers/smtp/certificates.ts'
import { type Smtp, smtpServerVersion, startSmtp } from '../peers/smtp/smtp.ts'
import { startTwilioVoice, type TwilioVoice } from '../peers/twilio-voice/twilio-voice.ts'
import { startTwilio, type Twilio } from '../peers/twilio/twilio.ts'
import { type HandedClient, handOverClient } from '../world/client.ts'
import type { SmsKind, SmsPeer } from '../world/sms-settings.ts'
import { smsPeers } from './sms-peers.ts'
import { builtClient, root } from './build-once.ts'

/** What the tests of a worker share: everything but the server and the client, of which each test has its own. */
export type Machine = {
  domain: Domain
  smtp: Smtp
  twilio: Twilio
  /** Who brings codes by SMS. */
  smsPeer: (kind: SmsKind) => Promise<SmsPeer>
  /** Whose telephones are called, started when a test first wants it. */
  telephones: () => Promise<TwilioVoice>
  display: { DISPLAY: string; XAUTHORITY: string }
  handed: HandedClient
  certificates: {
    /** What the client's machine trusts. */
    caFile: string
    right: Certificate
    /** For `serverName` and nothing else. */
    named: Certificate
    /** From an authority that nobody trusts. */
    wrong: Certificate
  }
  /** Names and versions, for docs/proof.md. */
  peers: string[]
  stop: () => Promise<void>
}

/** A name for the server that no machine knows; there is a certificate for it. */
export const serverName = 'elsewhere.example'

/** @returns why nothing can be run end to end on this machine, fit to stand after "skipped: "; undefined: it can */
export const whyNot = async (): Promise<string | undefined> => (await noDomain()) ?? opensslMissing()

export async function startMachine(): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-e2e-'))
  const [domain, smtp, twilio, display, handed, certificates] = await Promise.all([
    startDomain(), startSmtp(), startTwilio(), startDisplay(), handOverClient(root, builtClient()), makeCertificates(folder),
  ])
  const short = smsPeers(twilio)
  let telephones: Promise<TwilioVoice> | undefined
  return {
    domain, smtp, twilio, handed, smsPeer: (kind) => short.of(kind), telephones: () => (telephones ??= startTwilioVoice()),
    display: display.env,
    certificates: { caFile: certificates.caFile, right: certificates.right, named: certificates.otherName, wrong: certificates.otherAuthority },
    peers: [await sambaVersion(), `Electron ${handed.electronVersion}`, `smtp-server ${smtpServerVersion}`, "our own server of Twilio's API"],
    async stop() {
      handed.clean()
      await Promise.all([domain.stop(), smtp.stop(), twilio.stop(), short.stop(), display.stop(), telephones?.then((one) => one.stop())])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Puts a certificate where a server's settings look for it. @returns the settings */
export function installCertificate(folder: string, { cert, key }: Certificate): { certificateFile: string; keyFile: string } {
  mkdirSync(join(folder, 'tls'), { recursive: true })
  writeFileSync(join(folder, 'tls/certificate.pem'), cert)
  writeFileSync(join(folder, 'tls/key.pem'), key, { mode: 0o600 })
  return { certificateFile: 'tls/certificate.pem', keyFile: 'tls/key.pem' }
}
