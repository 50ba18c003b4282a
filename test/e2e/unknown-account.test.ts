import { arrive, complaint, enterCode, identify, press, sendAgain, words } from '../world/person.ts'
import { expect, test } from './gatehouse.ts'

// With a portal the server asks the client for an effort before each beginning, and the clock is moved past what it asked before.
test.use({ policy: { emailCode: { secondsBetweenMessages: 0 } }, portal: true })

test('[S-10 S-21 F-22] until the gate is passed every screen is the same, whether an account exists or not', async ({ run }) => {
  const { domain, page, server } = run
  let ahead = 0
  const { ada, linus, hedy, katherine } = domain.people
  await domain.reset('ada')

  const known = await screensFor(ada.account)
  // Disabled, without an address, out of reach; and nobody at all.
  for (const name of [linus.account, hedy.account, katherine.account, 'CORP\\nobody', 'nobody@corp.example.test', 'NOWHERE\\ada']) {
    await expect(screensFor(name), name).resolves.toEqual(known)
  }

  /** What whoever sits there can read on every screen before the gate. */
  async function screensFor(name: string): Promise<string[]> {
    const shown: string[] = []
    // The case number is drawn by lot.
    const look = async () => void shown.push((await (await page()).locator('body').ariaSnapshot()).replace(/\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/g, 'CASE'))
    // In one name only so many codes are sent in ten minutes, and two of these are the same name in another domain.
    await server.moveClock(ahead += 11 * 60_000)
    await identify(await page(), name)
    await arrive(await page(), 'code.title')
    await look()
    await sendAgain(await page())
    await expect((await page()).getByText(words('code.sent-again'))).toBeVisible()
    await look()
    for (const tries of [2, 1]) {
      await enterCode(await page(), '00000000')
      await expect(complaint(await page())).toHaveText(words('code.error.code-wrong', { tries }))
      await look()
    }
    await enterCode(await page(), '00000000')
    await arrive(await page(), 'ended.too-many-tries.title')
    await look()
    await press(await page(), 'start-again')
    await arrive(await page(), 'identify.title')
    return shown
  }
})
