import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Phones of village officers run Android WebView 100; duty-room machines run older Chromium builds of 信创 browsers.
    target: ['chrome100'],
    cssTarget: ['chrome100'],
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
