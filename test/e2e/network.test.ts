import type { ElectronApplication } from '@playwright/test'
import { wordsOfTrouble } from '../../src-renderer/store/troubles.ts'
import type { ProblemCode } from '@gatehouse/contract'
import { arrive, backToSignIn, cancel, choose, complaint, connection, enterCode, press, setPassword, words } from '../world/person.ts'
import { expect, test } from './gatehouse.ts'
import { installCertificate, serverName } from './machine.ts'
import type { Run } from './run.ts'
import { toTheCode } from './steps.ts'

test('[S-14 F-07] a server that is stopped or killed in the middle loses nothing, nor a code that the mail server does not take yet; whoever waits is told of that', async ({ run }) => {
  const { machine: { smtp }, domain, server, page } = run
  const { ada } = domain.people
  await domain.reset('ada')
  await smtp.misbehave('refuse')
  try {
    await toTheCode(run, ada)
    expect(await server.end('SIGTERM')).toBe(0)
    // It looks at its mail server when it starts, and then every 15 seconds; the screen looks every ten, and with every answer.
    await server.start()
    await enterCode(await page(), '00000000')
    await expect(complaint(await page())).toHaveText(words('code.error.code-wrong', { tries: 2 }))
    await expect((await page()).getByText(words('code.delivery.email.delayed'))).toBeVisible()
    await expect((await page()).getByText(words('code.lead-delayed.email', { digits: 8, minutes: 5 }))).toBeVisible()
  } finally {
    await smtp.misbehave(undefined)
  }
  await enterCode(await page(), await run.codeFor(ada))
  await arrive(await page(), 'choice.title')

  expect(await server.end('SIGKILL')).toBeNull()
  await server.start()
  await choose(await page(), 'set-password')
  await arrive(await page(), 'password.title')

  await server.end('SIGKILL')
  await server.start()
  const password = run.secret('Otter-basket-and-63-gates')
  await setPassword(await page(), password)
  await arrive(await page(), 'done.title.set-password')
  expect(await domain.kinit('ada', password)).toEqual({ answer: 'ok' })
})

test('a server that cannot be reached in the middle is named as such, and once it is back the recovery goes on', async ({ run }) => {
  await losesTheServer(run, 'server-unreachable', () => run.server.end('SIGTERM'), () => run.server.start())
})

test('[S-05] a server with a certificate that is not trusted is told nothing, and named as such; once it is right the recovery goes on', async ({ run }) => {
  const { wrong, right } = run.machine.certificates
  const goOnWith = async (certificate: typeof right) => {
    await run.server.end('SIGTERM')
    installCertificate(run.own.folder, certificate)
    await run.server.start()
  }
  await losesTheServer(run, 'certificate-not-trusted', () => goOnWith(wrong), () => goOnWith(right))
})

test.describe('by name', () => {
  test.use({ serverBy: 'name' })

  test('a name that is not resolved and a machine without a network are told apart, and once both are back the recovery goes on', async ({ run }) => {
    await setOnline(run.client.app, true)
    await losesTheServer(run, 'name-not-found', async () => {
      // What is connected needs no name, and a name is remembered for a while.
      await run.server.end('SIGTERM')
      run.client.names?.known()
      const said = async () => (await run.page()).evaluate(() => window.gatehouse.about({}))
      await expect.poll(said).toMatchObject({ problem: { code: 'name-not-found' } })
      await run.server.start()
    }, async () => run.client.names?.known(serverName))
    await losesTheServer(run, 'no-network', async () => {
      await run.server.end('SIGTERM')
      await setOnline(run.client.app, false)
    }, async () => {
      await setOnline(run.client.app, true)
      await run.server.start()
    })
  })
})

/** The server goes while a code is typed and comes back: the screen says why in words, and nothing but the code is typed again. */
async function losesTheServer(run: Run, why: ProblemCode, lose: () => Promise<unknown>, bringBack: () => Promise<unknown>): Promise<void> {
  const { page } = run
  const { grace } = run.domain.people
  await toTheCode(run, grace)
  const code = await run.codeFor(grace)
  await lose()
  const answered = answers(run)
  await enterCode(await page(), code)
  await arrive(await page(), wordsOfTrouble(why).title)
  await expect((await page()).getByText(words(wordsOfTrouble(why).lead))).toBeVisible()
  await expect((await page()).getByText(words('problem.trying'))).toBeVisible()
  await expect(connection(await page())).toHaveText(words('frame.connection.lost'))
  expect(answers(run), 'requests that the server saw meanwhile').toBe(answered)

  await bringBack()
  await press(await page(), 'try-again')
  await arrive(await page(), 'code.title')
  await expect(connection(await page())).toHaveText(words('frame.connection.reached'))
  await enterCode(await page(), code)
  await arrive(await page(), 'choice.title')
  await cancel(await page())
  await arrive(await page(), 'ended.cancelled.title')
  await backToSignIn(await page())
}

const answers = ({ server }: Run): number => server.output().toString().split('"message":"answered"').length

/** What Electron says of this machine's network: a machine of tests may have none at all. */
const setOnline = (app: ElectronApplication, online: boolean): Promise<void> =>
  app.evaluate(({ net }, is) => void Object.assign(net, { isOnline: () => is }), online)
