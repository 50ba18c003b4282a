import { setTimeout as pause } from 'node:timers/promises'
import type { Choice, OperationName } from '@gatehouse/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noDomain, sambaVersion } from '../peers/directory/corp-directory.ts'
import { ranAgainst } from '../peers/journal.ts'
import { withPeer } from '../peers/needs.ts'
import { postgresMissing } from '../peers/postgres/installation.ts'
import { runs, soaking } from '../soak.ts'
import { backIn } from './back-in.ts'
import { callKills } from './call-kills.ts'
import { judge, noticesOf } from './judge.ts'
import { type LineName, lineNames, lineOf } from './lines.ts'
import { registrationKills } from './registration-kills.ts'
import { type Scene, startScene } from './scene.ts'

const NEW_PASSWORD = 'Juniper-Kettle-Avenue-27'
const LONG = 24 * 3_600_000
const quiet = () => {}

withPeer('The server is killed', (await noDomain()) ?? postgresMissing(), () => {
  let scene: Scene
  const over: { caseNumber: string; mail: string }[] = []
  beforeAll(async () => {
    scene = await startScene()
    for (const peer of [await sambaVersion(), `PostgreSQL ${scene.databaseVersion}`]) ranAgainst(import.meta.url, peer)
  })
  afterAll(() => scene.stop())
  registrationKills(() => scene)
  callKills(() => scene)

  /** One whole way back in. @param about hears of each operation before it is called @returns what is not as it must be */
  async function life(choice: Choice, about: (name: OperationName) => void): Promise<string[]> {
    const name = choice === 'unlock' ? 'ada' : 'grace'
    const person = scene.domain.people[name]
    await scene.domain.reset(name)
    await scene.revive()
    await scene.beginAnew()
    const mailsBefore = scene.smtp.messages().length
    const way = await backIn(scene, { account: person.account, mail: person.privateMail ?? '', choice, password: NEW_PASSWORD, about })
    for (const line of lineNames) scene.lines[line].watch()
    await scene.revive()
    over.push({ caseNumber: way.caseNumber, mail: person.privateMail ?? '' })
    return judge(scene, way, { name, choice, oldPassword: person.password, newPassword: NEW_PASSWORD, mailsBefore })
  }

  /** Kills it at that piece of a line, counted from when the operation is called for the first time. */
  async function killedAt(choice: Choice, { operation, line, at }: Moment): Promise<{ wrong: string[]; killed: boolean }> {
    let killed = false
    let armed = false
    const wrong = await life(choice, (name) => {
      if (name !== operation || armed) return
      armed = true
      scene.lines[line].arm(at, () => {
        killed = true
        scene.kill()
      })
    })
    return { wrong: wrong.map((what) => `${choice}, killed at piece ${at} of ${line} from ${operation} on: ${what}`), killed }
  }

  /** Pieces from 1 on, until the operation and what follows from it are over. @param most leaves out all but so many */
  async function killedAtEach(choice: Choice, moment: Omit<Moment, 'at'>, most = Infinity): Promise<void> {
    const found: string[] = []
    let kills = 0
    for (let at = 1; at <= most; at++) {
      const { wrong, killed } = await killedAt(choice, { ...moment, at })
      found.push(...wrong)
      if (!killed) break
      kills += 1
    }
    expect(found).toEqual([])
    expect(kills).toBeGreaterThan(1)
  }

  // Request and answer of all that is asked of the directory: before and after the change are among them.
  test.each([['unlock', 'choose'], ['set-password', 'setPassword']] as const)('[S-14] %s: killed at everything that goes to the directory or comes from it, it is done once, or said not to be done', async (choice, operation) => {
    // The change of an unlock is the third piece and its answer the fourth, on a line that is open: before and after.
    await killedAtEach(choice, { operation, line: lineOf['carry-out'] }, soaking ? Infinity : 3)
  }, LONG)

  test('[S-14] a code: killed while it is sent, it comes once at most, and another can be asked for', async () => {
    // From the last piece backwards: the mail is handed over there.
    const { wrong, killed } = await handedOver('unlock')
    expect({ wrong, killed }).toEqual({ wrong: [], killed: true })
    if (soaking) await killedAtEach('unlock', { operation: 'begin', line: lineOf['send-code'] })
  }, LONG)

  test('[S-14] killed at what it remembers: nothing is lost', async () => {
    if (soaking) await killedAtEach('unlock', { operation: 'begin', line: 'database' })
    else {
      const { wrong } = await killedAt('unlock', { operation: 'choose', line: 'database', at: 1 + Math.floor(Math.random() * 12) })
      expect(wrong).toEqual([])
    }
  }, LONG)

  test('[S-14] killed at random moments, again and again', async () => {
    await life('unlock', quiet)
    const found: string[] = []
    for (let round = 0; round < runs(1); round++) {
      const choice = round % 2 ? 'unlock' : 'set-password'
      const after = Math.random() * 1500
      // A life that was shorter than that must not leave its death to the next.
      let death = Promise.resolve()
      const wrong = await life(choice, (name) => { if (name === 'begin') death = pause(after).then(scene.kill) })
      await death
      found.push(...wrong.map((what) => `${choice}, after ${Math.round(after)} ms: ${what}`))
    }
    expect(found).toEqual([])
  }, LONG)

  // The queue gives a job whose server died to the next after two to four minutes: only the long loop waits for those.
  test('[S-14] what was done is told, at least once, and a notice that comes again has the same id', async () => {
    await scene.revive()
    expect(await life('unlock', quiet)).toEqual([])
    const waitedFor = soaking ? over : over.slice(-1)
    const missing = () => waitedFor.filter(({ caseNumber, mail }) => noticesOf(scene, caseNumber, mail).length === 0)
    await expect.poll(missing, { timeout: soaking ? 300_000 : 30_000, interval: 200 }).toEqual([])
    const ids = over.map(({ caseNumber, mail }) => new Set(noticesOf(scene, caseNumber, mail)).size)
    expect(Math.max(...ids)).toBe(1)
  }, LONG)

  /** Kills it when the mail server has the mail, and the server does not know yet. */
  async function handedOver(choice: Choice): Promise<{ wrong: string[]; killed: boolean }> {
    let killed = false
    scene.onMail(() => {
      if (killed) return
      killed = true
      scene.kill()
    })
    const wrong = await life(choice, quiet)
    scene.onMail(quiet)
    return { wrong, killed }
  }
})

/** `at`: the piece, from 1. */
type Moment = { operation: OperationName; line: LineName; at: number }
