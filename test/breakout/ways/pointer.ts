import type { Point } from '../kiosk.ts'
import type { ByHand, InFront } from './way.ts'

const dead = 'the page lets nothing that is dropped do anything (preload); a drop takes it nowhere (navigateOnDragDrop)'
const dropping = (way: string, what: (at: InFront) => Readonly<Record<string, string>>, to: (at: InFront) => Point, from?: string): ByHand => ({
  way,
  stops: dead,
  ...(from && { from }),
  onlyWindows: 'OLE drag and drop is another code; on the sign-in desktop there is nothing to drag from',
  async hands(at) {
    const source = at.drags()
    const asked = await source.drag(what(at), to(at))
    // A drag that nobody noticed would prove nothing.
    if (asked.length === 0) throw new Error('the kiosk asked for nothing of what was dropped on it')
  },
})

/** What a mouse can do, or a finger that plays one. */
export const pointerWays: readonly ByHand[] = [
  {
    way: 'the right button opens a context menu, on nothing',
    stops: 'there is no context menu',
    hands: ({ hands, nowhere }) => hands.click(nowhere, 3),
  },
  {
    way: 'the right button opens a context menu, in a field with text',
    from: 'spelling, "search the web for", "look up", emoji',
    stops: 'there is no context menu; no spelling is checked',
    async hands({ hands, field }) {
      await hands.type('mispeled wrods')
      await hands.keys('ctrl+a')
      await hands.click(field, 3)
    },
  },
  {
    way: 'the right button with Shift, Ctrl or Alt held',
    stops: 'there is no context menu',
    async hands({ hands, field }) {
      for (const held of ['shift', 'ctrl', 'alt']) await hands.clickWith(held, field, 3)
    },
  },
  {
    way: 'the middle button scrolls by itself or pastes',
    stops: 'it pastes text into a field, and nothing elsewhere',
    async hands({ hands, nowhere, field }) {
      await hands.click(nowhere, 2)
      await hands.click(field, 2)
    },
  },
  {
    way: 'the buttons back and forward',
    stops: 'a page has no history',
    hands: async ({ hands, nowhere }) => {
      for (const button of [8, 9, 8, 9]) await hands.click(nowhere, button)
    },
  },
  {
    way: 'Ctrl and the wheel, both ways',
    from: 'zoomed until nothing can be read',
    stops: 'the wheel changes no size',
    async hands({ hands, field }) {
      await hands.clickWith('ctrl', field, 4, 12)
      await hands.clickWith('ctrl', field, 5, 24)
    },
  },
  {
    way: 'Shift, Alt and the wheel, and a wheel that tilts',
    from: 'history by the wheel',
    stops: 'a page has no history',
    async hands({ hands, nowhere }) {
      for (const held of ['shift', 'alt']) await hands.clickWith(held, nowhere, 5, 6)
      for (const button of [6, 7]) await hands.click(nowhere, button, 6)
    },
  },
  {
    way: 'five clicks, and clicks in the corners',
    from: 'kiosk lists: hidden menus of administrators',
    stops: 'there is nothing there',
    async hands({ hands, nowhere }) {
      await hands.click(nowhere, 1, 5)
      for (const at of corners) await hands.click(at, 1, 5)
    },
  },
  {
    way: 'swipes from each edge',
    from: 'kiosk lists: task view, action centre, title bar',
    stops: 'nothing of ours answers to it',
    onlyWindows: "real touch: the edge gestures are the shell's, which does not run on the sign-in desktop",
    async hands({ hands, nowhere }) {
      for (const from of edges) await hands.drag(from, nowhere)
    },
  },
  {
    way: 'the window is dragged by its top, and to an edge',
    stops: 'it has no frame, cannot be moved and cannot be resized',
    onlyWindows: 'Aero Snap',
    async hands({ hands }) {
      await hands.click({ x: 640, y: 2 }, 1, 2)
      await hands.drag({ x: 640, y: 2 }, { x: 640, y: 300 })
      await hands.drag({ x: 640, y: 300 }, { x: 0, y: 300 })
    },
  },
  {
    way: 'a selection is dragged about in the page',
    stops: dead,
    async hands({ hands, field, nowhere }) {
      await hands.type('file:///etc/passwd')
      await hands.keys('ctrl+a')
      await hands.drag(field, nowhere)
    },
  },
  dropping(
    'a file is dropped on the page',
    ({ bait }) => ({ 'text/uri-list': `${bait.file}\r\n` }),
    ({ nowhere }) => nowhere,
    'S-01',
  ),
  dropping(
    'a file is dropped on a field',
    ({ bait }) => ({ 'text/uri-list': `${bait.file}\r\n` }),
    ({ field }) => field,
  ),
  dropping(
    'an address is dropped on the page',
    ({ bait }) => ({ 'text/uri-list': `${bait.web}/dropped\r\n`, 'text/x-moz-url': `${bait.web}/dropped\nout` }),
    ({ nowhere }) => nowhere,
  ),
  dropping(
    'a script is dropped as an address',
    () => ({ 'text/uri-list': 'javascript:alert(1)\r\n', 'text/plain': 'javascript:alert(1)' }),
    ({ nowhere }) => nowhere,
  ),
  dropping(
    'text and HTML are dropped on a field',
    ({ bait }) => ({ 'text/html': `<img src="${bait.web}/dropped.png"><iframe src="${bait.file}"></iframe>`, 'text/plain': 'dropped' }),
    ({ field }) => field,
  ),
]

const corners: Point[] = [
  { x: 1, y: 1 },
  { x: 1278, y: 1 },
  { x: 1, y: 798 },
  { x: 1278, y: 798 },
]
const edges: Point[] = [
  { x: 1, y: 400 },
  { x: 1277, y: 400 },
  { x: 640, y: 1 },
  { x: 640, y: 797 },
]
