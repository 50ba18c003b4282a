import type { Bait } from '../canaries.ts'
import type { ByScript } from './way.ts'

const nothing = 'the content policy: a page talks to nobody; nothing is fetched but our own screens (onBeforeRequest)'
const policy = 'the content policy: no script but our own, and Trusted Types'
const sending = (way: string, stops: string, script: (bait: Bait) => unknown, more: Partial<ByScript> = {}): ByScript => ({
  way,
  stops,
  ...more,
  script,
})

/** What a page could send away, or fetch. */
export const networkWays: readonly ByScript[] = [
  sending('fetch and XMLHttpRequest ask a site', nothing, async ({ web }) => {
    const request = new XMLHttpRequest()
    request.open('GET', `${web}/xhr`)
    request.send()
    await fetch(`${web}/fetch`, { mode: 'no-cors' })
    return 'an answer'
  }),
  sending('fetch and XMLHttpRequest read a file, and our own program', nothing, async ({ file }) => {
    const got: string[] = []
    for (const from of [file, 'app://gatehouse/../main.js', 'app://gatehouse/', 'blob:x'])
      await fetch(from).then(
        () => got.push(from),
        () => {},
      )
    return got.join()
  }),
  sending('a web socket, a stream of events, WebTransport', nothing, ({ web }) => {
    new WebSocket(`${web.replace('http', 'ws')}/socket`)
    new EventSource(`${web}/events`)
    const Transport = Reflect.get(window, 'WebTransport') as (new (url: string) => unknown) | undefined
    if (Transport) new Transport(`${web.replace('http', 'https')}/transport`)
  }),
  sending('a beacon, and a report of violations', nothing, ({ web }) => {
    const sent = navigator.sendBeacon(`${web}/beacon`, 'out')
    const meta = document.createElement('meta')
    meta.httpEquiv = 'Content-Security-Policy-Report-Only'
    meta.content = `img-src 'none'; report-uri ${web}/report`
    document.head.append(meta)
    return sent && false
  }),
  sending(
    'pictures, sounds, fonts and styles from a site',
    nothing,
    ({ web }) => {
      for (const [kind, attribute] of [
        ['img', 'src'],
        ['video', 'src'],
        ['audio', 'src'],
        ['track', 'src'],
        ['source', 'srcset'],
        ['input', 'src'],
      ] as const) {
        const element = document.createElement(kind)
        element.setAttribute(attribute, `${web}/${kind}`)
        document.body.append(element)
      }
      document.body.style.backgroundImage = `url(${web}/background)`
      void new FontFace('out', `url(${web}/font)`).load().catch(() => {})
      const style = document.createElement('style')
      style.textContent = `@import url(${web}/import); body { cursor: url(${web}/cursor), auto }`
      document.head.append(style)
      document.body.style.backgroundImage = ''
    },
    { from: 'S-04: what is typed, letter by letter, through a style' },
  ),
  sending('links that fetch ahead: prefetch, preload, preconnect, icons, manifests', nothing, ({ web }) => {
    for (const rel of [
      'prefetch',
      'preload',
      'preconnect',
      'dns-prefetch',
      'modulepreload',
      'icon',
      'manifest',
      'stylesheet',
      'prerender',
      'search',
      'apple-touch-icon',
    ]) {
      const link = document.createElement('link')
      link.rel = rel
      link.as = 'image'
      link.href = `${web}/${rel}`
      document.head.append(link)
    }
  }),
  sending('rules of speculation', policy, ({ web }) => {
    const script = document.createElement('script')
    script.type = 'speculationrules'
    script.textContent = JSON.stringify({ prerender: [{ urls: [`${web}/speculation`] }], prefetch: [{ urls: [`${web}/speculation`] }] })
    document.head.append(script)
  }),
  sending('a peer over WebRTC', 'the policy of WebRTC lets no datagram out without a proxy', async ({ stun }) => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:${stun}` }] })
    const found: string[] = []
    peer.onicecandidate = ({ candidate }) => {
      if (candidate && !candidate.candidate.includes('.local')) found.push(candidate.candidate)
    }
    peer.createDataChannel('out')
    await peer.setLocalDescription(await peer.createOffer())
    await new Promise((resolve) => setTimeout(resolve, 150))
    peer.close()
    return found.join()
  }),
]
