import * as v from 'valibot'
import { expect, test } from 'vitest'
import { DevicesSettings } from './devices-schema.ts'

const whatIsWrong = (url: string) => v.safeParse(DevicesSettings, { url }).issues?.map(({ message }) => message).join() ?? ''

test.each(['https://gatehouse.corp.example', 'https://gatehouse.corp.example:8443', 'https://corp.example/gatehouse', 'http://127.0.0.1:8080'])('[S-06] %s is an address that can be proved for', (url) => {
  expect(whatIsWrong(url)).toBe('')
})

test.each([
  ['gatehouse.corp.example', 'is no web address'], ['https://Gatehouse.corp.example', 'is not written as it is compared'], ['https://gatehouse.corp.example/', 'is not written as it is compared'],
  ['https://gatehouse.corp.example:443', 'is not written as it is compared'], ['https://gatehouse.corp.example/a?b', 'is not written as it is compared'], ['http://gatehouse.corp.example', 'in the clear'],
])('[S-06] %s is none: %s', (url, words) => {
  expect(whatIsWrong(url)).toContain(words)
})
