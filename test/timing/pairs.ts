import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Secret } from '@gatehouse/contract'
import { openStore } from '../../server/store/open.ts'
import type { Domain } from '../peers/samba/domain.ts'
import type { Postgres } from '../peers/postgres/postgres.ts'
import type { Smtp } from '../peers/smtp/smtp.ts'
import { callerOf, viewIn } from '../world/caller.ts'
import { writeServerFiles } from '../world/server-files.ts'
import { startServerProcess } from '../world/server-process.ts'
import type { SmsSettings } from '../world/sms-settings.ts'
import { startVoiceProcess } from '../world/voice-process.ts'
import { interleaved, type Measured } from './interleaved.ts'
import { ownDatabase } from './own-database.ts'
import type { ProviderApart } from './provider-apart.ts'

export type TimingPeers = {
  domain: Domain
  postgres: Postgres
  smtp: Smtp
}

type First = {
  /** With them the first gate is a call, and the answer is Next before anybody has confirmed it. */
  telephones?: ProviderApart
  /** With it the first gate is a code by SMS. */
  sms?: SmsSettings
}

/** How many requests are made right after a beginning; together they take longer than a code takes to be sent. */
export const PROBES = 40
/** Milliseconds in which everything that was begun is over. */
export const CALM = 60

/** As much of everything as a thousand pairs take. */
export const plenty = { address: { recoveries: 100_000 }, messages: { companyPerHour: 1_000_000 }, account: { failures: 100 } }

/**
 * Measures a real server process on a real domain, database and mail server, as somebody would who wants to find out who exists.
 * `begin`: the answer to the name. `after`: everything that was asked in the tenth of a second after it, while a code may be sent.
 * `answer`: to a wrong code.
 */
export async function startPairs({ domain, postgres, smtp, telephones, sms }: TimingPeers & First) {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-pairs-'))
  const database = await ownDatabase(postgres)
  const voice = telephones && await startVoiceProcess({ folder: join(folder, 'voice'), twilio: telephones })
  const file = writeServerFiles({
    folder, domain, databaseByVariable: true, mail: { host: smtp.host, port: smtp.port, caFile: smtp.caFile },
    ...(voice && { voice: { ...voice.at, keyFile: voice.keyFile }, gates: ['phone-call', 'email-code'] }), ...(sms && { sms, gates: ['sms-code', 'email-code'] }),
    policy: { budgets: plenty, registration: { defaultCountry: 'DE' } },
  })
  const server = await startServerProcess({
    file, folder, variables: { DATABASE_URL: database }, before: [join(import.meta.dirname, 'planted-delay.ts')],
  })
  const store = await openStore({ url: new Secret(database) })
  const caller = callerOf(server.url)
  const { ada, grace, zoe, karen, dorothy } = domain.people
  // All of them can be reached by what comes first.
  const known = [ada, grace, zoe, voice || sms ? dorothy : karen].map(({ name }) => name)
  let turn = 0

  async function one(name: string, delay: number) {
    const planted = delay > 0 ? { 'planted-delay': String(delay) } : {}
    const begun = await caller.call('begin', undefined, { account: name, language: 'en' }, planted)
    const { stepToken } = viewIn(begun)
    let after = 0
    for (let probe = 0; probe < PROBES; probe++) after += (await caller.call('about', undefined, {})).milliseconds
    const answer = await caller.call('answer', begun.token, { stepToken, ...(!voice && { answer: '000000' }) }, planted)
    viewIn(answer)
    await pause(CALM)
    // A telephone does not ring for ever.
    if (voice) await caller.call('cancel', begun.token, {})
    return { begin: begun.milliseconds, after, answer: answer.milliseconds }
  }

  return {
    server,
    /** @param delay milliseconds that the answers to an unknown name are held back by */
    measure: (pairs: number, delay = 0, measured: Measured = new Map()): Promise<Measured> => interleaved(pairs, measured, async (who, pair) => {
      const name = known[(turn + pair) % known.length] ?? 'ada'
      // Few people stand for many here.
      await store.database.execute('delete from budgets')
      return one(who === 'known' ? name : `${name.slice(1)}q`, who === 'unknown' ? delay : 0)
    }).finally(() => { turn += pairs }),
    async stop() {
      caller.close()
      await server.end('SIGTERM')
      await voice?.end('SIGTERM')
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
