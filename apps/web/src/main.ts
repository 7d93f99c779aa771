import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { ApiProblem } from './api/api-problem';
import App from './app/App.vue';
import { makeRouter } from './app/router';
import { i18n, storedLanguage, useLanguage } from './locales';
import './styles/base.css';
import './styles/tokens.css';

/** What the server refuses it refuses again: only what did not arrive is asked for once more. */
const mayArrive = (failures: number, error: Error): boolean => failures < 1 && !(error instanceof ApiProblem && error.status < 500);

const queries = new QueryClient({
  defaultOptions: { queries: { retry: mayArrive, staleTime: 15_000, refetchOnWindowFocus: false } },
});

const app = createApp(App).use(createPinia()).use(i18n).use(VueQueryPlugin, { queryClient: queries });
// No page before its language: a page that turns from one into the other while somebody reads is worse than a moment's wait.
void useLanguage(storedLanguage()).then(() => app.use(makeRouter()).mount('#app'));
