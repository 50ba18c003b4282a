import type { Beside, FromBeside } from './way.ts'

const PAGE = /^renderer/
const GPU = /^gpu-process/
const NETWORK = /NetworkService/

const again = (way: string, args: readonly string[], code: number, stops: string): FromBeside => ({
  way, stops,
  async beside({ kiosk }: Beside) {
    const ended = await kiosk.startAgain(args)
    if (ended !== code) throw new Error(`the second program ended with ${ended}`)
  },
})
const refused = 'no argument is taken by the packaged program'

/** What can be done to its processes: what a page does that finds a hole in the browser, or whoever starts the program once more. */
export const besideWays: readonly FromBeside[] = [
  again('the program is started a second time', [], 5, 'there is one at a time: the second ends, the first comes to the front'),
  again('the program is started a second time, with an address', ['https://example.org/'], 3, refused),
  again('the program is started a second time, with a file and a switch', ['--', '/etc/passwd', '--remote-debugging-port=9222'], 3, refused),
  { way: 'the process of the network dies', stops: 'Chromium starts another; guards are asked in the main process', beside: ({ kill }) => kill(NETWORK, 'SIGKILL') },
  { way: 'the process of the graphics dies', stops: 'Chromium starts another; the page stays', beside: ({ kill }) => kill(GPU, 'SIGKILL') },
  { way: 'the process of the page dies', stops: 'a fresh page and process in its place (page-lost.ts)', result: 'afresh', beside: ({ kill }) => kill(PAGE, 'SIGKILL') },
  {
    way: 'the process of the page hangs',
    stops: 'it is asked every few seconds, and counts as lost once it owes the answer three times: a fresh page and process in its place (answers.ts)',
    result: 'afresh',
    async beside({ kill }) {
      await kill(PAGE, 'SIGSTOP')
    },
  },
  { way: 'the process of the page crashes, for the third time in a minute', stops: 'the sign-in screen is the better place: the program ends with its code (page-lost.ts)', onlyWindows: 'that the launcher tells the sign-in screen', result: { ends: 4 }, beside: ({ kill }) => kill(PAGE, 'SIGABRT') },
  { way: 'the main process dies', stops: 'nothing of it is left: no page is there without it', onlyWindows: 'the job object of the launcher ends what would be left', result: { ends: 'SIGKILL' }, beside: ({ kill }) => kill(/^program/, 'SIGKILL') },
]
