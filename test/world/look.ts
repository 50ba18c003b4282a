import { expect, type Page } from '@playwright/test'
import { pngOf } from './pictures.ts'

/** A company's look, as its administrator would lay it beside the policy. */
export const companyLook = {
  accent: '#ffb648',
  logo: pngOf(96, 64, (x) => (x < 48 ? [255, 182, 72, 255] : [230, 230, 250, 255])),
  backdrop: pngOf(160, 100, (_, y) => [250 - y, 120 + y, 255, 255]),
}

/** The screen that is there wears that look: the colour on its main button, the logo as it is, the backdrop behind all. */
export async function expectLook(page: Page): Promise<void> {
  await page.locator('.frame[data-dressed]').waitFor()
  await expect(page.locator('.button.main').first()).toHaveCSS('background-color', 'rgb(255, 182, 72)')
  const [logo, backdrop] = await page.evaluate(() => ['.logo', '.backdrop'].map((selector) => {
    const canvas = document.querySelector(selector)
    if (!(canvas instanceof HTMLCanvasElement) || !canvas.checkVisibility()) return undefined
    const { width, height } = canvas
    return { ratio: width / height, pixel: [...canvas.getContext('2d')?.getImageData(Math.floor(width / 4), Math.floor(height / 2), 1, 1).data ?? []] }
  }))
  expect(logo?.ratio).toBeCloseTo(1.5, 1)
  expect(logo?.pixel).toEqual([255, 182, 72, 255])
  // Out of focus and dim, and still of its hue.
  const [red = 0, green = 0, blue = 0, opacity] = backdrop?.pixel ?? []
  expect(opacity).toBe(255)
  expect(blue).toBeGreaterThan(Math.max(red, green))
  expect(blue).toBeLessThan(160)
}
