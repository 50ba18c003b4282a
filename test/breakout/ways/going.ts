import type { Bait } from '../canaries.ts'
import type { ByScript } from './way.ts'

// Each script runs in the page and is handed over as text: nothing outside of it is there.

const stays = 'the page goes nowhere else (will-navigate); nothing is fetched but our own screens'
const going = (way: string, script: (bait: Bait) => unknown, more: Partial<ByScript> = {}): ByScript => ({ way, stops: stays, ...more, script })

/** Every way in which a page can become another one. */
export const goingWays: readonly ByScript[] = [
  going(
    'location.href goes to a site',
    ({ web }) => {
      location.href = `${web}/href`
    },
    { from: "CVE-2018-5353: a page that is not the server's" },
  ),
  going('location.assign goes to a file', ({ file }) => location.assign(file)),
  going("location.replace goes to a page of one's own, as data:", () => location.replace('data:text/html,<h1>out</h1>')),
  going("location goes to a page of one's own, as blob:", () => {
    location.href = URL.createObjectURL(new Blob(['<h1>out</h1>'], { type: 'text/html' }))
  }),
  going(
    'location goes to javascript:',
    () => {
      location.href = 'javascript:document.body.textContent = "out"'
    },
    { stops: 'the content policy: no script but our own' },
  ),
  going('location goes to filesystem:', () => {
    location.href = 'filesystem:app://gatehouse/temporary/x.html'
  }),
  going(
    'location goes to an empty page',
    () => {
      location.href = 'about:blank'
    },
    { stops: 'no guard is asked; a page that is no screen of ours is replaced (window.ts)', result: 'afresh' },
  ),
  going(
    'location goes to what cannot be loaded',
    () => {
      location.href = 'about:srcdoc'
    },
    { stops: 'no guard is asked; a page that is no screen of ours is replaced (window.ts)', result: 'afresh' },
  ),
  going("location goes to pages of the browser's own", () => {
    for (const to of ['chrome://gpu', 'chrome://settings', 'chrome://version', 'chrome-extension://x/y.html', 'view-source:app://gatehouse/'])
      location.href = to
  }),
  going('location goes to what crashes a browser', () => {
    for (const to of ['chrome://crash', 'chrome://kill', 'chrome://hang', 'chrome://gpucrash', 'chrome://quit', 'chrome://restart'])
      location.href = to
  }),
  going('location goes to the developer tools', () => {
    for (const to of ['devtools://devtools/bundled/inspector.html', 'chrome-devtools://devtools/bundled/inspector.html', 'chrome://inspect'])
      location.href = to
  }),
  going('location goes to our own scheme elsewhere', () => {
    for (const to of ['app://elsewhere/', 'app://gatehouse/../main.js', 'app://gatehouse/%2e%2e/main.js', 'app://gatehouse/nothing'])
      location.href = to
  }),
  going(
    'location goes to what the system would open',
    () => {
      for (const to of [
        'mailto:a@b.example',
        'tel:+1',
        'ms-settings:',
        'ms-cxh:localonly',
        'search-ms:query=x',
        'shell:System',
        'vbscript:x',
        'res://x',
        'ssh://x',
        'steam://x',
        'ms-word:ofe|u|x',
      ])
        location.href = to
    },
    {
      from: 'kiosk lists: shell:, search-ms:; CVE-2023-48654: a link that leads out',
      stops: 'every permission asked for is refused, and opening an external program is one',
      onlyWindows: 'that no program opens for a scheme which is registered there',
    },
  ),
  going(
    'location goes to a share of another machine',
    ({ web }) => {
      for (const to of ['file://127.0.0.1/c$/', '\\\\127.0.0.1\\c$\\x', 'file:////127.0.0.1/c$', `${web.replace('http:', '')}/unc`])
        location.href = to
    },
    { from: 'kiosk lists: UNC', onlyWindows: 'that no SMB connection is tried, which would give the account away (NTLM)' },
  ),
  going('the Navigation API navigates', async ({ web }) => {
    await window.navigation.navigate(`${web}/navigation`).finished
  }),
  going(
    "history is gone through, and an address of one's own is pushed and loaded",
    () => {
      history.pushState({}, '', '/nothing')
      history.back()
      history.go(-9)
      history.forward()
      history.replaceState({}, '', '/')
    },
    { stops: 'a page has no history but its own' },
  ),
  going(
    'a link is pressed',
    ({ web }) => {
      const link = document.createElement('a')
      link.href = `${web}/link`
      link.ping = `${web}/ping`
      document.body.append(link)
      link.click()
    },
    { from: 'CVE-2023-48654: a privacy link' },
  ),
  going(
    'a link is pressed that opens another window',
    ({ web }) => {
      const link = document.createElement('a')
      link.href = `${web}/link`
      link.target = '_blank'
      link.rel = 'opener'
      document.body.append(link)
      link.click()
    },
    { stops: 'no second window opens' },
  ),
  going(
    'a link is pressed that downloads',
    ({ web, file }) => {
      for (const to of [`${web}/x.exe`, file, 'data:application/x-msdownload,MZ', URL.createObjectURL(new Blob(['MZ'])), '/kiosk.html']) {
        const link = document.createElement('a')
        link.href = to
        link.download = 'out.exe'
        document.body.append(link)
        link.click()
      }
    },
    { from: "S-01; kiosk lists: a program of one's own", stops: "every download is refused; the page's sandbox has no word for downloads" },
  ),
  going(
    'a form is sent',
    ({ web }) => {
      for (const method of ['get', 'post']) {
        const form = document.createElement('form')
        form.action = `${web}/form`
        form.method = method
        document.body.append(form)
        form.submit()
      }
    },
    { stops: 'the content policy: forms go nowhere' },
  ),
  going(
    'a form is sent to another window and to a frame',
    ({ web }) => {
      for (const target of ['_blank', '_top', 'x']) {
        const form = document.createElement('form')
        form.action = `${web}/form`
        form.target = target
        document.body.append(form)
        form.requestSubmit()
      }
    },
    { stops: 'the content policy: forms go nowhere; no second window opens' },
  ),
  going('the page is told to refresh to another', ({ web }) => {
    const meta = document.createElement('meta')
    meta.httpEquiv = 'refresh'
    meta.content = `0;url=${web}/refresh`
    document.head.append(meta)
  }),
  going(
    'the base of all addresses is moved',
    ({ web }) => {
      const base = document.createElement('base')
      base.href = `${web}/`
      document.head.prepend(base)
      const link = document.createElement('a')
      link.href = 'moved'
      document.body.append(link)
      link.click()
      return link.href.startsWith(web) ? 'the base moved' : undefined
    },
    { stops: 'the content policy: no base' },
  ),
]
