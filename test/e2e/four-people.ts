import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions, Locator, Page } from '@playwright/test'
import type { Domain } from '../peers/samba/domain.ts'
import { replaced } from '../peers/samba/ldif.ts'
import type { PersonName } from '../peers/samba/people.ts'
import { arrive, enterCode, identify, words } from '../world/person.ts'
import { root } from './build-once.ts'
import { phones, type Portal } from './portal.ts'
import { answerAll, arriveThere, pressThere, type Registering, registering, said, signIn } from './register.ts'

/** One server, and people who come to it from inside and from outside. */
export type Places = { inside: Place; outside: Place }

type Place = Registering & {
  /** A tab of somebody who has said at the reset portal who they are. */
  reset: (account: string) => Promise<Page>
}

// As a proxy in front of the server says it: 10.0.0.0/8 is the company's network, the other belongs to nobody (RFC 5737).
const from = (address: string): BrowserContextOptions => ({ ...phones.usual, extraHTTPHeaders: { 'x-forwarded-for': address } })

export function placesOf(portal: Portal): Places {
  // What was sent is read by one of them, wherever it was asked for.
  const sent = registering(portal, portal.own)
  const place = (address: string): Place => {
    const how = from(address)
    return {
      ...sent,
      open: () => sent.open(how),
      async reset(account) {
        const page = await portal.open(how)
        await identify(page, account)
        return page
      },
    }
  }
  return { inside: place('10.1.2.3'), outside: place('203.0.113.9') }
}

/** On a good day, in the company's network: what each kind needs, from the overview on, until it is registered. */
export const registers = {
  async number(page: Page, number: string, place: Registering): Promise<void> {
    await offered(page, 'number').click()
    await page.getByLabel(said('number.number'), { exact: true }).fill(number)
    await pressThere(page, 'number.go.sms')
    await arrive(page, 'code.title')
    await enterCode(page, await place.smsCode(number.replaceAll(' ', '')))
  },
  async mail(page: Page, address: string, place: Registering): Promise<void> {
    await offered(page, 'mail').click()
    await page.getByLabel(said('mail.address'), { exact: true }).fill(address)
    await pressThere(page, 'mail.go')
    await arrive(page, 'code.title')
    await enterCode(page, await place.mailCode(address))
  },
  async questions(page: Page, answers: readonly string[]): Promise<[question: string, answer: string][]> {
    await page.getByRole('button', { name: said('overview.add.questions'), exact: true }).click()
    return answerAll(page, answers)
  },
}

/** The button or link that begins it: what is missing is the main button, the rest stands below. */
function offered(page: Page, kind: 'number' | 'mail'): Locator {
  const called = (name: string) => page.getByRole('button', { name, exact: true })
  return called(said(`overview.go.${kind}`)).or(called(said(`overview.add.first-${kind}`))).or(called(said(`overview.add.${kind}`)))
}

/** Signs in and proves to be the same as before, by a code to the address that was registered. */
export async function stepUpByMail(page: Page, { account, password }: { account: string; password: string }, address: string, place: Registering): Promise<void> {
  await signIn(page, account, password)
  await arriveThere(page, 'step-up.title')
  await page.getByRole('radio', { name: said('step-up.way.email'), exact: true }).check()
  await pressThere(page, 'step-up.go')
  await arrive(page, 'code.title')
  await enterCode(page, await place.mailCode(address))
}

/** "Use another way": of a fixed order it is the next one. */
export async function mailInstead(page: Page): Promise<void> {
  await page.getByRole('button', { name: words('ways.other'), exact: true }).click()
  await page.getByText('private email address').waitFor()
}

/** As the helpdesk does it by hand: that leaves no wrong passwords counted either. */
export const unlock = ({ database, people }: Domain, name: PersonName): Promise<void> => database.changeTimes(replaced(people[name].dn, { lockoutTime: '0', badPwdCount: '0' }))

const folder = join(root, 'out/four-people')
let taken = 0

/** For whoever wants to see what these people see: set GATEHOUSE_PICTURES. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env['GATEHOUSE_PICTURES'] === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.waitForTimeout(400)
  await page.screenshot({ path: join(folder, `${String(++taken).padStart(2, '0')}-${name}.png`) })
}
