import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import type { Config } from '../config/config.ts'
import type { ServiceKeys } from '../directory/active-directory/check/service-principal.ts'
import { type Finding, findingsAbout } from '../directory/active-directory/check/finding.ts'
import { ticketAcceptor } from '../sign-in/tickets/acceptor.ts'
import { encryptionNames, keysIn } from '../sign-in/tickets/keytab.ts'

type Negotiate = NonNullable<NonNullable<Config['registration']>['negotiate']>

/** What the keytab of the settings holds for the portal. One that cannot be read holds nothing. */
export async function serviceKeys({ keytabFile, principal }: Negotiate): Promise<ServiceKeys> {
  const all = keysIn(await readFile(keytabFile)) ?? []
  return { principal, encryptionNames, keys: all.filter((key) => key.principal === principal) }
}

/** Starts what takes tickets, as the server would, and ends it again. */
export async function ticketFinding(negotiate: Negotiate): Promise<Finding> {
  const { ok, missing } = findingsAbout(negotiate.principal)
  const said = Promise.withResolvers<Finding>()
  const acceptor = ticketAcceptor({ ...negotiate, replayFolder: tmpdir() }, {
    info: () => { said.resolve(ok('tickets', 'are taken with this keytab')) },
    error: (facts) => { said.resolve(missing('tickets', `are not taken: ${'detail' in facts ? String(facts.detail) : ''}`, 'apt-get install --no-install-recommends python3-gssapi; else a keytab with that name, readable by the account of the server')) },
  })
  try {
    return await said.promise
  } finally {
    await acceptor.close()
  }
}
