import type { ByHand, Way } from './way.ts'

/** Its number on a keyboard: xdotool takes the name for an order of its own. */
const HELP = '146'
const list = 'keys.ts: what is not on the list of keys does not pass'
const pressing = (way: string, chords: readonly string[], more: Omit<Way, 'way' | 'stops'> & { stops?: string } = {}): ByHand => ({
  stops: list,
  ...more,
  way,
  hands: ({ hands }) => hands.keys(...chords),
})

const desktop = 'the desktop of the sign-in screen has no shell, no task bar and no other window; whether the system itself answers to the keys there'
const accessibility = 'the sign-in desktop starts its own accessibility aids for them, as beside a password: whether ours stays in front'

/** What a keyboard can do, plugged in by whoever stands there. */
export const keyWays: readonly ByHand[] = [
  pressing('F1 asks for help', ['F1'], { from: 'CVE-2023-51772: a help icon that opens a browser' }),
  pressing('Ctrl+O opens a file', ['ctrl+o', 'ctrl+shift+o'], { from: 'CVE-2020-11552: any file dialog is an Explorer' }),
  pressing('Ctrl+S saves the page', ['ctrl+s', 'ctrl+shift+s']),
  pressing('Ctrl+P prints', ['ctrl+p', 'ctrl+shift+p'], { stops: `${list}; the page's sandbox has no word for modal dialogs` }),
  pressing('Ctrl+N and Ctrl+T open a window or tab', ['ctrl+n', 'ctrl+t', 'ctrl+shift+n', 'ctrl+shift+t', 'ctrl+k'], {
    from: 'issues of Chromium kiosks: Ctrl+N, Ctrl+M, Ctrl+Shift+N',
  }),
  pressing('Ctrl+W, Ctrl+F4 and Ctrl+Q close', ['ctrl+w', 'ctrl+shift+w', 'ctrl+F4', 'ctrl+q', 'ctrl+shift+q'], {
    stops: `${list}; there is no menu that has them`,
  }),
  pressing('Ctrl+R and F5 load anew', ['ctrl+r', 'ctrl+shift+r', 'F5', 'ctrl+F5', 'shift+F5'], { from: 'kiosk lists: a page caught while it loads' }),
  pressing('Ctrl+U shows the source', ['ctrl+u']),
  pressing('Ctrl+J and Ctrl+H show downloads and history', ['ctrl+j', 'ctrl+h', 'ctrl+shift+o', 'ctrl+shift+Delete', 'ctrl+d', 'ctrl+b', 'ctrl+i']),
  pressing('Ctrl+L, Alt+D and F6 go to an address', ['ctrl+l', 'alt+d', 'F6', 'ctrl+e'], { stops: `${list}; there is no address bar` }),
  pressing('Ctrl+F, F3 and Ctrl+G search the page', ['ctrl+f', 'F3', 'ctrl+g', 'shift+F3', 'slash'], {
    stops: `${list}; Electron has no search of its own`,
  }),
  pressing(
    'Ctrl+Shift+I, J, C and F12 open developer tools',
    ['ctrl+shift+i', 'ctrl+shift+j', 'ctrl+shift+c', 'ctrl+shift+k', 'F12', 'ctrl+shift+m'],
    { stops: `${list}; developer tools are off` },
  ),
  pressing('F11 leaves the full screen', ['F11', 'alt+Return', 'ctrl+F11'], {
    onlyWindows: 'kiosk is only full screen there: a minimised or smaller window',
  }),
  pressing('F7 browses by caret and asks first', ['F7']),
  pressing('F10, Alt and Alt+F reach for a menu', ['F10', 'alt', 'alt+f', 'alt+e', 'Alt_R'], { stops: `${list}; there is no menu` }),
  pressing('Shift+F10 and the menu key open a context menu', ['shift+F10', 'Menu', 'shift+F10', 'ctrl+Menu'], {
    stops: `${list}; there is no context menu`,
  }),
  pressing('Alt+Space opens the menu of the window', ['alt+space', 'alt+minus'], {
    onlyWindows: 'a system menu belongs to every window with a frame: ours has none; to be seen that none comes',
  }),
  pressing('Alt+Left, Alt+Right, Alt+Home and Backspace go through history', ['alt+Left', 'alt+Right', 'alt+Home', 'BackSpace', 'shift+BackSpace'], {
    stops: `${list}; a page has no history`,
  }),
  pressing(
    'Alt+Tab and Ctrl+Tab go to another window',
    ['alt+Tab', 'alt+shift+Tab', 'ctrl+Tab', 'ctrl+Prior', 'alt+Escape', 'ctrl+F6', 'ctrl+1', 'ctrl+9'],
    { onlyWindows: desktop },
  ),
  pressing('Ctrl+Escape and Ctrl+Shift+Escape open the start menu and the task manager', ['ctrl+Escape', 'ctrl+shift+Escape'], {
    onlyWindows: desktop,
  }),
  pressing(
    'Super with E, R, D, L, U, X, I, F and Tab',
    [
      'Super_L',
      'super+e',
      'super+r',
      'super+d',
      'super+l',
      'super+u',
      'super+x',
      'super+i',
      'super+f',
      'super+Tab',
      'super+F1',
      'super+Return',
      'super+plus',
      'ctrl+0',
    ],
    { from: 'kiosk lists: Windows+U, Windows+F1', onlyWindows: desktop },
  ),
  pressing(
    'Ctrl+Alt with T, F1, F8, Delete and arrows',
    ['ctrl+alt+t', 'ctrl+alt+F1', 'ctrl+alt+F8', 'ctrl+alt+Delete', 'ctrl+alt+Up', 'ctrl+alt+BackSpace'],
    {
      from: 'kiosk lists: hidden menus of administrators',
      onlyWindows: "Ctrl+Alt+Delete is Winlogon's own: it takes the screen back, and the launcher ends us",
    },
  ),
  pressing(
    'keys that go back, home, search and reload',
    ['XF86Back', 'XF86Forward', 'XF86HomePage', 'XF86Search', 'XF86Favorites', 'XF86Refresh', 'XF86Reload', 'XF86Stop'],
    { from: 'keyboards with keys for a browser' },
  ),
  pressing(
    'keys that start a mail, a calculator, a browser, a folder',
    ['XF86Mail', 'XF86Calculator', 'XF86WWW', 'XF86Explorer', 'XF86MyComputer', 'XF86Tools', 'XF86Launch1', 'XF86Terminal', 'XF86AudioMedia'],
    {
      from: 'keyboards with keys for programs',
      onlyWindows: 'such a key is a message to the window (WM_APPCOMMAND) that the shell would answer: no shell runs there',
    },
  ),
  pressing(
    'keys that play, mute, sleep and power off',
    ['XF86AudioPlay', 'XF86AudioMute', 'XF86AudioRaiseVolume', 'XF86Sleep', 'XF86PowerOff', 'XF86Eject', 'XF86ScreenSaver'],
    { onlyWindows: 'power belongs to the sign-in screen: it ends us cleanly' },
  ),
  pressing('keys that open, save, print, help, find, close and undo', [
    'XF86Open',
    'XF86Save',
    'Print',
    'shift+Print',
    HELP,
    'Find',
    'XF86Close',
    'XF86New',
    'XF86Copy',
    'Undo',
    'Redo',
    'XF86Xfer',
    'XF86Send',
    'XF86Reply',
  ]),
  pressing('Print takes a picture', ['Print', 'alt+Print', 'super+Print', 'shift+alt+Print'], {
    onlyWindows: "Shift+Alt+Print switches high contrast on there, by a dialog of the desktop's own",
  }),
  pressing('Shift five times asks for sticky keys', ['shift', 'shift', 'shift', 'shift', 'shift'], {
    from: 'kiosk lists: the dialog leads to the control panel',
    onlyWindows: accessibility,
  }),
  {
    way: 'Shift held for eight seconds asks for filter keys',
    from: 'kiosk lists',
    stops: 'nothing of ours answers to it',
    onlyWindows: accessibility,
    hands: ({ hands }) => hands.hold(['Shift_R'], 1500),
  },
  pressing(
    'Shift+Alt+NumLock asks for mouse keys, NumLock for toggle keys',
    ['shift+alt+Num_Lock', 'Num_Lock', 'Num_Lock', 'Scroll_Lock', 'Scroll_Lock'],
    { from: 'kiosk lists', onlyWindows: accessibility, stops: 'nothing of ours answers to it' },
  ),
  pressing(
    'Ctrl with plus, far beyond twice the size, and back',
    [...Array.from({ length: 14 }, () => 'ctrl+plus'), ...Array.from({ length: 8 }, () => 'ctrl+minus'), 'ctrl+0'],
    { stops: 'text grows to twice its size and no further; the way back is always there' },
  ),
  pressing('Ctrl with minus, until nothing can be read', [...Array.from({ length: 14 }, () => 'ctrl+minus'), 'ctrl+KP_Subtract'], {
    stops: 'text never gets smaller than it is',
  }),
  pressing('characters by number, dead keys and a composing key', ['dead_acute', 'e', 'Multi_key', 'a', 'e', 'ctrl+shift+u', '0', '0', 'e', '4'], {
    stops: 'they are letters of a field; Ctrl+Shift+U does not pass',
  }),
  pressing(
    'keys of input methods',
    ['Henkan', 'Muhenkan', 'Zenkaku_Hankaku', 'Hiragana_Katakana', 'Kanji', 'Hangul', 'ctrl+space', 'super+space', 'shift+space', 'alt+grave'],
    {
      from: 'S-01: the help of an input method',
      onlyWindows: 'only text services for the secure desktop load there; their own help and settings must be tried',
    },
  ),
  {
    way: 'a long run of random keys',
    from: 'CVE-2019-12476: a long sequence of crafted input',
    stops: list,
    hands: ({ hands }) => hands.keys(...hail()),
  },
  { way: 'every function key with every pair of modifiers', from: 'kiosk lists', stops: list, hands: ({ hands }) => hands.keys(...functionKeys()) },
  {
    way: 'all modifiers and letters held at once',
    from: 'kiosk lists: ghosting of cheap keyboards',
    stops: list,
    hands: ({ hands }) => hands.hold(['ctrl', 'shift', 'p', 'o', 'i'], 100),
  },
  {
    way: 'a text far beyond the length of the field',
    from: 'CVE-2019-12476',
    stops: 'the field takes 256 characters',
    hands: ({ hands }) => hands.type('A'.repeat(300)),
  },
  {
    way: 'commands, paths and addresses typed into the field',
    from: 'kiosk lists: shell:, UNC, file:, javascript:',
    stops: 'a field is text; nothing reads it as an address',
    hands: ({ hands }) =>
      hands.type('shell:System \\\\127.0.0.1\\c$ file:///C:/ javascript:alert(1) %COMSPEC% `id` $(id) <img src=x onerror=alert(1)>'),
  },
  {
    way: 'text that is copied and pasted, and pasted by the middle of three buttons',
    stops: 'what is pasted is text of a field',
    async hands({ hands, field }) {
      await hands.type('file:///etc/passwd')
      await hands.keys('ctrl+a', 'ctrl+c', 'ctrl+v', 'ctrl+shift+v', 'shift+Insert', 'ctrl+x', 'ctrl+z', 'ctrl+y')
      await hands.click(field, 2)
    },
  },
  {
    way: 'Alt+F4 closes the window',
    stops: 'closing means "Back to sign-in": everything of the person goes, and the program with it',
    onlyWindows: 'only there it is the window that answers to the key: on X it is who manages the windows, and at a sign-in screen nobody does',
    hands: ({ hands }) => hands.keys('alt+F4'),
  },
  {
    way: 'Escape on the first screen',
    stops: 'it means "Back to sign-in"',
    onlyWindows: 'that the sign-in screen is there then',
    result: { ends: 0 },
    hands: ({ hands }) => hands.keys('Escape'),
  },
]

const modifiers = ['ctrl', 'shift', 'alt', 'super']

/** All but Alt+F4, with whatever else is held: that closes. */
function functionKeys(): string[] {
  const pairs = modifiers.flatMap((one, at) => modifiers.slice(at + 1).map((other) => `${one}+${other}`))
  const keys = Array.from({ length: 12 }, (_, at) => `F${at + 1}`)
  return pairs.flatMap((pair) => keys.filter((key) => key !== 'F4' || !pair.includes('alt')).map((key) => `${pair}+${key}`))
}

/** The same at each run: a way out that was seen once can be seen again. Without what the first screen itself answers to. */
function hail(): string[] {
  const keys = [
    'a',
    'F1',
    'F5',
    'F10',
    'F12',
    'Menu',
    'Home',
    'End',
    'Prior',
    'Next',
    'Left',
    'Up',
    'Down',
    'Insert',
    'Delete',
    'p',
    'o',
    's',
    'n',
    'w',
    'i',
    'u',
    '1',
    'comma',
  ]
  let state = 20_190_616
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
  return Array.from({ length: 80 }, () => {
    const held = modifiers.filter(() => next(3) === 0)
    return [...held, keys[next(keys.length)] ?? 'a'].join('+')
  })
}
