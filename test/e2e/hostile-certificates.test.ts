import { causeOf } from '../../src-main/api/offline.ts'
import { wrongCertificates } from '../peers/hostile/certificates.ts'
import { rightAnswer } from '../peers/hostile/right-answer.ts'
import { arrive, connection, press, words } from '../world/person.ts'
import { expect, picture, test } from './lone-client.ts'

test('[S-05] a certificate of each wrong kind is told nothing, and named by what is wrong with it', async ({ open, hostile, shared }) => {
  const kinds = await wrongCertificates(shared.certificates)
  const client = await open({ selectedUser: 'CORP\\ada' })
  await arrive(await client.page(), 'identify.title')
  await expect(connection(await client.page())).toHaveText(words('frame.connection.reached'))
  const wrong: string[] = []
  for (const [what, { shown, word }] of Object.entries(kinds)) {
    hostile.behave(rightAnswer(), shown)
    const said = await client.askWhy()
    if (said.word !== word || said.code !== causeOf(new Error(`net::${word}`)).code) wrong.push(`${what}: ${said.code}, ${said.word ?? 'nothing'}`)
    if (hostile.heard().length > 0) wrong.push(`${what}: it was asked something`)
  }
  expect(wrong).toEqual([])

  // What a person can judge is shown: today's date, as the machine has it.
  hostile.behave(rightAnswer(), kinds['that has run out']?.shown)
  await press(await client.page(), 'next')
  await arrive(await client.page(), 'problem.certificate-date.title')
  expect(await client.text()).toContain(new Date().toLocaleDateString('en', { dateStyle: 'full' }))
  await picture(client, 'certificate-date')
})

test('[S-05] a server that speaks only TLS 1.0, or none, or wants a certificate of ours, is told nothing', async ({ open, hostile, shared }) => {
  const right = await shared.certificates.shown('right')
  const client = await open({})
  await arrive(await client.page(), 'identify.title')
  hostile.behave(rightAnswer(), { ...right, minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' })
  expect([await client.ask(), hostile.heard()]).toEqual(['certificate-not-trusted', []])
  hostile.behave(rightAnswer(), { ...right, ciphers: 'aNULL:@SECLEVEL=0', maxVersion: 'TLSv1.2' })
  expect([await client.ask(), hostile.heard()]).toEqual(['certificate-not-trusted', []])
  hostile.behave((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'), 'no TLS')
  expect(await client.ask()).toBe('not-our-server')
  hostile.behave(rightAnswer(), { ...right, requestCert: true, rejectUnauthorized: true, maxVersion: 'TLSv1.2' })
  expect([await client.ask(), hostile.heard()]).toEqual(['not-our-server', []])
  // No dialog, no second window.
  expect(client.app.windows()).toHaveLength(1)
})
