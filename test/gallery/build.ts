import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { servedFiles } from '../../scripts/build.ts'
import { buildScreens } from '../../src-renderer/build/build-screens.ts'

/** Builds an application that Electron can start: the gallery, and the kiosk's own page at `kiosk.html`. @param folder absolute; what lay there goes first */
export async function buildGallery(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const [gallery, kiosk] = await Promise.all([buildScreens({ entry: 'gallery', folder: join(folder, 'gallery') }), buildScreens({ entry: 'kiosk', folder: join(folder, 'kiosk') })])
  await build({
    entryPoints: [join(import.meta.dirname, 'main.ts')],
    outfile: join(folder, 'main.js'),
    bundle: true, format: 'cjs', platform: 'node', target: 'node20.18', external: ['electron'], logLevel: 'warning',
    define: { 'import.meta.dirname': '__dirname', GALLERY: JSON.stringify({ ...servedFiles(kiosk.files, 'kiosk', 'kiosk.html'), ...servedFiles(gallery.files, 'gallery', 'gallery.html') }) },
  })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'gatehouse-gallery', version: '0.0.0', type: 'commonjs', main: 'main.js' }))
}
