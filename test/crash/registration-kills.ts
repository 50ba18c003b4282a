import { setTimeout as pause } from 'node:timers/promises'
import type { RegistrationOperationName } from '@gatehouse/contract/registration'
import { expect, test } from 'vitest'
import { inTheLongLoop, runs, soaking } from '../soak.ts'
import { importKilledAt } from './imports.ts'
import { judgeRegisters } from './judge-registers.ts'
import { lineNames, lineOfProof, type LineName } from './lines.ts'
import { dieAt, type Moment } from './moments.ts'
import { goodDay } from './registers.ts'
import type { Scene } from './scene.ts'

const LONG = 24 * 3_600_000
const operations = ['signIn', 'offerNumber', 'offerMail', 'prove', 'giveAnswers', 'remove', 'signOut', 'stepUp', 'notMe'] as const satisfies readonly RegistrationOperationName[]
/** What each goes over beside what is remembered. */
const linesOf = (name: (typeof operations)[number]): readonly LineName[] => ({
  signIn: ['directory'], offerNumber: [lineOfProof.sms], offerMail: [lineOfProof.email], prove: ['mail'], giveAnswers: ['mail'], remove: ['mail'], signOut: [], stepUp: ['mail'], notMe: ['mail'],
} as const)[name]

/** What people register, under a server that dies. */
export function registrationKills(scene: () => Scene): void {
  async function day(about: (name: RegistrationOperationName) => void): Promise<string[]> {
    await scene().revive()
    await scene().beginAnew()
    await scene().record.forgetRegistrations()
    const from = { mail: scene().smtp.messages().length, sms: scene().sms.messages().length }
    const lived = await goodDay(scene(), about)
    for (const line of lineNames) scene().lines[line].watch()
    await scene().revive()
    return judgeRegisters(scene(), lived, from, soaking ? 300_000 : 30_000)
  }

  async function killedAt(moments: readonly Moment<RegistrationOperationName>[]): Promise<{ wrong: string[]; killed: number }> {
    const { about, killed } = dieAt(scene(), moments)
    const wrong = await day(about)
    return { wrong: wrong.map((what) => `${what}; killed at ${JSON.stringify(moments)}`), killed: killed() }
  }

  test('[S-14 S-16] registering, killed at what it remembers and what it sends: nothing is half registered, nothing counts that was not proved, and old addresses hear of all of it', async () => {
    if (!soaking) {
      const operation = Math.random() < 0.5 ? 'prove' : 'giveAnswers'
      const { wrong, killed } = await killedAt([{ operation, line: 'database', at: 1 + Math.floor(Math.random() * 20) }])
      expect(wrong).toEqual([])
      expect(killed).toBeGreaterThan(0)
      return
    }
    const found: string[] = []
    for (const operation of operations) {
      for (const line of ['database', ...linesOf(operation)] as const) {
        for (let at = 1, goesOn = true; goesOn; at++) {
          const { wrong, killed } = await killedAt([{ operation, line, at }])
          found.push(...wrong)
          goesOn = killed > 0
        }
      }
    }
    expect(found).toEqual([])
  }, LONG)

  inTheLongLoop('[S-14 S-16] registering, killed at random moments, again and again', async () => {
    const found: string[] = []
    for (let round = 0; round < runs(1); round++) {
      const after = Math.random() * 4000
      // A day that was shorter than that must not leave its death to the next.
      let death: Promise<void> | undefined
      const wrong = await day(() => { death ??= pause(after).then(scene().kill) })
      await death
      found.push(...wrong.map((what) => `${what}; after ${Math.round(after)} ms`))
    }
    expect(found).toEqual([])
  }, LONG)

  test('[S-14] registrations import, killed anywhere: each line is registered once, when it is imported again', async () => {
    await scene().revive()
    const found: string[] = []
    const lines = ['database', 'directory'] as const
    for (const line of soaking ? lines : [Math.random() < 0.7 ? lines[0] : lines[1]]) {
      for (let at = soaking ? 1 : 10 + Math.floor(Math.random() * 90), goesOn = true; goesOn; at++) {
        const { wrong, killed } = await importKilledAt(scene(), scene().lines[line], at)
        found.push(...wrong)
        goesOn = soaking && killed
      }
    }
    expect(found).toEqual([])
  }, LONG)
}
