import { expect, test } from 'vitest'
import { restAfterFailure } from './resting.ts'

function world() {
  const timers: { after: number; work: () => void; off: boolean }[] = []
  let answer: () => Promise<unknown> = () => Promise.reject(new Error('away'))
  const rest = restAfterFailure(() => answer(), (after, work) => {
    const timer = { after, work, off: false }
    timers.push(timer)
    return () => { timer.off = true }
  })
  return {
    rest, timers,
    get pauses() { return timers.map(({ after }) => after) },
    set answers(next: () => Promise<unknown>) { answer = next },
    async timePasses() {
      const timer = timers.at(-1)
      if (!timer?.off) timer?.work()
      await new Promise(setImmediate)
    },
  }
}

test('whoever never failed does not rest', () => {
  expect(world().rest.resting()).toBe(false)
})

test('the pauses grow up to a minute while it stays away, and it is tried after each', async () => {
  const w = world()
  w.rest.failed()
  for (let times = 0; times < 8; times++) await w.timePasses()
  expect(w.pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  expect(w.rest.resting()).toBe(true)
})

test('the beginning and the end of a rest are told, once each', async () => {
  const told: boolean[] = []
  const rest = restAfterFailure(() => Promise.resolve(), () => () => {}, (resting) => told.push(resting))
  rest.well()
  for (let times = 0; times < 3; times++) rest.failed()
  rest.well()
  rest.well()
  expect(told).toEqual([true, false])
})

test('ten failures at once are one', () => {
  const w = world()
  for (let times = 0; times < 10; times++) w.rest.failed()
  expect(w.pauses).toEqual([1_000])
})

test('when it is well again in the background the rest is over, and the next pause is short again', async () => {
  const w = world()
  w.rest.failed()
  await w.timePasses()
  w.answers = () => Promise.resolve()
  await w.timePasses()
  expect(w.rest.resting()).toBe(false)
  w.rest.failed()
  expect(w.pauses).toEqual([1_000, 2_000, 1_000])
})

test('a call that went well ends the rest, and calls off the next try', () => {
  const w = world()
  w.rest.failed()
  w.rest.well()
  expect([w.rest.resting(), w.timers[0]?.off]).toEqual([false, true])
})

test('after the stop nothing is tried', async () => {
  const w = world()
  w.rest.failed()
  w.rest.stop()
  w.rest.failed()
  await w.timePasses()
  expect(w.pauses).toEqual([1_000])
})
