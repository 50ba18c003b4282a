import { hostname } from 'node:os'
import { companyLook, expectLook } from '../world/look.ts'
import { arrive, backToSignIn, choose, complaint, identify, setPassword, typePassword, words } from '../world/person.ts'
import { expect, test } from './gatehouse.ts'
import type { Run } from './run.ts'
import { expectFreshPage, toTheChoice } from './steps.ts'

for (const store of ['PGlite', 'PostgreSQL'] as const) {
  test.describe(`on ${store}`, () => {
    test.use({ store })

    test('[F-03 F-24 S-04 S-19] somebody who is locked out is unlocked, and signs in with the password they had', async ({ run }) => {
      const { domain, page } = run
      const { ada } = domain.people
      await domain.reset('ada')
      expect(await domain.kinit('ada', ada.password)).toMatchObject({ reason: 'locked' })

      await toTheChoice(run, ada)
      await choose(await page(), 'unlock')
      await arrive(await page(), 'done.title.unlock')
      expect(await domain.kinit('ada', ada.password)).toEqual({ answer: 'ok' })
      const notice = await run.noticeAt(ada.privateMail)
      expect(notice.subject).toBe('Contoso: your account was unlocked')
      expect(notice.text).toContain(`at the sign-in screen of a PC that says it is ${hostname().split('.')[0]?.slice(0, 15)}\n`)
    })

    test('[F-04 F-24 S-04 S-19] somebody who forgot the password sets a new one: it works, and the old one does not', async ({ run }) => {
      const { domain } = run
      const { grace } = domain.people
      await domain.reset('grace')

      await toTheChoice(run, grace)
      const password = await setNewPassword(run, 'Heron-lamp-and-42-rivers')
      expect(await domain.kinit('grace', password)).toEqual({ answer: 'ok' })
      expect(await domain.kinit('grace', grace.password)).toMatchObject({ reason: 'wrong password' })
      expect((await run.noticeAt(grace.privateMail)).subject).toBe('Contoso: you have a new password')
    })
  })
}

test('[F-05] somebody who is locked out and sets a new password is unlocked in the same pass', async ({ run }) => {
  const { domain } = run
  const { zoe } = domain.people
  await domain.reset('zoe')
  expect(await domain.state('zoe')).toMatchObject({ locked: true })

  await toTheChoice(run, zoe)
  const password = await setNewPassword(run, 'Söben-Möven-an-de-Küst-7')
  expect(await domain.kinit('zoe', password)).toEqual({ answer: 'ok' })
})

test('[F-19] the rules of the directory are shown and tick themselves off; a password that it refuses all the same is refused in words, and the next is taken', async ({ run }) => {
  const { domain, page } = run
  const { grace } = domain.people
  await domain.reset('grace')
  await toTheChoice(run, grace)
  await choose(await page(), 'set-password')
  const rules = (await page()).getByRole('list', { name: words('password.rules') })
  await expect(rules).toContainText(words('password.rule.length', { length: 12 }))
  const ofLength = (length: number) => rules.getByRole('listitem').filter({ hasText: words('password.rule.length', { length }) })
  await expect(rules).toContainText(words('password.rule.kinds'))
  await typePassword(await page(), run.secret('Badger-on'))
  await expect(ofLength(12)).toContainText(words('password.rule.unmet'))
  await typePassword(await page(), run.secret('Badger-on-the-hill-18'))
  await expect(ofLength(12)).not.toContainText(words('password.rule.unmet'))

  try {
    // The rules become stricter while somebody looks at them.
    await domain.setRules({ minLength: 30 })
    await setPassword(await page(), 'Badger-on-the-hill-18')
    await expect(complaint(await page())).toHaveText(words('password.error.password-refused'))
    await expect(ofLength(30)).toContainText(words('password.rule.unmet'))
    expect(await domain.kinit('grace', grace.password)).toEqual({ answer: 'ok' })

    const password = run.secret('Badger-over-the-hill-and-far-away-19')
    await setPassword(await page(), password)
    await arrive(await page(), 'done.title.set-password')
    expect(await domain.kinit('grace', password)).toEqual({ answer: 'ok' })
  } finally {
    await domain.setRules({})
  }
})

test('[S-04] the next person meets a fresh page: another process, an empty name, nothing in a password field', async ({ run }) => {
  const { domain, page } = run
  await domain.reset('ada')
  const before = await run.client.rendererPid()
  await toTheChoice(run, domain.people.ada)
  await setNewPassword(run, 'Magpie-over-9-chimneys')
  await backToSignIn(await page())

  await expectFreshPage(run, before)
  await identify(await page(), 'CORP\\grace')
  await arrive(await page(), 'code.title')
})

test.describe('in the kiosk', () => {
  test.use({ mode: 'kiosk', policy: { branding: companyLook } })

  test('[F-15] it wears the company\'s look; back to the sign-in screen ends the client', async ({ run }) => {
    await run.domain.reset('ada')
    await arrive(await run.page(), 'identify.title')
    await expectLook(await run.page())
    await toTheChoice(run, run.domain.people.ada)
    await expectLook(await run.page())
    await choose(await run.page(), 'unlock')
    await arrive(await run.page(), 'done.title.unlock')
    const ended = run.client.app.waitForEvent('close')
    await backToSignIn(await run.page())
    await ended
  })
})

async function setNewPassword(run: Run, password: string): Promise<string> {
  const { page, secret } = run
  await choose(await page(), 'set-password')
  await arrive(await page(), 'password.title')
  await setPassword(await page(), secret(password))
  await arrive(await page(), 'done.title.set-password')
  return password
}
