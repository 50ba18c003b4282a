import { openBrowser } from '../world/browser.ts'
import { arrive, backToSignIn, cancel, complaint, enterCode, identify, press, sendAgain, words } from '../world/person.ts'
import type { SmsKind } from '../world/sms-settings.ts'
import { hearFaults } from './portal.ts'
import { expect, test } from './gatehouse.ts'
import { toTheCode, wrongCode } from './steps.ts'
import type { Run } from './run.ts'

// Everything that can become of a code by SMS, with each of those who bring them; the last one makes the codes itself, and judges them.

const kinds: readonly SmsKind[] = ['twilio', 'smpp', 'twilio-verify']

for (const sms of kinds) {
  test.describe(`[F-07] a code by SMS (${sms})`, () => {
    test.use({ sms, portal: true, policy: { workflows: [{ name: 'Either', gates: ['sms-code', 'email-code'], needed: 1 }], smsCode: { minutes: 1, secondsBetweenMessages: 0 } } })
    const madeOutside = sms === 'twilio-verify'

    test('[S-11 S-13] wrong, too old, sent again, used before: each is named, and another way is open', async ({ run }) => {
      const { page, server } = run
      const { grace } = run.domain.people
      await toTheCode(run, grace)
      await expect((await page()).getByText(words('code.lead.sms', { digits: 8, minutes: 1 }))).toBeVisible()
      const first = await run.smsCodeFor(grace)
      await enterCode(await page(), wrongCode(run, first))
      await expect(complaint(await page())).toHaveText(words('code.error.code-wrong', { tries: 2 }))
      if (madeOutside) await whileTheMakerIsAway(run, first)

      await server.moveClock(61_000)
      await enterCode(await page(), first)
      await expect(complaint(await page())).toHaveText(words('code.lead-over'))
      await sendAgain(await page())
      await expect((await page()).getByText(words('code.sent-again'))).toBeVisible()
      const second = await run.smsCodeFor(grace)
      if (!madeOutside) {
        await enterCode(await page(), first)
        await expect(complaint(await page())).toHaveText(words('code.error.code-wrong', { tries: 1 }))
      }
      await enterCode(await page(), second)
      await arrive(await page(), 'choice.title')

      await cancel(await page())
      await arrive(await page(), 'ended.cancelled.title')
      await backToSignIn(await page())
      await toTheCode(run, grace)
      await run.smsCodeFor(grace)
      await enterCode(await page(), second)
      await expect(complaint(await page())).toHaveText(words('code.error.code-wrong', { tries: 2 }))
      await press(await page(), 'ways.other')
      await enterCode(await page(), await run.codeFor(grace))
      await arrive(await page(), 'choice.title')
    })

    test('[S-14] in a browser, and through an outage: it comes when they are back', async ({ run }) => {
      const { zoe } = run.domain.people
      const { browser, close, remove } = await openBrowser({ caFile: run.machine.certificates.caFile })
      try {
        const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
        const faults: string[] = []
        hearFaults(page, faults)
        await page.goto(`${run.own.portal ?? ''}/reset`)
        await arrive(page, 'identify.title')
        await run.sms.misbehave('refuse')
        await identify(page, zoe.account)
        await arrive(page, 'code.title')
        // A message centre that has just gone is waited for, a while, before the message is given back.
        await expect.poll(() => run.server.output().toString(), { timeout: 90_000 }).toContain('code not sent yet')
        await run.sms.misbehave(undefined)
        const code = await run.smsCodeFor(zoe)
        await enterCode(page, wrongCode(run, code))
        await expect(complaint(page)).toHaveText(words('code.error.code-wrong', { tries: 2 }))
        await enterCode(page, code)
        await arrive(page, 'choice.title')
        expect(faults).toEqual([])
      } finally {
        await close()
        remove()
      }
    })
  })
}

/** What was typed costs no try, and works as before. */
async function whileTheMakerIsAway({ page, sms }: Run, code: string): Promise<void> {
  await sms.misbehave('refuse')
  await enterCode(await page(), code)
  await expect(complaint(await page())).toHaveText(words('code.error.not-judged'))
  await sms.misbehave(undefined)
}
