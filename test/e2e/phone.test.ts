import type { Page } from '@playwright/test'
import type { Phone } from '../peers/twilio-voice/twilio-voice.ts'
import { arrive, choose, complaint, identify, press, words } from '../world/person.ts'
import { expect, test } from './gatehouse.ts'
import type { Run } from './run.ts'
import { keysOn } from './steps.ts'

// A whole Gatehouse with its voice process; Twilio's voice API is played by a server of ours, which fetches what is said and keys what the person would.

test.use({
  calls: true,
  policy: { workflows: [{ name: 'Call', gates: ['phone-call', 'email-code'], needed: 1 }], phoneCall: { secondsBetweenCalls: 0 } },
})

const callButton = (page: Page, name: 'next' | 'call.again') => page.getByRole('button', { name: words(name), exact: true })

/** Grace's telephone, from now on; her number is a secret of the run. */
async function phoneOf(run: Run, phone: Phone): Promise<void> {
  run.secret('+491713920012')
  const telephones = await run.machine.telephones()
  telephones.phone('+491713920012', phone)
}

async function begin(run: Run): Promise<Page> {
  const { grace } = run.domain.people
  const page = await run.page()
  await arrive(page, 'identify.title')
  await identify(page, grace.account)
  return page
}

test('[F-08 S-04] the digits of the screen, keyed on the telephone, open the way; Next is there with the confirmation and not before', async ({ run }) => {
  await run.domain.lock('grace')
  const page = run.page
  let beforeConfirmation: number | undefined
  await phoneOf(run, { picks: 'up', does: async () => {
    // Once the digits are seen: the screen before it has a Next too.
    const keys = await keysOn(await page())
    beforeConfirmation = await callButton(await page(), 'next').count()
    return `${keys}#`
  } })
  await begin(run)
  await arrive(await page(), 'call.title-confirmed')
  expect(beforeConfirmation).toBe(0)
  await press(await page(), 'next')
  await arrive(await page(), 'choice.title')
  await choose(await page(), 'unlock')
  await arrive(await page(), 'done.title.unlock')
  // The company's name and what to do, in the person's language.
  const [call] = (await run.machine.telephones()).calls().slice(-1)
  expect(call?.spoken[0]?.words).toContain('Contoso')
})

test('[F-08] wrong keys are asked for again; who is not reached is told why and can be called again', async ({ run }) => {
  const page = run.page
  await phoneOf(run, { picks: 'busy' })
  await begin(run)
  await arrive(await page(), 'call.title-over')
  await expect((await page()).locator('.lead')).toHaveText(words('call.state.busy'))
  await phoneOf(run, { picks: 'up', does: async () => `zz#${await keysOn(await page())}#`.replaceAll('z', '0') })
  await press(await page(), 'call.again')
  await arrive(await page(), 'call.title-confirmed')
  await press(await page(), 'next')
  await arrive(await page(), 'choice.title')
})

test('[F-08] 9 says "I did not ask for this": it ends, and the number rests', async ({ run }) => {
  const page = run.page
  await phoneOf(run, { picks: 'up', does: '9' })
  await begin(run)
  await arrive(await page(), 'ended.not-asked-for.title')
  const before = (await run.machine.telephones()).calls().length
  await press(await page(), 'start-again')
  await begin(run)
  // It rings on the screen, and nowhere else.
  await expect((await page()).getByText(words('call.progress.ringing'), { exact: true })).toBeVisible()
  expect((await run.machine.telephones()).calls()).toHaveLength(before)
})

test('[F-08 F-14] another way is open while it rings, and the telephone stops ringing', async ({ run }) => {
  const page = run.page
  await phoneOf(run, { picks: 'rings' })
  await begin(run)
  await expect((await page()).getByText(words('call.progress.ringing'), { exact: true })).toBeVisible()
  await press(await page(), 'ways.other')
  await press(await page(), 'next')
  await arrive(await page(), 'code.title')
  await expect.poll(async () => (await run.machine.telephones()).calls().at(-1)?.status).toBe('canceled')
})

test('[F-08 S-14] a voice process that is killed while it rings loses the call, and says so; the next call goes through', async ({ run }) => {
  const page = run.page
  await phoneOf(run, { picks: 'rings' })
  await begin(run)
  await expect((await page()).getByText(words('call.progress.ringing'), { exact: true })).toBeVisible()
  await run.own.voice?.end('SIGKILL')
  await run.own.voice?.start()
  await arrive(await page(), 'call.title-over')
  await expect((await page()).locator('.lead')).toHaveText(words('call.state.network'))
  await phoneOf(run, { picks: 'up', does: async () => `${await keysOn(await page())}#` })
  await press(await page(), 'call.again')
  await arrive(await page(), 'call.title-confirmed')
  await expect(complaint(await page())).toHaveCount(0)
})
