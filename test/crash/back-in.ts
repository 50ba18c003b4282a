import { setTimeout as pause } from 'node:timers/promises'
import type { Choice, OperationName, Problem, View } from '@gatehouse/contract'
import type { Message } from '../peers/smtp/smtp.ts'
import type { Scene } from './scene.ts'
import { type Call, stubbornClient } from './stubborn-client.ts'

/** Somebody on the way back in: what they typed, and what they were shown. */
export type WayBack = {
  caseNumber: string
  /** The kinds of step that they saw, with their errors. */
  seen: string[]
  last: View
  /** How often they asked for another code, because none came or it did not work. */
  askedAgain: number
}

type Wanted = {
  account: string
  mail: string
  choice: Choice
  password: string
  /** Hears of each operation before it is called. */
  about: (name: OperationName) => void
}

// Every step once, some twice; whoever needs more goes round in circles.
const MOST_STEPS = 25

/** Gets back in, whatever becomes of the server meanwhile. @throws Error when it leads nowhere */
export async function backIn(scene: Scene, { account, mail, choice, password, about }: Wanted): Promise<WayBack> {
  const client = stubbornClient(scene.url, scene.revive)
  const call: Call = (name, input) => {
    about(name)
    return client.call(name, input)
  }
  const arrivedBefore = scene.smtp.messages().length
  const tried = new Set<Message>()
  const seen: string[] = []
  let askedAgain = 0
  let view = mustBeView(await call('begin', { account, language: 'en' }))
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const { step, stepToken } = view
    seen.push('error' in step && step.error ? `${step.kind}: ${step.error}` : step.kind)
    switch (step.kind) {
      case 'code': {
        const fresh = await newMail(scene, mail, arrivedBefore, tried)
        if (fresh) tried.add(fresh)
        else askedAgain += 1
        view = mustBeView(await (fresh ? call('answer', { stepToken, answer: fresh.code() }) : call('sendAgain', { stepToken })))
        break
      }
      case 'ways': case 'call': case 'questions': throw new Error('there is one way only')
      case 'choice': view = mustBeView(await call('choose', { stepToken, choice })); break
      case 'new-password': view = mustBeView(await call('setPassword', { stepToken, password })); break
      case 'working': view = await afterPause(scene, call); break
      case 'done': case 'ended': return { caseNumber: view.caseNumber, seen, last: view, askedAgain }
    }
  }
  throw new Error(`no end in sight: ${seen.join(', ')}`)
}

function mustBeView(said: View | Problem): View {
  if ('code' in said) throw new Error(`a problem that trying again does not end: ${said.code}`)
  return said
}

async function afterPause(scene: Scene, call: Call): Promise<View> {
  await pause(100)
  // Nobody waits here for what is decided after a minute.
  await scene.revive()
  await scene.pass(5000)
  return mustBeView(await call('read', {}))
}

/** The newest mail that was not tried yet; undefined when none comes in the time in which one always does. */
async function newMail(scene: Scene, to: string, from: number, tried: ReadonlySet<Message>): Promise<Message | undefined> {
  for (let waited = 0; waited < 3000; waited += 50) {
    const found = scene.smtp.messages().slice(from).findLast((message) => message.to.includes(to) && /^\d{6}$/mu.test(message.text) && !tried.has(message))
    if (found) return found
    // The server may have died while it sent, with nobody asking it anything.
    await scene.revive()
    await pause(50)
  }
  return undefined
}
