import { expect, test } from 'vitest'
import { newerSamba } from './newer-samba.mjs'
import { packagesOf } from './system.mjs'

test('the second Samba lives in a folder of its recipe, and what is in it is not wanted on the machine itself', () => {
  expect(newerSamba()).toMatch(/^\/var\/cache\/gatehouse\/samba-[0-9a-f]{12}$/)
  expect(packagesOf(['newer-domain'])).toEqual(['debootstrap'])
})
