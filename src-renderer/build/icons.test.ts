import { expect, it } from 'vitest'
import { outlineOf } from './icons.ts'

it('an icon gives its outline', () => {
  expect(outlineOf('<svg><path d="M1 2z"/></svg>', 'x.svg')).toBe('M1 2z')
})

it('an icon of several outlines is refused, for it would lose parts', () => {
  expect(() => outlineOf('<svg><path d="M1"/><path d="M2"/></svg>', 'x.svg')).toThrow('x.svg')
  expect(() => outlineOf('<svg></svg>', 'x.svg')).toThrow('x.svg')
})
