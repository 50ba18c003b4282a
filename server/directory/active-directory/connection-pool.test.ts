import { expect, test, vi } from 'vitest'
import { DirectoryProblem } from '../../recovery/ports.ts'
import type { Connection } from './connection.ts'
import { connectionPool } from './connection-pool.ts'

const never = new Promise<never>(() => {})
const later = () => AbortSignal.timeout(5_000)
const soon = () => AbortSignal.timeout(20)

/** Connections that open at once; each is open until it is cut or ended. */
function world(size = 1) {
  const opened: (Connection & { open: boolean })[] = []
  const open = vi.fn(async () => {
    const connection = {
      open: true,
      isOpen: () => connection.open,
      search: () => never,
      supports: () => false,
      replace: () => never,
      end: async () => void (connection.open = false),
      cut: () => void (connection.open = false),
    }
    opened.push(connection)
    return connection
  })
  return { open, opened, shared: connectionPool(open, size) }
}

const broken = async () => { throw new Error('socket hang up') }

test('one connection serves everybody, even those who come while it is being opened', async () => {
  const { open, shared } = world()
  await Promise.all([1, 2, 3].map(() => shared.read(later(), async () => 'seen')))
  await shared.write(later(), async () => {})
  expect(open).toHaveBeenCalledTimes(1)
})

test('a connection that died before is opened anew', async () => {
  const { open, opened, shared } = world()
  await shared.read(later(), async () => {})
  opened[0]?.cut()
  await shared.write(later(), async () => {})
  expect(open).toHaveBeenCalledTimes(2)
})

test('a question whose connection dies is asked once more, on a new one', async () => {
  const { opened, shared } = world()
  const work = vi.fn(broken).mockImplementationOnce(broken).mockResolvedValueOnce(undefined as never)
  await shared.read(later(), work)
  expect(work.mock.calls).toEqual([[opened[0]], [opened[1]]])
})

test('a question is not asked a third time', async () => {
  const { shared } = world()
  const work = vi.fn(broken)
  await expect(shared.read(later(), work)).rejects.toMatchObject({ kind: 'unreachable' })
  expect(work).toHaveBeenCalledTimes(2)
})

test('a change whose connection dies is lost, and never sent again', async () => {
  const { open, shared } = world()
  const work = vi.fn(broken)
  await expect(shared.write(later(), work)).rejects.toMatchObject({ kind: 'lost' })
  expect(work).toHaveBeenCalledTimes(1)
  expect(open).toHaveBeenCalledTimes(1)
})

test('a question without an answer ends with its time, is not repeated, and its connection is given up', async () => {
  const { opened, shared } = world()
  const work = vi.fn(() => never)
  await expect(shared.read(soon(), work)).rejects.toMatchObject({ kind: 'unreachable', message: 'unreachable: no answer in time' })
  expect(work).toHaveBeenCalledTimes(1)
  expect(opened[0]?.open).toBe(false)
})

test('a change without an answer is lost, and its connection is cut', async () => {
  const { opened, shared } = world()
  await expect(shared.write(soon(), () => never)).rejects.toMatchObject({ kind: 'lost' })
  expect(opened[0]?.open).toBe(false)
})

test.each(['read', 'write'] as const)('a %s whose time is up takes no answer away from a change under way: the last one waiting cuts', async (kind) => {
  const { opened, shared } = world()
  const answer = Promise.withResolvers<void>()
  const change = shared.write(later(), () => answer.promise)
  await expect(shared[kind](soon(), () => never)).rejects.toThrow('no answer in time')
  expect(opened[0]?.open).toBe(true)
  answer.resolve()
  await expect(change).resolves.toBeUndefined()
  expect(opened[0]?.open).toBe(false)
})

test('nobody new is put on a connection that owes an answer', async () => {
  const { opened, shared } = world()
  const answer = Promise.withResolvers<void>()
  const change = shared.write(later(), () => answer.promise)
  await expect(shared.read(soon(), () => never)).rejects.toMatchObject({ kind: 'unreachable' })
  expect(await shared.read(later(), async (connection) => connection)).toBe(opened[1])
  answer.resolve()
  await change
  expect(opened.map(({ open }) => open)).toEqual([false, true])
})

test('a call that spent its time waiting for the opening sends nothing and cuts nothing', async () => {
  const { open, opened } = world()
  const opening = Promise.withResolvers<void>()
  const slow = connectionPool(() => opening.promise.then(open), 1)
  const work = vi.fn(() => never)
  const late = slow.write(soon(), work)
  const change = slow.write(later(), async () => {})
  await expect(late).rejects.toMatchObject({ kind: 'unreachable' })
  opening.resolve()
  await change
  await expect(slow.write(AbortSignal.abort(), work)).rejects.toMatchObject({ kind: 'unreachable' })
  await expect(slow.read(AbortSignal.abort(), work)).rejects.toMatchObject({ kind: 'unreachable' })
  expect(work).not.toHaveBeenCalled()
  expect(opened.map((one) => one.open)).toEqual([true])
})

test('a change that could not be sent is not lost', async () => {
  const away = connectionPool(async () => { throw new DirectoryProblem('unreachable', 'ECONNREFUSED') }, 1)
  await expect(away.write(later(), () => never)).rejects.toMatchObject({ kind: 'unreachable' })
  const slow = connectionPool(() => never, 1)
  await expect(slow.write(soon(), () => never)).rejects.toMatchObject({ kind: 'unreachable' })
})

test('a refusal is an answer: nothing is repeated and the connection stays', async () => {
  const { opened, shared } = world()
  const work = vi.fn(async () => { throw new DirectoryProblem('denied', 'no') })
  await expect(shared.read(later(), work)).rejects.toMatchObject({ kind: 'denied' })
  await expect(shared.write(later(), work)).rejects.toMatchObject({ kind: 'denied' })
  expect(work).toHaveBeenCalledTimes(2)
  expect(opened.map(({ open }) => open)).toEqual([true])
})

test('an opening that failed is tried anew by the next', async () => {
  const { open, shared } = world()
  open.mockRejectedValueOnce(new DirectoryProblem('unreachable', 'ECONNREFUSED'))
  await expect(shared.read(later(), async () => {})).rejects.toMatchObject({ kind: 'unreachable' })
  await shared.read(later(), async () => {})
})

test('after closing nothing is opened, and what was open has ended', async () => {
  const { open, opened, shared } = world()
  await shared.read(later(), async () => {})
  await shared.close()
  expect(opened[0]?.open).toBe(false)
  await expect(shared.read(later(), async () => {})).rejects.toMatchObject({ kind: 'unreachable' })
  expect(open).toHaveBeenCalledTimes(1)
})

test('whoever finds every connection busy has another one opened, up to the size, and goes on at once', async () => {
  const { open, opened, shared } = world(3)
  const answers = Array.from({ length: 5 }, () => Promise.withResolvers<void>())
  const asked: Promise<void>[] = []
  for (const { promise } of answers) {
    asked.push(shared.read(later(), () => promise))
    await new Promise(setImmediate)
  }
  expect(open).toHaveBeenCalledTimes(3)
  for (const { resolve } of answers) resolve()
  await Promise.all(asked)
  const used = new Set(await Promise.all([1, 2, 3].map(() => shared.read(later(), async (connection) => connection))))
  expect([...used].every((one) => opened.some((known) => known === one))).toBe(true)
})

test('an extra connection that cannot be opened is nobody\'s trouble', async () => {
  const { open, shared } = world(2)
  const answer = Promise.withResolvers<void>()
  const first = shared.read(later(), () => answer.promise)
  await new Promise(setImmediate)
  open.mockRejectedValueOnce(new DirectoryProblem('unreachable', 'ECONNREFUSED'))
  await expect(shared.read(later(), async () => 'seen')).resolves.toBe('seen')
  answer.resolve()
  await first
})

test('a busy connection that dies is not used again, the others are', async () => {
  const { opened, shared } = world(2)
  const answer = Promise.withResolvers<void>()
  const first = shared.read(later(), () => answer.promise)
  await new Promise(setImmediate)
  await shared.read(later(), async () => {})
  await new Promise(setImmediate)
  opened[0]?.cut()
  expect(await shared.read(later(), async (connection) => connection)).toBe(opened[1])
  answer.resolve()
  await first
})
