import { expect, test as base } from '@playwright/test'
import { ranAgainst } from '../peers/journal.ts'
import { leaveOut } from '../peers/leave-out.ts'
import { findSecrets } from '../world/traces.ts'
import { type Machine, startMachine, whyNot } from './machine.ts'
import { type Run, type RunOptions, startRun } from './run.ts'

export { expect }

type OfATest = {
  machine: Machine
  /** A whole Gatehouse. After the test it must have ended without a complaint, and nothing secret may be left (S-04, S-19). */
  run: Run
}

export const test = base.extend<RunOptions & OfATest, { shared: Machine | { missing: string } }>({
  policy: [undefined, { option: true }],
  store: ['PGlite', { option: true }],
  serverBy: ['address', { option: true }],
  portal: [false, { option: true }],
  sms: ['twilio', { option: true }],
  calls: [false, { option: true }],
  mode: ['window', { option: true }],
  place: ['no domain', { option: true }],

  shared: [async ({}, use) => {
    const missing = await whyNot()
    if (missing !== undefined) {
      await use({ missing })
      return
    }
    const machine = await startMachine()
    await use(machine)
    await machine.stop()
  }, { scope: 'worker', timeout: 180_000 }],

  machine: async ({ shared }, use, testInfo) => {
    if ('missing' in shared) {
      leaveOut(testInfo, shared.missing)
      return
    }
    for (const peer of shared.peers) ranAgainst(testInfo.file, peer)
    await use(shared)
  },

  run: async ({ machine, policy, store, serverBy, portal, sms, calls, mode, place }, use, testInfo) => {
    const run = await startRun(machine, { policy, store, serverBy, portal, sms, calls, mode, place })
    if (calls) ranAgainst(testInfo.file, "our own server of Twilio's voice API")
    if (sms !== 'twilio') ranAgainst(testInfo.file, run.sms.version)
    ranAgainst(testInfo.file, `${store} ${run.server.databaseVersion}`)
    try {
      await use(run)
    } finally {
      const faults = run.client.faults()
      const notEnded = await run.end()
      const found = findSecrets(await run.traces(), run.secrets)
      await run.remove()
      expect.soft(faults, 'what the page complained of').toEqual([])
      expect.soft(notEnded, 'what did not end').toEqual([])
      expect.soft(found, 'where a code or password was left').toEqual([])
    }
  },
})
