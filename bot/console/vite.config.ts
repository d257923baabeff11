import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: "../../dist/console",
    emptyOutDir: true,
    // no inline scripts or data: fonts: the page's policy allows neither
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // React, Mantine and the calendar in one file: fetched once and kept for ever
    chunkSizeWarningLimit: 900,
  },
  // while the console is written: `npx vite bot/console` beside a running server
  server: { proxy: { "/api": "http://127.0.0.1:3978" } },
});
