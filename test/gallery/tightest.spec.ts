import { expect } from '@playwright/test'
import { languages } from '../../src-renderer/languages/list.ts'
import { ranAgainst } from '../peers/journal.ts'
import { inEveryState } from './every-state.ts'
import { test } from './gallery.ts'
import { whatIsCutOff, whatIsUnsaid } from './layout.ts'

// Every state with words that are 40 % longer is walked in gallery.spec.ts. What a language adds are its own long words, and letters of
// other sizes: they show in the states that have the most of either, where there is the least room. All states would take a minute each.
const atTheMachine = ['identify', 'languages', 'code-sms-late', 'phone-wrong-keys', 'ways-other', 'choice-outside-hours', 'new-password-own-rules', 'done-set-password-away', 'ended-not-asked-for', 'help-case', 'idle', 'problem-account-not-ready']
const inRegistration = ['register-sign-in-windows', 'register-last', 'register-number', 'register-questions-empty', 'register-not-me', 'register-remove']
const named = (names: readonly string[]) => names.map((name) => ({ name }))

/** WCAG 2.2, 1.4.4 and 1.4.10, on the smallest screen that is still about; a small phone. */
const zoomed = { width: 1024, height: 768, zoom: 2 }
const phone = { width: 360, height: 640 }

test.beforeAll(({ gallery }) => ranAgainst(import.meta.url, `Electron ${gallery.electronVersion}`))

for (const { tag, name, direction } of languages.filter((one) => one.tag !== 'en')) {
  test(`[F-25 F-27] ${name}, at 200 % and on a phone: the page says its language, nothing is cut off or scrolls sideways`, async ({ gallery }) => {
    const look = async () => [...await gallery.page.evaluate(whatIsUnsaid, { tag, direction }), ...await gallery.page.evaluate(whatIsCutOff)]
    await gallery.resize(zoomed)
    expect(await inEveryState({ gallery, states: named(atTheMachine), language: tag, unpainted: true }, look)).toEqual({})
    await gallery.resize(phone)
    expect(await inEveryState({ gallery, states: named(inRegistration), language: tag, unpainted: true }, look)).toEqual({})
  })
}
