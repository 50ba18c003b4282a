import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

// What Windows is told of the reminder. What it does then is tried in windows/launcher/remind.test.ts; that schtasks takes it, on Windows (W-126).

const task = readFileSync(path.join(import.meta.dirname, 'reminder.xml'), 'utf8').replaceAll(/<!--[\s\S]*?-->/gu, '')
const the = (tag: string) => [...task.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'gu'))].map(([, text]) => text)

test('the task is the system’s, since nobody else can say who has signed in, and starts the launcher for reminders alone', () => {
  expect(the('UserId')).toEqual(['S-1-5-18'])
  expect(the('GroupId')).toEqual([])
  expect([the('Command'), the('Arguments')]).toEqual([['"%ProgramFiles%\\Gatehouse\\Gatehouse.Launcher.exe"'], ['--remind']])
})

test('it comes a minute after anybody’s sign-in, one after the other, and is over in a minute', () => {
  expect(task.match(/<LogonTrigger>/gu)).toHaveLength(1)
  expect([the('Delay'), the('MultipleInstancesPolicy'), the('ExecutionTimeLimit')]).toEqual([['PT1M'], ['Queue'], ['PT1M']])
})
