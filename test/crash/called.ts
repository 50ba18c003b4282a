import { setTimeout as pause } from 'node:timers/promises'
import type { OperationName, Problem, View } from '@gatehouse/contract'
import { CALLED, type Scene } from './scene.ts'
import { type Call, stubbornClient } from './stubborn-client.ts'

/** Somebody whose telephone is called on the way back in, and how it ended. */
export type CalledWay = { caseNumber: string; last: View }

const NUMBER = '+491713920021'
const MOST_STEPS = 200
/** Milliseconds in which a call is always heard of; after that its server died before it was made. */
const HEARD = 4000

type Wanted = {
  /** What the person keys who sees those digits. */
  keys: (digits: string) => string
  /** Hears of each operation before it is called. */
  about: (name: OperationName) => void
}

/** Begins, keys on the telephone what the screen leads to, and unlocks; whatever becomes of the server meanwhile. @throws Error when it leads nowhere */
export async function calledBack(scene: Scene, { keys, about }: Wanted): Promise<CalledWay> {
  const client = stubbornClient(scene.url, scene.revive)
  const screen: { digits: string | undefined } = { digits: undefined }
  scene.telephones.phone(NUMBER, {
    picks: 'up',
    async does() {
      while (screen.digits === undefined) await pause(20)
      return keys(screen.digits)
    },
  })
  let waited = Date.now()
  const call: Call = async (name, input) => {
    about(name)
    const said = await client.call(name, input)
    const { step } = mustBeView(said)
    screen.digits = step.kind === 'call' ? step.keys : undefined
    return said
  }
  let view = mustBeView(await call('begin', { account: scene.domain.people[CALLED].account, language: 'en' }))
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const { step, stepToken } = view
    switch (step.kind) {
      case 'call':
        if (step.call === 'confirmed') view = mustBeView(await call('answer', { stepToken }))
        else if (step.over) {
          if (step.againIn === undefined) throw new Error('nobody is called any more')
          screen.digits = undefined
          view = mustBeView(await call('sendAgain', { stepToken }))
          waited = Date.now()
        } else {
          // Who waits for long is told in the end that nothing came of it.
          if (Date.now() - waited > HEARD) await scene.pass(10_000)
          await pause(100)
          view = mustBeView(await call('read', {}))
        }
        break
      case 'choice': view = mustBeView(await call('choose', { stepToken, choice: 'unlock' })); break
      case 'working':
        await pause(100)
        await scene.revive()
        await scene.pass(5000)
        view = mustBeView(await call('read', {}))
        break
      case 'done': case 'ended': return { caseNumber: view.caseNumber, last: view }
      case 'code': case 'ways': case 'questions': case 'new-password': throw new Error(`there is one way only, and not ${step.kind}`)
    }
  }
  throw new Error('no end in sight')
}

/** @returns everything that is not as it must be; nothing when all is well. @param before as `callsOf` said */
export async function judgeCalled(scene: Scene, { caseNumber, last }: CalledWay, before: Calls): Promise<string[]> {
  const wrong: string[] = []
  const must = (right: boolean, what: string) => { if (!right) wrong.push(what) }
  must(last.step.kind === 'done', `the person ended at ${JSON.stringify(last.step)}`)
  must((await scene.domain.state(CALLED))?.locked === false, 'the account is locked')
  must(await noCallTwice(scene, before), 'there were more calls than were asked for')
  const told = await scene.record.audit(caseNumber)
  must(told.filter(({ kind, outcome }) => kind === 'outcome' && outcome === 'done').length === 1, 'not done once')
  must((await scene.record.chainFindings()).length === 0, 'the chain of the audit is not whole')
  return wrong
}

/** The same of somebody who pressed 9. @param within milliseconds that the helpdesk's mail has */
export async function judgeDenied(scene: Scene, { caseNumber, last }: CalledWay, before: Calls, within: number): Promise<string[]> {
  const wrong: string[] = []
  const must = (right: boolean, what: string) => { if (!right) wrong.push(what) }
  must(last.step.kind === 'ended' && last.step.reason === 'not-asked-for', `it ended at ${JSON.stringify(last.step)}`)
  must(await noCallTwice(scene, before), 'there were more calls than were asked for')
  must(await becomes(() => scene.smtp.messages().some(({ text }) => text.includes(caseNumber)), within), 'the helpdesk was not told')

  // It rests: whoever begins again makes nobody's telephone ring.
  must(await becomes(scene.record.somethingRests, within), 'no number rests')
  const { made } = await callsOf(scene)
  const client = stubbornClient(scene.url, scene.revive)
  const { caseNumber: next } = mustBeView(await client.call('begin', { account: scene.domain.people[CALLED].account, language: 'en' }))
  must(await becomes(async () => (await scene.record.audit(next)).some(({ kind, why }) => kind === 'message-failed' && why === 'too-many'), within), 'the next call was not left out')
  await client.call('cancel', {})
  must((await callsOf(scene)).made === made, 'a number was called that rests')
  must((await scene.record.chainFindings()).length === 0, 'the chain of the audit is not whole')
  return wrong
}

/** How many calls were asked for, by whatever recovery, and how many were made. */
export type Calls = { asked: number; made: number }
export const callsOf = async ({ telephones, record }: Scene): Promise<Calls> => ({ asked: await record.callsAsked(), made: telephones.calls().length })

/** Who began and never had an answer began once more, and is called for both. */
async function noCallTwice(scene: Scene, before: Calls): Promise<boolean> {
  const { asked, made } = await callsOf(scene)
  return made - before.made <= asked - before.asked
}

async function becomes(isSo: () => boolean | Promise<boolean>, within: number): Promise<boolean> {
  const until = Date.now() + within
  while (!await isSo()) {
    if (Date.now() > until) return false
    await pause(50)
  }
  return true
}

function mustBeView(said: View | Problem): View {
  if ('code' in said) throw new Error(`a problem that trying again does not end: ${said.code}`)
  return said
}
