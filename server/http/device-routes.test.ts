import { deviceOperations, TICKET_HEADER } from '@gatehouse/contract/devices'
import { expect, test } from 'vitest'
import type { DeviceService } from '../devices/service.ts'
import { fromPortal, handlers, portal, problemIn, testServer, token, versioned, view } from './http-server.scenario.ts'

/** The HTTP side with portal and devices, and what reached either. What devices are is tried in `../devices.peer.test.ts`. */
function world() {
  const got: unknown[] = []
  const device = { id: '0b6f5b2e-6a63-4d3a-9d52-6f1f0a5a6f0e', approved: true, jkt: 'A'.repeat(43) }
  const devices: DeviceService = {
    nonce: () => 'nonce',
    arrive: () => Promise.resolve(device),
    prove: () => Promise.resolve(device.jkt),
    remind: () => { got.push('remind'); return Promise.resolve({ remind: true }) },
    enrol: () => { got.push('enrol'); return Promise.resolve({ device: device.id }) },
  }
  const { app } = testServer({ portal, devices, handlers: { ...handlers, begin: (_, from) => { got.push(from.device); return Promise.resolve({ view, token }) } } })
  const { method, path } = deviceOperations.enrol
  const enrol = (headers: Record<string, string>) =>
    app.inject({ method, url: path, headers, body: { code: 'A', name: 'DESK', key: { kty: 'EC', crv: 'P-256', x: device.jkt, y: device.jkt } } })
  const remind = (headers: Record<string, string>) => app.inject({ method: deviceOperations.remind.method, url: deviceOperations.remind.path, headers, body: { ticket: 'a ticket' } })
  const begin = (headers: Record<string, string>) =>
    app.inject({ method: 'POST', url: '/v1/recoveries', headers: { ...headers, [TICKET_HEADER]: 'a ticket' }, body: { account: 'ada', language: 'en' } })
  return { got, device, enrol, remind, begin }
}

test('[S-21] the portal’s own page enrols no machine, and a client does', async () => {
  const { got, enrol } = world()
  expect(problemIn((await enrol(fromPortal)).body).code).toBe('foreign-request')
  expect(got).toEqual([])
  expect((await enrol(versioned)).statusCode).toBe(200)
  expect(got).toEqual(['enrol'])
})

test('[S-21] the portal’s own page asks about nobody, and a machine does', async () => {
  const { got, remind } = world()
  expect(problemIn((await remind(fromPortal)).body).code).toBe('foreign-request')
  expect(got).toEqual([])
  expect((await remind(versioned)).json()).toEqual({ remind: true })
})

test('[S-07 S-21] what the portal’s own page sends is no ticket, whatever it says; what a client sends is one', async () => {
  const { got, device, begin } = world()
  for (const headers of [fromPortal, versioned]) expect((await begin(headers)).statusCode).toBe(200)
  expect(got).toEqual([undefined, device])
})
