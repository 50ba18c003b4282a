import { rightAnswer } from '../peers/hostile/right-answer.ts'
import { pinOf } from '../../src-main/api/pins.ts'
import { expect, test } from './lone-client.ts'

test('[S-05] of what the machine trusts, pins leave only chains with a pinned key in them, and make nothing trusted that was not', async ({ open, hostile, shared: { certificates } }) => {
  await certificates.make('reserve', {})
  await certificates.make('reserve-by-authority', { by: 'authority', key: 'reserve' })
  await certificates.make('own', { key: 'right' })
  const [right, authority, reserve] = await Promise.all(['right', 'authority', 'reserve'].map(async (name) => pinOf(await certificates.pem(name))))
  if (right === undefined || authority === undefined || reserve === undefined) throw new Error('there are three')
  const none = `sha256/${'A'.repeat(43)}=`

  // Alone, and first: a page of another would ask as well, whenever it is ready, and be heard.
  const byNone = await open({ pins: [reserve, none] })
  expect([await byNone.askWhy(), hostile.heard()]).toEqual([{ code: 'certificate-not-trusted', word: 'ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN' }, []])
  // Anybody can send a certificate along that is not theirs: it is in nobody's chain.
  hostile.behave(rightAnswer(), await certificates.shown('right', ['reserve-by-authority', 'reserve']))
  expect([await byNone.ask(), hostile.heard()]).toEqual(['certificate-not-trusted', []])

  hostile.behave(rightAnswer())
  const [byKey, byAuthority] = await Promise.all([open({ pins: [right, none] }), open({ pins: [authority, none] })])
  expect([await byKey.ask(), await byAuthority.ask()]).toEqual(['ok', 'ok'])
  // The pinned key itself, which nobody vouches for.
  hostile.behave(rightAnswer(), await certificates.shown('own'))
  expect([await byKey.ask(), hostile.heard()]).toEqual(['certificate-not-trusted', []])
})
