/**
 * What nobody could read: text beside the page, outside of the box it belongs to, cut by a box that clips, or under something
 * else, a number in two pieces; and a page that scrolls sideways. Runs in the page, whatever its size and zoom.
 * @returns a sentence for each
 */
export function whatIsCutOff(): string[] {
  const SLACK = 2 // pixels: letters reach a little out of their line
  const { scrollWidth, clientWidth, scrollHeight } = document.documentElement
  const found: string[] = []
  if (scrollWidth > clientWidth) found.push(`the page scrolls sideways: ${scrollWidth} in ${clientWidth}`)

  const above = document.querySelector('[role=dialog], [role=alertdialog], [role=menu], [role=listbox]')
  const texts = document.createTreeWalker(above ?? document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const holder = texts.currentNode.parentElement
    const words = texts.currentNode.textContent?.trim() ?? ''
    if (!holder || words === '' || holder.closest('.unseen, [data-live-announcer]') || !holder.checkVisibility()) continue
    const why = wrongWith(holder, texts.currentNode)
    if (why) found.push(`"${words}" ${why}`)
  }
  return found

  function wrongWith(holder: Element, text: Node): string | undefined {
    const range = document.createRange()
    range.selectNodeContents(text)
    for (const rect of range.getClientRects()) {
      if (rect.left < -SLACK || rect.right > innerWidth + SLACK) return 'reaches out of the page sideways'
      const fixed = holder.closest('.overlay, .popover') !== null
      if (!fixed && (rect.top + scrollY < -SLACK || rect.bottom + scrollY > scrollHeight + SLACK)) return 'lies where the page does not scroll to'
      const part = holder.closest('button, .card, .panel, .dialog, .popover, .field, footer, header')
      const box = part?.getBoundingClientRect()
      // A list that is longer than its popover scrolls in it.
      const scrolls = part?.matches('.popover') ?? false
      if (box && (rect.left < box.left - SLACK || rect.right > box.right + SLACK || (!scrolls && (rect.top < box.top - SLACK || rect.bottom > box.bottom + SLACK)))) {
        return 'spills out of what it belongs to'
      }
      if (isClipped(rect, holder)) return 'is clipped'
    }
    if (isBroken(text)) return 'has a number that is broken at its hyphen'
    return isCovered(holder, range) ? 'is covered by something' : undefined
  }

  /** A number that is read out to the helpdesk stays in one piece. */
  function isBroken(text: Node): boolean {
    const number = /[\dA-Z]{4}-[\dA-Z]{4}/u.exec(text.textContent ?? '')
    if (!number) return false
    const range = document.createRange()
    range.setStart(text, number.index)
    range.setEnd(text, number.index + number[0].length)
    return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1
  }

  function isClipped(rect: DOMRect, holder: Element): boolean {
    for (let box: Element | null = holder; box && box !== document.body; box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box)
      const edge = box.getBoundingClientRect()
      if (overflowX !== 'visible' && (rect.left < edge.left - SLACK || rect.right > edge.right + SLACK)) return true
      const scrolls = overflowY === 'auto' || overflowY === 'scroll'
      if (overflowY !== 'visible' && !scrolls && (rect.top < edge.top - SLACK || rect.bottom > edge.bottom + SLACK)) return true
    }
    return false
  }

  function isCovered(holder: Element, range: Range): boolean {
    holder.scrollIntoView({ block: 'nearest', behavior: 'instant' })
    const [line] = range.getClientRects()
    if (!line) return false
    const hit = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2)
    // A radio button lies invisibly over its card, to be pressed anywhere.
    const card = holder.closest('label')
    return !hit || !(hit.contains(holder) || holder.contains(hit) || (card !== null && card.contains(hit)))
  }
}

/** What is too small to be hit: WCAG 2.2, 2.5.8 wants 24 by 24, and we take none of its exceptions. Runs in the page. */
export function whatIsTooSmall(): string[] {
  const LEAST = 24
  // What Tab does not reach are the component library's "Dismiss" buttons, there for screen readers alone.
  const targets = [...document.querySelectorAll<HTMLElement>('button, input, a[href], [role^=menuitem]')].filter((one) => one.checkVisibility() && one.tabIndex >= 0)
  return targets.flatMap((one) => {
    const { width, height } = one.getBoundingClientRect()
    const name = one.getAttribute('aria-label') ?? one.textContent
    return width < LEAST || height < LEAST ? [`"${name}" is ${width} by ${height} pixels`] : []
  })
}

/** What a page has to say of itself. Runs in the page. @param language as it was asked for */
export function whatIsUnsaid({ tag, direction }: { tag: string; direction: 'ltr' | 'rtl' }): string[] {
  const { lang, dir } = document.documentElement
  const headings = [...document.querySelectorAll('h1')].map((heading) => heading.textContent)
  return [
    ...(headings.length === 1 ? [] : [`${headings.length} headings of the first level`]),
    ...(headings.includes(document.title) ? [] : [`the title is "${document.title}", the heading "${headings.join()}"`]),
    ...(lang === tag && dir === direction ? [] : [`says it is in ${lang}, ${dir}`]),
  ]
}
