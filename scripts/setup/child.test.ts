import { expect, test } from 'vitest'
import { mustRun, run } from './child.mjs'

test('both streams are kept, standard output also alone', async () => {
  expect(await run('sh', ['-c', 'echo out; sleep 0.05; echo err >&2; exit 3'])).toEqual({ code: 3, stdout: 'out\n', output: 'out\nerr\n' })
})

test('a program that is not there ends with 127', async () => {
  expect((await run('no-such-program-here', [])).code).toBe(127)
})

test('a program whose time is up ends with 124', async () => {
  expect((await run('sleep', ['20'], { seconds: 0.1 })).code).toBe(124)
})

test('what must succeed and does not shows the last lines it said', async () => {
  await expect(mustRun('The step', 'sh', ['-c', 'echo first; echo last >&2; exit 1'])).rejects.toThrow('The step failed (exit code 1):\n  first\n  last')
})
