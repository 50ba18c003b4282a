import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'
import { buildForWindows } from '../../scripts/windows/build.ts'
import { readRegistration, type RegistryValue } from '../../scripts/windows/registration.ts'
import { buildTarget } from '../../scripts/windows/targets.ts'
import { type Prefix, withPrefix } from './prefix.ts'
import { registryFile } from './registry-file.ts'

const out = path.join(import.meta.dirname, '../../out/windows/test')
/** Where it is installed. */
export const folder = 'C:\\Program Files\\Gatehouse'
export const library = `${folder}\\Gatehouse.Provider.dll`

const Line = v.pipe(v.string(), v.parseJson(), v.looseObject({ step: v.string() }))
export type Step = v.InferOutput<typeof Line>

/** What a provider's life showed: its steps in their order, and how LogonUI's stand-in ended. */
export type Seen = { steps: Step[]; code: number; of: (step: string) => Step }

type Situation = {
  /** SID and name of those with a tile; the name may be left out. */
  users?: readonly string[]
  /** LogonUI shows Other user. */
  otherUser?: boolean
  /** In place of LogonUI a program of another name, as CREDUI's: `path` then is where it lies. */
  elsewhere?: boolean
  /** COM finds the library, by the registry; else it is loaded from where it is installed, and Windows stood in for. */
  byCom?: boolean
}

type Values = Readonly<Record<string, string | number | readonly string[]>>

export type LogonUi = {
  /** Ends what still runs, and removes its Windows. */
  remove: () => Promise<void>
  run: (steps: readonly string[], situation?: Situation) => Promise<Seen>
  /** The registry has these values and no others of ours; the provider is registered. */
  set: (values: { policy?: Values; machine?: Values; state?: Values }) => Promise<void>
  /** What the launcher's stand-in does when it is started; `missing`: it is not there. */
  launcher: (behaviour: 'ready' | 'deaf' | 'grandchild' | 'orphan' | 'ends' | 'crashes' | 'silent' | 'missing') => void
  /** A file beside the library. */
  file: (name: string) => string
  /** Its path as Windows has it. */
  place: (name: string) => string
  has: (name: string) => boolean
}

/** Puts LogonUI's stand-in where LogonUI lies. @returns what takes a provider through its life, as the registry of that Windows has it or from where it is installed */
export async function logonUiIn(prefix: Prefix): Promise<LogonUi['run']> {
  const ui = await program('logon_ui', { kind: 'console', from: ['core', 'test/logon_ui'], libraries: ['-lgdi32'] })
  const [real, elsewhereToo] = [prefix.path('C:\\windows\\system32\\LogonUI.exe'), prefix.path('C:\\elsewhere.exe')]
  for (const place of [real, elsewhereToo]) copyFileSync(ui, place)
  return async (steps, { users = ['S-1-5-21-1-2-3-1001=CORP\\ada'], otherUser = false, elsewhere = false, byCom = false } = {}) => {
    const { code, stdout, stderr } = await prefix.wine(elsewhere ? elsewhereToo : real, [
      ...(byCom ? [] : ['--library', library]), ...users.flatMap((user) => ['--user', user]), ...(otherUser ? ['--other-user'] : []), ...(byCom ? [] : ['load']), ...steps,
    ])
    if (stderr !== '') throw new Error(stderr)
    const seen = stdout.split('\n').filter((line) => line.trim() !== '').map((line) => v.parse(Line, line))
    return {
      steps: seen,
      code,
      of: (step) => {
        const found = seen.findLast((one) => one.step === step)
        if (found === undefined) throw new Error(`no step ${step} was taken: ${stdout}`)
        return found
      },
    }
  }
}

/** In the launcher's place: it does as behave.txt beside it says, and writes down what happened. @returns its file */
export const launcherStandIn = (): Promise<string> => program('launcher_stand_in', { kind: 'window', from: ['core', 'test/launcher_stand_in'] })

/** LogonUI's stand-in in a Windows of its own, with the library that is shipped and a launcher that does as it is told. */
export async function withLogonUi(): Promise<LogonUi> {
  const prefix = await withPrefix()
  const [shipped, run, launcher] = await Promise.all([buildTarget('Gatehouse.Provider.dll'), logonUiIn(prefix), launcherStandIn()])
  const here = (name: string): string => prefix.path(`${folder}\\${name}`)
  mkdirSync(prefix.path(folder), { recursive: true })
  copyFileSync(shipped, here('Gatehouse.Provider.dll'))

  return {
    remove: () => prefix.remove(),
    run,
    set: async ({ policy = {}, machine = {}, state = {} }) => {
      const file = here('values.reg')
      writeFileSync(file, registryFile(['SOFTWARE\\Policies\\Gatehouse', 'SOFTWARE\\Gatehouse'], [
        ...readRegistration(`${folder}\\`),
        ...valuesOf('SOFTWARE\\Policies\\Gatehouse', policy), ...valuesOf('SOFTWARE\\Gatehouse', machine), ...valuesOf('SOFTWARE\\Gatehouse\\State', state),
      ]), 'utf16le')
      const { code, stdout } = await prefix.wine('reg', ['import', `${folder}\\values.reg`])
      if (code !== 0) throw new Error(`reg import: ${stdout}`)
    },
    launcher: (behaviour) => {
      for (const name of ['started.json', 'stopped.txt', 'child.txt', 'grandchild.txt', 'go.txt', 'starts.txt', 'Gatehouse.Launcher.exe']) rmSync(here(name), { force: true })
      if (behaviour !== 'missing') copyFileSync(launcher, here('Gatehouse.Launcher.exe'))
      writeFileSync(here('behave.txt'), behaviour)
    },
    file: (name) => readFileSync(here(name), 'utf8'),
    place: (name) => `${folder}\\${name}`,
    has: (name) => existsSync(here(name)),
  }
}

const valuesOf = (key: string, values: Values): RegistryValue[] =>
  Object.entries(values).map(([name, value]) => ({ key, name, ...(typeof value === 'string' ? { kind: 'REG_SZ', value } : typeof value === 'number' ? { kind: 'REG_DWORD', value } : { kind: 'REG_MULTI_SZ', value }) }))

async function program(name: string, target: Parameters<typeof buildForWindows>[0]): Promise<string> {
  const place = path.join(out, `${name}.exe`)
  await buildForWindows(target, place)
  return place
}
