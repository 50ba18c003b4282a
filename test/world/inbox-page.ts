import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A mail or an SMS as the page shows it. */
export type ShownMail = { to: string; subject: string; text: string; arrivedAt: Date }

/**
 * The demo's inbox as a page on loopback: what was sent, newest first.
 * @returns its address and how to end it
 */
export async function inboxPage(mails: () => readonly ShownMail[]): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.url !== '/') return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" })
    return response.end(page(mails().toSorted((a, b) => b.arrivedAt.getTime() - a.arrivedAt.getTime())))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${portOf(server.address())}/`,
    stop: () => new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}

const page = (mails: readonly ShownMail[]) => `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>Demo inbox</title><style>body{font:15px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color:#1b1b1b}
article{border:1px solid #d0d0d0;border-radius:8px;padding:1rem;margin:1rem 0}pre{white-space:pre-wrap;font:inherit}h2{font-size:1rem;margin:0}</style>
<h1>Demo inbox</h1><p>Every mail and every text message that the demo sends ends here. The page renews itself.</p>
${mails.map(({ to, subject, text }) => `<article><h2>${escape(subject)}</h2><p>To ${escape(to)}</p><pre>${escape(text)}</pre></article>`).join('\n') || '<p>Nothing yet.</p>'}
</html>`

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`)

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the page listens on no port')
  return address.port
}
