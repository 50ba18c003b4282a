/**
 * What runs from left to right and does not on this page: numbers, codes, names of accounts, sentences of another language. Told by where
 * its first letter and its last are drawn. Runs in the page.
 * @returns each that is turned round
 */
export function whatIsTurned(): string[] {
  const found: string[] = []
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const node = texts.currentNode
    if (!node.parentElement?.checkVisibility() || node.parentElement.closest('.unseen, [data-live-announcer]')) continue
    // The language made for tests is turned on purpose.
    if (node.textContent?.includes('\u202e')) continue
    for (const { index, 0: piece } of (node.textContent ?? '').matchAll(/[A-Za-z0-9+(][A-Za-z0-9+()\\@.:–' -]*[A-Za-z0-9?]/gu)) {
      // A parenthesis that closes after it is the page's own: "العربية (101)".
      const around = piece.startsWith('(') && !piece.includes(')') ? 1 : 0
      const [first, last] = [rectOf(node, index + around), rectOf(node, index + piece.length - 1)]
      if (first && last && Math.abs(first.top - last.top) < 2 && first.left >= last.left) found.push(piece)
    }
  }
  return found

  function rectOf(node: Node, at: number): DOMRect | undefined {
    const range = document.createRange()
    range.setStart(node, at)
    range.setEnd(node, at + 1)
    return range.getClientRects()[0]
  }
}
