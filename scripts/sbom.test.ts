import { describe, expect, test } from 'vitest'
import { type Bill, clientBill, serverBill } from './sbom.ts'

const bills: [string, () => Bill][] = [['the client', clientBill], ['the server', serverBill]]
const names = (bill: Bill) => bill.components.map(({ name }) => name)

describe.each(bills)('the bill of materials of %s', (_, bill) => {
  test('gives each component with its version, where it is from, its licence and the hash of its bytes', () => {
    for (const { name, version, purl, licenses, hashes } of bill().components) {
      expect(purl, name).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`)
      expect(version, name).toMatch(/^\d+\.\d+\.\d+/)
      expect(licenses[0]?.expression, name).toMatch(/^[A-Za-z0-9.() -]+$/)
      expect(licenses[0]?.expression, name).not.toBe('NOASSERTION')
      expect(hashes[0]?.content, name).toMatch(/^[\da-f]{128}$/)
    }
  })
  test('names none twice, and none of ours', () => {
    const references = bill().components.map((one) => one['bom-ref'])
    expect(new Set(references).size).toBe(references.length)
    expect(names(bill()).filter((name) => name.startsWith('@gatehouse/'))).toEqual([])
  })
  test('is the same each time', () => expect(bill()).toEqual(bill()))
})

test('the client brings its screens, what these need in turn, and Electron; nothing of the server', () => {
  expect(names(clientBill())).toEqual(expect.arrayContaining(['electron', 'react', 'react-aria-components', 'tslib', 'axios', 'valibot']))
  expect(names(clientBill()).filter((name) => ['fastify', 'pg', 'vitest', 'esbuild', 'electron-builder'].includes(name))).toEqual([])
})

test('the server brings its drivers, what tools need too, and nothing of the client', () => {
  expect(names(serverBill())).toEqual(expect.arrayContaining(['fastify', 'pg', 'ldapts', 'nodemailer']))
  expect(names(serverBill()).filter((name) => ['electron', 'react', 'vitest'].includes(name))).toEqual([])
})
