import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { argumentsOf } from '../../scripts/msi/arguments.ts'
import { checkPayload, filesBelow, makeStandIn } from '../../scripts/msi/payload.ts'
import { programVersion } from '../../scripts/msi/program-version.ts'
import { productionFuses, readFuses } from '../../scripts/package/fuses.ts'
import { checkWindowsElectron } from '../../scripts/package/windows.ts'
import { packageForWindows } from '../../scripts/package.ts'
import { buildForWindows } from '../../scripts/windows/build.ts'
import { productVersion } from '../../scripts/windows/version.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { windowsMissing } from '../../windows/test/needs.ts'

const root = path.join(import.meta.dirname, '../..')

withPeer('the client, packed for Windows around something in the shape of its Electron', windowsMissing(), () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-electron-'))
  const electron = path.join(folder, 'electron')
  let packed: string

  beforeAll(async () => {
    await makeStandIn(electron)
    for (const name of ['Gatehouse.exe', 'resources/app.asar']) rmSync(path.join(electron, name))
    writeFileSync(path.join(electron, 'version'), '33.2.1')
    writeFileSync(path.join(electron, 'resources/default_app.asar'), 'What starts any application.')
    await buildForWindows({ kind: 'window', from: ['test/electron_stand_in.cpp'], version: '33.2.1' }, path.join(electron, 'electron.exe'))
    packed = await packageForWindows(root, path.join(folder, 'packed'), electron)
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true }))
  const of = (name: string) => path.join(packed, name)

  test('[F-30] is a folder that the package takes', () => {
    expect(() => checkPayload(packed)).not.toThrow()
    expect(programVersion(of('Gatehouse.exe'))?.version).toBe(`${productVersion()}.0`)
  })

  test('[S-02] has every fuse as the packaged client must have it', async () => {
    const fuses = await readFuses(of('Gatehouse.exe'))
    expect(fuses).toHaveLength(8)
    for (const { name, on } of fuses) expect({ name, on }).toEqual({ name, on: name && productionFuses[name] })
  })

  test('[S-03] has the archive’s hash in the program, by which Electron on Windows knows it, and no other application beside it', () => {
    // Of its list of files, which follows four numbers; the last is the list's length.
    const archive = readFileSync(of('resources/app.asar'))
    const hash = createHash('sha256').update(archive.subarray(16, 16 + archive.readUInt32LE(12))).digest('hex')
    const program = readFileSync(of('Gatehouse.exe'))
    expect(program.includes(Buffer.from('ELECTRONASAR', 'utf16le'))).toBe(true)
    expect(program.includes(`"value":"${hash}"`)).toBe(true)
    expect(filesBelow(of('resources'))).toEqual(['app.asar', 'app.asar.unpacked/keyring.node'])
  })

  test('has the credential store’s program of Windows', () => {
    const program = readFileSync(of('resources/app.asar.unpacked/keyring.node'))
    expect(program.toString('latin1', 0, 2)).toBe('MZ')
    expect(program.readUInt16LE(program.readUInt32LE(0x3c) + 4), 'x64').toBe(0x8664)
  })

  test('a folder that is no Electron for Windows is refused in words', () => {
    const from = (version: string | undefined) => () => {
      const file = path.join(electron, 'version')
      if (version === undefined) rmSync(file)
      else writeFileSync(file, version)
      return checkWindowsElectron(electron)
    }
    expect(() => checkWindowsElectron(folder)).toThrow(/has no electron\.exe: unpack electron-v<version>-win32-x64\.zip/)
    expect(from('v38.1.0')()).toBe('38.1.0')
    expect(from('32.0.1')).toThrow(/is Electron 32\.0\.1: the client needs 33 or a later one/)
    expect(from('40.0.0-nightly.1')).toThrow(/which is none that was released/)
    expect(from(undefined)).toThrow(/has no file "version"/)
    expect(() => argumentsOf(['--electron', 'a', '--payload', 'b'])).toThrow(/give one of them/)
    expect(existsSync(path.join(folder, 'packed/electron')), 'what is only for packing is gone').toBe(false)
  })
})
