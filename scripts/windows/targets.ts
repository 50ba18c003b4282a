import { join } from 'node:path'
import { buildForWindows, type Target } from './build.ts'
import { tileBitmap } from './tile.ts'

const root = join(import.meta.dirname, '../..')

/** What is built for Windows and shipped, by the name of its file. The tests of it, the package and what looks at all of them take it from here. */
export const targets = {
  'Gatehouse.Provider.dll': {
    kind: 'library',
    from: ['core', 'system', 'provider'],
    libraries: ['-lwevtapi', '-lgdi32'],
    definitions: 'provider/provider.def',
    bitmaps: { 1: tileBitmap },
  },
  'Gatehouse.Launcher.exe': { kind: 'window', events: 'system/events.man', from: ['core', 'system', 'launcher', 'launcher/real'], libraries: ['-lbcrypt', '-lncrypt', '-lnetapi32', '-luserenv', '-lshell32', '-lntdll', '-lwtsapi32'] },
  'Gatehouse.Reminder.exe': { kind: 'window', from: ['core', 'reminder'], libraries: ['-lole32', '-lshell32', '-lwinhttp'] },
} as const satisfies Record<string, Target>

export type TargetName = keyof typeof targets

export const targetNames = ['Gatehouse.Provider.dll', 'Gatehouse.Launcher.exe', 'Gatehouse.Reminder.exe'] as const satisfies TargetName[]

/** Builds one of them. @param folder absolute @returns the whole path of its file */
export async function buildTarget(name: TargetName, folder = join(root, 'out/windows/x64')): Promise<string> {
  const out = join(folder, name)
  await buildForWindows(targets[name], out)
  return out
}
