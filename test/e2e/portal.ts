import { type BrowserContextOptions, devices, expect, type Page, test as base } from '@playwright/test'
import english from '../../src-renderer/portal/languages/en.json' with { type: 'json' }
import { ranAgainst } from '../peers/journal.ts'
import { leaveOut } from '../peers/leave-out.ts'
import type { Message } from '../peers/smtp/smtp.ts'
import { noBrowser, openBrowser, type OpenBrowser } from '../world/browser.ts'
import { companyLook } from '../world/look.ts'
import { arrive, type MessageId, words } from '../world/person.ts'
import { filesIn, findSecrets } from '../world/traces.ts'
import { type Machine, startMachine, whyNot } from './machine.ts'
import { type OwnServer, type ServerOptions, startOwnServer } from './own-server.ts'

export { expect }

/** A server with its portal and a browser, for all tests of a worker; each test has tabs of its own. */
export type Portal = {
  machine: Machine
  own: OwnServer
  /** Where people go. */
  address: string
  /** A tab of a browser that has never been here. */
  open: (how?: BrowserContextOptions) => Promise<Page>
  /** The same, before it goes anywhere. */
  blankTab: (how?: BrowserContextOptions) => Promise<Page>
  codeFor: (person: { privateMail?: string }) => Promise<string>
  /** As if that many milliseconds had passed for the server. */
  later: (milliseconds: number) => Promise<void>
  /** Notes something that is typed and must be found nowhere afterwards. */
  secret: (text: string) => string
}

/** A small phone and a usual one, upright, with fingers. */
export const phones = {
  small: { viewport: { width: 360, height: 640 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  usual: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 } },
} satisfies Record<string, BrowserContextOptions>

/** The text as the portal has it: some are worded otherwise than in the client. */
export const portalWords = (id: keyof typeof english): string => english[id]

/** The screen with that title, in the portal's words. */
export const arriveAt = (page: Page, id: keyof typeof english & MessageId): Promise<void> =>
  page.getByRole('heading', { level: 1, name: portalWords(id), exact: true }).waitFor()

type Together = { machine: Machine; own: OwnServer; browser: OpenBrowser; secrets: Set<string>; before: Message | undefined; ahead: number }

/** Milliseconds within which three messages may go to a mailbox. */
const RATE = 600_000

/** What its policy says beside the usual, whether it calls people, and whether it believes those in front of it who says for whom they ask. */
type Asks = { policy?: ServerOptions['policy']; calls?: boolean; store?: ServerOptions['store']; proxies?: string[] }

export const test = base.extend<{ portal: Portal }, { together: Together | { missing: string }; asks: Asks }>({
  asks: [{}, { scope: 'worker', option: true }],

  together: [async ({ asks }, use) => {
    const missing = (await whyNot()) ?? noBrowser()
    if (missing !== undefined) return use({ missing })
    const machine = await startMachine()
    const own = await startOwnServer(machine, {
      policy: { emailCode: { secondsBetweenMessages: 0 }, branding: companyLook, ...asks.policy }, store: asks.store ?? 'PGlite', serverBy: 'address', portal: true, calls: asks.calls, proxies: asks.proxies,
    })
    const browser = await openBrowser({ caFile: machine.certificates.caFile })
    const secrets = new Set<string>()
    await use({ machine, own, browser, secrets, before: machine.smtp.messages().at(-1), ahead: 0 })
    // A code or a password is nowhere: not with the server, and not in the browser's home.
    const ofBrowser = () => filesIn("the browser's home", browser.home)
    const running = [...ofBrowser(), ...own.files()]
    await browser.close()
    const notEnded = await own.end()
    const found = findSecrets([...running, ...ofBrowser(), ...await own.traces()], secrets)
    browser.remove()
    await own.remove()
    await machine.stop()
    expect(notEnded, 'what did not end').toEqual([])
    expect(found, 'where a code or password was left').toEqual([])
  }, { scope: 'worker', timeout: 180_000 }],

  portal: async ({ together }, use, testInfo) => {
    if ('missing' in together) {
      leaveOut(testInfo, together.missing)
      return
    }
    const { machine, own, browser: { browser }, secrets } = together
    for (const peer of [...machine.peers, `Chromium ${browser.version()}`]) ranAgainst(testInfo.file, peer)
    // Whoever was here in the test before is not held against whoever comes in this one.
    const later = (milliseconds: number) => own.process.moveClock(together.ahead += milliseconds)
    await later(RATE)
    const faults: string[] = []
    const newest = new Map<string, Message>()
    const secret = (text: string) => {
      secrets.add(text)
      return text
    }
    const blankTab: Portal['blankTab'] = async (how = {}) => {
      const page = await (await browser.newContext({ locale: 'en-GB', ...how })).newPage()
      hearFaults(page, faults)
      return page
    }
    await use({
      machine, own, secret, later,
      address: `${own.portal ?? ''}/reset`,
      blankTab,
      async open(how) {
        const page = await blankTab(how)
        await page.goto(`${own.portal ?? ''}/reset`)
        await arrive(page, 'identify.title')
        return page
      },
      async codeFor({ privateMail: to = 'nobody' }) {
        const message = await machine.smtp.next({ to, after: newest.get(to) ?? together.before })
        newest.set(to, message)
        together.before = message
        return secret(message.code())
      },
    })
    for (const context of browser.contexts()) await context.close()
    expect(faults, 'what the page complained of').toEqual([])
  },
})

/** Errors of the page and violations of its content policy; that a request came to nothing is what some tests are about. */
export function hearFaults(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(`error in the page: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(`console.error: ${message.text()}`)
  })
}

/** How many recoveries the server says it cancelled: at the screen's word nobody should take it. */
export const linesOf = ({ own }: Portal, operation: string): number => own.process.output().toString().split(`"operation":"${operation}"`).length - 1

export { words }
