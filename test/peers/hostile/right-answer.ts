import { TOKEN_HEADER, VERSION_HEADER, type View } from '@gatehouse/contract'
import type { Answering } from './server.ts'

const atTheCode: View = {
  caseNumber: '7K4P', stepToken: 'step-1', step: { kind: 'code', way: 'email', digits: 6, codeEndsIn: 300, triesLeft: 3 }, gates: { passed: 0, needed: 1 }, ways: [], idleIn: 180, endsIn: 900,
}

/** A server as it should be, as far as a client can tell: it knows the company, and every recovery is at this view. */
export const rightAnswer = (view = atTheCode): Answering => (socket, { head }) => {
  const body = JSON.stringify(head.startsWith('GET /v1/about') ? { company: { name: 'Contoso', helpdesk: '4357' }, idle: { after: 180, warnedBefore: 30 } } : view)
  const headers = `${VERSION_HEADER}: 1\r\ncontent-type: application/json\r\n${head.startsWith('POST /v1/recoveries ') ? `${TOKEN_HEADER}: token\r\n` : ''}`
  socket.write(`HTTP/1.1 200 OK\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}
