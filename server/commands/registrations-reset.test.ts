import { expect, test } from 'vitest'
import { registrationsReset } from './registrations-reset.ts'

// It stands in the Message-ID of a mail, in the link of a notice, and in whatever collects the record.
test.each(['<INC 1>', 'INC 1', 'A\nBcc: x', 'é', '-1', 'X'.repeat(33)])('a case that is no number of anybody\'s (%j) is refused before anything is opened', async (given) => {
  const said: string[] = []
  const status = await registrationsReset.run(
    { text: () => 'nowhere', textIfGiven: () => given, has: () => false, listed: [] }, { out() {}, err: (line) => void said.push(line), env: {} })
  expect([status, said]).toEqual([2, ['--case must be like 7K4P-29QX, or a number of your own: letters, digits, dots and hyphens, 32 at most']])
})
