import { createRouter, createWebHistory, type Router } from 'vue-router';
import { i18n } from '../locales';
import { homeOf } from './pages';
import { useSession } from './session';

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's title in the texts. */
    title?: string;
    /** Without menu and without an account. */
    bare?: true;
  }
}

const ROUTES = [
  { path: '/login', component: () => import('../features/sign-in/SignInPage.vue'), meta: { bare: true as const, title: 'signIn.title' } },
  {
    path: '/new-password',
    component: () => import('../features/sign-in/NewPasswordPage.vue'),
    meta: { bare: true as const, title: 'newPassword.title' },
  },
  // Never shown: where somebody begins is known only when the session has been read.
  { path: '/', component: () => import('./NotFoundPage.vue') },
  { path: '/desk', component: () => import('../features/desk/DeskPage.vue'), meta: { title: 'desk.title' } },
  { path: '/reserve', component: () => import('../features/reserve/ReservePage.vue'), meta: { title: 'menu.reserve' } },
  { path: '/overview', component: () => import('../features/overview/OverviewPage.vue'), meta: { title: 'overview.title' } },
  { path: '/purchases', component: () => import('../features/orders/OrdersPage.vue'), meta: { title: 'menu.purchases' } },
  { path: '/purchases/new', component: () => import('../features/orders/RecordOrderPage.vue'), meta: { title: 'menu.record' } },
  { path: '/projects', component: () => import('../features/projects/ProjectsPage.vue'), meta: { title: 'menu.projects' } },
  { path: '/projects/:id', component: () => import('../features/projects/ProjectPage.vue'), meta: { title: 'menu.projects' } },
  { path: '/overview/ranking', component: () => import('../features/ranking/RankingPage.vue'), meta: { title: 'menu.ranking' } },
  { path: '/sales', component: () => import('../features/sales/SalesPage.vue'), meta: { title: 'menu.sales' } },
  { path: '/unit/import', component: () => import('../features/imports/ImportsPage.vue'), meta: { title: 'menu.imports' } },
  { path: '/unit/import/:batch', component: () => import('../features/imports/ImportPage.vue'), meta: { title: 'menu.imports' } },
  { path: '/access-log', component: () => import('../features/access-log/AccessLogPage.vue'), meta: { title: 'menu.accessLog' } },
  { path: '/admin', component: () => import('../features/admin/AdminPage.vue'), meta: { title: 'menu.admin' } },
  { path: '/help', component: () => import('../features/help/HelpPage.vue'), meta: { title: 'help.title' } },
  { path: '/rules', component: () => import('../features/rules/RulesPage.vue'), meta: { title: 'menu.rules' } },
  { path: '/:rest(.*)*', component: () => import('./NotFoundPage.vue'), meta: { title: 'notFound.title' } },
];

/** The addresses of the console. Nobody signed in: to the sign-in page and back to where they wanted to go. */
export function makeRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: ROUTES,
    scrollBehavior: (to, from, saved) => {
      if (saved !== null) return saved;
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
