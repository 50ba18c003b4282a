import type { Target } from '../../../scripts/windows/build.ts'

const libraries = ['-lbcrypt', '-lshell32', '-lntdll']

/** What the launcher's tests run, in wine: the launcher with a fake of what wine only pretends, and what stands in for the client. */
export const programs = {
  'run.exe': { kind: 'console', from: ['core', 'system', 'launcher', 'test/launcher', 'test/launcher/run'], libraries },
  'fails.exe': { kind: 'console', from: ['core', 'system', 'launcher', 'test/launcher', 'test/launcher/fails'], libraries },
  'remind.exe': { kind: 'console', from: ['core', 'system', 'launcher', 'test/launcher', 'test/launcher/remind'], libraries: [...libraries, '-lcrypt32'] },
  'maintain.exe': { kind: 'console', from: ['core', 'system', 'launcher', 'test/launcher', 'test/launcher/maintain'], libraries },
  'Gatehouse.exe': { kind: 'window', from: ['core', 'test/launcher/client'], libraries: [] },
} as const satisfies Record<string, Target>
