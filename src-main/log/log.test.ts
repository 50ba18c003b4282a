import { EventEmitter } from 'node:events'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { WebContents } from 'electron'
import { Secret } from '@gatehouse/contract'
import { fileLog, lines, whereOf } from './log.ts'
import { logConsole } from './page-console.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-log-'))
afterAll(() => rmSync(folder, { recursive: true }))

function written(write: (log: ReturnType<typeof lines>) => void): string[] {
  const all: string[] = []
  write(lines((level, text) => all.push(`${level} ${text}`)))
  return all
}

describe('[S-04] a line tells no secret and names no person', () => {
  const telling: [string, string | Secret][] = [
    ['password', 'Hunter2-hunter2'], ['account', 'x'], ['selectedUser', 'x'], ['answer', 'x'], ['stepToken', 'x'], ['authorization', 'x'],
    ['detail', new Secret('Hunter2-hunter2')],
    ['detail', 'ada@corp.example'], ['detail', 'CORP\\ada'], ['detail', '418205'], ['detail', '12345678'], ['detail', 'Bearer abc'], ['detail', 'k'.repeat(43)],
  ]
  test.each(telling)('[S-04] %s: %s', (name, value) => {
    expect(written((log) => log.info('event', { [name]: value }))).toEqual([`info event ${name}="[masked]"`])
  })
  test('[S-04 F-30] a value of the registry that is wrong can be read, and nobody who stands beside it', () => {
    const [policy, machine] = [String.raw`HKLM\SOFTWARE\Policies\Gatehouse\Server`, String.raw`HKLM\SOFTWARE\Gatehouse\Pins`]
    expect(written((log) => log.error('setting-wrong', { where: policy, what: `${machine} CORP\\ada HKLM\\SOFTWARE` })))
      .toEqual([`error setting-wrong where=${JSON.stringify(policy)} what=${JSON.stringify(`${machine} [masked] [masked]`)}`])
  })
  test('[S-04] in the middle of a sentence too', () => {
    expect(written((log) => log.warn('event', { detail: 'the code 418205 of ada@corp.example is wrong' }))).toEqual(['warn event detail="the code [masked] of [masked] is wrong"'])
  })
  test('short facts stay', () => {
    expect(written((log) => log.error('event', { code: 'timed-out', status: 503, over: true, correlation: 'K7M2-9XQD', nothing: undefined })))
      .toEqual(['error event code="timed-out" status=503 over=true correlation="K7M2-9XQD"'])
  })
  test('a line does not grow without end', () => expect(written((log) => log.info('event', { detail: 'no '.repeat(1000) }))[0]?.length).toBeLessThan(400))
  test('a line stays one line', () => expect(written((log) => log.info('event', { detail: 'a\ninfo forged' }))).toEqual(['info event detail="a\\ninfo forged"']))
  test('[S-04] an error gives its kind and place, never its words', () => {
    const { kind, at } = whereOf(new RangeError('418205'))
    expect(kind).toBe('RangeError')
    expect(at).toMatch(/log\.test\.ts/)
    expect(JSON.stringify(whereOf(new RangeError('418205')))).not.toContain('418205')
  })
})

describe('the file', () => {
  test('holds the lines, those from before it was opened first, readable by its owner alone', async () => {
    const file = path.join(folder, 'one', 'client.log')
    const log = fileLog(file)
    log.info('started', { version: '1.0', password: 'Hunter2-hunter2' })
    await log.open()
    log.warn('page-lost', { why: 'hung' })
    expect(readFileSync(file, 'utf8').split('\n')).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z info started version="1\.0" password="\[masked]"$/), expect.stringMatching(/Z warn page-lost why="hung"$/), '',
    ])
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
  test('does not grow without end: one older one is kept', async () => {
    const log = fileLog(path.join(folder, 'two', 'client.log'))
    await log.open()
    for (let line = 0; line < 8000; line++) log.info('event', { detail: 'word '.repeat(60) })
    expect(readdirSync(path.join(folder, 'two')).sort()).toEqual(['client.log', 'client.old.log'])
    expect(statSync(path.join(folder, 'two', 'client.log')).size).toBeLessThan(1.1 * 1024 * 1024)
  })
  test('[S-04] what is echoed in the development build is redacted too', () => {
    const echoed: string[] = []
    fileLog(path.join(folder, 'three', 'client.log'), (line) => echoed.push(line)).info('event', { detail: '418205' })
    expect(echoed).toEqual(['info event detail="[masked]"'])
  })
})

describe('what a page says on its console', () => {
  function said(words: boolean, level: number, message: string): string[] {
    const page = new EventEmitter()
    return written((log) => {
      logConsole(page as unknown as WebContents, log, words)
      page.emit('console-message', {}, level, message, 12, 'app://gatehouse/kiosk.js')
    })
  }
  test('a violation of the content policy is an error that names directive and address', () => {
    expect(said(false, 3, 'securitypolicyviolation img-src https://evil.example/')).toEqual(['error content-policy-violated directive="img-src" blocked="https://evil.example/"'])
  })
  test('[S-04] of another error only the place is written', () => {
    expect(said(false, 3, 'Uncaught Error: Hunter2')).toEqual(['error page-error at="app://gatehouse/kiosk.js:12"'])
  })
  test('in the development build its words too', () => expect(said(true, 3, 'Uncaught Error: x')).toEqual(['error page-error at="app://gatehouse/kiosk.js:12" said="Uncaught Error: x"']))
  test('anything less than an error is not written', () => expect(said(true, 2, 'a warning')).toEqual([]))
})
