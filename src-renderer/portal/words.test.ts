import { expect, test } from 'vitest'
import english from '../languages/en.json' with { type: 'json' }
import { inEnglish } from '../languages/list.ts'
import inPortal from './languages/en.json' with { type: 'json' }
import { inBrowser, portalEnglish } from './words.ts'

const argumentsOf = (message: string) => [...new Set(message.match(/\{\w+/gu) ?? [])].sort()

test('every text that is worded otherwise in a browser is one that there is, with the same values in it', () => {
  for (const [id, text] of Object.entries(inPortal)) {
    const original = Object.entries(english).find(([name]) => name === id)?.[1]
    expect(original, id).toBeDefined()
    expect(argumentsOf(text), id).toEqual(argumentsOf(original ?? ''))
    expect(text, id).not.toContain("'")
    expect(text, id).not.toBe(original)
  }
})

test('what can be met in a browser speaks of no PC and no sign-in screen', async () => {
  const spoken = await inBrowser(inEnglish).load()
  // What a page cannot find out, and a machine of ours alone has.
  const never = /^(?:problem\.(?:nonce-needed|device-proof-refused|device-unknown|device-needed|ticket-over|enrolment-refused|name-not-found|certificate-not-trusted|certificate-date|proxy-unreachable|not-set-up)|help\.machine|frame\.window|\w+\.(?:away|not-yet))/
  const wrong = Object.entries(spoken).filter(([id, text]) => !never.test(id) && /\bthis PC\b|sign-in screen|back to sign-in/iu.test(typeof text === 'string' ? text : ''))
  expect(Object.fromEntries(wrong)).toEqual({})
  expect(portalEnglish.messages).toEqual(spoken)
})
