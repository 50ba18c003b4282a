import type { OperationName } from '@gatehouse/contract'
import { expect, test } from 'vitest'
import { soaking } from '../soak.ts'
import { type CalledWay, calledBack, type Calls, callsOf, judgeCalled, judgeDenied } from './called.ts'
import { lineNames } from './lines.ts'
import { dieAt, type Moment } from './moments.ts'
import { CALLED, type Scene } from './scene.ts'

const LONG = 24 * 3_600_000

/** Calls, under a server that dies. */
export function callKills(scene: () => Scene): void {
  async function way(keys: (digits: string) => string, about: (name: OperationName) => void): Promise<{ lived: CalledWay; before: Calls }> {
    await scene().domain.reset(CALLED)
    await scene().revive()
    await scene().beginAnew()
    const before = await callsOf(scene())
    const lived = await calledBack(scene(), { keys, about })
    for (const line of lineNames) scene().lines[line].watch()
    await scene().revive()
    return { lived, before }
  }
  const within = soaking ? 300_000 : 30_000

  async function confirmed(moments: readonly Moment<OperationName>[]): Promise<{ wrong: string[]; killed: number }> {
    const { about, killed } = dieAt(scene(), moments)
    const { lived, before } = await way((digits) => `${digits}#`, about)
    const wrong = await judgeCalled(scene(), lived, before)
    return { wrong: wrong.map((what) => `${what}; killed at ${JSON.stringify(moments)}`), killed: killed() }
  }

  async function denied(moments: readonly Moment<OperationName>[], keys: () => string = () => '9'): Promise<{ wrong: string[]; killed: number }> {
    const { about, killed } = dieAt(scene(), moments)
    const { lived, before } = await way(keys, about)
    const wrong = await judgeDenied(scene(), lived, before, within)
    return { wrong: wrong.map((what) => `${what}; 9, killed at ${JSON.stringify(moments)}`), killed: killed() }
  }

  /** Reading counts as waiting: what goes over the line while somebody looks at the screen is of the operation before. */
  async function atEach(lives: typeof confirmed, operations: readonly OperationName[]): Promise<string[]> {
    const found: string[] = []
    for (const operation of operations) {
      for (const line of ['voice', 'database'] as const) {
        for (let at = 1, goesOn = true; goesOn; at++) {
          const { wrong, killed } = await lives([{ operation, line, at }])
          found.push(...wrong)
          goesOn = killed > 0
        }
      }
    }
    return found
  }

  test('[S-14 F-08] a call, killed while it is made and listened to: nobody is called twice, and the person gets in', async () => {
    if (soaking) expect(await atEach(confirmed, ['begin', 'read', 'answer'])).toEqual([])
    // The first words to the voice process ask whether it can call, the next are the call.
    else expect(await confirmed([{ operation: 'begin', line: 'voice', at: 1 + Math.floor(Math.random() * 16) }])).toMatchObject({ wrong: [] })
  }, LONG)

  test('[S-14 F-08] a 9 whose server dies: the number rests, and the helpdesk is told', async () => {
    // Nobody listens while it is pressed.
    expect((await denied([], () => { scene().kill(); return '9' })).wrong).toEqual([])
    if (soaking) expect(await atEach((moments) => denied(moments), ['begin', 'read'])).toEqual([])
  }, LONG)
}
