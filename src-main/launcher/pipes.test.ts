import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fsPipe } from './fs-pipe.ts'
import { MOST_WAITING, type Pipe } from './pipe.ts'
import { socketPipe } from './socket-pipe.ts'

let folder: string
beforeEach(() => { folder = fs.mkdtempSync(path.join(tmpdir(), 'gatehouse-pipes-')) })
afterEach(() => fs.rmSync(folder, { recursive: true }))

/** A real pipe of the system. Read and written without waiting on this side. */
function pipe(): { ours: number; theirs: (way: 'r' | 'w') => number } {
  const file = path.join(folder, String(Math.random()))
  execFileSync('mkfifo', [file])
  const ours = fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_NONBLOCK)
  return { ours, theirs: (way) => fs.openSync(file, way) }
}
const full = (fd: number) => { try { for (;;) fs.writeSync(fd, Buffer.alloc(4096)) } catch { return } }

// That of Windows runs here as well, on pipes of this system.
describe.each<[string, (input: number, output: number) => Pipe]>([
  ['fs', (input, output) => fsPipe(fs, input, output)],
  ['sockets', (input, output) => socketPipe(net, input, output)],
])('two pipes, by %s', (_name, over) => {
  test('carry what is said in order, and tell the end', async () => {
    const [to, from] = [pipe(), pipe()]
    const end = to.theirs('r')
    const it = over(end, from.theirs('w'))
    const got: string[] = []
    const ended = new Promise<void>((resolve) => it.listen((piece) => {
      got.push(piece.toString())
      if (got.join('') === 'one') fs.writeSync(to.ours, 'two')
      else fs.closeSync(to.ours)
    }, resolve))
    fs.writeSync(to.ours, 'one')
    await ended
    expect(got.join('')).toBe('onetwo')
    it.write('a\n')
    it.write('b\n')
    await it.flushed()
    const heard = Buffer.alloc(100)
    expect(heard.toString('utf8', 0, fs.readSync(from.ours, heard))).toBe('a\nb\n')
  })
  test('that are full make nobody wait, and keep no more than so much', async () => {
    const [to, from] = [pipe(), pipe()]
    full(from.ours)
    const it = over(to.theirs('r'), from.theirs('w'))
    let flushed = false
    for (let count = 0; count < 2000; count += 1) it.write('x'.repeat(100))
    void it.flushed().then(() => { flushed = true })
    await new Promise((resolve) => setImmediate(resolve))
    expect(flushed).toBe(false)
    const heard = drain(from.ours)
    await it.flushed()
    expect((await heard()).filter((byte) => byte === 0x78).length).toBeLessThanOrEqual(MOST_WAITING)
  })
})

/** Reads until it is told that nothing more comes. */
function drain(fd: number): () => Promise<number[]> {
  const bytes: number[] = []
  const read = () => {
    const piece = Buffer.alloc(16 * 1024)
    try {
      bytes.push(...piece.subarray(0, fs.readSync(fd, piece)))
    } catch { /* nothing there now */ }
  }
  const timer = setInterval(read, 1)
  return () => {
    clearInterval(timer)
    read()
    return Promise.resolve(bytes)
  }
}

test('what is no pipe has ended: a file, /dev/null', async () => {
  for (const file of ['/dev/null', import.meta.filename]) {
    const fd = fs.openSync(file, 'r')
    await new Promise<void>((resolve) => socketPipe(net, fd, fd).listen(() => undefined, resolve))
    fs.closeSync(fd)
  }
})
