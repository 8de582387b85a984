import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Leaves a packed copy beside each script and style, so that a slow line carries a third and the server packs nothing. */
const packed: Plugin = {
  name: 'packed-copies',
  apply: 'build',
  writeBundle({ dir = '' }) {
    const assets = join(dir, 'assets')
    for (const name of readdirSync(assets).filter(file => /\.(js|css)$/.test(file))) {
      const content = readFileSync(join(assets, name))
      if (content.length < 1024) continue
      writeFileSync(join(assets, `${name}.gz`), gzipSync(content, { level: 9 }))
      writeFileSync(
        join(assets, `${name}.br`),
        brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
      )
    }
  },
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), packed],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Phones of village officers run Android WebView 100; duty-room machines run older Chromium builds of 信创 browsers.
    target: ['chrome100'],
    cssTarget: ['chrome100'],
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every first page loads anyway comes in two files, libraries and ours, and not in forty that wait for each other on a slow line.
          groups: [
            { name: 'library', tags: ['$initial'], test: /node_modules/ },
            { name: 'frame', tags: ['$initial'] },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
