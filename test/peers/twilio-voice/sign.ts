import { createHmac } from 'node:crypto'

/** As https://www.twilio.com/docs/usage/webhooks/webhooks-security describes it, written from that page and from nothing of ours. */
export function sign(token: string, url: string, form: Readonly<Record<string, string>>): string {
  const hmac = createHmac('sha1', token).update(url)
  for (const name of Object.keys(form).toSorted()) hmac.update(name).update(form[name] ?? '')
  return hmac.digest('base64')
}
