import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { corp } from '../corp.ts'
import type { Domain } from '../domain.ts'
import { mustRun } from '../program.ts'
import { krb5Conf } from '../sign-in.ts'
import { PORTAL } from './service.ts'

export const SPNEGO = '1.3.6.1.5.5.2'
export const KERBEROS = '1.2.840.113554.1.2.2'

/** Somebody who has signed in to the domain, as at Windows, and whose browser asks for tickets: MIT's own client. */
export type TicketHolder = {
  /** A token for a service, as it stands behind `Negotiate`. */
  token: (given?: { host?: string; mechanism?: string; binding?: string }) => Promise<string>
  /** For a browser of theirs. */
  env: { KRB5_CONFIG: string; KRB5CCNAME: string }
  end: () => Promise<void>
}

/** Why there can be no tickets here, in words, although there can be a domain. */
export const noTickets = (): string | undefined =>
  existsSync('/usr/lib/python3/dist-packages/gssapi') && existsSync('/usr/bin/faketime') ? undefined : 'needs packages: apt-get install --no-install-recommends python3-gssapi faketime'

const DEBIANS_PYTHON = '/usr/bin/python3'

/** @param lifetime of all that they get, such as `10m` */
export async function signedInHolder(domain: Pick<Domain, 'caFile' | 'address'>, name: string, password: string, lifetime = '10h'): Promise<TicketHolder> {
  const own = await mkdtemp(join(dirname(dirname(domain.caFile)), 'tickets-'))
  const env = { KRB5_CONFIG: join(own, 'krb5.conf'), KRB5CCNAME: `FILE:${join(own, 'tickets')}` }
  await writeFile(env.KRB5_CONFIG, `${krb5Conf(domain.address)}[domain_realm]\n  .${corp.dnsDomain} = ${corp.realm}\n`)
  await mustRun('kinit', ['-l', lifetime, `${name}@${corp.realm}`], { input: `${password}\n`, env })
  return {
    env,
    token: async ({ host = PORTAL, mechanism = SPNEGO, binding = '-' } = {}) =>
      (await mustRun(DEBIANS_PYTHON, ['-I', join(import.meta.dirname, 'client.py'), host, mechanism, binding], { env })).trim(),
    end: () => rm(own, { recursive: true, force: true }),
  }
}
