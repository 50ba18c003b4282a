import { setTimeout as pause } from 'node:timers/promises'
import type { RegistrationInput, RegistrationOperationName, RegistrationView } from '@gatehouse/contract/registration'
import { REGISTERS, type Scene } from './scene.ts'
import { type Said, stubbornVisitor } from './stubborn-visitor.ts'

/** Somebody's good day, and how it ended. */
export type GoodDay = {
  /** Of the visits, and of the freeze. */
  cases: ReadonlySet<string>
  frozenCase: string
  /** What was not as it must be on the way. */
  wrong: readonly string[]
}

export const NUMBER = '+491713920090'
export const FIRST = 'first@mary.example'
export const SECOND = 'second@mary.example'
const NEVER_PROVED = 'never-proved@mary.example'
const ANSWERS = ['Kastanienallee', 'Bodensee', 'Oppenheimer', 'Wanderfalke', 'Lindenhof']
const MOST_STEPS = 25

/**
 * Registers a number, an address and answers, changes the answers, removes the number, signs in again, proves that it is they, registers
 * another address, and says of it all that it was not them. One address is offered and never proved.
 * @param about hears of each operation before it is called
 * @throws Error when it leads nowhere
 */
export async function goodDay(scene: Scene, about: (name: RegistrationOperationName) => void): Promise<GoodDay> {
  const { account, password, privateMail = '' } = scene.domain.people[REGISTERS]
  const addresses: Readonly<Record<string, string>> = { 'mail-1': FIRST, 'mail-2': SECOND, 'mail-company': privateMail }
  const visitor = stubbornVisitor(scene)
  const [cases, proved, tried, wrong] = [new Set<string>(), new Set<string>(), new Set<object>(), new Set<string>()]
  const from = { mail: scene.smtp.messages().length, sms: scene.sms.messages().length }

  async function call<N extends RegistrationOperationName>(name: N, input: RegistrationInput<N>): Promise<RegistrationView> {
    about(name)
    let said = await visitor.call(name, input)
    if (said.problem?.code === 'too-many-messages') {
      // As if the ten minutes had passed: a day with many deaths asks for many codes.
      await scene.record.forgetBudgets()
      said = await visitor.call(name, input)
    }
    const view = await seen(said)
    await lookBehind(name)
    return view
  }
  const look = async () => seen(await visitor.call('registered', {}))

  async function seen({ view, problem }: Said): Promise<RegistrationView> {
    if (view) {
      cases.add(view.caseNumber)
      return view
    }
    // Its answer was lost, or what it stood on: the page looks again.
    if (problem?.code === 'not-possible-now' || problem?.code === 'step-up-needed') return look()
    throw new Error(`a problem that trying again does not end: ${problem?.code ?? 'no view'}`)
  }

  /** At every moment: nothing is there that was not proved, and of answers all or none. */
  async function lookBehind(name: string): Promise<void> {
    for (const { has } of await scene.record.registered()) {
      for (const { value } of [...has.number, ...has.mail]) if (!proved.has(value.reveal())) wrong.add(`after ${name} something is registered that was not proved`)
      if (![0, 3].includes(has.answer.length) || new Set(has.answer.map(({ provedAt }) => provedAt)).size > 1) wrong.add(`after ${name} answers are half registered`)
    }
  }

  async function signIn(): Promise<RegistrationView> {
    for (let tries = 0; tries < MOST_STEPS; tries++) {
      about('signIn')
      const said = await visitor.call('signIn', { account, password, language: 'en' })
      if (said.problem?.code !== 'sign-in-refused') return seen(said)
      // A server that died while it tried the password holds the account's turn for half a minute.
      await scene.pass(31_000)
    }
    throw new Error('nobody is let in')
  }

  /** Goes on until something is so, as the screen leads. @param to where a new value is, which is proved by what comes there */
  async function until(first: RegistrationView, isSo: (view: RegistrationView) => boolean, act: () => Promise<RegistrationView>, to = ''): Promise<RegistrationView> {
    let view = first
    let stepUpTo = ''
    for (let steps = 0; steps < MOST_STEPS; steps++) {
      const { step } = view
      if (isSo(view)) return view
      switch (step.kind) {
        case 'prove': {
          const goes = step.what === 'step-up' ? stepUpTo : to
          const code = step.what === 'new' && step.shown.replaceAll(' ', '') !== to ? undefined : await newCode(goes)
          if (code !== undefined && step.what === 'new') proved.add(to)
          if (code !== undefined) view = await call('prove', { code })
          else view = await (step.againIn === undefined || goes === '' || step.shown.replaceAll(' ', '') !== to ? call('withdraw', {}) : call('proveAgain', {}))
          break
        }
        case 'step-up': {
          const way = step.ways.find((one) => one.way === 'email')
          if (!way) throw new Error('nothing proves them')
          stepUpTo = addresses[way.item] ?? ''
          view = await call('stepUp', { item: way.item, way: 'email' })
          break
        }
        case 'overview': view = await act(); break
        case 'frozen': case 'elsewhere': throw new Error(`the way ends: ${step.kind}`)
      }
    }
    throw new Error('no end in sight')
  }

  /** The newest that was not tried yet; undefined when none comes in the time in which one always does. */
  async function newCode(to: string): Promise<string | undefined> {
    const arrived = () => to.startsWith('+')
      ? scene.sms.messages().slice(from.sms).filter((message) => message.to === to)
      : scene.smtp.messages().slice(from.mail).filter((message) => message.to.includes(to) && message.hasCode)
    for (let waited = 0; waited < 3000; waited += 50) {
      const found = arrived().findLast((message) => !tried.has(message))
      if (found) {
        tried.add(found)
        return found.code()
      }
      // The server may have died while it sent, with nobody asking it anything.
      await scene.revive()
      await pause(50)
    }
    return undefined
  }

  /** The link of the newest notice. */
  async function link(): Promise<string> {
    for (let waited = 0; waited < 30_000; waited += 50) {
      const found = scene.smtp.messages().slice(from.mail).findLast(({ to, text }) => to.includes(privateMail) && text.includes('#not-me='))
      if (found) return /#not-me=(\S+)/u.exec(found.text)?.[1] ?? ''
      await scene.revive()
      await pause(50)
    }
    throw new Error('nobody was told')
  }

  const own = ({ items }: RegistrationView, kind: 'number' | 'mail') => items.filter((one) => one.whose === 'own' && one.kind === kind).length
  const give = (view: RegistrationView, at: readonly number[]) => call('giveAnswers', {
    answers: at.flatMap((place) => ({ question: view.questions?.questions[place]?.id ?? '', answer: ANSWERS[place] ?? '' })),
  })

  let view = await until(await signIn(), (now) => own(now, 'number') === 1, () => call('offerNumber', { number: NUMBER, by: 'sms' }), NUMBER)
  view = await call('offerMail', { address: NEVER_PROVED })
  view = await until(view, (now) => own(now, 'mail') === 1, () => call('offerMail', { address: FIRST }), FIRST)
  for (const at of [[0, 1, 2], [0, 3, 4]]) view = await until(await look(), ({ done }) => done === 'registered', () => give(view, at))
  await until(view, (now) => own(now, 'number') === 0, () => call('remove', { item: 'number-1' }))
  about('signOut')
  await visitor.call('signOut', {})
  await until(await signIn(), (now) => own(now, 'mail') === 2, () => call('offerMail', { address: SECOND }), SECOND)
  const token = await link()
  about('notMe')
  await visitor.call('notMe', { token })
  const { step } = await look()
  visitor.close()
  const frozenCase = step.kind === 'frozen' ? step.caseNumber : ''
  return { cases: new Set([...cases, frozenCase]), frozenCase, wrong: [...wrong, ...(frozenCase === '' ? [`the day ends at ${step.kind}`] : [])] }
}
