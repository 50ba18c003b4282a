import { describe, expect, it } from 'vitest'
import { changesHere, untilStopped } from './changes.ts'

const LONG = 60_000

describe('[F-08] who waits for a recovery to change', () => {
  it('is told of the next change also where somebody before them has had enough meanwhile', async () => {
    const { next, tell } = changesHere()
    const enough = new AbortController()
    const first = next('one', LONG, enough.signal)
    tell('one')
    await first
    let told = false
    const second = next('one', LONG, new AbortController().signal).then(() => { told = true })
    // Whoever follows says so when they have been told.
    enough.abort()
    tell('one')
    await Promise.race([second, new Promise((done) => setTimeout(done, 20))])
    expect(told).toBe(true)
  })

  it('does not wait at all where they have had enough before', async () => {
    const { next } = changesHere()
    let over = false
    const waiting = next('one', LONG, AbortSignal.abort()).then(() => { over = true })
    await Promise.race([waiting, new Promise((done) => setTimeout(done, 20))])
    expect(over).toBe(true)
  })

  it('[S-11] is never as many as somebody likes: of too many the first waits no longer', async () => {
    const { next, tell } = changesHere()
    const over: number[] = []
    const waiting = Array.from({ length: 20 }, (_, index) => next('one', LONG, new AbortController().signal).then(() => { over.push(index) }))
    await Promise.race([Promise.all(waiting), new Promise((done) => setTimeout(done, 20))])
    expect(over).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    tell('one')
    await Promise.all(waiting)
    expect(over).toHaveLength(20)
  })

  it('is let go when the server stops, and whoever comes after that does not wait; others go on waiting', async () => {
    const changes = changesHere()
    const stopping = new AbortController()
    const { next } = untilStopped(changes, stopping.signal)
    const never = new AbortController().signal
    const waiting = next('one', LONG, never)
    let told = false
    const other = changes.next('one', LONG, never).then(() => { told = true })
    stopping.abort()
    await waiting
    await next('one', LONG, never)
    expect(told).toBe(false)
    changes.tell('one')
    await other
  })
})
