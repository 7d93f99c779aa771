import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import Components from 'unplugin-vue-components/vite';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import { defineConfig } from 'vite';
import { budgets, CHARTS_CHUNK } from './budgets.ts';
import { precompress } from './precompress.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Where `npm start` listens; `npx vite --config apps/web/build/vite.config.ts` hands the API on to it while someone works on a page. */
const API = process.env['BANGFU_URL'] ?? 'http://127.0.0.1:3000';

/** The console: two entries, the full one for offices and a light one without component library for villages. */
export default defineConfig({
  root: here('..'),
  plugins: [
    vue(),
    Components({ dts: false, dirs: [], resolvers: [ElementPlusResolver({ importStyle: 'css' })] }),
    budgets(),
    precompress(),
  ],
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  define: {
    __VUE_OPTIONS_API__: 'true',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'true',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  build: {
    outDir: here('../../../dist/web'),
    emptyOutDir: true,
    manifest: true,
    // Browsers of offices lag years behind.
    target: ['chrome87', 'edge88', 'firefox78', 'safari14'],
    // A data: address would need a wider CSP than an own file.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Importing what is shared does nothing by itself: its sentences for the server's refusals need not travel to a browser.
      treeshake: { moduleSideEffects: [{ test: /libs\/contracts\/src\//, sideEffects: false }] },
      input: { index: here('../index.html'), m: here('../m.html') },
      output: {
        codeSplitting: {
          groups: [
            // First, or whoever is grouped next to it takes it along.
            { name: 'vue', test: /node_modules\/@?vue\//, priority: 3 },
            { name: 'contracts', test: /libs\/contracts\/src\/[a-z-]+\.ts$/, priority: 2 },
            // Without the virtual table, which only imports need.
            { name: 'frame', test: /node_modules\/(@intlify|vue-i18n|vue-router|pinia|@tanstack\/(vue-query|query-core))\//, priority: 1 },
            { name: CHARTS_CHUNK, test: /node_modules\/(echarts|zrender|vue-echarts|resize-detector)\// },
            // Asked for once and kept: otherwise each page brings its own crumbs of the same components.
            {
              name: 'ui',
              test: /node_modules\/(element-plus|@element-plus|@floating-ui|@vueuse|dayjs|async-validator|lodash-es|@popperjs|@sxzz)\//,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': API } },
});
