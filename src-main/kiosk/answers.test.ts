import { beforeEach, describe, expect, test } from 'vitest'
import { whileItAnswers } from './answers.ts'

let ticks: (() => void) | undefined
let answer: () => Promise<unknown>
let asked: number
let hung: number

beforeEach(() => {
  answer = () => Promise.resolve()
  asked = 0
  hung = 0
  whileItAnswers({
    ask: () => { asked++; return answer() },
    every: (tick) => { ticks = tick; return () => { ticks = undefined } },
    hung: () => { hung++ },
  })
})

async function pass(times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    ticks?.()
    await new Promise(setImmediate)
  }
}

describe('a page', () => {
  test('that answers is asked again and again', async () => {
    await pass(9)
    expect([asked, hung]).toEqual([9, 0])
  })
  test('[S-01] that owes an answer three times in a row hangs, which is said once', async () => {
    answer = () => new Promise(() => {})
    await pass(3)
    expect(hung).toBe(0)
    await pass(9)
    expect([asked, hung]).toEqual([1, 1])
  })
  test('that was slow once or twice does not', async () => {
    let late = () => {}
    answer = () => new Promise<void>((resolve) => { late = resolve })
    for (let time = 0; time < 5; time++) {
      await pass(2)
      late()
    }
    expect(hung).toBe(0)
  })
  test('that has gone is asked no more, and does not hang', async () => {
    answer = () => Promise.reject(new Error('gone'))
    await pass(9)
    expect([asked, hung]).toEqual([1, 0])
  })
})
