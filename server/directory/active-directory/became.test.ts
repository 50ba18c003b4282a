import type { Entry } from 'ldapts'
import { describe, expect, it, test } from 'vitest'
import { becameOf, type Heard } from './became.ts'

const DC1 = 'af4277b8-1ca8-49a8-bed0-c997dad9203c'
const DC2 = 'ce29c6d5-4a17-5d92-b87f-c9ff394e404d'
const SINCE = Date.UTC(2026, 4, 4, 10)
const fileTime = (at: number) => String(BigInt(at + 11_644_473_600_000) * 10_000n)
const BEFORE = fileTime(SINCE - 86_400_000)

const sent = { choice: 'set-password', since: SINCE, passwordMark: BEFORE, controller: 'DC1.corp.example', stamp: `3@${DC1}` } as const
const unlock = { ...sent, choice: 'unlock', stamp: `5@${DC1}` } as const

/** What a controller has, as ldapts gives it. */
function account({ set = 3, cleared = 5, origin = DC1, lastSet = BEFORE, lockoutTime = '0' } = {}): Entry {
  const all = Buffer.alloc(16 + 96)
  all.writeUInt32LE(1, 0)
  for (const [index, [attribute, version]] of ([[0x9005a, set], [0x90296, cleared]] as const).entries()) {
    all.writeUInt32LE(attribute, 16 + 48 * index)
    all.writeUInt32LE(version, 20 + 48 * index)
    all.writeBigUInt64LE(BigInt(SINCE / 1000 + 11_644_473_600), 24 + 48 * index)
    const [a = '', b = '', c = '', ...rest] = origin.split('-')
    for (const [at, group] of [[32, a], [36, b], [38, c]] as const) Buffer.from(group, 'hex').reverse().copy(all, at + 48 * index)
    all.write(rest.join(''), 40 + 48 * index, 'hex')
  }
  return { dn: 'CN=ada', pwdLastSet: lastSet, lockoutTime, replPropertyMetaData: all }
}
const dc1 = (entry: Entry | null, invocation = DC1): Heard => ({ host: 'dc1.corp.example', invocation, entry })
const dc2 = (entry: Entry | null): Heard => ({ host: 'dc2.corp.example', invocation: DC2, entry })
const withoutStamps = (entry: Entry): Entry => ({ ...entry, replPropertyMetaData: [] })

describe('a change whose answer was lost', () => {
  it.each<[string, Parameters<typeof becameOf>[1], ReturnType<typeof becameOf>]>([
    ['nobody answers', [], undefined],
    ['its controller has it', [dc1(account({ set: 4 })), dc2(account())], 'done'],
    ['its controller does not have it, and nobody can have', [dc1(account())], 'not-done'],
    ['its controller has more than that', [dc1(account({ set: 5 }))], 'never-known'],
    ['its controller has what another one did', [dc1(account({ set: 4, origin: DC2 }))], 'never-known'],
    ['its controller was restored from a copy', [dc1(account(), DC2)], 'never-known'],
    ['its controller does not know the person any more', [dc1(null), dc2(account())], 'gone'],
    ['its controller is away and another has heard of it', [dc2(account({ set: 4 }))], 'done'],
    ['its controller is away and another has not heard of it', [dc2(account())], undefined],
    ['its controller is away and another does not know the person', [dc2(null)], undefined],
    ['its controller is away and another has something else', [dc2(account({ set: 4, origin: DC2 }))], undefined],
  ])('%s', (_, heard, became) => {
    expect(becameOf(sent, heard)).toBe(became)
  })

  it('an unlock is done where its zero was written, unless it was locked again', () => {
    expect(becameOf(unlock, [dc1(account({ cleared: 6 }))])).toBe('done')
    expect(becameOf(unlock, [dc2(account({ cleared: 6 }))])).toBe('done')
    expect(becameOf(unlock, [dc1(account({ cleared: 6, lockoutTime: '134' }))])).toBe('never-known')
    expect(becameOf(unlock, [dc1(account({ lockoutTime: '134' }))])).toBe('not-done')
  })
})

describe('where nothing is noted, or it may not be read', () => {
  const { stamp, ...unstamped } = sent
  test.each<[string, string, ReturnType<typeof becameOf>]>([
    ['the time of before', BEFORE, 'not-done'],
    ['a time of right then', fileTime(SINCE + 1_000), 'done'],
    ['a later time: it may have been set twice', fileTime(SINCE + 3_600_000), 'never-known'],
    ['that it must be changed', '0', 'never-known'],
  ])('its controller tells by %s', (_, lastSet, became) => {
    expect(becameOf(unstamped, [dc1(account({ lastSet }))])).toBe(became)
    expect(becameOf(sent, [dc1(withoutStamps(account({ lastSet })))])).toBe(became)
  })

  it('others tell nothing, and nobody tells of an unlock', () => {
    expect(becameOf(unstamped, [dc2(account({ set: 4 }))])).toBeUndefined()
    expect(becameOf(sent, [dc2(withoutStamps(account({ lastSet: fileTime(SINCE) })))])).toBeUndefined()
    expect(becameOf({ ...unlock, stamp }, [dc1(withoutStamps(account()))])).toBe('never-known')
  })
})
