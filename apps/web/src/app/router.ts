import { createRouter, createWebHistory, type Router } from 'vue-router';
import { i18n } from '../locales';
import { homeOf } from './pages';
import { ROUTES } from './routes';
import { placeOnceThere } from './same-place';
import { useSession } from './session';

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's title in the texts. */
    title?: string;
    /** Without menu and without an account. */
    bare?: true;
  }
}

/** The addresses of the console. Nobody signed in: to the sign-in page and back to where they wanted to go. */
export function makeRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: ROUTES,
    scrollBehavior: (to, from, saved) => {
      if (saved !== null) return placeOnceThere(saved);
      if (to.hash !== '') return { el: to.hash };
      return to.path === from.path ? false : { top: 0 };
    },
  });
  router.beforeEach(async (to) => {
    const store = useSession();
    const session = store.session ?? (await store.load());
    if (to.path === '/login') return session === null ? true : '/';
    if (session === null) return { path: '/login', query: { to: to.fullPath } };
    if (session.mustChangePassword && to.path !== '/new-password') return '/new-password';
    return to.path === '/' ? homeOf(session.roles) : true;
  });
  router.afterEach((to) => {
    const title = to.meta.title === undefined ? '' : `${i18n.global.t(to.meta.title)} - `;
    document.title = `${title}${i18n.global.t('system')}`;
  });
  return router;
}
