import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { livePolicy, type LivePolicy } from './live-policy.ts'
import { fingerprintOf, loadPolicy } from './policy/load.ts'
import type { AuditEntry } from './recovery/audit.ts'
import { belongsNowhere } from './recovery/policy.scenario.ts'
import { DirectoryProblem } from './recovery/ports.ts'

const text = (idle: number, more = '') =>
  `version: 1\nworkflows:\n- { name: Everybody, gates: [email-code], needed: 1 }\n${more}recovery: { idleSeconds: ${idle} }\n`
const forBoard = (idle: number) => `version: 1\nworkflows:\n- { name: Board, gates: [email-code], needed: 1, for: { groups: [Board] } }\n- { name: Everybody, gates: [email-code], needed: 1 }\nrecovery: { idleSeconds: ${idle} }\n`

let file: string | undefined = text(60)
let stopped: LivePolicy | undefined
let recordIsAway = false
const said: unknown[] = []
const told: AuditEntry[] = []
const listLooks: [string | undefined, boolean][] = []
/** The lists themselves: `live-lists.test.ts`. */
const lists = { look: async ({ words }: { words?: string | undefined }, whole: boolean) => void listLooks.push([words, whole]), refused: () => [] }
const textLooks: [string | undefined, boolean][] = []
let textsAreRefused = false
const pictureLooks: [string | undefined, boolean][] = []
/** The pictures themselves: `branding/live-branding.test.ts`. */
const branding = { lookAgain: async ({ accent }: { accent?: string | undefined }, whole: boolean) => void pictureLooks.push([accent, whole]), look: () => undefined, isRefused: () => false }
/** The texts themselves: `live-texts.test.ts`. */
const texts = { lookAgain: async (folder: string | undefined, whole: boolean) => void textLooks.push([folder, whole]), languages: () => new Map(), isRefused: () => textsAreRefused }
const questionLooks: [number, boolean][] = []
/** The questions themselves: `live-questions.test.ts`. */
const questions = { lookAgain: async ({ total }: { total: number }, whole: boolean) => void questionLooks.push([total, whole]), list: () => ({ language: 'en', questions: [] }), isRefused: () => textsAreRefused }
beforeEach(() => { vi.useFakeTimers(); file = text(60); for (const notes of [said, told, listLooks, pictureLooks, textLooks, questionLooks]) notes.splice(0); recordIsAway = false; textsAreRefused = false })
afterEach(async () => { await stopped?.stop(); vi.useRealTimers() })

async function watching(group = async (): Promise<string | undefined> => undefined) {
  const first = loadPolicy(file ?? '', 'policy.yaml')
  if (!first.ok) throw new Error('the first policy of the test does not load')
  const say = (...line: unknown[]) => void said.push(line)
  const read = async () => file ?? Promise.reject(Object.assign(new Error('gone'), { code: 'ENOENT' }))
  const record = async (entries: readonly AuditEntry[]) => {
    if (recordIsAway) throw new Error('as the test wants')
    told.push(...entries)
  }
  const live = await livePolicy({
    first: first.policy, watched: { file: 'policy.yaml', fingerprint: first.fingerprint }, read, lists, branding, texts, questions, settings: { sms: null, calls: false, portal: false },
    directory: { ...belongsNowhere, group }, audit: { record }, log: { info: say, warn: say, error: say },
  })
  stopped = live
  return { live, idle: () => live.inForce().policy.recovery.idleSeconds, later: (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000) }
}

describe('the policy in force', () => {
  it('is the one in the file, without a restart; each is on the record', async () => {
    const { idle, later, live } = await watching()
    file = text(90)
    await later(5)
    expect(idle()).toBe(90)
    expect(live.state()).toEqual({ fingerprint: fingerprintOf(file), refused: [], unknownNames: 0 })
    expect(told.map(({ kind }) => kind)).toEqual(['policy-loaded', 'policy-loaded'])
  })

  it('stays the old one when the file becomes wrong, and says so once, with the place', async () => {
    const { idle, later, live } = await watching()
    file = text(90, 'emailCode: { digits: 5 }\n')
    await later(20)
    expect(idle()).toBe(60)
    expect(live.state()).toEqual({ fingerprint: fingerprintOf(text(60)), refused: ['policy'], unknownNames: 0 })
    expect(told.slice(1)).toEqual([{ kind: 'policy-refused', mistakes: 1 }])
    expect(JSON.stringify(said)).toContain('policy.yaml:4:22: emailCode.digits is 5; must be at least 6')
    file = text(120)
    await later(5)
    expect([idle(), live.state().refused]).toEqual([120, []])
  })

  it('is not half of what an editor is writing: a text must stand there twice, or somebody says that it is whole', async () => {
    const { idle, later, live } = await watching()
    file = text(90)
    await later(2)
    file = text(120)
    await later(2)
    expect(idle(), 'neither stood there twice').toBe(60)
    await live.reload()
    expect(idle()).toBe(120)
  })

  it('a group that the directory does not know is a mistake; where it does not answer, nobody begins until it does', async () => {
    const { idle, later, live } = await watching()
    file = forBoard(90)
    await later(5)
    expect([idle(), live.state().refused]).toEqual([60, ['policy']])
    expect(JSON.stringify(said)).toContain('policy.yaml:3:')
    await live.stop()

    file = text(60)
    const away = await watching(() => Promise.reject(new DirectoryProblem('unreachable', 'as the test wants')))
    file = forBoard(90)
    await away.later(5)
    expect(away.idle()).toBe(90)
    await expect(away.live.inForce().names()).rejects.toThrow(DirectoryProblem)
  })

  it('[S-18] holds only once the record says so: while that cannot be reached the old one does', async () => {
    const { idle, later, live } = await watching()
    recordIsAway = true
    file = text(90)
    await later(20)
    expect([idle(), told.length], 'a policy of which the record knows nothing').toEqual([60, 1])
    recordIsAway = false
    await later(3)
    expect([idle(), live.state().refused]).toEqual([90, []])
    expect(told.map(({ kind }) => kind)).toEqual(['policy-loaded', 'policy-loaded'])
  })

  it('a file that is empty or gone for a moment changes nothing; one that stays away is said once', async () => {
    const { idle, later, live } = await watching()
    const kept = file
    file = undefined
    await later(2)
    file = kept
    await later(20)
    expect(live.state().refused).toEqual([])
    for (const away of ['', undefined]) {
      file = away
      await later(20)
      expect(live.state().refused).toEqual(['policy'])
      file = kept
      await later(5)
    }
    expect([idle(), live.state().refused]).toEqual([60, []])
    expect(told.map(({ kind }) => kind)).toEqual(['policy-loaded', 'policy-refused', 'policy-refused'])
    expect(JSON.stringify(said)).toContain('policy.yaml: is not there; must be a policy file')
  })

  it('a group that goes while the policy holds is told: in the log once, and where the state is looked at', async () => {
    let known = 'S-1-5-21-1-2-3-10'
    file = forBoard(60)
    const { live, later } = await watching(async () => known || undefined)
    await live.inForce().names()
    expect(live.state().unknownNames).toBe(0)
    known = ''
    await later(700)
    await expect(live.inForce().names()).rejects.toThrow(DirectoryProblem)
    await expect(live.inForce().names()).rejects.toThrow(DirectoryProblem)
    expect(live.state().unknownNames).toBe(1)
    const spoken = () => said.filter((line) => JSON.stringify(line).includes('does not know: nobody'))
    expect(spoken()).toEqual([[{ names: ['Board'] }, 'the policy names what the directory does not know: nobody can begin where it counts']])
    known = 'S-1-5-21-1-2-3-11'
    await live.inForce().names()
    expect(live.state().unknownNames).toBe(0)
  })

  it('a policy that was refused for what is not in its text is judged again, and taken once that is mended', async () => {
    let known = ''
    const { idle, later } = await watching(async () => known || undefined)
    file = forBoard(90)
    await later(200)
    expect(idle()).toBe(60)
    expect(told.map(({ kind }) => kind), 'the same mistake is said once').toEqual(['policy-loaded', 'policy-refused'])
    known = 'S-1-5-21-1-2-3-10'
    await later(62)
    expect(idle()).toBe(90)
  })

  it('its lists are looked at as often as it is: at once at the start, and whole when somebody says so', async () => {
    const { later, live } = await watching()
    expect(listLooks).toEqual([[undefined, true]])
    await later(2)
    expect(listLooks).toEqual([[undefined, true], [undefined, false]])
    await live.reload()
    expect(listLooks.at(-1)).toEqual([undefined, true])
  })

  it('its texts and questions are looked at as often, and what is refused can be seen', async () => {
    const { later, live } = await watching()
    await later(2)
    await live.reload()
    expect(textLooks).toEqual([[undefined, true], [undefined, false], [undefined, true]])
    expect(questionLooks).toEqual([[20, true], [20, false], [20, true]])
    textsAreRefused = true
    expect(live.state().refused).toEqual(['texts', 'questions'])
  })

  it('its pictures are looked at as often, and as they are with a policy that is taken', async () => {
    const { later, live } = await watching()
    file = text(90, 'branding: { accent: "#4cc2ff" }\n')
    await later(4)
    expect(pictureLooks).toEqual([[undefined, true], [undefined, false], ['#4cc2ff', true], ['#4cc2ff', false]])
    await live.reload()
    expect(pictureLooks.at(-1)).toEqual(['#4cc2ff', true])
  })
})
