import { expect, test } from 'vitest'
import { fairLanes, LanesFull } from './lanes.ts'

/** Work that ends when it is told to, and tells when it begins. */
function bench() {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  let now = 0
  const piece = (name: string) => () => new Promise<string>((resolve) => {
    begun.push(name)
    ends.set(name, () => { resolve(name) })
  })
  const settle = () => new Promise((resolve) => { setImmediate(resolve) })
  return {
    begun, piece, settle, elapsed: () => now,
    end: async (name: string, after = 50) => {
      now += after
      ends.get(name)?.()
      await settle()
    },
  }
}

test('no more at once than there are lanes, and the pieces of one turn one after another', async () => {
  const { begun, piece, settle, end, elapsed } = bench()
  const { inTurn } = fairLanes({ lanes: 2, patience: 10_000, elapsed })
  const all = ['a', 'b', 'c'].map((who) => inTurn(who, [piece(`${who}1`), piece(`${who}2`)]))
  await settle()
  expect(begun).toEqual(['a1', 'b1'])
  await end('a1')
  await end('b1')
  expect(begun).toEqual(['a1', 'b1', 'a2', 'b2'])
  await end('b2')
  expect(begun.at(-1)).toBe('c1')
  for (const name of ['a2', 'c1', 'c2']) await end(name)
  expect(await Promise.all(all)).toEqual([['a1', 'a2'], ['b1', 'b2'], ['c1', 'c2']])
})

test('whoever asks for much waits behind whoever asks for little', async () => {
  const { begun, piece, settle, end, elapsed } = bench()
  const { inTurn } = fairLanes({ lanes: 1, patience: 10_000, elapsed })
  const all = ['f1', 'f2', 'f3', 'f4'].map((name) => inTurn('flooder', [piece(name)]))
  await settle()
  all.push(inTurn('one', [piece('o1')]), inTurn('other', [piece('p1')]))
  for (const name of ['f1', 'f2', 'o1', 'p1', 'f3', 'f4']) await end(name)
  expect(begun).toEqual(['f1', 'f2', 'o1', 'p1', 'f3', 'f4'])
  await Promise.all(all)
})

test('where the wait would be longer than anybody waits, it is said at once and nothing is begun', async () => {
  const { begun, piece, settle, end, elapsed } = bench()
  const { inTurn } = fairLanes({ lanes: 1, patience: 200, elapsed })
  // Each is taken to last 50 ms at first.
  const taken = Array.from({ length: 5 }, (_, index) => inTurn(`who${index}`, [piece(`t${index}`)]))
  await settle()
  await expect(inTurn('late', [piece('late')])).rejects.toThrow(LanesFull)
  expect(begun).not.toContain('late')
  await end('t0')
  const after = inTurn('later', [piece('later')])
  for (const name of ['t1', 't2', 't3', 't4', 'later']) await end(name)
  expect(await after).toEqual(['later'])
  await Promise.all(taken)
})

test('whoever asks for much closes the lanes to themselves alone: others still get their turn', async () => {
  const { piece, settle, end, elapsed } = bench()
  const { inTurn } = fairLanes({ lanes: 1, patience: 2000, elapsed })
  // 50 ms each: ten of them are a quarter of what anybody waits, forty are all of it.
  const flood = Array.from({ length: 40 }, (_, index) => inTurn('flooder', [piece(`f${index}`)]).catch((error: unknown) => error))
  await settle()
  const one = inTurn('one', [piece('o1')])
  for (const name of ['f0', 'f1', 'o1']) await end(name)
  expect(await one).toEqual(['o1'])
  for (let index = 2; index < 40; index += 1) await end(`f${index}`)
  const answers = await Promise.all(flood)
  expect([answers.filter((answer) => answer instanceof LanesFull).length, answers[0]]).toEqual([29, ['f0']])
})

test('how long it lasts is learnt: on a slow machine fewer wait', async () => {
  const { piece, end, settle, elapsed } = bench()
  const { inTurn } = fairLanes({ lanes: 1, patience: 200, elapsed })
  for (let round = 0; round < 20; round += 1) {
    const one = inTurn('who', [piece(`slow${round}`)])
    await settle()
    await end(`slow${round}`, 400)
    await one
  }
  const first = inTurn('a', [piece('a')])
  await expect(inTurn('b', [piece('b')])).rejects.toThrow(LanesFull)
  await settle()
  await end('a')
  await first
})

test('one that fails is its own, and its lane goes on', async () => {
  const { piece, end, settle, elapsed } = bench()
  const { inTurn } = fairLanes({ lanes: 1, patience: 1000, elapsed })
  const fails = inTurn('a', [() => Promise.reject(new Error('no memory')), piece('never')])
  const works = inTurn('b', [piece('b')])
  await expect(fails).rejects.toThrow('no memory')
  await settle()
  await end('b')
  expect(await works).toEqual(['b'])
})
