import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { livePolicy, type LivePolicy } from './live-policy.ts'
import { loadPolicy } from './policy/load.ts'
import type { AuditEntry } from './recovery/audit.ts'
import { belongsNowhere } from './recovery/policy.scenario.ts'
import { DirectoryProblem } from './recovery/ports.ts'

const text = (idle: number, more = '') =>
  `version: 1\nworkflows:\n- { name: Everybody, gates: [email-code], needed: 1 }\n${more}recovery: { idleSeconds: ${idle} }\n`
const forBoard = (idle: number) => `version: 1\nworkflows:\n- { name: Board, gates: [email-code], needed: 1, for: { groups: [Board] } }\n- { name: Everybody, gates: [email-code], needed: 1 }\nrecovery: { idleSeconds: ${idle} }\n`

let file = text(60)
let stopped: LivePolicy | undefined
let recordIsAway = false
const said: unknown[] = []
const told: AuditEntry[] = []
beforeEach(() => { vi.useFakeTimers(); file = text(60); said.splice(0); told.splice(0); recordIsAway = false })
afterEach(async () => { await stopped?.stop(); vi.useRealTimers() })

async function watching(group = async (): Promise<string | undefined> => undefined) {
  const first = loadPolicy(file, 'policy.yaml')
  if (!first.ok) throw new Error('the first policy of the test does not load')
  const say = (...line: unknown[]) => void said.push(line)
  const record = async (entries: readonly AuditEntry[]) => {
    if (recordIsAway) throw new Error('as the test wants')
    told.push(...entries)
  }
  const live = await livePolicy({
    audit: { record },
    first: first.policy, watched: { file: 'policy.yaml', fingerprint: first.fingerprint }, read: async () => file, settings: { sms: null, portal: false },
    directory: { ...belongsNowhere, group }, log: { info: say, warn: say, error: say },
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
    expect(live.refused()).toBeUndefined()
    expect(told.map(({ kind }) => kind)).toEqual(['policy-loaded', 'policy-loaded'])
  })

  it('stays the old one when the file becomes wrong, and says so once, with the place', async () => {
    const { idle, later, live } = await watching()
    file = text(90, 'emailCode: { digits: 5 }\n')
    await later(20)
    expect(idle()).toBe(60)
    expect(live.refused()).toBeDefined()
    expect(told.slice(1)).toEqual([{ kind: 'policy-refused', mistakes: 1 }])
    expect(JSON.stringify(said)).toContain('policy.yaml:4:22: emailCode.digits is 5; must be at least 6')
    file = text(120)
    await later(5)
    expect([idle(), live.refused()]).toEqual([120, undefined])
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
    expect([idle(), live.refused() === undefined]).toEqual([60, false])
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
    expect([idle(), live.refused()]).toEqual([90, undefined])
    expect(told.map(({ kind }) => kind)).toEqual(['policy-loaded', 'policy-loaded'])
  })

  it('a file that is gone for a moment changes nothing', async () => {
    const { idle, later } = await watching()
    const kept = file
    file = ''
    await later(20)
    file = kept
    await later(5)
    expect(idle()).toBe(60)
    expect(told.map(({ kind }) => kind)).toEqual(['policy-loaded', 'policy-refused'])
  })
})
