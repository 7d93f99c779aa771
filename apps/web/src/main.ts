import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './app/App.vue';
import { makeRouter } from './app/router';
import { i18n, storedLanguage, useLanguage } from './locales';
import './styles/base.css';
import './styles/tokens.css';

const queries = new QueryClient({
  defaultOptions: { queries: { retry: 1, staleTime: 15_000, refetchOnWindowFocus: false } },
});

const app = createApp(App).use(createPinia()).use(i18n).use(VueQueryPlugin, { queryClient: queries });
// No page before its language: a page that turns from one into the other while somebody reads is worse than a moment's wait.
void useLanguage(storedLanguage()).then(() => app.use(makeRouter()).mount('#app'));
