import type { BrowserContextOptions, Page } from '@playwright/test'
import { IntlMessageFormat } from 'intl-messageformat'
import own from '../../src-renderer/register/languages/en.json' with { type: 'json' }
import type { Message } from '../peers/smtp/smtp.ts'
import type { ShortMessage } from '../peers/twilio/twilio.ts'
import { findSecrets } from '../world/traces.ts'
import { type Portal, test as portalTest } from './portal.ts'
import { type OwnServer, startOwnServer } from './own-server.ts'

export { expect } from './portal.ts'

type RegisterId = keyof typeof own

/** The text as the registration portal has it. */
export const said = (id: RegisterId, values: Record<string, string | number> = {}): string =>
  String(new IntlMessageFormat(own[id], 'en').format<string>({ ...values, b: (inside) => inside.join('') }))

/** The registration portal of one server, before a browser that never was there. */
export type Registering = {
  /** Origin of its portals. */
  origin: string
  /** A tab of somebody who is at the screen where they sign in. */
  open: (how?: BrowserContextOptions) => Promise<Page>
  /** The code in the next SMS to that number; notices come there too. */
  smsCode: (to: string) => Promise<string>
  /** The code in the next mail to that address. */
  mailCode: (to: string) => Promise<string>
  /** The next mail to that address that tells of a change. */
  notice: (to: string) => Promise<string>
}

type Both = { inside: Registering; outside: Registering }

type Servers = { inside: OwnServer; outside: OwnServer }

const atOnce = { emailCode: { secondsBetweenMessages: 0 }, smsCode: { secondsBetweenMessages: 0 } }
/** All three are asked for, and nothing that the directory holds counts. */
const wantsAll = {
  ...atOnce, workflows: [{ name: 'Everybody', gates: ['email-code', 'sms-code', 'questions'], needed: 3 }], registration: { fromDirectory: false }, questions: { required: 3, asked: 3, correct: 3 },
}
const wantsOne = { ...atOnce, workflows: [{ name: 'Everybody', gates: ['email-code', 'sms-code'], needed: 1 }] }

/** Two servers: to the one every browser comes from outside, in the network of the other all of them are. */
export const test = portalTest.extend<{ register: Both }, { servers: Servers | undefined }>({
  servers: [async ({ together }, use) => {
    if ('missing' in together) return use(undefined)
    const { machine, secrets } = together
    const usual = { store: 'PGlite', serverBy: 'address', portal: true } as const
    const [inside, outside] = await Promise.all([
      startOwnServer(machine, { ...usual, policy: wantsAll, insideNetworks: ['127.0.0.0/8'] }), startOwnServer(machine, { ...usual, policy: wantsOne }),
    ])
    await use({ inside, outside })
    for (const server of [inside, outside]) {
      const notEnded = await server.end()
      const found = findSecrets(await server.traces(), secrets)
      await server.remove()
      if (notEnded.length + found.length > 0) throw new Error(`a server of registration: ${[...notEnded, ...found].join('; ')}`)
    }
  }, { scope: 'worker', timeout: 180_000 }],

  register: async ({ portal, servers }, use) => {
    if (servers) await use({ outside: registering(portal, servers.outside), inside: registering(portal, servers.inside) })
  },
})

export function registering(portal: Portal, server: OwnServer): Registering {
  const origin = server.portal ?? ''
  const { twilio, smtp } = portal.machine
  const newest = new Map<string, ShortMessage>()
  const nextSms = async (to: string): Promise<ShortMessage> => {
    const message = await twilio.next({ to, after: newest.get(to) })
    newest.set(to, message)
    return /\d{8}/u.test(message.text) ? message : nextSms(to)
  }
  let lastMail: Message | undefined = smtp.messages().at(-1)
  return {
    origin,
    async open(how) {
      const page = await portal.blankTab(how)
      await page.goto(`${origin}/register`)
      await page.getByRole('heading', { level: 1, name: said('sign-in.title'), exact: true }).waitFor()
      return page
    },
    async smsCode(to) {
      return portal.secret((await nextSms(to)).code())
    },
    async mailCode(to) {
      lastMail = await smtp.next({ to, after: lastMail, withCode: true })
      return portal.secret(lastMail.code())
    },
    async notice(to) {
      return (await smtp.next({ to, after: lastMail, withCode: false })).text
    },
  }
}

/** The screen with that title. */
export const arriveThere = (page: Page, id: RegisterId, values: Record<string, string | number> = {}): Promise<void> =>
  page.getByRole('heading', { level: 1, name: said(id, values), exact: true }).waitFor()

export const pressThere = (page: Page, id: RegisterId): Promise<void> => page.getByRole('button', { name: said(id), exact: true }).click()

export async function signIn(page: Page, account: string, password: string): Promise<void> {
  await page.getByLabel('Account name', { exact: true }).fill(account)
  await page.getByLabel(said('sign-in.password'), { exact: true }).fill(password)
  await pressThere(page, 'sign-in.go')
}

/** Types an answer to each question, in order, and sends them. @returns which question each belongs to */
export async function answerAll(page: Page, answers: readonly string[]): Promise<[question: string, answer: string][]> {
  const all: [string, string][] = []
  for (const [at, answer] of answers.entries()) {
    await page.getByLabel(said('answers.answer', { number: at + 1 }), { exact: true }).fill(answer)
    all.push([await page.locator('.question .select-value').nth(at).innerText(), answer])
  }
  await pressThere(page, 'answers.go')
  return all
}
