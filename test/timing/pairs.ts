import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Secret } from '@gatehouse/contract'
import { openStore } from '../../server/store/open.ts'
import type { Domain } from '../peers/samba/domain.ts'
import type { Postgres } from '../peers/postgres/postgres.ts'
import type { TwilioVoice } from '../peers/twilio-voice/twilio-voice.ts'
import type { Smtp } from '../peers/smtp/smtp.ts'
import { callerOf, viewIn } from '../world/caller.ts'
import { writeServerFiles } from '../world/server-files.ts'
import { startVoiceProcess } from '../world/voice-process.ts'
import { startServerProcess } from '../world/server-process.ts'

/** Milliseconds that each took, by the account that was named: one that exists, and one that does not. */
export type Times = Record<'known' | 'unknown', number[]>
/** `begin`: the answer to the name. `after`: everything that was asked in the tenth of a second after it, while a code may be sent. `answer`: to a wrong code. */
export type Measured = Record<'begin' | 'after' | 'answer', Times>

type Peers = {
  domain: Domain
  postgres: Postgres
  smtp: Smtp
  /** With them the first gate is a call, and the answer is Next before anybody has confirmed it. */
  telephones?: TwilioVoice
}

/** How many requests are made right after a beginning; together they take longer than a code takes to be sent. */
const PROBES = 40
/** Milliseconds in which everything that a recovery has begun is over. */
const CALM = 60

/**
 * Measures a real server process on a real domain, database and mail server, as somebody would who wants to find out who exists.
 * @returns measures so many pairs, each in an order drawn by lot, and adds them to what was measured before
 */
export async function startPairs({ domain, postgres, smtp, telephones }: Peers) {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-pairs-'))
  const voice = telephones && await startVoiceProcess({ folder: join(folder, 'voice'), twilio: telephones })
  const file = writeServerFiles({
    folder, domain, ...(voice && { voice: { ...voice.at, keyFile: voice.keyFile }, gates: ['phone-call', 'email-code'] }), databaseByVariable: true, mail: { host: smtp.host, port: smtp.port, caFile: smtp.caFile },
    policy: { budgets: { address: { recoveries: 100_000 }, messages: { companyPerHour: 1_000_000 }, account: { failures: 100 } } },
  })
  const server = await startServerProcess({
    file, folder, variables: { DATABASE_URL: postgres.url }, before: [join(import.meta.dirname, 'planted-delay.ts')],
  })
  const store = await openStore({ url: new Secret(postgres.url) })
  const caller = callerOf(server.url)
  const { ada, grace, zoe, karen } = domain.people
  const known = [ada, grace, zoe, karen].map(({ name }) => name)
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
    async measure(pairs: number, delay = 0, measured: Measured = nothing()): Promise<Measured> {
      for (let pair = 0; pair < pairs; pair++) {
        const name = known[turn++ % known.length] ?? 'ada'
        const both = [{ who: 'known', name }, { who: 'unknown', name: `${name.slice(1)}q` }] as const
        for (const { who, name: typed } of Math.random() < 0.5 ? both : both.toReversed()) {
          // Few people stand for many here.
          await store.database.execute('delete from budgets')
          const took = await one(typed, who === 'unknown' ? delay : 0)
          for (const what of ['begin', 'after', 'answer'] as const) measured[what][who].push(took[what])
        }
      }
      return measured
    },
    async stop() {
      caller.close()
      await server.end('SIGTERM')
      await voice?.end('SIGTERM')
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const nothing = (): Measured => ({
  begin: { known: [], unknown: [] }, after: { known: [], unknown: [] }, answer: { known: [], unknown: [] },
})
