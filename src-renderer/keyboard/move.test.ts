import { expect, it } from 'vitest'
import { nextKey } from './move.ts'

const key = (name: string, middle: number) => ({ name, middle })
const rows = [[key('1', 10), key('2', 30), key('3', 50)], [key('q', 15), key('w', 35)], [key('space', 30)]]
const from = (name: string, arrow: string) => rows.flat().filter((one) => one.name === name).map((one) => nextKey(rows, one, arrow)?.name)[0]

it('an arrow leads to the key beside, or to the nearest in the next row; at an edge nowhere', () => {
  expect([from('1', 'ArrowRight'), from('2', 'ArrowLeft'), from('3', 'ArrowDown'), from('w', 'ArrowUp'), from('q', 'ArrowDown'), from('space', 'ArrowUp')])
    .toEqual(['2', '1', 'w', '2', 'space', 'w'])
  expect([from('1', 'ArrowLeft'), from('3', 'ArrowRight'), from('1', 'ArrowUp'), from('space', 'ArrowDown'), from('1', 'Home')]).toEqual([undefined, undefined, undefined, undefined, undefined])
})
