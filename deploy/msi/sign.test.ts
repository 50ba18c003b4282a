import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { argumentsOf } from '../../scripts/msi/arguments.ts'
import { buildMsi } from '../../scripts/msi/build.ts'
import { checkPayload } from '../../scripts/msi/payload.ts'
import { canBeSigned, sign } from '../../scripts/msi/sign.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { windowsMissing } from '../../windows/test/needs.ts'
import { Workshop } from './made.ts'

withPeer('signing the MSI', windowsMissing(), () => {
  const workshop = new Workshop()
  const at = (name: string) => path.join(workshop.folder, name)
  const signer = { pkcs12: at('key.p12'), passwordFile: at('password') }
  const password = 'throwaway-7721'
  const verified = (file: string) => spawnSync('osslsigncode', ['verify', '-CAfile', at('certificate.pem'), '-in', file], { encoding: 'utf8' })

  beforeAll(() => {
    writeFileSync(signer.passwordFile, `${password}\n`, { mode: 0o600 })
    const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' })
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', at('key.pem'), '-out', at('certificate.pem'), '-days', '2', '-subj', '/CN=Gatehouse test', '-addext', 'extendedKeyUsage=codeSigning')
    openssl('pkcs12', '-export', '-inkey', at('key.pem'), '-in', at('certificate.pem'), '-out', signer.pkcs12, '-passout', `file:${signer.passwordFile}`)
  })
  afterAll(() => workshop.remove())

  test('[F-30] signs the package and every program in it that has no signature, once', async () => {
    const made = await workshop.build('1.2.3', { signer })
    expect(verified(made.file)).toMatchObject({ status: 0 })
    const stage = path.join(path.dirname(made.file), 'stage')
    const programs = ['Gatehouse.exe', 'Gatehouse.Launcher.exe', 'Gatehouse.Provider.dll', 'Gatehouse.Reminder.exe']
    expect(made.signed).toBe(programs.length)
    for (const name of programs) {
      expect(verified(path.join(stage, name)).status, name).toBe(0)
      expect(canBeSigned(path.join(stage, name)), name).toBe(false)
    }
    expect(readFileSync(made.file).includes(password)).toBe(false)
  })

  test('[F-30] leaves no signature where no key is given', async () => {
    const made = await workshop.build('1.2.3')
    expect(made.signed).toBe(0)
    expect(verified(made.file).status).not.toBe(0)
  })

  test('a wrong password stops it, says so, and does not say the password', async () => {
    writeFileSync(at('wrong'), 'another-5150\n')
    const file = path.join(await workshop.client(), 'Gatehouse.exe')
    const failed: unknown = await sign(file, { ...signer, passwordFile: at('wrong') }).catch((error: unknown) => error)
    expect(String(failed)).toContain('could not be signed')
    expect(String(failed)).not.toContain('another-5150')
    expect(existsSync(`${file}.signed`)).toBe(false)
    expect(canBeSigned(file)).toBe(true)
  })

  test('a command line that is not understood is answered by how it is', () => {
    expect(() => argumentsOf(['--payloads', 'x'])).toThrow(/--payloads[\s\S]*npm run msi -- \[--electron FOLDER \| --payload FOLDER\]/)
    expect(() => argumentsOf(['somewhere'])).toThrow(/npm run msi/)
    expect(() => argumentsOf(['--sign-pkcs12', 'key.p12'])).toThrow(/belong together/)
    expect(() => argumentsOf(['--sign-timestamp', 'http://t.example'])).toThrow(/goes with --sign-pkcs12/)
    expect(argumentsOf([])).toEqual({ payload: undefined, electron: undefined, signer: undefined })
  })

  test('a folder that is not the client\'s is refused in words', async () => {
    expect(() => checkPayload(at('nowhere'))).toThrow(/is no folder/)
    expect(() => checkPayload(workshop.folder)).toThrow(/has no Gatehouse\.exe: it is not electron-builder's unpacked folder/)
    const client = await workshop.client()
    expect(() => checkPayload(client)).not.toThrow()
    const refusedWith = (name: string, put: (file: string) => void): string => {
      const file = path.join(client, name)
      put(file)
      try {
        checkPayload(client)
        return 'taken'
      } catch (error) {
        return String(error)
      } finally {
        rmSync(file)
      }
    }
    expect(refusedWith('reminder.xml', (file) => writeFileSync(file, ''))).toContain('already has reminder.xml')
    expect(refusedWith('locales/grün.pak', (file) => writeFileSync(file, ''))).toContain('has a character outside of ASCII')
    expect(refusedWith('link.txt', (file) => symlinkSync('/etc/hostname', file))).toContain('is neither a file nor a folder')
    expect(refusedWith('locales/with a space, and an apostrophe\'s.pak', (file) => writeFileSync(file, ''))).toBe('taken')
  })

  test('a client that is no program for x64 with a version is refused in words', async () => {
    const folder = path.join(workshop.folder, 'other-client')
    cpSync(await workshop.client(), folder, { recursive: true })
    const file = path.join(folder, 'Gatehouse.exe')
    const program = readFileSync(file)
    const of = (change: (bytes: Buffer) => Buffer): (() => void) => {
      writeFileSync(file, change(Buffer.from(program)))
      return () => checkPayload(folder)
    }
    const signature = program.readUInt32LE(0x3c)
    expect(of((bytes) => bytes)).not.toThrow()
    expect(of(() => Buffer.from('#!/bin/sh'))).toThrow(/is no program for Windows/)
    expect(of((bytes) => { bytes.writeUInt16LE(0xaa64, signature + 4); return bytes })).toThrow(/is not for x64/)
    expect(of((bytes) => Buffer.from(bytes.toString('latin1').replace('.rsrc', '.rsrx'), 'latin1'))).toThrow(/has no version/)
  })

  test('a version that Windows Installer cannot compare is refused', async () => {
    await expect(buildMsi({ version: '1.2.3-beta', folders: [], standIn: true }, at('out'))).rejects.toThrow(/no version that Windows Installer can compare/)
  })
})
