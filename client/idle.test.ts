import { beforeEach, describe, expect, test } from 'vitest'
import { idleLimit, type Idle } from './idle.ts'

let seconds: number
let ticking: (() => void) | undefined
let notices: (number | null)[]
let extended: number[]
let ended: number[]

/** Lets so many seconds go by, one tick each, as the timer would. */
function pass(count: number): void {
  for (let i = 0; i < count; i++) {
    seconds++
    ticking?.()
  }
}

function limit(countAtOnce: boolean): Idle {
  return idleLimit({
    now: () => seconds * 1000,
    everySecond: (tick) => {
      ticking = tick
      return () => { ticking = undefined }
    },
    notify: ({ endsIn }) => notices.push(endsIn),
    extend: () => extended.push(seconds),
    end: () => ended.push(seconds),
    countAtOnce,
  })
}

beforeEach(() => {
  seconds = 1_000_000 // the machine has been on for a while
  ticking = undefined
  notices = []
  extended = []
  ended = []
})

describe('the kiosk', () => {
  let idle: Idle
  beforeEach(() => {
    idle = limit(true)
    idle.start()
  })

  test('is left after three minutes in which nobody was there, once', () => {
    pass(400)
    expect(ended).toEqual([1_000_180])
  })
  test('warns every second of the last thirty', () => {
    pass(149)
    expect(notices).toEqual([])
    pass(400)
    expect(notices).toEqual(Array.from({ length: 30 }, (_, at) => 30 - at))
  })
  test('does not take its warning away under a pointer that moves towards the button', () => {
    pass(155)
    idle.sign()
    expect(notices.at(-1)).toBe(25)
    pass(25)
    expect(ended).toEqual([1_000_180])
  })
  test('says so when its warning was answered, and counts anew', () => {
    pass(155)
    idle.stay()
    expect(notices.at(-1)).toBeNull()
    pass(149)
    expect(notices.at(-1)).toBeNull()
    pass(31)
    expect(ended).toEqual([1_000_335])
  })
  test('says nothing of signs of life where it had not warned', () => {
    pass(10)
    idle.sign()
    expect(notices).toEqual([])
  })
  test("takes the server's own numbers", () => {
    idle.setLimit({ after: 60, warnedBefore: 20 })
    pass(60)
    expect(notices).toHaveLength(20)
    expect(ended).toEqual([1_000_060])
  })
  test('does not count what came before a fresh start', () => {
    pass(170)
    idle.start()
    pass(179)
    expect(ended).toEqual([])
  })
  test('counts nothing once stopped', () => {
    idle.stop()
    pass(400)
    idle.sign()
    expect([ended, notices]).toEqual([[], []])
  })
})

describe('the server hears of somebody who is there', () => {
  test('at most once a minute, however much they type', () => {
    const idle = limit(true)
    idle.start()
    for (let i = 0; i < 200; i++) {
      pass(1)
      idle.sign()
    }
    expect(extended).toEqual([1_000_060, 1_000_120, 1_000_180])
  })
  test('even where the last key came within the minute: its own limit never ends before ours', () => {
    const idle = limit(true)
    idle.start()
    pass(59)
    idle.sign()
    pass(400)
    expect(extended).toEqual([1_000_060])
    expect(ended).toEqual([1_000_239])
  })
  test('not of somebody who has gone', () => {
    limit(true).start()
    pass(400)
    expect(extended).toEqual([])
  })
})

test('in a window nothing is counted until somebody has touched something', () => {
  const idle = limit(false)
  idle.start()
  pass(1000)
  expect(ended).toEqual([])
  idle.sign()
  pass(180)
  expect(ended).toEqual([1_001_180])
})
