/**
 * The text spacing that a person may set for themselves: WCAG 2.2, 1.4.12. Runs in the page.
 * @param on false takes it off again
 */
export function spaceText(on: boolean): void {
  const sheet = new CSSStyleSheet()
  // Text of several lines and the words in it; what a code field does with its digits is wider already.
  if (on) sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: max(0.12em, 0px) !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }')
  document.adoptedStyleSheets = on ? [sheet] : []
}
