import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { arrive, choose, connection, enterCode, identify, press, words } from '../world/person.ts'
import { arriveAt, expect, linesOf, type Portal, portalWords, test } from './portal.ts'

// Nobody is sent more than two codes in ten minutes by a browser that is not known yet, over all these tests together.
async function toTheCode(portal: Portal, page: Page, who: 'ada' | 'grace' | 'zoe'): Promise<string> {
  const person = portal.machine.domain.people[who]
  await identify(page, person.account)
  await arrive(page, 'code.title')
  return portal.codeFor(person)
}

test('[F-18 S-14] a server that is gone, a network that is gone and a cookie that was deleted are told apart, and nothing is lost that need not be', async ({ portal }) => {
  const { process: server } = portal.own
  const page = await portal.open()
  const code = await toTheCode(portal, page, 'grace')

  await server.end('SIGTERM')
  await enterCode(page, code)
  await arrive(page, 'problem.server-unreachable.title')
  await expect(page.getByText(portalWords('problem.server-unreachable.lead'))).toBeVisible()
  await server.start()
  await press(page, 'try-again')
  await arrive(page, 'code.title')

  await page.context().setOffline(true)
  await enterCode(page, code)
  await arriveAt(page, 'problem.no-network.title')
  await expect(connection(page)).toHaveText(words('frame.connection.lost'))
  await page.context().setOffline(false)
  await press(page, 'try-again')
  await arrive(page, 'code.title')
  await enterCode(page, code)
  await arrive(page, 'choice.title')

  await page.context().clearCookies()
  await choose(page, 'set-password')
  await arrive(page, 'problem.unknown-recovery.title')
  await press(page, 'start-again')
  await arrive(page, 'identify.title')
  await page.reload()
  await arrive(page, 'identify.title')
})

test('[F-18 S-04] whoever stays away is asked, and when nobody answers everything of theirs goes; whoever is too late on the server is told', async ({ portal }) => {
  const page = await portal.open()
  await page.clock.install()
  await page.reload()
  await arrive(page, 'identify.title')
  await toTheCode(portal, page, 'grace')
  await page.clock.runFor(151_000)
  const question = page.getByRole('alertdialog', { name: words('idle.title') })
  await expect(question).toBeVisible()
  await page.getByRole('button', { name: words('idle.stay') }).click()
  await expect(question).toBeHidden()
  await arrive(page, 'code.title')

  const before = linesOf(portal, 'cancel')
  const loaded = page.waitForEvent('load')
  // The last seconds pass by themselves: the server has two of the page's to answer whoever leaves, and a jump would take them.
  await page.clock.runFor(165_000)
  await loaded
  await arrive(page, 'identify.title')
  expect(linesOf(portal, 'cancel')).toBe(before + 1)
  expect(await page.context().cookies()).toEqual([])

  const other = await portal.open()
  const code = await toTheCode(portal, other, 'ada')
  await portal.later(181_000)
  await enterCode(other, code)
  await arrive(other, 'ended.expired.title')
})

test('[S-21] in a real browser a page of another site, and one of a neighbour, can neither use a recovery, nor begin one, nor look at the portal', async ({ portal }) => {
  const { right } = portal.machine.certificates
  const page = await portal.open()
  const code = await toTheCode(portal, page, 'zoe')
  const answer = (_: unknown, response: { writeHead: (status: number, headers: Record<string, string>) => { end: (body: string) => void } }) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>evil</title><body>')
  const servers = [createServer(answer).listen(0, '127.0.0.1'), createSecureServer(right, answer).listen(0, '127.0.0.1')]
  const ports = await Promise.all(servers.map((one) => new Promise<number>((resolve) => one.once('listening', () => resolve((one.address() as AddressInfo).port)))))
  const origin = new URL(portal.address).origin
  try {
    // Another site; and another port of the same host, which is the same site: there SameSite lets the cookie through.
    for (const evil of [`http://127.0.0.1:${ports[0] ?? 0}`, `https://localhost:${ports[1] ?? 0}`]) {
      const refused = linesOf(portal, 'cancel')
      const tab = await page.context().newPage()
      await tab.goto(evil)
      expect(await tab.evaluate(attack, origin), evil).toEqual({ simple: 'refused', cors: 'refused', cancel: 'refused', read: 'refused', framed: 'nothing', opened: 'nothing' })
      await tab.evaluate(sendForm, origin)
      await tab.waitForURL(`${origin}/v1/recoveries`)
      expect(await tab.evaluate(() => document.body.innerText)).toContain('foreign-request')
      expect(linesOf(portal, 'cancel')).toBe(refused)
      await tab.close()
    }
  } finally {
    for (const one of servers) one.close()
  }
  // The person noticed nothing: the code still works.
  await enterCode(page, code)
  await arrive(page, 'choice.title')
  await press(page, 'cancel')
  await arrive(page, 'ended.cancelled.title')
})

/** Runs in the attacker's page. */
async function attack(origin: string) {
  const body = JSON.stringify({ account: 'mallory', language: 'en' })
  const tried = (init: RequestInit, path = '/v1/recoveries') => fetch(origin + path, { credentials: 'include', ...init }).then(({ type }) => type, () => 'refused')
  const json = { 'content-type': 'application/json', 'gatehouse-portal': '1', 'gatehouse-contract': '1' }
  const frame = document.createElement('iframe')
  frame.src = `${origin}/reset`
  const loaded = new Promise((resolve) => { frame.onload = resolve })
  document.body.append(frame)
  await loaded
  const opened = open(`${origin}/reset`)
  await new Promise((resolve) => { setTimeout(resolve, 500) })
  const result = {
    simple: await tried({ method: 'POST', mode: 'no-cors', headers: { 'content-type': 'text/plain' }, body }),
    cors: await tried({ method: 'POST', headers: json, body }),
    cancel: await tried({ method: 'DELETE', headers: json }, '/v1/recoveries/current'),
    read: await tried({ headers: json }, '/v1/recoveries/current'),
    framed: frame.contentDocument?.body.innerText ? 'something' : 'nothing',
    opened: opened === null || opened.closed ? 'nothing' : 'something',
  }
  opened?.close()
  return result
}

/** The one thing that another page can make a browser send without asking. */
function sendForm(origin: string): void {
  const form = document.createElement('form')
  form.method = 'POST'
  form.enctype = 'text/plain'
  form.action = `${origin}/v1/recoveries`
  const field = document.createElement('input')
  field.name = '{"account":"mallory","language":"en","x":"'
  field.value = '"}'
  form.append(field)
  document.body.append(form)
  form.submit()
}
