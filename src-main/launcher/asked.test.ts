import { expect, test } from 'vitest'
import { refusedArguments } from '../kiosk/guards.ts'
import { launchAsked } from './asked.ts'

test.each([
  [[], false, []], [['--kiosk'], true, []], [['--kiosk', '--kiosk'], true, ['--kiosk']], [['--kiosk', '--inspect'], true, ['--inspect']],
  [['--kiosk=1'], false, ['--kiosk=1']], [['-kiosk'], false, ['-kiosk']], [['/kiosk'], false, ['/kiosk']], [['--KIOSK'], false, ['--KIOSK']],
])('[S-02] %j: by a launcher %s, and the packaged program refuses %j', (args, launched, refused) => {
  const asked = launchAsked(args)
  expect(asked).toEqual({ launched, others: refused })
  expect(refusedArguments(asked.others)).toEqual(refused)
})
