import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockFolder } from './folder-lock.ts'

let folder: string
const lock = () => join(folder, 'in-use.json')
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Another process that locks the folder and then does nothing until it is killed. */
async function otherProcess() {
  const script = `import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, 'folder-lock.ts'))}
    try { lockFolder(${JSON.stringify(folder)}); console.log('has it') } catch (error) { console.log(error.message) }
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const said = (await once(child.stdout.setEncoding('utf8'), 'data')).join('')
  const kill = async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  return { said: said.trim(), pid: child.pid, kill }
}

describe('a locked folder', () => {
  it('is not locked again, by this process either, until it is given back', () => {
    const unlock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(`in-use: process ${process.pid} has the folder open`)
    unlock()
    expect(readdirSync(folder)).toEqual([])
    lockFolder(folder)()
  })

  it('is refused to another process, in words', async () => {
    const unlock = lockFolder(folder)
    const other = await otherProcess()
    await other.kill()
    unlock()
    expect(other.said).toContain(`in-use: process ${process.pid} has the folder open`)
  })

  it('is free again when its process was killed', async () => {
    const other = await otherProcess()
    expect(other.said).toBe('has it')
    expect(() => lockFolder(folder)).toThrow(`process ${other.pid ?? ''} has the folder open`)
    await other.kill()
    expect(existsSync(lock())).toBe(true)
    lockFolder(folder)()
    expect(readdirSync(folder)).toEqual([])
  })

  it('is free again when its process has gone and another one got its number', () => {
    writeFileSync(lock(), JSON.stringify({ pid: process.ppid, started: 'some-other-boot 12345' }))
    lockFolder(folder)()
  })

  it('is free again when the lock that remained says nothing', () => {
    writeFileSync(lock(), '')
    const unlock = lockFolder(folder)
    expect(JSON.parse(readFileSync(lock(), 'utf8'))).toMatchObject({ pid: process.pid })
    unlock()
  })
})
