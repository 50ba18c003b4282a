import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { productionFuses, readFuses } from '../../scripts/package/fuses.ts'
import { withPeer } from '../peers/needs.ts'
import { type ArchivedFile, filesOfArchive } from './archive.ts'
import { packageUnderTest, root, whyNot } from './package-once.ts'

const run = promisify(execFile)

/** What the kiosk needs, and why. A file that is none of these does not belong into the package; one of these that is missing neither. */
const needed: Record<string, RegExp> = {
  'what Electron reads of the program': /^package\.json$/,
  'the main process, and what it loads after the first screen': /^(?:(?:main|axios|electron-log|keyring)\.js|keyring\.node)$/,
  'the bridge': /^preload\.cjs$/,
  'the page and its style': /^renderer\/kiosk(\.html|\.js|-[\w-]+\.css)$/,
  'further screens and languages, loaded when they are shown': /^renderer\/part-[A-Z0-9]+\.js$/,
  'licences that want to go with what they are of': /^licences\/[\w-]+\.txt$/,
  'letters, and the styles that name them': /^renderer\/(files\/[\w-]+\.woff2|[\w-]+\.css)$/,
}

withPeer('[S-02 S-03] the package', whyNot(), () => {
  const folder = () => packageUnderTest()
  const archive = () => join(folder(), 'resources/app.asar')
  const texts = () => filesOfArchive(archive()).filter(({ path }) => /\.(?:js|cjs|json|html|css)$/.test(path))

  test('[S-02 F-28] has every fuse that its Electron has as stated, and none that is not stated', async () => {
    const fuses = await readFuses(join(folder(), 'gatehouse'))
    expect(fuses.map(({ name }) => name)).toEqual(Object.keys(productionFuses).slice(0, fuses.length))
    expect(Object.fromEntries(fuses.map(({ name, on }) => [name, on]))).toEqual(Object.fromEntries(Object.entries(productionFuses).slice(0, fuses.length)))
    // Electron 33 has eight of them; the ninth came with a later one.
    expect(fuses.length).toBeGreaterThanOrEqual(8)
  })

  test('[S-03 F-28] loads its program from the one archive: nothing else lies where Electron would look', () => {
    const lies = readdirSync(join(folder(), 'resources'), { recursive: true, encoding: 'utf8' })
    // A program of the system's own kind cannot be loaded from inside the archive.
    expect(lies.toSorted()).toEqual(['app.asar', 'app.asar.unpacked', 'app.asar.unpacked/keyring.node'])
  })

  test('[S-03 F-28] is for nobody to change but its owner', () => {
    const open = readdirSync(folder(), { recursive: true, encoding: 'utf8' }).filter((name) => (statSync(join(folder(), name)).mode & 0o022) !== 0)
    expect(open).toEqual([])
  })

  test('[S-01 F-28] holds what the kiosk needs and nothing else', () => {
    const names = filesOfArchive(archive()).map(({ path }) => path)
    expect(names.filter((name) => !Object.values(needed).some((pattern) => pattern.test(name)))).toEqual([])
    for (const [what, pattern] of Object.entries(needed)) expect(names.some((name) => pattern.test(name)), what).toBe(true)
  })

  const openings = ['__playwright', 'playwright', 'remote-debugging-', 'inspect-brk', 'GATEHOUSE_', '--config=', 'sourceMappingURL']
  test.each(openings)('[S-02 F-28] says nothing of %s', (word) => {
    expect(texts().filter(({ bytes }) => bytes().includes(word)).map(({ path }) => path)).toEqual([])
  })

  test('[S-02 F-28] such words would be found', () => {
    expect(texts().filter(({ bytes }) => bytes().includes('requestSingleInstanceLock')).map(({ path }) => path)).toEqual(['main.js'])
  })

  test('comes out the same when it is packed again, from other folders and at another time', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'gatehouse-packed-again-'))
    try {
      // The archive does not hang on the Electron around it: as much of one as the packer looks at will do.
      const electron = join(scratch, 'an-electron')
      for (const name of ['resources', 'locales']) mkdirSync(join(electron, name), { recursive: true })
      writeFileSync(join(electron, 'locales/en-US.pak'), '')
      writeFileSync(join(electron, 'version'), '33.2.1')
      writeFileSync(join(electron, 'electron'), Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 8]), Buffer.from('1'.repeat(8))]))
      chmodSync(join(electron, 'electron'), 0o755)
      const env = { ...process.env, VITEST: undefined, ELECTRON_OVERRIDE_DIST_PATH: electron, TZ: 'Asia/Tokyo', LC_ALL: 'C' }
      await run(process.execPath, ['scripts/package.ts', join(scratch, 'again')], { cwd: root, env })
      const again = join(scratch, 'again/linux-unpacked/resources/app.asar')
      const differ = differences(filesOfArchive(archive()), filesOfArchive(again))
      expect(differ).toEqual([])
      expect(hashOf(again)).toBe(hashOf(archive()))
    } finally {
      rmSync(scratch, { recursive: true })
    }
  })
})

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

function differences(one: ArchivedFile[], other: ArchivedFile[]): string[] {
  const there = new Map(other.map((file) => [file.path, file]))
  return one.filter(({ path, bytes }) => !there.get(path)?.bytes().equals(bytes())).map(({ path }) => path)
}
