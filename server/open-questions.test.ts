import { expect, test } from 'vitest'
import { lanesOn } from './open-questions.ts'

test("answers are hashed in as many lanes as leave a core and half of libuv's pool to everything else", () => {
  expect([1, 2, 3, 4, 64].map(lanesOn)).toEqual([1, 1, 2, 2, 2])
})
