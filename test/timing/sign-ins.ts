import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Secret } from '@gatehouse/contract'
import { openStore } from '../../server/store/open.ts'
import { writeBarePortal } from '../world/bare-portal.ts'
import { registrationCallerOf } from '../world/caller.ts'
import { writeServerFiles } from '../world/server-files.ts'
import { startServerProcess } from '../world/server-process.ts'
import { interleaved, type Measured } from './interleaved.ts'
import { ownDatabase } from './own-database.ts'
import { CALM, plenty, PROBES, type TimingPeers } from './pairs.ts'

const ORIGIN = 'https://reset.corp.example'

/**
 * Measures signing in to the registration portal with a wrong password: of a name that nobody has, of people whose password is tried,
 * and of those of whom none is (locked, disabled). The last are measured against names of nobody as well: `sign-in`, `after` everything
 * that was asked in the tenth of a second after it, and the same of who is not tried.
 */
export async function startSignIns({ domain, postgres, smtp }: TimingPeers) {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-sign-ins-'))
  const database = await ownDatabase(postgres)
  const file = writeServerFiles({
    folder, domain, databaseByVariable: true, mail: { host: smtp.host, port: smtp.port, caFile: smtp.caFile },
    portal: { origin: ORIGIN, insideNetworks: ['127.0.0.1'], effortBits: 0, folder: writeBarePortal(join(folder, 'portal')) },
    policy: { budgets: plenty },
  })
  // Nobody is locked, however often their password is tried; where there is a threshold, all but the first tries are none.
  await domain.setRules({ lockoutThreshold: 0 })
  const server = await startServerProcess({
    file, folder, variables: { DATABASE_URL: database }, before: [join(import.meta.dirname, 'planted-delay.ts')],
  })
  const store = await openStore({ url: new Secret(database) })
  const caller = registrationCallerOf(server.url, ORIGIN)
  const { grace, mary, ada, linus } = domain.people
  const people = { tried: [grace, mary].map(({ name }) => name), untried: [ada, linus].map(({ name }) => name) }
  let turn = 0

  async function one(name: string, delay: number) {
    // Few people stand for many here.
    await store.database.execute('delete from budgets')
    const signedIn = await caller.call('signIn', undefined, { account: name, password: 'Nobody-Has-This-One-7', language: 'en' }, delay > 0 ? { 'planted-delay': String(delay) } : {})
    if (signedIn.status !== 403) throw new Error(`${signedIn.status}: ${signedIn.text}`)
    let after = 0
    for (let probe = 0; probe < PROBES; probe++) after += (await caller.call('registerAbout', undefined, {})).milliseconds
    await pause(CALM)
    return { signIn: signedIn.milliseconds, after }
  }

  return {
    /** @param delay milliseconds that the answers to an unknown name are held back by @param kinds what is measured in each pair */
    measure: (pairs: number, delay = 0, measured: Measured = new Map(), kinds: readonly Kind[] = ['tried', 'untried']): Promise<Measured> => interleaved(pairs, measured, async (who, pair) => {
      const took: Record<string, number> = {}
      for (const kind of kinds) {
        const names = people[kind]
        const name = names[(turn + pair) % names.length] ?? 'grace'
        const { signIn, after } = await one(who === 'known' ? name : `${name.slice(1)}q`, who === 'unknown' ? delay : 0)
        took[`sign-in, ${kind}`] = signIn
        took[`after, ${kind}`] = after
      }
      return took
    }).finally(() => { turn += pairs }),
    async stop() {
      caller.close()
      await server.end('SIGTERM')
      await domain.setRules({})
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Whether the password of the known one is tried. */
type Kind = 'tried' | 'untried'
