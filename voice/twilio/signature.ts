import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Secret } from '@gatehouse/contract'
import type { Form } from './form.ts'

/**
 * Whether Twilio signed it (https://www.twilio.com/docs/usage/webhooks/webhooks-security): HMAC-SHA1 under the account's auth token over
 * the address and each parameter, in the order of their names, name and value without anything between.
 * @param url the address that Twilio was given
 */
export function isSigned({ url, form, token, signature }: { url: string; form: Form; token: Secret; signature: string }): boolean {
  const parameters = [...form].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([name, value]) => name + value).join('')
  const shown = digest(signature)
  // All are compared, each in a time that tells nothing.
  return sayings(url).map((said) => timingSafeEqual(digest(createHmac('sha1', token.reveal()).update(said + parameters).digest('base64')), shown)).includes(true)
}

/** With the port and without: which of them Twilio signs has changed over the years, and its own libraries try both. */
function sayings(url: string): string[] {
  const { protocol, hostname, port, pathname } = new URL(url)
  const usual = protocol === 'https:' ? '443' : '80'
  return [...new Set([url, `${protocol}//${hostname}:${port || usual}${pathname}`, `${protocol}//${hostname}${pathname}`])]
}

const digest = (text: string) => createHash('sha256').update(text).digest()
