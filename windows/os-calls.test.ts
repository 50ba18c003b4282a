import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

// What no test here can know is on the checklist: every call that a fake answers, and everything of which wine says nothing.

const root = join(import.meta.dirname, '..')
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8')

const Text = v.pipe(v.string(), v.minLength(1))
const Rows = v.pipe(v.array(v.pipe(v.string(), v.regex(/^W-\d+$/u))), v.minLength(1))
const list = v.parse(v.strictObject({
  'system': v.record(Text, v.strictObject({ windows: v.pipe(v.array(Text), v.minLength(1)), wine: Text, rows: Rows })),
  'stand-in': v.record(Text, v.strictObject({ wine: Text, rows: Rows })),
  'files': v.record(Text, v.strictObject({ for: Text, rows: Rows })),
  'unproved': v.array(v.strictObject({ what: Text, rows: Rows })),
  'ordinary': v.array(Text),
}), parse(read('windows/os-calls.yaml')))

const entries = [
  ...Object.entries(list.system), ...Object.entries(list['stand-in']), ...Object.entries(list.files), ...list.unproved.map((one): [string, { rows: string[] }] => [one.what, one]),
]
const asked = [...read('docs/windows-checklist.md').matchAll(/^\| (W-\d+) \|/gmu)].map(([, id = '']) => id)
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name)

const real = readdirSync(join(root, 'windows/launcher/real')).map((name) => read('windows/launcher/real', name)).join('\n') + read('windows/launcher/system.h')
const types = new Set([...all(real, /\b(?:class|struct|using) (\w+)/gu), 'NTSTATUS'])
/** What is called there and begins with a capital, as ours do not; what no library has is fetched by its name. */
const calledByReal = [...new Set([...all(real, /\b([A-Z]\w+)\(/gu), ...all(real, /GetProcAddress\(.*"(\w+)"\)/gu)])].filter((name) => !types.has(name))

test('every method behind which the launcher has Windows is in the list, and in the fake', () => {
  const methods = all(read('windows/launcher/system.h'), /virtual \w+ (\w+)\([^)]*\) = 0;/gu)
  expect(methods.length).toBeGreaterThan(20)
  expect(Object.keys(list.system)).toEqual(methods)
  expect(all(read('windows/test/launcher/fake_system.h'), /^ {2}(?:Done|void) (\w+)\(.*\) override;/gmu)).toEqual(methods)
})

test('every call of Windows that the real one makes is an entry’s, or one that wine does as Windows does', () => {
  const known = new Set([...Object.values(list.system).flatMap(({ windows }) => windows), ...list.ordinary])
  expect(calledByReal.length).toBeGreaterThan(50)
  expect(calledByReal.filter((name) => !known.has(name))).toEqual([])
})

test('no entry names a call that is not made', () => {
  const written = real + read('windows/system/event_log.cpp')
  const named = [...Object.values(list.system).flatMap(({ windows }) => windows), ...list.ordinary]
  expect(named.filter((name) => !new RegExp(`\\b${name}\\b`, 'u').test(written))).toEqual([])
})

test('every call for which the provider’s test stands in for Windows is in the list', () => {
  expect(Object.keys(list['stand-in'])).toEqual(all(read('windows/test/logon_ui/windows_stand_in.cpp'), /hooks\.replace\("(\w+)"/gu))
})

test('every file that stands in for something is there', () => {
  expect(Object.keys(list.files).filter((file) => !existsSync(join(root, file)))).toEqual([])
})

test('every row that is named is on the checklist, and every row of the sign-in screen and of the run is named', () => {
  const named = new Set(entries.flatMap(([, { rows }]) => rows))
  expect(entries.flatMap(([name, { rows }]) => rows.filter((row) => !asked.includes(row)).map((row) => `${name}: ${row} is not on the checklist`))).toEqual([])
  expect(asked.filter((row) => Number(row.slice(2)) < 60 && !named.has(row))).toEqual([])
})
