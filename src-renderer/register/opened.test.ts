import { expect, test } from 'vitest'
import { openedAt } from './opened.ts'

test.each([
  ['', undefined, undefined], ['#', undefined, undefined], ['#not-me=abc.DEF-_', 'abc.DEF-_', undefined], ['#not-me=', undefined, undefined],
  ['#left', undefined, 'left'], ['#over', undefined, 'over'], ['#toString', undefined, undefined],
])('opened with %j', (hash, notMe, out) => {
  expect(openedAt({ hash })).toEqual({ notMe, out })
})
