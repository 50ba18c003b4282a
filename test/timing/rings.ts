import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Secret, type View } from '@gatehouse/contract'
import { GIVES_UP, RINGS } from '../../server/delivery/calls/nobody-called.ts'
import { openStore } from '../../server/store/open.ts'
import type { TwilioVoice } from '../peers/twilio-voice/twilio-voice.ts'
import { callerOf, viewIn } from '../world/caller.ts'
import { writeServerFiles } from '../world/server-files.ts'
import { startServerProcess } from '../world/server-process.ts'
import { startVoiceProcess } from '../world/voice-process.ts'
import { add, byLot, type Measured, type Times } from './interleaved.ts'
import { ownDatabase } from './own-database.ts'
import { plenty, type TimingPeers } from './pairs.ts'

/** Calls under way at the same moment. */
const AT_ONCE = 80

/**
 * Follows calls to their end that nobody answers: those of people, whose telephones ring and give up in the times that ours of nobody does
 * (a provider's own times are its own), and those of nobody. `rings`, `ends`: how long after the name was sent it was shown.
 */
export async function startRings({ domain, postgres, smtp, telephones }: TimingPeers & { telephones: TwilioVoice }) {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-rings-'))
  const database = await ownDatabase(postgres)
  const voice = await startVoiceProcess({ folder: join(folder, 'voice'), twilio: telephones })
  const file = writeServerFiles({
    folder, domain, databaseByVariable: true, mail: { host: smtp.host, port: smtp.port, caFile: smtp.caFile },
    voice: { ...voice.at, keyFile: voice.keyFile }, gates: ['phone-call', 'email-code'], policy: { budgets: plenty, phoneCall: { ringSeconds: 15 }, registration: { defaultCountry: 'DE' } },
  })
  const server = await startServerProcess({ file, folder, variables: { DATABASE_URL: database } })
  const store = await openStore({ url: new Secret(database) })
  const known = [domain.people.ada, domain.people.grace, domain.people.dorothy, domain.people.margaret]
  const between = ({ least, most }: typeof RINGS) => () => least + Math.random() * (most - least)
  for (const number of ['+491713920011', '+491713920012', '+491713920015', '+491713920016']) {
    telephones.phone(number, { picks: 'no-answer', takes: { rings: between(RINGS), givesUp: between(GIVES_UP) } })
  }

  /** Begins, and goes on by itself. @returns what is shown, one after the other, and when */
  async function begin(name: string): Promise<{ followed: Promise<Shown[]> }> {
    const caller = callerOf(server.url)
    const sent = performance.now()
    // Few people stand for many here.
    await store.database.execute('delete from budgets')
    const begun = await caller.call('begin', undefined, { account: name, language: 'en' })
    const follow = async () => {
      const shown = [{ view: viewIn(begun), at: performance.now() - sent }]
      for (let last = shown[0]; last && !isOver(last.view); last = shown.at(-1)) {
        const view = viewIn(await caller.call('follow', begun.token, { mark: last.view.mark ?? '' }))
        if (view.mark !== last.view.mark) shown.push({ view, at: performance.now() - sent })
      }
      await caller.call('cancel', begun.token, {})
      caller.close()
      return shown
    }
    return { followed: follow() }
  }

  return {
    /** @returns beside the times everything that was shown to one and not to the other */
    async measure(pairs: number, measured: Measured = new Map()): Promise<{ measured: Measured; seen: Record<keyof Times, Set<string>> }> {
      const seen = { known: new Set<string>(), unknown: new Set<string>() }
      const under = new Set<Promise<void>>()
      for (let pair = 0; pair < pairs; pair++) {
        const name = known[pair % known.length]?.name ?? 'ada'
        for (const who of byLot()) {
          while (under.size >= AT_ONCE) await Promise.race(under)
          const { followed } = await begin(who === 'known' ? name : `${name.slice(1)}q`)
          const ended = followed.then((shown) => {
            seen[who].add(JSON.stringify(shown.map(({ view }) => likeOf(view))))
            for (const { view, at } of shown) if (view.step.kind === 'call' && view.step.call !== 'calling') add(measured, view.step.call, who, at)
          })
          const counted = ended.finally(() => under.delete(counted))
          under.add(counted)
          await pause(Math.random() * 50)
        }
      }
      await Promise.all(under)
      return { measured, seen }
    },
    async stop() {
      await server.end('SIGTERM')
      await voice.end('SIGTERM')
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Shown = { view: View; at: number }

const isOver = ({ step }: View) => step.kind !== 'call' || step.over

/** A view but for what is different each time for everybody. */
const likeOf = ({ step, ways, gates }: View) => (step.kind === 'call' ? { ...step, keys: step.keys?.length, endsIn: undefined, againIn: typeof step.againIn, ways, gates } : step)
